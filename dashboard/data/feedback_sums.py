"""Sums of cases for questions: from the cubes where they hold them, from the rows where they do not, then corrected.

As for people reached, the days of a question are cut into spans; a span that a cube keeps is one entry of a list that
one statement joins with the cells. What is left is read from the table through the index that fits it, each row once
however many questions it answers. Both give the stored state of cases that are not sensitive; the corrections of the
version and day make of it what the viewer may see and how it stands.
"""

from collections.abc import Iterable

import numpy as np
from sqlalchemy import Connection

from dashboard.data.cubes import Level, Slice
from dashboard.data.feedback_cases import COLUMNS, FEW, FOREVER, MEASURES, Bools, answered_by, number_of, sums_on
from dashboard.data.feedback_corrections import corrections, priority_limits
from dashboard.data.feedback_known import month_of
from dashboard.data.feedback_plan import By, Part, Plan, Question, planned
from dashboard.data.feedback_selection import CaseSelection
from dashboard.data.feedback_statements import CELLS, PATHS, rows_of
from dashboard.data.schema.feedback import FEEDBACK_MEASURES
from dashboard.data.selection import Window, united
from dashboard.data.summing import Sums
from dashboard.data.wholesale import Numbers, read_arrays

KEYS = ("start", "type", "one", "two")
"""Keys of an answer: index of the month, type, and what else it is broken down by; -1 or 0 where it is not."""
_FEW_OF_CELLS = [FEEDBACK_MEASURES.index(name) for name in MEASURES[:FEW]]


def ask(connection: Connection, selection: CaseSelection, questions: Iterable[Question]) -> dict[Question, Sums]:
    """Answer questions about a selection; each answer has the keys `KEYS`, and none where no case fits."""
    asked = list(dict.fromkeys(questions))
    if not asked:
        return {}
    plan = planned(selection, asked)
    limits = priority_limits(connection, selection.base.version)
    found = _from_cells(connection, selection, plan, asked, limits)
    rows = _from_rows(connection, selection, plan, asked, limits)
    for number, parts in plan.parts.items():
        if rows is not None:
            own = _in_parts(rows, parts) & _of_types(selection, rows, asked[number].by)
            found[number].append(_keyed(selection, asked[number], rows).picked(own))
    for number, corrected in _corrected(connection, selection, asked).items():
        found[number].append(corrected)
    return {question: _summed(found[number]) for number, question in enumerate(asked)}


def _summed(parts: list[Sums]) -> Sums:
    """Add up the parts of an answer."""
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.joined(part) if len(part) else whole
    return whole.grouped(KEYS)


def _array(values: Iterable[object]) -> str:
    """Give a list as PostgreSQL writes arrays."""
    return "{" + ",".join(map(str, values)) + "}"


def _from_cells(
    connection: Connection, selection: CaseSelection, plan: Plan, asked: list[Question], limits: Numbers
) -> list[list[Sums]]:
    """Give, for each question, what the cells say; first comes a part that may be empty."""
    lists = {name: _array(values) for name, values in plan.cells.items()}
    names = ("question", "by", "grain", "segment", "slice", "place", "first", "last")
    types = _array(selection.types) if selection.types else None
    parameters = dict.fromkeys(names, "{}") | lists | {"version": selection.base.version, "types": types}
    columns = dict.fromkeys(("question", *KEYS), "i4") | dict.fromkeys(FEEDBACK_MEASURES, "i8")
    read = read_arrays(connection, CELLS, parameters, columns)
    measures = np.stack([read[name] for name in FEEDBACK_MEASURES])
    found = []
    for number, question in enumerate(asked):
        own = read["question"] == number
        keys = {name: read[name][own] for name in KEYS}
        keys["start"] = month_of(keys["start"]) if question.monthly else keys["start"]
        cells = Sums(keys, measures[:, own])
        found.append(
            [answered_by(cells, limits) if By.WAIT in question.by else Sums(keys, cells.measures[_FEW_OF_CELLS])]
        )
    return found


def _from_rows(
    connection: Connection, selection: CaseSelection, plan: Plan, asked: list[Question], limits: Numbers
) -> Sums | None:
    """Read the rows that no cell keeps, each once, in their stored state."""
    every_type = any(By.EVERY_TYPE in asked[number].by for number in plan.parts)
    kind, held, programmes = _held(selection)
    common: dict[str, object] = {
        "version": selection.base.version,
        "types": None if every_type or not selection.types else _array(selection.types),
        "programme": programmes[0],
        "programmes": _array(programmes),
        "slices": _array(held),
    }
    scans: dict[str, dict[int, list[Window]]] = {path: {} for path in PATHS}
    for part in dict.fromkeys(part for parts in plan.parts.values() for part in parts):
        path, keys = _found_by(selection, part)
        for key in keys:
            scans[path].setdefault(key, []).append(Window(part.first, part.last))
    found: Sums | None = None
    for path, windows in scans.items():
        lines = [(key, one.first, one.last) for key, own in windows.items() for one in united(own)]
        if lines:
            columns = zip(("key", "first", "last"), zip(*lines, strict=True), strict=True)
            lists: dict[str, object] = {name: _array(column) for name, column in columns}
            statement = rows_of(path, kind, one=len(programmes) == 1)
            rows = read_arrays(connection, statement, lists | common, COLUMNS)
            own_sums = sums_on(rows, FOREVER, limits)
            found = own_sums if found is None else found.joined(own_sums)
    return found


