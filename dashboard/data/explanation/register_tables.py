"""How the cells of tables about projects and partnerships are explained: by the rows of their registers."""

from collections.abc import Mapping

from dashboard.data.explanation.recipes import Condition, How, Ingredient, Recipe
from dashboard.data.explanation.register import newest, rows
from dashboard.data.explanation.table import Dimension, ExplainedTable
from dashboard.data.loading.partnership_kinds import AREAS
from dashboard.data.loading.project_kinds import STAGES


def _one(how: How, of: Ingredient) -> Recipe:
    """Give a figure of one ingredient."""
    return Recipe(how, (of,))


_PROJECT, _CURRENCY = Dimension("code", "project"), Dimension("currency", "currency")
_STAGE = Dimension("stage", "stage", STAGES, "stage")
_PICKED: Condition = ("pick", "newest_of_each")
SCORES = rows("score", "part", _PICKED)
_SECURED, BUDGET = rows("funding", "amount"), rows("project", "budget")
_DAYS = {"days": _one("since", newest("since", "stage"))}
_LIMIT = {"limit": _one("value", rows("stage_limit", "days"))}
_RANK = {"rank": _one("rank", SCORES), "priority": _one("weighted", SCORES), "stability": _one("rule", SCORES)}
_MONEY = {
    "budget": _one("value", BUDGET),
    "spent": _one("sum", rows("spending", "amount")),
    "secured": _one("sum", _SECURED),
    "gap": Recipe("lacking", (BUDGET, _SECURED)),
}
_IN_STAGE = {stage: _one("count", rows("project", "records", ("pool", ""), ("at_stage", stage))) for stage in STAGES}
_IN_POOL = _one("count", rows("project", "records", ("pool", "")))
_PART, _SCORE = "part:", "score:"


def _criterion(column: str) -> Recipe | None:
    """Give what a column of one criterion is made of."""
    for begins, measure in ((_PART, "part"), (_SCORE, "score")):
        if column.startswith(begins):
            return _one("value", rows("score", measure, ("criterion", column.removeprefix(begins)), ("pick", "newest")))
    return None


POOL_TABLES: Mapping[str, ExplainedTable] = {
    "projects.by_stage": ExplainedTable(
        (Dimension("stage", "at_stage"), _CURRENCY),
        {"projects": _IN_POOL, "budget": _one("sum", rows("project", "budget", ("pool", "")))},
    ),
    "projects.goals": ExplainedTable((Dimension("goal_code", "goal"),), {**_IN_STAGE, "total": _IN_POOL}),
    "projects.modes": ExplainedTable(
        (Dimension("country", "country"),),
        {
            mode: _one("count", rows("project", "records", ("pool", ""), ("mode", code)))
            for mode, code in (("unilateral", "unilateral"), ("joint", "joint"), ("unknown", ""))
        },
    ),
    "projects.days_in_stage": ExplainedTable((_PROJECT,), {**_DAYS, **_LIMIT}, also=(_STAGE,)),
    "projects.priority": ExplainedTable((_PROJECT,), _RANK, named=_criterion),
    "projects.list": ExplainedTable((_PROJECT,), {**_DAYS, **_LIMIT, **_RANK, **_MONEY}, also=(_STAGE, _CURRENCY)),
    "projects.action_plan": ExplainedTable(
        (_PROJECT,), {**_DAYS, **_LIMIT, **_RANK, **_MONEY}, also=(_STAGE, _CURRENCY)
    ),
    "project.stages": ExplainedTable(
        (Dimension("stage_code", "stage"), Dimension("entered_on", "entered")),
        {"days": _one("between", rows("stage", "stay")), **_LIMIT},
        about="project",
    ),
    "project.scores": ExplainedTable(
        (Dimension("criterion_code", "criterion"),),
        {
            "score": _one("value", newest("score", "score")),
            "part": _one("weighted", newest("part", "score")),
        },
        about="project",
    ),
    "project.milestones": ExplainedTable(
        (Dimension("code", "milestone"),),
        {"late": _one("between", rows("milestone", "late")), "slipped": _one("between", rows("milestone", "slipped"))},
    ),
    "project.funding": ExplainedTable(
        (Dimension("reference", "reference"), _CURRENCY), {"amount": _one("sum", _SECURED)}, about="project"
    ),
}
TIES: Condition = ("partnerships", "")
"""Rows of the partnerships in view."""
_FIRST = Ingredient("records", "since", (("pick", "first"),), tables=("step", "protocol", "took_part"))
_HELD: Condition = ("held", "")
_DELIVERED: tuple[Condition, ...] = (("projects", ""), ("places", ""), _HELD)


