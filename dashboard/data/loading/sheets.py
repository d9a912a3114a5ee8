"""A table of text as it was read: every distinct text of a column is kept once, cells are numbers that point at it.

Checks, codes and dates are worked out for the distinct texts only; a million cells are then one look-up.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.data.loading.problems import Finding

Texts = NDArray[Any]
Codes = NDArray[np.int32]


@dataclass(slots=True)
class Column:
    """`codes[i]` is the position in `texts` of the text of cell i; a text that is missing is empty."""

    texts: Texts
    codes: Codes

    def __len__(self) -> int:
        """Count the cells."""
        return len(self.codes)

    @property
    def cells(self) -> Texts:
        """Give the text of every cell."""
        return np.asarray(self.texts[self.codes], dtype=object)

    @property
    def missing(self) -> NDArray[np.bool_]:
        """Say for every cell whether it is empty."""
        empty = np.asarray(self.texts == "", dtype=bool)
        return np.asarray(empty[self.codes])

    def spread(self, values: Iterable[Any], dtype: Any = object) -> NDArray[Any]:  # noqa: ANN401 - any numpy type
        """Give a value for every cell from values for the distinct texts."""
        each = np.empty(len(self.texts), dtype=dtype)
        each[:] = list(values)
        return np.asarray(each[self.codes])

    def take(self, positions: NDArray[Any]) -> "Column":
        """Give the column with these cells only."""
        return Column(self.texts, self.codes[positions])


def compact(column: Column) -> Column:
    """Give the column without texts that stand in no cell."""
    used = np.bincount(column.codes, minlength=len(column.texts)) > 0
    if used.all():
        return column
    return Column(column.texts[used], (np.cumsum(used) - 1).astype(np.int32)[column.codes])


def constant(text: str, cells: int) -> Column:
    """Give a column that says the same in every cell."""
    return Column(as_texts([text]), np.zeros(cells, dtype=np.int32))


def from_cells(cells: Sequence[str]) -> Column:
    """Give a column from the text of every cell."""
    codes, texts = pd.factorize(as_texts(cells))
    return Column(np.asarray(texts, dtype=object), codes.astype(np.int32))


def as_texts(texts: Sequence[str]) -> Texts:
    """Give texts as an array of Python strings."""
    array = np.empty(len(texts), dtype=object)
    array[:] = list(texts)
    return array


@dataclass(slots=True)
class Sheet:
    """One table of a file: its columns by header, and for each row the number by which people know it (header = 1)."""

    file: str
    name: str
    columns: dict[str, Column]
    rows: NDArray[np.int32]
    headers: dict[str, str] = field(default_factory=dict)
    """Header as written in the file, by field name; filled once the KIND is known."""
    form: str = "plain"
    """How the file is laid out: `plain`, `kobo`, `hxl` or `iati`."""
    header_row: int = 1
    hints: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Other names under which a KIND may know a column, by its header: a Kobo question without its group, a tag."""
    quiet: frozenset[str] = frozenset()
    """Headers of what a form adds by itself; nobody is told that they are not loaded."""
    own: frozenset[str] = frozenset()
    """Headers of which a KIND must know one: those of a repeat, whose other columns come from its form."""
    optional: bool = False
    """Whether the sheet is left out where no KIND fits it, because others of its file may."""
    findings: list[Finding] = field(default_factory=list)
    """Warnings of reading: rows and columns that were left out."""
    submissions: tuple[str, ...] = ()
    """Of a repeat of an export of KoboToolbox, the keys of all submissions of its form in the file."""
    activities: dict[str, Any] = field(default_factory=dict)
    """Of a file of IATI, what it says of each activity by its identifier, see `iati_grants.Activity`."""
    conventions: dict[str, str] = field(default_factory=dict)
    """What was found out of the file: encoding, delimiter."""

    def __len__(self) -> int:
        """Count the rows."""
        return len(self.rows)

    def take(self, positions: NDArray[Any]) -> None:
        """Keep these rows only."""
        self.columns = {name: column.take(positions) for name, column in self.columns.items()}
        self.rows = self.rows[positions]

    def leave_out(self, positions: NDArray[Any], key: str) -> None:
        """Leave out these rows, and warn of each."""
        if len(positions):
            self.findings.append(Finding(self.file, self.name, "", key, self.rows[positions]))
            kept = np.ones(len(self), bool)
            kept[positions] = False
            self.take(np.flatnonzero(kept))


class Gatherer:
    """Joins chunks of one column; the distinct texts of all chunks are kept once."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}
        self._chunks: list[Codes] = []

    def add(self, chunk: "pd.Series[Any]") -> None:
        """Append a chunk of text."""
        seen = self._seen
        codes, texts = pd.factorize(chunk.to_numpy(dtype=object))
        mapping = np.fromiter((seen.setdefault(text, len(seen)) for text in texts), np.int32, len(texts))
        self._chunks.append(mapping[codes])

    def column(self) -> Column:
        """Give the whole column."""
        codes = np.concatenate(self._chunks) if self._chunks else np.empty(0, np.int32)
        return Column(as_texts(list(self._seen)), codes)


def _from_series(series: "pd.Series[Any]") -> Column:
    """Give a column from a series of text; what is missing there is empty here."""
    codes, texts = pd.factorize(series)
    codes = np.where(codes < 0, len(texts), codes)
    return Column(as_texts([*(str(text) for text in texts), ""]), codes.astype(np.int32))


def from_frame(frame: pd.DataFrame, file: str) -> Sheet:
    """Give a frame of text as a sheet; its first row counts as row 2, as under a header."""
    columns = {str(name): _from_series(frame[name]) for name in frame.columns}
    return Sheet(file, "", columns, np.arange(2, len(frame) + 2, dtype=np.int32))
