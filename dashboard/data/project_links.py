"""What belongs to one project: activities, milestones, grants and their money, partners and documents."""

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, Table, or_, select, true

from dashboard.data import naming
from dashboard.data.directory import Directory, Names, directory
from dashboard.data.extent import Extent, Rows
from dashboard.data.loading.pool_kinds import PARTNER_ROLES
from dashboard.data.schema import live_at, pool
from dashboard.data.schema import registers as r


@dataclass(frozen=True, slots=True)
class Activity:
    """An activity: of what kind, where and when."""

    code: str
    names: Names
    kind: Names | None
    place: Names | None
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Milestone:
    """Something due at first, due now, and done; what was done or accepted after the reference day is not yet.

    `late` are the days since it was due now, None where it is done or not yet due. `slipped` are the days from the
    original due date to the day on which it was done, below 0 when it was early; None until it is done.
    """

    code: str
    names: Names
    kind: str
    original_due_on: date
    due_on: date
    due_reason: str | None
    forecast_on: date | None
    done_on: date | None
    accepted_on: date | None
    late: int | None
    slipped: int | None


@dataclass(frozen=True, slots=True)
class Share:
    """A grant that pays for the project: what counts for it is dated from `first` to `last`, None being open."""

    code: str
    names: Names
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Secured:
    """Money that was secured for the project up to the reference day, with its grant and funder where they are known.

    A grant of a programme outside the viewer's scope is not named.
    """

    reference: str
    amount: Decimal
    currency: str
    secured_on: date
    grant: Names | None
    funder: Names | None


@dataclass(frozen=True, slots=True)
class Partner:
    """An organisation that takes part: lead, partner or associate."""

    code: str
    names: Names
    role: str
    website: str | None


@dataclass(frozen=True, slots=True)
class Document:
    """A document of the project, or of one of its grants alone; `language` is that of the document."""

    code: str
    names: Names
    kind: str
    language: str
    issued_on: date | None
    url: str


def activities_of(connection: Connection, version: int, project: int) -> tuple[Activity, ...]:
    """Give the activities of a project by their start, those without one last, then by code."""
    d = r.activity_details
    kinds = {kind.id: kind.names for kind in directory(connection, version).kinds.values()}
    query = _named(d, d.c.activity_kind_id, d.c.place_id, d.c.starts_on, d.c.ends_on, r.activities.c.code)
    query = query.join(r.activities, r.activities.c.id == d.c.activity_id)
    query = query.where(live_at(d, version), r.activities.c.project_id == project)
    found = sorted(connection.execute(query), key=lambda row: (row.starts_on or date.max, row.code))
    places = naming.place_names(connection, version)
    return tuple(
        Activity(
            row.code,
            naming.names_in(row),
            kinds.get(row.activity_kind_id),
            places.get(row.place_id),
            row.starts_on,
            row.ends_on,
        )
        for row in found
    )


def milestones_of(
    connection: Connection, version: int, day: date, project: int, grants: frozenset[int] | None = None
) -> tuple[Milestone, ...]:
    """Give the milestones of a project by the day on which they are due now, then by code.

    Where `grants` are given, a protected viewer's own, they are those of no other grant, without why one was moved.
    """
    m = r.milestones
    dates = (m.c.original_due_on, m.c.due_on, m.c.forecast_on, m.c.done_on, m.c.accepted_on)
    query = _named(m, m.c.code, m.c.kind, m.c.due_reason, *dates)
    query = query.where(live_at(m, version), m.c.project_id == project)
    if grants is not None:
        query = query.where(or_(m.c.grant_id.is_(None), m.c.grant_id.in_(grants)))
    found = sorted(connection.execute(query), key=lambda row: (row.due_on, row.code))
    known = tuple(_milestone(row, day) for row in found)
    return known if grants is None else tuple(replace(one, due_reason=None) for one in known)


