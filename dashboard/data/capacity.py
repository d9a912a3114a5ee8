"""Whether the capacity of partners grows: levels 1 to 5 in five areas, by first and last assessment and over time.

Level 0 says that an area was not assessed: it is no level and is left out of every mean. Means are quotients of whole
numbers, rounded on screen only.
"""

from decimal import Decimal

import numpy as np
from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.data.day_columns import first_days, quarter, quarters
from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.loading.partnership_kinds import AREAS
from dashboard.data.partnership_state import PARTS
from dashboard.data.partnership_view import View, view


def capacity_by_area(connection: Connection, filters: Filters) -> DataFrame:
    """Give the mean level of the partnerships in view before and after, for each of the five areas in their order.

    Columns: area, before, after, partners, assessed. `before` and `after` are means of the first and the last level of
    the `partners` that were assessed on two days or more, None without any; `assessed` were assessed at least once.
    Whatever the period, the first assessment is the first of all; the last is the last one up to the day.
    """
    seen = view(connection, filters)
    known = seen.state.capacity
    twice = known.twice[seen.seen]
    partners = twice.sum(axis=0).tolist()
    sums = {
        name: np.where(twice, levels[seen.seen], 0).sum(axis=0).tolist()
        for name, levels in (("before", known.first), ("after", known.last))
    }
    return frame(
        area=list(AREAS),
        **{name: list(map(_mean, own, partners)) for name, own in sums.items()},
        partners=partners,
        assessed=np.count_nonzero(known.last[seen.seen], axis=0),
    )


def capacity_over_time(connection: Connection, filters: Filters) -> DataFrame:
    """Give the mean of the latest levels of the partnerships in view at the end of each quarter.

    Columns: quarter (its first day), area, level, partners (with a level in that area by then). Quarters run from the
    first assessment, or from the start of the period, to the day, which is where the last one ends; areas stand in
    their order, and before its first assessment an area has no row.
    """
    seen = view(connection, filters)
    known, last = seen.rows.capacity, quarter(seen.state.day)
    rows = np.flatnonzero(seen.seen[known.of] & (known.day <= seen.state.today))
    if not len(rows):
        return frame(quarter=[], area=[], level=[], partners=[])
    when = quarters(known.day[rows])
    first = int(when.min())
    cells = (when - first) * len(AREAS) + known.area[rows]
    shape = (last - first + 1, len(AREAS))
    step = known.level[rows] - known.before[rows]
    # A level takes the place of the one before it; sums of whole numbers this small are exact as floats.
    sums = np.bincount(cells, step, minlength=shape[0] * shape[1]).astype(np.int64).reshape(shape).cumsum(axis=0)
    new = known.before[rows] == 0
    counts = np.bincount(cells[new], minlength=shape[0] * shape[1]).reshape(shape).cumsum(axis=0)
    begin = max(quarter(filters.first_day) - first, 0) if filters.first_day else 0
    line, area = np.nonzero(counts[begin:])
    line += begin
    return frame(
        quarter=first_days(line + first),
        area=[AREAS[place] for place in area.tolist()],
        level=list(map(_mean, sums[line, area].tolist(), counts[line, area].tolist())),
        partners=counts[line, area],
    )


def change(seen: View) -> tuple[Decimal | None, int]:
    """Give the median of the changes of the partnerships in view, and how many have one.

    The change of a partnership is the mean of last − first level over its areas that were assessed on two days or more.
    """
    known = seen.state.capacity
    changes = np.sort(known.change[seen.seen & known.changed]).tolist()
    if not changes:
        return None, 0
    middle = changes[(len(changes) - 1) // 2] + changes[len(changes) // 2]
    return Decimal(middle) / (2 * PARTS), len(changes)


def _mean(total: int, count: int) -> Decimal | None:
    """Give total ÷ count, None of nothing."""
    return Decimal(total) / count if count else None
