"""Feedback beside results: the cases of what an indicator is about, or of a project, and what was achieved."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from pandas import DataFrame
from sqlalchemy import Connection, Row, Select, select

from dashboard.address import Month
from dashboard.data import beneficiaries
from dashboard.data import feedback_questions as q
from dashboard.data.directory import Names
from dashboard.data.feedback_known import first_months
from dashboard.data.feedback_selection import select_cases
from dashboard.data.feedback_sums import ask
from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.indicators import in_scope
from dashboard.data.naming import name_columns, names_in
from dashboard.data.per_version import remembered
from dashboard.data.schema import live_at
from dashboard.data.schema.registers import grants, programmes
from dashboard.data.schema.results import indicator_details, indicators, results, targets
from dashboard.data.standing import Reading, Rule, to_date
from dashboard.data.versions import newest_version

_KEPT = 64


@dataclass(frozen=True, slots=True)
class Thing:
    """An indicator or a project that feedback is set beside."""

    code: str
    names: Names
    kind: str
    """`indicator` or `project`."""
    project: int | None = None
    """The one project that it is, or that it is about."""
    grant: str | None = None
    """The grant whose projects an indicator without a project is about."""
    programme: str | None = None
    """The programme that an indicator without project and grant is about."""
    id: int = 0
    rule: Rule | None = None


def beside_choices(connection: Connection, filters: Filters) -> DataFrame:
    """Give what feedback may be set beside: code, names, kind; indicators with results, then projects with cases."""
    things = _things(connection, filters)
    names = {f"name_{lang}": [thing.names[lang] for thing in things] for lang in ("tr", "en", "ar")}
    return frame(code=[thing.code for thing in things], **names, kind=[thing.kind for thing in things])


def beside_name(connection: Connection, filters: Filters) -> Names | None:
    """Give the name of what feedback is set beside, None where there is nothing."""
    thing = set_beside(connection, filters)
    return thing.names if thing else None


def beside_results(connection: Connection, filters: Filters) -> DataFrame:
    """Give the panels on one time axis: panel, start, end, value, target.

    `feedback` are cases by month; `result` the results of the indicator by period with the target of the same period;
    `people` are, for a project in place of results, new people by month. A value that is missing is None.
    """
    thing = set_beside(connection, filters)
    rows: list[tuple[object, ...]] = []
    if thing:
        rows += _cases(connection, filters, thing)
        rows += (
            _results(connection, filters, thing) if thing.kind == "indicator" else _people(connection, filters, thing)
        )
    columns = list(zip(*rows, strict=True)) or [()] * 5
    return frame(**dict(zip(("panel", "start", "end", "value", "target"), map(list, columns), strict=True)))


def set_beside(connection: Connection, filters: Filters) -> Thing | None:
    """Give what is set beside: what is asked for, else the indicator with most periods in P, else the first project."""
    things = _things(connection, filters)
    asked = filters.own_all("beside")
    named = [thing for thing in things if thing.code in asked]
    measured = [thing for thing in things if thing.kind == "indicator"]
    if named or not measured:
        return next(iter(named or things), None)
    told = _told(connection, filters.snapshot.version, "results")
    periods = {
        thing.id: sum(1 for start, end in told.get(thing.id, ()) if _in_period(filters, start, end))
        for thing in measured
    }
    return min(measured, key=lambda thing: (-periods[thing.id], thing.code))


def _things(connection: Connection, filters: Filters) -> tuple[Thing, ...]:
    """Give the indicators with results and the projects with cases in view, each kind by code."""
    view = replace(filters, places=(), groups=(), period=None, own=())
    return _in_view(connection, view, newest_version(connection))


@remembered(_KEPT)
def _in_view(connection: Connection, view: Filters, newest: int) -> tuple[Thing, ...]:
    """Give what programme, grant and the viewer's scope leave, as of the newest version (see `corrections`)."""
    snapshot, viewer = view.snapshot, view.viewer
    if viewer.protected:
        return ()
    measured = [_indicator(row) for row in connection.execute(_indicators(view))]
    base = select_cases(connection, view).base
    last = max(newest, snapshot.version)
    first = first_months(connection, snapshot.version, last, snapshot.day, sensitive=viewer.sensitive)
    known = base.directory.projects
    projects = sorted((known[i] for i in base.projects if i in first), key=lambda entry: entry.code)
    return (*measured, *(Thing(entry.code, entry.names, "project", project=entry.id) for entry in projects))


