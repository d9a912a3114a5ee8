"""The protection of base cells.

The families of one *block* (a quarter in a province) all add up to the block's one true total, so that they tell of
each other. A family is therefore published in a block only if each of its suppressed cells could have five values or
more whatever the total is among those that its published number allows. It then has them whatever other families say,
because these tell nothing but the total. See README, "Protected figures", for the argument, and the test that attacks
it by linear programming.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.data.summing import Sums
from dashboard.data.wholesale import Numbers

LEAST, STEP, HALF = 10, 5, 2
"""The least number that is shown, what it is rounded to, and how far that moves it."""
MOST_HIDDEN = LEAST - 1
CANDIDATES = 5
"""Values that a suppressed cell must be able to have."""
SUPPRESSED = -1
BLOCK = ("quarter", "place")
"""What tells blocks apart: index of the quarter's first month, id of the province (0 where it is not known)."""
_PLACES = 1 << 24
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Published:
    """What may be known of the cells of one family; the measures are, for each count, what is shown and what is not.

    `withheld` are the blocks in which nothing of the family is known, not even where it is 0.
    """

    cells: Sums
    withheld: Sums

    def without(self, blocks: Numbers) -> "Published":
        """Withhold the family in some more blocks."""
        kept_back = np.union1d(block_of(self.withheld), blocks)
        return Published(self.cells.picked(~np.isin(block_of(self.cells), blocks)), _withheld(kept_back))

    def over_places(self) -> "Published":
        """Add up all places, as place 0: what is asked without places is then a sum of few rows."""
        return Published(_everywhere(self.cells), _everywhere(self.withheld))

    def in_places(self, places: tuple[int, ...]) -> "Published":
        """Give the cells of some places; those of `merged` lie sorted by place."""
        return Published(_of_places(self.cells, places), _of_places(self.withheld, places))


def _everywhere(sums: Sums) -> Sums:
    """Give the rows of all places under place 0."""
    return Sums({**sums.keys, "place": np.zeros_like(sums.keys["place"])}, sums.measures).grouped(tuple(sums.keys))


def _of_places(sums: Sums, places: tuple[int, ...]) -> Sums:
    """Give the rows of some places among rows that are sorted by place."""
    own = sums.keys["place"]
    ends = zip(np.searchsorted(own, places, "left"), np.searchsorted(own, places, "right"), strict=True)
    found = sums.picked(slice(0))
    for first, last in ends:
        found = found.joined(sums.picked(slice(int(first), int(last))))
    return found


