"""From rows to the cells of every cube, in memory: the arithmetic that all families of cubes share.

Sums are whole numbers below 2**53, so that the floating-point sums of numpy are exact.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, text

from dashboard.data.cubes import ALL, Cube, Level, Shelf, Slice, Span
from dashboard.data.wholesale import Numbers

PLACED = ("year", "slice_id", "place_id", "month")
"""With the breakdowns, what tells the cells of a shelf and span apart; `month` is the span's first, from 0 to 11."""
_FIRST_DAY = np.datetime64("2000-01-01")
_DENSE, _DENSER = 2_000_000, 4


@dataclass(frozen=True, slots=True)
class Sums:
    """Rows with a number in each key column and, one line a measure, what they sum."""

    keys: dict[str, Numbers]
    measures: Numbers

    def __len__(self) -> int:
        """Give the number of rows."""
        return int(self.measures.shape[1])

    def grouped(self, columns: tuple[str, ...]) -> "Sums":
        """Add up the rows that agree in these columns, sorted by them; rows that add up to nothing are left out."""
        if not len(self):
            return Sums({name: self.keys[name] for name in columns}, self.measures)
        number, lows, widths = self._numbered(columns)
        total = int(np.prod(widths, dtype=np.float64))
        if total <= min(_DENSE, _DENSER * len(self)):
            kept, place = None, number
        else:
            kept, place = np.unique(number, return_inverse=True)
            total = len(kept)
        added = np.stack([np.bincount(place, weights=line, minlength=total) for line in self.measures])
        used = np.flatnonzero(added.any(axis=0))
        number = used if kept is None else kept[used]
        keys: dict[str, Numbers] = {}
        for name, low, width in zip(reversed(columns), reversed(lows), reversed(widths), strict=True):
            keys[name] = number % width + low
            number = number // width
        return Sums(keys, added[:, used].astype(np.int64))

    def _numbered(self, columns: tuple[str, ...]) -> tuple[Numbers, list[int], list[int]]:
        """Give each row one number made of its keys, and the lowest value and the width of each key."""
        number = np.zeros(len(self), dtype=np.int64)
        lows, widths = [], []
        for name in columns:
            low, high = int(self.keys[name].min()), int(self.keys[name].max())
            lows.append(low)
            widths.append(high - low + 1)
            if high > low:
                number *= high - low + 1
                number += self.keys[name] - low
        return number, lows, widths

    def picked(self, which: slice | npt.NDArray[np.bool_]) -> "Sums":
        """Give some of the rows."""
        return Sums({name: column[which] for name, column in self.keys.items()}, self.measures[:, which])

    def only(self, measure: int) -> "Sums":
        """Give the rows with 0 in all measures but one."""
        measures = np.zeros_like(self.measures)
        measures[measure] = self.measures[measure]
        return Sums(self.keys, measures)

    def by_year(self) -> Iterator[tuple[int, "Sums"]]:
        """Give each year with its rows, which must be sorted by year."""
        years, sizes = np.unique(self.keys["year"], return_counts=True)
        for year, size, end in zip(years.tolist(), sizes, np.cumsum(sizes), strict=True):
            yield year, self.picked(slice(end - size, end))

    def joined(self, other: "Sums") -> "Sums":
        """Give the rows of both."""
        keys = {name: np.concatenate([column, other.keys[name]]) for name, column in self.keys.items()}
        return Sums(keys, np.concatenate([self.measures, other.measures], axis=1))


def year_and_month(days: Numbers) -> tuple[Numbers, Numbers]:
    """Give the year and the month, 0 to 11, of days since 2000-01-01."""
    year, month = np.divmod((_FIRST_DAY + days).astype("datetime64[M]").astype(np.int64), 12)
    return year + 1970, month


def first_days(year: Numbers, month: Numbers) -> Numbers:
    """Give the days since 2000-01-01 on which months, 0 to 11, begin."""
    months = ((year - 1970) * 12 + month).astype("datetime64[M]")
    return np.asarray((months.astype("datetime64[D]") - _FIRST_DAY).astype(np.int64))


def attribute(connection: Connection, query: str) -> Numbers:
    """Give an array that holds, at each id, what the query says of it; 0 where it says nothing."""
    pairs = [(row[0], row[1] or 0) for row in connection.execute(text(query))]
    found = np.zeros(max((number for number, _ in pairs), default=0) + 1, dtype=np.int64)
    for number, value in pairs:
        found[number] = value
    return found


def cells(cubes: Iterable[Cube], breakdowns: tuple[str, ...], rows: Sums) -> Iterator[tuple[Shelf, Span, Sums]]:
    """Give the cells of every shelf and span of some cubes for these rows.

    Args:
        cubes: the cubes of one family.
        breakdowns: the columns by which any cube of the family is broken down.
        rows: what to sum.
    """
    for cube in cubes:
        yield from _cells_of(cube, breakdowns, rows)


def _cells_of(cube: Cube, breakdowns: tuple[str, ...], rows: Sums) -> Iterator[tuple[Shelf, Span, Sums]]:
    """Give one cube's cells.

    Longer spans are summed from the next shorter one, and everything from the programmes, because a million rows are
    summed once that way and not once a shelf.
    """
    done: dict[tuple[Slice, Level, Span], Sums] = {}
    for shelf in reversed(cube.shelves):
        shorter: Sums | None = None
        for span in reversed(shelf.spans):
            source = shorter
            if source is None and shelf.slice is Slice.EVERYTHING:
                source = done.get((Slice.PROGRAMME, shelf.level, span))
            if source is None:
                source = _keyed(rows, shelf, breakdowns)
            elif shelf.slice is Slice.EVERYTHING:
                source = Sums({**source.keys, "slice_id": np.zeros(len(source), dtype=np.int64)}, source.measures)
            shorter = done[shelf.slice, shelf.level, span] = _spanned(source, span).grouped((*PLACED, *breakdowns))
            yield shelf, span, shorter


def _keyed(rows: Sums, shelf: Shelf, breakdowns: tuple[str, ...]) -> Sums:
    """Give the rows with the keys of a shelf's cells."""
    own, nowhere = rows.keys, np.zeros(len(rows), dtype=np.int32)
    slices = {Slice.PROGRAMME: own["programme_id"], Slice.PROJECT: own["project_id"]}
    columns = {**own, "part_id": own["place_id" if shelf.level is Level.PROVINCE else "province_id"]}
    nothing = nowhere + ALL
    keys = {
        "slice_id": slices.get(shelf.slice, nowhere),
        "place_id": own["province_id"] if shelf.level is Level.PROVINCE else nowhere,
        "year": own["year"],
        "month": own["month"],
        **{name: columns[name] if name in shelf.breakdowns else nothing for name in breakdowns},
    }
    return Sums(keys, rows.measures)


def _spanned(sums: Sums, span: Span) -> Sums:
    """Give the rows with the first month of the span in which they lie."""
    return Sums({**sums.keys, "month": sums.keys["month"] // span * span}, sums.measures)