def levels(*picks: str) -> Ingredient:
    """Give the levels of the partnerships in view, as many of each as are picked."""
    return Ingredient(
        "records", "level", (TIES, ("level", ""), *(("pick", one) for one in picks)), tables=("assessment",)
    )


def _joint(column: str) -> Recipe | None:
    """Give what a column of one quarter is made of."""
    year, _, number = column.partition("-Q")
    if not number.isdecimal():
        return None
    return _one("count", rows("joint", "records", TIES, ("quarter", f"{year}-{int(number) * 3 - 2:02d}-01"), _HELD))


_COUNTED = {
    state: _one("count", rows("commitment", "records", TIES, ("due", ""), ("state", state)))
    for state in ("done", "done_late", "overdue", "open")
}
PARTNER_TABLES: Mapping[str, ExplainedTable] = {
    "partnerships.steps": ExplainedTable(
        (Dimension("code", "partnership"),),
        {"days_in_step": _one("since", _FIRST)},
        also=(Dimension("step", "step"),),
    ),
    "partnerships.protocols": ExplainedTable(
        (Dimension("code", "partnership"), Dimension("reference", "reference")),
        {"days_left": _one("until", rows("protocol", "left"))},
    ),
    "partnerships.commitments": ExplainedTable(
        (Dimension("organisation_code", "organisation"),),
        {**_COUNTED, "total": _one("count", rows("commitment", "records", TIES, ("due", "")))},
    ),
    "partnerships.commitment_list": ExplainedTable(
        (Dimension("code", "commitment"),), {"days": _one("between", rows("commitment", "late"))}
    ),
    "partnerships.capacity_by_area": ExplainedTable(
        (Dimension("area", "area"),),
        {
            "before": _one("mean", levels("twice", "first_of_each")),
            "after": _one("mean", levels("twice", "newest_of_each")),
        },
    ),
    "partnerships.capacity_over_time": ExplainedTable(
        (Dimension("quarter", "by"), Dimension("area", "area")), {"level": _one("mean", levels("newest_of_each"))}
    ),
    "partnerships.joint_activities": ExplainedTable(
        (Dimension("kind_code", "activity_kind"),),
        {"total": _one("count", rows("joint", "records", TIES, _HELD))},
        named=_joint,
    ),
    "partnerships.exchanges": ExplainedTable(
        (Dimension("teacher_code", "teacher"), Dimension("learner_code", "learner")),
        {
            "exchanges": _one("count", rows("exchange", "records", ("projects", ""), _HELD)),
            "participants": _one("sum", rows("exchange", "participants", ("projects", ""), _HELD)),
        },
    ),
    "partnerships.outputs": ExplainedTable(
        (Dimension("quarter", "quarter"), Dimension("kind_code", "kind")),
        {
            "outputs": _one("count", rows("output", "records", *_DELIVERED)),
            "participants": _one("sum", rows("output", "participants", *_DELIVERED)),
        },
    ),
    "partner.protocols": ExplainedTable(
        (Dimension("reference", "reference"), Dimension("signed_on", "signed")),
        {"days_left": _one("until", rows("protocol", "left"))},
        about="organisation",
    ),
    "partner.capacity": ExplainedTable(
        (Dimension("area_code", "area"), Dimension("assessed_on", "assessed")),
        {"level": _one("value", rows("assessment", "level"))},
        about="organisation",
    ),
    "partner.commitments": ExplainedTable(
        (Dimension("code", "commitment"),), {"days": _one("between", rows("commitment", "late"))}
    ),
    "partner.joint_activities": ExplainedTable(
        (Dimension("code", "activity"),),
        {
            "staff_trained": _one("sum", rows("took_part", "staff")),
            "participants": _one("value", rows("joint", "participants")),
        },
        about="organisation",
    ),
    "partner.exchange_list": ExplainedTable(
        (
            Dimension("other_code", "other"),
            Dimension("held_on", "held_on"),
            Dimension("direction", "direction", ("taught", "learned"), "exchange_direction"),
            Dimension("area", "area", AREAS, "capacity_area"),
        ),
        {"participants": _one("sum", rows("exchange", "participants"))},
        about="organisation",
    ),
}
