"""What is owed and when it comes: every milestone against its original and its current plan, and how plans moved."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pandas import DataFrame
from sqlalchemy import Connection, select

from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.grants import parted
from dashboard.data.milestone_rows import REPORT, MilestoneRow, milestones_in_view, milestones_seen
from dashboard.data.milestone_states import Standpoint, milestone_state, report_state, slip
from dashboard.data.privacy.released import versions_of
from dashboard.data.schema import versions
from dashboard.data.schema.registers import grants, milestones
from dashboard.data.versions import newest_version

LANGUAGES = ("tr", "en", "ar")


def slippage(connection: Connection, filters: Filters) -> DataFrame:
    """Give the milestones and deliverables in view by the day on which they are due now, then by code.

    Columns: code, name_tr, name_en, name_ar, kind (report, document, event, audit or disbursement), grant_code and
    project_code (None where it has none), original_due_on, due_on, due_reason (None where the plan stands),
    forecast_on, done_on, accepted_on, state, report_state, slip_original, slip_current, slip_basis.

    Days on which something happened after the last day in view are None: not yet known. `state` is done, done_late
    (against the current plan), overdue or open; `report_state` one of not_due, due, overdue, submitted, sent_back and
    accepted, None for what is no report. `slip_original` and `slip_current` are days beyond either plan, negative where
    earlier; `slip_basis` says what they are measured with: done, forecast (never one that has passed) or so_far
    (overdue without a forecast). All three are None for what is open without a forecast.
    """
    seen = milestones_seen(connection, filters)
    rows = [row for row, _ in seen]
    slips = [slip(row.course, row.original_due_on, at) for row, at in seen]
    return frame(
        code=[row.code for row in rows],
        **names_of(rows),
        kind=[row.kind for row in rows],
        grant_code=[row.grant for row in rows],
        project_code=[row.project for row in rows],
        original_due_on=[row.original_due_on for row in rows],
        due_on=[row.course.due_on for row in rows],
        due_reason=[row.due_reason for row in rows],
        forecast_on=[row.course.forecast_on for row in rows],
        done_on=[at.known(row.course.done_on) for row, at in seen],
        accepted_on=[at.known(row.course.accepted_on) for row, at in seen],
        state=[milestone_state(row.course, at) for row, at in seen],
        report_state=[report_state(row.course, at) if row.kind == REPORT else None for row, at in seen],
        slip_original=[one.original for one in slips],
        slip_current=[one.current for one in slips],
        slip_basis=[one.basis for one in slips],
    )


def plan_revisions(connection: Connection, filters: Filters) -> DataFrame:
    """Give every due date that the milestones in view have had, milestone by milestone, the first first.

    Columns: code, version (data version in which it came, None for the original plan), told_on (moment at which that
    version was stored, UTC; None likewise), due_on, due_reason. Loads that left the date as it was are left out. To a
    protected viewer a date came with the version released that told it first.
    """
    found = [
        step
        for part in parted(connection, filters)
        for told in [_told(connection, part)]
        for row in milestones_in_view(connection, part)
        for step in _steps(row, told.get(row.code, ()))
    ]
    names = ("code", "version", "told_on", "due_on", "due_reason")
    return frame(**{name: [step[place] for step in found] for place, name in enumerate(names)})


def on_time(rows: Sequence[tuple[MilestoneRow, Standpoint]]) -> tuple[int, int]:
    """Count the milestones that were done by their current plan, and all of those whose day has passed.

    What is due on the day of judgement itself counts from the moment it is done.
    """
    states = [milestone_state(row.course, at) for row, at in rows if row.course.due_on <= at.last]
    return states.count("done"), len(states) - states.count("open")


def names_of(rows: Sequence[Any]) -> dict[str, list[str]]:
    """Give the name columns of rows that have `names`."""
    return {f"name_{language}": [row.names[language] for row in rows] for language in LANGUAGES}


@dataclass(frozen=True, slots=True)
class Telling:
    """A due date as a data version told it, and the moment (UTC) at which that version was stored."""

    version: int
    told_on: datetime
    due_on: date
    due_reason: str | None


def _told(connection: Connection, part: Filters) -> dict[str, list[Telling]]:
    """Give what each version up to that of a part of the view said of each milestone's due date, in their order."""
    m, version = milestones.c, part.snapshot.version
    query = select(m.code, m.since_version, m.until_version, m.due_on, m.due_reason).order_by(m.code, m.since_version)
    if part.viewer.protected:
        known = [v for v in versions_of(connection, part.grants[0], newest_version(connection)) if v <= version]
        query = query.join(grants, grants.c.id == m.grant_id).where(grants.c.code == part.grants[0])
    else:
        known = []
    rows = connection.execute(query.where(m.since_version <= version)).all()
    moments = _moments(connection, {*known, *(row.since_version for row in rows)})
    told: dict[str, list[Telling]] = {}
    for row in rows:
        ends = row.until_version or version + 1
        within = (v for v in known if row.since_version <= v < ends) if part.viewer.protected else (row.since_version,)
        tellings = (Telling(v, moments[v], row.due_on, row.due_reason) for v in within)
        told.setdefault(row.code, []).extend(tellings)
    return told


def _moments(connection: Connection, wanted: Collection[int]) -> dict[int, datetime]:
    """Give the moment at which each of some versions was stored."""
    v = versions.c
    rows = connection.execute(select(v.version, v.committed_at).where(v.version.in_(list(wanted))))
    return {row.version: row.committed_at for row in rows}


def _steps(row: MilestoneRow, told: Sequence[Telling]) -> list[tuple[Any, ...]]:
    """Give the plans of one milestone: the original, then each other one."""
    steps: list[tuple[Any, ...]] = [(row.code, None, None, row.original_due_on, None)]
    for one in told:
        if one.due_on != steps[-1][3]:
            steps.append((row.code, one.version, one.told_on, one.due_on, one.due_reason))
    return steps
