"""The single numbers of the page of feedback."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dashboard.address import Month
from dashboard.codes import FEEDBACK_TYPE, NEEDS_ANSWER
from dashboard.data import feedback_questions as q
from dashboard.data.feedback_cases import MEASURES
from dashboard.data.feedback_waits import Wait

if TYPE_CHECKING:
    from dashboard.data.feedback_answers import Answers

WAITING_TYPES = tuple(place for place, name in enumerate(FEEDBACK_TYPE) if name in NEEDS_ANSWER)
"""Positions of the types of which the time to an answer is measured."""


@dataclass(frozen=True, slots=True)
class Headline:
    """The single numbers of the page, of the cases received in P as they stand on the reference day.

    `received` is None where no case is known at all up to the reference day, `previous_received` (the period of the
    same length before P) without a period or where that begins before the first month with a case. `in_time`, `late`
    and `passed` are answered by their limit, after it, and not yet though it has passed; `answered_of_due` of `due` are
    answered of those whose limit has come. `without_limit` need an answer and have no limit. `contacts` are the direct
    contacts in P, None without a record. `records` is None for protected viewers, who do not learn it.
    """

    received: int | None
    previous_received: int | None
    open: int
    wait: Wait
    in_time: int
    late: int
    passed: int
    answered_of_due: int
    due: int
    without_limit: int
    contacts: int | None
    rated: int
    satisfied: int
    records: int | None


def headline_of(answers: "Answers") -> Headline:
    """Give the single numbers of a page from its answers."""
    waits = answers.sums[q.WAITS]
    limits = (
        dict(zip(MEASURES, waits.measures.sum(axis=1).tolist(), strict=True))
        if len(waits)
        else dict.fromkeys(MEASURES, 0)
    )
    months = answers.months
    sums = [values for (month, _), values in answers.by_month.items() if months and months[0] <= month <= months[-1]]
    records, rated, satisfied = (sum(column) for column in zip(*sums, strict=True)) if sums else (0, 0, 0)
    contacts = [answers.contacts[month] for month in months if month in answers.contacts]
    return Headline(
        received=records if len(answers.sums[q.MONTHS]) else None,
        previous_received=_previous(answers),
        open=answers.open_cases(),
        wait=answers.wait_where(np.isin(waits.keys["type"], WAITING_TYPES)),
        in_time=limits["in_time"],
        late=limits["late"],
        passed=limits["passed"],
        answered_of_due=limits["answered_due"],
        due=limits["due"],
        without_limit=limits["without_limit"],
        contacts=sum(contacts) if contacts else None,
        rated=rated,
        satisfied=satisfied,
        records=records,
    )


def _previous(answers: "Answers") -> int | None:
    """Give the cases of as many months before P."""
    selection, length = answers.selection, answers.selection.length
    first_day, known = selection.base.first_day, selection.first_month
    if first_day is None or known is None:
        return None
    start = Month.of(first_day).index
    if start - length < known or Month.at(start - 1).last > selection.day:
        return None
    return sum(answers.cases_of(month) for month in range(start - length, start))
