"""The charts of people reached say what their tables say, in order, in the colours of what they stand for."""

from collections.abc import Callable
from datetime import date

import plotly.graph_objects as go
import pytest
from pandas import DataFrame

from dashboard.catalogue import CHARTS
from dashboard.codes import AGE_BAND, SEX
from dashboard.data.filters import EVERYTHING, Viewer
from dashboard.export.beneficiaries import SHOWN
from dashboard.figures import provinces, theme
from dashboard.figures.beneficiaries import activities, groups, over_time, places
from dashboard.figures.findings import MOST_WORDS, finding
from dashboard.figures.table import Column, Table
from dashboard.i18n import speaking, t


def frame(**columns: list[object]) -> DataFrame:
    return DataFrame(columns, dtype=object)


def named(code: str, codes: list[str], people: list[int], **more: list[object]) -> DataFrame:
    names = {f"name_{lang}": [f"{lang} {one}" for one in codes] for lang in ("tr", "en", "ar")}
    return frame(**{code: codes}, **names, new_people=people, contacts=[n * 3 for n in people], **more)


MONTHS = frame(
    month=[date(2024, 12, 1), date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)],
    new_people=[100, 40, None, 60],
    contacts=[150, 90, None, 200],
    indirect_people=[5, 0, None, 1],
    unique_people=[100, 140, 140, 200],
    records=[9, 4, 0, 6],
    in_period=[False, True, True, True],
)
PLAN = frame(
    month=[date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1), date(2025, 4, 1)], planned=[80, 160, 250, 400]
)
NO_PLAN = frame(month=[], planned=[])
SEX_AGE = frame(
    sex=["female", "female", "male", "other", "unknown"],
    age_band=["0-4", "25-49", "25-49", "60+", "unknown"],
    new_people=[10, 50, 30, 2, 8],
)
QUARTERS = frame(
    quarter=[date(2025, 1, 1)] * 3 + [date(2025, 4, 1)] * 2 + [date(2025, 7, 1)],
    population_group=["host", "temporary_protection", "unknown", "host", "kin_migrant", "unknown"],
    new_people=[30, 10, 5, 20, 60, 7],
    contacts=[1, 1, 1, 1, 1, 1],
)
TWENTY = [f"TR-{number:02d}" for number in range(1, 21)]
PLACES = named("place_code", TWENTY, list(range(200, 0, -10)), level=["province"] * 20)
KINDS = named("code", ["course", "visit"], [300, 100])
DETAIL = named(
    "place_code",
    ["TR-01", "TR-01", "TR-34"],
    [4, 6, 9],
    sex=["female", "other", "male"],
    age_band=["0-4", "60+", "60+"],
)
FRAMES = {
    "reached_by_month": MONTHS,
    "plan_by_month": PLAN,
    "reached_by_sex_and_age": SEX_AGE,
    "reached_by_group_and_quarter": QUARTERS,
    "reached_by_place": PLACES,
    "reached_by_subprogramme": KINDS,
    "reached_by_activity_kind": KINDS,
    "reached_by_province_sex_age": DETAIL,
}
DRAWN = [chart for chart, shown in SHOWN.items() if shown.draw]


def drawn(chart: str) -> tuple[Table, theme.Figure]:
    table = SHOWN[chart].table(FRAMES)
    draw = SHOWN[chart].draw
    assert draw
    return table, draw(table)


def traces(chart: str) -> list[dict[str, object]]:
    return drawn(chart)[1]["data"]  # type: ignore[return-value]


def test_the_page_shows_what_the_catalogue_registers() -> None:
    assert list(SHOWN) == [chart for chart, figure in CHARTS.items() if figure.page == "beneficiaries"]


@pytest.mark.parametrize("chart", DRAWN)
@pytest.mark.parametrize("language", ["tr", "en", "ar"])
def test_plotly_accepts_every_figure(chart: str, language: str) -> None:
    with speaking(language):
        go.Figure(drawn(chart)[1])


@pytest.mark.parametrize("chart", DRAWN)
def test_a_figure_of_nothing_is_still_a_figure(chart: str) -> None:
    shown = SHOWN[chart]
    table = shown.table({name: DataFrame(columns=of.columns, dtype=object) for name, of in FRAMES.items()})
    assert table.rows == ()
    assert shown.find is None or shown.find(table) is None


@pytest.mark.parametrize("chart", SHOWN)
def test_columns_give_the_table_that_a_frame_of_them_gives(chart: str) -> None:
    columns = {name: {column: of[column].tolist() for column in of} for name, of in FRAMES.items()}
    assert SHOWN[chart].table(columns) == SHOWN[chart].table(FRAMES)
    assert SHOWN[chart].table(columns).rows


