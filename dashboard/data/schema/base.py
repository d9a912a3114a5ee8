"""Versions, sources and loads, and the columns that every loaded row carries.

No loaded row is ever changed: a row is live from `since_version` until `until_version`, which is the only column set
later, and once. `live_at` is the one predicate that says which rows a figure sees.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    func,
    or_,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    },
)

versions = Table(
    "versions",
    metadata,
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("committed_at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    Column("kind", Text, nullable=False, comment="load, supersede, edit or reference"),
    Column("note", Text, nullable=False, server_default=""),
    Column("actor", Text, nullable=False, server_default=""),
)
"""Every change of data in the order of its commit, from 1; drawn inside the one advisory lock of all writers."""

sources = Table(
    "sources",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("kind", Text, nullable=False),
)
"""Named streams of files; a source belongs to one KIND for ever."""

loads = Table(
    "loads",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("version", ForeignKey("versions.version"), nullable=False, index=True),
    Column("source_id", ForeignKey("sources.id"), nullable=False, index=True),
    Column("mode", Text, nullable=False, comment="add, supersede or undo"),
    Column("file_name", Text, nullable=False),
    Column("content_digest", Text, nullable=False, comment="digest of all live rows of the source after this load"),
    Column("accepted", Integer, nullable=False),
    Column("duplicate", Integer, nullable=False),
    Column("warned", Integer, nullable=False),
    Column("cutoff", DateTime(timezone=False), comment="latest date in the rows of the load, if the KIND has dates"),
    Column("reason", Text, nullable=False, server_default=""),
    Column("actor", Text, nullable=False, server_default=""),
    Column("committed_at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    Column("undoes", ForeignKey("versions.version"), comment="data version that this one undoes"),
)
"""One row a stored file; refused files leave no row here. An undoing leaves one for each load whose rows came back."""


def identity(name: str, *columns: Column[object]) -> Table:
    """Give a register of codes: the rows that foreign keys point at; they are only ever added."""
    return Table(
        name,
        metadata,
        Column("id", Integer, Identity(), primary_key=True),
        Column("code", Text, nullable=False, unique=True),
        *columns,
    )


def versioned(name: str, *columns: Column[object] | Index, one_live: tuple[str, ...] = (), bulk: bool = False) -> Table:
    """Give a table of versioned rows.

    Args:
        name: table name.
        columns: the row's own columns and indexes.
        one_live: columns of which at most one row may be live at a time, whatever its source; empty where the key holds
            within a source only (`key_hash`, checked by the load under its lock).
        bulk: the table takes millions of rows a load, see `people.reach`: no foreign keys, sources by block range.
    """
    table = Table(
        name,
        metadata,
        _number(bulk=bulk),
        *columns,
        _tie("source_id", "sources.id", bulk=bulk),
        _tie("load_id", "loads.id", bulk=bulk),
        Column("row_no", Integer, nullable=False, comment="row of the file, its header being row 1"),
        Column("key_hash", BigInteger, nullable=False, comment="64-bit hash of the row's key"),
        Column("content_hash", BigInteger, nullable=False, comment="64-bit hash of the whole normalised row"),
        _tie("since_version", "versions.version", bulk=bulk),
        _tie("until_version", "versions.version", bulk=bulk, nullable=True),
    )
    live = table.c.until_version.is_(None)
    if bulk:
        Index(f"ix_{name}_source", table.c.source_id, postgresql_using="brin", postgresql_with={"pages_per_range": 16})
    else:
        Index(f"ix_{name}_live_source", table.c.source_id, postgresql_where=live)
    if one_live:
        Index(f"uq_{name}_live", *(table.c[c] for c in one_live), unique=True, postgresql_where=live)
    return table


def _number(*, bulk: bool) -> Column[object]:
    """Give the column that tells rows apart; in bulk tables it has no index and is looked up within a source."""
    return Column("id", BigInteger, Identity(cache=1000 if bulk else None), primary_key=not bulk, nullable=False)


def _tie(name: str, target: str, *, bulk: bool, nullable: bool = False) -> Column[object]:
    """Give a column that points at another table; in bulk tables the load vouches for it instead of a foreign key."""
    return Column(name, Integer, *([] if bulk else [ForeignKey(target)]), nullable=nullable)


def live_at(table: Table, version: int) -> ColumnElement[bool]:
    """Give the predicate for the rows of a versioned table that are live as of a data version."""
    until = table.c.until_version
    return (table.c.since_version <= version) & or_(until.is_(None), until > version)


def names() -> list[Column[object]]:
    """Give the columns of a name in three languages; only Turkish must be there."""
    return [
        Column("name_tr", Text, nullable=False),
        Column("name_en", Text),
        Column("name_ar", Text),
    ]


def flag(name: str) -> Column[object]:
    """Give a yes/no column that must be filled."""
    return Column(name, Boolean, nullable=False)
