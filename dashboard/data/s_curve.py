"""Planned against actual running total, and when the target is reached at the pace of the last months."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.address import Month
from dashboard.data.earned_schedule import Plan
from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.slippage import names_of
from dashboard.data.standing import Amount
from dashboard.data.tracks import Track, chosen_track, tracks_of_chosen_grant

CURVE = ("month", "planned", "first_planned", "actual", "expected", "fastest", "slowest")
SCHEDULE = ("earned_months", "actual_months", "spi_t", "sv_t", "done_on")
CurvePoint = tuple[date | Amount | None, ...]


def s_curve(connection: Connection, filters: Filters) -> DataFrame:
    """Give the S-curve of one indicator of the chosen grant, month by month; no rows where it has none.

    The own parameter `indicator` names it by code, else it is the leading one: the first row of `earned_schedules`.

    Columns: month (its first day; values are those at its end), planned (None after the plan's last month),
    first_planned (the plan before its targets were first revised; None after its last month, and everywhere where it is
    the one that holds now), actual (None in months in which no reported period ended), expected, fastest, slowest: the
    running total if the last pace, the fastest or the slowest three months within it go on, from the last reported
    month, where all three equal `actual`, to that in which the target is reached, at least to the end of the plan; else
    None.
    """
    track = chosen_track(tracks_of_chosen_grant(connection, filters), filters)
    points = list(_points(track)) if track else []
    return frame(**{name: [point[place] for point in points] for place, name in enumerate(CURVE)})


def earned_schedules(connection: Connection, filters: Filters) -> DataFrame:
    """Give how late each indicator of the chosen grant is that adds up towards a target, the leading one first.

    Columns: code, name_tr, name_en, name_ar, unit, level, chosen (True for the indicator of the S-curve), as_of (end of
    the last reported period), planned and actual (running totals at that day), target (of the whole grant),
    missing_periods (ended ones without a value), earned_months (ES), actual_months (AT), spi_t (ES ÷ AT), sv_t
    (ES − AT, in months), done_on (end of the period in which the whole plan was fulfilled), first_spi_t (the index by
    the plan before its targets were first revised, None where that is the one that holds now), state (done, reachable,
    not_reached: "bu hızla ulaşılamaz", or missing), pace, slowest and fastest (a month), expected_on, earliest_on,
    latest_on (last day of the month in which the target is reached; None: not within ten years). What is not known is
    None.
    """
    tracks = tracks_of_chosen_grant(connection, filters)
    chosen, stands = chosen_track(tracks, filters), [track.schedule for track in tracks]
    days = ("expected_on", "earliest_on", "latest_on")
    return frame(
        code=[track.code for track in tracks],
        **names_of(tracks),
        unit=[track.unit for track in tracks],
        level=[track.level for track in tracks],
        chosen=[track is chosen for track in tracks],
        as_of=[one.as_of if one else None for one in stands],
        planned=[one.planned if one else None for one in stands],
        actual=[one.earned if one else None for one in stands],
        target=[track.target for track in tracks],
        missing_periods=[track.missing for track in tracks],
        **{
            name: [getattr(one, name) if one else None for one in stands] for name in ("earned_months", "actual_months")
        },
        **{name: [getattr(one, name) if one else None for one in stands] for name in ("spi_t", "sv_t", "done_on")},
        first_spi_t=[track.first_schedule.spi_t if track.first_schedule else None for track in tracks],
        state=[track.forecast.state for track in tracks],
        **{name: [getattr(track.forecast, name) for track in tracks] for name in ("pace", "slowest", "fastest", *days)},
    )


def _points(track: Track) -> Iterator[CurvePoint]:
    """Give the points of one curve."""
    actual = {Month.of(end).index: total for end, total in track.earned}
    plans = [track.plan, *([track.first_plan] if track.first_plan else [])]
    start = min(plan.start.index for plan in plans)
    reached = max(actual, default=start - 1)
    last = max(reached, _last_month(track), *(plan.start.index + len(plan.totals) - 2 for plan in plans))
    for index in range(min(start, *actual, start), last + 1):
        planned, first = _total(track.plan, index), _total(track.first_plan, index)
        ahead = index - reached if actual and index >= reached else None
        yield Month.at(index).first, planned, first, actual.get(index), *_ahead(track, ahead)


def _total(plan: Plan | None, index: int) -> Decimal | None:
    """Give what a plan has at the end of a month, None outside of it."""
    place = index - plan.start.index + 1 if plan else -1
    return plan.totals[place] if plan and 0 <= place < len(plan.totals) else None


def _ahead(track: Track, months: int | None) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Give the running totals so many months after the last reported one, at the three paces, up to the target."""
    found, total = track.forecast, Decimal(track.earned[-1][1] if track.earned else 0)
    if months is None or found.pace is None or found.fastest is None or found.slowest is None:
        return None, None, None
    expected, fastest, slowest = (
        min(total + pace * months, Decimal(track.target)) for pace in (found.pace, found.fastest, found.slowest)
    )
    return expected, fastest, slowest


def _last_month(track: Track) -> int:
    """Give the month in which the target is reached, by the slowest pace that reaches it; 0 where none does."""
    days = (track.forecast.expected_on, track.forecast.earliest_on, track.forecast.latest_on)
    return max((Month.of(day).index for day in days if day), default=0)
