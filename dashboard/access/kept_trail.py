"""The audit trail of a database that gives way to a backup: what happened there since stays told."""

from sqlalchemy import Connection, inspect, text

from dashboard.data.schema.accounts import audit

_KEEP = "create temporary table kept_trail on commit drop as select id, at, actor, action, subject, details from audit"
_PUT_BACK = """
    insert into audit (at, actor, action, subject, details)
    select k.at, k.actor, k.action, k.subject, k.details from kept_trail k
    where not exists (select 1 from audit a where a.id = k.id and a.at = k.at) order by k.id"""


def keep_trail(connection: Connection) -> bool:
    """Keep every line until the transaction ends, and say whether there is a trail at all."""
    if not inspect(connection).has_table(audit.name):
        return False
    connection.execute(text(_KEEP))
    return True


def put_back_trail(connection: Connection) -> None:
    """Add the lines that the backup does not hold to the trail that it brought, in their order."""
    connection.execute(text(_PUT_BACK))