def _indicators(filters: Filters) -> Select[Any]:
    """Select the indicators in view that have any result, by code."""
    d, version = indicator_details.c, filters.snapshot.version
    has_results = select(results.c.id).where(
        results.c.indicator_id == d.indicator_id, results.c.dimension.is_(None), live_at(results, version)
    )
    query = (
        select(
            *(indicators.c.id, indicators.c.code, *name_columns(indicator_details), d.kind, d.measure, d.project_id),
            *(d.over_time, d.over_place, grants.c.code.label("grant"), programmes.c.code.label("programme")),
        )
        .join(indicator_details, d.indicator_id == indicators.c.id)
        .join(programmes, programmes.c.id == d.programme_id)
        .outerjoin(grants, grants.c.id == d.grant_id)
        .where(live_at(indicator_details, version), has_results.exists())
    )
    return query.where(*in_scope(filters)).order_by(indicators.c.code)


def _indicator(row: Row[Any]) -> Thing:
    """Give an indicator."""
    rule = Rule(kind=row.kind, measure=row.measure, over_time=row.over_time, over_place=row.over_place)
    return Thing(row.code, names_in(row), "indicator", row.project_id, row.grant, row.programme, id=row.id, rule=rule)


Told = dict[int, dict[tuple[date, date], list[Reading]]]
"""For each indicator what is told of each of its periods."""


@remembered(_KEPT)
def _told(connection: Connection, version: int, name: str) -> Told:
    """Give the results or targets of all indicators; where a period has a total, its places are left out."""
    table = {"results": results, "targets": targets}[name]
    c = table.c
    fraction = [c.numerator, c.denominator] if "numerator" in c else []
    query = select(c.indicator_id, c.period_start, c.period_end, c.place_id, c.value, *fraction)
    query = query.where(live_at(table, version), c.dimension.is_(None)).order_by(c.period_start, c.id)
    found: Told = {}
    for number, *values in connection.execute(query):
        one = Reading(*values)
        found.setdefault(number, {}).setdefault((one.start, one.end), []).append(one)
    for periods in found.values():
        for period, rows in periods.items():
            periods[period] = [one for one in rows if one.place is None] or rows
    return found


def _in_period(filters: Filters, start: date, end: date) -> bool:
    """Say whether a period of results lies in P, at least in part."""
    return start <= filters.last_day and (filters.first_day is None or end >= filters.first_day)


def _results(connection: Connection, filters: Filters, thing: Thing) -> list[tuple[object, ...]]:
    """Give the results of an indicator by period, each with its target."""
    rule, version = thing.rule or Rule("sum"), filters.snapshot.version
    planned = _told(connection, version, "targets").get(thing.id, {})
    return [
        ("result", *period, to_date(rule, rows), to_date(rule, planned.get(period, ()), planned=True))
        for period, rows in _told(connection, version, "results").get(thing.id, {}).items()
        if _in_period(filters, *period)
    ]


def _people(connection: Connection, filters: Filters, thing: Thing) -> list[tuple[object, ...]]:
    """Give the new people of a project by month."""
    answers = beneficiaries.answers_of_project(connection, _about(filters, thing), thing.project or 0)
    months = answers.reached_by_month()
    rows = zip(months["month"], months["new_people"], months["in_period"], strict=True)
    return [("people", month, Month.of(month).last, people, None) for month, people, inside in rows if inside]


def _cases(connection: Connection, filters: Filters, thing: Thing) -> list[tuple[object, ...]]:
    """Give the cases by month of what the chosen thing is about."""
    selection = select_cases(connection, _about(filters, thing))
    if thing.project is not None:
        selection = selection.of_project(thing.project)
    found = ask(connection, selection, [q.MONTHS_OF_PERIOD])[q.MONTHS_OF_PERIOD]
    months, cases = found.keys["start"].tolist(), found.measures[0].tolist()
    sums = Counter[int]()
    for month, count in zip(months, cases, strict=True):
        sums[month] += count
    last = Month.of(filters.last_day).index
    shown = range(min(sums, default=last + 1), last + 1) if filters.first_day is None else selection.months
    return [("feedback", Month.at(month).first, Month.at(month).last, sums[month], None) for month in shown]


def _about(filters: Filters, thing: Thing) -> Filters:
    """Give the filters for what the chosen thing is about, place, period and types as they are."""
    if thing.project is not None:
        return replace(filters, programmes=(), grants=(), groups=())
    if thing.grant is not None:
        return replace(filters, programmes=(), grants=(thing.grant,), groups=())
    return replace(filters, programmes=(thing.programme,) if thing.programme else (), grants=(), groups=())
