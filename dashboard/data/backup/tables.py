"""The tables of a database as it is, whatever its revision: names, columns, references and counting columns."""

from collections.abc import Iterable
from graphlib import TopologicalSorter

import psycopg
from sqlalchemy import Connection, text

NOT_CARRIED = frozenset({"alembic_version", "sessions", "sign_in_attempts", "uploads", "upload_parts"})
"""Tables that no backup holds: the schema tells its own revision; sessions and files that wait to be loaded end."""
_TABLES = """
    select c.relname from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname"""
_COLUMNS = """
    select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        and a.attgenerated = '' order by c.relname, a.attnum"""
_REFERENCES = """
    select distinct c.conrelid::regclass::text, c.confrelid::regclass::text from pg_constraint c
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace and c.conrelid <> c.confrelid"""
_COUNTING = """
    select c.relname, a.attname, pg_get_serial_sequence(quote_ident(c.relname), a.attname) as sequence
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        and pg_get_serial_sequence(quote_ident(c.relname), a.attname) is not null"""


def every_table(connection: Connection) -> list[str]:
    """Give the names of all tables, also of those that no backup holds."""
    return list(connection.scalars(text(_TABLES)))


def carried_tables(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Give the tables of a backup with their columns: no table comes before one that it refers to.

    Doors, which are partitioned, hold no rows of their own.
    """
    columns: dict[str, list[str]] = {}
    for table, column in connection.execute(text(_COLUMNS)):
        columns.setdefault(table, []).append(column)
    needs: dict[str, set[str]] = {table: set() for table in columns}
    for table, other in connection.execute(text(_REFERENCES)):
        needs[table.strip('"')].add(other.strip('"'))
    ordered = TopologicalSorter(needs).static_order()
    return {table: tuple(columns[table]) for table in ordered if table not in NOT_CARRIED}


def counting_columns(connection: Connection) -> dict[str, str]:
    """Give the sequence of each counting column, by `table.column`."""
    return {f"{row.relname}.{row.attname}": row.sequence for row in connection.execute(text(_COUNTING))}


def copied(table: str, columns: Iterable[str]) -> str:
    """Give a table with its columns as COPY names them."""
    listed = ", ".join(map(_quoted, columns))
    return f"{_quoted(table)} ({listed})"


def driver_of(connection: Connection) -> psycopg.Connection[tuple[object, ...]]:
    """Give psycopg's own connection, which knows COPY."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, psycopg.Connection):
        raise TypeError(type(driver))
    return driver


def _quoted(name: str) -> str:
    """Give a name as it stands in a statement."""
    return '"' + name.replace('"', '""') + '"'