@pytest.mark.parametrize("chart", DRAWN)
def test_at_most_five_series_in_colours_of_the_theme(chart: str) -> None:
    known = {*theme.PALETTE, *theme.SEQUENTIAL, theme.INK, theme.NEUTRAL, theme.GRID, theme.PAPER, theme.MUTED}
    series = traces(chart)
    assert 1 <= len(series) <= 5
    for trace in series:
        colour = trace["marker"].get("color")  # type: ignore[attr-defined]
        assert set(colour if isinstance(colour, list) else [colour or theme.PAPER]) <= known


def test_the_running_total_is_solid_and_the_plan_dashed() -> None:
    table, figure = drawn("beneficiaries.cumulative")
    actual, plan = figure["data"]
    assert actual["line"]["dash"] == "solid"  # type: ignore[index]
    assert plan["line"]["dash"] == "dash"  # type: ignore[index]
    assert dict(zip(actual["x"], actual["y"], strict=True)) == {  # type: ignore[arg-type]
        "2024-12-01": 100,
        "2025-01-01": 140,
        "2025-02-01": 140,
        "2025-03-01": 200,
    }
    assert plan["y"] == [80, 160, 250, 400]
    assert table.rows[0][1:] == (100, None)
    assert table.rows[-1][1:] == (None, 400)


def test_the_last_counted_month_is_marked() -> None:
    _, figure = drawn("beneficiaries.cumulative")
    layout = figure["layout"]
    assert [shape["x0"] for shape in layout["shapes"]] == ["2025-03-01"]  # type: ignore[index]
    assert any("Mar 2025" in note["text"] for note in layout["annotations"])  # type: ignore[index]


def test_without_a_target_there_is_no_plan() -> None:
    table = over_time.cumulative_table(MONTHS, NO_PLAN)
    assert [trace["name"] for trace in over_time.cumulative(table)["data"]] == [t("ind.actual")]
    assert over_time.cumulative_finding(table) == "Bugüne kadar ulaşılan kişi: 200"


def test_the_finding_compares_with_the_plan_of_the_last_counted_month() -> None:
    table = over_time.cumulative_table(MONTHS, PLAN)
    assert over_time.cumulative_finding(table) == "Ulaşılan kişi: 200; plana göre gerçekleşme: %80,0"


def test_names_of_lines_that_end_together_move_apart() -> None:
    plan = frame(month=[date(2025, 3, 1)], planned=[201])
    notes = over_time.cumulative(over_time.cumulative_table(MONTHS, plan))["layout"]["annotations"]  # type: ignore[index]
    shifts = {note["text"]: note.get("yshift") for note in notes}
    assert shifts[t("series.plan")] > 0 > shifts[t("ind.actual")]


def test_new_and_repeat_make_up_the_contacts_of_the_period_and_a_missing_month_stays_missing() -> None:
    table, figure = drawn("beneficiaries.new_by_month")
    new, repeat = figure["data"]
    assert table.rows == (
        (date(2025, 1, 1), 40, 50),
        (date(2025, 2, 1), None, None),
        (date(2025, 3, 1), 60, 140),
    )
    assert (new["y"], repeat["y"]) == ([40, None, 60], [50, None, 140])
    assert figure["layout"]["barmode"] == "stack"  # type: ignore[index]
    assert over_time.new_by_month_finding(table) == "Hizmet temaslarında ilk kez gelenlerin payı: %34,5"


def test_the_busiest_month_heads_the_contacts() -> None:
    table = SHOWN["beneficiaries.contacts_by_month"].table(FRAMES)
    assert over_time.contacts_by_month_finding(table) == "En yoğun ay: Mart 2025 (200 hizmet teması)"


def test_women_stand_left_and_men_right_of_the_same_line() -> None:
    table, figure = drawn("beneficiaries.age_sex")
    women, men = figure["data"]
    assert [-x for x in women["x"]] == table.column("female")  # type: ignore[union-attr]
    assert men["x"] == table.column("male")
    assert women["text"] == ["10", "0", "0", "0", "50", "0", "0", "0"]
    ticks = figure["layout"]["xaxis"]["ticktext"]  # type: ignore[index]
    assert not any("-" in tick for tick in ticks)
    assert ticks == list(reversed(ticks))


