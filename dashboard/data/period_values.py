"""What an indicator reached in one period, what it lacks, and which state a cell of its table is in.

Missing is not zero: a cell that holds no value says why. The states are those that pages and exports print.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Literal

from dashboard.data.standing import Amount, Reading, Rule, to_date
from dashboard.shown_sum import is_suppressed

State = Literal["value", "missing", "not_due", "not_applicable", "suppressed"]
"""`not_due`: no period that should be told has ended; `missing`: one has, and nothing is known; `not_applicable`: what
is known has no common value, such as percentages of two places without their fractions; `suppressed`: a protected
viewer is shown nothing of it; zero is a `value`."""


def of_period(rule: Rule, results: Iterable[Reading], start: date, end: date) -> Amount | None:
    """Give the value of a period by the indicator's kind; None where nothing is known or nothing can be combined.

    A sum adds the results in the period, a cumulative one those up to its end, a ratio divides Σnumerator by
    Σdenominator in the period; all others are the latest result of each place in it.
    """
    if rule.kind == "cumulative":
        return to_date(rule, (r for r in results if r.end <= end))
    inside = [r for r in results if start <= r.start and r.end <= end]
    return to_date(replace(rule, over_time="ratio") if rule.kind == "ratio" else rule, inside)


def planned_of_period(rule: Rule, targets: Iterable[Reading], start: date, end: date) -> Amount | None:
    """Give the target of a period; a cumulative kind's target is a running total already."""
    return to_date(rule, (t for t in targets if start <= t.start and t.end <= end), planned=True)


def gaps(targets: Iterable[Reading], results: Iterable[Reading], before: date) -> int:
    """Count the periods and places that ended before a day and of which a value should be known, but is not.

    Those are results told without a value, and targets in whose period and place no result is known.
    """
    ended = [r for r in results if r.end < before]
    known = [r for r in ended if r.known]
    exact = {_key(r) for r in known}
    told = {_key(r) for r in ended} | {_key(t) for t in targets if t.known and t.end < before}
    return sum(not _covered(key, known) for key in told - exact)


def actual_state(value: Amount | None, rows: Iterable[Reading], *, due: bool) -> State:
    """Give the state of a cell of results: its value, the rows it is made of, and whether one of them was due."""
    if value is not None:
        return "suppressed" if is_suppressed(value) else "value"
    if any(row.known for row in rows):
        return "not_applicable"
    return "missing" if due else "not_due"


def target_state(value: Amount | None, targets: Iterable[Reading]) -> State:
    """Give the state of a cell of targets; a target that nobody set is missing."""
    if value is not None:
        return "value"
    return "not_applicable" if any(target.known for target in targets) else "missing"


def _key(row: Reading) -> tuple[date, date, int | None]:
    """Give period and place of a row."""
    return row.start, row.end, row.place


def _covered(key: tuple[date, date, int | None], known: list[Reading]) -> bool:
    """Tell whether a known result lies in a period and place; one without a place speaks of all of them."""
    start, end, place = key
    return any(start <= r.start and r.end <= end and (r.place == place or None in {r.place, place}) for r in known)
