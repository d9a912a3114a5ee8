"""Where the programmes in view draw their lines between behind, at risk, on track and over plan."""

from sqlalchemy import Connection, select

from dashboard.data.filters import Filters
from dashboard.data.per_version import once_a_version
from dashboard.data.schema import live_at
from dashboard.data.schema.registers import programme_details, programmes
from dashboard.data.standing import Thresholds


def thresholds(connection: Connection, filters: Filters) -> Thresholds:
    """Give the thresholds that the programmes in view share; where they differ, those of the product."""
    known = _by_programme(connection, filters.snapshot.version)
    in_view = filters.programmes or filters.viewer.programmes or known
    found = {known[code] for code in in_view if code in known}
    return found.pop() if len(found) == 1 else Thresholds()


@once_a_version
def _by_programme(connection: Connection, version: int) -> dict[str, Thresholds]:
    """Give each programme's thresholds by its code."""
    d = programme_details.c
    query = (
        select(programmes.c.code, d.behind_below, d.at_risk_below, d.over_plan_above)
        .join(programme_details, d.programme_id == programmes.c.id)
        .where(live_at(programme_details, version))
    )
    return {code: Thresholds(*lines) for code, *lines in connection.execute(query)}
