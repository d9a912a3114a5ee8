"""Which state of the data a report of a grant and a period shows.

A locked period is shown as it was reported, for ever. Any other one is shown as released to the funder; only who asks
for a draft gets the newest data, and every page says so.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from dashboard.address import Period, Problem
from dashboard.data.filters import Filters, Viewer
from dashboard.data.lookups import grant_codes
from dashboard.data.privacy.quarters import in_quarters
from dashboard.data.privacy.released import versions_of
from dashboard.data.releasing import Lock, locks_of, released_version
from dashboard.data.versions import Snapshot, committed_on, newest_version, today
from dashboard.export.report.model import State
from dashboard.i18n import t


class ReportRefusedError(Exception):
    """A report that cannot be: what stands in the way, and the values that say it."""

    def __init__(self, obstacle: str, **values: str) -> None:
        super().__init__(obstacle, values)
        self.obstacle, self.values = obstacle, values

    def sentence(self) -> str:
        """Say it in the language in force."""
        return t(f"report_error.{self.obstacle}", **self.values)


@dataclass(frozen=True, slots=True)
class Standing:
    """Which state of the data filters show: the day of the report where it is locked, and what funders may see."""

    state: State
    reported_on: date | None = None
    released: int | None = None


def report_filters(
    connection: Connection,
    viewer: Viewer,
    grant: str,
    period: Period,
    *,
    version: int | None = None,
    draft: bool = False,
) -> Filters:
    """Give the filters of a grant's report.

    Args:
        connection: a reading transaction.
        viewer: through whose eyes; a protected viewer gets whole quarters, and the filters name a period that was
            widened to them.
        grant: its code.
        period: what the report is about.
        version: a data version to show in place of the one that the state of the period chooses.
        draft: whether data may be shown that nobody has released.

    Raises:
        ReportRefusedError: there is no such grant or version for this viewer, or nothing of it is released and no
            draft is asked for; or a protected viewer asks for what was never released.
    """
    if viewer.protected and draft:
        raise ReportRefusedError("draft_protected")
    newest = newest_version(connection)
    if grant not in grant_codes(connection, Snapshot(newest, today()), viewer):
        raise ReportRefusedError("no_grant", grant=grant)
    snapshot = _snapshot(connection, grant, period, version, draft=draft, protected=viewer.protected)
    if grant not in grant_codes(connection, snapshot, viewer):
        raise ReportRefusedError("no_grant_then", grant=grant, version=str(snapshot.version))
    asked, period = period, in_quarters(period) if viewer.protected else period
    widened = () if period == asked else (Problem("period", asked.text, "protected.widened"),)
    return Filters(viewer, snapshot, grants=(grant,), period=period, problems=widened)


def _snapshot(
    connection: Connection, grant: str, period: Period, version: int | None, *, draft: bool, protected: bool
) -> Snapshot:
    """Choose the data version and the reference day."""
    newest, released = newest_version(connection), released_version(connection, grant) or 0
    locked = lock_of(connection, grant, period)
    seen = versions_of(connection, grant, newest) if protected else ()
    if protected and locked and locked.reported_version not in seen:
        locked = None
    if version is None:
        if locked:
            return Snapshot(locked.reported_version, locked.reported_on, latest=locked.reported_version == newest)
        if draft and newest > released:
            return Snapshot(newest, today())
        if not released:
            raise ReportRefusedError("not_released", grant=grant)
        version = released
    elif locked and version == locked.reported_version:
        return Snapshot(version, locked.reported_on, latest=version == newest)
    committed = committed_on(connection, version) if version <= newest else None
    if committed is None:
        raise ReportRefusedError("no_version", version=str(version), newest=str(newest))
    if version > released and not draft:
        raise ReportRefusedError("above_released", version=str(version), released=str(released or "–"))
    if protected and version not in seen:
        raise ReportRefusedError("never_released", version=str(version), seen=", ".join(map(str, seen)))
    return Snapshot(version, committed, latest=version == newest)


def standing(connection: Connection, filters: Filters) -> Standing:
    """Say which state of the data filters show."""
    if len(filters.grants) != 1 or filters.period is None:
        return Standing("shown")
    (grant,), version = filters.grants, filters.snapshot.version
    released = released_version(connection, grant)
    locked = lock_of(connection, grant, filters.period)
    if locked and (locked.reported_version, locked.reported_on) == (version, filters.snapshot.day):
        return Standing("locked", locked.reported_on, released)
    return Standing("released" if version <= (released or 0) else "draft", None, released)


def lock_of(connection: Connection, grant: str, period: Period) -> Lock | None:
    """Give the lock of exactly this period, however it was written; None where it is not locked."""
    asked = (period.first_day, period.last_day)
    found = locks_of(connection, grant, newest_version(connection))
    return next((one for one in found if (one.period.first_day, one.period.last_day) == asked), None)
