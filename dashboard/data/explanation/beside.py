"""What the cells of feedback beside results are made of: cases, people or results, by what feedback is set beside."""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from dashboard.data.directory import directory
from dashboard.data.explanation.recipes import Condition, Ingredient, Recipe, cases, people
from dashboard.data.explanation.register import rows
from dashboard.data.explanation.registers import rows_behind
from dashboard.data.feedback_beside import Thing, set_beside
from dashboard.data.filters import Filters
from dashboard.data.standing import SUMMED

NOTHING = Recipe("rule", ())
"""How a cell is made that is always empty."""
_ANY: Sequence[Condition] = (("any", "programme"), ("any", "grant"), ("any", "group"))


def resolved(connection: Connection, filters: Filters, recipe: Recipe) -> Recipe:
    """Give the recipe of a cell by its panel; a panel without a target has nothing in its place."""
    told = dict(recipe.of[0].only)
    thing, planned = set_beside(connection, filters), told["cell"] == "target"
    if thing is None:
        return NOTHING
    if told["panel"] == "result":
        return _of_period(connection, filters, thing, told, planned=planned)
    if planned:
        return NOTHING
    of = cases() if told["panel"] == "feedback" else people()
    about = _about(connection, filters, thing)
    return Recipe("sum", (of.within([*_ANY, *about, ("month", told["from"])]),))


def _about(connection: Connection, filters: Filters, thing: Thing) -> list[Condition]:
    """Give whose cases or people are set beside: those of a project, of a grant or of a programme."""
    if thing.project is not None:
        return [("project", directory(connection, filters.snapshot.version).projects[thing.project].code)]
    if thing.grant is not None:
        return [("of_grant", thing.grant)]
    return [("of_programme", thing.programme)] if thing.programme else []


def _of_period(
    connection: Connection, filters: Filters, thing: Thing, told: Mapping[str, str], *, planned: bool
) -> Recipe:
    """Give the results or targets of a period: added where they add up, else one alone or by the indicator's rule."""
    rule = thing.rule
    of: Ingredient = rows("target" if planned else "result", "value", ("indicator", thing.code), ("widest", ""))
    of = of.within([("start", told["from"]), ("end", told["to"]), ("measure", rule.measure if rule else "")])
    if rule is None or rule.kind in SUMMED or (rule.kind == "cumulative" and not planned):
        return Recipe("sum", (of,))
    return Recipe("value" if len(rows_behind(connection, filters, of)) == 1 else "rule", (of,))
