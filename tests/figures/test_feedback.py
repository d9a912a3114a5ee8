"""The charts of feedback say what their tables say; what is not reached is no zero and nothing missing is counted."""

import json
from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import pytest
from pandas import DataFrame

from dashboard.codes import FEEDBACK_TYPE
from dashboard.figures import matrix, theme
from dashboard.figures.feedback import ageing, beside, by_type, over_time, people, places, received, response_times
from dashboard.figures.feedback import topics as by_topic
from dashboard.figures.findings import MOST_WORDS
from dashboard.figures.table import LongerThan, Table
from dashboard.i18n import speaking, t
from tests.figures import feedback_frames as example
from tests.figures.feedback_frames import MONTHS, Received, without_rows
from tests.figures.pool_frames import frame

TABLES: dict[str, Callable[[], Table]] = {
    "by_month": lambda: over_time.by_month_table(example.BY_MONTH),
    "rate": lambda: over_time.rate_table(example.RATES),
    "response_times": lambda: response_times.response_times_table(example.RESPONSES),
    "ageing": lambda: ageing.ageing_table(example.AGES),
    "topics": lambda: by_topic.topics_table(example.TOPICS),
    "channels": lambda: received.channels_table(example.CHANNELS),
    "languages": lambda: received.languages_table(example.LANGUAGES),
    "places": lambda: places.places_table(example.PLACES, Received()),
    "sex_age": lambda: people.sex_age_table(example.SEX_AGE),
    "beside_results": lambda: beside.beside_table(example.BESIDE, example.NAME),
    "beside_project": lambda: beside.beside_table(example.BESIDE_PROJECT, example.NAME),
}
EMPTY: dict[str, Callable[[], Table]] = {
    "by_month": lambda: over_time.by_month_table(without_rows(example.BY_MONTH)),
    "rate": lambda: over_time.rate_table(without_rows(example.RATES)),
    "response_times": lambda: response_times.response_times_table(without_rows(example.RESPONSES)),
    "ageing": lambda: ageing.ageing_table(without_rows(example.AGES)),
    "topics": lambda: by_topic.topics_table(without_rows(example.TOPICS)),
    "channels": lambda: received.channels_table(without_rows(example.CHANNELS)),
    "languages": lambda: received.languages_table(without_rows(example.LANGUAGES)),
    "places": lambda: places.places_table(without_rows(example.PLACES), Received(None, None)),
    "sex_age": lambda: people.sex_age_table(without_rows(example.SEX_AGE)),
    "beside_results": lambda: beside.beside_table(without_rows(example.BESIDE), None),
    "beside_project": lambda: beside.beside_table(without_rows(example.BESIDE_PROJECT), None),
}
DRAW = {
    "by_month": over_time.by_month,
    "rate": over_time.rate,
    "response_times": response_times.response_times,
    "ageing": ageing.ageing,
    "topics": by_topic.topics,
    "channels": received.bars,
    "languages": received.bars,
    "places": places.places,
    "sex_age": people.sex_age,
    "beside_results": beside.beside,
    "beside_project": beside.beside,
}
FIND = {
    "by_month": over_time.by_month_finding,
    "rate": over_time.rate_finding,
    "response_times": response_times.response_times_finding,
    "ageing": ageing.ageing_finding,
    "topics": by_topic.topics_finding,
    "channels": received.channels_finding,
    "languages": received.languages_finding,
    "places": places.places_finding,
    "sex_age": people.sex_age_finding,
    "beside_results": beside.beside_finding,
    "beside_project": beside.beside_finding,
}
FINDINGS = {
    "by_month": "Alınan bildirim: 32; en sık tür: Talep (%59,4)",
    "rate": "1.000 temasta 6,4 bildirim; en yüksek ay: Eyl 2026 (8,5)",
    "response_times": "%90 süresi sınırı aşan tür ve öncelik: 3 / 4",
    "ageing": "Açık bildirimlerden süresi geçen: 8 / 20",
    "topics": "Olağandan çok bildirim: Hizmete erişim, Eyl 2026 (14)",
    "channels": "En çok kullanılan kanal: Çağrı merkezi (%62,5)",
    "languages": "En sık dil: Arapça (%31,2)",
    "places": "Oranı genel oranın üstünde olan yer: 1; ilki Kilis",
    "sex_age": "Cinsiyeti bilinenlerde kadınların payı: %60,0",
    "beside_results": "Geri bildirimin yanında: Danışmanlıktan memnun olanlar",
    "beside_project": "Geri bildirimin yanında: Yeni kişi: Danışmanlıktan memnun olanlar",
}


