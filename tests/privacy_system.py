"""What constraints leave of cells: a linear program for the least and the greatest value of each."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from math import ceil, floor

import numpy as np
from scipy.optimize import linprog  # type: ignore[import-untyped]  # SciPy carries no types.

from tests.privacy_world import Cell

SMALL = 10
_NEAR, _WIDE = 1e-6, 1000


@dataclass(frozen=True)
class Line:
    """A constraint: some cells less some others lie between two numbers."""

    plus: tuple[Cell, ...]
    minus: tuple[Cell, ...]
    low: float
    high: float

    @property
    def cells(self) -> tuple[Cell, ...]:
        """Give all cells of which it speaks."""
        return (*self.plus, *self.minus)


@dataclass
class System:
    """The constraints on the true cells that an attacker can write down."""

    true: Counter[Cell]
    cells: list[Cell]
    low: dict[Cell, int] = field(default_factory=dict)
    high: dict[Cell, float] = field(default_factory=dict)
    sums: list[tuple[frozenset[Cell], int, float]] = field(default_factory=list)
    above: list[tuple[Cell, Cell]] = field(default_factory=list)
    """Pairs of which the second is at least as great as the first."""
    same: list[tuple[frozenset[Cell], frozenset[Cell]]] = field(default_factory=list)
    """Cells that add up to the same number as others."""
    at_least: frozenset[str] = frozenset()
    """Families whose cells may add up to more than their total."""

    def candidates(self) -> dict[Cell, int]:
        """Give, for every true cell of 1 to 9, how many whole numbers it could still be."""
        found: dict[Cell, int] = {}
        for cells, lines in apart(self.cells, list(self._lines())):
            small = [cell for cell in cells if 0 < self.true[cell] < SMALL]
            if small:
                bounds = [(self.low.get(cell, 0), self.high.get(cell, np.inf)) for cell in cells]
                found |= _widths(cells, lines, bounds, small)
        return found

    def _lines(self) -> Iterator[Line]:
        """Give every constraint but the limits of single cells."""
        blocks = defaultdict(list)
        for cell in self.cells:
            blocks[cell[:4], cell[4]].append(cell)
        for (block, family), own in blocks.items():
            if family != "total":
                most = np.inf if family in self.at_least else 0
                yield Line(tuple(own), tuple(blocks[block, "total"]), 0, most)
        for cells, low, high in self.sums:
            yield Line(tuple(cells), (), low, high)
        for some, others in self.same:
            yield Line(tuple(some), tuple(others), 0, 0)
        for before, after in self.above:
            yield Line((after,), (before,), 0, np.inf)


def apart(cells: Iterable[Cell], lines: list[Line]) -> list[tuple[list[Cell], list[Line]]]:
    """Cut a system into those that have no cell in common."""
    leader = {cell: cell for cell in cells}

    def lead(cell: Cell) -> Cell:
        while leader[cell] != cell:
            leader[cell] = cell = leader[leader[cell]]
        return cell

    for line in lines:
        for other in line.cells[1:]:
            leader[lead(other)] = lead(line.cells[0])
    own_cells, own_lines = defaultdict(list), defaultdict(list)
    for cell in leader:
        own_cells[lead(cell)].append(cell)
    for line in lines:
        own_lines[lead(line.cells[0])].append(line)
    return [(own, own_lines[first]) for first, own in own_cells.items()]


def _widths(
    cells: list[Cell], lines: list[Line], bounds: list[tuple[float, float]], small: list[Cell]
) -> dict[Cell, int]:
    """Give how many whole numbers lie between the least and the greatest value of some cells."""
    place = {cell: at for at, cell in enumerate(cells)}
    matrix = np.zeros((len(lines), len(cells)))
    for at, line in enumerate(lines):
        for cell in line.plus:
            matrix[at, place[cell]] += 1
        for cell in line.minus:
            matrix[at, place[cell]] -= 1
    least, most = (np.array([getattr(line, end) for line in lines], dtype=float) for end in ("low", "high"))
    equal = least == most
    upper, lower = np.isfinite(most) & ~equal, np.isfinite(least) & ~equal
    known = {
        "A_ub": np.concatenate([matrix[upper], -matrix[lower]]),
        "b_ub": np.concatenate([most[upper], -least[lower]]),
        "A_eq": matrix[equal],
        "b_eq": least[equal],
        "bounds": bounds,
        "method": "highs",
    }
    found = {}
    for cell in small:
        ends = []
        for sign in (1, -1):
            goal = np.zeros(len(cells))
            goal[place[cell]] = sign
            answer = linprog(goal, **known)
            assert answer.status in {0, 3}, answer.message
            ends.append(sign * answer.fun if answer.status == 0 else np.inf)
        found[cell] = floor(min(ends[1], _WIDE) + _NEAR) - ceil(ends[0] - _NEAR) + 1
    return found
