"""The general and specific objectives of the programmes, with the activities and indicators that serve each.

Programme and grant restrict them, place and the partnerships' own filters do not. An objective that nothing serves is
there too.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from pandas import DataFrame
from sqlalchemy import Connection, select

from dashboard.data.directory import Names
from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.goals import Goal, goals_in_scope
from dashboard.data.indicators import judged_indicators
from dashboard.data.naming import name_columns, names_in
from dashboard.data.partner_organisations import LANGUAGES
from dashboard.data.partnership_rows import partnership_rows
from dashboard.data.partnership_view import programmes_in_view, projects_in_view
from dashboard.data.per_version import once_a_version, remembered
from dashboard.data.schema import live_at
from dashboard.data.schema import registers as r
from dashboard.data.schema.results import indicators
from dashboard.data.schema.working_group import activity_goals, indicator_goals

LEVELS = ("general", "specific")
_KEPT = 16


@dataclass(frozen=True, slots=True)
class Served:
    """An activity that serves a goal."""

    goal: int
    project: int
    """Number of its project among `partnership_rows`."""
    code: str
    names: Names
    starts_on: date | None
    ends_on: date | None

    def state(self, day: date) -> str | None:
        """Say whether it is planned, running or ended on a day; None where no source says when it starts."""
        if self.ends_on is not None and self.ends_on < day:
            return "ended"
        if self.starts_on is None:
            return None
        return "running" if self.starts_on <= day else "planned"


@dataclass(frozen=True, slots=True)
class Item:
    """What serves a goal, in the columns of `objectives`."""

    kind: str | None = None
    code: str | None = None
    names: Names | None = None
    state: str | None = None


def objectives(connection: Connection, filters: Filters) -> DataFrame:
    """Give what serves each general and specific objective of the programmes in view, a row an item.

    Columns: goal_code, name_*, level, programme_code, item_kind (activity or indicator), item_code, item_tr, item_en,
    item_ar, state. An activity is planned, running or ended on the day, None where nothing says when it starts; an
    indicator bears its status, None where it has none. Objectives stand by level, programme and position; activities by
    their start and code, then indicators by code. An objective that nothing serves has one row without an item.
    """
    served = _items(connection, filters)
    rows = [(goal, item) for goal in _goals(connection, filters) for item in served.get(goal.id, (Item(),))]
    return frame(
        goal_code=[goal.code for goal, _ in rows],
        **{f"name_{lang}": [goal.names[lang] for goal, _ in rows] for lang in LANGUAGES},
        level=[goal.level for goal, _ in rows],
        programme_code=[goal.programme for goal, _ in rows],
        item_kind=[item.kind for _, item in rows],
        item_code=[item.code for _, item in rows],
        **{f"item_{lang}": [item.names and item.names[lang] for _, item in rows] for lang in LANGUAGES},
        state=[item.state for _, item in rows],
    )


def _goals(connection: Connection, filters: Filters) -> Iterable[Goal]:
    """Give the general and specific goals of the programmes in view in their order."""
    programmes = programmes_in_view(filters)
    for goal in goals_in_scope(connection, filters.snapshot.version, filters.viewer):
        if goal.level in LEVELS and (programmes is None or goal.programme in programmes):
            yield goal


def _items(connection: Connection, filters: Filters) -> dict[int, list[Item]]:
    """Give what serves each goal, by the goal's id."""
    version, projects = filters.snapshot.version, projects_in_view(connection, filters)
    found: dict[int, list[Item]] = {}
    for one in _activities(connection, version):
        if projects[one.project]:
            found.setdefault(one.goal, []).append(Item("activity", one.code, one.names, one.state(filters.last_day)))
    linked = _indicators(connection, version)
    asked = replace(filters, places=(), groups=(), own=(), problems=())
    # What a protected viewer sees hangs on what was released by now, and is not kept by the version alone.
    judge = _judge if filters.viewer.protected else _judged
    judged = judge(connection, asked) if linked else {}
    for goal, indicator in linked:
        if indicator in judged:
            found.setdefault(goal, []).append(judged[indicator])
    return found


@remembered(_KEPT)
def _judged(connection: Connection, filters: Filters) -> dict[str, Item]:
    """Give the indicators in view with their status, by code; kept in the process."""
    return _judge(connection, filters)


def _judge(connection: Connection, filters: Filters) -> dict[str, Item]:
    """Give the indicators in view with their status, by code."""
    return {
        one.code: Item("indicator", one.code, _named(one.names), one.standing.status)
        for one in judged_indicators(connection, filters)
    }


def _named(names: dict[str, str | None]) -> Names:
    """Give a name in all languages, Turkish where a translation is missing."""
    return {lang: names[lang] or names["tr"] or "" for lang in LANGUAGES}


@once_a_version
def _activities(connection: Connection, version: int) -> tuple[Served, ...]:
    """Read the activities that serve a goal, by their start (those without one last) and code."""
    numbers, d = partnership_rows(connection, version).projects.numbers, r.activity_details
    query = (
        select(activity_goals.c.goal_id, r.activities.c.project_id, r.activities.c.code, d.c.starts_on, d.c.ends_on)
        .add_columns(*name_columns(d))
        .join(r.activities, r.activities.c.id == activity_goals.c.activity_id)
        .join(d, d.c.activity_id == r.activities.c.id)
        .where(live_at(activity_goals, version), live_at(d, version))
    )
    found = sorted(connection.execute(query), key=lambda row: (row.starts_on or date.max, row.code))
    return tuple(
        Served(row.goal_id, numbers[row.project_id], row.code, names_in(row), row.starts_on, row.ends_on)
        for row in found
    )


@once_a_version
def _indicators(connection: Connection, version: int) -> tuple[tuple[int, str], ...]:
    """Read which indicators serve which goals: the goal's id and the indicator's code, by code."""
    query = select(indicator_goals.c.goal_id, indicators.c.code).join(
        indicators, indicators.c.id == indicator_goals.c.indicator_id
    )
    rows = connection.execute(query.where(live_at(indicator_goals, version)).order_by(indicators.c.code))
    return tuple((row.goal_id, row.code) for row in rows)
