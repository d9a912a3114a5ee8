"""Indicators that add up towards a target, grant by grant: plan, running total, earned schedule and forecast."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Row

from dashboard.data.directory import Names
from dashboard.data.earned_schedule import Plan, Schedule, earned_by_period, plan_by_month, schedule
from dashboard.data.filters import Filters
from dashboard.data.forecast import Forecast, forecast, steps_by_month
from dashboard.data.grants import chosen_grant
from dashboard.data.indicators import indicators_in_view, readings_of, reference_day, rule_of
from dashboard.data.naming import names_in
from dashboard.data.per_version import remembered
from dashboard.data.schema.results import results, targets
from dashboard.data.standing import Reading, life_target
from dashboard.data.target_revisions import Revision, as_first_set, revisions_of

_KEPT = 32
LEVELS = ("pdo", "impact", "outcome", "intermediate", "output")
"""Which indicator speaks for a grant first."""
INDICATOR = "indicator"
"""The page's own parameter that chooses the indicator of the S-curve by its code."""


@dataclass(frozen=True, slots=True)
class Track:
    """One such indicator; only periods that ended before the day of judgement count."""

    code: str
    names: Names
    unit: str | None
    level: str
    kind: str
    grant: str | None
    plan: Plan
    first_plan: Plan | None
    """The plan before its targets were first revised, None where it is the one that holds now."""
    earned: tuple[tuple[date, Decimal], ...]
    """Running total at the end of each reported period; empty where none is reported."""
    target: Decimal
    """What the whole grant is to reach: declared, else all period targets."""
    schedule: Schedule | None
    first_schedule: Schedule | None
    """The same by `first_plan`."""
    forecast: Forecast
    missing: int
    """Ended periods of the plan without any value; they are left out of the running total, not taken for 0."""

    @property
    def delivered(self) -> Decimal | None:
        """Give running total ÷ target, None where nothing is reported."""
        return self.earned[-1][1] / self.target if self.earned and self.target else None


def tracks_of_chosen_grant(connection: Connection, filters: Filters) -> list[Track]:
    """Give the tracks of the one grant that the page speaks of (`grants.chosen_grant`), the leading one first."""
    term = chosen_grant(connection, filters)
    if term is None:
        return []
    return in_order(tracks_in_view(connection, replace(filters, grants=(term.code,), own=())), term.code)


def leading_tracks(connection: Connection, filters: Filters, grants: Iterable[str]) -> dict[str, Track]:
    """Give for each grant that has one the indicator that speaks for it, by the grant's code."""
    found = tracks_in_view(connection, replace(filters, own=()))
    own = {code: in_order([track for track in found if track.grant == code], code) for code in grants}
    return {code: tracks[0] for code, tracks in own.items() if tracks}


def chosen_track(tracks: Sequence[Track], filters: Filters) -> Track | None:
    """Give the track that the address names, else the leading one."""
    named = filters.own_all(INDICATOR)
    return next((track for track in tracks if track.code in named[-1:]), tracks[0] if tracks else None)


def in_order(tracks: Iterable[Track], grant: str) -> list[Track]:
    """Put a grant's own indicators before those of its projects, people first, then by level and code."""

    def key(track: Track) -> tuple[bool, bool, int, str]:
        return track.grant != grant, track.kind != "unique_people", LEVELS.index(track.level), track.code

    return sorted(tracks, key=key)


@remembered(_KEPT)
def tracks_in_view(connection: Connection, filters: Filters) -> tuple[Track, ...]:
    """Give the indicators in view that add up and have a plan, by code; places narrow their rows.

    Several cards of a page speak of the same ones; they are worked out once.
    """
    described = connection.execute(indicators_in_view(filters)).all()
    ids = [row.id for row in described]
    planned = readings_of(connection, targets, ids, filters)
    measured = readings_of(connection, results, ids, filters)
    revised = revisions_of(connection, ids, filters)
    day, whole = reference_day(filters), not filters.places
    found = (
        _track(row, planned[row.id], revised.get(row.id, []), measured[row.id], day, whole=whole) for row in described
    )
    return tuple(track for track in found if track is not None)


def _track(
    row: Row[Any], planned: list[Reading], revised: list[Revision], told: list[Reading], day: date, *, whole: bool
) -> Track | None:
    """Give the track of one indicator, None where it has no plan that grows."""
    rule = rule_of(row, whole=whole)
    plan, target = plan_by_month(rule, planned), life_target(rule, planned)
    if plan is None or target is None:
        return None
    first = plan_by_month(*as_first_set(rule, planned, revised)) if revised else None
    earned = earned_by_period(rule, told, day)
    reached = earned[-1][1] if earned else Decimal(0)
    return Track(
        code=row.code,
        names=names_in(row),
        unit=row.unit,
        level=row.level,
        kind=row.kind,
        grant=row.grant,
        plan=plan,
        first_plan=first if first != plan else None,
        earned=tuple(earned),
        target=target,
        schedule=schedule(plan, earned),
        first_schedule=schedule(first, earned) if first and first != plan else None,
        forecast=forecast(steps_by_month(rule, told, day), reached, target, day) if earned else Forecast("missing"),
        missing=_missing(planned, told, day),
    )


def _missing(planned: Iterable[Reading], told: Iterable[Reading], day: date) -> int:
    """Count the ended periods of the plan during which no value was told."""
    known = [one for one in told if one.known]
    ended = {(one.start, one.end) for one in planned if one.known and one.end < day}
    return sum(not any(one.start <= end and start <= one.end for one in known) for start, end in ended)
