"""What the project does and what it owes: activities, and milestones with their first, present and real days."""

from collections.abc import Sequence

from dashboard import formats
from dashboard.figures.findings import finding
from dashboard.figures.project.parts import Activity, Milestone, name_of
from dashboard.figures.table import Column, Table
from dashboard.i18n import choose, t


def activities_table(found: Sequence[Activity]) -> Table:
    """Give the activities by their start."""
    columns = (
        Column("code", t("table.code"), "code"),
        Column("activity", t("pool.activity"), "text"),
        Column("kind", t("table.activity_kind"), "text"),
        Column("place", t("table.place"), "text"),
        Column("starts_on", t("project.starts_on"), "day"),
        Column("ends_on", t("project.ends_on"), "day"),
    )
    return Table.of(
        columns,
        [one.code for one in found],
        [choose(one.names) for one in found],
        [name_of(one.kind) for one in found],
        [name_of(one.place) for one in found],
        [one.starts_on for one in found],
        [one.ends_on for one in found],
    )


def milestones_table(found: Sequence[Milestone]) -> Table:
    """Give the milestones by the day on which they are due now.

    `late` counts the days since then while it is not done; `slipped` the days from the first plan to the day on which
    it was done.
    """
    columns = (
        Column("code", t("table.code"), "code"),
        Column("milestone", t("tl.milestone"), "text"),
        Column("status", t("table.code"), "code"),
        Column("status_word", t("overview.status"), "text"),
        Column("original_due_on", t("project.original_due_on"), "day"),
        Column("due_on", t("project.due_on"), "day"),
        Column("forecast_on", t("project.forecast_on"), "day"),
        Column("done_on", t("project.done_on"), "day"),
        Column("accepted_on", t("project.accepted_on"), "day"),
        Column("late", t("project.late")),
        Column("slipped", t("project.slipped")),
        Column("due_reason", t("project.due_reason"), "text"),
        Column("kind", t("project.kind"), "text"),
    )
    states = [_state(one) for one in found]
    return Table.of(
        columns,
        [one.code for one in found],
        [choose(one.names) for one in found],
        states,
        [t(f"milestone.{state}") for state in states],
        [one.original_due_on for one in found],
        [one.due_on for one in found],
        [one.forecast_on for one in found],
        [one.done_on for one in found],
        [one.accepted_on for one in found],
        [one.late for one in found],
        [one.slipped for one in found],
        [one.due_reason for one in found],
        [t(f"milestone_kind.{one.kind}") for one in found],
    )


def milestones_finding(table: Table) -> str | None:
    """Say how many milestones are done and how many are late."""
    if not table.rows:
        return None
    states = table.column("status")
    words = {"done": states.count("done"), "late": states.count("late"), "count": len(states)}
    return finding("finding.project.milestones", **{name: formats.whole(count) for name, count in words.items()})


def _state(milestone: Milestone) -> str:
    """Give the state of a milestone on the reference day."""
    if milestone.done_on:
        return "done"
    return "late" if milestone.late is not None else "not_due"
