"""Whom and what a partner is linked with: other cities that it taught or learned from, and projects."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Connection, or_, select

from dashboard.data.directory import Names, directory
from dashboard.data.extent import extent, paid_by, rows_of
from dashboard.data.filters import Filters
from dashboard.data.partner_details import Organisation, organisation_of
from dashboard.data.partner_scope import NAMELESS, names_known
from dashboard.data.pool import pool_on
from dashboard.data.project_details import number_of
from dashboard.data.schema import partnerships as p
from dashboard.data.schema import pool
from dashboard.data.schema import registers as r
from dashboard.data.shown_people import shown_number


@dataclass(frozen=True, slots=True)
class Exchange:
    """Know-how that the partner passed on (`taught`) or took over (`learned`)."""

    code: str
    direction: str
    other: str
    other_names: Names | None
    """None where a protected viewer does not know the other side; its code is then `NAMELESS`."""
    other_is_partner: bool
    """Whether the other side has a page of its own for this viewer."""
    area: str
    form: str
    held_on: date
    participants: int | None
    project: Names


@dataclass(frozen=True, slots=True)
class PartnerProject:
    """A project in which the partner takes part; `stage` is that of the reference day."""

    code: str
    names: Names
    role: str
    stage: str | None
    programme: Names


def exchanges_of(connection: Connection, filters: Filters, organisation: Organisation) -> tuple[Exchange, ...]:
    """Give the exchanges held in the period in which an organisation taught or learned, the latest first."""
    version, x, live = filters.snapshot.version, p.exchanges.c, rows_of(connection, extent(connection, filters))
    teacher, learner = r.organisations.alias("teacher"), r.organisations.alias("learner")
    columns = (x.code, x.project_id, x.teacher_id, x.learner_id, x.area, x.form, x.held_on, x.participants)
    query = (
        select(*columns, teacher.c.code.label("teacher"), learner.c.code.label("learner"))
        .join(teacher, teacher.c.id == x.teacher_id)
        .join(learner, learner.c.id == x.learner_id)
        .join(r.projects, r.projects.c.id == x.project_id)
        .where(live.of_projects(p.exchanges, day=x.held_on), x.held_on <= filters.last_day)
        .where(or_(x.teacher_id == organisation.id, x.learner_id == organisation.id))
        .where(*([x.held_on >= filters.first_day] if filters.first_day else []), *_in_view(connection, filters))
        .order_by(x.held_on.desc(), x.code)
    )
    names, known = names_known(connection, live), directory(connection, version)
    found = []
    for row in connection.execute(query):
        taught = row.teacher_id == organisation.id
        other, code = (row.learner_id, row.learner) if taught else (row.teacher_id, row.teacher)
        nameless = live.held is not None and other not in names
        found.append(
            Exchange(
                code=row.code,
                direction="taught" if taught else "learned",
                other=NAMELESS if nameless else code,
                other_names=None if nameless else names.get(other) or dict.fromkeys(("tr", "en", "ar"), code),
                other_is_partner=organisation_of(connection, version, filters.viewer, code) is not None,
                area=row.area,
                form=row.form,
                held_on=row.held_on,
                participants=shown_number(row.participants, live.extent),
                project=known.projects[row.project_id].names,
            )
        )
    return tuple(found)


def projects_of(connection: Connection, filters: Filters, organisation: Organisation) -> tuple[PartnerProject, ...]:
    """Give the projects in which an organisation takes part and which have a page for the viewer, by code."""
    version, link, read = filters.snapshot.version, pool.project_partners, extent(connection, filters)
    live = rows_of(connection, read).of_projects(link)
    query = (
        select(r.projects.c.id, r.projects.c.code, r.projects.c.programme_id, link.c.role)
        .join(link, link.c.project_id == r.projects.c.id)
        .where(live, link.c.organisation_id == organisation.id, *_in_view(connection, filters))
        .order_by(r.projects.c.code)
    )
    there, known = pool_on(connection, read, filters.snapshot.day), directory(connection, version)
    found = [(row, number_of(there, filters.viewer, row.code)) for row in connection.execute(query)]
    return tuple(
        PartnerProject(
            code=row.code,
            names=known.projects[row.id].names,
            role=row.role,
            stage=there.shown["stage"][number],
            programme=known.programmes[row.programme_id].names,
        )
        for row, number in found
        if number is not None
    )


def _in_view(connection: Connection, filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Give the conditions of viewer, programme and grant on the joined `projects`; a grant pays whatever the day.

    The rows of a protected viewer are those of the extent already.
    """
    projects, known = r.projects.c, directory(connection, filters.snapshot.version)
    scope, ids = None if filters.viewer.protected else filters.viewer.programmes, known.ids
    if scope is not None:
        yield projects.programme_id.in_([ids["programme"][code] for code in scope if code in ids["programme"]])
    if filters.programmes:
        yield projects.programme_id.in_([ids["programme"][code] for code in filters.programmes])
    if filters.grants:
        yield projects.id.in_(paid_by(connection, extent(connection, filters), filters.grants))
