"""Earned schedule worked out by hand, first of all for a project that ends late."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from dashboard.address import Month
from dashboard.data.earned_schedule import (
    Plan,
    earned_by_period,
    earned_schedule,
    plan_by_month,
    planned_at,
    schedule,
)
from dashboard.data.standing import Reading, Rule

SUM = Rule("sum", baseline=Decimal(0))


def reading(first: str, last: str, value: str | None, place: int | None = None) -> Reading:
    """Give a target or result of the months from first to last."""
    begin, end = (Month(int(text[:4]), int(text[5:])) for text in (first, last))
    return Reading(begin.first, end.last, place, None if value is None else Decimal(value))


def months(year: int, values: list[str | None]) -> list[Reading]:
    """Give one reading a month from January on."""
    start = Month(year, 1).index
    return [reading(str(Month.at(start + n)), str(Month.at(start + n)), value) for n, value in enumerate(values)]


TEN_MONTHS = months(2020, ["10"] * 10)
"""A plan of 10 a month from January to October 2020: 100 in all."""
UNEVEN = [Decimal(value) for value in (0, 5, 15, 30, 50, 60)]


def test_a_late_project_in_the_middle() -> None:
    """Five months in, 43 of the 50 planned: the plan had 40 after month 4 and 50 after month 5, so ES = 4 + 3/10."""
    plan = plan_by_month(SUM, TEN_MONTHS)
    assert plan is not None
    assert plan.totals == tuple(Decimal(10 * month) for month in range(11))
    told = months(2020, ["9", "9", "8", "8", "9"])
    found = schedule(plan, earned_by_period(SUM, told, date(2020, 6, 15)))
    assert found is not None
    assert (found.as_of, found.earned, found.planned) == (date(2020, 5, 31), 43, 50)
    assert (found.earned_months, found.actual_months) == (Decimal("4.3"), 5)
    assert (found.spi_t, found.sv_t) == (Decimal("0.86"), Decimal("-0.7"))


def test_a_late_project_at_its_end_stays_late() -> None:
    """All 100 are done after 13 months instead of 10: ES / AT = 10/13, where the classic index would say 1."""
    plan = plan_by_month(SUM, TEN_MONTHS)
    assert plan is not None
    told = months(2020, ["8"] * 12 + ["4", "0", "0"])
    earned = earned_by_period(SUM, told, date(2021, 6, 1))
    found = schedule(plan, earned)
    assert found is not None
    assert found.earned / plan.total == 1
    assert (found.earned_months, found.actual_months, found.done_on) == (10, 13, date(2021, 1, 31))
    assert found.spi_t == Decimal(10) / 13
    assert found.sv_t == -3


def test_an_early_project_at_its_end_stays_early() -> None:
    plan = plan_by_month(SUM, TEN_MONTHS)
    assert plan is not None
    found = schedule(plan, earned_by_period(SUM, months(2020, ["12.5"] * 8), date(2020, 12, 1)))
    assert found is not None
    assert (found.earned_months, found.actual_months) == (10, 8)
    assert (found.spi_t, found.sv_t) == (Decimal("1.25"), 2)


@pytest.mark.parametrize(
    ("earned", "expected"),
    [
        ("0", "0"),
        ("2.5", "0.5"),
        ("5", "1"),
        ("22.5", "2.5"),
        ("29", "2.933333"),
        ("59", "4.9"),
        ("60", "5"),
        ("75", "5"),
        ("-3", "0"),
    ],
)
def test_the_formula_between_the_months_of_an_uneven_plan(earned: str, expected: str) -> None:
    found = earned_schedule(UNEVEN, Decimal(earned), Decimal(4))
    assert round(found, 6) == Decimal(expected)


@pytest.mark.parametrize(("passed", "expected"), [(2, 2), (3, 3), (4, 4), (6, 4)])
def test_work_that_rests_by_plan_is_neither_early_nor_late(passed: int, expected: int) -> None:
    """The plan has 10 after month 2 and rests until month 4; 10 done is right on plan in any of these months."""
    resting = [Decimal(value) for value in (0, 5, 10, 10, 10, 20)]
    assert earned_schedule(resting, Decimal(10), Decimal(passed)) == expected


def test_the_plan_of_a_quarter_is_spread_evenly_over_its_months() -> None:
    plan = plan_by_month(SUM, [reading("2020-01", "2020-03", "30"), reading("2020-07", "2020-09", "60")])
    assert plan is not None
    assert [round(value) for value in plan.totals] == [0, 10, 20, 30, 30, 30, 30, 50, 70, 90]
    assert planned_at(plan, date(2020, 9, 30)) == 90
    assert planned_at(plan, date(2021, 5, 1)) == 90
    assert planned_at(plan, date(2019, 5, 1)) == 0


def test_running_totals_of_targets_are_taken_as_they_are_and_places_are_added() -> None:
    cumulative = Rule("cumulative", baseline=Decimal(0))
    planned = [
        reading("2020-01", "2020-03", "20", 1),
        reading("2020-01", "2020-03", "10", 2),
        reading("2020-04", "2020-06", "40", 1),
        reading("2020-04", "2020-06", "50", 2),
    ]
    plan = plan_by_month(cumulative, planned)
    assert plan is not None
    assert [round(value) for value in plan.totals] == [0, 10, 20, 30, 50, 70, 90]
    told = [reading("2020-01", "2020-03", "6", 1), reading("2020-01", "2020-03", "9", 2)]
    assert earned_by_period(cumulative, told, date(2020, 4, 1)) == [(date(2020, 3, 31), 15)]


def test_only_ended_periods_count_and_missing_is_not_zero() -> None:
    told = months(2020, ["9", None, "8", "8"])
    assert earned_by_period(SUM, told, date(2020, 4, 30)) == [(date(2020, 1, 31), 9), (date(2020, 3, 31), 17)]
    assert earned_by_period(SUM, told, date(2020, 1, 31)) == []
    plan = plan_by_month(SUM, TEN_MONTHS)
    assert plan is not None
    assert schedule(plan, []) is None


@pytest.mark.parametrize(
    "rule",
    [Rule("ratio", "2"), Rule("snapshot"), Rule("qualitative"), Rule("sum", ascending=False)],
)
def test_what_does_not_add_up_has_no_curve(rule: Rule) -> None:
    assert plan_by_month(rule, TEN_MONTHS) is None


def test_a_plan_of_nothing_has_no_curve() -> None:
    assert plan_by_month(SUM, []) is None
    assert plan_by_month(SUM, months(2020, [None, None])) is None
    assert plan_by_month(SUM, months(2020, ["0", "0"])) is None


def test_a_plan_ends_when_its_last_target_is_due() -> None:
    plan = plan_by_month(SUM, months(2020, ["10", "10", "0", "0"]))
    assert plan == Plan(Month(2020, 1), (Decimal(0), Decimal(10), Decimal(20)))


def test_a_grant_that_begins_mid_month_is_measured_from_the_first_of_the_month() -> None:
    planned = [Reading(date(2024, 2, 16), date(2024, 3, 31), None, Decimal(45))]
    plan = plan_by_month(SUM, planned)
    assert plan is not None
    assert plan.totals[0] == 0
    assert plan.totals[-1] == 45
    found = schedule(plan, earned_by_period(SUM, planned, date(2024, 4, 1) + timedelta(days=1)))
    assert found is not None
    assert (found.actual_months, found.spi_t) == (2, 1)
