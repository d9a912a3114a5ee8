"""What partner and programme owe each other and do together: commitments, joint activities, know-how, projects."""

from collections.abc import Sequence

from pandas import DataFrame

from dashboard import formats
from dashboard.figures.findings import finding
from dashboard.figures.partner.parts import (
    Exchange,
    JointActivity,
    PartnerProject,
    Programmes,
    name_of,
    programmes_of,
)
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import choose, t


def commitments_table(commitments: DataFrame, programmes: Programmes) -> Table:
    """Give the commitments, those that need somebody first; `commitments` is that of `data.partnerships`.

    `days` are those since an overdue one was due, or by which a late one was late.
    """
    columns = (
        Column("code", t("table.code"), "code"),
        Column("commitment", t("mun.commitment"), "text"),
        Column("status", t("table.code"), "code"),
        Column("status_word", t("overview.status"), "text"),
        Column("due_on", t("partnerships.due_on"), "day"),
        Column("done_on", t("partnerships.done_on"), "day"),
        Column("days", t("partnerships.days_late")),
        Column("programme", t("filter.programme"), "text"),
    )
    found = lists(commitments)
    return Table.of(
        columns,
        found["code"],
        names_in(found, "title"),
        found["state"],
        [t(f"commitment_state.{state}") for state in found["state"]],
        found["due_on"],
        found["done_on"],
        found["days"],
        programmes_of(found["partnership_code"], programmes),
    )


def commitments_finding(table: Table) -> str | None:
    """Say how many commitments are done and how many are overdue."""
    if not table.rows:
        return None
    states = table.column("status")
    done = states.count("done") + states.count("done_late")
    counts = {"done": done, "overdue": states.count("overdue"), "count": len(states)}
    return finding("finding.partner.commitments", **{name: formats.whole(count) for name, count in counts.items()})


def joint_activities_table(found: Sequence[JointActivity]) -> Table:
    """Give the joint activities, the latest first; who was trained is missing where nobody reported it."""
    columns = (
        Column("code", t("table.code"), "code"),
        Column("activity", t("pool.activity"), "text"),
        Column("status", t("table.code"), "code"),
        Column("status_word", t("overview.status"), "text"),
        Column("planned_on", t("partner.planned_on"), "day"),
        Column("held_on", t("partner.held_on"), "day"),
        Column("staff_trained", t("mun.trained_staff")),
        Column("participants", t("partner.participants")),
        Column("kind", t("table.activity_kind"), "text"),
        Column("place", t("table.place"), "text"),
        Column("project", t("pool.project"), "text"),
    )
    return Table.of(
        columns,
        [one.code for one in found],
        [choose(one.names) for one in found],
        [one.state for one in found],
        [t(f"joint_activity_state.{one.state}") for one in found],
        [one.planned_on for one in found],
        [one.held_on for one in found],
        [one.staff_trained for one in found],
        [one.participants for one in found],
        [name_of(one.kind) for one in found],
        [name_of(one.place) for one in found],
        [choose(one.project) for one in found],
    )


def joint_activities_finding(table: Table) -> str | None:
    """Say how many joint activities were held, of all that are listed."""
    if not table.rows:
        return None
    held = table.column("status").count("held")
    return finding("finding.partner.held", held=formats.whole(held), count=formats.whole(len(table.rows)))


def exchanges_table(found: Sequence[Exchange]) -> Table:
    """Give the exchanges of know-how, the latest first: with whom, and whether the partner taught or learned."""
    columns = (
        Column("other_code", t("table.code"), "code"),
        Column("other", t("partner.other_city"), "text"),
        Column("direction", t("partner.direction"), "text"),
        Column("area", t("partnerships.area"), "text"),
        Column("form", t("partner.form"), "text"),
        Column("held_on", t("partner.held_on"), "day"),
        Column("participants", t("partner.participants")),
        Column("project", t("pool.project"), "text"),
    )
    return Table.of(
        columns,
        [one.other for one in found],
        [choose(one.other_names) if one.other_names else t("partnerships.nameless") for one in found],
        [t(f"exchange_direction.{one.direction}") for one in found],
        [t(f"capacity_area.{one.area}") for one in found],
        [t(f"exchange_form.{one.form}") for one in found],
        [one.held_on for one in found],
        [one.participants for one in found],
        [choose(one.project) for one in found],
    )


def exchanges_finding(table: Table) -> str | None:
    """Say in how many exchanges the partner taught and in how many it learned."""
    if not table.rows:
        return None
    taught = table.column("direction").count(t("exchange_direction.taught"))
    counts = {"taught": taught, "learned": len(table.rows) - taught}
    return finding("finding.partner.exchanges", **{name: formats.whole(count) for name, count in counts.items()})


def projects_table(found: Sequence[PartnerProject]) -> Table:
    """Give the projects in which the partner takes part, by their code."""
    columns = (
        Column("code", t("table.code"), "code"),
        Column("project", t("pool.project"), "text"),
        Column("role", t("project.role"), "text"),
        Column("stage", t("projects.stage"), "text"),
        Column("programme", t("filter.programme"), "text"),
    )
    return Table.of(
        columns,
        [one.code for one in found],
        [choose(one.names) for one in found],
        [t(f"partner_role.{one.role}") for one in found],
        [t(f"stage.{one.stage}") if one.stage else None for one in found],
        [choose(one.programme) for one in found],
    )
