"""People counted without person keys: `max_then_sum` (OCHA), which does not add up over time.

For the days asked, new people are summed for each cell (project, place, population group, sex, age band) and activity
(its code, else its kind); of the activities of a cell the largest counts, because the same people may come to several;
then the cells are summed. A breakdown by kind applies the rule within each kind, so that kinds may exceed the total.
People with a disability are counted by the same rule among themselves.

No cube can hold this for every period, so the rows counted this way are kept in the process, once a data version, as
columns of numbers; a question is then a few additions over them.
"""

from collections.abc import Iterable, Mapping
from datetime import date

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from dashboard.address import first_of_month
from dashboard.data.cells import By, Question, Row
from dashboard.data.crowd import MEASURES, STARTS, Crowd, crowd, steps_of
from dashboard.data.cubes import Level
from dashboard.data.rivals import Largest
from dashboard.data.selection import Selection, Window
from dashboard.data.summing import Sums
from dashboard.data.wholesale import Numbers

_FEW = 8
_EVER = Window(date.min, date.max)
_DAY_ZERO = date(2000, 1, 1).toordinal()


def peaks(connection: Connection, selection: Selection, questions: Iterable[Question]) -> dict[Question, list[Row]]:
    """Give the new people (and of these with a disability) that `max_then_sum` counts; all other measures are 0."""
    known = crowd(connection, selection.version)
    here = _here(known, selection)
    rows: dict[str, Numbers] = {}
    counted: dict[object, Largest] = {}
    answers = {}
    for question in questions:
        window, key = question.window, (question.window, question.grain, By.KIND in question.by)
        if window not in rows:
            rows[window] = _during(known, selection, here, getattr(selection, window))
        if key not in counted:
            grouping = known.grouping(question.grain, within_kind=By.KIND in question.by)
            counted[key] = grouping.largest(rows[window], [known.columns[name] for name in MEASURES])
        answers[question] = _answer(known, selection, question, counted[key])
    return answers


def _answer(known: Crowd, selection: Selection, question: Question, counted: Largest) -> list[Row]:
    """Sum the groups by what the question breaks down by."""
    if By.PLACE not in question.by:
        return _summed(known, question, _thing(selection, question), counted)
    # A chosen district never lies in a chosen province.
    provinces = [place for level, place in selection.places if level is Level.PROVINCE]
    whole = _one_of(known.columns["province_id"][counted.example], provinces)
    return [
        *_summed(known, question, "province_id", counted.picked(whole)),
        *_summed(known, question, "place_id", counted.picked(~whole)),
    ]


def _thing(selection: Selection, question: Question) -> str:
    """Name the column by which the question breaks down: that of kinds, projects or places inside the selected one."""
    if By.KIND in question.by:
        return "activity_kind_id"
    if By.PROJECT in question.by:
        return "project_id"
    if By.PART in question.by:
        return "province_id" if selection.places[0][0] is Level.COUNTRY else "place_id"
    return "nothing"


def _summed(known: Crowd, question: Question, thing: str, counted: Largest) -> list[Row]:
    """Sum the groups that agree in what the question asks for and in the column `thing`."""
    names = (STARTS[question.grain], *_names(question), thing)
    numbering = known.numbering(tuple(dict.fromkeys(names)))
    own = numbering.number[counted.example]
    people, disabled = (np.bincount(own, weights=line) for line in counted.measures)
    used = np.flatnonzero(people)
    columns = [known.columns[name][numbering.example[used]].tolist() for name in names]
    sums = [line[used].astype(np.int64).tolist() for line in (people, disabled)]
    return [
        Row(first_of_month(start) if question.grain else None, group, sex, age, of, new, 0, 0, 0, with_disability, 0)
        for start, group, sex, age, of, new, with_disability in zip(*columns, *sums, strict=True)
    ]


def _names(question: Question) -> tuple[str, str, str]:
    """Give the columns of population group, sex and age band, or of nothing where they are not asked for."""
    group = "population_group" if By.GROUP in question.by else "nothing"
    return (group, "sex", "age_band") if By.SEX_AGE in question.by else (group, "nothing", "nothing")


