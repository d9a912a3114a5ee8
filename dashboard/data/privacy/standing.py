"""What is published of base cells from one release to the next: of people reached and of cases alike.

Each quarter and province stands as of the release that it follows, see `growth.states`; where it moves, its families
are published only as far as those of both releases leave every suppressed cell five values.
"""

from collections.abc import Mapping
from typing import Protocol

import numpy as np
from sqlalchemy import Connection

from dashboard.data.per_version import remembered
from dashboard.data.privacy.cells import LEAST, Published, block_of, published_family, published_totals
from dashboard.data.privacy.growth import State, Told, narrowed, states
from dashboard.data.privacy.scope import Days, Part
from dashboard.data.summing import Sums
from dashboard.data.wholesale import Numbers

_KEPT = 384
_MOST_STATES = 2
"""Releases in which a family of a block can be told beside each other."""


class Source(Protocol):
    """Where true cells come from; equal sources give equal cells."""

    @property
    def counts(self) -> int:
        """Give how many counts the totals of blocks publish; a breakdown publishes the first."""

    def cells(self, connection: Connection, part: Part, name: str) -> Sums:
        """Give the true cells of a family of a part, by quarter, place and breakdown."""

    def adds_up(self, connection: Connection, part: Part, name: str) -> bool:
        """Say whether the cells of a family add up to their total, see `cells.published_family`."""

    def __hash__(self) -> int:
        """Tell sources apart."""


@remembered(_KEPT)
def published_cells(connection: Connection, source: Source, part: Part, name: str) -> Published:
    """Give what is published of a family for a part of somebody's scope; `total` is the family of totals."""
    totals = standing_cells(connection, source, part, "total")
    if name == "total":
        return published_totals(totals)
    adds_up = source.adds_up(connection, part, name)
    true = standing_cells(connection, source, part, name)
    told = Told(true, published_family(true, totals, adds_up=adds_up), totals)
    if not part.earlier:
        return told.published
    return told.published.without(_kept_back(connection, source, part, name, told, adds_up=adds_up))


def _kept_back(connection: Connection, source: Source, part: Part, name: str, told: Told, *, adds_up: bool) -> Numbers:
    """Give the blocks in which a family is withheld for what it would tell beside earlier releases; see `growth`.

    Where a block stands as before, what was withheld stays so. One that moves a second time is withheld.
    """
    earlier = part.as_of(part.earlier[-1])
    totals = standing_cells(connection, source, earlier, "total")
    shown = published_cells(connection, source, earlier, name)
    before = Told(standing_cells(connection, source, earlier, name), shown, totals)
    moves = _states(connection, source, part, 0)
    moved = np.array([b for b, own in moves.items() if own[-1].at == len(part.earlier)], dtype=np.int64)
    often = [b for b, own in moves.items() if sum(state.total >= LEAST for state in own) > _MOST_STATES]
    still = np.setdiff1d(block_of(before.published.withheld), moved)
    both = narrowed(before, told, moved, adds_up=adds_up)
    return np.union1d(np.union1d(still, both), np.intersect1d(moved, np.array(often, dtype=np.int64)))


@remembered(_KEPT)
def standing_cells(connection: Connection, source: Source, part: Part, name: str) -> Sums:
    """Give true cells as they stand in what is published: each block as of the release that it follows."""
    cells = [source.cells(connection, part.as_of(version), name) for version in part.every]
    found = cells[0]
    rows = []
    for count in range(source.counts if name == "total" else 1):
        stands = _states(connection, source, part, count)
        for at, own in enumerate(cells):
            blocks = [block for block, moves in stands.items() if moves[-1].at == at]
            rows.append(own.picked(np.isin(block_of(own), blocks)).only(count))
    for each in rows:
        found = found.joined(each)
    return found.picked(slice(len(cells[0]), None)).grouped(tuple(cells[0].keys))


def _states(connection: Connection, source: Source, part: Part, count: int) -> Mapping[int, tuple[State, ...]]:
    """Give the releases up to a part's own to which each block moved by one of the counts, see `states`."""
    at = len(part.earlier)
    found = _all_states(connection, source, part.projects, part.releases or part.every, count)
    known = ((block, tuple(state for state in own if state.at <= at)) for block, own in found.items())
    return {block: own for block, own in known if own}


@remembered(_KEPT)
def _all_states(
    connection: Connection,
    source: Source,
    projects: tuple[tuple[int, Days], ...],
    releases: tuple[int, ...],
    count: int,
) -> Mapping[int, tuple[State, ...]]:
    """Give all releases to which each block moved by one of the counts."""
    last = Part(releases[-1], projects, releases[:-1])
    totals = [source.cells(connection, last.as_of(version), "total") for version in releases]
    return states(
        [dict(zip(block_of(cells).tolist(), cells.measures[count].tolist(), strict=True)) for cells in totals]
    )
