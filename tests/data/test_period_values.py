"""What a period reached by each kind of value, what is missing, and what stands for no value, reckoned by hand."""

from datetime import date
from decimal import Decimal

import pytest

from dashboard.data.period_values import actual_state, gaps, of_period, planned_of_period, target_state
from dashboard.data.standing import Reading, Rule

D = Decimal
Q1 = date(2021, 1, 1), date(2021, 3, 31)
ENDS = {1: 31, 2: 28, 3: 31, 4: 30}


def month(number: int, value: int | None, place: int | None = None, of: tuple[int, int] | None = None) -> Reading:
    """Give a reading of a month of 2021."""
    told = None if value is None else D(value)
    top, bottom = (None, None) if of is None else (D(of[0]), D(of[1]))
    return Reading(date(2021, number, 1), date(2021, number, ENDS[number]), place, told, top, bottom)


@pytest.mark.parametrize(
    ("kind", "reached"), [("sum", 60), ("unique_people", 60), ("cumulative", 60), ("snapshot", 30), ("qualitative", 30)]
)
def test_the_value_of_a_quarter_by_kind(kind: str, reached: int) -> None:
    """Given 10, 20, 30 in January to March and 99 in April: sums give 60, levels the latest of the quarter."""
    rows = [month(1, 10), month(2, 20), month(3, 30), month(4, 99)]
    assert of_period(Rule(kind), rows, *Q1) == D(reached)


def test_a_cumulative_value_adds_what_came_before_the_period_and_a_sum_does_not() -> None:
    rows = [month(1, 10), month(2, 20), month(3, 30)]
    march = rows[-1].start, rows[-1].end
    assert (of_period(Rule("cumulative"), rows, *march), of_period(Rule("sum"), rows, *march)) == (D(60), D(30))


def test_a_ratio_of_a_period_divides_sums_and_is_never_a_mean_of_percentages() -> None:
    """Given 9 of 10, 1 of 90 and 0 of 100 in three months, then 10 of 200 is 5 %, and the mean would be 30.4 %."""
    rows = [month(1, None, of=(9, 10)), month(2, None, of=(1, 90)), month(3, None, of=(0, 100))]
    assert of_period(Rule("ratio", "2", over_place="ratio"), rows, *Q1) == D(5)


def test_a_snapshot_adds_each_places_latest() -> None:
    rows = [month(1, 5, 1), month(3, 7, 1), month(2, 4, 2), month(3, None, 2)]
    assert of_period(Rule("snapshot"), rows, *Q1) == D(11)


def test_the_target_of_a_cumulative_kind_is_a_running_total_already() -> None:
    rows = [month(1, 100), month(2, 200), month(3, 300)]
    assert planned_of_period(Rule("cumulative"), rows, *Q1) == D(300)
    assert planned_of_period(Rule("sum"), rows, *Q1) == D(600)


def test_missing_is_not_zero_and_zero_is_a_value() -> None:
    nothing, zero = [month(1, None)], [month(1, 0)]
    assert of_period(Rule("sum"), nothing, *Q1) is None
    assert of_period(Rule("sum"), zero, *Q1) == D(0)
    assert actual_state(None, nothing, due=True) == "missing"
    assert actual_state(D(0), zero, due=True) == "value"


def test_what_has_not_ended_is_not_due_and_what_cannot_be_combined_is_not_applicable() -> None:
    assert actual_state(None, [], due=False) == "not_due"
    assert actual_state(None, [month(1, 40, 1), month(1, 60, 2)], due=True) == "not_applicable"
    assert target_state(None, []) == target_state(None, [month(1, None)]) == "missing"
    assert target_state(None, [month(1, 40, 1), month(1, 60, 2)]) == "not_applicable"
    assert target_state(D(0), [month(1, 0)]) == "value"


def test_a_gap_is_an_ended_period_without_the_result_that_it_should_have() -> None:
    day = date(2021, 4, 1)
    targets = [month(n, 10) for n in (1, 2, 3, 4)]
    assert gaps(targets, [], day) == 3
    assert gaps(targets, [month(1, 0), month(2, None), month(3, 5)], day) == 1
    assert gaps([], [month(1, None), month(4, None)], day) == 1
    assert gaps([month(1, None)], [], day) == 0


def test_months_fill_the_gap_of_their_quarter_and_a_place_only_its_own() -> None:
    quarter, day = Reading(*Q1, None, D(30)), date(2021, 4, 1)
    assert gaps([quarter], [month(1, 10)], day) == 0
    assert gaps([month(1, 10, 1), month(1, 10, 2)], [month(1, 10, 1)], day) == 1
    assert gaps([month(1, 10, 1), month(1, 10, 2)], [month(1, 10)], day) == 0
