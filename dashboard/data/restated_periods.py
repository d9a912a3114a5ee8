"""Reported periods that are known differently by now, while the funder still sees what was reported."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from dashboard.data.filters import Filters
from dashboard.data.grants import grant_terms
from dashboard.data.locked_figures import changed
from dashboard.data.releasing import Lock, latest_locks, released_version

MOST_LOCKS = 6
"""How many of the latest reports are looked at, so that a page stays quick however many there have been."""


@dataclass(frozen=True, slots=True)
class RestatedPeriod:
    """A locked period of a grant, and how many of its figures the funder sees otherwise than they are known."""

    grant: str
    names: dict[str, str | None]
    period: str
    reported_on: date
    figures: int


def restated_periods(connection: Connection, filters: Filters) -> tuple[RestatedPeriod, ...]:
    """Give the latest reports of the grants in view that a later load has changed, the latest first.

    Releasing the data that are known settles it. Nothing for a protected viewer, who is shown what is released.
    """
    return () if filters.viewer.protected else tuple(_restated(connection, filters))


def _restated(connection: Connection, filters: Filters) -> Iterator[RestatedPeriod]:
    """Look at each of the latest locks."""
    names = {term.code: term.names for term in grant_terms(connection, filters)}
    for lock in latest_locks(connection, names, filters.snapshot, MOST_LOCKS):
        figures = _changed(connection, filters, lock)
        if figures:
            yield RestatedPeriod(lock.grant, names[lock.grant], lock.period.text, lock.reported_on, figures)


def _changed(connection: Connection, filters: Filters, lock: Lock) -> int:
    """Count the figures that the funder sees otherwise than they are known."""
    now = filters.snapshot.version
    seen = released_version(connection, lock.grant, now) or lock.reported_version
    return 0 if seen == now else sum(1 for _ in changed(connection, filters.viewer, lock, seen, now))
