"""The charts of the overview draw what their tables say."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import plotly.graph_objects as go
import pytest
from pandas import DataFrame

from dashboard.data.grants import GrantTerm
from dashboard.data.overview import Elapsed, LateMilestone
from dashboard.data.restated_periods import RestatedPeriod
from dashboard.data.standing import Standing
from dashboard.figures.findings import MOST_WORDS
from dashboard.figures.overview import cumulative, exceptions, indicators
from tests.partnership_columns import COLUMNS

D = Decimal
NOTHING = Standing(
    None, None, None, None, None, None, None, None, over_plan=False, without_baseline=False, open_value=None
)


@dataclass(frozen=True)
class Judged:
    """An indicator with its standing."""

    code: str
    standing: Standing
    grant: str | None = "G1"
    unit: str | None = "kişi"

    @property
    def names(self) -> dict[str, str | None]:
        """Give its name."""
        return {"tr": f"Gösterge {self.code}", "en": None, "ar": None}


def judged(code: str, status: str | None, progress: str | None = None, **more: str | None) -> Judged:
    """Give an indicator from 0 to 100 with this much progress and a plan of 80 to date."""
    share = None if progress is None else D(progress)
    actual = None if share is None else share * 100
    standing = replace(NOTHING, actual=actual, plan=D(80), target=D(100), progress=share, status=status)
    return Judged(code, standing, **more)


ALL = [
    judged("A", "achieved", "1.2"),
    judged("B", "off_track", "0.335"),
    judged("C", None),
    judged("D", "at_risk", "0.7"),
    judged("E", "on_track", "0.8", grant=None),
]


def test_what_needs_attention_stands_first_and_indicators_without_a_grant_are_left_out() -> None:
    table = indicators.indicators_table(ALL)
    assert table.column("code") == ["B", "D", "A", "C"]
    assert table.column("progress") == [0.335, 0.7, 1.2, None]
    assert table.column("actual") == [33.5, 70, 120, None]
    assert table.column("plan_share") == [0.8, 0.8, 0.8, 0.8]


def test_bars_and_marks_are_the_numbers_of_the_table() -> None:
    table = indicators.indicators_table(ALL)
    figure = indicators.indicators(table)
    bars, marks = figure["data"]
    assert bars["x"] == table.column("progress")
    assert marks["x"] == table.column("plan_share")
    assert bars["marker"]["color"] == [indicators.STATUS_COLOURS[s] for s in table.column("status")]
    go.Figure(figure)


def test_a_bar_beyond_the_axis_ends_there_and_keeps_its_number_in_words() -> None:
    figure = indicators.indicators(indicators.indicators_table([judged("A", "achieved", "3.25")]))
    assert figure["data"][0]["x"] == [indicators.AXIS_ENDS]
    assert any("%325" in note["text"] for note in figure["layout"]["annotations"])


def test_only_the_first_are_drawn_and_the_rest_is_told() -> None:
    table = indicators.indicators_table(
        [judged(f"{n:02d}", "on_track", "0.9") for n in range(indicators.MOST_BARS + 3)]
    )
    assert len(indicators.indicators(table)["data"][0]["y"]) == indicators.MOST_BARS
    assert "3" in (indicators.indicators_rest(table) or "")
    assert indicators.indicators_rest(indicators.indicators_table(ALL)) is None


def test_the_finding_counts_only_what_was_judged() -> None:
    found = indicators.indicators_finding(indicators.indicators_table(ALL))
    assert found is not None
    assert "3" in found
    assert "1" in found
    assert len(found.split()) <= MOST_WORDS
    assert indicators.indicators_finding(indicators.indicators_table([judged("C", None)])) is None


def late(code: str, days: int) -> LateMilestone:
    """Give a late milestone."""
    return LateMilestone(code, {"tr": code, "en": None, "ar": None}, date(2021, 1, 1), days, "G1")


def stuck(*over: int | None) -> DataFrame:
    """Give open projects with the days by which they are over the limit of their stage."""
    codes = [f"P{at}" for at in range(len(over))]
    names = {f"name_{lang}": codes for lang in ("tr", "en", "ar")}
    return DataFrame({"code": codes, **names, "over": list(over)}, dtype=object)


def partners(question: str, *codes: str, **own: object) -> DataFrame:
    """Give rows of a question about partnerships, of these partners."""
    columns = COLUMNS[question]
    named = dict.fromkeys(("name_tr", "name_en", "name_ar"), "Ad")
    rows = [{"organisation_code": code, **named, **own} for code in codes]
    return DataFrame([[row.get(name) for name in columns] for row in rows], columns=list(columns), dtype=object)


def expiring(*codes: str) -> DataFrame:
    """Give protocols that end soon."""
    return partners("expiring", *codes, expires_on=date(2021, 2, 1), days_left=31)


def complaints(cases: int = 0) -> DataFrame:
    """Give complaints that are past their limit, in one row or none."""
    found = [(cases, 45)] if cases else []
    return DataFrame(found, columns=["cases", "longest_days"], dtype=object)


def owed(*reports: tuple[str, str | None, str | None, int | None]) -> DataFrame:
    """Give reports of one grant: state, code and name, which are None where only a rule asks, and the days left."""
    due = date(2021, 1, 1)
    columns = ("grant_code", "code", "name_tr", "name_en", "name_ar", "part", "number", "state", "due_on", "days")
    rows = [("G1", code, name, None, None, "interim", 2, state, due, days) for state, code, name, days in reports]
    return DataFrame(rows, columns=list(columns), dtype=object)


def dormant(*codes: str) -> DataFrame:
    """Give partners with whom nothing has happened for long."""
    return partners("dormant_partners", *codes, last_event=date(2019, 1, 1), days_since=731)


def test_exceptions_are_at_most_ten_and_lead_somewhere() -> None:
    milestones = [late(f"M{n}", 30 - n) for n in range(20)]
    many = exceptions.exceptions_table(
        milestones, owed(), [], expiring(), stuck(), ALL, dormant(), complaints(), [("reach", 60)]
    )
    assert len(many.rows) == 10
    assert many.column("leads_to")[-2:] == ["indicator:B", "source:reach"]
    few = exceptions.exceptions_table(
        *([late("M1", 5)], owed(), [], expiring("BAGCILAR"), stuck(12, 0, None), ALL, dormant("FATIH")),
        *(complaints(7), [("reach", 60)]),
    )
    assert few.column("leads_to") == [
        *("grant:G1", "partner:BAGCILAR", "project:P0", "indicator:B"),
        *("partner:FATIH", "feedback:complaint", "source:reach"),
    ]
    assert few.column("days") == [5, None, 12, None, 731, 45, 60]
    assert few.column("due_on") == [date(2021, 1, 1), date(2021, 2, 1), None, None, None, None, None]
    assert few.column("what")[-2] == "Süresi geçen şikâyet: 7"
    nothing = exceptions.exceptions_table([], owed(), [], expiring(), stuck(), [], dormant(), complaints(), [])
    assert exceptions.exceptions_finding(nothing) is None


def test_reports_sent_back_and_those_late_by_a_rule_alone_are_told_and_a_late_milestone_only_once() -> None:
    calendar = owed(
        *(("sent_back", "R1", "Yıllık rapor", None), ("overdue", None, None, -12), ("overdue", "R2", "İkinci", -3)),
        *(("due", None, None, 3), ("accepted", "R3", "Üçüncü", None)),
    )
    table = exceptions.exceptions_table([], calendar, [], expiring(), stuck(), [], dormant(), complaints(), [])
    assert table.column("what") == ["Yıllık rapor", "Ara rapor 2"]
    assert table.column("days") == [None, 12]
    assert set(table.column("leads_to")) == {"grant:G1"}


def test_reported_figures_that_changed_are_told_until_they_are_released() -> None:
    name = {"tr": "Hibe", "en": None, "ar": None}
    told = [RestatedPeriod("G1", name, "2021-H1", date(2021, 8, 12), 5)]
    table = exceptions.exceptions_table([], owed(), told, expiring(), stuck(), [], dormant(), complaints(), [])
    assert table.rows == (
        ("grant:G1", "Hibe, 2021 1. yarıyıl: 5 değer", "Rapordan sonra değişti, yayımlanmadı", None, None),
    )


def test_a_partner_with_two_dormant_partnerships_stands_in_the_list_once() -> None:
    table = exceptions.exceptions_table(
        [], owed(), [], expiring(), stuck(), [], dormant("FATIH", "FATIH", "PENDIK"), complaints(), []
    )
    assert table.column("leads_to") == ["partner:FATIH", "partner:PENDIK"]


def test_no_sort_of_exception_hides_another() -> None:
    def sorts(ending: DataFrame, asleep: DataFrame) -> list[str]:
        milestones, sources = [late(f"M{n}", 9) for n in range(12)], [("reach", 60), ("results", 70)]
        answers = (milestones, owed(), [], ending, stuck(9, 8, 7, 6, 5, 4), ALL, asleep, complaints(), sources)
        found = exceptions.exceptions_table(*answers)
        return [one.partition(":")[0] for one in found.column("leads_to")]

    assert sorts(expiring(), dormant()) == ["grant"] * 4 + ["project"] * 3 + ["indicator"] + ["source"] * 2
    assert sorts(expiring(*"ABCDEFGHIJKL"), dormant(*"ABCDEFGHIJKL")) == [
        *["grant"] * 2,
        *["partner"] * 2,
        *["project"] * 2,
        "indicator",
        *["partner"] * 2,
        "source",
    ]


MONTHS = DataFrame(
    {"month": [date(2021, n, 1) for n in range(1, 7)], "unique_people": [10, 20, 30, 40, 50, 60], "records": [1] * 6},
    dtype=object,
)
PLAN = DataFrame(
    {"month": [date(2021, n, 1) for n in range(1, 7)], "planned": [12 * n for n in range(1, 7)]}, dtype=object
)


def term(ends_on: date) -> GrantTerm:
    """Give a grant that first ended in March."""
    start, end = date(2021, 1, 1), date(2021, 3, 31)
    return GrantTerm(1, "G1", {"tr": "G1"}, "A", None, None, start, end, ends_on)


@pytest.mark.parametrize(
    ("terms", "shaded"),
    [
        ((term(date(2021, 6, 30)),), ["2021-04-01", "2021-06-01"]),
        ((term(date(2021, 3, 31)),), []),
        ((term(date(2021, 6, 30)), term(date(2021, 6, 30))), []),
        ((), []),
    ],
)
def test_the_extension_of_the_one_grant_in_view_is_shaded(terms: tuple[GrantTerm, ...], shaded: list[str]) -> None:
    table = cumulative.cumulative_table(MONTHS, PLAN, Elapsed(0, 0, terms))
    figure = cumulative.cumulative(table)
    bands = [shape for shape in figure["layout"].get("shapes", []) if shape["type"] == "rect"]
    assert [end for band in bands for end in (band["x0"], band["x1"])] == shaded
    assert cumulative.cumulative_finding(table)
    go.Figure(figure)