def test_every_sex_and_age_stands_in_the_table_and_adds_up() -> None:
    table = SHOWN["beneficiaries.age_sex"].table(FRAMES)
    assert [column.key for column in table.columns] == ["age_band", *SEX]
    assert len(table.rows) == len(AGE_BAND)
    assert sum(table.total(sex) for sex in SEX) == 100
    assert groups.age_sex_rest(table) == "Grafikte yer almayan: diğer 2, cinsiyeti bilinmeyen 8"
    assert groups.age_sex_finding(table) == "En büyük grup: Kadın, 25–49 yaş (%50,0)"


def test_host_and_migrant_shares_leave_out_the_unknown_and_an_undefined_share_is_missing() -> None:
    table, figure = drawn("beneficiaries.host_migrant")
    assert table.column("share_host") == [0.75, 0.25, None]
    host, migrant = figure["data"]
    assert (host["y"], migrant["y"]) == ([0.75, 0.25, None], [0.25, 0.75, None])
    assert host["text"] == ["%75", "%25", "—"]
    assert groups.host_migrant_rest(table) == "Grubu bilinmeyen, orana girmeyen: 12 kişi"
    assert groups.host_migrant_finding(table) == "Yerel halkın payı: ilk çeyrekte %75,0, son çeyrekte %25,0"


def test_fifteen_places_and_the_sum_of_the_others_in_grey() -> None:
    table, figure = drawn("beneficiaries.by_place")
    bars = figure["data"][0]
    assert len(table.rows) == 16
    assert table.rows[-1][0] == places.OTHER
    assert table.total("new_people") == 2100
    assert bars["x"] == table.column("new_people")
    assert bars["customdata"] == table.column("place_code")
    assert bars["marker"]["color"][-2:] == [theme.BLUE, theme.NEUTRAL]  # type: ignore[index]
    assert figure["layout"]["yaxis"]["ticktext"][0] == "tr TR-01"  # type: ignore[index]
    assert places.by_place_finding(table) == "En çok yeni kişi: tr TR-01 (%9,5)"


def test_places_of_one_name_keep_a_bar_each() -> None:
    frame = named("place_code", ["TR-01-1", "TR-34-1"], [5, 4], level=["district"] * 2).assign(name_tr="Merkez")
    bars = places.by_place(places.by_place_table(frame))["data"][0]
    assert bars["y"] == ["TR-01-1", "TR-34-1"]


def test_the_map_holds_the_numbers_of_its_table_and_shows_every_province() -> None:
    table, figure = drawn("beneficiaries.map")
    without_data, reached = figure["data"]
    assert without_data["locations"] == provinces.PROVINCES
    assert reached["locations"] == table.column("place_code")
    assert [int(text.split()[-1]) for text in reached["text"]] == table.column("new_people")  # type: ignore[union-attr]
    assert reached["z"] == [sum(value >= start for start in (1, 50, 100, 200)) for value in range(200, 0, -10)]
    assert figure["layout"]["geo"]["fitbounds"] is False  # type: ignore[index]
    assert places.map_finding(table) == "Ulaşılan il sayısı: 20 / 81"


def test_districts_are_summed_to_their_province_on_the_map() -> None:
    frame = named("place_code", ["TR-01-1104", "TR-01-1219"], [5, 4], level=["district"] * 2)
    reached = places.map_of_provinces(places.map_table(frame))["data"][1]
    assert reached["locations"] == ["TR-01"]
    assert "9" in reached["text"][0]  # type: ignore[index]


def test_people_recorded_for_a_province_as_a_whole_are_named_so_among_its_districts() -> None:
    frame = named("place_code", ["TR-01-1104", "TR-01"], [5, 4], level=["district", "province"])
    assert places.by_place_table(frame).column("name") == ["tr TR-01-1104", "tr TR-01 (il geneli)"]
    assert places.by_place_table(PLACES).column("name")[0] == "tr TR-01"


