"""What the charts of `Proje havuzu` show: each chart's questions, its table and its drawing."""

from dashboard.export.shown import Shown
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

POOL = "source.pool"
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
    ),
    "projects.priority": Shown(
        ("priorities",),
        priority.priority_table,
        priority.priority,
        priority.priority_finding,
        priority.priority_rest,
        source=POOL,
    ),
    "projects.incomplete": Shown(
        ("incomplete",),
        incomplete.incomplete_table,
        find=incomplete.incomplete_finding,
        source=POOL,
        empty="all_scored",
    ),
    "projects.action_plan": Shown(
        ("action_plan", "projects"),
        plan.action_plan_table,
        find=plan.action_plan_finding,
        remark=plan.action_plan_rest,
        source=POOL,
    ),
    "projects.schedule": Shown(
        ("action_plan", "projects", "reference_day"),
        schedule.schedule_table,
        schedule.schedule,
        schedule.schedule_finding,
        schedule.schedule_rest,
        source=POOL,
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
    "projects.list": Shown(("projects",), listing.list_table, find=listing.list_finding, source=POOL),
}
"""Every chart and table of the page, in the order of the catalogue."""
