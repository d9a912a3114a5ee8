"""What is kept back because counts never shrink from one release to the next, which an attacker may know.

Where a block moves to a later release, each of its cells is at least as great there as before. Given the totals of both
releases, a cell of one family therefore has a lower limit in the earlier release, and one of the earlier release has an
upper limit in the later one. The later family is published only if every suppressed cell of both releases then still
has five values, whatever the two totals are among those that their published numbers allow.

That is decided exactly and in closed form. The pairs (before, after) that one cell can have are the whole points of a
polygon whose sides run along the axes or the diagonal; what the other cells add up to is the sum of such polygons, and
limits of sums along these three directions add up. A third release of a block would need a polyhedron in space: its
families are withheld, and with them nothing is known of its cells but that they are no smaller.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np

from dashboard.data.privacy.cells import (
    CANDIDATES,
    HALF,
    LEAST,
    MOST_HIDDEN,
    Bools,
    Published,
    block_of,
    rounded,
)
from dashboard.data.summing import Sums
from dashboard.data.wholesale import Numbers

_ANY = 1 << 40
"""Stands for no upper limit; sums of some millions of it are still exact."""
_SHIFTS = tuple(product(range(-HALF, HALF + 1), repeat=2))


@dataclass(frozen=True, slots=True)
class Told:
    """One family at one release: its true cells, what is published of them, and the true totals of the blocks."""

    true: Sums
    published: Published
    totals: Sums

    def known(self, blocks: Numbers) -> Numbers:
        """Give the published totals of blocks; 0 where nobody is counted, `SUPPRESSED` where few are."""
        found = dict(zip(block_of(self.totals).tolist(), rounded(self.totals.measures[0]).tolist(), strict=True))
        return np.array([found.get(block, 0) for block in blocks.tolist()], dtype=np.int64)

    def lines(self) -> Sums:
        """Give what is published of each cell: the number shown, whether it is suppressed, and whether it is small."""
        withheld = block_of(self.published.withheld)
        true = self.true.picked(~np.isin(block_of(self.true), withheld))
        value, hidden = self.published.cells.measures
        return Sums(self.published.cells.keys, np.stack([value, hidden, hidden * (true.measures[0] < LEAST)]))


class _Limits(NamedTuple):
    """For each cell its least and greatest value before and after, and its block's place."""

    least: Numbers
    most: Numbers
    least_after: Numbers
    most_after: Numbers
    place: Numbers


def narrowed(before: Told, after: Told, moved: Numbers, *, adds_up: bool) -> Numbers:
    """Give the blocks in which the later family would leave a suppressed cell fewer than five values.

    Args:
        before: the release in which each block stood until now.
        after: the later release.
        moved: the blocks that move to it; those in which there were fewer than 10 people tell nothing.
        adds_up: see `published_family`.
    """
    both = np.intersect1d(moved, block_of(after.published.cells))
    both = both[(before.known(both) >= LEAST) & (after.known(both) >= LEAST)]
    if not len(both):
        return both
    first, second = (_in_blocks(told.lines(), both) for told in (before, after))
    nothing = np.zeros_like
    lines = Sums(first.keys, np.concatenate([first.measures, nothing(first.measures)]))
    lines = lines.joined(Sums(second.keys, np.concatenate([nothing(second.measures), second.measures])))
    cells = lines.grouped(tuple(first.keys))
    place = np.searchsorted(both, block_of(cells))
    unknown = np.isin(both, block_of(before.published.withheld))[place]
    limits = _limits(cells.measures, unknown, place)
    small = np.stack([(cells.measures[2] > 0) | unknown, cells.measures[5] > 0])
    few = np.zeros(len(both), dtype=bool)
    for totals in _totals(before.known(both), after.known(both)):
        few |= _few(limits, small, totals, adds_up=adds_up)
    return both[few & ~_contradicted(limits, len(both))]


def _in_blocks(lines: Sums, blocks: Numbers) -> Sums:
    """Give the lines of some blocks."""
    return lines.picked(np.isin(block_of(lines), blocks))


def _limits(measures: Numbers, unknown: Bools, place: Numbers) -> _Limits:
    """Give what the published numbers say of each cell, no cell being greater before than after."""
    ends = [_of_one(*measures[:3]), _of_one(*measures[3:])]
    ends[0] = np.where(unknown, 0, ends[0][0]), np.where(unknown, _ANY, ends[0][1])
    (least, most), (least_after, most_after) = ends
    return _Limits(least, np.minimum(most, most_after), np.maximum(least, least_after), most_after, place)


