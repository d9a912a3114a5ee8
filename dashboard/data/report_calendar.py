"""Which reports are owed to funders: those that are written down, and those that a funder's rule asks for besides."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pandas import DataFrame
from sqlalchemy import Connection, select

from dashboard.data.deadlines import Deadline, deadlines
from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.grants import GrantTerm, grant_terms, parted
from dashboard.data.milestone_rows import REPORT, MilestoneRow, milestones_in_view, standpoint
from dashboard.data.milestone_states import Course, Standpoint, report_state
from dashboard.data.month_steps import DAY
from dashboard.data.per_version import once_a_version
from dashboard.data.schema import live_at
from dashboard.data.schema.registers import grant_details
from dashboard.data.slippage import LANGUAGES

NEAR_DAYS = 15
"""A written report whose period nobody wrote down is taken for the one that a rule asks for within so many days."""
WAITING = frozenset({"not_due", "due", "overdue"})
"""States of reports that nobody has handed in."""


@dataclass(frozen=True, slots=True)
class Owed:
    """A report that is owed for a grant: as written down (`row`), as a rule asks for it (`deadline`), or both."""

    grant: GrantTerm
    row: MilestoneRow | None
    deadline: Deadline | None
    original_due_on: date | None
    course: Course


def report_calendar(connection: Connection, filters: Filters) -> DataFrame:
    """Give the reports that the grants in view owe, by the day on which they are due, then by grant.

    Columns: grant_code, grant_name_tr, grant_name_en, grant_name_ar, code, name_tr, name_en, name_ar, part, number,
    first, last, original_due_on, due_on, forecast_on, done_on, sent_back_on, resubmitted_on, accepted_on, state, days.

    `code` and the names are None for a report that only the funder's rule asks for; then `part` (interim, final or
    semester) and `number` say which it is. `part`, `number` and `first` are None for a report that no rule asks for;
    `last`, the end of the period, where it is not known either. `original_due_on` is None for a report that came with
    an extension of the grant. `state` is not_due, due (from the day after its period up to and with its deadline),
    overdue, submitted, sent_back or accepted. `days` are those left to the deadline, negative where it has passed,
    None for what was handed in. Days after the last day in view are None.
    """
    seen = reports_seen(connection, filters)
    found = [one for one, _ in seen]
    states = [report_state(one.course, at) for one, at in seen]
    left = [(one.course.due_on - at.last).days for one, at in seen]
    parts = [one.deadline for one in found]
    days = ("done_on", "sent_back_on", "resubmitted_on", "accepted_on")
    return frame(
        grant_code=[one.grant.code for one in found],
        **{
            f"grant_name_{code}": [one.grant.names[code] or one.grant.names["tr"] for one in found]
            for code in LANGUAGES
        },
        code=[one.row.code if one.row else None for one in found],
        **{f"name_{code}": [one.row.names[code] if one.row else None for one in found] for code in LANGUAGES},
        part=[part.part if part else None for part in parts],
        number=[part.number if part else None for part in parts],
        first=[part.first if part else None for part in parts],
        last=[_last_of(one) for one in found],
        original_due_on=[one.original_due_on for one in found],
        due_on=[one.course.due_on for one in found],
        forecast_on=[one.course.forecast_on for one in found],
        **{name: [at.known(getattr(one.course, name)) for one, at in seen] for name in days},
        state=states,
        days=[day if state in WAITING else None for day, state in zip(left, states, strict=True)],
    )


def reports_seen(connection: Connection, filters: Filters) -> list[tuple[Owed, Standpoint]]:
    """Give the reports of `owed_reports`, each with from when it is looked at."""
    found = [(one, standpoint(part)) for part in parted(connection, filters) for one in _owed(connection, part)]
    return sorted(found, key=lambda each: _order(each[0]))


def owed_reports(connection: Connection, filters: Filters) -> list[Owed]:
    """Give the reports that the grants in view owe, by the day on which they are due, then by grant."""
    return [one for one, _ in reports_seen(connection, filters)]


def _owed(connection: Connection, part: Filters) -> list[Owed]:
    """Give the reports of a part of the view, see `grants.parted`."""
    written: dict[str, list[MilestoneRow]] = {}
    for row in milestones_in_view(connection, part):
        if row.kind == REPORT and row.grant:
            written.setdefault(row.grant, []).append(row)
    rules = _rules(connection, part.snapshot.version)
    return [
        owed
        for term in grant_terms(connection, part)
        for owed in owed_for(term, rules.get(term.id), written.get(term.code, []))
    ]


def _order(one: Owed) -> tuple[date, str, str]:
    """Order by the day on which a report is due, then by grant and its own code."""
    return one.course.due_on, one.grant.code, one.row.code if one.row else ""


def owed_for(term: GrantTerm, rule: str | None, written: Sequence[MilestoneRow]) -> list[Owed]:
    """Join the reports written down for one grant with those that a rule asks for; each stands once."""
    first = {(one.part, one.number): one.due_on for one in deadlines(rule, term.starts_on, term.original_ends_on)}
    left, found = list(written), []
    for asked in deadlines(rule, term.starts_on, term.ends_on):
        first_due = first.get((asked.part, asked.number))
        row = _written_as(asked, first_due, left)
        if row:
            left.remove(row)
        found.append(_written(term, row, asked) if row else _asked(term, asked, first_due))
    return found + [_written(term, row, None) for row in left]


def next_report(found: Iterable[tuple[Owed, Standpoint]]) -> tuple[Owed, Standpoint] | None:
    """Give the report that must be handed in next: the earliest deadline from the last day in view on."""
    waiting = [
        (one, at) for one, at in found if one.course.due_on >= at.last and report_state(one.course, at) in WAITING
    ]
    return min(waiting, key=lambda each: each[0].course.due_on, default=None)


def _written_as(asked: Deadline, first_due: date | None, written: Sequence[MilestoneRow]) -> MilestoneRow | None:
    """Give the report written down for the period that a rule asks for, else one that is due at the same time."""
    named = next((row for row in written if row.covers_until == asked.last), None)
    if named:
        return named
    dues = [day for day in (asked.due_on, first_due) if day]
    nearest = min(
        ((_apart(row, dues), place) for place, row in enumerate(written) if row.covers_until is None),
        default=(NEAR_DAYS + 1, 0),
    )
    return written[nearest[1]] if nearest[0] <= NEAR_DAYS else None


def _apart(row: MilestoneRow, dues: Sequence[date]) -> int:
    """Give the days between a written deadline, original or current, and the nearest of some others."""
    return min(abs((own - due).days) for own in (row.original_due_on, row.course.due_on) for due in dues)


def _asked(term: GrantTerm, asked: Deadline, first_due: date | None) -> Owed:
    """Give a report that only a rule asks for."""
    return Owed(term, None, asked, first_due, Course(asked.due_on, asked.last + DAY))


def _written(term: GrantTerm, row: MilestoneRow, asked: Deadline | None) -> Owed:
    """Give a report that is written down; what is written goes before what a rule would say."""
    return Owed(term, row, asked, row.original_due_on, row.course)


def _last_of(owed: Owed) -> date | None:
    """Give the last day of the period that a report covers."""
    if owed.row and owed.row.covers_until:
        return owed.row.covers_until
    return owed.deadline.last if owed.deadline else None


@once_a_version
def _rules(connection: Connection, version: int) -> dict[int, str]:
    """Give the rule by which each grant's deadlines are computed, by grant id."""
    g = grant_details.c
    query = select(g.grant_id, g.report_rule).where(live_at(grant_details, version), g.report_rule.is_not(None))
    return {row.grant_id: row.report_rule for row in connection.execute(query)}
