"""The results framework of a grant: what it promised, what it reached, and how that stands.

A page reads once, `found = framework(connection, filters)`, and makes every frame of it; an export asks one question
alone, `results_framework(connection, filters)`. Values are exact decimals, days are dates, and None is missing, which a
state beside it explains (`period_values.State`): `value` (zero included), `missing`, `not_due`, `not_applicable`.
"""

from collections.abc import Iterable
from typing import Any, Literal

from pandas import DataFrame
from sqlalchemy import Connection, select

from dashboard.data import framework_cells as cells
from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.framework_lines import Framework, Line, framework
from dashboard.data.grants import chosen_grant, of_grant
from dashboard.data.period_values import gaps
from dashboard.data.schema import live_at
from dashboard.data.schema.registers import grant_details

Form = Literal["wb", "eu"]
FORMS: tuple[Form, ...] = ("wb", "eu")
DESCRIBED = (
    *("code", "name_tr", "name_en", "name_ar", "definition", "unit", "level", "component", "measure", "kind"),
    *("ascending", "counts", "grant", "verification", "frequency", "responsible", "assumptions"),
)
CELL_PARTS = ("state", "value", "on", "comment")
CELLS = ("baseline", "previous", "current", "target", "plan", "open")
JUDGED = ("progress", "percent_of_target", "score", "status", "over_plan", "without_baseline")
REVISED = ("original_value", "original_progress", "original_percent", "original_status")
COLUMNS = (
    *DESCRIBED,
    *(f"{cell}_{part}" for cell in CELLS for part in CELL_PARTS),
    *("co_financed", "gaps", *JUDGED, "revised_on", "revision_reason", *REVISED),
    *("comment", "comment_start", "comment_end", "comment_on", "comment_by"),
)
"""Columns of `results_framework`."""


def form_of(connection: Connection, filters: Filters) -> Form:
    """Give the form in which the framework is shown: the page's parameter `form`, else that of the funder's reports."""
    asked = [form for form in FORMS if form in filters.own_all("form")]
    grant = chosen_grant(connection, filters)
    if asked or grant is None:
        return asked[0] if asked else "wb"
    live = live_at(grant_details, of_grant(connection, filters, grant.code).snapshot.version)
    rule = connection.scalar(select(grant_details.c.report_rule).where(grant_details.c.grant_id == grant.id, live))
    return "wb" if rule == "world_bank" else "eu"


def results_framework(connection: Connection, filters: Filters) -> DataFrame:
    """Give the results framework of the chosen grant, see `framework_frame`."""
    return framework_frame(framework(connection, filters))


def framework_frame(found: Framework) -> DataFrame:
    """Give one row an indicator, in the order PDO, intermediate by component, impact, outcome, output, then code.

    Columns (`COLUMNS`):
        code, name_tr, name_en, name_ar, definition, unit, level, component, measure, kind, ascending, counts,
        grant (code; None for an indicator of one of its projects that belongs to no grant), verification (source of
        data), frequency, responsible, assumptions: as loaded; texts may be None.
        <cell>_state, <cell>_value, <cell>_on, <cell>_comment for each cell of `CELLS`:
        baseline; previous and current, the values to date as of the previous report (`Framework.previous_day`) and of
        the day of judgement, `on` being the end of the last period with a known result; target, of the project's whole
        life, as revised; plan, the targets of ended periods; open, the value so far of the period that has not ended
        (`on` is its end), never judged. The comments are those of the rows that speak of that day.
        co_financed: whether other grants pay for its project too; it counts whole for each.
        gaps: ended periods and places without the result that they should have, also where `current` has a value.
        progress: (actual - baseline) / (target - baseline); percent_of_target: actual / target; score: S of the
        status; status: achieved, on_track, at_risk, off_track or None; over_plan; without_baseline.
        revised_on, revision_reason: of the latest revision of a target, None where none was revised.
        original_value, original_progress, original_percent, original_status: against the targets as first set; equal to
        the others where none was revised.
        comment, comment_start, comment_end, comment_on, comment_by: the manager's latest comment on an ended period.
    """
    rows = [_row(line, found) for line in found.lines]
    return frame(**{name: [row[name] for row in rows] for name in COLUMNS})


def _row(line: Line, found: Framework) -> dict[str, Any]:
    """Give the row of one indicator."""
    row: dict[str, Any] = {name: getattr(line.row, name) for name in DESCRIBED}
    row["co_financed"] = line.co_financed
    row["gaps"] = gaps(line.whole.targets, line.whole.results, found.day)
    for name, cell in _cells(line, found):
        row |= cell.columns(name)
    return row | _judgement(line, found) | _comment(line, found)


def _cells(line: Line, found: Framework) -> Iterable[tuple[str, cells.Cell]]:
    """Give the cells of one indicator."""
    yield "baseline", cells.baseline(line)
    yield "previous", cells.actual(line, found, found.previous_day)
    yield "current", cells.actual(line, found, found.day)
    yield "target", cells.target(line, found)
    yield "plan", cells.plan(line, found)
    yield "open", cells.open_period(line, found)


def _judgement(line: Line, found: Framework) -> dict[str, Any]:
    """Give how one indicator stands against the targets that hold now, and against those that were set first."""
    standing, first = line.standing(found.day), line.original_standing(found.day)
    latest = line.revisions[-1] if line.revisions else None
    return {name: getattr(standing, name) for name in JUDGED} | {
        "revised_on": latest and latest.revised_on,
        "revision_reason": latest and latest.reason,
        "original_value": first.target,
        "original_progress": first.progress,
        "original_percent": first.percent_of_target,
        "original_status": first.status,
    }


def _comment(line: Line, found: Framework) -> dict[str, Any]:
    """Give the manager's latest comment on a period that has ended."""
    ended = [comment for comment in line.comments if comment.end < found.day]
    last = ended[-1] if ended else None
    return {
        "comment": last and last.text,
        "comment_start": last and last.start,
        "comment_end": last and last.end,
        "comment_on": last and last.written_on,
        "comment_by": last and last.written_by,
    }
