"""What a grant's publication says besides its results: who takes part, how its projects stand, where, what was paid."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row, Select, select

from dashboard.data.filters import Filters
from dashboard.data.grants import GrantTerm, of_grant
from dashboard.data.loading.project_kinds import STAGES
from dashboard.data.naming import name_columns
from dashboard.data.schema import live_at, pool, versions
from dashboard.data.schema import registers as r
from dashboard.data.schema.partnerships import partnership_details, partnerships

Names = dict[str, str | None]
LANGUAGES = ("tr", "en", "ar")
HOLDER, FUNDER, PROJECT, PARTNERSHIP = "holder", "funder", "project", "partnership"


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation as registered; a name that nobody gave in a language is None."""

    code: str
    names: Names
    kind: str
    website: str | None


@dataclass(frozen=True, slots=True)
class Participant:
    """An organisation's part in a grant.

    `through` says by what: `holder` and `funder` of the grant, a part in one of its `project`s (`role`: lead, partner
    or associate) or in one of its `partnership`s (`role`: funding, accountable, extending or implementing).
    """

    organisation: Organisation
    through: str
    role: str | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A project of the grant: its objective, and the stage it is in on the reference day, None where nobody says."""

    code: str
    objective: str | None
    stage: str | None


@dataclass(frozen=True, slots=True)
class Site:
    """A place in which the grant works; latitude and longitude are None where nobody knows them."""

    id: int
    code: str
    names: Names
    level: str
    country: str
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True, slots=True)
class Payment:
    """A commitment, disbursement or expenditure of the grant."""

    kind: str
    spent_on: date
    amount: Decimal
    currency: str
    reference: str
    description: str | None


def participants(connection: Connection, filters: Filters, term: GrantTerm) -> list[Participant]:
    """Give who takes part in a grant: its funder and holder, the partners of its projects, its partnerships.

    Where a grant names no holder, it is the organisation of its programme. Each stands in the order of codes.
    """
    version = of_grant(connection, filters, term.code).snapshot.version
    known = _organisations(connection, version)
    g, p = r.grant_details.c, r.programme_details.c
    query = (
        select(g.funder_id, g.holder_id, p.organisation_id)
        .join(r.programme_details, (p.programme_id == g.programme_id) & live_at(r.programme_details, version))
        .where(g.grant_id == term.id, live_at(r.grant_details, version))
    )
    terms = connection.execute(query).one()
    holder = known.get(terms.holder_id or terms.organisation_id)
    funder = known.get(terms.funder_id)
    found = [Participant(funder, FUNDER)] if funder else []
    found += [Participant(holder, HOLDER)] if holder else []
    found += [Participant(known[i], PROJECT, role) for i, role in connection.execute(_partners(version, term.id))]
    found += [Participant(known[i], PARTNERSHIP, role) for i, role in connection.execute(_tied(version, term.id))]
    return found


def works(connection: Connection, filters: Filters, term: GrantTerm) -> list[Work]:
    """Give the projects of a grant by code, each with its stage on the reference day."""
    filters = of_grant(connection, filters, term.code)
    d, version = r.project_details.c, filters.snapshot.version
    query = (
        select(r.projects.c.id, r.projects.c.code, d.objective, d.stage)
        .join(r.project_details, d.project_id == r.projects.c.id)
        .where(live_at(r.project_details, version), r.projects.c.id.in_(_projects(version, term.id)))
        .order_by(r.projects.c.code)
    )
    rows = connection.execute(query).all()
    reached = _stages(connection, filters, [row.id for row in rows])
    return [Work(row.code, row.objective, reached.get(row.id, row.stage)) for row in rows]


def sites(connection: Connection, filters: Filters, term: GrantTerm, named: Iterable[int]) -> list[Site]:
    """Give the places of a grant by code: those in which its activities are held, and those with these ids."""
    version = of_grant(connection, filters, term.code).snapshot.version
    a, d = r.activity_details.c, r.place_details.c
    held = (
        select(a.place_id)
        .join(r.activities, r.activities.c.id == a.activity_id)
        .where(live_at(r.activity_details, version), r.activities.c.project_id.in_(_projects(version, term.id)))
    )
    ids = {*named, *(place for place in connection.scalars(held) if place is not None)}
    query = (
        select(r.places.c.id, r.places.c.code, r.places.c.level, d.country, d.latitude, d.longitude)
        .add_columns(*name_columns(r.place_details))
        .join(r.place_details, d.place_id == r.places.c.id)
        .where(live_at(r.place_details, version), r.places.c.id.in_(ids))
        .order_by(r.places.c.code)
    )
    return [
        Site(row.id, row.code, _names(row), row.level, row.country, row.latitude, row.longitude)
        for row in connection.execute(query)
    ]


def payments(connection: Connection, filters: Filters, term: GrantTerm) -> list[Payment]:
    """Give what was committed, disbursed and spent of a grant up to the last day in view, by day."""
    filters = of_grant(connection, filters, term.code)
    s, version = r.spending.c, filters.snapshot.version
    query = (
        select(s.kind, s.spent_on, s.amount, s.currency, s.reference, s.description)
        .where(live_at(r.spending, version), s.grant_id == term.id, s.spent_on <= filters.last_day)
        .order_by(s.spent_on, s.kind, s.reference, s.id)
    )
    return [Payment(*row) for row in connection.execute(query)]


def committed_at(connection: Connection, version: int) -> datetime | None:
    """Give the moment at which a data version was committed."""
    return connection.scalar(select(versions.c.committed_at).where(versions.c.version == version))


def _organisations(connection: Connection, version: int) -> dict[int, Organisation]:
    """Give every organisation by its id."""
    d = r.organisation_details
    query = (
        select(r.organisations.c.id, r.organisations.c.code, d.c.kind, d.c.website, *name_columns(d))
        .join(d, d.c.organisation_id == r.organisations.c.id)
        .where(live_at(d, version))
    )
    return {row.id: Organisation(row.code, _names(row), row.kind, row.website) for row in connection.execute(query)}


def _projects(version: int, grant: int) -> Select[Any]:
    """Select the ids of the projects that a grant pays for."""
    link = r.project_grants.c
    return select(link.project_id).where(live_at(r.project_grants, version), link.grant_id == grant)


def _partners(version: int, grant: int) -> Select[Any]:
    """Select the organisations with a part in a project of the grant, and their roles."""
    p = pool.project_partners.c
    return (
        select(p.organisation_id, p.role)
        .join(r.organisations, r.organisations.c.id == p.organisation_id)
        .where(live_at(pool.project_partners, version), p.project_id.in_(_projects(version, grant)))
        .order_by(r.organisations.c.code, p.role)
    )


def _tied(version: int, grant: int) -> Select[Any]:
    """Select the partners of the partnerships that the grant pays for, and their roles."""
    d = partnership_details.c
    return (
        select(partnerships.c.organisation_id, d.role)
        .join(partnership_details, d.partnership_id == partnerships.c.id)
        .join(r.organisations, r.organisations.c.id == partnerships.c.organisation_id)
        .where(live_at(partnership_details, version), d.grant_id == grant)
        .order_by(r.organisations.c.code, d.role)
    )


def _stages(connection: Connection, filters: Filters, projects: list[int]) -> dict[int, str]:
    """Give by project the stage of its latest change up to the last day in view."""
    c = pool.stage_changes.c
    query = select(c.project_id, c.entered_on, c.stage).where(
        live_at(pool.stage_changes, filters.snapshot.version),
        c.project_id.in_(projects),
        c.entered_on <= filters.last_day,
    )
    rows = sorted(connection.execute(query), key=lambda row: (row.entered_on, STAGES.index(row.stage)))
    return {row.project_id: row.stage for row in rows}


def _names(row: Row[Any]) -> Names:
    """Give the names of a row as they are registered, without falling back on another language."""
    return {language: getattr(row, f"name_{language}") for language in LANGUAGES}