def quarterly(
    connection: Connection, version: int, own: Mapping[int, tuple[Window, ...]], *, within_kind: bool
) -> Sums:
    """Give the new people, and of these with a disability, that the rule counts in each quarter of some projects.

    Args:
        connection: a reading transaction.
        version: the data version.
        own: projects with the days that count for each.
        within_kind: apply the rule within each kind of activity.
    """
    known = crowd(connection, version)
    rows = _of_projects(known, own, np.arange(len(known.columns["date"])), _EVER)
    counted = known.grouping(3, within_kind=within_kind).largest(rows, [known.columns[name] for name in MEASURES])
    names = ("quarter", "project_id", "province_id", "population_group", "sex", "age_band", "activity_kind_id")
    return Sums({name: known.columns[name][counted.example] for name in names}, np.stack(counted.measures))


def growth(connection: Connection, selection: Selection) -> dict[date, int]:
    """Give, for each month, by how much the people counted by `max_then_sum` since the first day grew in it.

    Up to any month these add up to the rule's figure for all days up to that month's end, which the figures of single
    months do not. The people of a cell are the highest running total that any of its activities has reached.
    """
    known = crowd(connection, selection.version)
    rows = _during(known, selection, _here(known, selection), selection.to_date)
    if not len(rows):
        return {}
    steps = known.columns["step"][rows] if _from_the_start(known, rows) else steps_of(known, rows)
    month = known.columns["month"][rows]
    base = int(month.min())
    grown = np.bincount(month - base, weights=steps).astype(np.int64)
    return {first_of_month(base + index): people for index, people in enumerate(grown.tolist()) if people}


def _from_the_start(known: Crowd, rows: Numbers) -> bool:
    """Say whether some rows are all that their cells hold up to the latest day among them.

    What each adds to its cell is then the same as among all rows.
    """
    cell, day = known.columns["cell"], known.columns["date"]
    touched = np.zeros(cell[-1] + 1, dtype=bool)
    touched[cell[rows]] = True
    return int(np.count_nonzero(touched[cell] & (day <= day[rows].max()))) == len(rows)


def _here(known: Crowd, selection: Selection) -> Numbers:
    """Give the rows of the places and population groups that are selected, of whatever day and project."""
    columns = known.columns
    chosen = np.ones(len(columns["date"]), dtype=bool)
    if selection.groups:
        chosen &= np.isin(columns["population_group"], selection.groups)
    if selection.places[0][0] is not Level.COUNTRY:
        places = {level: [i for own, i in selection.places if own is level] for level in Level}
        inside = _one_of(columns["province_id"], places[Level.PROVINCE])
        chosen &= inside | _one_of(columns["place_id"], places[Level.DISTRICT])
    return np.flatnonzero(chosen)


def _during(known: Crowd, selection: Selection, rows: Numbers, window: Window | None) -> Numbers:
    """Give those of some rows whose project is selected on their day, and whose day lies in the window."""
    if window is None:
        return rows[:0]
    own = {i: selection.projects[i] for i in selection.directory.max_projects & selection.projects.keys()}
    return _of_projects(known, own, rows, window)


def _of_projects(known: Crowd, own: Mapping[int, tuple[Window, ...]], rows: Numbers, window: Window) -> Numbers:
    """Give those of some rows that lie in the days that count for their project, and in the window."""
    project, date = known.columns["project_id"][rows], known.columns["date"][rows]
    chosen = np.zeros(len(rows), dtype=bool)
    alike: dict[tuple[Window, ...], list[int]] = {}
    for one, windows in own.items():
        alike.setdefault(windows, []).append(one)
    for windows, projects in alike.items():
        theirs = _one_of(project, projects)
        for days in filter(None, (each.cut(window) for each in windows)):
            first, last = days.first.toordinal() - _DAY_ZERO, days.last.toordinal() - _DAY_ZERO
            chosen |= theirs & (date >= first) & (date <= last)
    return rows[chosen]


def _one_of(column: Numbers, values: list[int]) -> npt.NDArray[np.bool_]:
    """Say for each row whether its value is one of these; comparing with each of a few is faster than a search."""
    if len(values) > _FEW:
        return np.isin(column, values)
    found = np.zeros(len(column), dtype=bool)
    for value in values:
        found |= column == value
    return found