def rounded(true: Numbers) -> Numbers:
    """Give the published numbers of true ones: 0 stays 0, 1 to 9 is `SUPPRESSED`, the rest is rounded to 5."""
    return np.where(true <= 0, 0, np.where(true < LEAST, SUPPRESSED, (true + HALF) // STEP * STEP))


def published_totals(true: Sums) -> Published:
    """Protect the totals of blocks, each count for itself."""
    return Published(_shown(true.keys, rounded(true.measures)), _nothing(true.measures.shape[0]))


def published_family(true: Sums, totals: Sums, *, adds_up: bool = True) -> Published:
    """Protect the cells of a breakdown.

    Args:
        true: cells by quarter, place and the breakdown; only the first measure is published.
        totals: the true totals of the blocks.
        adds_up: whether the cells of a block add up to its total; those by kind of activity may count somebody twice,
            but never come to less.
    """
    values = rounded(true.measures[0])
    blocks, place = np.unique(block_of(true), return_inverse=True)
    total = dict(zip(block_of(totals).tolist(), rounded(totals.measures[0]).tolist(), strict=True))
    known = np.array([total.get(block, SUPPRESSED) for block in blocks.tolist()], dtype=np.int64)
    bounds = _Bounds.of(values, place, len(blocks))
    left = bounds.candidates(known, adds_up=adds_up)
    unsafe = (known == SUPPRESSED) | ((bounds.hidden > 0) & (left < CANDIDATES))
    for block in np.flatnonzero(unsafe & (known != SUPPRESSED)).tolist():
        unsafe[block] = not _complemented(values, np.flatnonzero(place == block), int(known[block]))
    small = [block for block, value in total.items() if value == SUPPRESSED]
    kept_back = np.union1d(blocks[unsafe], np.array(small, dtype=np.int64))
    return Published(_shown(true.keys, values[np.newaxis]).picked(~unsafe[place]), _withheld(kept_back))


@dataclass(frozen=True, slots=True)
class _Bounds:
    """How many cells of each block are suppressed, and the sum of the others at least and at most."""

    hidden: Numbers
    least: Numbers
    most: Numbers

    @classmethod
    def of(cls, values: Numbers, place: Numbers, size: int) -> "_Bounds":
        """Give the bounds of blocks."""
        shown = values > 0
        least = np.where(shown, np.maximum(values - HALF, LEAST), 0)
        most = np.where(shown, values + HALF, 0)
        counts = (np.bincount(place, weights=line, minlength=size) for line in (values == SUPPRESSED, least, most))
        hidden, low, high = (line.astype(np.int64) for line in counts)
        return cls(hidden, low, high)

    def candidates(self, known: Numbers, *, adds_up: bool) -> Numbers:
        """Give how many values each suppressed cell of a block has left, for the worst total that `known` allows.

        The number is concave in the total, so that the worst is the least or the greatest one.
        """
        low, high = np.maximum(known - HALF, LEAST), known + HALF
        if not adds_up:
            return MOST_HIDDEN - np.maximum(self._floor(high), 1) + 1
        low = np.maximum(low, self.least + self.hidden)
        high = np.minimum(high, self.most + MOST_HIDDEN * self.hidden)
        return np.minimum(*(self._left(total) for total in (low, high)))

    def _floor(self, total: Numbers) -> Numbers:
        """Give the least value of a suppressed cell where all others are as great as they can be."""
        return np.asarray(total - self.most - MOST_HIDDEN * (self.hidden - 1))

    def _left(self, total: Numbers) -> Numbers:
        """Give how many values a suppressed cell has left where the total is known."""
        ceiling = total - self.least - (self.hidden - 1)
        return np.asarray(np.minimum(ceiling, MOST_HIDDEN) - np.maximum(self._floor(total), 1) + 1)


def _complemented(values: Numbers, cells: Numbers, total: int) -> bool:
    """Suppress one more cell of a block, the smallest that hides the others; say whether there is one.

    It may be any number from 10 on, so that nothing bounds the others from below; from above the room between the least
    total and the least values of all others does.
    """
    own = values[cells]
    hidden = int((own == SUPPRESSED).sum())
    shown = cells[own > 0]
    least = int(np.maximum(values[shown] - HALF, LEAST).sum())
    for cell in shown[np.argsort(values[shown], kind="stable")].tolist():
        others = least - max(int(values[cell]) - HALF, LEAST) + LEAST
        if max(total - HALF, LEAST) - others - (hidden - 1) >= CANDIDATES:
            values[cell] = SUPPRESSED
            return True
    return False


def block_of(sums: Sums) -> Numbers:
    """Give one number for the block of each row."""
    return sums.keys["quarter"].astype(np.int64) * _PLACES + sums.keys["place"]


def _shown(keys: dict[str, Numbers], values: Numbers) -> Sums:
    """Give published numbers as sums: what is shown, then how many are suppressed."""
    return Sums(dict(keys), np.concatenate([np.maximum(values, 0), (values == SUPPRESSED).astype(np.int64)]))


def _nothing(counts: int) -> Sums:
    """Give no block."""
    empty = np.empty(0, dtype=np.int64)
    return Sums(dict.fromkeys(BLOCK, empty), np.empty((2 * counts, 0), dtype=np.int64))


def _withheld(blocks: Numbers) -> Sums:
    """Give the blocks of which a family is withheld."""
    one = np.ones(len(blocks), dtype=np.int64)
    return Sums({"quarter": blocks // _PLACES, "place": blocks % _PLACES}, np.stack([one - 1, one]))
