"""People counted without person keys: `max_then_sum` (OCHA), which does not add up over time.

For the days asked, new people are summed for each cell (project, place, population group, sex, age band) and activity
(its code, else its kind); of the activities of a cell the largest counts, because the same people may come to several;
then the cells are summed. A breakdown by kind applies the rule within each kind, so that kinds may exceed the total.
People with a disability are counted by the same rule among themselves.

No cube can hold this for every period, so the rows counted this way are kept in the process, once a data version, as
columns of numbers; a question is then a few additions over them.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from dashboard.address import Month
from dashboard.codes import COUNTING_RULE, DIRECTNESS, DISABILITY
from dashboard.data.cells import By, Question, Row
from dashboard.data.cubes import Level
from dashboard.data.per_version import once_a_version
from dashboard.data.selection import Selection, Window
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
    "disabled": "i4",
}
_CELL = ("project_id", "place_id", "population_group", "sex", "age_band")
_DAY_ZERO = date(2000, 1, 1).toordinal()
_MONTH_ZERO = 1970 * 12


@dataclass(frozen=True, slots=True)
class Grouping:
    """Which rows are summed together, and of which sums the largest counts."""

    summed: Numbers
    """For each row the number of its sum."""
    rival: Numbers
    """For each sum the number of the group in which it competes."""
    example: Numbers
    """For each group one of its rows, which tells its keys."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """All rows counted by `max_then_sum` that are live as of a version, sorted by cell, activity and day."""

    columns: dict[str, Numbers]
    groupings: dict[tuple[int, bool], Grouping] = field(default_factory=dict)

    def grouping(self, grain: int, *, within_kind: bool) -> Grouping:
        """Give the grouping for a grain (0 for the whole period, 1 by month, 3 by quarter)."""
        key = (grain, within_kind)
        if key not in self.groupings:
            group = [*(self.columns[name] for name in _CELL), self.start(grain)]
            group += [self.columns["activity_kind_id"]] if within_kind else []
            summed, first = _numbered([*group, self.columns["activity"]])
            rival, example = _numbered([column[first] for column in group])
            self.groupings[key] = Grouping(summed, rival, first[example])
        return self.groupings[key]

    def start(self, grain: int) -> Numbers:
        """Give each row's month or quarter by its first month, counted from year 0; 0 without a grain."""
        return self.columns["month"] // grain * grain if grain else np.zeros_like(self.columns["month"])


def _numbered(columns: list[Numbers]) -> tuple[Numbers, Numbers]:
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


@once_a_version
def crowd(connection: Connection, version: int) -> Crowd:
    """Read the rows that `max_then_sum` counts as of a version."""
    rows = read_columns(
        connection,
        f"""
        select date, project_id, province_id, place_id, population_group, sex, age_band, activity_kind_id, new_people,
            case when activity_code is null then -activity_kind_id
                else cast(dense_rank() over (order by activity_code) as integer) end as activity,
            cast(disability = {DISABILITY.index("yes")} as integer) as disabled
        from reach where counting_rule = {COUNTING_RULE.index("max_then_sum")}
            and directness = {DIRECTNESS.index("direct")}
            and since_version <= {version:d} and (until_version is null or until_version > {version:d})""",  # noqa: S608  Numbers.
        _COLUMNS,
    )
    order = np.lexsort([rows[name] for name in ("date", "activity", *reversed(_CELL))])
    columns = {name: column[order] for name, column in rows.items()}
    days = np.datetime64("2000-01-01") + columns["date"]
    columns["month"] = days.astype("datetime64[M]").astype(np.int64) + _MONTH_ZERO
    return Crowd(columns)


@dataclass(frozen=True, slots=True)
class Counted:
    """The people of every group of a grouping, and those of them with a disability."""

    grouping: Grouping
    people: Numbers
    disabled: Numbers


def peaks(connection: Connection, selection: Selection, questions: Iterable[Question]) -> dict[Question, list[Row]]:
    """Give the new people (and of these with a disability) that `max_then_sum` counts; all other measures are 0."""
    known = crowd(connection, selection.version)
    counted: dict[object, Counted] = {}
    answers = {}
    for question in questions:
        key = (question.window, question.grain, By.KIND in question.by)
        if key not in counted:
            counted[key] = _counted(known, selection, question)
        answers[question] = _answer(known, selection, question, counted[key])
    return answers


def _counted(known: Crowd, selection: Selection, question: Question) -> Counted:
    """Apply the rule to the selected rows, group by group."""
    grouping = known.grouping(question.grain, within_kind=By.KIND in question.by)
    rows = np.flatnonzero(_selected(known, selection, getattr(selection, question.window)))
    people = known.columns["new_people"][rows]
    disabled = people * known.columns["disabled"][rows]
    return Counted(grouping, _largest(grouping, rows, people), _largest(grouping, rows, disabled))


