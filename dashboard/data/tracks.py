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
from dashboard.data.grants import chosen_grant, of_grant, parted
from dashboard.data.indicator_steps import Planned, Reached
from dashboard.data.indicators import (
    described_in_view,
    histories,
    indicators_in_view,
    reference_day,
    results_of,
    rule_of,
    targets_of,
)
from dashboard.data.naming import names_in
from dashboard.data.per_version import remembered
from dashboard.data.standing import Amount, Reading, life_target
from dashboard.data.target_revisions import Revision, as_first_set, revisions_of
from dashboard.data.versions import newest_version
from dashboard.shown_sum import is_suppressed

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
    earned: tuple[tuple[date, Amount], ...]
    """Running total at the end of each reported period; empty where none is reported."""
    target: Amount
    """What the whole grant is to reach: declared, else all period targets."""
    schedule: Schedule | None
    first_schedule: Schedule | None
    """The same by `first_plan`."""
    forecast: Forecast
    missing: int
    """Ended periods of the plan without any value; they are left out of the running total, not taken for 0."""

    @property
    def delivered(self) -> Decimal | None:
        """Give running total ÷ target, None where nothing is reported, or nothing of it is shown."""
        return _delivered(self.earned[-1][1] if self.earned else None, self.target)


def tracks_of_chosen_grant(connection: Connection, filters: Filters) -> list[Track]:
    """Give the tracks of the one grant that the page speaks of (`grants.chosen_grant`), the leading one first."""
    term = chosen_grant(connection, filters)
    if term is None:
        return []
    return in_order(tracks_in_view(connection, replace(of_grant(connection, filters, term.code), own=())), term.code)


@dataclass(frozen=True, slots=True)
class Lead:
    """The indicator that speaks for a grant, and how far it has come; see `Track`."""

    code: str
    names: Names
    unit: str | None
    target: Amount
    actual: Amount | None
    as_of: date | None

    @property
    def delivered(self) -> Decimal | None:
        """Give running total ÷ target, None where nothing is reported, or nothing of it is shown."""
        return _delivered(self.actual, self.target)


def leads(connection: Connection, filters: Filters) -> dict[str, Lead]:
    """Give for each grant in view that has one the indicator that speaks for it, by the grant's code."""
    return {code: lead for part in parted(connection, filters) for code, lead in _leads(connection, part).items()}


def _leads(connection: Connection, part: Filters) -> dict[str, Lead]:
    """Give the leading indicators of a part of the view, see `grants.parted`."""
    if part.places:
        tracks = tracks_in_view(connection, replace(part, own=()))
        own = {grant: [t for t in tracks if t.grant == grant] for grant in {t.grant for t in tracks if t.grant}}
        return {grant: _as_lead(in_order(found, grant)[0]) for grant, found in own.items()}
    kept, day = histories(connection, part), reference_day(part)
    first: dict[str, Row[Any]] = {}
    for row in described_in_view(connection, part):
        planned = kept[row.id][1]
        if row.grant and planned.grows and planned.target is not None:
            first[row.grant] = min(first.get(row.grant, row), row, key=lambda one: _speaks(one, one.grant))
    return {grant: _lead(row, *kept[row.id], day) for grant, row in first.items()}


def _lead(row: Row[Any], results: Reached, planned: Planned, day: date) -> Lead:
    """Give a leading indicator from its history."""
    target = Decimal(0) if planned.target is None else planned.target
    earned = results.earned
    return Lead(row.code, names_in(row), row.unit, target, earned.before(day), earned.last_before(day))


def _as_lead(track: Track) -> Lead:
    """Give a leading indicator from its track."""
    as_of, actual = track.earned[-1] if track.earned else (None, None)
    return Lead(track.code, track.names, track.unit, track.target, actual, as_of)


def chosen_track(tracks: Sequence[Track], filters: Filters) -> Track | None:
    """Give the track that the address names, else the leading one."""
    named = filters.own_all(INDICATOR)
    return next((track for track in tracks if track.code in named[-1:]), tracks[0] if tracks else None)


def in_order(tracks: Iterable[Track], grant: str) -> list[Track]:
    """Put a grant's own indicators before those of its projects, people first, then by level and code."""
    return sorted(tracks, key=lambda track: _speaks(track, grant))


def _speaks(one: Track | Row[Any], grant: str) -> tuple[bool, bool, int, str]:
    """Say who speaks for a grant first."""
    return one.grant != grant, one.kind != "unique_people", LEVELS.index(one.level), one.code


def _delivered(actual: Amount | None, target: Amount) -> Decimal | None:
    """Give running total ÷ target."""
    return None if actual is None or not target or is_suppressed(actual) else Decimal(actual) / Decimal(target)


def tracks_in_view(connection: Connection, filters: Filters) -> tuple[Track, ...]:
    """Give the indicators in view that add up and have a plan, by code; places narrow their rows."""
    found: dict[str, Track] = {}
    for part in parted(connection, filters):
        newest = newest_version(connection) if part.viewer.protected else part.snapshot.version
        found |= {track.code: track for track in _tracks(connection, part, newest) if track.code not in found}
    return tuple(found[code] for code in sorted(found)) if filters.viewer.protected else tuple(found.values())


@remembered(_KEPT)
def _tracks(connection: Connection, part: Filters, _newest: int) -> tuple[Track, ...]:
    """Give the tracks of a part of the view, see `grants.parted`.

    Several cards of a page speak of the same ones; they are worked out once.
    """
    described = connection.execute(indicators_in_view(part)).all()
    planned, measured = targets_of(connection, described, part), results_of(connection, described, part)
    revised = revisions_of(connection, [row.id for row in described], part)
    day, whole = reference_day(part), not part.places
    found = (
        _track(row, planned[row.id], revised.get(row.id, []), measured[row.id], day, whole=whole) for row in described
    )
    return tuple(track for track in found if track is not None)


def _track(
    row: Row[Any], planned: list[Reading], revised: list[Revision], told: Sequence[Reading], day: date, *, whole: bool
) -> Track | None:
    """Give the track of one indicator, None where it has no plan that grows."""
    rule = rule_of(row, whole=whole)
    plan, target = plan_by_month(rule, planned), life_target(rule, planned)
    if plan is None or target is None:
        return None
    first = plan_by_month(*as_first_set(rule, planned, revised)) if revised else None
    earned = earned_by_period(rule, told, day)
    reached = earned[-1][1] if earned else None
    told_of = reached is not None and not is_suppressed(reached)
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
        forecast=forecast(steps_by_month(rule, told, day), reached or Decimal(0), target, day)
        if told_of
        else Forecast("missing"),
        missing=_missing(planned, told, day),
    )


def _missing(planned: Iterable[Reading], told: Iterable[Reading], day: date) -> int:
    """Count the ended periods of the plan during which no value was told."""
    known = [one for one in told if one.known]
    ended = {(one.start, one.end) for one in planned if one.known and one.end < day}
    return sum(not any(one.start <= end and start <= one.end for one in known) for start, end in ended)
