"""What is owed and when it comes: every milestone against its original and its current plan, and how plans moved."""

from collections.abc import Sequence
from typing import Any

from pandas import DataFrame
from sqlalchemy import Connection, select

from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.milestone_rows import REPORT, MilestoneRow, milestones_in_view, standpoint
from dashboard.data.milestone_states import Standpoint, milestone_state, report_state, slip
from dashboard.data.schema import versions
from dashboard.data.schema.registers import milestones

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
    rows, at = milestones_in_view(connection, filters), standpoint(filters)
    slips = [slip(row.course, row.original_due_on, at) for row in rows]
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
        done_on=[at.known(row.course.done_on) for row in rows],
        accepted_on=[at.known(row.course.accepted_on) for row in rows],
        state=[milestone_state(row.course, at) for row in rows],
        report_state=[report_state(row.course, at) if row.kind == REPORT else None for row in rows],
        slip_original=[one.original for one in slips],
        slip_current=[one.current for one in slips],
        slip_basis=[one.basis for one in slips],
    )


def plan_revisions(connection: Connection, filters: Filters) -> DataFrame:
    """Give every due date that the milestones in view have had, milestone by milestone, the first first.

    Columns: code, version (data version in which it came, None for the original plan), told_on (moment at which that
    version was stored, UTC; None likewise), due_on, due_reason. Loads that left the date as it was are left out.
    """
    rows = milestones_in_view(connection, filters)
    told = _told(connection, filters.snapshot.version)
    found = [step for row in rows for step in _steps(row, told.get(row.code, ()))]
    names = ("code", "version", "told_on", "due_on", "due_reason")
    return frame(**{name: [step[place] for step in found] for place, name in enumerate(names)})


def on_time(rows: Sequence[MilestoneRow], at: Standpoint) -> tuple[int, int]:
    """Count the milestones that were done by their current plan, and all of those whose day has passed.

    What is due on the day of judgement itself counts from the moment it is done.
    """
    states = [milestone_state(row.course, at) for row in rows if row.course.due_on <= at.last]
    return states.count("done"), len(states) - states.count("open")


def names_of(rows: Sequence[Any]) -> dict[str, list[str]]:
    """Give the name columns of rows that have `names`."""
    return {f"name_{language}": [row.names[language] for row in rows] for language in LANGUAGES}


def _told(connection: Connection, version: int) -> dict[str, list[Any]]:
    """Give what each version up to this one said of each milestone's due date, in the order of versions."""
    m = milestones.c
    query = (
        select(m.code, m.since_version, versions.c.committed_at, m.due_on, m.due_reason)
        .join(versions, versions.c.version == m.since_version)
        .where(m.since_version <= version)
        .order_by(m.code, m.since_version)
    )
    told: dict[str, list[Any]] = {}
    for row in connection.execute(query):
        told.setdefault(row.code, []).append(row)
    return told


def _steps(row: MilestoneRow, told: Sequence[Any]) -> list[tuple[Any, ...]]:
    """Give the plans of one milestone: the original, then each other one."""
    steps: list[tuple[Any, ...]] = [(row.code, None, None, row.original_due_on, None)]
    for one in told:
        if one.due_on != steps[-1][3]:
            steps.append((row.code, one.since_version, one.committed_at, one.due_on, one.due_reason))
    return steps
