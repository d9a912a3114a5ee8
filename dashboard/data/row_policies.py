"""Row-level security in the database: the policies of all tables, made as `row_security.ROWS` says.

The role of the pages is shown rows by its scope. The list of feedback asks as the listener, which no funder reaches: it
is shown rows where the scope is that of somebody inside, and texts without a condition, because a search for words may
use its index only where no policy must be looked at first. Owner and writer are shown everything by a policy of their
own: every policy is forced, so that migrations, loads, erasing and `pg_dump --enable-row-security` go on.

Policies are cheap: what does not depend on the row is asked once a statement, and ids of own rows are looked up in a
hash. Who works inside pays for reading one setting.
"""

from hashlib import sha256
from typing import NamedTuple

from sqlalchemy import Connection, text

from dashboard.data.row_functions import FUNCTIONS, NAMES
from dashboard.data.row_security import HEARD, ROWS, Rows

INSIDE = "(select current_setting('app.scope', true) = '*' or current_setting('app.scope', true) like 'programme:%')"
EVERYTHING, PAGES, LISTENING = "app_everything", "app_pages", "app_listening"
"""Names of policies: of owner and writer, of the pages, of the list of feedback."""
_STANDING = """
    select c.relname, p.polname, obj_description(p.oid, 'pg_policy') as note,
        concat_ws(' ', p.polcmd, p.polpermissive, p.polroles::regrole[], pg_get_expr(p.polqual, c.oid),
            pg_get_expr(p.polwithcheck, c.oid)) as standing
    from pg_policy p join pg_class c on c.oid = p.polrelid where c.relnamespace = 'public'::regnamespace"""
_FORCED = """
    select relname, relrowsecurity and relforcerowsecurity from pg_class
    where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"""
Policies = dict[tuple[str, str], str]
"""The statement that makes a policy, by table and name."""


class Named(NamedTuple):
    """Names of the roles that policies speak of, quoted."""

    owner: str
    writer: str
    reader: str
    listener: str


def policies(roles: Named) -> Policies:
    """Give the policies of all tables that need any."""
    made: Policies = {}
    for table, rows in ROWS.items():
        if rows != HEARD and not isinstance(rows, Rows):
            continue
        trusted = f"for all to {roles.owner}, {roles.writer} using (true) with check (true)"
        shown = {EVERYTHING: trusted, LISTENING: f"for select to {roles.listener} using (true)"}
        if isinstance(rows, Rows):
            own = INSIDE if rows.own == "false" else f"{INSIDE} or {rows.own}"
            shown[PAGES] = f"for select to {roles.reader} using ({own})"
            shown[LISTENING] = f"for select to {roles.listener} using ({INSIDE})"
        made |= {(table, name): f'create policy {name} on "{table}" {told}' for name, told in shown.items()}
    return made


def apply_policies(connection: Connection, roles: Named) -> None:
    """Give every table exactly its policies, whatever it had before; what is right already is not locked."""
    for statement in FUNCTIONS:
        connection.execute(text(statement))
    for name in NAMES:
        connection.execute(text(f"revoke all on function {name}() from public"))
        connection.execute(text(f"grant execute on function {name}() to {roles.reader}, {roles.listener}"))
    wanted = policies(roles)
    _force(connection, {table for table, _ in wanted})
    kept = set()
    for (table, name), (standing, note) in _standing(connection).items():
        if note == _mark(wanted.get((table, name)), standing):
            kept.add((table, name))
        else:
            connection.execute(text(f'drop policy "{name}" on "{table}"'))
    missing = wanted.keys() - kept
    for key in sorted(missing):
        connection.exec_driver_sql(wanted[key].replace("%", "%%"))
    if missing:
        _note(connection, {key: wanted[key] for key in missing})


def _force(connection: Connection, closed: set[str]) -> None:
    """Turn row-level security on, for the owner too, where it belongs, and off elsewhere."""
    for table, forced in connection.execute(text(_FORCED)).all():
        if forced is not (table in closed):
            how = ("enable", "force") if table in closed else ("disable", "no force")
            connection.execute(text("; ".join(f'alter table "{table}" {word} row level security' for word in how)))


def _standing(connection: Connection) -> dict[tuple[str, str], tuple[str, str]]:
    """Give each policy as the server says it, and the note that was left on it."""
    return {(row.relname, row.polname): (row.standing, row.note) for row in connection.execute(text(_STANDING))}


def _mark(statement: str | None, standing: str) -> str:
    """Give the note that tells a policy which still is what a statement made."""
    return sha256(f"{statement}\n{standing}".encode()).hexdigest()


def _note(connection: Connection, made: Policies) -> None:
    """Leave a note on policies just made, by which the next upgrade knows them."""
    standing = _standing(connection)
    for (table, name), statement in made.items():
        note = _mark(statement, standing[table, name][0])
        connection.execute(text(f"comment on policy {name} on \"{table}\" is '{note}'"))


def remove_policies(connection: Connection) -> None:
    """Take all of it away, for a downgrade to a release that knows nothing of it."""
    for table, name in _standing(connection):
        connection.execute(text(f'drop policy "{name}" on "{table}"'))
    _force(connection, set())
    for name in reversed(NAMES):
        connection.execute(text(f"drop function if exists {name}()"))
