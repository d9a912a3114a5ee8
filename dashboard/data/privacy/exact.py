"""Exact totals of people reached: of whole grants and a locked period, where they tell nothing of a small cell.

What is published of a breakdown leaves every suppressed cell five values whatever the totals of its blocks are among
those that their published numbers allow (`cells`, `growth`). So a sum of true totals can tell of small cells only where
a total is small itself. It is published exactly if no block in it counts 1 to 9 people; then nothing is found either by
subtracting such sums of other periods or grants from each other. Published numbers alone decide this.

The figure is the reported one: it must be the whole truth of the version that was locked, and stands until a later
release moves one of its blocks. `tests/data/test_privacy_exact.py` proves this by linear programming.
"""

from sqlalchemy import Connection

from dashboard.address import Period
from dashboard.data.filters import Filters
from dashboard.data.per_version import remembered
from dashboard.data.privacy.cells import LEAST, block_of
from dashboard.data.privacy.reach_cells import standing_cells, true_cells
from dashboard.data.privacy.reach_rows import COUNTS
from dashboard.data.privacy.scope import Chosen, Part, asked_grants
from dashboard.data.releasing import Lock, locks_of
from dashboard.data.summing import Sums

_KEPT = 64
Exact = tuple[int | None, ...]
NOTHING_EXACT: Exact = (None,) * len(COUNTS)


def exact_totals(connection: Connection, filters: Filters, chosen: Chosen) -> Exact:
    """Give each of `COUNTS` exactly for the period of the filters, None where it is published as a sum of cells.

    Several grants must have been reported in one version.
    """
    period, grants = filters.period, asked_grants(chosen.directory, filters)
    if period is None or chosen.first is None or filters.places or filters.groups or not chosen.parts:
        return NOTHING_EXACT
    if chosen.last + 2 != period.end.index:
        return NOTHING_EXACT
    reported = {
        next((k.reported_version for k in locks_of(connection, grant, chosen.newest) if _is_of(k, period)), None)
        for grant in grants
    }
    version = reported.pop() if len(reported) == 1 else None
    if version is None:
        return NOTHING_EXACT
    found = [exact_of(connection, part, version, (chosen.first, chosen.last)) for part in chosen.parts]
    return tuple(None if None in line else sum(filter(None, line)) for line in zip(*found, strict=True))


def _is_of(lock: Lock, period: Period) -> bool:
    """Say whether a lock is of just these months."""
    return (lock.period.start, lock.period.end) == (period.start, period.end)


@remembered(_KEPT)
def exact_of(connection: Connection, part: Part, reported: int, quarters: tuple[int, int]) -> Exact:
    """Give each of `COUNTS` of a part exactly, None where that would tell something or is not what was reported.

    Args:
        connection: a reading transaction.
        part: the part as it is seen.
        reported: the version that was locked.
        quarters: index of the first month of the first and of the last quarter.
    """
    if reported not in part.every:
        return NOTHING_EXACT
    then = part.as_of(reported)
    states = [
        true_cells(connection, then, "total"),
        standing_cells(connection, then, "total"),
        standing_cells(connection, part, "total"),
    ]
    return tuple(_sum_of([_by_block(cells, count, quarters) for cells in states]) for count in range(len(COUNTS)))


def _by_block(cells: Sums, count: int, quarters: tuple[int, int]) -> dict[int, int]:
    """Give one count of each block of some quarters in which there is anybody."""
    inside = (cells.keys["quarter"] >= quarters[0]) & (cells.keys["quarter"] <= quarters[1])
    own = cells.picked(inside & (cells.measures[count] > 0))
    return dict(zip(block_of(own).tolist(), own.measures[count].tolist(), strict=True))


def _sum_of(states: list[dict[int, int]]) -> int | None:
    """Add up blocks that are the same in all states, none of them small; None for others."""
    first, *others = states
    same = all(other == first for other in others)
    return sum(first.values()) if same and min(first.values(), default=LEAST) >= LEAST else None
