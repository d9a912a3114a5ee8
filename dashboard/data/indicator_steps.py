"""Indicators over all days at once, kept by data version: a page judges hundreds of them without reading a result.

What an indicator reached to date, what was planned to date and what the open period has so far change only on days on
which a period begins or ends. They are worked out once a version for each such day; places narrow the rows and are read
anew. See `standing`, whose figures these are.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from dashboard.data.earned_schedule import ADDING_UP, earned_by_period, plan_by_month
from dashboard.data.month_steps import DAY
from dashboard.data.standing import SUMMED, Amount, Reading, Rule, added, life_target, to_date


@dataclass(frozen=True, slots=True)
class Steps:
    """Values that hold from a day on, until the next such day."""

    days: tuple[date, ...]
    values: tuple[Amount | None, ...]

    @classmethod
    def of(cls, pairs: Iterable[tuple[date, Amount | None]]) -> "Steps":
        """Give the steps of days in their order."""
        found = list(pairs)
        return cls(tuple(day for day, _ in found), tuple(value for _, value in found))

    def before(self, day: date) -> Amount | None:
        """Give the value of the last day before a day."""
        at = bisect_left(self.days, day)
        return self.values[at - 1] if at else None

    def on(self, day: date) -> Amount | None:
        """Give the value of the last day up to a day."""
        at = bisect_right(self.days, day)
        return self.values[at - 1] if at else None

    def last_before(self, day: date) -> date | None:
        """Give the last day before a day."""
        at = bisect_left(self.days, day)
        return self.days[at - 1] if at else None


@dataclass(frozen=True, slots=True)
class Reached:
    """The results of an indicator."""

    to_date: Steps
    """By the last day of a period: the value to date after it."""
    open: Steps
    """By the first day of which it holds: the value so far of the periods that have not ended."""
    earned: Steps
    """The running total of an indicator that adds up, see `earned_schedule.earned_by_period`."""


@dataclass(frozen=True, slots=True)
class Planned:
    """The targets of an indicator."""

    to_date: Steps
    """By the last day of a period: the plan to date after it."""
    target: Amount | None
    """The life-of-project target."""
    grows: bool
    """Whether there is a plan that grows towards it, so that the indicator has an S-curve."""


NOTHING_REACHED = Reached(Steps((), ()), Steps((), ()), Steps((), ()))


def reached(rule: Rule, results: Sequence[Reading]) -> Reached:
    """Give what the results of an indicator say on any day."""
    earned = earned_by_period(rule, results, date.max) if rule.kind in ADDING_UP else []
    return Reached(Steps.of(_to_date(rule, results, planned=False)), Steps.of(_open(rule, results)), Steps.of(earned))


def planned(rule: Rule, targets: Sequence[Reading]) -> Planned:
    """Give what the targets of an indicator say on any day."""
    grows = plan_by_month(rule, targets) is not None
    return Planned(Steps.of(_to_date(rule, targets, planned=True)), life_target(rule, targets), grows)


def _to_date(rule: Rule, rows: Iterable[Reading], *, planned: bool) -> Iterator[tuple[date, Amount | None]]:
    """Give `standing.to_date` of the periods up to each end, going through the rows once."""
    known = sorted((r for r in rows if r.known), key=lambda r: (r.end, r.start, r.place or 0))
    summed = rule.kind in SUMMED or (rule.kind == "cumulative" and not planned)
    alone = rule.kind == "ratio" and (planned or rule.over_time != "ratio")
    every, latest = list[Reading](), dict[int | None, Reading]()
    places, total = set[int | None](), None
    for end, group in groupby(known, key=lambda r: r.end):
        own = list(group)
        places |= {r.place for r in own}
        if rule.over_place == "none" and len(places) > 1:
            yield end, None
        elif summed:
            more = to_date(rule, own, planned=planned)
            total = more if total is None or more is None else added([total, more])
            yield end, total
        elif alone:
            yield end, to_date(rule, own, planned=planned)
        elif rule.kind == "ratio":
            every += own
            yield end, to_date(rule, every, planned=planned)
        else:
            latest |= {r.place: r for r in own}
            yield end, to_date(rule, latest.values(), planned=planned)


def _open(rule: Rule, results: Iterable[Reading]) -> Iterator[tuple[date, Amount | None]]:
    """Give the value of the periods that are open, from each day on which one begins or has ended."""
    periods: dict[tuple[date, date], list[Reading]] = {}
    for one in results:
        if one.known:
            periods.setdefault((one.start, one.end), []).append(one)
    turns = sorted({day for start, end in periods for day in ((start, end + DAY) if end < date.max else (start,))})
    for day in turns:
        yield day, to_date(rule, [r for (start, end), own in periods.items() if start <= day <= end for r in own])
