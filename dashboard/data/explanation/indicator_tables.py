"""How the cells of tables about indicators are explained: by their targets and results, and how their kind adds up."""

from collections.abc import Mapping

from dashboard.data.explanation.recipes import Ingredient, Recipe
from dashboard.data.explanation.table import Dimension, ExplainedTable


def cell(name: str) -> Recipe:
    """Give the figure of a cell whose recipe depends on the kind of its indicator."""
    return Recipe("indicator", (Ingredient("records", "value", (("cell", name),), tables=("result",)),))


_CODE = Dimension("code", "indicator")
_WAY = cell("way")
_JUDGED = {"progress": _WAY, "percent_of_target": _WAY, "plan_share": _WAY}
_REVISED = {"original_progress": _WAY, "original_percent": _WAY, "score": _WAY, "original_target": cell("first_target")}
_STANDING = ExplainedTable(
    (_CODE,),
    {
        "baseline": cell("baseline"),
        "plan": cell("plan"),
        "actual": cell("current"),
        "target": cell("target"),
        **_JUDGED,
    },
)
INDICATOR_TABLES: Mapping[str, ExplainedTable] = {
    "overview.indicators": _STANDING,
    "project.indicators": _STANDING,
    "timeline.framework": ExplainedTable(
        (_CODE,),
        {
            **{name: cell(name) for name in ("baseline", "previous", "current", "target", "plan", "open")},
            **_JUDGED,
            **_REVISED,
        },
        percent="measure",
    ),
    "timeline.periods": ExplainedTable(
        (_CODE, Dimension("period_start", "from"), Dimension("period_end", "to")),
        {
            "result": cell("period_result"),
            "target": cell("period_target"),
            "original": cell("first_period"),
            "to_date": cell("period_to_date"),
        },
    ),
}