def _held(selection: CaseSelection) -> tuple[Slice, list[int], list[int]]:
    """Give of what slices rows are read, their ids, and the programmes to which they belong (0 for everything)."""
    holders, known = selection.base.holders, selection.base.directory.projects
    kind = holders[0].kind if holders else Slice.EVERYTHING
    held = [holder.id for holder in holders]
    if kind is Slice.PROJECT:
        return kind, held, sorted({known[i].parent or 0 for i in held})
    return kind, held, held or [0]


def _found_by(selection: CaseSelection, part: Part) -> tuple[str, list[int]]:
    """Give the path by which the rows of a part are found, and the keys: projects in the whole country, else places."""
    if part.level is not Level.COUNTRY:
        return ("province" if part.level is Level.PROVINCE else "place"), [part.place]
    if part.kind is Slice.PROJECT:
        return "project", [part.slice_id]
    known = selection.base.directory.projects
    own = part.kind is not Slice.PROGRAMME
    return "project", [i for i in selection.base.projects if own or known[i].parent == part.slice_id]


def _in_parts(rows: Sums, parts: tuple[Part, ...]) -> Bools:
    """Say for each row whether it lies in any of some parts."""
    found = np.zeros(len(rows), dtype=bool)
    keys = rows.keys
    for part in parts:
        received = keys["received_on"]
        own = (received >= number_of(part.first)) & (received <= number_of(part.last))
        if part.kind is not Slice.EVERYTHING:
            own &= keys["programme_id" if part.kind is Slice.PROGRAMME else "project_id"] == part.slice_id
        if part.level is not Level.COUNTRY:
            own &= keys["province_id" if part.level is Level.PROVINCE else "place_id"] == part.place
        found |= own
    return found


def _corrected(connection: Connection, selection: CaseSelection, asked: list[Question]) -> dict[int, Sums]:
    """Give, for each question, what the corrections add to its answer."""
    version, newest, day = selection.base.version, selection.newest, selection.day
    own = corrections(connection, version, newest, day, sensitive=selection.sensitive)
    here = {
        by_wait: rows.picked(_selected(selection, rows)) for by_wait, rows in ((True, own.waits), (False, own.counts))
    }
    found = {}
    for number, question in enumerate(asked):
        window, rows = selection.window(question.window), here[By.WAIT in question.by]
        if window is not None:
            inside = _within(rows.keys["received_on"], window) & _of_types(selection, rows, question.by)
            found[number] = _keyed(selection, question, rows).picked(inside)
    return found


def open_cases(connection: Connection, selection: CaseSelection) -> Sums:
    """Give the selected cases that are open on the reference day, of the types asked for; see `Corrections.open`."""
    version, newest, day = selection.base.version, selection.newest, selection.day
    found = corrections(connection, version, newest, day, sensitive=selection.sensitive).open
    return found.picked(_selected(selection, found) & _of_types(selection, found))


def _selected(selection: CaseSelection, rows: Sums) -> Bools:
    """Say for each row whether its project, day of receipt and place are selected, whatever is asked about it."""
    base, keys = selection.base, rows.keys
    held = np.zeros(len(rows), dtype=bool)
    alike: dict[tuple[Slice, tuple[Window, ...]], list[int]] = {}
    for holder in base.holders:
        alike.setdefault((holder.kind, holder.windows), []).append(holder.id)
    for (kind, windows), ids in alike.items():
        days = np.zeros(len(rows), dtype=bool)
        for window in windows:
            days |= _within(keys["received_on"], window)
        if kind is not Slice.EVERYTHING:
            days &= np.isin(keys["programme_id" if kind is Slice.PROGRAMME else "project_id"], ids)
        held |= days
    if base.places[0][0] is Level.COUNTRY:
        return held
    places = {level: [i for own, i in base.places if own is level] for level in Level}
    here = np.isin(keys["province_id"], places[Level.PROVINCE])
    return held & (here | np.isin(keys["place_id"], places[Level.DISTRICT]))


def _within(days: Numbers, window: Window) -> Bools:
    """Say for each day whether it lies in a window."""
    return (days >= number_of(window.first)) & (days <= number_of(window.last))


def _of_types(selection: CaseSelection, rows: Sums, by: By = By.NOTHING) -> Bools:
    """Say for each row whether its type is asked for."""
    if not selection.types or By.EVERY_TYPE in by:
        return np.ones(len(rows), dtype=bool)
    return np.isin(rows.keys["type"], selection.types)


def _keyed(selection: CaseSelection, question: Question, rows: Sums) -> Sums:
    """Give rows with the keys of a question's answer."""
    by, keys = question.by, rows.keys
    nothing = np.full(len(rows), -1)
    country = selection.base.places[0][0] is Level.COUNTRY
    one = {
        By.CATEGORY: "category_id",
        By.CHANNEL: "channel",
        By.LANGUAGE: "language",
        By.SEX_AGE: "sex",
        By.WAIT: "priority",
        By.PART: "province_id" if country else "place_id",
        By.PLACE: "province_id",
    }
    two = {By.SEX_AGE: "age_band", By.WAIT: "waited"}
    answer = {
        "start": month_of(keys["received_on"]) if question.monthly else np.zeros(len(rows), dtype=np.int64),
        "type": keys["type"] if by & (By.TYPE | By.WAIT) else nothing,
        "one": next((keys[name] for flag, name in one.items() if flag in by), nothing),
        "two": next((keys[name] for flag, name in two.items() if flag in by), nothing),
    }
    return Sums(answer, rows.measures if By.WAIT in by else rows.measures[:FEW])
