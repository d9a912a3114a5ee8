"""The rows counted without person keys, as columns of numbers kept in the process, once a data version."""

from dataclasses import dataclass, field

import numpy as np
from sqlalchemy import Connection

from dashboard.codes import COUNTING_RULE, DIRECTNESS, DISABILITY
from dashboard.data.per_version import once_a_version
from dashboard.data.rivals import Grouping, Numbering, numbered
from dashboard.data.wholesale import Numbers, read_columns

_COLUMNS = {
    "date": "i4",
    "project_id": "i4",
    "province_id": "i4",
    "place_id": "i4",
    "population_group": "i2",
    "sex": "i2",
    "age_band": "i2",
    "activity_kind_id": "i4",
    "activity": "i4",
    "new_people": "i4",
    "disabled_people": "i4",
}
MEASURES = ("new_people", "disabled_people")
STARTS = {0: "nothing", 1: "month", 3: "quarter"}
"""The column that tells apart what a question's grain does; months are counted from year 0."""
_CELL = ("project_id", "place_id", "population_group", "sex", "age_band")
_MONTH_ZERO = 1970 * 12


@dataclass(frozen=True, slots=True)
class Crowd:
    """All rows counted by `max_then_sum` that are live as of a version, sorted by cell, activity and day."""

    columns: dict[str, Numbers]
    """What a row holds, besides its cell, month and quarter, and by how much it raises the people of its cell."""
    groupings: dict[tuple[int, bool], Grouping] = field(default_factory=dict)
    numberings: dict[tuple[str, ...], Numbering] = field(default_factory=dict)

    def grouping(self, grain: int, *, within_kind: bool) -> Grouping:
        """Give the grouping for a grain (0 for the whole period, 1 by month, 3 by quarter)."""
        key = (grain, within_kind)
        if key not in self.groupings:
            group = [self.columns[name] for name in (*_CELL, STARTS[grain])]
            group += [self.columns["activity_kind_id"]] if within_kind else []
            self.groupings[key] = Grouping.of(group, self.columns["activity"])
        return self.groupings[key]

    def numbering(self, names: tuple[str, ...]) -> Numbering:
        """Give the numbering of all rows by some columns."""
        if names not in self.numberings:
            self.numberings[names] = numbered([self.columns[name] for name in names])
        return self.numberings[names]


@once_a_version
def crowd(connection: Connection, version: int) -> Crowd:
    """Read the rows that `max_then_sum` counts as of a version."""
    rows = read_columns(
        connection,
        f"""
        select date, project_id, province_id, place_id, population_group, sex, age_band, activity_kind_id, new_people,
            case when activity_code is null then -activity_kind_id
                else cast(dense_rank() over (order by activity_code) as integer) end as activity,
            case when disability = {DISABILITY.index("yes")} then new_people else 0 end as disabled_people
        from reach where counting_rule = {COUNTING_RULE.index("max_then_sum")}
            and directness = {DIRECTNESS.index("direct")}
            and since_version <= {version:d} and (until_version is null or until_version > {version:d})""",  # noqa: S608  Numbers.
        _COLUMNS,
    )
    order = np.lexsort([rows[name] for name in ("date", "activity", *reversed(_CELL))])
    columns = {name: column[order] for name, column in rows.items()}
    months = (np.datetime64("2000-01-01") + columns["date"]).astype("datetime64[M]").astype(np.int64) + _MONTH_ZERO
    columns |= {"month": months, "quarter": months // 3 * 3, "nothing": np.full_like(months, -1)}
    known = Crowd(columns)
    sums = known.grouping(0, within_kind=False)
    columns["cell"] = sums.rival[sums.summed]
    columns["step"] = steps_of(known, np.arange(len(months)))
    return known


def steps_of(known: Crowd, rows: Numbers) -> Numbers:
    """Give by how much each of some rows raises the highest running total of its cell, taken day by day."""
    activity = known.grouping(0, within_kind=False).summed[rows]
    cell = known.columns["cell"][rows]
    running = _running(known.columns["new_people"][rows], activity)
    # Totals of a later cell are lifted above all of the one before, so that one pass keeps the highest of each cell.
    order = np.lexsort((running, known.columns["date"][rows], cell))
    lift = cell[order] * (int(running.max(initial=0)) + 1)
    highest = np.maximum.accumulate(running[order] + lift) - lift
    steps = np.diff(highest, prepend=0)
    first = np.diff(cell[order], prepend=-1) != 0
    steps[first] = highest[first]
    own = np.empty_like(steps)
    own[order] = steps
    return own


def _running(values: Numbers, groups: Numbers) -> Numbers:
    """Give the running total of the values within each group; rows of a group stand together."""
    total = np.cumsum(values)
    first = np.diff(groups, prepend=-1) != 0
    before = np.where(first, total - values, 0)
    return np.asarray(total - np.maximum.accumulate(before))
