"""Who taught whom: the matrix holds every exchange once, also where partners share a row, and the table every pair."""

from typing import Any

import plotly.graph_objects as go
import pytest
from pandas import DataFrame

from dashboard.figures.partnerships import exchanges
from dashboard.figures.partnerships.exchanges import MOST, MOST_NARROW, OTHER
from dashboard.i18n import speaking
from tests.figures.partnerships.wider_frames import EXCHANGES
from tests.figures.partnerships.wider_frames import exchanges as pairs

Cells = dict[tuple[str, str], int]


def drawn(frame: DataFrame) -> tuple[dict[str, Any], dict[str, Any]]:
    """Give the drawing for a wide and the one for a narrow screen."""
    figure: Any = exchanges.exchanges(exchanges.exchanges_table(frame))
    go.Figure(figure)
    narrow = dict(figure["layout"]["meta"]["narrow"])
    narrow.pop("below")
    go.Figure(narrow)
    return figure, narrow


def cells(figure: dict[str, Any]) -> Cells:
    """Give the number of each cell that has one, by the code of its row and the name of its column."""
    (trace,) = figure["data"]
    names = figure["layout"]["xaxis"]["ticktext"]
    found = zip(trace["y"], trace["base"], trace["customdata"], trace["text"], strict=True)
    return {(row, names[int(base)]): count for row, base, count, text in found if text}


def ring(cities: int) -> DataFrame:
    """Give cities of which each taught the next one, the first ones most often."""
    return pairs([(f"{at:03d}", f"{(at + 1) % cities:03d}", cities - at, at) for at in range(cities)])


def test_the_table_is_the_answer() -> None:
    table = exchanges.exchanges_table(EXCHANGES)
    assert table.rows[1] == ("C1", "Şehir C1", "C3", "Şehir C3", 3, None)
    assert table.column("exchanges") == EXCHANGES["exchanges"].tolist()
    assert table.column("participants") == [40, None, 0, 5]


def test_a_cell_holds_what_its_row_taught_its_column_and_others_are_blank() -> None:
    wide, narrow = drawn(EXCHANGES)
    expected = {("C1", "Şehir C2"): 12, ("C1", "Şehir C3"): 3, ("C4", "Şehir C2"): 3, ("C2", "Şehir C1"): 1}
    assert cells(wide) == expected
    assert cells(narrow) == expected
    assert "0" not in wide["data"][0]["text"] + narrow["data"][0]["text"]


def test_rows_and_columns_begin_with_those_that_have_most() -> None:
    wide, _ = drawn(EXCHANGES)
    assert wide["layout"]["yaxis"]["categoryarray"] == ["C1", "C4", "C2"]
    assert wide["layout"]["xaxis"]["ticktext"] == ["Şehir C2", "Şehir C3", "Şehir C1"]


@pytest.mark.parametrize("cities", [1, 8, 9, 40, 41, 120])
def test_every_exchange_is_drawn_once_however_many_cities_there_are(cities: int) -> None:
    frame = ring(cities)
    for figure, most in zip(drawn(frame), (MOST, MOST_NARROW), strict=True):
        assert sum(cells(figure).values()) == frame["exchanges"].sum()
        rows = {row for row, _ in cells(figure)}
        assert len(rows) == min(cities, most + 1)
        assert (OTHER in rows) == (cities > most)
        assert len(figure["layout"]["xaxis"]["ticktext"]) == min(cities, most + 1)


def test_forty_cities_keep_a_row_each_and_a_wide_screen_alone_gets_them() -> None:
    wide, narrow = drawn(ring(40))
    assert wide["layout"]["yaxis"]["categoryarray"][-1] == "039"
    assert len(narrow["data"][0]["y"]) == (MOST_NARROW + 1) ** 2
    below = wide["layout"]["meta"]["narrow"]["below"]
    assert 390 < below <= 1230


def test_the_remark_says_how_many_share_the_last_row_and_what_is_unknown() -> None:
    table = exchanges.exchanges_table(ring(120))
    assert exchanges.exchanges_rest(table) == ("Son satır ve sütun diğerlerinin toplamıdır; öğreten: 80, öğrenen: 80")
    assert exchanges.exchanges_rest(exchanges.exchanges_table(ring(40))) is None
    assert exchanges.exchanges_rest(exchanges.exchanges_table(EXCHANGES)) == "Katılımcısı bildirilmeyen satır: 1"


def test_the_finding_names_the_busiest_teacher() -> None:
    assert exchanges.exchanges_finding(exchanges.exchanges_table(EXCHANGES)) == "En çok öğreten: Şehir C1 (15)"
    assert exchanges.exchanges_finding(exchanges.exchanges_table(EXCHANGES.iloc[:0])) is None


def test_no_exchange_at_all_draws_an_empty_matrix() -> None:
    wide, narrow = drawn(EXCHANGES.iloc[:0])
    assert cells(wide) == cells(narrow) == {}


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
def test_it_speaks_three_languages(language: str) -> None:
    with speaking(language):
        wide, narrow = drawn(ring(41))
        assert exchanges.exchanges_finding(exchanges.exchanges_table(ring(41)))
    assert len(cells(wide)) >= MOST
    assert len(cells(narrow)) >= MOST_NARROW


def test_sums_of_many_do_not_outshine_single_pairs() -> None:
    _, narrow = drawn(ring(120))
    (trace,) = narrow["data"]
    colours = dict(zip(zip(trace["y"], trace["customdata"], strict=True), trace["marker"]["color"], strict=True))
    assert colours["000", 120] == colours[OTHER, sum(range(1, 113))]
    sizes = dict(zip(trace["text"], trace["insidetextfont"]["size"], strict=True))
    assert sizes["120"] > sizes["6.328"]
