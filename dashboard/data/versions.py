"""Data versions: which state of the data a figure speaks of, and on which day it judges."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, func, insert, select

from dashboard.address import Problem
from dashboard.data.engine import NEWEST, hold_writers_lock
from dashboard.data.per_version import once_a_version
from dashboard.data.schema import versions
from dashboard.settings import ISTANBUL


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of the data as of `version`, judged on `day` (Europe/Istanbul).

    `version` is 0 for an empty database. `latest` says whether no later version existed when the snapshot was taken.
    """

    version: int
    day: date
    latest: bool = field(default=True, compare=False)


def today() -> date:
    """Give today's date in Istanbul, the reference day of a figure without `v` and `on`."""
    return datetime.now(ISTANBUL).date()


def resolve_snapshot(connection: Connection, v: int | None, on: date | None) -> tuple[Snapshot, list[Problem]]:
    """Choose the data version and the reference day that an address asks for.

    Without `v` the newest version and today; with `v` that version and the day on which it was committed; `on`
    overrides the day. A version that does not exist is a problem, and the newest one is used.
    """
    newest = newest_version(connection)
    if v is None or v == newest:
        committed = None if v is None else committed_on(connection, v)
        return Snapshot(newest, on or committed or today()), []
    committed = committed_on(connection, v) if v < newest else None
    if committed is None:
        return Snapshot(newest, on or today()), [Problem("v", str(v))]
    return Snapshot(v, on or committed, latest=False), []


def newest_version(connection: Connection) -> int:
    """Give the newest data version that the transaction sees; a reading one has brought it when it began."""
    if NEWEST in connection.info:
        return int(connection.info[NEWEST])
    return connection.scalar(select(func.max(versions.c.version))) or 0


@once_a_version
def committed_on(connection: Connection, version: int) -> date | None:
    """Give the Istanbul day on which a version was committed, or None where there is no such version."""
    moment = connection.scalar(select(versions.c.committed_at).where(versions.c.version == version))
    return moment.astimezone(ISTANBUL).date() if moment else None


def draw_version(connection: Connection, kind: str, note: str = "", actor: str = "") -> int:
    """Draw the next data version for this transaction: one more than the newest, in the order of commits.

    The one lock of all writers is held from here to the end of the transaction, so that no version is ever drawn twice
    and none becomes visible before an earlier one.

    Args:
        connection: a transaction of the writer.
        kind: `load`, `supersede`, `edit` or `reference`.
        note: what happened, for the list of versions.
        actor: who did it.
    """
    hold_writers_lock(connection)
    following = select(func.coalesce(func.max(versions.c.version), 0) + 1).scalar_subquery()
    statement = insert(versions).values(version=following, kind=kind, note=note, actor=actor)
    return int(connection.execute(statement.returning(versions.c.version)).scalar_one())
