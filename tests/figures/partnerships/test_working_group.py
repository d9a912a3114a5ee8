"""Seats, meetings, activities and outputs: what is drawn is in the table, and what nobody wrote down is no zero."""

from collections.abc import Callable
from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest
from pandas import DataFrame, concat

from dashboard.figures import named_bars, theme
from dashboard.figures.findings import MOST_WORDS
from dashboard.figures.partnerships import attendance, outputs, seats, working_kinds
from dashboard.figures.table import Table
from dashboard.i18n import speaking
from tests.figures.partnerships import wider_frames as wider

Drawing = tuple[Callable[[DataFrame], Table], Callable[[Table], theme.Figure], Callable[[Table], str | None], DataFrame]
DRAWINGS: dict[str, Drawing] = {
    "seats": (seats.seats_table, seats.seats, seats.seats_finding, wider.SEAT_ROWS),
    "attendance": (
        attendance.attendance_table,
        attendance.attendance,
        attendance.attendance_finding,
        wider.ATTENDANCE,
    ),
    "working_kinds": (
        working_kinds.working_kinds_table,
        working_kinds.working_kinds,
        working_kinds.working_kinds_finding,
        wider.WORKING_KINDS,
    ),
    "outputs": (outputs.outputs_table, outputs.outputs, outputs.outputs_finding, wider.OUTPUTS),
}


def drawn(name: str, answer: DataFrame | None = None) -> tuple[Table, dict[str, Any], list[dict[str, Any]]]:
    """Give the table of a chart, its layout and its traces."""
    tabulate, draw, _, example = DRAWINGS[name]
    table = tabulate(example if answer is None else answer)
    figure: Any = draw(table)
    go.Figure(figure)
    return table, figure["layout"], figure["data"]


def said(name: str, answer: DataFrame | None = None) -> str | None:
    """Give the finding of a chart."""
    tabulate, _, find, example = DRAWINGS[name]
    return find(tabulate(example if answer is None else answer))


def texts(layout: dict[str, Any]) -> list[str]:
    """Give the words beside the bars."""
    return [note["text"] for note in layout["annotations"]]


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
@pytest.mark.parametrize("name", DRAWINGS)
def test_charts_speak_three_languages_at_a_glance(name: str, language: str) -> None:
    with speaking(language):
        _, _, series = drawn(name)
        found = said(name)
    assert found
    assert len(found.split()) <= MOST_WORDS
    assert "{" not in found
    assert len(series) <= 5


@pytest.mark.parametrize("name", DRAWINGS)
def test_nothing_recorded_is_an_empty_table_without_a_finding(name: str) -> None:
    nothing = DRAWINGS[name][3].iloc[:0]
    table, _, _ = drawn(name, nothing)
    assert table.rows == ()
    assert said(name, nothing) is None


def test_a_group_is_as_long_as_its_seats_and_they_sum_to_all() -> None:
    table, layout, (filled, vacant) = drawn("seats")
    assert filled["y"] == vacant["y"] == ["KG1", "KG2"]
    assert (filled["x"], vacant["x"]) == ([2, 1], [1, 1])
    assert sum(filled["x"] + vacant["x"]) == len(table.rows) == len(wider.SEATS)
    assert filled["text"] == ["2", "1"]
    assert "2 / 3" in texts(layout)
    assert table.column("occupancy") == ["Dolu", "Dolu", "Boş", "Boş", "Dolu"]
    assert table.column("since") == wider.SEAT_ROWS["since"].tolist()
    assert said("seats") == "Dolu üyelik: 3 / 5"


def test_a_group_without_a_vacant_seat_shows_no_zero() -> None:
    _, _, (_, vacant) = drawn("seats", wider.SEAT_ROWS.iloc[:2])
    assert (vacant["x"], vacant["text"]) == ([0], [""])


def test_an_unknown_attendance_is_told_and_drawn_as_no_bar() -> None:
    table, layout, (filled, present) = drawn("attendance")
    assert table.column("present") == [18, None, 0, 0]
    assert table.column("share") == [0.75, None, None, 0]
    assert filled["y"] == ["M4", "M3", "M2", "M1"]
    assert dict(zip(present["y"], present["x"], strict=True)) == {"M1": 18, "M3": 0, "M4": 0}
    assert {"18 / 24 · %75", "bilinmiyor", "0 / 0", "0 / 25 · %0"} <= set(texts(layout))
    assert "10.03.2026 · İkinci toplantı" in texts(layout)
    assert attendance.attendance_rest(table) == "Katılımı bilinmeyen toplantı: 1"


def test_attendance_is_the_share_of_all_seats_not_the_mean_of_shares() -> None:
    assert said("attendance") == "Toplantılara katılım: %36,7; katılımı bilinen toplantı: 3"
    unknown = wider.ATTENDANCE.iloc[1:2]
    assert said("attendance", unknown) is None


def test_of_many_meetings_the_latest_are_drawn() -> None:
    many = concat([wider.ATTENDANCE.iloc[:1]] * 40, ignore_index=True)
    many["meeting_code"] = [f"M{at:02d}" for at in range(40)]
    table, _, (filled, _) = drawn("attendance", many)
    assert filled["y"] == [f"M{at}" for at in range(39, 39 - named_bars.MOST_ROWS, -1)]
    assert attendance.attendance_rest(table) == "Tabloda 25 toplantı daha var"


def test_what_is_done_is_a_bar_and_the_plan_a_mark() -> None:
    table, layout, (done, planned) = drawn("working_kinds")
    assert (done["y"], done["x"]) == (["K1", "K2", "K3"], table.column("done"))
    assert planned["x"] == table.column("planned") == [10, 4, 0]
    assert {"7 / 10", "4 / 4", "0 / 0"} <= set(texts(layout))
    assert said("working_kinds") == "Planlanan 14 faaliyetten yapılan: 11"
    assert said("working_kinds", wider.WORKING_KINDS.iloc[2:]) is None


def test_outputs_stand_in_every_quarter_from_the_first_to_the_last() -> None:
    table, layout, series = drawn("outputs")
    assert [trace["name"] for trace in series] == ["Danışmanlık", "Eğitim", "Araştırma"]
    assert [trace["y"] for trace in series] == [[3, 0, 0], [5, 0, 2], [0, 0, 1]]
    assert texts(layout) == ["8", "3"]
    assert sum(sum(trace["y"]) for trace in series) == table.total("outputs")
    assert table.column("participants") == [None, 120, 0, None]
    assert outputs.outputs_rest(table) == "Bildirilen katılımcı: 120; katılımcısı bildirilmeyen satır: 2"
    assert said("outputs") == "En çok çıktı: Eğitim (7)"


def test_no_kind_is_first_where_two_are() -> None:
    assert said("outputs", wider.OUTPUTS.assign(outputs=[7, 5, 2, 1])) is None


def test_over_many_quarters_columns_carry_no_numbers() -> None:
    years = wider.OUTPUTS.assign(quarter=[date(2020, 1, 1), date(2021, 1, 1), date(2024, 1, 1), date(2026, 10, 1)])
    _, layout, series = drawn("outputs", years)
    assert len(series[0]["x"]) == 28
    assert layout["annotations"] == []
