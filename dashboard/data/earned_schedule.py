"""Planned and actual running totals by month, and the earned schedule: how late a project is, in months.

The classic schedule index returns to 1 when a late project ends; earned schedule asks at which month of the plan the
value of today should have been there. Free of any database; arithmetic is decimal, and missing is never 0.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil

from dashboard.address import Month
from dashboard.data.month_steps import DAY, months_passed
from dashboard.data.standing import SUMMED, Amount, Reading, Rule, added, to_date
from dashboard.shown_sum import is_suppressed

ADDING_UP = SUMMED | {"cumulative"}
"""Kinds of indicators whose values grow towards their target, so that they have an S-curve."""

Knot = tuple[Decimal, Decimal]
"""Months since the start of the plan, and the running total at that moment."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A planned running total at the end of each month; `totals[0]` is that before the first month `start`."""

    start: Month
    totals: tuple[Decimal, ...]

    @property
    def total(self) -> Decimal:
        """Give what is planned in the end."""
        return self.totals[-1]


@dataclass(frozen=True, slots=True)
class Schedule:
    """Where a project stands in time, in months since the start of its plan, as of the last reported period."""

    as_of: date
    earned: Amount
    planned: Decimal
    """What the plan foresaw for the same moment."""
    earned_months: Decimal
    """ES: the month of the plan at which `earned` should have been there."""
    actual_months: Decimal
    """AT: the months that have passed; where all is done, those up to the end of the period in which that happened."""
    done_on: date | None
    """Last day of the period in which the whole plan was fulfilled."""

    @property
    def spi_t(self) -> Decimal | None:
        """Give ES / AT: below 1 is late."""
        return self.earned_months / self.actual_months if self.actual_months else None

    @property
    def sv_t(self) -> Decimal:
        """Give ES − AT, in months: below 0 is late."""
        return self.earned_months - self.actual_months


def plan_by_month(rule: Rule, targets: Iterable[Reading]) -> Plan | None:
    """Give the plan of an indicator that adds up, its period targets spread evenly over their time.

    A running total of targets goes in a straight line from one to the next. None where nothing grows: without targets,
    for other kinds and for falling indicators.
    """
    known = [one for one in targets if one.known]
    if rule.kind not in ADDING_UP or not rule.ascending or not known:
        return None
    start = Month.of(min(one.start for one in known))
    knots = _knots(rule, known, start)
    values = [_at(knots, Decimal(month)) for month in range(ceil(knots[-1][0]) + 1)]
    grown = tuple(values[: values.index(values[-1]) + 1])
    return Plan(start, grown) if grown[-1] > grown[0] else None


def earned_by_period(rule: Rule, results: Iterable[Reading], day: date) -> list[tuple[date, Amount]]:
    """Give the actual running total at the end of each period that ended before a day and has a value."""
    ended = _by_end(one for one in results if one.known and one.end < day)
    totals: list[tuple[date, Amount]] = []
    for end, rows in ended.items():
        more = to_date(rule, rows)
        if more is not None:
            totals.append((end, added([more, *(total for _, total in totals[-1:])])))
    return totals


def earned_schedule(planned: Sequence[Decimal], earned: Amount, passed: Decimal) -> Decimal:
    """Give ES = C + (EV − PV_C) / (PV_C+1 − PV_C), C the last month of the plan with PV_C ≤ EV.

    Where the plan rests on that value for several months, it is the one of them nearest to the months passed, so that
    work that rests by plan is neither early nor late. It is never beyond the end of the plan nor before its start.
    """
    if earned >= planned[-1]:
        return Decimal(len(planned) - 1)
    reached = [month for month, value in enumerate(planned) if value <= earned]
    if not reached:
        return Decimal(0)
    last = reached[-1]
    if planned[last] == earned:
        first = next(month for month in reached if all(value == earned for value in planned[month : last + 1]))
        return min(max(passed, Decimal(first)), Decimal(last))
    return last + (Decimal(earned) - planned[last]) / (planned[last + 1] - planned[last])


def schedule(plan: Plan, earned: Sequence[tuple[date, Amount]]) -> Schedule | None:
    """Give where a project stands by its plan and the running totals of `earned_by_period`; None without a value."""
    if not earned or is_suppressed(earned[-1][1]):
        return None
    as_of, value = earned[-1]
    done_on = next((end for end, total in earned if total >= plan.total), None) if value >= plan.total else None
    passed = months_passed(plan.start, done_on or as_of)
    return Schedule(
        as_of=as_of,
        earned=value,
        planned=planned_at(plan, as_of),
        earned_months=earned_schedule(plan.totals, value, passed),
        actual_months=max(passed, Decimal(0)),
        done_on=done_on,
    )


def planned_at(plan: Plan, day: date) -> Decimal:
    """Give what was planned for the end of a day."""
    knots = [(Decimal(month), value) for month, value in enumerate(plan.totals)]
    return _at(knots, months_passed(plan.start, day))


def _knots(rule: Rule, known: Sequence[Reading], start: Month) -> list[Knot]:
    """Give the moments between which the plan goes in a straight line."""
    summed = rule.kind in SUMMED
    level = Decimal(0) if summed else rule.baseline or Decimal(0)
    knots = [(months_passed(start, min(one.start for one in known) - DAY), level)]
    so_far: list[Reading] = []
    for end, rows in _by_end(known).items():
        begin = months_passed(start, min(one.start for one in rows) - DAY)
        if summed and begin > knots[-1][0]:
            knots.append((begin, level))
        so_far += rows
        told = Decimal(to_date(rule, rows if summed else so_far, planned=True) or 0)
        level = level + told if summed else told
        knots.append((months_passed(start, end), level))
    return knots


def _by_end(rows: Iterable[Reading]) -> dict[date, list[Reading]]:
    """Give the rows of each last day of a period, in the order of these days."""
    found: dict[date, list[Reading]] = {}
    for one in sorted(rows, key=lambda one: one.end):
        found.setdefault(one.end, []).append(one)
    return found


def _at(knots: Sequence[Knot], moment: Decimal) -> Decimal:
    """Give the running total at a moment, in a straight line between knots and level outside of them."""
    place = bisect_left(knots, moment, key=lambda knot: knot[0])
    if place == len(knots) or place == 0 or knots[place][0] == moment:
        return knots[min(place, len(knots) - 1)][1]
    (begin, low), (end, high) = knots[place - 1 : place + 1]
    return low + (high - low) * (moment - begin) / (end - begin)
