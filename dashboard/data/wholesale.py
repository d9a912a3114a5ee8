"""Whole columns of numbers to and from PostgreSQL at once: its binary COPY format read and written with numpy.

Values of a fixed width without nulls lie at fixed places in that format, so that a million rows are a few arrays and no
Python object is made for any value. Days are numbers of days since 2000-01-01, as PostgreSQL stores them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from psycopg import Connection as DriverConnection
from psycopg import Copy
from sqlalchemy import ARRAY, Column, ColumnElement, Connection, any_, literal

from dashboard.data.schema.doors import DOORS

Value = TypeVar("Value")
Numbers = npt.NDArray[np.signedinteger]
_HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_TRAILER = b"\xff\xff"
_BLOCK = 100_000
_EVERY_BLOCK = f"(row_number() over () - 1) / {_BLOCK}"
_ARRAY_HEADER = 20


def among(column: Column[Value], values: Iterable[Value]) -> ColumnElement[bool]:
    """Give the condition for rows whose column holds one of some values: one parameter, however many they are.

    `Column.in_` makes a parameter of each, of which a statement holds 65,535.
    """
    return column == any_(literal(list(values), ARRAY(column.type)))


def read_columns(
    connection: Connection, query: str, columns: Mapping[str, str], block: str = _EVERY_BLOCK
) -> dict[str, Numbers]:
    """Give the columns of a query's rows.

    PostgreSQL packs each column of a block of rows into one array, because a message for each row costs more than the
    query. An array is a header, then the width and the value of each element.

    Args:
        connection: an open transaction.
        query: SQL without parameters; the columns asked for are never null.
        columns: for each column of the query `i2`, `i4` or `i8`; a date is `i4`.
        block: SQL over the query's columns that about 100,000 rows share, where that is cheaper than counting rows.
    """
    arrays = ", ".join(f"array_agg({name})" for name in columns)
    blocks = f"select *, {block} as block from ({query}) as r"  # noqa: S608  The code's own query.
    packed = f"copy (select {arrays} from ({blocks}) as b group by block) to stdout (format binary)"  # noqa: S608  The same.
    found: dict[str, list[Numbers]] = {name: [np.empty(0, dtype=kind)] for name, kind in columns.items()}
    with _driver(connection).cursor() as cursor, cursor.copy(packed.encode()) as copy:
        for message in copy:
            _unpack(message, columns, found)
    return {name: np.concatenate(blocks) for name, blocks in found.items()}


def read_arrays(
    connection: Connection, query: str, parameters: Mapping[str, object], columns: Mapping[str, str]
) -> dict[str, Numbers]:
    """Give the columns of a few thousand rows at most; unlike `read_columns` with parameters and a plan that is kept.

    Args:
        connection: an open transaction.
        query: SQL with parameters; the columns asked for are never null.
        parameters: their values.
        columns: for each column of the query `i2`, `i4` or `i8`; a date is `i4`.
    """
    packed = f"select {', '.join(f'array_agg({name})' for name in columns)} from ({query}) as r"  # noqa: S608  The code's own query.
    with _driver(connection).cursor(binary=True) as cursor:
        cursor.execute(packed.encode(), parameters)
        result = cursor.pgresult
        arrays = [result.get_value(0, place) if result else None for place in range(len(columns))]
    return {
        name: _elements(memoryview(array or b""), kind)
        for array, (name, kind) in zip(arrays, columns.items(), strict=True)
    }


def _elements(array: memoryview, kind: str) -> Numbers:
    """Give the values of one array as PostgreSQL sends it: a header, then the width and the value of each element."""
    element = np.dtype([("width", ">i4"), ("value", f">{kind}")])
    return np.frombuffer(array[_ARRAY_HEADER:], dtype=element)["value"].astype(kind)


def _unpack(
    message: bytes | bytearray | memoryview, columns: Mapping[str, str], found: dict[str, list[Numbers]]
) -> None:
    """Add the arrays of one row of arrays to those found; the message may begin or end the whole stream."""
    data = memoryview(message)
    at = len(_HEADER) if data[: len(_HEADER)] == _HEADER else 0
    if len(data) - at <= len(_TRAILER):
        return
    at += 2
    for name, kind in columns.items():
        width = int.from_bytes(data[at : at + 4], "big")
        found[name].append(_elements(data[at + 4 : at + 4 + width], kind))
        at += 4 + width


def write_columns(
    connection: Connection, table: str, columns: Mapping[str, str], values: Mapping[str, Numbers | int]
) -> None:
    """Append rows to a table.

    Args:
        connection: an open transaction that may insert into the table.
        table: its name.
        columns: for each column to fill `i2`, `i4` or `i8`, as wide as the table has it.
        values: an array for each column, or one number for all rows.
    """
    size = max(len(v) for v in values.values() if isinstance(v, np.ndarray))
    alike = {} if table in DOORS else {name: v for name, v in values.items() if not isinstance(v, np.ndarray)}
    told = {name: value for name, value in values.items() if name not in alike}
    layout = _layout({name: columns[name] for name in told})
    with appending(connection, table, list(told), alike, "binary") as copy:
        copy.write(_HEADER)
        for start in range(0, size, _BLOCK):
            rows = np.empty(min(_BLOCK, size - start), dtype=layout)
            rows["fields"] = len(told)
            for name, value in told.items():
                rows[f"{name} width"] = int(columns[name][1:])
                rows[name] = value[start : start + _BLOCK] if isinstance(value, np.ndarray) else value
            copy.write(rows.tobytes())
        copy.write(_TRAILER)


@contextmanager
def appending(
    connection: Connection, table: str, columns: Sequence[str], alike: Mapping[str, int], form: str = "text"
) -> Iterator[Copy]:
    """Hold a COPY whose rows are appended to a table at its end.

    PostgreSQL takes no COPY into a table with row-level security, whatever its policies say. Cells, which are most of
    what is written, have a door. Other rows go into a temporary table without indexes, of which nothing is written to
    the log, and from there into their place.

    Args:
        connection: an open transaction that may insert into the table.
        table: its name.
        columns: those that the rows of the COPY hold.
        alike: columns with one number for all rows, which the COPY does not hold; none for a table with a door.
        form: of the COPY, `text` or `binary`.
    """
    names = ", ".join(columns)
    with _driver(connection).cursor() as cursor:
        if table in DOORS:
            with cursor.copy(f"copy {DOORS[table]} ({names}) from stdin (format {form})".encode()) as copy:
                yield copy
            return
        like = f"select {names} from {table} limit 0"  # noqa: S608  Names of our own tables.
        cursor.execute(f"create temporary table incoming on commit drop as {like}".encode())
        with cursor.copy(f"copy incoming ({names}) from stdin (format {form})".encode()) as copy:
            yield copy
        every, values = ", ".join((*columns, *alike)), ", ".join((*columns, *(f"{n:d}" for n in alike.values())))
        cursor.execute(f"insert into {table} ({every}) select {values} from incoming".encode())  # noqa: S608  The same.
        cursor.execute(b"drop table incoming")


def _layout(columns: Mapping[str, str]) -> np.dtype[np.void]:
    """Give the bytes of one row: the number of fields, then each field's width and big-endian value."""
    fields = [("fields", ">i2")]
    for name, kind in columns.items():
        fields += [(f"{name} width", ">i4"), (name, f">{kind}")]
    return np.dtype(fields)


def _driver(connection: Connection) -> DriverConnection[tuple[object, ...]]:
    """Give psycopg's own connection, which knows COPY."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, DriverConnection):
        raise TypeError(type(driver))
    return driver
