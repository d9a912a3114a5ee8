"""Saves the whole database as of one moment, while loads and pages go on."""

from collections.abc import Generator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, func, select, text

from dashboard.data.backup.archive import Manifest, new_archive, write_manifest, write_part
from dashboard.data.backup.tables import carried_tables, copied, counting_columns, driver_of
from dashboard.data.migrating import revision_of
from dashboard.data.schema import versions


def save_backup(owner: Engine, path: Path) -> Manifest:
    """Write a backup into a file that only its owner can read; an older file of that name gives way once it is whole.

    Everything is read in one transaction that sees the state of one moment.

    Args:
        owner: the owner's pool, of a database that has our schema.
        path: the file.

    Raises:
        OSError: the file cannot be written, for want of room or right.
    """
    asked = owner.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    with asked as connection, new_archive(path) as archive:
        # Policies of rows, where there are any, show the owner everything; a scope does no harm and leaves no doubt.
        connection.execute(text("select set_config('app.scope', '*', true)"))
        parts = {}
        for table, columns in carried_tables(connection).items():
            # A table that breaks off must end its COPY: the connection could not even be closed before.
            with closing(_rows(connection, table, columns)) as rows:
                parts[table] = write_part(archive, table, columns, rows)
        manifest = Manifest(
            made_at=datetime.now(UTC),
            revision=revision_of(connection) or "",
            server=".".join(map(str, connection.dialect.server_version_info or ())),
            version=connection.scalar(select(func.max(versions.c.version))) or 0,
            parts=parts,
            numbers=_numbers(connection),
        )
        write_manifest(archive, manifest)
    return manifest


def _rows(connection: Connection, table: str, columns: tuple[str, ...]) -> Generator[bytes]:
    """Give the rows of a table as COPY writes them, in the order in which they lie there."""
    statement = f"copy {copied(table, columns)} to stdout"
    with driver_of(connection).cursor() as cursor, cursor.copy(statement.encode()) as copy:
        for block in copy:
            yield bytes(block)


def _numbers(connection: Connection) -> dict[str, int]:
    """Give the last number of each counting column; 0 where none was drawn."""
    last = "select coalesce(pg_sequence_last_value(cast(:name as regclass)), 0)"
    columns = counting_columns(connection)
    return {column: connection.scalar(text(last), {"name": name}) or 0 for column, name in columns.items()}
