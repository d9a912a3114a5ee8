"""Whole columns of numbers to and from PostgreSQL at once: its binary COPY format read and written with numpy.

A row of fixed-width columns without nulls is a fixed number of bytes in that format, so that a million rows are one array
and no Python object is made for any value. Days are numbers of days since 2000-01-01, as PostgreSQL stores them.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from psycopg import Connection as DriverConnection
from sqlalchemy import Connection

Numbers = npt.NDArray[np.int64]
_HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
_TRAILER = b"\xff\xff"
_BLOCK = 100_000


def read_columns(
    connection: Connection, query: str, columns: Mapping[str, str]
) -> dict[str, npt.NDArray[np.signedinteger]]:
    """Give the columns of a query's rows.

    Args:
        connection: an open transaction.
        query: SQL without parameters whose columns are never null.
        columns: for each column of the query, in its order, `i2`, `i4` or `i8`; a date is `i4`.
    """
    blocks = bytearray()
    with _driver(connection).cursor() as cursor, cursor.copy(f"copy ({query}) to stdout (format binary)") as copy:  # type: ignore[arg-type]
        for block in copy:
            blocks += block
    rows = np.frombuffer(memoryview(blocks)[len(_HEADER) : -len(_TRAILER)], dtype=_layout(columns))
    return {name: rows[name].astype(kind) for name, kind in columns.items()}


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
    layout = _layout(columns)
    names = ", ".join(columns)
    with (
        _driver(connection).cursor() as cursor,
        cursor.copy(f"copy {table} ({names}) from stdin (format binary)") as copy,
    ):  # type: ignore[arg-type]
        copy.write(_HEADER)
        for start in range(0, size, _BLOCK):
            rows = np.empty(min(_BLOCK, size - start), dtype=layout)
            rows["fields"] = len(columns)
            for name, kind in columns.items():
                rows[f"{name} width"] = int(kind[1:])
                value = values[name]
                rows[name] = value[start : start + _BLOCK] if isinstance(value, np.ndarray) else value
            copy.write(rows.tobytes())
        copy.write(_TRAILER)


def _layout(columns: Mapping[str, str]) -> np.dtype[np.void]:
    """Give the bytes of one row: the number of fields, then each field's width and big-endian value."""
    fields: Sequence[tuple[str, str]] = [("fields", ">i2")]
    for name, kind in columns.items():
        fields = [*fields, (f"{name} width", ">i4"), (name, f">{kind}")]
    return np.dtype(list(fields))


def _driver(connection: Connection) -> DriverConnection[tuple[object, ...]]:
    """Give psycopg's own connection, which knows COPY."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, DriverConnection):
        raise TypeError(type(driver))
    return driver
