"""Milestones and deliverables as of a data version, and which of them are in view."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, and_, func, select

from dashboard.data.directory import Names
from dashboard.data.filters import Filters
from dashboard.data.grants import parted
from dashboard.data.indicators import reference_day
from dashboard.data.milestone_states import Course, Standpoint
from dashboard.data.month_steps import DAY
from dashboard.data.naming import name_columns, names_in
from dashboard.data.per_version import once_a_version
from dashboard.data.schema import live_at
from dashboard.data.schema.registers import grant_details, grants, milestones, programmes, projects

REPORT = "report"
_DAYS = ("due_on", "forecast_on", "done_on", "sent_back_on", "resubmitted_on", "accepted_on")


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A report, document, event, audit or disbursement that is owed; `grant` and `project` are codes."""

    code: str
    names: Names
    kind: str
    programme: str
    grant: str | None
    project: str | None
    original_due_on: date
    due_reason: str | None
    covers_until: date | None
    course: Course


def standpoint(filters: Filters) -> Standpoint:
    """Give from when the filters look: the end of the period or the reference day, whichever comes first."""
    return Standpoint(filters.last_day, reference_day(filters))


def milestones_seen(connection: Connection, filters: Filters) -> list[tuple[MilestoneRow, Standpoint]]:
    """Give the milestones in view by the day they are due, then by code, each with from when it is looked at.

    The grant filter leaves out what is owed to another funder or to none. A protected viewer sees what is owed to its
    own grants.
    """
    found = [
        (row, standpoint(part))
        for part in parted(connection, filters)
        for row in _milestones(connection, part.snapshot.version)
        if _in_scope(row, part) and (row.grant in part.grants if part.grants or part.viewer.protected else True)
    ]
    return sorted(found, key=lambda one: (one[0].course.due_on, one[0].code)) if filters.viewer.protected else found


def milestones_in_view(connection: Connection, filters: Filters) -> list[MilestoneRow]:
    """Give the milestones in view by the day they are due, then by code; see `milestones_seen`."""
    return [row for row, _ in milestones_seen(connection, filters)]


def milestones_of_grant(
    connection: Connection, filters: Filters, grant: str, projects_of: Collection[str]
) -> list[MilestoneRow]:
    """Give the milestones of a grant in view and those of its projects, given by code, that are owed to no grant.

    Args:
        connection: a reading transaction.
        filters: those of the grant, see `grants.of_grant`.
        grant: its code.
        projects_of: codes of the projects that it pays for.
    """
    return [
        row
        for row in _milestones(connection, filters.snapshot.version)
        if _in_scope(row, filters) and (row.grant == grant or (row.grant is None and row.project in projects_of))
    ]


def _in_scope(row: MilestoneRow, filters: Filters) -> bool:
    """Say whether a milestone's programme is the viewer's and one of those asked for; grants are looked at apart."""
    viewer, asked = filters.viewer, filters.programmes
    own = viewer.protected or viewer.programmes is None or row.programme in viewer.programmes
    return own and (not asked or row.programme in asked)


@once_a_version
def _milestones(connection: Connection, version: int) -> tuple[MilestoneRow, ...]:
    """Give every milestone; it belongs to the programme of its grant, else of its project."""
    m = milestones.c
    query = (
        select(m.code, m.kind, m.original_due_on, m.due_reason, m.covers_until, *(m[name] for name in _DAYS))
        .add_columns(*name_columns(milestones), grants.c.code.label("grant"), projects.c.code.label("project"))
        .add_columns(programmes.c.code.label("programme"))
        .outerjoin(grants, grants.c.id == m.grant_id)
        .outerjoin(grant_details, and_(grant_details.c.grant_id == grants.c.id, live_at(grant_details, version)))
        .outerjoin(projects, projects.c.id == m.project_id)
        .join(programmes, programmes.c.id == func.coalesce(grant_details.c.programme_id, projects.c.programme_id))
        .where(live_at(milestones, version))
        .order_by(m.due_on, m.code)
    )
    return tuple(_row(row) for row in connection.execute(query))


def _row(row: Row[Any]) -> MilestoneRow:
    """Give one milestone."""
    opens_on = row.covers_until + DAY if row.covers_until else None
    return MilestoneRow(
        code=row.code,
        names=names_in(row),
        kind=row.kind,
        programme=row.programme,
        grant=row.grant,
        project=row.project,
        original_due_on=row.original_due_on,
        due_reason=row.due_reason,
        covers_until=row.covers_until,
        course=Course(opens_on=opens_on, **{name: getattr(row, name) for name in _DAYS}),
    )
