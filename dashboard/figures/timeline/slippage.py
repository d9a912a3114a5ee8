"""Milestones and deliverables against their first and their present plan, in days.

`found` is the frame of `data.timeline.slippage`, `plans` that of `plan_revisions`.
"""

from collections.abc import Mapping
from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import t

ORDER = ("overdue", "open", "done_late", "done")
"""What needs somebody comes first."""
DONE = ("done", "done_late")


def slippage_table(found: DataFrame, plans: DataFrame) -> Table:
    """Give one row a milestone, those first that are late."""
    cells = lists(found)
    moves = plan_changes(plans)
    bases = [t(f"slip_basis.{basis}") if basis else None for basis in cells["slip_basis"]]
    columns = (
        (Column("code", t("table.code"), "code"), cells["code"]),
        (Column("name", t("timeline.deliverable"), "text"), names_in(cells)),
        (Column("state", t("table.code"), "code"), cells["state"]),
        (Column("state_word", t("overview.status"), "text"), [t(f"milestone_state.{one}") for one in cells["state"]]),
        (Column("slip_original", t("timeline.slip_original")), cells["slip_original"]),
        (Column("slip_current", t("timeline.slip_current")), cells["slip_current"]),
        (Column("slip_basis", t("timeline.slip_basis"), "text"), bases),
        (Column("grant", t("timeline.grant"), "text"), cells["grant_code"]),
        (Column("original_due_on", t("timeline.original_due"), "day"), cells["original_due_on"]),
        (Column("due_on", t("timeline.present_due"), "day"), cells["due_on"]),
        (Column("forecast_on", t("timeline.forecast_on"), "day"), cells["forecast_on"]),
        (Column("done_on", t("timeline.done_on"), "day"), cells["done_on"]),
        (Column("accepted_on", t("timeline.accepted_on"), "day"), cells["accepted_on"]),
        (Column("changes", t("timeline.plan_changes"), "text"), [moves.get(code) for code in cells["code"]]),
        (Column("kind", t("timeline.kind"), "text"), [t(f"milestone_kind.{kind}") for kind in cells["kind"]]),
        (Column("project", t("timeline.project"), "text"), cells["project_code"]),
    )
    table = Table.of([column for column, _ in columns], *(cells for _, cells in columns))
    return Table(table.columns, tuple(sorted(table.rows, key=lambda row: ORDER.index(row[2]))))


def plan_changes(plans: DataFrame) -> Mapping[str, str]:
    """Write the days that each milestone has had, with the reason of each change; those that stand are left out."""
    told: dict[str, list[str]] = {}
    cells = lists(plans)
    for code, day, reason in zip(cells["code"], cells["due_on"], cells["due_reason"], strict=True):
        words = formats.day(day)
        told.setdefault(code, []).append(f"{words} ({reason})" if reason else words)
    return {code: " → ".join(days) for code, days in told.items() if len(days) > 1}


def slippage_finding(table: Table) -> str | None:
    """Say how many are late, else how many of those done were in time."""
    states: list[Any] = table.column("state")
    if not states:
        return None
    late, done = states.count("overdue"), sum(state in DONE for state in states)
    numbers = {"in_time": states.count("done"), "done": done, "late": late}
    return finding("finding.timeline.slippage", **{name: formats.whole(count) for name, count in numbers.items()})