def _largest(grouping: Grouping, rows: Numbers, values: Numbers) -> Numbers:
    """Sum the values of some rows by activity and give the largest sum of each group."""
    sums = np.bincount(grouping.summed[rows], weights=values, minlength=len(grouping.rival)).astype(np.int64)
    largest = np.zeros(len(grouping.example), dtype=np.int64)
    np.maximum.at(largest, grouping.rival, sums)
    return largest


def _answer(known: Crowd, selection: Selection, question: Question, counted: Counted) -> list[Row]:
    """Sum the groups by what the question breaks down by."""
    used = np.flatnonzero(counted.people)
    if not len(used):
        return []
    rows = counted.grouping.example[used]
    keys = {
        "start": known.start(question.grain)[rows] if question.grain else None,
        "population_group": known.columns["population_group"][rows] if By.GROUP in question.by else None,
        "sex": known.columns["sex"][rows] if By.SEX_AGE in question.by else None,
        "age_band": known.columns["age_band"][rows] if By.SEX_AGE in question.by else None,
        "thing": _things(known, selection, question, rows),
    }
    numbers, first = _numbered([key for key in keys.values() if key is not None] or [np.zeros_like(rows)])
    values = {name: [-1] * len(first) if key is None else key[first].tolist() for name, key in keys.items()}
    starts = [Month.at(month).first if question.grain else None for month in values.pop("start")]
    people, disabled = (np.bincount(numbers, weights=v[used]).astype(int) for v in (counted.people, counted.disabled))
    found = zip(starts, *values.values(), people.tolist(), disabled.tolist(), strict=True)
    return [
        Row(start, group, sex, age, thing, new, 0, 0, 0, with_disability, 0)
        for start, group, sex, age, thing, new, with_disability in found
    ]


def _things(known: Crowd, selection: Selection, question: Question, rows: Numbers) -> Numbers | None:
    """Give the kind, project or place by which the question breaks down, or None."""
    columns = known.columns
    if By.KIND in question.by:
        return columns["activity_kind_id"][rows]
    if By.PROJECT in question.by:
        return columns["project_id"][rows]
    if By.PLACE in question.by:
        provinces = [place for level, place in selection.places if level is Level.PROVINCE]
        province = columns["province_id"][rows]
        return np.where(np.isin(province, provinces), province, columns["place_id"][rows])
    if By.PART in question.by:
        return columns["province_id" if selection.places[0][0] is Level.COUNTRY else "place_id"][rows]
    return None


def growth(connection: Connection, selection: Selection) -> dict[date, int]:
    """Give, for each month, by how much the people counted by `max_then_sum` since the first day grew in it.

    Up to any month these add up to the rule's figure for all days up to that month's end, which the figures of single
    months do not. The people of a cell are the highest running total that any of its activities has reached.
    """
    known = crowd(connection, selection.version)
    rows = np.flatnonzero(_selected(known, selection, selection.to_date))
    if not len(rows):
        return {}
    grouping = known.grouping(0, within_kind=False)
    activity = grouping.summed[rows]
    cell, month = grouping.rival[activity], known.columns["month"][rows]
    running = _running(known.columns["new_people"][rows], activity)
    # Totals of a later cell are lifted above all of the one before, so that one pass keeps the highest of each cell.
    order = np.lexsort((running, month, cell))
    lift = cell[order] * (int(running.max()) + 1)
    highest = np.maximum.accumulate(running[order] + lift) - lift
    steps = np.diff(highest, prepend=0)
    first = np.diff(cell[order], prepend=-1) != 0
    steps[first] = highest[first]
    base = int(month.min())
    grown = np.bincount(month[order] - base, weights=steps).astype(np.int64)
    return {Month.at(base + index).first: people for index, people in enumerate(grown.tolist()) if people}


def _running(values: Numbers, groups: Numbers) -> Numbers:
    """Give the running total of the values within each group; rows of a group stand together."""
    total = np.cumsum(values)
    first = np.diff(groups, prepend=-1) != 0
    before = np.where(first, total - values, 0)
    return np.asarray(total - np.maximum.accumulate(before))


def _selected(known: Crowd, selection: Selection, window: Window | None) -> npt.NDArray[np.bool_]:
    """Say for each row whether it is selected."""
    columns = known.columns
    chosen = np.zeros(len(columns["date"]), dtype=bool)
    if window is None:
        return chosen
    for project in selection.directory.max_projects & selection.projects.keys():
        for days in filter(None, (own.cut(window) for own in selection.projects[project])):
            first, last = days.first.toordinal() - _DAY_ZERO, days.last.toordinal() - _DAY_ZERO
            chosen |= (columns["project_id"] == project) & (columns["date"] >= first) & (columns["date"] <= last)
    if selection.groups:
        chosen &= np.isin(columns["population_group"], selection.groups)
    if selection.places[0][0] is not Level.COUNTRY:
        places = {level: [i for own, i in selection.places if own is level] for level in Level}
        here = np.isin(columns["province_id"], places[Level.PROVINCE])
        chosen &= here | np.isin(columns["place_id"], places[Level.DISTRICT])
    return chosen
