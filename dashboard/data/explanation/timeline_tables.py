"""How the cells of the tables of the timeline are explained: by grants, amendments, deadlines, targets and results."""

from collections.abc import Mapping

from dashboard.data.explanation.indicator_tables import cell
from dashboard.data.explanation.recipes import Ingredient, Recipe
from dashboard.data.explanation.register import rows
from dashboard.data.explanation.table import Dimension, ExplainedTable


def _sum(of: Ingredient) -> Recipe:
    """Give a figure that its rows add up to."""
    return Recipe("sum", (of,))


_CODE, _CURRENCY = Dimension("code", "indicator"), Dimension("currency", "currency")
_GONE, _SPENT = rows("grant", "gone", ("dated", "")), rows("spending", "amount")
_AGREED = Ingredient("records", "agreed", (("dated", ""),), tables=("grant", "extension"))
_BUDGET = Ingredient("records", "budget", tables=("grant", "amount_change"))
_MOVED = Ingredient("records", "moved", tables=("extension", "project_bar", "activity_bar", "owed"))
_SLIPS = ("slip_original", "slip_current")
_LOCKED = ("reported", "known", "change")
TIMELINE_TABLES: Mapping[str, ExplainedTable] = {
    "timeline.slippage": ExplainedTable(
        (Dimension("code", "milestone"),),
        {name: Recipe("between", (rows("owed", name, ("measured", "")),)) for name in _SLIPS},
    ),
    "timeline.reports": ExplainedTable(
        (Dimension("grant", "grant"), Dimension("code", "report"), Dimension("due_on")),
        {"days": Recipe("owed", (rows("owed", "left"),))},
    ),
    "timeline.gantt": ExplainedTable(
        (Dimension("kind", "bar"), Dimension("code", "bar_code")), {"days_added": _sum(_MOVED)}
    ),
    "timeline.side_by_side": ExplainedTable(
        (Dimension("code", "grant"),),
        {
            "elapsed": Recipe("share", (_GONE, _AGREED)),
            "delivered": cell("delivered"),
            "spent_share": Recipe("share", (_SPENT, _BUDGET)),
            "days": _sum(_GONE),
            "total_days": _sum(_AGREED),
            "actual": cell("current"),
            "target": cell("target"),
            "spent": _sum(_SPENT),
            "budget": _sum(_BUDGET),
        },
        also=(Dimension("indicator_code", "indicator"), _CURRENCY),
    ),
    "timeline.s_curve": ExplainedTable(
        (Dimension("month", "month"),),
        {
            "planned": cell("curve_plan"),
            "first_planned": cell("first_plan"),
            "actual": cell("curve"),
        },
        also=(_CODE,),
    ),
    "timeline.breakdowns": ExplainedTable(
        (_CODE, Dimension("dimension_code", "dimension"), Dimension("part_code", "part")),
        {"current": cell("part_current"), "target": cell("part_target")},
    ),
    "timeline.restatements": ExplainedTable(
        (
            Dimension("period_code", "period"),
            Dimension("what", "what"),
            Dimension("code", "named"),
            Dimension("figure", "figure"),
        ),
        {name: Recipe("locked", (Ingredient("records", "value", (("side", name),)),)) for name in _LOCKED},
    ),
}
"""How the numbers of each table of the timeline are explained, by its id in the catalogue."""
