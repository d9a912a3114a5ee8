"""Small frames that keep Python's own values, as answers to questions."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame, Index


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


@cache
def _index(names: tuple[str, ...]) -> "Index[str]":
    """Give the index of some column names."""
    return Index(names)