def drawn(chart: str, table: Table | None = None) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Give layout and traces of a chart that Plotly accepts."""
    figure: Any = DRAW[chart](table or TABLES[chart]())
    go.Figure({"data": figure["data"], "layout": {**figure["layout"], "meta": None}})
    return figure["layout"], figure["data"]


def texts(layout: dict[str, Any]) -> list[str]:
    return [note["text"] for note in layout.get("annotations", [])]


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
@pytest.mark.parametrize("chart", DRAW)
def test_plotly_accepts_every_figure_and_no_gap_is_left_in_its_words(chart: str, language: str) -> None:
    with speaking(language):
        layout, data = drawn(chart)
    assert "{" not in " ".join(texts(layout))
    assert json.dumps(data)


@pytest.mark.parametrize("chart", FIND)
def test_nothing_at_all_is_a_table_without_rows_and_no_finding(chart: str) -> None:
    table = EMPTY[chart]()
    assert table.rows == ()
    assert FIND[chart](table) is None
    drawn(chart, table)


@pytest.mark.parametrize("chart", FIND)
def test_a_finding_says_what_stands_out(chart: str) -> None:
    assert FIND[chart](TABLES[chart]()) == FINDINGS[chart]


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
@pytest.mark.parametrize("chart", FIND)
def test_findings_are_read_at_a_glance(chart: str, language: str) -> None:
    with speaking(language):
        found = FIND[chart](TABLES[chart]())
    assert found
    assert len(found.split()) <= MOST_WORDS


@pytest.mark.parametrize("chart", DRAW)
def test_series_have_the_colours_of_the_theme(chart: str) -> None:
    known = {*theme.PALETTE, *theme.SEQUENTIAL, theme.INK, theme.NEUTRAL, theme.GRID, theme.PAPER, theme.MUTED}
    for trace in drawn(chart)[1]:
        colour = trace.get("marker", trace.get("line"))["color"]
        assert set(colour if isinstance(colour, list) else [colour]) <= known


def test_every_type_has_its_own_colour_in_the_order_of_the_palette() -> None:
    assert tuple(theme.COLOURS[one] for one in FEEDBACK_TYPE) == theme.PALETTE


def test_a_month_holds_each_type_and_all_of_them_together() -> None:
    table = TABLES["by_month"]()
    assert [column.key for column in table.columns] == ["month", "request", "complaint", "thanks", "total"]
    assert table.rows == ((MONTHS[0], 10, 4, 1, 15), (MONTHS[1], 0, 0, 0, 0), (MONTHS[2], 9, 6, 2, 17))
    layout, data = drawn("by_month")
    assert [(trace["name"], trace["y"]) for trace in data] == [
        ("Talep", [10, 0, 9]),
        ("Şikâyet", [4, 0, 6]),
        ("Teşekkür", [1, 0, 2]),
    ]
    assert layout["barmode"] == "stack"


def test_a_project_or_a_place_has_the_same_table_and_no_place_has_no_rows() -> None:
    class Answers:
        def received_by_month(self) -> DataFrame:
            return example.BY_MONTH

    assert over_time.by_month_of(Answers()) == TABLES["by_month"]()
    nowhere = over_time.by_month_of(None)
    assert nowhere.rows == ()
    assert over_time.by_month_finding(nowhere) is None
    drawn("by_month", nowhere)


def test_both_charts_of_months_share_their_axis_of_time() -> None:
    (above, _), (below, _) = drawn("by_month"), drawn("rate")
    assert above["xaxis"] == below["xaxis"]
    assert [above["margin"][side] for side in "lr"] == [below["margin"][side] for side in "lr"]
    assert above["yaxis"]["automargin"] is below["yaxis"]["automargin"] is False


def test_a_phone_shows_four_series_that_hold_every_case() -> None:
    series = {one: [at + 1, 2] for at, one in enumerate(FEEDBACK_TYPE)}
    less = by_type.few(series)
    assert list(less) == ["information", "thanks", "observation", by_type.OTHER]
    assert less[by_type.OTHER] == [1 + 2 + 3, 6]
    figure: Any = by_type.stacked(series, ["a", "b"], "%{x}")
    assert len(figure["data"]) == len(FEEDBACK_TYPE)
    assert len(figure["layout"]["meta"]["narrow"]["data"]) == by_type.MOST_NARROW
    assert by_type.few(less) is less


def test_the_rate_breaks_where_there_are_no_contacts_and_says_so() -> None:
    table = TABLES["rate"]()
    layout, (line,) = drawn("rate")
    assert line["y"] == [5.0, None, 8.5]
    assert line["connectgaps"] is False
    assert layout["shapes"][0]["y0"] == pytest.approx(1000 * 32 / 5000)
    assert over_time.rate_rest(table) == "Hizmet teması olmadığı için oranı olmayan ay: 1"


def test_times_stand_by_how_far_they_exceed_their_limit_and_what_is_not_reached_is_told() -> None:
    table = TABLES["response_times"]()
    assert list(zip(table.column("type"), table.column("priority"), strict=True)) == [
        ("complaint", "urgent"),
        ("complaint", "normal"),
        ("request", "normal"),
        ("request", "high"),
        ("information", "low"),
    ]
    assert table.column("median_days") == [LongerThan(12), 14, 6, 2, 1]
    assert table.column("p90_days") == [LongerThan(12), LongerThan(48), 21, 5, 3]
    layout, (_, medians, p90s, hollow, limits) = drawn("response_times")
    assert (medians["x"], p90s["x"]) == ([14, 6, 2, 1], [21, 5, 3])
    assert (hollow["name"], hollow["x"]) == ("Henüz ulaşılmadı", [12, 48, 12])
    assert hollow["marker"]["symbol"] == ["diamond-open", "diamond-open", "circle-open"]
    assert limits["x"] == [3, 15, 15, 10, None]
    told = texts(layout)
    assert told[:2] == ["Şikâyet · Acil (n = 3)", "> 12 / > 12 · sınır 3"]
    assert told[-2:] == ["Bilgi talebi · Düşük (n = 2)", "1 / 3"]
    assert response_times.response_times_rest(table) is None


def test_times_within_their_limits_are_told_as_such() -> None:
    calm = response_times.response_times_table(example.RESPONSES.iloc[1:2])
    assert response_times.response_times_finding(calm) == "Bütün tür ve önceliklerde %90 süresi sınırın içinde (1)"
    assert "Henüz ulaşılmadı" not in [trace.get("name") for trace in drawn("response_times", calm)[1]]
    unlimited = response_times.response_times_table(example.RESPONSES.iloc[4:])
    assert response_times.response_times_finding(unlimited) is None


def test_open_cases_stand_by_age_with_those_that_are_late_above() -> None:
    table = TABLES["ageing"]()
    assert table.column("total") == [7, 4, 4, 3, 0, 2]
    assert table.column("late") == [0, 0, 3, 3, 0, 2]
    assert texts(drawn("ageing")[0]) == ["7", "4", "3 geç<br>4", "3 geç<br>3", "2 geç<br>2"]
    calm = ageing.ageing_table(example.AGES.assign(late=0))
    assert ageing.ageing_finding(calm) == "Açık bildirim: 20; hiçbirinde süre geçmedi"


def test_unusual_months_are_marked_in_their_cells_and_a_phone_has_the_last_four() -> None:
    layout, (cells,) = drawn("topics")
    assert cells["text"] == ["5", "<b>▼ 0</b>", "<b>▲ 14</b>", "3", "<b>▲ 12</b>", "4"]
    assert by_topic.topics_rest(TABLES["topics"]()) == "▲ olağandan çok, ▼ olağandan az"
    many = frame(
        **{
            **{column: [example.TOPICS[column][0]] * 12 for column in example.TOPICS},
            "month": [MONTHS[0].replace(month=number) for number in range(1, 13)],
            "cases": list(range(12)),
        }
    )
    wide: Any = by_topic.topics(by_topic.topics_table(many))
    assert wide["data"][0]["customdata"] == list(range(12))
    assert wide["layout"]["meta"]["narrow"]["data"][0]["customdata"] == [8, 9, 10, 11]
    assert layout["meta"]["narrow"]["below"] > 390


def test_months_after_the_last_record_are_in_the_table_and_not_drawn() -> None:
    later = example.TOPICS.copy()
    empty = later["month"] == MONTHS[2]
    later.loc[empty, ["cases", "contacts", "unusual"]] = [0, None, ""]
    table = by_topic.topics_table(later)
    assert len(table.rows) == len(later)
    assert drawn("topics", table)[1][0]["customdata"] == [5, 0, 3, 12]


def test_without_an_unusual_month_the_most_frequent_topic_is_named() -> None:
    calm = by_topic.topics_table(example.TOPICS.assign(unusual=""))
    assert by_topic.topics_finding(calm) == "En sık konu: Hizmete erişim (19)"
    assert by_topic.topics_rest(calm) is None


def test_a_matrix_without_signs_leaves_cells_of_nothing_empty() -> None:
    assert matrix.cells([("a", "A", [0, 3])], 0.5)["text"] == ["", "3"]
    assert matrix.cells([("a", "A", [0, 3])], 0.5, signs={})["text"] == ["0", "3"]


def test_bars_tell_number_and_share_and_what_is_unknown_is_grey() -> None:
    _, (bar,) = drawn("languages")
    assert bar["x"] == [16, 10, 6]
    assert bar["text"] == ["16 (%50,0)", "10 (%31,2)", "6 (%18,8)"]
    assert bar["marker"]["color"] == [theme.NEUTRAL, theme.BLUE, theme.BLUE]


def test_places_stand_within_their_limits_and_all_of_them_together_stand_last() -> None:
    table = TABLES["places"]()
    assert table.rows[-1] == (places.ALL, "Bütün bildirimler", 32, 5000, 6.4, None, None)
    layout, (intervals, dots) = drawn("places")
    assert dots["customdata"] == ["TR-79", "TR-27", "TR-34"]
    assert dots["x"] == [24.0, 5.5, 2.4]
    assert dots["marker"]["symbol"] == ["diamond", "circle", "circle"]
    assert intervals["x"][:3] == [12.4, 41.9, None]
    assert layout["shapes"][0]["x0"] == 6.4
    assert places.places_rest(table) == (
        "◆ alt sınırı da genel oranın üstünde. Yeri bilinmeyen bildirim: 2. Yalnızca tabloda olan yer: 1"
    )
    calm = places.places_table(example.PLACES.iloc[1:3], Received())
    assert places.places_finding(calm) == t("finding.feedback.no_place_above")


def test_without_any_contacts_places_have_no_rates_and_no_line() -> None:
    bare = example.PLACES.assign(contacts=None, per_1000=None, low=None, high=None)
    table = places.places_table(bare, Received(30, None))
    layout, (_, dots) = drawn("places", table)
    assert dots["x"] == [] == layout["shapes"]
    assert places.places_finding(table) is None


def test_a_province_among_districts_stands_for_itself() -> None:
    among = example.PLACES.assign(level=["district", "province", "district", "district"])
    assert places.places_table(among, Received()).column("name")[1] == "Gaziantep (il geneli)"


def test_who_has_no_side_is_told_in_words() -> None:
    table = TABLES["sex_age"]()
    assert people.sex_age_rest(table) == ("Grafikte yer almayan: diğer 1, cinsiyeti bilinmeyen 7. Yaşı bilinmeyen: 7")
    assert people.sex_age_rest(people.sex_age_table(example.SEX_AGE.iloc[:3])) is None


def test_results_stand_below_the_feedback_on_one_axis_of_time() -> None:
    layout, (above, targets, results) = drawn("beside_results")
    assert above["y"] == [15, 0, 17]
    assert (results["x"], results["y"], targets["y"]) == (["2026-09-30"], [62.5], [80.0])
    assert layout["xaxis"]["anchor"] == "y2"
    assert layout["yaxis"]["domain"][0] > layout["yaxis2"]["domain"][1]
    assert texts(layout) == ["Alınan bildirim", "Danışmanlıktan memnun olanlar"]
    assert beside.beside_rest(TABLES["beside_results"]()) == "Kısa çizgiler: hedef"
    assert beside.beside_rest(TABLES["beside_project"]()) is None
    _, (_, people_below) = drawn("beside_project")
    assert people_below["y"] == [120, 80, 95]


def test_nothing_recorded_beside_is_told() -> None:
    alone = beside.beside_table(example.BESIDE.iloc[:3], example.NAME)
    assert beside.beside_finding(alone) is None
    assert beside.beside_rest(alone) == "Seçilen için kayıtlı sonuç yok"
    drawn("beside_results", alone)