def _milestone(row: Row[Any], day: date) -> Milestone:
    """Give a milestone as it stands on a day."""
    done, accepted = (one if one and one <= day else None for one in (row.done_on, row.accepted_on))
    return Milestone(
        code=row.code,
        names=naming.names_in(row),
        kind=row.kind,
        original_due_on=row.original_due_on,
        due_on=row.due_on,
        due_reason=row.due_reason,
        forecast_on=row.forecast_on,
        done_on=done,
        accepted_on=accepted,
        late=(day - row.due_on).days if done is None and row.due_on < day else None,
        slipped=None if done is None else (done - row.original_due_on).days,
    )


def shares_of(known: Directory, grants: frozenset[str], project: int) -> tuple[Share, ...]:
    """Give the grants of a project by code, of those that the viewer may see."""
    return tuple(
        Share(grant.code, grant.names, link.first, link.last)
        for grant in known.grants.values()
        for link in known.links.get(grant.id, ())
        if link.project_id == project and grant.code in grants
    )


def shares_seen(connection: Connection, extent: Extent, grants: frozenset[str], project: int) -> tuple[Share, ...]:
    """Give the same, each of a protected viewer's own grants as of the version in which it is seen."""
    if extent.released is None:
        return shares_of(directory(connection, extent.version), grants, project)
    return tuple(
        share
        for code, version in extent.released
        for share in shares_of(directory(connection, version), frozenset({code}), project)
    )


def funding_of(
    connection: Connection, rows: Rows, day: date, project: int, grants: frozenset[str]
) -> tuple[Secured, ...]:
    """Give the money secured for a project up to a day, the first first."""
    f, version = pool.funding.c, rows.version
    known = directory(connection, version)
    query = select(f.reference, f.amount, f.currency, f.secured_on, f.grant_id, f.funder_id)
    query = query.where(rows.of_grants(pool.funding), f.project_id == project, f.secured_on <= day)
    funders = naming.organisation_names(connection, version)
    seen = {grant.id: grant.names for grant in known.grants.values() if grant.code in grants}
    return tuple(
        Secured(*row[:4], seen.get(row.grant_id), funders.get(row.funder_id))
        for row in sorted(connection.execute(query), key=lambda row: (row.secured_on, row.reference))
    )


def partners_of(connection: Connection, version: int, project: int) -> tuple[Partner, ...]:
    """Give the partners of a project: the lead first, then by role and code."""
    p, o, d = pool.project_partners.c, r.organisations.c, r.organisation_details
    query = _named(d, o.code, p.role, d.c.website)
    query = query.join(r.organisations, o.id == d.c.organisation_id)
    query = query.join(pool.project_partners, p.organisation_id == o.id)
    query = query.where(live_at(d, version), live_at(pool.project_partners, version), p.project_id == project)
    found = sorted(connection.execute(query), key=lambda row: (PARTNER_ROLES.index(row.role), row.code))
    return tuple(Partner(row.code, naming.names_in(row), row.role, row.website) for row in found)


def documents_of(
    connection: Connection, rows: Rows, day: date, project: int, grants: list[int]
) -> tuple[Document, ...]:
    """Give the documents of a project, and those that belong to one of its grants alone, issued up to a day.

    The newest first, those without a date last. A protected viewer's are those of no other grant than the own ones.
    """
    d = pool.documents.c
    query = _named(pool.documents, d.code, d.kind, d.language, d.issued_on, d.url)
    query = query.where(
        or_(
            rows.of_projects(pool.documents) & (d.project_id == project) & _of_any(rows, d.grant_id),
            rows.of_grants(pool.documents) & d.project_id.is_(None) & d.grant_id.in_(grants),
        ),
        or_(d.issued_on.is_(None), d.issued_on <= day),
    )
    found = sorted(connection.execute(query), key=lambda row: (-(row.issued_on or date.min).toordinal(), row.code))
    return tuple(
        Document(row.code, naming.names_in(row), row.kind, row.language, row.issued_on, row.url) for row in found
    )


def _of_any(rows: Rows, grant: Column[int]) -> ColumnElement[bool]:
    """Give the condition for what belongs to no grant, or to one that may be seen."""
    if rows.own_grants is None:
        return true()
    return or_(grant.is_(None), grant.in_(rows.own_grants))


def _named(details: Table, *columns: ColumnElement[Any]) -> Select[Any]:
    """Select columns beside the names of a table's rows."""
    return select(*columns, *naming.name_columns(details)).select_from(details)
