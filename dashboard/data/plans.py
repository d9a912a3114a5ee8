"""The planned number of people by month: period targets of people reached, spread evenly over their months."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, select

from dashboard.address import Month
from dashboard.data.cubes import Level, Slice
from dashboard.data.filters import Filters
from dashboard.data.grants import grants_seen
from dashboard.data.per_version import once_a_version
from dashboard.data.schema import live_at
from dashboard.data.schema.results import indicator_details, targets
from dashboard.data.selection import Selection


@dataclass(frozen=True, slots=True)
class PlanTarget:
    """New people planned for a period by one indicator, in one place or (None) everywhere."""

    id: int
    indicator_id: int
    programme_id: int
    grant_id: int | None
    project_id: int | None
    place_id: int | None
    start: date
    end: date
    people: Decimal


def planned_people(connection: Connection, selection: Selection) -> dict[Month, Decimal]:
    """Give the new people planned for each month under a selection; empty where no target fits it.

    A target fits where it speaks of exactly the people selected: no population group is singled out, each programme
    with people in view has targets, and the places asked for have targets of their own. Of a programme's indicators the
    widest
    count: those of the whole programme, else those of its grants, else those of its projects.
    """
    return _by_month(fitting_targets(connection, selection))


def fitting_targets(connection: Connection, selection: Selection) -> list[PlanTarget]:
    """Give the targets that fit a selection, see `planned_people`."""
    if selection.groups or not selection.holders:
        return []
    known = _targets(connection, selection.version)
    if any(holder.kind is Slice.PROJECT for holder in selection.holders):
        owners = [[t for t in known if t.project_id == holder.id] for holder in selection.holders]
    else:
        programmes = {selection.directory.projects[i].parent for i in selection.projects}
        owners = [_widest([t for t in known if t.programme_id == p]) for p in programmes & selection.directory.active]
    chosen = [_in_places(own, selection) for own in owners]
    return [target for own in chosen for target in own] if all(chosen) else []


def planned_of_grants(connection: Connection, filters: Filters) -> dict[Month, Decimal]:
    """Give the new people that a funder's grants plan for each month; empty where one of them has no target.

    Targets of the grants themselves alone fit, and only where neither a group nor a place is singled out: a project's
    or programme's plan may speak of other funders' people too. Each grant's are as of its released version.
    """
    if filters.groups or filters.places:
        return {}
    own: list[PlanTarget] = []
    for term, part in grants_seen(connection, filters):
        every = _targets(connection, part.snapshot.version)
        found = [t for t in every if t.grant_id == term.id and t.project_id is None]
        if not found:
            return {}
        own += found
    return _by_month(own)


def _by_month(chosen: Iterable[PlanTarget]) -> dict[Month, Decimal]:
    """Spread targets evenly over the months of their periods."""
    months: dict[Month, Decimal] = {}
    for target in chosen:
        first, last = Month.of(target.start).index, Month.of(target.end).index
        for index in range(first, last + 1):
            month = Month.at(index)
            months[month] = months.get(month, Decimal(0)) + target.people / (last - first + 1)
    return months


def _widest(own: list[PlanTarget]) -> list[PlanTarget]:
    """Give the targets of the widest indicators of a programme."""
    whole = [t for t in own if t.project_id is None and t.grant_id is None]
    grants = [t for t in own if t.project_id is None]
    return whole or grants or own


def _in_places(own: list[PlanTarget], selection: Selection) -> list[PlanTarget]:
    """Give the targets of the places asked for; for the country those of no place, else those of all places."""
    if selection.places[0][0] is Level.COUNTRY:
        return [t for t in own if t.place_id is None] or own
    asked = [place for _, place in selection.places]
    found = [t for t in own if t.place_id in asked]
    return found if {t.place_id for t in found} == set(asked) else []


@once_a_version
def _targets(connection: Connection, version: int) -> tuple[PlanTarget, ...]:
    """Give the period targets of all indicators that count unique people and add up over time."""
    i, t = indicator_details.c, targets.c
    query = (
        select(
            t.id,
            t.indicator_id,
            i.programme_id,
            i.grant_id,
            i.project_id,
            t.place_id,
            t.period_start,
            t.period_end,
            t.value,
        )
        .join(indicator_details, i.indicator_id == t.indicator_id)
        .where(live_at(indicator_details, version), live_at(targets, version))
        .where(i.kind == "unique_people", i.over_time == "sum", t.dimension.is_(None), t.value.is_not(None))
    )
    return tuple(PlanTarget(*row) for row in connection.execute(query))
