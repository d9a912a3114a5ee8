"""How the cells of tables about indicators are explained: by their targets and results, and how their kind adds up."""

from collections.abc import Mapping

from dashboard.data.explanation.recipes import Ingredient, Recipe
from dashboard.data.explanation.table import Dimension, ExplainedTable


def _cell(name: str) -> Recipe:
    """Give the figure of a cell whose recipe depends on the kind of its indicator."""
    return Recipe("indicator", (Ingredient("records", "value", (("cell", name),), tables=("result",)),))


_CODE = Dimension("code", "indicator")
_WAY = _cell("way")
_JUDGED = {"progress": _WAY, "percent_of_target": _WAY, "plan_share": _WAY}
_STANDING = ExplainedTable(
    (_CODE,),
    {
        "baseline": _cell("baseline"),
        "plan": _cell("plan"),
        "actual": _cell("current"),
        "target": _cell("target"),
        **_JUDGED,
    },
)
INDICATOR_TABLES: Mapping[str, ExplainedTable] = {
    "overview.indicators": _STANDING,
    "project.indicators": _STANDING,
    "timeline.framework": ExplainedTable(
        (_CODE,),
        {**{name: _cell(name) for name in ("baseline", "previous", "current", "target", "plan", "open")}, **_JUDGED},
        percent="measure",
    ),
    "timeline.periods": ExplainedTable(
        (_CODE, Dimension("period_start", "from"), Dimension("period_end", "to")),
        {
            "result": _cell("period_result"),
            "target": _cell("period_target"),
            "to_date": _cell("period_to_date"),
        },
    ),
}
