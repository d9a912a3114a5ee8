"""Changing where a programme draws its lines: an edit of its row under a data version of its own.

The row keeps the hashes of the file that brought it, so that the same file is still known and brings nothing back; a
file that says something else of the programme, loaded with `--supersede`, also says anew where the lines are.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, insert, literal, select, update

from dashboard.data.directory import Names
from dashboard.data.schema import live_at
from dashboard.data.schema.registers import programme_details, programmes
from dashboard.data.standing import Thresholds
from dashboard.data.versions import draw_version, newest_version

_LINES = ("behind_below", "at_risk_below", "over_plan_above")


class NoProgrammeError(Exception):
    """There is no such programme, or no row of it is live."""


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme with the lines it has now, and the data version since which its row stands as it does."""

    code: str
    names: Names
    thresholds: Thresholds
    since: int


def programmes_now(connection: Connection) -> list[Programme]:
    """Give every programme that is live, by its code."""
    d = programme_details.c
    query = (
        select(programmes.c.code, d.name_tr, d.name_en, d.name_ar, *(d[name] for name in _LINES), d.since_version)
        .join(programme_details, d.programme_id == programmes.c.id)
        .where(live_at(programme_details, newest_version(connection)))
        .order_by(programmes.c.code)
    )
    return [
        Programme(code, {"tr": tr, "en": en, "ar": ar}, Thresholds(*lines), since)
        for code, tr, en, ar, *lines, since in connection.execute(query)
    ]


def change_thresholds(connection: Connection, code: str, lines: Thresholds, actor: str) -> int:
    """Draw the lines of a programme anew; give the data version, before which all figures stay as they were.

    Args:
        connection: a transaction of the writer.
        code: of the programme.
        lines: shares of the plan, in rising order.
        actor: who does it, for the list of versions.

    Raises:
        NoProgrammeError: there is no such programme.
    """
    d = programme_details.c
    version = draw_version(connection, "edit", f"thresholds {code}", actor)
    own = select(programmes.c.id).where(programmes.c.code == code).scalar_subquery()
    live = (d.programme_id == own) & d.until_version.is_(None)
    ended = connection.scalar(update(programme_details).where(live).values(until_version=version).returning(d.id))
    if ended is None:
        raise NoProgrammeError(code)
    new = {name: literal(getattr(lines, name)) for name in _LINES} | {"since_version": literal(version)}
    kept = [column.name for column in programme_details.c if column.name not in {"id", "until_version", *new}]
    copied = select(*(d[name] for name in kept), *new.values()).where(d.id == ended)
    connection.execute(insert(programme_details).from_select([*kept, *new], copied))
    return version
