"""The plan of a grant over time: the grant, its projects and their activities as bars, milestones as days."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from pandas import DataFrame
from sqlalchemy import Connection, Row, select

from dashboard.data.agreements import agreements
from dashboard.data.directory import Names
from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.grants import GrantTerm, chosen_grant, of_grant
from dashboard.data.loading.project_kinds import STAGES
from dashboard.data.milestone_rows import MilestoneRow, milestones_of_grant, standpoint
from dashboard.data.milestone_states import Standpoint, milestone_state
from dashboard.data.naming import name_columns, names_in
from dashboard.data.schema import live_at
from dashboard.data.schema.pool import stage_changes
from dashboard.data.schema.registers import (
    activities,
    activity_details,
    project_details,
    project_grants,
    projects,
)
from dashboard.data.slippage import names_of

STATES = ("not_begun", "running", "ended", "done", "done_late", "overdue", "open")
"""not_begun, running and ended follow from the dates alone; done and done_late say that somebody wrote so down."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the plan; see `gantt`."""

    kind: str
    depth: int
    code: str
    names: Names
    parent: str | None
    starts_on: date | None
    original_on: date | None
    revised_on: date | None
    reason: str | None
    forecast_on: date | None
    done_on: date | None
    state: str


def gantt(connection: Connection, filters: Filters) -> DataFrame:
    """Give the plan of the chosen grant (`grants.chosen_grant`) from top to bottom; no rows without a grant in view.

    Columns: kind (grant, project, activity or milestone), depth (0 for the grant, 1 for its projects and own
    milestones, 2 for what belongs to a project), code, name_tr, name_en, name_ar, parent (code of the row above it that
    it belongs to, None for the grant), starts_on (None for a milestone and where it is not known), original_on and
    revised_on (end or due date by the first and the current plan, equal where the plan stands, None where there is
    none), reason (why it moved, None where it stands or nobody said), forecast_on (of a milestone), done_on (day on
    which a milestone was done or a project closed, up to the last day in view), state.

    `state` of a milestone is done, done_late (against the current plan), overdue or open. A project is done or
    done_late when it was closed, overdue when its current end has passed without; what is left of bars is not_begun,
    running or ended by its dates. A milestone of one of its projects that is owed to no grant is among the rows.
    """
    term = chosen_grant(connection, filters)
    bars = list(_bars(connection, of_grant(connection, filters, term.code), term)) if term else []
    columns = [one.name for one in fields(Bar) if one.name != "names"]
    values = {name: [getattr(bar, name) for bar in bars] for name in columns}
    first = {name: values.pop(name) for name in ("kind", "depth", "code")}
    return frame(**first, **names_of(bars), **values)


def _bars(connection: Connection, filters: Filters, term: GrantTerm) -> Iterator[Bar]:
    """Give the rows of one grant, whose filters these are, in their order."""
    at, version = standpoint(filters), filters.snapshot.version
    owned = _projects(connection, version, term.id)
    acts = _activities(connection, version, [row.id for row in owned])
    stages = _stages(connection, version, at.last, [row.id for row in owned])
    owed = _milestones(connection, filters, term.code, {row.code for row in owned})
    yield _grant(connection, filters, term, at)
    yield from (_milestone(row, term.code, 1, at) for row in owed.get(None, []))
    for row in owned:
        yield _project(row, term.code, stages.get(row.id), at)
        yield from (_activity(act, row.code, at) for act in acts if act.project_id == row.id)
        yield from (_milestone(one, row.code, 2, at) for one in owed.get(row.code, []))


def _grant(connection: Connection, filters: Filters, term: GrantTerm, at: Standpoint) -> Bar:
    """Give the row of the grant itself."""
    reason = agreements(connection, filters)["reason"].iloc[0]
    names = {code: name or term.names["tr"] or term.code for code, name in term.names.items()}
    ends = term.original_ends_on, term.ends_on
    state = _by_dates(term.starts_on, term.ends_on, at)
    return Bar("grant", 0, term.code, names, None, term.starts_on, *ends, reason, None, None, state)


