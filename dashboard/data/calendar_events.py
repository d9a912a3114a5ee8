"""What a calendar shows: every milestone, report deadline and end of a grant in view, each on its day."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from sqlalchemy import Connection, select

from dashboard.data.directory import Names
from dashboard.data.filters import Filters
from dashboard.data.grants import GrantTerm, grant_terms, parted
from dashboard.data.milestone_rows import REPORT, MilestoneRow, milestones_in_view, standpoint
from dashboard.data.milestone_states import Standpoint, milestone_state, report_state
from dashboard.data.month_steps import months_later
from dashboard.data.report_calendar import Owed, owed_reports
from dashboard.data.schema import versions
from dashboard.settings import ISTANBUL

MONTHS_BACK = 12
"""How long past days stay in a calendar."""
GRANT_END = "grant_end"


@dataclass(frozen=True, slots=True)
class Event:
    """One whole day in a calendar.

    `uid` never changes while the thing is there. `kind` is that of a milestone, or grant_end; `names` is None where
    only a funder's rule asks for a report, and `part` and `number` say which. `state` is one of
    `milestone_states.MILESTONE_STATES`, of REPORT_STATES for a report, None for the end of a grant.
    """

    uid: str
    day: date
    kind: str
    grant: str | None
    names: Names | None = None
    part: str | None = None
    number: int | None = None
    original_on: date | None = None
    reason: str | None = None
    forecast_on: date | None = None
    done_on: date | None = None
    state: str | None = None


def calendar_events(connection: Connection, filters: Filters) -> list[Event]:
    """Give the days from twelve months before the last day in view on, in their order."""
    found = [one for part in parted(connection, filters) for one in _events(connection, part)]
    return sorted(found, key=lambda one: (one.day, one.uid))


def _events(connection: Connection, part: Filters) -> list[Event]:
    """Give the days of a part of the view, see `grants.parted`."""
    at = standpoint(part)
    reports = owed_reports(connection, part)
    written = {one.row.code for one in reports if one.row}
    others = [row for row in milestones_in_view(connection, part) if row.code not in written]
    found = [
        *(_of_report(one, at) for one in reports),
        *(_of_milestone(row, at) for row in others),
        *(_of_grant(term, term.ends_on) for term in grant_terms(connection, part) if term.ends_on),
    ]
    first = months_later(at.last, -MONTHS_BACK)
    return [one for one in found if one.day >= first]


def stamp(connection: Connection, filters: Filters) -> datetime:
    """Give the moment (UTC) since which the events say what they say.

    It is that of the newest load or, where that is later, the beginning of the reference day, which moves the states.
    """
    day = datetime.combine(filters.snapshot.day, time.min, ISTANBUL).astimezone(UTC)
    moment = connection.scalar(select(versions.c.committed_at).where(versions.c.version == filters.snapshot.version))
    return max(day, moment.astimezone(UTC)) if moment else day


def _of_report(one: Owed, at: Standpoint) -> Event:
    """Give the deadline of a report."""
    asked, row, course = one.deadline, one.row, one.course
    told = f"milestone-{row.code}" if row else f"report-{one.grant.code}-{asked.last.isoformat() if asked else ''}"
    return Event(
        uid=told,
        day=course.due_on,
        kind=REPORT,
        grant=one.grant.code,
        names=row.names if row else None,
        part=asked.part if asked else None,
        number=asked.number if asked else None,
        original_on=one.original_due_on,
        reason=row.due_reason if row else None,
        forecast_on=course.forecast_on,
        done_on=at.known(course.done_on),
        state=report_state(course, at),
    )


def _of_milestone(row: MilestoneRow, at: Standpoint) -> Event:
    """Give the day on which a milestone is due."""
    state = report_state(row.course, at) if row.kind == REPORT else milestone_state(row.course, at)
    return Event(
        uid=f"milestone-{row.code}",
        day=row.course.due_on,
        kind=row.kind,
        grant=row.grant or row.project,
        names=row.names,
        original_on=row.original_due_on,
        reason=row.due_reason,
        forecast_on=row.course.forecast_on,
        done_on=at.known(row.course.done_on),
        state=state,
    )


def _of_grant(term: GrantTerm, ends_on: date) -> Event:
    """Give the last day of a grant."""
    return Event(f"grant-{term.code}", ends_on, GRANT_END, term.code, original_on=term.original_ends_on)
