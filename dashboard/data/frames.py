"""Small frames that keep Python's own values, as answers to questions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, Index

Columns: TypeAlias = Mapping[str, list[Any]]
"""A small answer as one list of cells for each column, all of one length; a frame of it costs more than to use it."""


def frame(**columns: list[Any] | NDArray[Any]) -> DataFrame:
    """Give a frame whose columns keep Python's own values: whole numbers, text, days, and None for missing.

    One block of objects under an index that is kept costs a fifth of a frame made column by column.
    """
    values = np.empty((len(columns), len(next(iter(columns.values())))), dtype=object)
    for line, column in zip(values, columns.values(), strict=True):
        line[:] = column
    return DataFrame(values.T, columns=_index(tuple(columns)), dtype=object, copy=False)


def chosen(
    columns: Mapping[str, NDArray[np.object_]], rows: NDArray[np.int64], **more: list[Any] | NDArray[Any]
) -> DataFrame:
    """Give a frame of some rows of columns in the order in which they are chosen, with further columns beside them."""
    values = np.empty((len(columns) + len(more), len(rows)), dtype=object)
    for line, column in zip(values, columns.values(), strict=False):
        # Clipping changes no number here; it spares the copy that numpy makes to undo a half-done take.
        np.take(column, rows, out=line, mode="clip")
    for line, added in zip(values[len(columns) :], more.values(), strict=True):
        line[:] = added
    return DataFrame(values.T, columns=_index((*columns, *more)), dtype=object, copy=False)


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """A long list of which columns, or a page of rows, are put together only where somebody reads them."""

    rows: NDArray[np.int64]
    """The rows of the columns in the order of the list."""
    stored: Mapping[str, NDArray[np.object_]]
    """Columns whose rows are taken as they are."""
    made: Mapping[str, Callable[[NDArray[np.int64]], NDArray[Any]]]
    """Further columns, each made for some rows."""

    def __len__(self) -> int:
        """Give the number of rows."""
        return len(self.rows)

    def cells(self, name: str) -> list[Any]:
        """Give a column of all rows."""
        found = self.stored[name][self.rows] if name in self.stored else self.made[name](self.rows)
        cells: list[Any] = found.tolist()
        return cells

    def taken(self, places: slice | list[int]) -> DataFrame:
        """Give some rows as a frame, in the order of their places in the list."""
        rows = self.rows[places]
        return chosen(self.stored, rows, **{name: make(rows) for name, make in self.made.items()})


@cache
def _index(names: tuple[str, ...]) -> "Index[str]":
    """Give the index of some column names."""
    return Index(names)
