"""What a database holds as a whole: nothing yet, the example programme, or an installation's own data.

The mark of the example programme is the database's own comment, so that it cannot get lost or stay behind.
"""

from dataclasses import dataclass
from enum import Enum

from sqlalchemy import Connection, Engine, create_engine, exists, make_url, select, text

from dashboard.data.schema import loads, versions

_MARK = "example programme"
_BEGUN, _DONE, _EDITION = f"{_MARK}, unfinished", f"{_MARK}, rows: ", ", edition: "


class Kind(Enum):
    """The four things a database can be to the command `demo`."""

    EMPTY = "nothing but the reference data"
    EXAMPLE = "the whole example programme"
    UNFINISHED = "a part of it: the command was stopped while loading"
    OWN = "somebody's own data"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds.

    `rows` is the number of rows that the example was asked for, None for its usual size; `edition` says which example
    it is, because a newer release brings rows that an older one lacks. `extended`: somebody loaded files of their own.
    """

    kind: Kind
    rows: int | None = None
    edition: str = ""
    extended: bool = False


def read_contents(connection: Connection, example_actor: str) -> Contents:
    """Say what a migrated database holds; `example_actor` is who loads the example."""
    mark = _mark_of(connection)
    own = exists().where(loads.c.version == versions.c.version, versions.c.kind != "reference")
    if mark == _BEGUN:
        return Contents(Kind.UNFINISHED)
    if mark and mark.startswith(_DONE):
        size, _, edition = mark.removeprefix(_DONE).partition(_EDITION)
        extended = bool(connection.scalar(select(own.where(loads.c.actor != example_actor))))
        return Contents(Kind.EXAMPLE, int(size) if size.isdigit() else None, edition, extended)
    return Contents(Kind.OWN if connection.scalar(select(own)) else Kind.EMPTY)


def holds_example(connection: Connection) -> bool:
    """Say whether a database holds the example programme, whose figures are made up."""
    return (_mark_of(connection) or "").startswith(_MARK)


def _mark_of(connection: Connection) -> str | None:
    """Give the database's own comment."""
    mark: str | None = connection.scalar(
        text("select shobj_description(oid, 'pg_database') from pg_database where datname = current_database()")
    )
    return mark


def mark_example(owner: Engine, *, done: bool, rows: int | None = None, edition: str = "") -> None:
    """Write down that this database is about to hold, or holds, the example programme."""
    mark = f"{_DONE}{'usual' if rows is None else rows}{_EDITION}{edition}" if done else _BEGUN
    with owner.begin() as connection:
        name = connection.dialect.identifier_preparer.quote(str(owner.url.database))
        connection.execute(text(f"comment on database {name} is '{mark}'"))


def empty_database(url: str) -> None:
    """Put an empty database in the place of this one; everything in it is gone."""
    address = make_url(url)
    engine = create_engine(address.set(database="postgres"), isolation_level="AUTOCOMMIT")
    name = engine.dialect.identifier_preparer.quote(str(address.database))
    with engine.connect() as connection:
        connection.execute(text(f"drop database {name} with (force)"))
        connection.execute(text(f"create database {name}"))
    engine.dispose()
