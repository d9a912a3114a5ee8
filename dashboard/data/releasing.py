"""Which state of the data funders may see of a grant, and which reporting periods are locked as they were reported.

A release and a lock are data versions of their own, so that "as of version v" also says what was released by then.
Whoever releases or locks writes it to the audit trail in the same transaction.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, insert, select

from dashboard.address import Period
from dashboard.data.engine import hold_writers_lock
from dashboard.data.schema import live_at, versions
from dashboard.data.schema.registers import grant_details, grants
from dashboard.data.schema.timeline import locks, releases
from dashboard.data.versions import Snapshot, draw_version, today
from dashboard.formats import day as day_text
from dashboard.i18n import t


class ReleaseError(Exception):
    """A release or a lock that cannot be: what stands in the way, and the values that say it."""

    def __init__(self, obstacle: str, **values: str | date) -> None:
        super().__init__(obstacle, values)
        self.obstacle, self.values = obstacle, values

    def sentence(self) -> str:
        """Say it in the language in force."""
        told = {name: day_text(value) if isinstance(value, date) else value for name, value in self.values.items()}
        return t(f"release_error.{self.obstacle}", **told)


@dataclass(frozen=True, slots=True)
class Release:
    """What was released, and the data version of the act itself."""

    grant: str
    released_version: int
    version: int


@dataclass(frozen=True, slots=True)
class Lock:
    """A period of a grant as it was reported: from which data version, on which day, and the version of the lock."""

    grant: str
    period: Period
    reported_version: int
    reported_on: date
    version: int


def released_version(connection: Connection, grant: str, as_of: int | None = None) -> int | None:
    """Give the newest data version that funders may see of a grant, or None while nothing is released.

    Args:
        connection: a transaction.
        grant: code of the grant.
        as_of: a data version; then what was released by that version.
    """
    query = (
        select(releases.c.released_version)
        .join(grants, grants.c.id == releases.c.grant_id)
        .where(grants.c.code == grant)
        .order_by(releases.c.since_version.desc())
        .limit(1)
    )
    return connection.scalar(query if as_of is None else query.where(releases.c.since_version <= as_of))


def release(connection: Connection, grant: str, version: int | None = None, *, actor: str, reason: str = "") -> Release:
    """Let funders see a grant's figures as of a data version, by default the newest one.

    Args:
        connection: a transaction of the writer.
        grant: code of the grant.
        version: what they may see; an earlier version than before takes later ones back.
        actor: who releases.
        reason: why.

    Raises:
        ReleaseError: there is no such version, or no such grant in it.
    """
    hold_writers_lock(connection)
    chosen, grant_id = check_release(connection, grant, version)
    since = draw_version(connection, "edit", f"release {grant}", actor)
    _store_release(connection, grant_id, chosen, since, actor, reason)
    return Release(grant, chosen, since)


def lock_period(
    connection: Connection,
    grant: str,
    period: Period,
    version: int | None = None,
    *,
    reported_on: date | None = None,
    actor: str,
) -> Lock:
    """Keep for ever what was reported of a period, and release it to the funder.

    Args:
        connection: a transaction of the writer.
        grant: code of the grant.
        period: the reporting period.
        version: the data version that was reported, by default the newest. One that is older than what funders see
            already takes nothing back from them.
        reported_on: day of the report, by default today.
        actor: who locks.

    Raises:
        ReleaseError: see `check_lock`.
    """
    day = reported_on or today()
    hold_writers_lock(connection)
    chosen, grant_id = check_lock(connection, grant, period, version, reported_on=day)
    since = draw_version(connection, "edit", f"lock {grant} {period.text}", actor)
    row = {"grant_id": grant_id, "reported_version": chosen, "reported_on": day, "since_version": since, "actor": actor}
    row |= {"period": period.text, "period_start": period.first_day, "period_end": period.last_day}
    connection.execute(insert(locks).values(row))
    if chosen > (released_version(connection, grant) or 0):
        _store_release(connection, grant_id, chosen, since, actor, period.text)
    return Lock(grant, period, chosen, day, since)


def locks_of(connection: Connection, grant: str, version: int) -> list[Lock]:
    """Give the locked periods of a grant as of a data version, the earliest period first."""
    k = locks.c
    query = (
        select(k.period, k.reported_version, k.reported_on, k.since_version)
        .join(grants, grants.c.id == k.grant_id)
        .where(grants.c.code == grant, k.since_version <= version)
        .order_by(k.period_start, k.period_end)
    )
    return [
        Lock(grant, Period.parse(period), reported, day, since)
        for period, reported, day, since in connection.execute(query)
    ]


def latest_locks(connection: Connection, grant_codes: Collection[str], snapshot: Snapshot, most: int) -> list[Lock]:
    """Give the locked periods of some grants that were reported up to a snapshot's day, the latest report first."""
    k = locks.c
    query = (
        select(grants.c.code, k.period, k.reported_version, k.reported_on, k.since_version)
        .join(grants, grants.c.id == k.grant_id)
        .where(grants.c.code.in_(list(grant_codes)))
        .where(k.since_version <= snapshot.version, k.reported_on <= snapshot.day)
        .order_by(k.reported_on.desc(), grants.c.code, k.period_start.desc())
        .limit(most)
    )
    return [Lock(row.code, Period.parse(row.period), *row[2:]) for row in connection.execute(query)]


def check_release(connection: Connection, grant: str, version: int | None) -> tuple[int, int]:
    """Give the data version, by default the newest, and the id of a grant that is there in it.

    Raises:
        ReleaseError: there is no such version, or no such grant in it.
    """
    newest = connection.scalar(select(func.max(versions.c.version))) or 0
    chosen = newest if version is None else version
    if not 1 <= chosen <= newest:
        raise ReleaseError("no_version", version=str(chosen), newest=str(newest))
    known = (
        select(grants.c.id)
        .join(grant_details, grant_details.c.grant_id == grants.c.id)
        .where(grants.c.code == grant, live_at(grant_details, chosen))
    )
    grant_id = connection.scalar(known)
    if grant_id is None:
        raise ReleaseError("no_grant", grant=grant, version=str(chosen))
    return chosen, grant_id


def check_lock(
    connection: Connection, grant: str, period: Period, version: int | None, *, reported_on: date
) -> tuple[int, int]:
    """Give the data version and the id of a grant whose period can be locked as reported on a day.

    Raises:
        ReleaseError: there is no such version or grant, the day lies ahead, the period had not ended on it, or is
            locked already.
    """
    if reported_on > today():
        raise ReleaseError("day_ahead", day=reported_on)
    if reported_on <= period.last_day:
        raise ReleaseError("not_ended", period=period.text, day=reported_on)
    chosen, grant_id = check_release(connection, grant, version)
    _refuse_second_lock(connection, grant_id, grant, period)
    return chosen, grant_id


def _refuse_second_lock(connection: Connection, grant_id: int, grant: str, period: Period) -> None:
    """Refuse a period that is locked already, however it was written."""
    k = locks.c
    same = (k.grant_id == grant_id, k.period_start == period.first_day, k.period_end == period.last_day)
    day = connection.scalar(select(k.reported_on).where(*same))
    if day is not None:
        raise ReleaseError("locked", grant=grant, period=period.text, day=day)


def _store_release(connection: Connection, grant_id: int, released: int, since: int, actor: str, reason: str) -> None:
    """Write a release down."""
    row = {"grant_id": grant_id, "released_version": released, "since_version": since}
    connection.execute(insert(releases).values(row | {"actor": actor, "reason": reason}))
