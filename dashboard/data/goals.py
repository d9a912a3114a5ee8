"""The goals of the programmes as of a data version, in the order in which they are shown."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from dashboard.data.directory import Names
from dashboard.data.extent import Extent, extent_of, rows_of
from dashboard.data.filters import Viewer
from dashboard.data.loading.register_kinds import GOAL_LEVELS
from dashboard.data.naming import names_in
from dashboard.data.per_version import once_a_version, remembered
from dashboard.data.schema import live_at
from dashboard.data.schema import registers as r
from dashboard.data.schema.working_group import activity_goals

_KEPT = 32


@dataclass(frozen=True, slots=True)
class Goal:
    """A strategic, general or specific goal of a programme."""

    id: int
    code: str
    names: Names
    level: str
    programme: str


def goals_in_scope(connection: Connection, version: int, viewer: Viewer) -> tuple[Goal, ...]:
    """Give the goals that a viewer may see: strategic ones first, by programme and position.

    They are those of the viewer's programmes, for a protected viewer those that projects of the own grants serve, by
    themselves or by one of their activities.
    """
    if viewer.protected:
        return _goals_served(connection, extent_of(connection, version, viewer))
    known, own = _goals(connection, version), viewer.programmes
    return known if own is None else tuple(goal for goal in known if goal.programme in own)


@remembered(_KEPT)
def _goals_served(connection: Connection, extent: Extent) -> tuple[Goal, ...]:
    """Give the goals that the projects of an extent serve."""
    rows, links = rows_of(connection, extent), r.project_goals
    by_themselves = select(links.c.goal_id).where(rows.of_projects(links))
    by_activity = (
        select(activity_goals.c.goal_id)
        .join(r.activities, r.activities.c.id == activity_goals.c.activity_id)
        .where(rows.of_projects(activity_goals, r.activities.c.project_id))
    )
    served = {*connection.scalars(by_themselves), *connection.scalars(by_activity)}
    return tuple(goal for goal in _goals(connection, extent.version) if goal.id in served)


@once_a_version
def _goals(connection: Connection, version: int) -> tuple[Goal, ...]:
    """Give the goals that are live as of a data version."""
    d = r.goal_details.c
    query = (
        select(r.goals.c.id, r.goals.c.code, r.programmes.c.code.label("programme"))
        .add_columns(d.name_tr, d.name_en, d.name_ar, d.level, d.position)
        .join(r.goal_details, d.goal_id == r.goals.c.id)
        .join(r.programmes, r.programmes.c.id == r.goals.c.programme_id)
        .where(live_at(r.goal_details, version))
    )
    found = sorted(
        connection.execute(query),
        key=lambda row: (GOAL_LEVELS.index(row.level), row.programme, row.position, row.code),
    )
    return tuple(
        Goal(
            row.id,
            row.code,
            names_in(row),
            row.level,
            row.programme,
        )
        for row in found
    )
