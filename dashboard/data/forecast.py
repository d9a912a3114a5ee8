"""When a project will be done at the pace of its last months; free of any database.

Thirds of a quarter have no end as decimals, and a date must not slip by a month because of that: steps are fractions.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import ceil

from dashboard.address import Month
from dashboard.data.month_steps import months_later
from dashboard.data.standing import Amount, Reading, Rule, to_date
from dashboard.shown_sum import is_suppressed

PACE_MONTHS, RANGE_MONTHS = 6, 3
HORIZON_MONTHS = 120
"""A day later than this is not reached at all: nobody plans by it."""
STATES = ("done", "reachable", "not_reached", "missing")


@dataclass(frozen=True, slots=True)
class Forecast:
    """When the target is reached at the pace of the last six ended months with values.

    `state` is done, reachable, not_reached (pace ≤ 0, or more than ten years away) or missing: one of the six months
    has no value, or they are not the last ones any more, because nothing was told for more than six months since. The
    days are last days of months; an `earliest_on` or `latest_on` of None is not reached.
    """

    state: str
    pace: Decimal | None = None
    """Mean of the six months."""
    slowest: Decimal | None = None
    """Lowest mean of three months in a row within them."""
    fastest: Decimal | None = None
    """Highest such mean."""
    expected_on: date | None = None
    earliest_on: date | None = None
    """At the fastest pace."""
    latest_on: date | None = None
    """At the slowest pace."""


def steps_by_month(rule: Rule, results: Iterable[Reading], day: date) -> dict[Month, Fraction]:
    """Give what each month added, a period's value spread evenly over its months; only periods ended before a day.

    A month that no known value speaks of is left out: missing, not 0. So is one of which nothing is shown.
    """
    ended: dict[tuple[date, date], list[Reading]] = {}
    for one in results:
        if one.known and one.end < day:
            ended.setdefault((one.start, one.end), []).append(one)
    steps: dict[Month, Fraction] = {}
    for period, rows in ended.items():
        value, months = to_date(rule, rows), _months(*period)
        for month in months if value is not None and not is_suppressed(value) else ():
            steps[month] = steps.get(month, Fraction(0)) + Fraction(value or 0) / len(months)
    return steps


def forecast(steps: dict[Month, Fraction], actual: Amount, target: Amount, day: date) -> Forecast:
    """Say when a target is reached that lies above what has been reached.

    Args:
        steps: what each month added, see `steps_by_month`.
        actual: what has been reached at the end of the last of these months.
        target: what is to be reached.
        day: the day of judgement, from which the ten years count.
    """
    if actual >= target:
        return Forecast("done")
    last = max(steps, default=None)
    if last is None or Month.of(day).index - 1 - last.index > PACE_MONTHS:
        return Forecast("missing")
    recent = [steps.get(Month.at(last.index - back)) for back in reversed(range(PACE_MONTHS))]
    known = [step for step in recent if step is not None]
    if len(known) < PACE_MONTHS:
        return Forecast("missing")
    pace, (slowest, fastest) = _mean(known), _range(known)
    days = [_reached(last, Fraction(target) - Fraction(actual), each, day) for each in (pace, fastest, slowest)]
    state = "reachable" if days[0] else "not_reached"
    return Forecast(state, _decimal(pace), _decimal(slowest), _decimal(fastest), *days)


def _reached(last: Month, missing: Fraction, pace: Fraction, day: date) -> date | None:
    """Give the last day of the month in which what is missing is there; None where that is never, or too far away."""
    if pace <= 0:
        return None
    index = last.index + ceil(missing / pace)
    if index > Month.of(day).index + HORIZON_MONTHS:  # Also keeps a snail's pace within the years that a date can have.
        return None
    reached = Month.at(index).last
    return None if reached > months_later(day, HORIZON_MONTHS) else reached


def _range(steps: Sequence[Fraction]) -> tuple[Fraction, Fraction]:
    """Give the lowest and the highest mean of three months in a row."""
    means = [_mean(steps[first : first + RANGE_MONTHS]) for first in range(len(steps) - RANGE_MONTHS + 1)]
    return min(means), max(means)


def _mean(steps: Sequence[Fraction]) -> Fraction:
    """Give the mean of some months."""
    return sum(steps, Fraction(0)) / len(steps)


def _decimal(number: Fraction) -> Decimal:
    """Give a fraction as other figures are given."""
    return Decimal(number.numerator) / number.denominator


def _months(first: date, last: date) -> list[Month]:
    """Give the months that a period touches."""
    return [Month.at(index) for index in range(Month.of(first).index, Month.of(last).index + 1)]
