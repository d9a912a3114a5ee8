"""How the cells of tables about projects are explained: by the rows of their registers."""

from collections.abc import Mapping

from dashboard.data.explanation.recipes import Condition, How, Ingredient, Recipe
from dashboard.data.explanation.register import newest, rows
from dashboard.data.explanation.table import Dimension, ExplainedTable
from dashboard.data.loading.project_kinds import STAGES


def one_of(how: How, of: Ingredient) -> Recipe:
    """Give a figure of one ingredient."""
    return Recipe(how, (of,))


_PROJECT, _CURRENCY = Dimension("code", "project"), Dimension("currency", "currency")
_STAGE = Dimension("stage", "stage", STAGES, "stage")
PICKED: Condition = ("pick", "newest_of_each")
SCORES = rows("score", "part", PICKED)
_SECURED, BUDGET = rows("funding", "amount"), rows("project", "budget")
_SINCE, _LIMIT_DAYS = newest("since", "stage"), rows("stage_limit", "days")
_DAYS = {"days": one_of("since", _SINCE)}
_LIMIT = {"limit": one_of("value", _LIMIT_DAYS)}
_RANK = {"rank": one_of("rank", SCORES), "priority": one_of("weighted", SCORES), "stability": one_of("rule", SCORES)}
_WHY_MISSING = frozenset({"priority"})
"""A priority is missing where a score is; its explanation shows the scores that there are."""
_MONEY = {
    "budget": one_of("value", BUDGET),
    "spent": one_of("sum", rows("spending", "amount")),
    "secured": one_of("sum", _SECURED),
    "gap": Recipe("lacking", (BUDGET, _SECURED)),
}
_IN_STAGE = {stage: one_of("count", rows("project", "records", ("pool", ""), ("at_stage", stage))) for stage in STAGES}
_IN_POOL = one_of("count", rows("project", "records", ("pool", "")))
_PART, _SCORE = "part:", "score:"


def _moved(way: str) -> Ingredient:
    """Give all changes of stage into the pool or out of it up to the end of a quarter."""
    return rows("stage", "records", ("pool", ""), (way, ""), ("but", "quarter"), ("to_quarter", ""))


def _criterion(column: str) -> Recipe | None:
    """Give what a column of one criterion is made of."""
    for begins, measure in ((_PART, "part"), (_SCORE, "score")):
        if column.startswith(begins):
            return one_of(
                "value", rows("score", measure, ("criterion", column.removeprefix(begins)), ("pick", "newest"))
            )
    return None


POOL_TABLES: Mapping[str, ExplainedTable] = {
    "projects.by_stage": ExplainedTable(
        (Dimension("stage", "at_stage"), _CURRENCY),
        {"projects": _IN_POOL, "budget": one_of("sum", rows("project", "budget", ("pool", "")))},
    ),
    "projects.goals": ExplainedTable((Dimension("goal_code", "goal"),), {**_IN_STAGE, "total": _IN_POOL}),
    "projects.modes": ExplainedTable(
        (Dimension("country", "country"),),
        {
            mode: one_of("count", rows("project", "records", ("pool", ""), ("mode", code)))
            for mode, code in (("unilateral", "unilateral"), ("joint", "joint"), ("unknown", ""))
        },
    ),
    "projects.days_in_stage": ExplainedTable(
        (_PROJECT,), {**_DAYS, **_LIMIT, "over": Recipe("beyond", (_SINCE, _LIMIT_DAYS))}, also=(_STAGE,)
    ),
    "projects.incomplete": ExplainedTable(
        (_PROJECT,),
        {"missing": Recipe("difference", (rows("criterion"), rows("score", "records", ("asked", ""), PICKED)))},
    ),
    "projects.flow": ExplainedTable(
        (Dimension("quarter", "quarter"),),
        {
            "inflow": one_of("count", rows("stage", "records", ("pool", ""), ("came", ""))),
            "outflow": one_of("count", rows("stage", "records", ("pool", ""), ("left", ""))),
            "in_pool": Recipe("difference", (_moved("came"), _moved("left"))),
        },
    ),
    "projects.priority": ExplainedTable((_PROJECT,), _RANK, named=_criterion, why_missing=_WHY_MISSING),
    "projects.list": ExplainedTable(
        (_PROJECT,),
        {**_DAYS, **_LIMIT, **_RANK, **_MONEY},
        also=(_STAGE, _CURRENCY),
        why_missing=_WHY_MISSING,
    ),
    "projects.action_plan": ExplainedTable(
        (_PROJECT,),
        {**_DAYS, **_LIMIT, **_RANK, **_MONEY},
        also=(_STAGE, _CURRENCY),
        why_missing=_WHY_MISSING,
    ),
    "project.stages": ExplainedTable(
        (Dimension("stage_code", "stage"), Dimension("entered_on", "entered")),
        {"days": one_of("between", rows("stage", "stay")), **_LIMIT},
        about="project",
    ),
    "project.scores": ExplainedTable(
        (Dimension("criterion_code", "criterion"),),
        {
            "score": one_of("value", newest("score", "score")),
            "part": one_of("weighted", newest("part", "score")),
            "weight": one_of("value", rows("criterion", "weight")),
        },
        about="project",
    ),
    "project.milestones": ExplainedTable(
        (Dimension("code", "milestone"),),
        {
            "late": one_of("between", rows("milestone", "late")),
            "slipped": one_of("between", rows("milestone", "slipped")),
        },
    ),
    "project.funding": ExplainedTable(
        (Dimension("reference", "reference"), _CURRENCY), {"amount": one_of("sum", _SECURED)}, about="project"
    ),
}
