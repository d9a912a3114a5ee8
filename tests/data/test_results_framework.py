"""The results framework of a small grant: every rule of a figure as a case written out by hand."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Connection

from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Viewer
from dashboard.data.framework_periods import framework_parts, framework_periods, framework_places, revised_targets
from dashboard.data.indicators import judged_indicators
from dashboard.data.results_framework import COLUMNS, form_of, results_framework
from tests.conftest import Database, Server
from tests.timeline_world import INDICATOR, PERIODS, REGISTERS, RESULTS, asked, indicator, load, month, table

D = Decimal
INDICATORS = table(
    INDICATOR,
    indicator("SUM"),
    indicator("RATIO", "ratio", over_time="latest", baseline_value="40", baseline_on="2019-12-31"),
    indicator("FALL", "snapshot", ascending="no", baseline_value="40", final_target="20", level="intermediate"),
    indicator("KEEP", "ratio", baseline_value="80", final_target="80", level="intermediate", component="2. Kapasite"),
    indicator("CUM", "cumulative", level="intermediate", component="1. Etkinlik"),
    indicator("LEVEL", "snapshot", level="intermediate", component="1. Etkinlik"),
    indicator("WORD", "qualitative", measure="4", level="output", assumptions="Okullar açık kalır."),
    indicator("PARTS", level="output"),
    indicator("EMPTY", level="output"),
    indicator("OTHER", level="outcome", grant_code="", project_code="P2"),
    indicator("ELSEWHERE", grant_code="G2"),
)
TARGETS = table(
    PERIODS,
    *(month("SUM", f"2021-{n:02}", "100") for n in range(1, 13)),
    *(month("RATIO", text, value) for text, value in (("2021-01", "42"), ("2021-03", "50"), ("2021-12", "60"))),
    *(month("FALL", text, value) for text, value in (("2021-03", "30"), ("2021-12", "20"))),
    *(month("KEEP", text, "80") for text in ("2021-03", "2021-12")),
    *(month("CUM", text, value) for text, value in (("2021-01", "100"), ("2021-03", "300"), ("2021-12", "1200"))),
    *(month("LEVEL", text, "5", place) for text in ("2021-Q1", "2021-Q2") for place in ("TR-34", "TR-27")),
    month("PARTS", "2021", "10", dimension="sex", dimension_value="female"),
    month("OTHER", "2022", "7"),
)
RESULT_ROWS = table(
    RESULTS,
    month("SUM", "2021-01", "90", comment="Ocak raporu"),
    month("SUM", "2021-02", "", comment="Veri gelmedi"),
    month("SUM", "2021-03", "95"),
    month("SUM", "2021-04", "60"),
    month("RATIO", "2021-01", "", numerator="9", denominator="10"),
    month("RATIO", "2021-03", "", "TR-34", numerator="90", denominator="100"),
    month("RATIO", "2021-03", "", "TR-27", numerator="10", denominator="900"),
    month("FALL", "2021-03", "25"),
    month("KEEP", "2021-03", "", numerator="79", denominator="100"),
    *(month("CUM", f"2021-0{n}", value) for n, value in ((1, "90"), (2, "100"), (3, "95"))),
    month("LEVEL", "2021-01", "5", "TR-34"),
    month("LEVEL", "2021-02", "7", "TR-34"),
    month("LEVEL", "2021-01", "4", "TR-27"),
    month("WORD", "2020", "3"),
    month("PARTS", "2021-01", "6", dimension="sex", dimension_value="female"),
    month("PARTS", "2021-01", "5", dimension="sex", dimension_value="male"),
    month("PARTS", "2021-01", "2", dimension="disability", dimension_value="yes"),
)
REVISIONS = """indicator_code,period_start,period_end,place_code,revised_on,previous_value,reason
FALL,,,,2021-02-01,30,salgın
SUM,2021-12-01,2021-12-31,,2020-06-01,400,ilk gerekçe
SUM,2021-12-01,2021-12-31,,2021-02-15,300,ikinci gerekçe"""
COMMENTS = """indicator_code,period_start,period_end,comment,written_on,written_by
SUM,2021-01-01,2021-01-31,Kış,2021-02-05,Koordinatör
SUM,2021-02-01,2021-02-28,Kayıtlar gecikti,2021-03-05,Koordinatör
SUM,2021-04-01,2021-04-30,Açık dönem,2021-04-02,Koordinatör"""


@pytest.fixture(scope="module")
def database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give one database for all tests of this module; they only read it."""
    copy = postgres.create("test_results_framework", migrated)
    load(copy.engines, REGISTERS | {"indicators": INDICATORS, "targets": TARGETS, "results": RESULT_ROWS})
    load(copy.engines, {"target_revisions": REVISIONS, "comments": COMMENTS})
    yield copy
    postgres.drop(copy)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """Give a reading transaction."""
    with reading(database.engines.reader, EVERYTHING) as reader:
        yield reader


