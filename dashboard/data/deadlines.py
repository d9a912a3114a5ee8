"""Report deadlines as a funder's rule computes them from a grant's dates, free of any database.

EU (general conditions of grant contracts for external actions, Articles 2 and 15, for actions longer than a year): a
reporting period is twelve months long, and where up to eighteen months remain, the last one covers them all; interim
report 60 days after its period; final report 3 months after the end of the implementation period, 6 where the
coordinator's seat is not in the country of the action. The special conditions of a contract may say otherwise: what is
written down as a milestone goes before all of this. World Bank: one report a calendar semester, 45 days after its end,
which the financing agreement may set otherwise too; the last one covers the days up to the closing date. Months end
where the calendar lets them: 30 November + 3 months is the last day of February.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from dashboard.address import Month
from dashboard.data.month_steps import DAY, end_of_run, months_later

PERIOD_MONTHS, LONGEST_LAST_MONTHS, SEMESTER_MONTHS = 12, 18, 6
INTERIM, AFTER_SEMESTER = timedelta(days=60), timedelta(days=45)
FINAL_MONTHS = {"eu": 3, "eu_abroad": 6}
PARTS = ("interim", "final", "semester")
"""What a report that a rule asks for is."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A report that a rule asks for: the `number` of its `part` from 1, the days it covers, the day it is due."""

    part: str
    number: int
    first: date
    last: date
    due_on: date


def deadlines(rule: str | None, starts_on: date | None, ends_on: date | None) -> tuple[Deadline, ...]:
    """Give the reports of a grant in the order in which they are due; none without a rule or without dates."""
    if rule is None or starts_on is None or ends_on is None or ends_on < starts_on:
        return ()
    return tuple(_semesters(starts_on, ends_on) if rule == "world_bank" else _eu(starts_on, ends_on, rule))


def _eu(starts_on: date, ends_on: date, rule: str) -> Iterator[Deadline]:
    """Give interim reports while more than eighteen months remain, then the final one."""
    for number in count(1):
        first = months_later(starts_on, PERIOD_MONTHS * (number - 1))
        if ends_on <= end_of_run(first, LONGEST_LAST_MONTHS):
            break
        last = months_later(starts_on, PERIOD_MONTHS * number) - DAY
        yield Deadline("interim", number, first, last, last + INTERIM)
    yield Deadline("final", 1, first, ends_on, months_later(ends_on, FINAL_MONTHS[rule]))


def _semesters(starts_on: date, ends_on: date) -> Iterator[Deadline]:
    """Give a report for each calendar semester that the grant touches."""
    begin = Month.of(starts_on).index // SEMESTER_MONTHS * SEMESTER_MONTHS
    for number, index in enumerate(range(begin, Month.of(ends_on).index + 1, SEMESTER_MONTHS), 1):
        first, end = Month.at(index).first, Month.at(index + SEMESTER_MONTHS - 1).last
        yield Deadline("semester", number, max(first, starts_on), min(end, ends_on), min(end, ends_on) + AFTER_SEMESTER)