def _of_one(value: Numbers, hidden: Numbers, small: Numbers) -> tuple[Numbers, Numbers]:
    """Give the least and the greatest true number behind published ones."""
    least = np.where(value > 0, np.maximum(value - HALF, LEAST), np.where(small > 0, 1, hidden * LEAST))
    most = np.where(value > 0, value + HALF, np.where(small > 0, MOST_HIDDEN, hidden * _ANY))
    return np.asarray(least), np.asarray(most)


def _totals(before: Numbers, after: Numbers) -> Iterator[tuple[Numbers, Numbers]]:
    """Give every pair of true totals that the published ones allow."""
    for first, second in _SHIFTS:
        yield np.maximum(before + first, LEAST), np.maximum(after + second, LEAST)


def _contradicted(limits: _Limits, blocks: int) -> Bools:
    """Say in which blocks some cell did shrink, to be seen by everybody: nobody can reckon with growth there."""
    shrunk = (limits.least > limits.most) | (limits.least_after > limits.most_after)
    return np.bincount(limits.place, weights=shrunk, minlength=blocks) > 0


def _few(limits: _Limits, small: Bools, totals: tuple[Numbers, Numbers], *, adds_up: bool) -> Bools:
    """Say in which blocks a small cell has fewer than five values, where these are the totals.

    Args:
        limits: what is known of each cell.
        small: cells that are to keep five values, before and after.
        totals: the totals of each block, before and after.
        adds_up: whether the cells of a block come to its total and not to more.
    """
    least, most, least_after, most_after, place = limits
    step = np.maximum(least_after - most, 0)
    sums = {name: _summed(line, place, len(totals[0])) for name, line in limits._asdict().items() if name != "place"}
    steps = _summed(step, place, len(totals[0]))
    possible = (totals[0] <= sums["most"]) & (totals[1] <= sums["most_after"])
    if adds_up:
        possible &= (totals[0] >= sums["least"]) & (totals[1] >= sums["least_after"])
        possible &= totals[1] - totals[0] >= steps
    others = {name: line[place] - getattr(limits, name) for name, line in sums.items()}
    whole, whole_after = (total[place] for total in totals)
    low = np.maximum(least, whole - others["most"])
    low_after = np.maximum(least_after, whole_after - others["most_after"])
    high, high_after, room = most, most_after, np.full(len(place), _ANY)
    if adds_up:
        high = np.minimum(most, whole - others["least"])
        high_after = np.minimum(most_after, whole_after - others["least_after"])
        room = whole_after - whole - (steps[place] - step)
    lowest, highest = np.maximum(low, low_after - room), np.minimum(high, high_after)
    left = highest - lowest + 1
    left_after = np.minimum(high_after, high + room) - np.maximum(low_after, low) + 1
    # What is certainly 0 or at least 10 is no small number.
    few = small[0] & (left < CANDIDATES) & (highest > 0) & (lowest < LEAST)
    few |= small[1] & (left_after < CANDIDATES)
    return possible & (np.bincount(place, weights=few, minlength=len(possible)) > 0)


def _summed(line: Numbers, place: Numbers, blocks: int) -> Numbers:
    """Add up a line of whole numbers by block."""
    found = np.zeros(blocks, dtype=np.int64)
    np.add.at(found, place, line)
    return found


class State(NamedTuple):
    """A release to which a block moved, named by its place, and its total there."""

    at: int
    total: int


def states(releases: list[dict[int, int]]) -> Mapping[int, tuple[State, ...]]:
    """Give for each block the releases to which it moved, one after another.

    A block moves to a later release only if it counts at least 10 more or fewer than where it stands, or if nobody was
    counted there: so that no single record between two releases moves what is published.

    Args:
        releases: for each release, the first one first, the true totals of the blocks in which there is anybody.
    """
    found = dict[int, tuple[State, ...]]()
    for at, totals in enumerate(releases):
        for block in found.keys() | totals.keys():
            new, before = totals.get(block, 0), found.get(block, ())
            old = before[-1].total if before else 0
            if not old or abs(new - old) >= LEAST:
                found[block] = (*before, State(at, new))
    return found
