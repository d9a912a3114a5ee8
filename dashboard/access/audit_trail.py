"""The audit trail read from its end, for administrators: whole, or for one account or act.

Every question is answered from an index in the order of the lines, so that it costs as much among millions of them as
among hundreds; a page is found by the line before which it begins, not by counting.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, select, union

from dashboard.data.schema.accounts import audit


@dataclass(frozen=True, slots=True)
class Line:
    """One act: when (UTC), by whom (empty for somebody unknown), what, and to what."""

    id: int
    at: datetime
    actor: str
    action: str
    subject: str
    details: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines: of an account, whether it acted or was acted upon; of one act; and those before a line."""

    account: str = ""
    action: str = ""
    before: int | None = None


def lines(connection: Connection, asked: Asked, most: int) -> list[Line]:
    """Give the newest lines that are asked for, `most` at most."""
    query = _newest(asked, most)
    if asked.account:
        sides = [_newest(asked, most, side == asked.account).subquery() for side in (audit.c.actor, audit.c.subject)]
        both = union(*(select(side) for side in sides)).subquery()
        query = select(both).order_by(both.c.id.desc()).limit(most)
    rows = connection.execute(query)
    return [Line(row.id, row.at, row.actor, row.action, row.subject, row.details) for row in rows]


def _newest(asked: Asked, most: int, *further: ColumnElement[bool]) -> Select[Any]:
    """Ask for the newest lines of one side."""
    wanted = list(further)
    if asked.action:
        wanted.append(audit.c.action == asked.action)
    if asked.before is not None:
        wanted.append(audit.c.id < asked.before)
    return select(audit).where(*wanted).order_by(audit.c.id.desc()).limit(most)
