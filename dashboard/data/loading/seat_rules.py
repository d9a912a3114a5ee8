"""Checks of the terms of a working group's seats: a seat is filled once at a time, whatever file says so."""

from datetime import date

import numpy as np
from sqlalchemy import Connection, select

from dashboard.data.loading.checks import Checked
from dashboard.data.loading.days import LATEST
from dashboard.data.loading.sheets import Column, as_texts
from dashboard.data.schema.working_group import seat_terms
from dashboard.data.wholesale import among

Term = tuple[str, str, int]
"""First day, first day after it (both as `2021-03-31`) and position in the file."""
OPEN = LATEST.isoformat() + "+"
"""Stands for the end of a term that has none: it sorts behind every day."""


def terms_do_not_overlap(checked: Checked) -> None:
    """Two terms of one seat do not overlap; the day on which one ends may be the first day of the next."""
    told: list[tuple[int, int]] = []
    for terms in _terms(checked, checked.columns["seat_code"]).values():
        longest = terms[0]
        for term in terms[1:]:
            if longest[0] < term[0] < longest[1]:
                told.append((term[2], longest[2]))
            longest = max(longest, term, key=lambda one: one[1])
    rows = as_texts([str(checked.rows[earlier]) for _, earlier in told])
    checked.refuse("filled_on", "load.error.terms_overlap", np.array([t for t, _ in told], np.int64), row=rows)


def refuse_terms_of_filled_seats(connection: Connection, checked: Checked, seats: Column, replaced: int | None) -> None:
    """Refuse terms that overlap a live term of the same seat from another file.

    Args:
        connection: the transaction of the load.
        checked: the terms.
        seats: id of each term's seat, as text.
        replaced: the source whose terms this load replaces, if it does.
    """
    live = _live_terms(connection, seats, replaced)
    told: list[tuple[int, str]] = []
    for seat, terms in _terms(checked, seats).items():
        for start, end, row in terms:
            clashes = [first for first, last in live.get(seat, ()) if first != start and first < end and start < last]
            told += [(row, first) for first in clashes[:1]]
    starts = as_texts([start for _, start in told])
    checked.refuse("filled_on", "load.error.term_live", np.array([row for row, _ in told], np.int64), start=starts)


def _terms(checked: Checked, seats: Column) -> dict[str, list[Term]]:
    """Give the terms of each seat in their order; what could not be read is left out, and refused as such."""
    found: dict[str, list[Term]] = {}
    columns = (seats.cells, checked.columns["filled_on"].cells, checked.columns["vacated_on"].cells)
    for row, (seat, start, end) in enumerate(zip(*columns, strict=True)):
        if seat and start:
            found.setdefault(str(seat), []).append((str(start), str(end) or OPEN, row))
    return {seat: sorted(terms) for seat, terms in found.items()}


def _live_terms(connection: Connection, seats: Column, replaced: int | None) -> dict[str, list[tuple[str, str]]]:
    """Give the live terms of the seats of a file."""
    asked = [int(seat) for seat in seats.texts if seat]
    question = select(seat_terms.c.seat_id, seat_terms.c.filled_on, seat_terms.c.vacated_on).where(
        seat_terms.c.until_version.is_(None), among(seat_terms.c.seat_id, asked)
    )
    if replaced is not None:
        question = question.where(seat_terms.c.source_id != replaced)
    found: dict[str, list[tuple[str, str]]] = {}
    for seat, start, end in connection.execute(question.order_by(seat_terms.c.filled_on)):
        found.setdefault(str(seat), []).append((start.isoformat(), _end(end)))
    return found


def _end(day: date | None) -> str:
    """Give the first day after a term."""
    return OPEN if day is None else day.isoformat()
