"""Sums that compete: rows are added up, and of the sums of one group only the largest counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from dashboard.data.wholesale import Numbers


@dataclass(frozen=True, slots=True)
class Numbering:
    """Different rows have different numbers, and equal ones the same; numbers ascend as the columns do."""

    number: Numbers
    """For each row."""
    example: Numbers
    """For each number the first row that has it."""


@dataclass(frozen=True, slots=True)
class Largest:
    """What counts of some rows: for each group that they touch its largest sums."""

    example: Numbers
    """For each group one of its rows, which tells its keys."""
    measures: list[Numbers]
    """For each measure the largest sum of each group."""

    def picked(self, which: npt.NDArray[np.bool_]) -> "Largest":
        """Give some of the groups."""
        return Largest(self.example[which], [line[which] for line in self.measures])


@dataclass(frozen=True, slots=True)
class Grouping:
    """Which rows are summed together, and of which sums the largest counts."""

    summed: Numbers
    """For each row the number of its sum."""
    rival: Numbers
    """For each sum the number of the group in which it competes; groups ascend with the sums."""
    example: Numbers
    """For each group one of its rows."""
    order: Numbers | None
    """The rows in the order of their sums, None where they stand in it."""
    place: Numbers
    """For each row its place in that order."""

    @classmethod
    def of(cls, group: Sequence[Numbers], rival: Numbers) -> Self:
        """Give the grouping of rows that compete where they agree in some columns, and are summed where in one more."""
        sums = numbered([*group, rival])
        groups = numbered([column[sums.example] for column in group])
        order = np.argsort(sums.number, kind="stable")
        rows = np.arange(len(order))
        place = np.empty_like(order)
        place[order] = rows
        moved = None if np.array_equal(order, rows) else order
        return cls(sums.number, groups.number, sums.example[groups.example], moved, place)

    def largest(self, rows: Numbers, measures: Sequence[Numbers]) -> Largest:
        """Sum some of the rows and give the largest sum of each group that they touch.

        Args:
            rows: numbers of the rows, ascending.
            measures: for each measure its value in every row there is.
        """
        if not len(rows):
            return Largest(rows, [rows for _ in measures])
        if self.order is not None:
            taken = np.zeros(len(self.order), dtype=bool)
            taken[self.place[rows]] = True
            rows = self.order[taken]
        number = self.summed[rows]
        first = _firsts(number)
        groups = self.rival[number[first]]
        start = _firsts(groups)
        sums = (np.add.reduceat(measure[rows], first) for measure in measures)
        return Largest(self.example[groups[start]], [np.maximum.reduceat(each, start) for each in sums])


def _firsts(numbers: Numbers) -> Numbers:
    """Give the places at which a sorted array changes, its first place included."""
    changed = np.ones(len(numbers), dtype=bool)
    np.not_equal(numbers[1:], numbers[:-1], out=changed[1:])
    return np.flatnonzero(changed)


def numbered(columns: Sequence[Numbers]) -> Numbering:
    """Number the different rows of some columns."""
    order = np.lexsort(columns[::-1])
    changed = np.zeros(len(order), dtype=bool)
    changed[:1] = True
    for column in columns:
        sorted_column = column[order]
        changed[1:] |= sorted_column[1:] != sorted_column[:-1]
    numbers = np.empty(len(order), dtype=np.int64)
    numbers[order] = np.cumsum(changed) - 1
    return Numbering(numbers, order[changed])
