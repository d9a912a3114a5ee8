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
from dashboard.data.rivals import Grouping, numbered
from dashboard.data.selection import Selection, Window
from dashboard.data.summing import Sums
from dashboard.data.wholesale import Numbers, read_columns

_FEW = 8
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
            summed, first = numbered([*group, self.columns["activity"]])
            rival, example = numbered([column[first] for column in group])
            self.groupings[key] = Grouping(summed, rival, first[example])
        return self.groupings[key]

    def start(self, grain: int) -> Numbers:
        """Give each row's month or quarter by its first month, counted from year 0; 0 without a grain."""
        return self.columns["month"] // grain * grain if grain else np.zeros_like(self.columns["month"])


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
    known = Crowd(columns)
    columns["step"] = _steps(known, np.arange(len(columns["date"])))
    return known


def peaks(connection: Connection, selection: Selection, questions: Iterable[Question]) -> dict[Question, list[Row]]:
    """Give the new people (and of these with a disability) that `max_then_sum` counts; all other measures are 0."""
    known = crowd(connection, selection.version)
    asked = list(questions)
    windows = {question.window for question in asked}
    rows = {window: np.flatnonzero(_selected(known, selection, getattr(selection, window))) for window in windows}
    counted: dict[object, Sums | None] = {}
    answers = {}
    for question in asked:
        key = (question.window, question.grain, By.KIND in question.by)
        if key not in counted:
            counted[key] = _counted(known, question, rows[question.window])
        answers[question] = _answer(selection, question, counted[key])
    return answers


def _counted(known: Crowd, question: Question, rows: Numbers) -> Sums | None:
    """Apply the rule to some rows: the people of each group, and those of them with a disability; None without rows."""
    if not len(rows):
        return None
    people = known.columns["new_people"][rows]
    grouping = known.grouping(question.grain, within_kind=By.KIND in question.by)
    example, measures = grouping.largest(rows, np.stack([people, people * known.columns["disabled"][rows]]))
    keys = {name: known.columns[name][example] for name in (*_CELL, "province_id", "activity_kind_id")}
    keys |= {"start": known.start(question.grain)[example], "nothing": np.full(len(example), -1)}
    return Sums(keys, measures)


def _answer(selection: Selection, question: Question, counted: Sums | None) -> list[Row]:
    """Sum the groups by what the question breaks down by."""
    if counted is None:
        return []
    names = ["start", *_names(question), "thing"]
    found = Sums({**counted.keys, "thing": _things(selection, question, counted.keys)}, counted.measures)
    found = found.grouped(tuple(dict.fromkeys(names)))
    columns = [found.keys[name].tolist() for name in names]
    return [
        Row(Month.at(start).first if question.grain else None, group, sex, age, thing, new, 0, 0, 0, disabled, 0)
        for start, group, sex, age, thing, new, disabled in zip(*columns, *found.measures.tolist(), strict=True)
    ]


def _names(question: Question) -> tuple[str, str, str]:
    """Give the columns of population group, sex and age band, or of nothing where they are not asked for."""
    group = "population_group" if By.GROUP in question.by else "nothing"
    return (group, "sex", "age_band") if By.SEX_AGE in question.by else (group, "nothing", "nothing")


def _things(selection: Selection, question: Question, columns: dict[str, Numbers]) -> Numbers:
    """Give the kind, project or place by which the question breaks down, else -1."""
    if By.KIND in question.by:
        return columns["activity_kind_id"]
    if By.PROJECT in question.by:
        return columns["project_id"]
    if By.PLACE in question.by:
        provinces = [place for level, place in selection.places if level is Level.PROVINCE]
        return np.where(np.isin(columns["province_id"], provinces), columns["province_id"], columns["place_id"])
    if By.PART in question.by:
        return columns["province_id" if selection.places[0][0] is Level.COUNTRY else "place_id"]
    return columns["nothing"]


def growth(connection: Connection, selection: Selection) -> dict[date, int]:
    """Give, for each month, by how much the people counted by `max_then_sum` since the first day grew in it.

    Up to any month these add up to the rule's figure for all days up to that month's end, which the figures of single
    months do not. The people of a cell are the highest running total that any of its activities has reached.
    """
    known = crowd(connection, selection.version)
    rows = np.flatnonzero(_selected(known, selection, selection.to_date))
    if not len(rows):
        return {}
    steps = known.columns["step"][rows] if _from_the_start(known, rows) else _steps(known, rows)
    month = known.columns["month"][rows]
    base = int(month.min())
    grown = np.bincount(month - base, weights=steps).astype(np.int64)
    return {Month.at(base + index).first: people for index, people in enumerate(grown.tolist()) if people}


def _from_the_start(known: Crowd, rows: Numbers) -> bool:
    """Say whether some rows are all that their cells hold up to the latest day among them.

    What each adds to its cell is then the same as among all rows.
    """
    grouping, day = known.grouping(0, within_kind=False), known.columns["date"]
    cell = grouping.rival[grouping.summed]
    touched = np.zeros(len(grouping.example), dtype=bool)
    touched[cell[rows]] = True
    return int(np.count_nonzero(touched[cell] & (day <= day[rows].max()))) == len(rows)


def _steps(known: Crowd, rows: Numbers) -> Numbers:
    """Give by how much each of some rows raises the highest running total of its cell, taken day by day."""
    grouping = known.grouping(0, within_kind=False)
    activity = grouping.summed[rows]
    cell = grouping.rival[activity]
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


def _selected(known: Crowd, selection: Selection, window: Window | None) -> npt.NDArray[np.bool_]:
    """Say for each row whether it is selected."""
    columns = known.columns
    chosen = np.zeros(len(columns["date"]), dtype=bool)
    if window is None:
        return chosen
    alike: dict[tuple[Window, ...], list[int]] = {}
    for project in selection.directory.max_projects & selection.projects.keys():
        alike.setdefault(selection.projects[project], []).append(project)
    for windows, projects in alike.items():
        own = _one_of(columns["project_id"], projects)
        for days in filter(None, (each.cut(window) for each in windows)):
            first, last = days.first.toordinal() - _DAY_ZERO, days.last.toordinal() - _DAY_ZERO
            chosen |= own & (columns["date"] >= first) & (columns["date"] <= last)
    if selection.groups:
        chosen &= np.isin(columns["population_group"], selection.groups)
    if selection.places[0][0] is not Level.COUNTRY:
        places = {level: [i for own, i in selection.places if own is level] for level in Level}
        here = _one_of(columns["province_id"], places[Level.PROVINCE])
        chosen &= here | _one_of(columns["place_id"], places[Level.DISTRICT])
    return chosen


def _one_of(column: Numbers, values: list[int]) -> npt.NDArray[np.bool_]:
    """Say for each row whether its value is one of these; comparing with each of a few is faster than a search."""
    if len(values) > _FEW:
        return np.isin(column, values)
    found = np.zeros(len(column), dtype=bool)
    for value in values:
        found |= column == value
    return found
