"""How the value of an indicator comes about: by its kind the sum, the last value of each place, or a fraction."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row

from dashboard.address import Month
from dashboard.data.explanation.recipes import Condition, Ingredient, Recipe
from dashboard.data.explanation.registers import rows_behind
from dashboard.data.filters import Filters
from dashboard.data.framework_lines import framework
from dashboard.data.indicator_rows import indicators_in_view, reference_day
from dashboard.data.standing import SUMMED

_PLANNED = frozenset({"plan", "target", "period_target", "part_target", "target_periods", "curve_plan"})
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
    declared = cell == "target" and row.final_target is not None and not filters.places
    if cell in {"baseline", "final_target"} or declared:
        measure = "final_target" if declared else cell
        return Recipe("value", (Ingredient("records", measure, (("indicator", row.code),), tables=("indicator",)),))
    if cell in FIRST:
        return _first_set(connection, filters, recipe)
    if cell == "delivered":
        cells = {"actual": "current", "planned": "target"}
        parts = {name: resolved(connection, filters, _with_cell(recipe, one)) for name, one in cells.items()}
        return Recipe("share", tuple(one.called(name) for name, part in parts.items() for one in part.of))
    return _counted(connection, filters, row, told)


def _counted(connection: Connection, filters: Filters, row: Row[Any], told: dict[str, str]) -> Recipe:
    """Give the recipe of a cell of results or targets as they are."""
    if told["cell"] == "way":
        return replace(_of_kind(connection, filters, row, told | {"cell": "current"}), how="framework")
    if told["cell"] == "curve_plan" and not _is_exact(connection, filters, row, told):
        return _spread(row.code, told)
    return _of_kind(connection, filters, row, told)


def _of_kind(connection: Connection, filters: Filters, row: Row[Any], told: dict[str, str]) -> Recipe:
    """Give the recipe of a value that is made of results or targets."""
    cell = told["cell"]
    planned = cell in _PLANNED
    only = (
        ("indicator", row.code),
        ("measure", row.measure),
        ("indicator_places", ""),
        *((name, told[name]) for name in ("dimension", "part") if "part" in told),
        *_when(connection, filters, row, told),
    )
    of = Ingredient("records", "value", only, tables=(_register(told, planned=planned),))
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


FIRST: Mapping[str, str] = {"first_target": "target", "first_period": "period_target", "first_plan": "curve_plan"}
"""Cells of targets as they were first set, and of those that hold now."""


def _register(told: dict[str, str], *, planned: bool) -> str:
    """Give the register of targets or results, of the whole or of a part."""
    return f"{'part_' if 'part' in told else ''}{'target' if planned else 'result'}"


def _first_set(connection: Connection, filters: Filters, recipe: Recipe) -> Recipe:
    """Give the targets that hold now, and what stood before in place of those that were revised, where any was."""
    told = dict(recipe.of[0].only)
    only = [("indicator", told["indicator"]), ("indicator_places", "")]
    if told["cell"] == "first_period":
        only += [("start", told["from"]), ("end", told["to"])]
    told_of = (("value", "target"), ("previous", "revision"))
    both = tuple(Ingredient("records", measure, tuple(only), tables=(name,)) for measure, name in told_of)
    if not rows_behind(connection, filters, both[1]):
        return resolved(connection, filters, _with_cell(recipe, FIRST[told["cell"]]))
    return Recipe("first_plan", (both[0].called("planned"), both[1]))


def _is_exact(connection: Connection, filters: Filters, row: Row[Any], told: dict[str, str]) -> bool:
    """Say whether the plan at the end of a month is made of whole targets, and none has to be spread over its time."""
    across = _spread(row.code, told).of[0]
    if row.kind in SUMMED:
        return not rows_behind(connection, filters, _with(across, ("across", _month_end(told).isoformat())))
    return any(one.day == _month_end(told) for one in rows_behind(connection, filters, across))


def _spread(code: str, told: dict[str, str]) -> Recipe:
    """Give the targets whose periods have begun by the end of a month."""
    only = (("indicator", code), ("indicator_places", ""), ("begun", _month_end(told).isoformat()))
    return Recipe("spread", (Ingredient("records", "value", only, tables=("target",)),))


def _month_end(told: dict[str, str]) -> date:
    """Give the last day of the month of a cell."""
    return Month.of(date.fromisoformat(told["month"])).last


def _with_cell(recipe: Recipe, cell: str) -> Recipe:
    """Give a recipe of another cell of the same row."""
    of = recipe.of[0]
    kept = (one for one in of.only if one[0] != "cell")
    return Recipe("indicator", (replace(of, only=(*kept, ("cell", cell))),))


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
    if cell in {"target", "part_target", "target_periods"}:
        return []
    if cell in {"curve", "curve_plan"}:
        ended = [("end", _month_end(told).isoformat())]
        return ended if cell == "curve_plan" else [*ended, ("before", day.isoformat())]
    if cell == "previous":
        day = framework(connection, filters).previous_day
    return [("before", day.isoformat())]
