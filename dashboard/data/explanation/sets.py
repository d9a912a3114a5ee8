"""The projects, partnerships and exchanges that a page has in view, as ids and codes for the rows behind a figure."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
from sqlalchemy import Connection, func, or_, select

from dashboard.data.explanation.timeline_sets import TIMELINE_SETS
from dashboard.data.filters import Filters
from dashboard.data.goals import goals_in_scope
from dashboard.data.loading.project_kinds import STAGES
from dashboard.data.partner_organisations import NOWHERE
from dashboard.data.partnership_filters import of_partner
from dashboard.data.partnership_rows import having
from dashboard.data.partnership_state import IN_FORCE
from dashboard.data.partnership_view import View, place_ids, projects_in_view
from dashboard.data.partnership_view import view as partnership_view
from dashboard.data.plans import fitting_targets
from dashboard.data.pool_history import IN_POOL
from dashboard.data.pool_rows import NOTHING
from dashboard.data.pool_view import View as PoolView
from dashboard.data.pool_view import view as pool_view
from dashboard.data.priority import Bools
from dashboard.data.schema import live_at
from dashboard.data.schema import registers as r
from dashboard.data.schema.partnerships import partnerships
from dashboard.data.selection import select_rows
from dashboard.data.working_group import working_projects

Codes = Mapping[str, str]
"""The conditions of an ingredient by their names."""


def pool(connection: Connection, filters: Filters, codes: Codes) -> list[int]:
    """Give the ids of the projects of the pool in view, of one stage, goal, country or mode where these are named."""
    seen = pool_view(connection, filters)
    rows, chosen = seen.pool.rows, seen.seen.copy()
    if "at_stage" in codes:
        chosen &= seen.pool.standing.stage == STAGES.index(codes["at_stage"])
    if "goal" in codes:
        goals = goals_in_scope(connection, filters.snapshot.version, filters.viewer)
        own = next((rows.goals.get(goal.id, NOTHING) for goal in goals if goal.code == codes["goal"]), NOTHING)
        chosen &= np.isin(np.arange(len(rows)), own)
    if "standing" in codes:
        chosen = chosen & _POOLED[codes["standing"]](seen)
    for name in ("country", "mode"):
        if name in codes:
            known = rows.coded[name]
            chosen &= known.among([codes[name]]) if codes[name] else known.of < 0
    return [rows.ids[number] for number in np.flatnonzero(chosen).tolist()]


_POOLED: Mapping[str, Callable[[PoolView], Bools]] = {
    "in_pool": lambda seen: seen.pool.at(IN_POOL),
    "running": lambda seen: seen.pool.at(("running",)),
    "high": lambda seen: seen.waiting() & seen.ranking.high,
    "planned": lambda seen: seen.pool.lacks >= 0,
}
"""How projects may stand, by the code of the condition `standing`."""


def completed(connection: Connection, filters: Filters, _codes: Codes) -> list[int]:
    """Give the ids of the completed projects of the portfolio; a place chooses none of them."""
    seen = pool_view(connection, replace(filters, places=(), own=()))
    return [seen.pool.rows.ids[number] for number in np.flatnonzero(seen.field & seen.pool.at(("closed",))).tolist()]


def ties(connection: Connection, filters: Filters, codes: Codes) -> list[int]:
    """Give the ids of the partnerships in view, of one partner as its own page has them in view where it is named."""
    own = codes.get("organisation")
    asked = filters if own is None else replace(of_partner(filters, own), places=(), groups=())
    seen = partnership_view(connection, asked)
    chosen = seen.seen
    if "spot" in codes:
        chosen = chosen & _at_spot(seen, codes["spot"])
    if "standing" in codes:
        chosen = chosen & _STANDING[codes["standing"]](seen)
    shown = seen.rows.shown["code"][chosen].tolist()
    return list(connection.scalars(select(partnerships.c.id).where(partnerships.c.code.in_(shown))))


def _at_spot(seen: View, code: str) -> Bools:
    """Say whose partner stands at a place of the map; no code is a partner that stands nowhere on it."""
    known = seen.rows.organisations
    own = next((one for one, spot in known.spots.items() if code and spot.code == code), NOWHERE)
    found: Bools = (known.spot == own)[seen.rows.organisation]
    return found


def _silent(seen: View) -> Bools:
    """Say whose partner has nothing but dormant partnerships in view."""
    active: Bools = having(seen.rows, seen.seen & ~seen.state.dormant)[seen.rows.organisation]
    return ~active


_STANDING: Mapping[str, Callable[[View], Bools]] = {
    "in_force": lambda seen: seen.state.status == IN_FORCE,
    "dormant": _silent,
}
"""How partnerships may stand, by the code of the condition `standing`."""


def working(connection: Connection, filters: Filters, _codes: Codes) -> list[int]:
    """Give the ids of the projects in view whose programme has a working group."""
    ids = partnership_view(connection, filters).rows.projects.ids
    return [ids[number] for number in np.flatnonzero(working_projects(connection, filters)).tolist()]


def projects(connection: Connection, filters: Filters, _codes: Codes) -> list[int]:
    """Give the ids of the projects that are in view on the page of partnerships."""
    chosen = projects_in_view(connection, filters)
    ids = partnership_view(connection, filters).rows.projects.ids
    return [ids[number] for number in np.flatnonzero(chosen).tolist()]


def places(connection: Connection, filters: Filters, _codes: Codes) -> list[int]:
    """Give the ids of the places that lie today in one of those that are chosen; none for the whole country."""
    if not filters.places:
        return []
    chosen = place_ids(connection, filters.snapshot.version, filters.places)
    p, d, today = r.places.alias(), r.place_details, r.places.alias()
    query = (
        select(p.c.id)
        .join(d, (d.c.place_id == p.c.id) & live_at(d, filters.snapshot.version))
        .join(today, today.c.id == func.coalesce(d.c.maps_to_id, p.c.id))
        .where(or_(today.c.id.in_(chosen), today.c.province_id.in_(chosen)))
    )
    return list(connection.scalars(query))


def indicator_places(connection: Connection, filters: Filters, _codes: Codes) -> list[int]:
    """Give the ids of the places that are chosen and of the districts in them, as results are chosen by place."""
    if not filters.places:
        return []
    own = select(r.places.c.id).where(r.places.c.code.in_(filters.places))
    query = select(r.places.c.id).where(or_(r.places.c.id.in_(own), r.places.c.province_id.in_(own)))
    return list(connection.scalars(query))


def planned(connection: Connection, filters: Filters, _codes: Codes) -> list[int]:
    """Give the ids of the targets that make the plan of people reached."""
    return [one.id for one in fitting_targets(connection, select_rows(connection, filters))]


SETS: Mapping[str, Callable[[Connection, Filters, Codes], list[int] | list[str]]] = {
    "pool": pool,
    "partnerships": ties,
    "projects": projects,
    "working": working,
    "places": places,
    "indicator_places": indicator_places,
    "planned": planned,
    "completed": completed,
    **TIMELINE_SETS,
}
"""Sets that a condition names, by its name."""
