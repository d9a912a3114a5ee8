"""The grants, milestones and indicators that the timeline has in view, for the rows behind its figures."""

from collections.abc import Callable, Mapping

from sqlalchemy import Connection, select

from dashboard.data.filters import Filters
from dashboard.data.grants import grant_terms
from dashboard.data.indicators import judged_indicators
from dashboard.data.milestone_rows import milestones_in_view
from dashboard.data.schema.results import indicators
from dashboard.data.timeline import GOOD

Codes = Mapping[str, str]


def grants(connection: Connection, filters: Filters, _codes: Codes) -> list[int]:
    """Give the ids of the grants in view."""
    return [term.id for term in grant_terms(connection, filters)]


def milestones(connection: Connection, filters: Filters, _codes: Codes) -> list[str]:
    """Give the codes of the milestones in view."""
    return [row.code for row in milestones_in_view(connection, filters)]


def judged(connection: Connection, filters: Filters, codes: Codes) -> list[int]:
    """Give the ids of the indicators of grants that are judged, or of those of them that go well."""
    good = codes["judged"] == "good"
    found = [one for one in judged_indicators(connection, filters) if one.grant and one.standing.status]
    chosen = [one.code for one in found if not good or one.standing.status in GOOD]
    return list(connection.scalars(select(indicators.c.id).where(indicators.c.code.in_(chosen))))


TIMELINE_SETS: Mapping[str, Callable[[Connection, Filters, Codes], list[int] | list[str]]] = {
    "grants": grants,
    "milestones": milestones,
    "judged": judged,
}
"""Sets that a condition names, by its name."""
