"""How the value of an indicator comes about: by its kind the sum, the last value of each place, or a fraction."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row

from dashboard.data.explanation.recipes import Condition, Ingredient, Recipe
from dashboard.data.explanation.registers import rows_behind
from dashboard.data.filters import Filters
from dashboard.data.framework_lines import framework
from dashboard.data.indicator_rows import indicators_in_view, reference_day
from dashboard.data.standing import SUMMED

_PLANNED = frozenset({"plan", "target", "period_target"})
"""Cells made of targets; their cumulative kinds are running totals already."""


def resolved(connection: Connection, filters: Filters, recipe: Recipe) -> Recipe:
    """Give the recipe of a cell by the kind of its indicator; that of an indicator that is not in view is empty."""
    told = dict(recipe.of[0].only)
    asked = replace(filters, grants=(), programmes=())
    found = connection.execute(indicators_in_view(asked)).all()
    row = next((one for one in found if one.code == told.get("indicator")), None)
    if row is None:
        return Recipe("rule", ())
    cell = told["cell"]
    if cell in {"baseline", "final_target"} or (
        cell == "target" and row.final_target is not None and not filters.places
    ):
        measure = "final_target" if cell == "target" else cell
        return Recipe("value", (Ingredient("records", measure, (("indicator", row.code),), tables=("indicator",)),))
    if cell == "way":
        return replace(_of_kind(connection, filters, row, told | {"cell": "current"}), how="framework")
    return _of_kind(connection, filters, row, told)


def _of_kind(connection: Connection, filters: Filters, row: Row[Any], told: dict[str, str]) -> Recipe:
    """Give the recipe of a value that is made of results or targets."""
    cell = told["cell"]
    planned = cell in _PLANNED
    only = (
        ("indicator", row.code),
        ("measure", row.measure),
        ("indicator_places", ""),
        *_when(connection, filters, row, told),
    )
    of = Ingredient("records", "value", only, tables=("target" if planned else "result",))
    if row.kind in SUMMED or (row.kind == "cumulative" and not planned):
        return Recipe("sum", (of,))
    if row.kind != "ratio":
        return Recipe("latest", (_with(of, ("pick", "newest_of_each")),))
    every = not planned and (cell == "period_result" or row.over_time == "ratio")
    last = of if every else _with(of, ("pick", "last_end"))
    return Recipe("value", (last,)) if planned else _fraction(connection, filters, last)


def _fraction(connection: Connection, filters: Filters, of: Ingredient) -> Recipe:
    """Give numerator over denominator where every row has both, else the one percentage that stands for itself."""
    parts = tuple(replace(of, measure=name) for name in ("numerator", "denominator"))
    known = rows_behind(connection, filters, parts[0])
    if not known or any(one.value is None for one in known):
        return Recipe("value" if len(known) == 1 else "rule", (of,))
    return Recipe("percent" if ("measure", "2") in of.only else "quotient", parts)


def _with(of: Ingredient, condition: Condition) -> Ingredient:
    """Give an ingredient with one more condition."""
    return replace(of, only=(*of.only, condition))


def _when(connection: Connection, filters: Filters, row: Row[Any], told: dict[str, str]) -> Sequence[Condition]:
    """Give the conditions for the periods that count in a cell."""
    cell, day = told["cell"], reference_day(filters)
    if cell in {"period_result", "period_target", "period_to_date"}:
        running = cell == "period_to_date" or (cell == "period_result" and row.kind == "cumulative")
        return [("end", told["to"]), *([] if running else [("start", told["from"])])]
    if cell == "open":
        return [("running", day.isoformat())]
    if cell == "target":
        return []
    if cell == "previous":
        day = framework(connection, filters).previous_day
    return [("before", day.isoformat())]
