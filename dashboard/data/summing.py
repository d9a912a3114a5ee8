"""From rows of reach to the cells of every cube, in memory.

Sums are whole numbers below 2**53, so that the floating-point sums of numpy are exact.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from dashboard.codes import COUNTING_RULE, DIRECTNESS, DISABILITY
from dashboard.data.cubes import ALL, CUBES, Cube, Level, Shelf, Slice, Span
from dashboard.data.schema.people import BREAKDOWNS
from dashboard.data.wholesale import Numbers, read_columns

KEYS = ("year", "slice_id", "place_id", "month", *BREAKDOWNS)
"""What tells the cells of one shelf and span apart; `month` is the first month of the span, counted from year 0."""
_FACTS = {
    "sign": "i4",
    "date": "i4",
    "programme_id": "i4",
    "project_id": "i4",
    "province_id": "i4",
    "place_id": "i4",
    "activity_kind_id": "i4",
    "population_group": "i2",
    "sex": "i2",
    "age_band": "i2",
    "disability": "i2",
    "directness": "i2",
    "counting_rule": "i2",
    "new_people": "i4",
    "contacts": "i4",
}
_FIRST_DAY = np.datetime64("2000-01-01")
_YEAR_ZERO = 1970 * 12
_DENSE, _DENSER = 2_000_000, 4


@dataclass(frozen=True, slots=True)
class Sums:
    """Rows with a number in each key column and, one line a measure, what they sum."""

    keys: dict[str, Numbers]
    measures: Numbers

    def __len__(self) -> int:
        """Give the number of rows."""
        return int(self.measures.shape[1])

    def grouped(self, columns: tuple[str, ...] = KEYS) -> "Sums":
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

    def by_year(self) -> Iterator[tuple[int, "Sums"]]:
        """Give each year with its rows, which must be sorted by year."""
        years, sizes = np.unique(self.keys["year"], return_counts=True)
        for year, size, end in zip(years.tolist(), sizes, np.cumsum(sizes), strict=True):
            yield year, self.picked(slice(end - size, end))

    def joined(self, other: "Sums") -> "Sums":
        """Give the rows of both."""
        keys = {name: np.concatenate([column, other.keys[name]]) for name, column in self.keys.items()}
        return Sums(keys, np.concatenate([self.measures, other.measures], axis=1))


def changes(connection: Connection, version: int) -> Sums:
    """Give what a data version changed: its new rows counted once, the rows that it ended counted as minus one."""
    columns = ", ".join(list(_FACTS)[1:])
    facts = read_columns(
        connection,
        f"select 1 as sign, {columns} from reach where since_version = {version:d} "  # noqa: S608  A number and fixed names.
        f"union all select -1, {columns} from reach where until_version = {version:d}",
        _FACTS,
    )
    direct = facts["directness"] == DIRECTNESS.index("direct")
    adds_up = direct & (facts["counting_rule"] != COUNTING_RULE.index("max_then_sum"))
    declared = facts["counting_rule"] == COUNTING_RULE.index("declared")
    disabled = facts["disability"] == DISABILITY.index("yes")
    sign = facts["sign"].astype(np.int64)
    people, contacts = facts["new_people"] * sign, facts["contacts"] * sign
    measures = np.stack(
        [
            people * adds_up,
            people * (adds_up & declared),
            contacts * direct,
            people * ~direct,
            people * (adds_up & disabled),
            sign,
        ]
    )
    month = (_FIRST_DAY + facts["date"]).astype("datetime64[M]").astype(np.int64) + _YEAR_ZERO
    nowhere = np.zeros(len(sign), dtype=np.int64)
    return Sums({**{name: facts[name] for name in _FACTS}, "month": month, "country": nowhere}, measures)


def cells(rows: Sums) -> Iterator[tuple[Shelf, Span, Sums]]:
    """Give the cells of every shelf and span of every cube for these rows."""
    for cube in CUBES:
        yield from _cells_of(cube, rows)


def _cells_of(cube: Cube, rows: Sums) -> Iterator[tuple[Shelf, Span, Sums]]:
    """Give one cube's cells.

    Longer spans are summed from the next shorter one, and everything from the programmes, because a million rows are
    summed once that way and not once a shelf.
    """
    done: dict[tuple[Slice, Level, Span], Sums] = {}
    for shelf in reversed(cube.shelves):
        shorter: Sums | None = None
        for span in reversed(shelf.spans):
            source = done.get((Slice.PROGRAMME, shelf.level, span)) if shelf.slice is Slice.EVERYTHING else None
            if source is not None:
                source = Sums({**source.keys, "slice_id": np.zeros(len(source), dtype=np.int64)}, source.measures)
            found = _spanned(shorter or source or _keyed(rows, shelf), span).grouped()
            done[shelf.slice, shelf.level, span] = shorter = found
            yield shelf, span, found


def _keyed(rows: Sums, shelf: Shelf) -> Sums:
    """Give the rows with the keys of a shelf's cells."""
    own, nowhere = rows.keys, rows.keys["country"]
    slices = {Slice.EVERYTHING: "country", Slice.PROGRAMME: "programme_id", Slice.PROJECT: "project_id"}
    part = own["place_id" if shelf.level is Level.PROVINCE else "province_id"]
    columns = {**own, "part_id": part}
    keys = {
        "slice_id": own[slices[shelf.slice]],
        "place_id": own["province_id"] if shelf.level is Level.PROVINCE else nowhere,
        "month": own["month"],
        **{name: columns[name] if name in shelf.breakdowns else nowhere + ALL for name in BREAKDOWNS},
    }
    return Sums(keys, rows.measures)


def _spanned(sums: Sums, span: Span) -> Sums:
    """Give the rows with the first month of the span, and the calendar year, in which they lie."""
    month = sums.keys["month"] // span * span
    return Sums({**sums.keys, "month": month, "year": month // 12}, sums.measures)
