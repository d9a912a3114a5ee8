"""Puts a backup in the place of what a database holds: all of it in one transaction, or nothing.

Erasures that the database knows and the backup does not are kept and applied again, and what `DASHBOARD_RETENTION` does
not keep is removed. Nobody may be at work in the database meanwhile: an open server would go on showing what it
remembers.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from zipfile import ZipFile

from sqlalchemy import Connection, text

from dashboard.data.backup.archive import (
    BackupRefusedError,
    Manifest,
    blocks_of,
    check_archive,
    member_of,
    open_archive,
)
from dashboard.data.backup.kept_erasures import KeptErasures, keep_erasures, put_back
from dashboard.data.backup.tables import carried_tables, copied, counting_columns, driver_of, every_table
from dashboard.data.engine import Engines, hold_writers_lock
from dashboard.data.loading.erasing import Erased, apply_erasures, clear_away, erase_expired
from dashboard.data.migrating import complete, demand_server, migrate, revisions
from dashboard.data.reference import load_reference
from dashboard.data.retention import Retention
from dashboard.data.room import watching_room


class DatabaseNotEmptyError(Exception):
    """The database holds tables, and nobody said that they may go."""


class DatabaseInUseError(Exception):
    """Somebody else is connected to the database: a server or a command."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What became of a backup: what it says of itself, and how many rows lost something again."""

    manifest: Manifest
    erased: Erased


def restore_backup(  # noqa: PLR0913 - what it works with, and the two moments for others
    engines: Engines,
    path: Path,
    *,
    replace: bool,
    retention: Retention,
    today: date,
    before_clear: Callable[[Connection], None] | None = None,
    before_commit: Callable[[Connection, Restored], None] | None = None,
) -> Restored:
    """Restore a backup, all or nothing.

    Args:
        engines: the pools of the installation.
        path: the file.
        replace: whether tables that are there may go.
        retention: months for which texts and person keys are kept.
        today: the day it is.
        before_clear: called inside the transaction before anything goes, for what has to outlive it.
        before_commit: called inside the transaction once everything is back, for that and for the audit trail.

    Raises:
        BackupRefusedError: the file is no whole backup of ours, or of a later release; nothing has changed.
        DatabaseNotEmptyError: the database holds tables.
        DatabaseInUseError: somebody is connected to it.
        psycopg.errors.DiskFull: the embedded database has no room for it; nothing has changed.
        sqlalchemy.exc.DBAPIError: the database refuses; nothing has changed.
    """
    manifest = check_archive(path)
    if manifest.revision not in revisions():
        raise BackupRefusedError("later", manifest.revision)
    with engines.owner.begin() as connection, watching_room(connection), open_archive(path) as archive:
        demand_server(connection)
        _demand_alone(connection)
        if before_clear:
            before_clear(connection)
        kept = _clear(connection, replace=replace)
        migrate(connection, manifest.revision)
        connection.execute(text("set local statement_timeout = 0"))
        _fill(connection, archive, manifest)
        complete(connection, engines.roles)
        hold_writers_lock(connection)
        put_back(connection, kept)
        restored = Restored(manifest, _erase(connection, retention, today))
        if before_commit:
            before_commit(connection, restored)
    load_reference(engines)
    with engines.owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("analyze"))
    if not restored.erased.nothing:
        clear_away(engines.owner)
    return restored


def _demand_alone(connection: Connection) -> None:
    """Refuse while others are connected."""
    others = """
        select count(*) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
            and usesysid = (select usesysid from pg_stat_activity where pid = pg_backend_pid())"""
    if connection.scalar(text(others)):
        raise DatabaseInUseError


def _clear(connection: Connection, *, replace: bool) -> KeptErasures:
    """Remove every table, and give the erasures that must outlive them."""
    tables = every_table(connection)
    if tables and not replace:
        raise DatabaseNotEmptyError
    connection.execute(text("set local lock_timeout = '3s'"))
    kept = keep_erasures(connection, tables)
    if tables:
        quote = connection.dialect.identifier_preparer.quote
        connection.execute(text(f"drop table {', '.join(map(quote, tables))} cascade"))
    return kept


def _fill(connection: Connection, archive: ZipFile, manifest: Manifest) -> None:
    """Copy every table and set every counting column; the migrations may have put rows in, which give way."""
    tables = carried_tables(connection)
    if {name: set(columns) for name, columns in tables.items()} != {
        name: set(part.columns) for name, part in manifest.parts.items()
    }:
        raise BackupRefusedError("other_tables", manifest.revision)
    connection.execute(text(f"truncate {', '.join(map(connection.dialect.identifier_preparer.quote, tables))} cascade"))
    for table in tables:
        part = manifest.parts[table]
        with archive.open(member_of(table)) as member, driver_of(connection).cursor() as cursor:
            with cursor.copy(f"copy {copied(table, part.columns)} from stdin".encode()) as copy:
                for block in blocks_of(member):
                    copy.write(block)
            if cursor.rowcount != part.rows:
                raise BackupRefusedError("corrupt", table)
    sequences = counting_columns(connection)
    for column, last in manifest.numbers.items():
        told = {"name": sequences.get(column), "last": max(last, 1), "drawn": last > 0}
        connection.execute(text("select setval(cast(:name as regclass), :last, :drawn)"), told)


def _erase(connection: Connection, retention: Retention, today: date) -> Erased:
    """Apply every erasure and the retention to what came back."""
    again, expired = apply_erasures(connection), erase_expired(connection, retention, today)
    return Erased(again.texts + expired.texts, again.feedback + expired.feedback, again.reach + expired.reach)
