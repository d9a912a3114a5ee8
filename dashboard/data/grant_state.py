"""Where a grant stands today for whoever manages it: what funders see, what is locked, what can be commented on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from dashboard.address import Period
from dashboard.data.directory import Names
from dashboard.data.filters import Filters, Viewer
from dashboard.data.grants import chosen_grant
from dashboard.data.indicators import indicators_in_view
from dashboard.data.lookups import Choice, grant_codes
from dashboard.data.releasing import Lock, locks_of, released_version
from dashboard.data.versions import Snapshot, committed_on, newest_version, today

YEARS_WITHOUT_A_START = 5
"""How far back periods reach for a grant that does not say when it began."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A data version and the day in Istanbul on which it was committed."""

    version: int
    on: date | None


@dataclass(frozen=True, slots=True)
class GrantState:
    """The grant that a page speaks of, always as known today, whatever version the page shows.

    `shown` is the version that the page shows, `released` the one that funders see, None while they see nothing.
    `periods` are those that can be reported, the newest first; `chosen` is the page's own where it has ended, else the
    last half-year that has.
    """

    code: str
    names: dict[str, str | None]
    newest: Stamp
    shown: Stamp
    released: Stamp | None
    locks: tuple[Lock, ...]
    indicators: tuple[Choice, ...]
    periods: tuple[Period, ...]
    chosen: Period | None
    day: date

    def name_of(self, indicator: str) -> Names | None:
        """Give the names of an indicator, None where the grant has none of that code."""
        return next((one.names for one in self.indicators if one.code == indicator), None)


def grant_state(connection: Connection, filters: Filters) -> GrantState | None:
    """Say where the grant stands that a page speaks of; None where no grant is in view.

    Args:
        connection: a reading transaction.
        filters: of the page.
    """
    grant = chosen_grant(connection, filters)
    newest = newest_version(connection)
    if grant is None or grant.code not in grants_within(connection, filters.viewer):
        return None
    day = today()
    first = grant.starts_on or date(day.year - YEARS_WITHOUT_A_START, 1, 1)
    periods = tuple(reportable(first, grant.ends_on or day, day))
    asked = filters.period if filters.period and filters.period.last_day < day else None
    released = released_version(connection, grant.code)
    return GrantState(
        code=grant.code,
        names=grant.names,
        newest=stamp(connection, newest),
        shown=stamp(connection, filters.snapshot.version),
        released=stamp(connection, released) if released else None,
        locks=tuple(locks_of(connection, grant.code, newest)),
        indicators=tuple(indicators_of(connection, filters.viewer, grant.code)),
        periods=periods if asked is None or asked in periods else (asked, *periods),
        chosen=asked or next((one for one in periods if "-H" in one.text), None),
        day=day,
    )


def grants_within(connection: Connection, viewer: Viewer) -> frozenset[str]:
    """Give the codes of the grants that lie in a viewer's scope today."""
    return grant_codes(connection, _now(connection), viewer)


def indicators_of(connection: Connection, viewer: Viewer, grant: str) -> Iterator[Choice]:
    """Give the indicators of a grant's results framework as known today, in the order of their codes."""
    for row in connection.execute(indicators_in_view(Filters(viewer, _now(connection), grants=(grant,)))):
        yield Choice(row.code, {"tr": row.name_tr, "en": row.name_en, "ar": row.name_ar})


def stamp(connection: Connection, version: int) -> Stamp:
    """Give a data version with its day."""
    return Stamp(version, committed_on(connection, version))


def reportable(first: date, last: date, day: date) -> Iterator[Period]:
    """Give every year, half, quarter and month that ended before a day, newest first.

    Each touches the time from the first to the last day of a grant.
    """
    for year in range(min(day.year, last.year), first.year - 1, -1):
        parts = ("", "-H2", "-H1", *(f"-Q{n}" for n in (4, 3, 2, 1)), *(f"-{n:02d}" for n in range(12, 0, -1)))
        for period in (Period.parse(f"{year}{part}") for part in parts):
            if first <= period.last_day < day and period.first_day <= last:
                yield period


def _now(connection: Connection) -> Snapshot:
    """Give the newest data version, judged today."""
    return Snapshot(newest_version(connection), today())
