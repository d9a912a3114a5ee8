"""On time? What is due? What did the extension change? Every question of the page `timeline`, in one place.

Each question takes a reading connection and filters and gives a frame whose docstring says its columns, or a value
object. Grants in view are those in the viewer's scope under the programme and grant filters; charts of one grant speak
of `chosen_grant`: the first of the filter, else the first running one. Everything is as of E, the end of the period or
the reference day, whichever comes first. None is missing or undefined, never 0; `state` columns hold codes whose words
stand in `locale/` under `milestone_state.`, `report_state.`, `gantt_state.` and `forecast_state.`.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from dashboard.data.agreements import agreements, amendments_of_grants
from dashboard.data.directory import Names
from dashboard.data.filters import Filters
from dashboard.data.gantt import gantt
from dashboard.data.grant_money import Converted, Money, conversion, converted, money_by_currency, money_lines
from dashboard.data.grants import GrantTerm, chosen_grant
from dashboard.data.indicators import judged_indicators
from dashboard.data.milestone_rows import milestones_seen
from dashboard.data.milestone_states import Standpoint, report_state
from dashboard.data.overview import Elapsed, time_elapsed
from dashboard.data.report_calendar import Owed, next_report, report_calendar, reports_seen
from dashboard.data.s_curve import earned_schedules, s_curve
from dashboard.data.side_by_side import side_by_side
from dashboard.data.slippage import on_time, plan_revisions, slippage
from dashboard.data.tracks import Track, tracks_of_chosen_grant

__all__ = [
    "Headline",
    "NextReport",
    "agreements",
    "amendments_of_grants",
    "chosen_grant",
    "converted",
    "earned_schedules",
    "gantt",
    "headline",
    "money_by_currency",
    "plan_revisions",
    "report_calendar",
    "s_curve",
    "side_by_side",
    "slippage",
]
GOOD = frozenset({"achieved", "on_track"})


@dataclass(frozen=True, slots=True)
class NextReport:
    """The report whose deadline comes next; `names` is None where only the funder's rule asks for it (`part`)."""

    days: int
    due_on: date
    grant: str
    names: Names | None
    part: str | None
    number: int | None


@dataclass(frozen=True, slots=True)
class Headline:
    """The key figures of the page. None is missing; a count of 0 of 0 has nothing to speak of."""

    elapsed: Elapsed
    """Days gone by ÷ days agreed, over all grants in view, by their current ends: `timeline.elapsed`."""
    milestones_on_time: int
    """Done by their current plan, of those due up to E: `timeline.milestones_on_time`."""
    milestones_due: int
    next_report: NextReport | None
    """Its `days` are `timeline.days_to_next_report`."""
    reports_overdue: int
    reports_sent_back: int
    spent: tuple[Money, ...]
    """A line a currency: `timeline.spent_share`, never one number over several."""
    converted: Converted | None
    """All of it in the programmes' reporting currency, with the rates to print beside it; None where there is none."""
    indicators_on_track: int
    """On track or achieved, of those of grants that can be judged: `timeline.indicators_on_track`."""
    indicators_judged: int
    grant: GrantTerm | None
    """The one grant of which `spi_t` speaks."""
    track: Track | None
    """The indicator of which it speaks: the leading one, whichever the S-curve shows."""

    @property
    def spi_t(self) -> Decimal | None:
        """Give the earned schedule index of the chosen grant: `timeline.spi_t`."""
        return self.track.schedule.spi_t if self.track and self.track.schedule else None


def headline(connection: Connection, filters: Filters) -> Headline:
    """Give the key figures of the page."""
    reports, rows = reports_seen(connection, filters), milestones_seen(connection, filters)
    states = [report_state(one.course, at) for one, at in reports]
    done, due = on_time(rows)
    judged = [one.standing.status for one in judged_indicators(connection, filters) if one.grant]
    words = [word for word in judged if word]
    tracks, money = tracks_of_chosen_grant(connection, filters), money_lines(connection, filters)
    return Headline(
        elapsed=time_elapsed(connection, filters),
        milestones_on_time=done,
        milestones_due=due,
        next_report=_next(reports),
        reports_overdue=states.count("overdue"),
        reports_sent_back=states.count("sent_back"),
        spent=tuple(money),
        converted=conversion(connection, filters, money),
        indicators_on_track=sum(word in GOOD for word in words),
        indicators_judged=len(words),
        grant=chosen_grant(connection, filters),
        track=tracks[0] if tracks else None,
    )


def _next(reports: list[tuple[Owed, Standpoint]]) -> NextReport | None:
    """Give what the card of the next report says."""
    found = next_report(reports)
    if found is None:
        return None
    one, at = found
    part, names = one.deadline, one.row.names if one.row else None
    days = (one.course.due_on - at.last).days
    told = (part.part, part.number) if part else (None, None)
    return NextReport(days, one.course.due_on, one.grant.code, names, *told)
