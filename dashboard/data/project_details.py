"""What one project is and where it stands."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from sqlalchemy import Connection, select

from dashboard.data.directory import Names, directory
from dashboard.data.extent import project_version
from dashboard.data.filters import Filters, Viewer
from dashboard.data.naming import organisation_names
from dashboard.data.pool import Pool
from dashboard.data.pool_money import spent_by
from dashboard.data.pool_view import View
from dashboard.data.project_history import Stay
from dashboard.data.schema import live_at
from dashboard.data.schema.registers import project_details

_TOLD = ("objective", "implementer", "website", "iati_status", "stage_reason", "organisation_id", "subprogramme_id")
_POOL = (
    *("mode", "country", "owner", "stage", "entered_on", "days", "limit", "starts_on", "original_ends_on", "ends_on"),
    *("budget", "currency", "secured", "gap", "priority", "rank", "stability", "missing"),
)


@dataclass(frozen=True, slots=True)
class Details:
    """What a project is and where it stands; None is missing. See `projects.projects` for what each figure means."""

    code: str
    names: Names
    programme: str
    programme_names: Names
    subprogramme: Names | None
    objective: str | None
    mode: str | None
    country: str | None
    owner: str | None
    implementer: str | None
    organisation: Names | None
    website: str | None
    iati_status: str | None
    stage: str | None
    reason: str | None
    """Why it is in its stage: the reason of the latest stage change, or of its source where there is none."""
    entered_on: date | None
    days: int | None
    limit: int | None
    starts_on: date | None
    original_ends_on: date | None
    ends_on: date | None
    budget: Decimal | None
    currency: str | None
    spent: Decimal | None
    secured: Decimal | None
    gap: Decimal | None
    priority: float | None
    rank: int | None
    ranked: int
    """Number of projects among which it is ranked."""
    stability: float | None
    missing: int | None
    protected: bool
    """Whether owner, budget, gap and priority are kept from the viewer, and None for that reason."""


def number_of(pool: Pool, viewer: Viewer, code: str) -> int | None:
    """Give the number of a project in the pool of the viewer; None where it is not there or not for this viewer."""
    number = pool.rows.codes.get(code)
    if number is None or not pool.there[number]:
        return None
    if viewer.protected:
        return number
    hidden = viewer.programmes is not None and pool.shown["programme_code"][number] not in viewer.programmes
    return None if hidden else number


def names_of(pool: Pool, number: int) -> Names:
    """Give the names of a project."""
    return {language: pool.shown[f"name_{language}"][number] for language in ("tr", "en", "ar")}


def details_of(connection: Connection, filters: Filters, seen: View, number: int, stays: tuple[Stay, ...]) -> Details:
    """Give what a project is and where it stands."""
    pool, protected = seen.pool, seen.extent.protected
    version = project_version(connection, seen.extent, pool.rows.ids[number])
    d, known = project_details, directory(connection, version)
    query = select(*(d.c[name] for name in _TOLD)).where(live_at(d, version), d.c.project_id == pool.rows.ids[number])
    told = connection.execute(query).one()
    programme = known.programmes.get(known.projects[pool.rows.ids[number]].parent or 0)
    code = pool.shown["programme_code"][number]
    subprogramme = known.subprogrammes.get(told.subprogramme_id or 0)
    return Details(
        code=pool.shown["code"][number],
        names=names_of(pool, number),
        programme=code,
        programme_names=programme.names if programme else dict.fromkeys(("tr", "en", "ar"), code),
        subprogramme=subprogramme.names if subprogramme else None,
        objective=told.objective,
        implementer=told.implementer,
        organisation=organisation_names(connection, version).get(told.organisation_id),
        website=told.website,
        iati_status=told.iati_status,
        reason=None if protected else stays[-1].reason if stays else told.stage_reason,
        spent=spent_by(connection, seen.extent, filters.last_day).shown[number],
        protected=protected,
        ranked=int(np.count_nonzero(seen.ranking.rank)),
        **{name: column[number] for name, column in seen.columns(*_POOL).items()},
    )
