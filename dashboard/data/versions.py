"""Data versions: which state of the data a figure speaks of, and on which day it judges."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from dashboard.address import Problem
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

    Without `v` the newest version and today; with `v` that version and the day on which it was committed; `on` overrides
    the day. A version that does not exist is a problem, and the newest one is used.
    """
    newest = connection.scalar(select(func.max(versions.c.version))) or 0
    if v is None or v == newest:
        committed = None if v is None else _committed_on(connection, v)
        return Snapshot(newest, on or committed or today()), []
    committed = _committed_on(connection, v)
    if committed is None:
        return Snapshot(newest, on or today()), [Problem("v", str(v))]
    return Snapshot(v, on or committed, latest=False), []


def _committed_on(connection: Connection, version: int) -> date | None:
    """Give the Istanbul day on which a version was committed, or None where there is no such version."""
    moment = connection.scalar(select(versions.c.committed_at).where(versions.c.version == version))
    return moment.astimezone(ISTANBUL).date() if moment else None