def row_of(connection: Connection, code: str, day: str = "2021-04-01", **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Give the row of an indicator on a day."""
    found = results_framework(connection, asked(day, **more))
    return dict(zip(COLUMNS, found.set_index("code", drop=False).loc[code, list(COLUMNS)], strict=True))


def picked(row: dict[str, Any], *names: str) -> tuple[Any, ...]:
    """Give some cells of a row."""
    return tuple(row[name] for name in names)


def test_the_order_is_pdo_then_intermediate_by_component_then_the_logframes_chain(connection: Connection) -> None:
    found = results_framework(connection, asked("2021-04-01"))
    order = ["RATIO", "SUM", "FALL", "CUM", "LEVEL", "KEEP", "OTHER", "EMPTY", "PARTS", "WORD"]
    assert found["code"].tolist() == order
    assert list(found.columns) == list(COLUMNS)


def test_a_sum_judges_ended_months_and_its_target_adds_months_without_a_result(connection: Connection) -> None:
    """Given 90, nothing, 95 and an open April with 60: 185 of 300 planned and of 1200 for the whole life."""
    row = row_of(connection, "SUM")
    assert picked(row, "current_state", "current_value", "current_on") == ("value", D(185), date(2021, 3, 31))
    assert picked(row, "plan_value", "target_value", "target_on") == (D(300), D(1200), date(2021, 12, 31))
    assert row["score"] == D(185) / D(300)
    assert row["status"] == "off_track"
    assert picked(row, "progress", "percent_of_target") == (D(185) / D(1200), D(185) / D(1200))
    assert row["gaps"] == 1


def test_the_open_period_stands_apart_and_is_not_judged(connection: Connection) -> None:
    row = row_of(connection, "SUM", "2021-04-15")
    assert picked(row, "open_state", "open_value", "open_on") == ("value", D(60), date(2021, 4, 30))
    assert row["current_value"] == D(185)
    assert picked(row_of(connection, "SUM", "2021-05-15"), "open_state", "current_value") == ("not_due", D(245))
    assert row_of(connection, "SUM", "2023-01-01")["open_state"] == "not_applicable"


def test_previous_is_what_had_ended_by_the_last_half_year_or_before_the_period(connection: Connection) -> None:
    """Given the latest ended month is March: the previous report is that of 2020; asked for March: that of February."""
    assert picked(row_of(connection, "SUM"), "previous_state", "previous_value") == ("not_due", None)
    march = row_of(connection, "SUM", "2021-08-01", period="2021-03")
    assert picked(march, "previous_value", "previous_on", "previous_comment") == (
        D(90),
        date(2021, 1, 31),
        "Ocak raporu",
    )
    assert picked(march, "current_value", "current_on") == (D(185), date(2021, 3, 31))
    autumn = row_of(connection, "SUM", "2021-10-01")
    assert picked(autumn, "previous_value", "current_value") == (D(245), D(245))


def test_a_ratio_is_a_ratio_of_sums_over_places(connection: Connection) -> None:
    """Given 90 of 100 and 10 of 900 in March, then 100 of 1000 is 10 %; the mean of both would be 45.6 %."""
    assert row_of(connection, "RATIO")["current_value"] == D(10)


def test_progress_is_right_for_a_falling_indicator_and_both_targets_are_kept(connection: Connection) -> None:
    """Given 40 at first, 25 now, 20 wanted since the revision and 30 before it: 15 of 20, and 15 of 10."""
    row = row_of(connection, "FALL")
    assert picked(row, "progress", "score", "status") == (D("0.75"), D("1.5"), "on_track")
    assert row["percent_of_target"] == D("1.25")
    assert picked(row, "target_value", "original_value") == (D(20), D(30))
    assert picked(row, "original_progress", "original_status") == (D("1.5"), "achieved")
    assert picked(row, "revised_on", "revision_reason") == (date(2021, 2, 1), "salgın")


def test_a_target_equal_to_the_baseline_is_to_be_maintained(connection: Connection) -> None:
    row = row_of(connection, "KEEP")
    assert picked(row, "current_value", "progress", "status") == (D(79), D(0), "off_track")


def test_a_cumulative_indicator_adds_results_and_reads_its_last_target(connection: Connection) -> None:
    row = row_of(connection, "CUM")
    assert picked(row, "current_value", "plan_value", "target_value") == (D(285), D(300), D(1200))
    assert picked(row, "baseline_state", "without_baseline", "score") == ("missing", True, D("0.95"))


def test_a_snapshot_adds_each_places_latest(connection: Connection) -> None:
    row = row_of(connection, "LEVEL")
    assert picked(row, "current_value", "current_on", "plan_value") == (D(11), date(2021, 2, 28), D(10))
    places = framework_places(connection, asked("2021-04-01")).set_index(["code", "place_code"])
    assert places.loc[("LEVEL", "TR-34"), "current_value"] == D(7)
    assert places.loc[("LEVEL", "TR-27"), "current_value"] == D(4)
    assert places.loc[("RATIO", "TR-27"), ["current_value", "target_state"]].tolist() == [
        D(10) / D(900) * 100,
        "not_applicable",
    ]


def test_a_place_has_its_own_rows_and_no_baseline_or_declared_target(connection: Connection) -> None:
    row = row_of(connection, "LEVEL", places=("TR-27",))
    assert picked(row, "current_value", "target_value") == (D(4), D(5))
    assert picked(row_of(connection, "FALL", places=("TR-27",)), "baseline_state", "target_state") == (
        "missing",
        "missing",
    )


def test_what_is_only_told_in_parts_is_never_added_up(connection: Connection) -> None:
    row = row_of(connection, "PARTS")
    assert picked(row, "current_state", "current_value", "target_state", "target_value") == (
        *("not_applicable", None),
        *("not_applicable", None),
    )
    parts = framework_parts(connection, asked("2021-04-01")).set_index(["dimension", "dimension_value"])
    assert parts["current_value"].to_dict() == {
        ("sex", "female"): D(6),
        ("sex", "male"): D(5),
        ("disability", "yes"): D(2),
    }
    assert parts["target_state"].to_dict()[("sex", "female")] == "value"
    assert parts["target_state"].to_dict()[("sex", "male")] == "not_applicable"


def test_a_word_is_shown_and_never_judged(connection: Connection) -> None:
    row = row_of(connection, "WORD")
    assert picked(row, "current_value", "score", "status", "assumptions") == (D(3), None, None, "Okullar açık kalır.")


def test_nothing_told_is_missing_and_nothing_due_is_not_due(connection: Connection) -> None:
    empty = row_of(connection, "EMPTY")
    assert picked(empty, "current_state", "target_state", "plan_state", "baseline_state") == (
        *("missing", "missing", "missing"),
        "not_applicable",
    )
    assert row_of(connection, "EMPTY", "2019-12-01")["current_state"] == "not_due"
    other = row_of(connection, "OTHER")
    assert picked(other, "current_state", "plan_state", "target_value") == ("not_due", "not_due", D(7))
    assert row_of(connection, "OTHER", "2023-01-01")["current_state"] == "missing"


def test_an_indicator_of_a_co_financed_project_is_in_both_frameworks_and_marked(connection: Connection) -> None:
    first, second = row_of(connection, "OTHER"), row_of(connection, "OTHER", grant="G2")
    assert picked(first, "grant", "co_financed") == picked(second, "grant", "co_financed") == (None, True)
    assert row_of(connection, "SUM")["co_financed"] is False


def test_the_managers_comment_is_that_on_the_latest_ended_period(connection: Connection) -> None:
    row = row_of(connection, "SUM")
    assert picked(row, "comment", "comment_end", "comment_on", "comment_by") == (
        *("Kayıtlar gecikti", date(2021, 2, 28), date(2021, 3, 5)),
        "Koordinatör",
    )


def test_every_period_says_what_it_reached_or_why_nothing(connection: Connection) -> None:
    periods = framework_periods(connection, asked("2021-04-15")).set_index("code")
    told = periods.loc["SUM"].head(5)
    assert told["result_state"].tolist() == ["value", "missing", "value", "value", "not_due"]
    assert told["result_value"].tolist() == [D(90), None, D(95), D(60), None]
    assert told["to_date"].tolist() == [D(90), D(90), D(185), None, None]
    assert told["is_open"].tolist() == [False, False, False, True, False]
    assert told["result_note"].tolist()[:2] == ["Ocak raporu", "Veri gelmedi"]
    assert told["comment"].tolist()[:4] == ["Kış", "Kayıtlar gecikti", None, "Açık dönem"]
    assert periods.loc["SUM"]["target_value"].tolist()[-1] == D(100)
    assert periods.loc["SUM"]["original_value"].tolist()[-1] == D(400)
    assert periods.loc["CUM"]["result_value"].tolist() == [D(90), D(190), D(285), None]
    assert periods.loc["RATIO"]["result_value"].tolist() == [D(90), D(10), None]


def test_every_revision_tells_the_target_before_and_after_it(connection: Connection) -> None:
    found = revised_targets(connection, asked("2021-04-01"))
    told = found[["code", "period_end", "previous_value", "new_value", "reason"]].to_numpy().tolist()
    assert told == [
        ["SUM", date(2021, 12, 31), D(400), D(300), "ilk gerekçe"],
        ["SUM", date(2021, 12, 31), D(300), D(100), "ikinci gerekçe"],
        ["FALL", None, D(30), D(20), "salgın"],
    ]


def test_the_framework_says_what_the_overview_says(connection: Connection) -> None:
    filters = asked("2021-04-01")
    judged = {one.code: one.standing for one in judged_indicators(connection, filters)}
    found = results_framework(connection, filters).set_index("code")
    assert set(judged) == set(found.index)
    for code, standing in judged.items():
        told = found.loc[code, ["current_value", "plan_value", "target_value", "progress", "score", "status"]].tolist()
        names = ("actual", "plan", "target", "progress", "score", "status")
        assert told == [getattr(standing, name) for name in names], code


def test_before_the_revisions_were_known_there_were_none(connection: Connection) -> None:
    version = newest(connection) - 1
    assert picked(row_of(connection, "FALL", version=version), "original_value", "revised_on") == (D(20), None)
    assert revised_targets(connection, asked("2021-04-01", version)).empty


def newest(connection: Connection) -> int:
    """Give the newest data version that a transaction sees."""
    return int(connection.info["newest_version"])


def test_the_form_follows_the_funders_reports_unless_the_page_asks(connection: Connection) -> None:
    assert form_of(connection, asked("2021-04-01")) == "wb"
    assert form_of(connection, asked("2021-04-01", grant="G2")) == "eu"
    assert form_of(connection, asked("2021-04-01", own=(("form", "eu"),))) == "eu"
    assert form_of(connection, asked("2021-04-01", own=(("form", "other"),))) == "wb"


def test_without_a_grant_in_the_filter_the_first_running_one_is_shown(connection: Connection) -> None:
    assert "SUM" in set(results_framework(connection, asked("2021-04-01", grant=""))["code"])
    assert set(results_framework(connection, asked("2022-06-01", grant=""))["code"]) == set()


def test_a_viewer_sees_the_frameworks_of_his_programmes_only(database: Database) -> None:
    viewer = Viewer(programmes=frozenset({"B"}), protected=False)
    with reading(database.engines.reader, viewer) as reader:
        filters = asked("2021-04-01", grant="G1")
        assert results_framework(reader, type(filters)(viewer, filters.snapshot, grants=("G1",))).empty
