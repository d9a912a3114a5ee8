"""Rows into PostgreSQL: distinct texts are written for COPY once, rows are joined without a Python loop over them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Table

from dashboard.data.loading.sheets import Column, Texts, as_texts
from dashboard.data.wholesale import appending

CHUNK_ROWS = 50_000
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})

Values = Column | NDArray[Any] | int
"""A column of text, a number for each row, or one number for all."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A column as COPY wants it: the escaped distinct texts and a position for each row, or numbers."""

    texts: Texts | None
    numbers: NDArray[Any]

    def chunk(self, rows: NDArray[np.int64]) -> Sequence[str]:
        """Give the text of some rows."""
        if self.texts is None:
            return list(map(str, self.numbers[rows].tolist()))
        found: list[str] = self.texts[self.numbers[rows]].tolist()
        return found


def prepare(values: Column | NDArray[Any]) -> Prepared:
    """Write the distinct texts of a column as COPY wants them; an empty text is null."""
    if isinstance(values, Column):
        return Prepared(as_texts([str(t).translate(_ESCAPES) or "\\N" for t in values.texts]), values.codes)
    return Prepared(None, values)


def copy_rows(
    connection: Connection,
    table: Table,
    values: dict[str, Values],
    order: NDArray[np.int64],
    told: Callable[[int], None] | None = None,
) -> None:
    """Append rows to a table in the given order.

    Args:
        connection: an open transaction that may insert into the table.
        table: where to.
        values: what each column holds, for all rows of the file.
        order: positions of the rows to store.
        told: is told now and then how many rows are stored.
    """
    if not len(order):
        return
    alike = {name: value for name, value in values.items() if isinstance(value, int)}
    columns = {name: prepare(value) for name, value in values.items() if not isinstance(value, int)}
    with appending(connection, table.name, list(columns), alike) as copy:
        for done, block in _blocks(list(columns.values()), order):
            copy.write(block)
            if told:
                told(done)


def _blocks(columns: list[Prepared], order: NDArray[np.int64]) -> Iterator[tuple[int, str]]:
    """Give the rows as text, a chunk at a time, each with the number of rows that are then done."""
    for start in range(0, len(order), CHUNK_ROWS):
        rows = order[start : start + CHUNK_ROWS]
        cells = [column.chunk(rows) for column in columns]
        yield start + len(rows), "\n".join(map("\t".join, zip(*cells, strict=True))) + "\n"
