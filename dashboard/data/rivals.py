"""Sums that compete: rows are added up, and of the sums of one group only the largest counts."""

from dataclasses import dataclass

import numpy as np

from dashboard.data.wholesale import Numbers


@dataclass(frozen=True, slots=True)
class Grouping:
    """Which rows are summed together, and of which sums the largest counts."""

    summed: Numbers
    """For each row the number of its sum."""
    rival: Numbers
    """For each sum the number of the group in which it competes; groups ascend with the sums."""
    example: Numbers
    """For each group one of its rows, which tells its keys."""

    def largest(self, rows: Numbers, values: Numbers) -> tuple[Numbers, Numbers]:
        """Sum the values of some rows and give the largest sum of each group that they touch.

        Args:
            rows: numbers of the rows, at least one.
            values: for each measure (first axis) the value of each of these rows.

        Returns:
            One row of each group, and for each measure its largest sum.
        """
        number = self.summed[rows]
        order = np.argsort(number, kind="stable")
        first = _firsts(number[order])
        groups = self.rival[number[order][first]]
        start = _firsts(groups)
        sums = np.add.reduceat(values[:, order], first, axis=1)
        return self.example[groups[start]], np.maximum.reduceat(sums, start, axis=1)


def _firsts(numbers: Numbers) -> Numbers:
    """Give the places at which a sorted array changes, its first place included."""
    return np.flatnonzero(np.diff(numbers, prepend=-1))


def numbered(columns: list[Numbers]) -> tuple[Numbers, Numbers]:
    """Number the different rows of some columns: each row's number, and for each number the first such row."""
    order = np.lexsort(columns[::-1])
    changed = np.zeros(len(order), dtype=bool)
    changed[:1] = True
    for column in columns:
        sorted_column = column[order]
        changed[1:] |= sorted_column[1:] != sorted_column[:-1]
    numbers = np.empty(len(order), dtype=np.int64)
    numbers[order] = np.cumsum(changed) - 1
    return numbers, order[changed]
