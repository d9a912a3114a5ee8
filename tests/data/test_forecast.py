"""When a target is reached, written out by hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from dashboard.address import Month
from dashboard.data.forecast import Forecast, forecast, steps_by_month
from dashboard.data.standing import Reading, Rule

SUM = Rule("sum")


JANUARY = Month(2021, 1)


def steps(*values: str) -> dict[Month, Fraction]:
    """Give what each month added, from January 2021 on."""
    return {Month.at(JANUARY.index + n): Fraction(value) for n, value in enumerate(values)}


def test_the_pace_is_the_mean_of_six_months_and_the_range_that_of_three() -> None:
    """1000 in January do not count; of 10 20 30 40 50 60 the mean is 35, of three in a row 20 to 50.

    350 are missing on 31 July: 10 months at 35, 7 at 50, 17.5 and so 18 at 20.
    """
    added = steps("1000", "10", "20", "30", "40", "50", "60")
    assert forecast(added, Decimal(1210), Decimal(1560), date(2021, 8, 15)) == Forecast(
        "reachable",
        Decimal(35),
        Decimal(20),
        Decimal(50),
        expected_on=date(2022, 5, 31),
        earliest_on=date(2022, 2, 28),
        latest_on=date(2023, 1, 31),
    )


def test_a_pace_of_zero_or_below_reaches_nothing() -> None:
    still = forecast(steps(*["0"] * 6), Decimal(10), Decimal(20), date(2021, 7, 1))
    assert (still.state, still.pace, still.expected_on, still.latest_on) == ("not_reached", 0, None, None)
    back = forecast(steps("-1", "-1", "-1", "-1", "-1", "-1"), Decimal(10), Decimal(20), date(2021, 7, 1))
    assert (back.state, back.expected_on, back.earliest_on) == ("not_reached", None, None)


def test_a_standstill_within_the_six_months_leaves_the_slow_end_open() -> None:
    found = forecast(steps("3", "3", "3", "0", "0", "0"), Decimal(9), Decimal(18), date(2021, 7, 1))
    assert (found.state, found.pace, found.slowest, found.fastest) == ("reachable", Decimal("1.5"), 0, 3)
    assert (found.expected_on, found.earliest_on, found.latest_on) == (date(2021, 12, 31), date(2021, 9, 30), None)


@pytest.mark.parametrize(
    ("missing", "day", "expected"),
    [
        ("120", "2021-06-29", None),
        ("120", "2021-06-30", "2031-06-30"),
        ("121", "2021-07-30", None),
        ("121", "2021-07-31", "2031-07-31"),
        ("500", "2021-07-31", None),
        ("100000000000", "2021-07-31", None),
    ],
)
def test_more_than_ten_years_away_is_not_reached(missing: str, day: str, expected: str | None) -> None:
    """At 1 a month from 30 June 2021 on, 120 are there on 30 June 2031: ten years from the day, not one day more."""
    found = forecast(steps(*["1"] * 6), Decimal(0), Decimal(missing), date.fromisoformat(day))
    assert found.expected_on == (date.fromisoformat(expected) if expected else None)
    assert found.state == ("reachable" if expected else "not_reached")


def test_thirds_of_a_quarter_do_not_push_the_day_into_the_next_month() -> None:
    """A sixth a month needs 72 months for 12, not 73 because 0.1666… was rounded."""
    sixth = dict.fromkeys(steps(*["0"] * 6), Fraction(1, 6))
    assert forecast(sixth, Decimal(6), Decimal(18), date(2021, 7, 31)).expected_on == date(2027, 6, 30)


def test_a_reached_target_needs_no_forecast() -> None:
    assert forecast(steps("1"), Decimal(20), Decimal(20), date(2021, 7, 1)) == Forecast("done")


def test_a_missing_month_makes_no_pace() -> None:
    known = steps(*["5"] * 6)
    known.pop(Month(2021, 3))
    assert forecast(known, Decimal(25), Decimal(100), date(2021, 7, 1)) == Forecast("missing")
    assert forecast({}, Decimal(0), Decimal(100), date(2021, 7, 1)) == Forecast("missing")


@pytest.mark.parametrize(
    ("day", "state"), [("2021-12-31", "reachable"), ("2022-01-31", "reachable"), ("2022-02-01", "missing")]
)
def test_months_that_are_long_past_say_nothing_of_the_pace_of_today(day: str, state: str) -> None:
    """The last value is June's; on 31 January December is the last ended month, six months later; then January."""
    found = forecast(steps(*["5"] * 6), Decimal(30), Decimal(300), date.fromisoformat(day))
    assert found.state == state


def test_a_quarter_adds_a_third_in_each_of_its_months_and_a_missing_one_nothing() -> None:
    told = [
        Reading(date(2021, 1, 1), date(2021, 3, 31), None, Decimal(30)),
        Reading(date(2021, 4, 1), date(2021, 6, 30), None, None),
        Reading(date(2021, 7, 1), date(2021, 9, 30), 1, Decimal(60)),
        Reading(date(2021, 7, 1), date(2021, 9, 30), 2, Decimal(30)),
        Reading(date(2021, 10, 1), date(2021, 12, 31), None, Decimal(99)),
    ]
    found = steps_by_month(SUM, told, date(2021, 12, 31))
    assert found == {Month(2021, n): Decimal(10) for n in (1, 2, 3)} | {Month(2021, n): Decimal(30) for n in (7, 8, 9)}
