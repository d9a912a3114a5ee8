"""How many rows each load has in each programme and month: written by the load itself, as deltas by version."""

from sqlalchemy import Connection, exists, select, text

from dashboard.data.loading.kind import Kind
from dashboard.data.loading.kinds import KINDS
from dashboard.data.schema import loads
from dashboard.data.schema.quality import load_rows

_LATEST = "(select programme_id from {details} where {key} = {value} order by since_version desc limit 1)"
_OF_PROJECT = "(select p.programme_id from {table} o join projects p on p.id = o.project_id where o.id = {value})"
PROGRAMME_OF = {
    "programme_id": "{value}",
    "project_id": "(select programme_id from projects where id = {value})",
    "partnership_id": "(select programme_id from partnerships where id = {value})",
    "goal_id": "(select programme_id from goals where id = {value})",
    "subprogramme_id": "(select programme_id from subprogrammes where id = {value})",
    "indicator_id": _LATEST.format(details="indicator_details", key="indicator_id", value="{value}"),
    "grant_id": _LATEST.format(details="grant_details", key="grant_id", value="{value}"),
    "activity_id": _OF_PROJECT.format(table="activities", value="{value}"),
    "joint_activity_id": _OF_PROJECT.format(table="joint_activities", value="{value}"),
    "institution_group_id": _OF_PROJECT.format(table="institution_groups", value="{value}"),
    "meeting_id": _OF_PROJECT.format(table="meetings", value="{value}"),
    "seat_id": "(select p.programme_id from seats s join institution_groups g on g.id = s.institution_group_id"
    " join projects p on p.id = g.project_id where s.id = {value})",
}
"""How the programme of a row follows from one of its columns, the first that it has being asked first."""


def programme_of(kind: Kind, alias: str) -> str:
    """Give the SQL that tells the programme of a row of a KIND, 0 for what belongs to no programme."""
    found = [way.format(value=f"{alias}.{name}") for name, way in PROGRAMME_OF.items() if name in kind.table.c]
    return f"coalesce({', '.join([*found, '0'])})"


def count_added(connection: Connection, kind: Kind, load: int, version: int) -> None:
    """Write down where the rows of a load lie that has just been stored."""
    where = "r.since_version = :version and r.load_id = :load"
    connection.execute(text(_statement(kind, "since_version", 1, where)), {"version": version, "load": load})


def count_ended(connection: Connection, kind: Kind, version: int, source: int | None = None) -> None:
    """Write down where the rows lay that a data version has ended, of one source or of all; once a version."""
    where = "r.until_version = :version" + ("" if source is None else " and r.source_id = :source")
    connection.execute(text(_statement(kind, "until_version", -1, where)), {"version": version, "source": source})


def fill(connection: Connection) -> None:
    """Write all of it where nothing is kept yet: in a database that was loaded by an earlier release."""
    if connection.scalar(select(exists(select(load_rows)))) or not connection.scalar(select(exists(select(loads)))):
        return
    for kind in KINDS.values():
        for column, sign in (("since_version", 1), ("until_version", -1)):
            connection.execute(text(_statement(kind, column, sign, f"r.{column} is not null")))


def _statement(kind: Kind, version: str, sign: int, where: str) -> str:
    """Give the statement that counts rows of one KIND by the version in a column; all names are our own."""
    observed = next((one.stored_in for one in kind.fields if one.name == kind.observed), "")
    month = f"date_trunc('month', r.{observed})::date" if observed in kind.table.c else "null::date"
    return (
        "insert into load_rows (version, load_id, programme_id, month, rows)"  # noqa: S608 - names of our own.
        f" select r.{version}, r.load_id, {programme_of(kind, 'r')}, {month}, {sign} * count(*)"
        f" from {kind.table.name} r where {where} group by 1, 2, 3, 4"
    )
