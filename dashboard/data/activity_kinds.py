"""The kinds of activity in their order, those without live details among them."""

from sqlalchemy import Connection, select

from dashboard.data.directory import Entry, directory
from dashboard.data.per_version import once_a_version
from dashboard.data.schema import registers as r


@once_a_version
def activity_kinds(connection: Connection, version: int) -> dict[int, Entry]:
    """Give every kind of activity by its id; one without live details stands last, named by its code."""
    known = dict(directory(connection, version).kinds)
    for row in connection.execute(select(r.activity_kinds).order_by(r.activity_kinds.c.code)):
        known.setdefault(row.id, Entry(row.id, row.code, dict.fromkeys(("tr", "en", "ar"), row.code)))
    return known
