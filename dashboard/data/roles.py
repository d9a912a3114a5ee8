"""Who may do what inside the database.

owner     creates and changes tables: `db upgrade`; removes texts and person keys: `erase`
writer    adds rows; ends a versioned row (`until_version`) but never changes or deletes one; keeps accounts, sessions
reader    reads the data of the pages; knows no accounts, sessions, audit trail, person keys or texts; cannot write
listener  reads what the reader reads, and what people said: for the list of feedback alone

Which rows reader and listener are shown is said in `dashboard.data.row_security`.
"""

from dataclasses import dataclass
from typing import Self

from sqlalchemy import Connection, Table, make_url, text

from dashboard.data.row_policies import Named, apply_policies
from dashboard.data.schema import metadata
from dashboard.data.schema.doors import DOORS
from dashboard.settings import Settings

KEPT = frozenset(
    {
        *("accounts", "account_programmes", "account_grants", "account_rights"),
        *("sessions", "sign_in_attempts", "calendar_keys", "basket_items", "uploads", "upload_parts"),
    }
)
"""Tables whose rows are changed and deleted in place: they say what holds now, not what was reported."""
HEARD = frozenset({"feedback_texts"})
"""Tables with what people said, for the listener alone."""
UNREAD = KEPT | HEARD | {"audit", "erasures", "erased_cases", *DOORS.values()}
"""Tables that are no business of a page's questions."""
PERSONAL = "person_key"
"""The column, in whatever table, that no page's question reads."""


@dataclass(frozen=True, slots=True)
class Roles:
    """The names of the three weak roles of one database; names of roles hold for the whole server."""

    writer: str
    reader: str
    listener: str

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """Give the roles of an installation: named after its setting, else after its database."""
        name = settings.database_roles or make_url(settings.database_url or "").database or "dashboard"
        return cls(writer=f"{name}_writer", reader=f"{name}_reader", listener=f"{name}_listener")

    @property
    def every(self) -> tuple[str, str, str]:
        """Give all of them."""
        return self.writer, self.reader, self.listener


def apply_roles(connection: Connection, roles: Roles) -> None:
    """Create the roles where they are missing and give them exactly their rights and rows, whatever they had before."""
    quote = connection.dialect.identifier_preparer.quote
    writer, reader, listener = map(quote, roles.every)
    for name in roles.every:
        _create(connection, name)
    for statement in (
        "revoke all on schema public from public",
        f"grant usage on schema public to {writer}, {reader}, {listener}",
        f"revoke all on all tables in schema public from public, {writer}, {reader}, {listener}",
        f"revoke all on all sequences in schema public from public, {writer}, {reader}, {listener}",
        f"grant select on all tables in schema public to {writer}, {reader}, {listener}",
        f"grant usage on all sequences in schema public to {writer}",
        f"grant temporary on database {quote(_database(connection))} to {writer}",
        *(_writer_rights(table, quote(table.name), writer) for table in metadata.sorted_tables),
    ):
        connection.execute(text(statement))
    for table in metadata.sorted_tables:
        for statement in _kept_from_readers(table, quote(table.name), reader, listener):
            connection.execute(text(statement))
    owner = quote(str(connection.scalar(text("select current_user"))))
    apply_policies(connection, Named(owner, writer, reader, listener))


def _database(connection: Connection) -> str:
    """Give the name of the database; whoever owns it lets the writer have temporary tables, through which rows come."""
    return str(connection.scalar(text("select current_database()")))


def _create(connection: Connection, name: str) -> None:
    """Create one role that cannot sign in, and let the owner step down into it."""
    quoted = connection.dialect.identifier_preparer.quote(name)
    if not connection.scalar(text("select 1 from pg_roles where rolname = :name"), {"name": name}):
        connection.execute(text(f"create role {quoted} nologin"))
    connection.execute(text(f"grant {quoted} to current_user with inherit false, set true"))


def _kept_from_readers(table: Table, name: str, reader: str, listener: str) -> list[str]:
    """Give the statements that take from the roles that read what they have no business with in one table."""
    if table.name not in UNREAD and PERSONAL not in table.c:
        return []
    kept_from = reader if table.name in HEARD else f"{reader}, {listener}"
    taken = f"revoke select on {name} from {kept_from}"  # noqa: S608 - no query.
    if table.name in UNREAD:
        return [taken]
    columns = ", ".join(column.name for column in table.c if column.name != PERSONAL)
    return [taken, f"grant select ({columns}) on {name} to {reader}, {listener}"]


def _writer_rights(table: Table, name: str, writer: str) -> str:
    """Give the statement with what the writer may do to one table besides reading it."""
    if table.name in KEPT:
        return f"grant insert, update, delete on {name} to {writer}"
    if "until_version" in table.c:
        return f"grant insert, update (until_version) on {name} to {writer}"
    return f"grant insert on {name} to {writer}"
