"""What the charts of `Proje havuzu` show: each chart's questions, its table and its drawing."""

from datetime import date

from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.address import Address
from dashboard.data import projects as data
from dashboard.data.directory import directory
from dashboard.data.filters import Filters
from dashboard.export.citation import listed as told
from dashboard.export.citation import scope_in_words
from dashboard.export.ordering import in_order, order_of
from dashboard.export.pool_filters import own_filters
from dashboard.export.screen import Link
from dashboard.export.shown import Exports, Questions, Shown
from dashboard.figures.projects import (
    flow,
    goals,
    incomplete,
    listing,
    modes,
    plan,
    priority,
    schedule,
    stages,
    waiting,
)
from dashboard.i18n import t
from dashboard.pages import projects
from dashboard.paths import CODE, path_to

POOL = "source.pool"
PROJECT = f"{projects.PATH}/{CODE}"
"""The path of the page about one project."""


def project_page(address: Address) -> Link:
    """Give where the code of a project leads: to its page, under the shared filters of the address."""
    query = address.link("")

    def link(code: str) -> str | None:
        path = path_to(PROJECT, code)
        return path and f"{path}{query}"

    return link


UNTOLD = frozenset({"owner", "budget", "gap", "rank", "priority", "stability"})
"""Columns of projects that protected viewers do not get."""
WEIGHED = frozenset({"projects.priority", "projects.action_plan", "projects.schedule", "projects.list"})
"""Charts whose numbers or order come of the weights; while others are on trial they say so."""


def scope(connection: Connection, filters: Filters, chart: str) -> str:
    """Name places and period; projects may lie abroad, and weights may be on trial."""
    where = scope_in_words(filters, directory(connection, filters.snapshot.version), "scope.all_places")
    on_trial = chart in WEIGHED and data.criteria_in_force(connection, filters).trial
    return told(where, t("projects.trial")) if on_trial else where


def stages_view(_: Connection, filters: Filters) -> str:
    """Give what the bars of the stages show: `budget`, or anything else for projects, as to a protected viewer."""
    return "" if filters.viewer.protected else "".join(filters.own_all(projects.MEASURE)[-1:])


def reference_day(_: Connection, filters: Filters) -> date:
    """Give the day on which the pool is looked at."""
    return filters.snapshot.day


def listed(connection: Connection, filters: Filters) -> DataFrame:
    """Give the projects in view in the order that the address asks for."""
    return in_order(data.projects(connection, filters), order_of("list", filters.own))


def planned(connection: Connection, filters: Filters) -> DataFrame:
    """Give the action plan in the order that the address asks for, else in that of priority."""
    return in_order(data.action_plan(connection, filters), order_of("action_plan", filters.own))


QUESTIONS: Questions = {
    "by_stage": data.by_stage,
    "stage_budgets": data.stage_budgets,
    "stages_view": stages_view,
    "days_in_stage": data.days_in_stage,
    "priorities": data.priorities,
    "incomplete": data.incomplete,
    "planned": planned,
    "action_plan": data.action_plan,
    "reference_day": reference_day,
    "goals_by_stage": data.goals_by_stage,
    "modes": data.modes,
    "flow": data.flow,
    "listed": listed,
}
"""Every question that a chart of the page asks, by its name."""

SHOWN = {
    "projects.by_stage": Shown(
        ("by_stage", "stage_budgets", "stages_view"),
        stages.by_stage_table,
        stages.by_stage,
        stages.by_stage_finding,
        stages.by_stage_rest,
        source=POOL,
    ),
    "projects.days_in_stage": Shown(
        ("days_in_stage",),
        waiting.days_in_stage_table,
        waiting.days_in_stage,
        waiting.days_in_stage_finding,
        waiting.days_in_stage_rest,
        source=POOL,
        empty="no_projects",
    ),
    "projects.priority": Shown(
        ("priorities",),
        priority.priority_table,
        priority.priority,
        priority.priority_finding,
        priority.priority_rest,
        source=POOL,
        empty="no_projects",
        withheld="scores_withheld",
    ),
    "projects.incomplete": Shown(
        ("incomplete",),
        incomplete.incomplete_table,
        find=incomplete.incomplete_finding,
        source=POOL,
        empty="all_scored",
        withheld="scores_withheld",
    ),
    "projects.action_plan": Shown(
        ("planned",),
        plan.action_plan_table,
        find=plan.action_plan_finding,
        remark=plan.action_plan_rest,
        source=POOL,
        empty="no_projects",
        untold=UNTOLD,
    ),
    "projects.schedule": Shown(
        ("action_plan", "reference_day"),
        schedule.schedule_table,
        schedule.schedule,
        schedule.schedule_finding,
        schedule.schedule_rest,
        source=POOL,
        empty="no_projects",
    ),
    "projects.goals": Shown(
        ("goals_by_stage", "by_stage"),
        goals.goals_table,
        goals.goals,
        goals.goals_finding,
        goals.goals_rest,
        source=POOL,
    ),
    "projects.modes": Shown(
        ("modes",),
        modes.modes_table,
        modes.modes,
        modes.modes_finding,
        modes.modes_rest,
        source=POOL,
    ),
    "projects.flow": Shown(
        ("flow",),
        flow.flow_table,
        flow.flow,
        flow.flow_finding,
        source=POOL,
    ),
    "projects.list": Shown(
        ("listed",),
        listing.list_table,
        find=listing.list_finding,
        source=POOL,
        empty="no_projects",
        untold=UNTOLD,
    ),
}
"""Every chart and table of the page, in the order of the catalogue."""

EXPORTS = Exports(QUESTIONS, SHOWN, own=own_filters, scope=scope)