def _project(row: Row[Any], grant: str, stage: tuple[str, date | None] | None, at: Standpoint) -> Bar:
    """Give the row of a project; closed is what its stages say, else its source."""
    name, entered_on = stage or (row.stage, None)
    closed = name == "closed"
    state = _by_dates(row.starts_on, row.ends_on, at)
    if closed:
        state = "done_late" if entered_on and row.ends_on and entered_on > row.ends_on else "done"
    elif row.ends_on and row.ends_on < at.judged and name != "rejected":
        state = "overdue"
    original = row.original_ends_on or row.ends_on
    done = entered_on if closed else None
    days = (row.starts_on, original, row.ends_on)
    return Bar("project", 1, row.code, names_in(row), grant, *days, None, None, done, state)


def _activity(row: Row[Any], project: str, at: Standpoint) -> Bar:
    """Give the row of an activity."""
    state = _by_dates(row.starts_on, row.ends_on, at)
    days = (row.starts_on, row.ends_on, row.ends_on)
    return Bar("activity", 2, row.code, names_in(row), project, *days, None, None, None, state)


def _milestone(row: MilestoneRow, parent: str, depth: int, at: Standpoint) -> Bar:
    """Give the row of a milestone."""
    days = (None, row.original_due_on, row.course.due_on)
    done, state = at.known(row.course.done_on), milestone_state(row.course, at)
    return Bar(
        "milestone", depth, row.code, row.names, parent, *days, row.due_reason, row.course.forecast_on, done, state
    )


def _by_dates(starts_on: date | None, ends_on: date | None, at: Standpoint) -> str:
    """Say where a bar stands by its dates alone."""
    if starts_on and starts_on > at.last:
        return "not_begun"
    return "ended" if ends_on and ends_on < at.judged else "running"


def _projects(connection: Connection, version: int, grant: int) -> list[Row[Any]]:
    """Give the projects of a grant by start and code."""
    d, share = project_details.c, project_grants.c
    query = (
        select(projects.c.id, projects.c.code, d.stage, d.starts_on, d.original_ends_on, d.ends_on)
        .add_columns(*name_columns(project_details))
        .join(project_details, d.project_id == projects.c.id)
        .join(project_grants, share.project_id == projects.c.id)
        .where(live_at(project_details, version), live_at(project_grants, version), share.grant_id == grant)
    )
    return sorted(connection.execute(query), key=lambda row: (row.starts_on or date.max, row.code))


def _activities(connection: Connection, version: int, owners: list[int]) -> list[Row[Any]]:
    """Give the activities of some projects by start and code."""
    d = activity_details.c
    query = (
        select(activities.c.code, activities.c.project_id, d.starts_on, d.ends_on, *name_columns(activity_details))
        .join(activity_details, d.activity_id == activities.c.id)
        .where(live_at(activity_details, version), activities.c.project_id.in_(owners))
    )
    return sorted(connection.execute(query), key=lambda row: (row.starts_on or date.max, row.code))


def _stages(connection: Connection, version: int, day: date, owners: list[int]) -> dict[int, tuple[str, date | None]]:
    """Give the latest stage of each project up to a day, and the day on which it began."""
    s = stage_changes.c
    query = select(s.project_id, s.stage, s.entered_on).where(
        live_at(stage_changes, version), s.project_id.in_(owners), s.entered_on <= day
    )
    found = sorted(connection.execute(query), key=lambda row: (row.entered_on, STAGES.index(row.stage)))
    return {row.project_id: (row.stage, row.entered_on) for row in found}


def _milestones(
    connection: Connection, filters: Filters, grant: str, owned: set[str]
) -> dict[str | None, list[MilestoneRow]]:
    """Give the milestones of a grant and those of its projects that are owed to no grant, by project code."""
    found: dict[str | None, list[MilestoneRow]] = {}
    for row in milestones_of_grant(connection, filters, grant, owned):
        found.setdefault(row.project if row.project in owned else None, []).append(row)
    return found