@pytest.mark.parametrize("count", [1, 5, 6, 36])
def test_quarters_are_named_without_turning_or_crowding(count: int) -> None:
    quarters = [date(2018 + number // 4, number % 4 * 3 + 1, 1) for number in range(count)]
    frame = DataFrame({"quarter": quarters, "population_group": "host", "new_people": 3}, dtype=object)
    axis = groups.host_migrant(groups.host_migrant_table(frame))["layout"]["xaxis"]  # type: ignore[index]
    assert axis["tickangle"] == 0
    assert 1 <= len(axis["ticktext"]) <= 5
    assert axis["ticktext"][0] == ("1. çeyrek<br>2018" if count < 9 else "2018")


@pytest.mark.parametrize(
    ("most", "starts"),
    [(0, []), (1, [1]), (4, [1, 2]), (60, [1, 10, 20, 50]), (23456, [1, 5000, 10000, 20000])],
)
def test_classes_of_the_map_start_at_round_counts(most: int, starts: list[int]) -> None:
    assert provinces.class_starts(most) == starts


@pytest.mark.parametrize("tabulate", [activities.by_subprogramme_table, activities.by_activity_table])
def test_ranked_bars_carry_their_numbers(tabulate: Callable[[DataFrame], Table]) -> None:
    table = tabulate(KINDS)
    bars = activities.by_activity(table)["data"][0]
    assert (bars["x"], bars["text"]) == ([300, 100], ["300", "100"])
    assert activities.by_activity_finding(table) == "En çok yeni kişi: tr course (%75,0)"


def test_long_names_take_two_lines_while_there_is_room_and_are_cut_where_there_is_none() -> None:
    long = "developing a culture of living together"
    few, many = ([f"{long} {number}" for number in range(rows)] for rows in (3, 20))
    axis = activities.by_activity(activities.by_activity_table(named("code", few, [1] * 3)))["layout"]["yaxis"]  # type: ignore[index]
    assert axis["ticktext"][0] == "tr developing a<br>culture of living<br>together 0"
    figure = activities.by_activity(activities.by_activity_table(named("code", many, [1] * 20)))
    assert figure["layout"]["yaxis"]["ticktext"][0] == "tr developing a c…"  # type: ignore[index]
    assert figure["data"][0]["hovertext"][0] == f"tr {long} 0: 1"  # type: ignore[index]


def test_the_detailed_table_has_a_row_for_each_province_and_sex_with_its_total() -> None:
    table = SHOWN["beneficiaries.detail"].table(FRAMES)
    assert [(row[0], row[2], row[-1]) for row in table.rows] == [
        ("TR-01", "Kadın", 4),
        ("TR-01", "Erkek", 0),
        ("TR-01", "Diğer", 6),
        ("TR-34", "Kadın", 0),
        ("TR-34", "Erkek", 9),
    ]


@pytest.mark.parametrize("chart", DRAWN)
@pytest.mark.parametrize("language", ["tr", "en", "ar"])
def test_findings_are_read_at_a_glance(chart: str, language: str) -> None:
    with speaking(language):
        find = SHOWN[chart].find
        said = find(SHOWN[chart].table(FRAMES)) if find else None
    assert said
    assert len(said.split()) <= MOST_WORDS
    assert "{" not in said


def test_a_finding_that_grew_too_long_gives_way_to_the_neutral_title() -> None:
    assert finding("finding.beneficiaries.first_place", name=" ".join("abcdefghijklmnop"), share="%1") is None


def test_a_table_refuses_lists_that_do_not_fit() -> None:
    columns = [Column("a", "A"), Column("b", "B")]
    with pytest.raises(ValueError, match="2 columns"):
        Table.of(columns, [1])
    with pytest.raises(ValueError, match="zip"):
        Table.of(columns, [1], [1, 2])


def test_quarters_in_place_of_months_are_called_quarters() -> None:
    """A protected viewer gets each quarter under its last month, which must not pass for a month."""
    quarters = frame(
        month=[date(2025, 12, 1), date(2026, 3, 1), date(2026, 6, 1)],
        new_people=[100, 40, 60],
        contacts=[150, 90, 200],
        unique_people=[100, 140, 200],
        records=[1, 1, 1],
        in_period=[True, True, True],
    )
    plan = frame(month=[date(2026, month, 1) for month in range(1, 7)], planned=[10, 20, 30, 40, 50, 160])
    funder = Viewer(grants=frozenset({"G"}))
    contacts, cumulative = (SHOWN[f"beneficiaries.{name}"] for name in ("contacts_by_month", "cumulative"))
    table = contacts.told_to(funder).table({"reached_by_month": quarters})
    assert (table.columns[0].kind, table.columns[0].label) == ("quarter", t("tl.quarter"))
    assert over_time.contacts_by_month_finding(table) == "En yoğun çeyrek: 2026 2. çeyrek (200 hizmet teması)"
    assert contacts.told_to(EVERYTHING).table({"reached_by_month": quarters}).columns[0].kind == "month"
    both = cumulative.told_to(funder).table({"reached_by_month": quarters, "plan_by_month": plan})
    assert both.rows == (
        (date(2025, 12, 1), 100, None),
        (date(2026, 3, 1), 140, 30),
        (date(2026, 6, 1), 200, 160),
    )
    layout = over_time.cumulative(both)["layout"]
    assert "Sayılan son çeyrek: 2026 2. çeyrek" in [note["text"] for note in layout["annotations"]]  # type: ignore[index]
    assert len(layout["xaxis"]["tickvals"]) == 3  # type: ignore[index]
