"""What a figure is made of: the loads whose rows it counts with what each of them adds, and the rows themselves.

People, cases and registers are counted from the rows, so that an explanation is a second way to the same figure. No row
tells whose it is or what somebody said. Protected viewers learn of no load and of no row.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection

from dashboard.data.explanation import beside, quality
from dashboard.data.explanation.cases import cases_behind, first_month
from dashboard.data.explanation.people import people_behind, repeats
from dashboard.data.explanation.recipes import Ingredient, Recipe
from dashboard.data.explanation.registers import RegisterRow, currencies_behind, rows_behind
from dashboard.data.explanation.rows import PAGE_SIZE, Chosen, by_load, listed
from dashboard.data.explanation.timeline_figures import MADE, moved
from dashboard.data.filters import Filters
from dashboard.data.quality_loads import Load, loads_by_id, loads_in_view

__all__ = ["PAGE_SIZE", "Explanation", "Part", "Portion", "explain", "rows_of"]
_TIMES = {"share": 1, "quotient": 1, "percent": 100, "per_1000": 1000}
"""Figures that are a fraction, and what it is multiplied by."""
Amount = int | Decimal
ONLY_LOADS = frozenset({"kinds", "values", "loads", "counts"})
"""Sorts of ingredients of which loads are told and no rows."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one load adds: rows, and the measure of the ingredient; `load` is None where no file brought them."""

    load: Load | None
    rows: int
    value: Amount


@dataclass(frozen=True, slots=True)
class Portion:
    """One ingredient of a figure: the loads with its rows, the newest first, and the people counted again in them."""

    asked: Ingredient
    parts: tuple[Part, ...]
    repeats: int = 0

    @property
    def records(self) -> int:
        """Give the number of rows; 0 where only loads are told."""
        return 0 if self.asked.sort in ONLY_LOADS else sum(part.rows for part in self.parts)

    @property
    def value(self) -> Amount:
        """Give what the loads add without the people that are counted again."""
        return sum((part.value for part in self.parts), 0) - self.repeats


@dataclass(frozen=True, slots=True)
class Middle:
    """Of how many values a median was taken, and the one in the middle, or both of them."""

    count: int
    values: tuple[Amount, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure with all its ingredients."""

    recipe: Recipe
    portions: tuple[Portion, ...]
    middle: Middle | None = None

    @property
    def figure(self) -> Decimal | None:
        """Give the figure that the ingredients lead to; None where that is undefined or no arithmetic of sums."""
        values = [Decimal(one.value) for one in self.portions]
        rows = self.portions[0].records if self.portions else 0
        if self.middle:
            return Decimal(sum(self.middle.values)) / len(self.middle.values)
        if self.recipe.how == "mean":
            return values[0] / rows if rows else None
        if self.recipe.how == "mean_change":
            return (values[0] - values[1]) / rows if rows else None
        return _combined(self.recipe.how, values) if values else None


_OF_ONE = frozenset({"sum", "count", "value", "since", "until", "between", "weighted", "latest", "refused"})
"""Figures that are what the rows of their one ingredient add."""


def _combined(how: str, values: list[Decimal]) -> Decimal | None:
    """Combine the sums of the ingredients."""
    if how in _OF_ONE:
        return values[0]
    if how == "by_month":
        return Decimal(round(values[0]))
    if how in {"beyond", "change"}:
        return values[0] - values[1]
    if how in {"difference", "lacking"}:
        return max(values[0] - values[1], Decimal(0))
    if how in _TIMES:
        return values[0] * _TIMES[how] / values[1] if values[1] else None
    return None


def explain(connection: Connection, filters: Filters, recipe: Recipe) -> Explanation:
    """Give the loads behind a figure, ingredient by ingredient."""
    if filters.viewer.protected:
        return Explanation(recipe, ())
    known = RESOLVED[recipe.how](connection, filters, recipe) if recipe.how in RESOLVED else recipe
    if known.how == "money":
        known = _in_one_currency(connection, filters, known)
    middle = _middle(connection, filters, known.of[0]) if known.how == "middle" else None
    return Explanation(known, tuple(_portion(connection, filters, one) for one in known.of), middle)


def _middle(connection: Connection, filters: Filters, asked: Ingredient) -> Middle | None:
    """Give the value in the middle of those that rows have, or both of them where their number is even."""
    rows = rows_behind(connection, moved(filters, asked), asked)
    values = sorted(row.value for row in rows if row.value is not None)
    if not values:
        return None
    return Middle(len(values), tuple(map(_plain, values[(len(values) - 1) // 2 : len(values) // 2 + 1])))


RESOLVED = {**MADE, "beside": beside.resolved, "complete": quality.complete}
"""How recipes that hang on what is chosen become those of it."""


def _in_one_currency(connection: Connection, filters: Filters, recipe: Recipe) -> Recipe:
    """Give the recipe of an amount or a share of amounts; those of several currencies are listed and never added."""
    found = {one for asked in recipe.of for one in currencies_behind(connection, filters, asked)}
    if len(found) > 1:
        return Recipe("currencies", tuple(replace(one, measure="records") for one in recipe.of))
    plain = Recipe("share" if len(recipe.of) > 1 else "sum", recipe.of)
    return plain.within(("currency", one) for one in found)


def _portion(connection: Connection, filters: Filters, asked: Ingredient) -> Portion:
    """Give one ingredient."""
    filters = moved(filters, asked)
    if asked.sort == "kinds":
        told = [one for one in loads_in_view(connection, filters) if one.kind in asked.tables and one.rows]
        return Portion(asked, tuple(Part(one, one.rows, one.rows) for one in told))
    if asked.sort == "records":
        return Portion(asked, _parts(connection, filters, _by_load(rows_behind(connection, filters, asked))))
    if asked.sort in quality.BY_LOAD:
        return Portion(asked, _parts(connection, filters, quality.BY_LOAD[asked.sort](connection, filters, asked)))
    chosen = _chosen(connection, filters, asked)
    if chosen is None:
        return Portion(asked, ())
    again = repeats(connection, chosen) if asked.sort == "people" and asked.measure == "new_people" else 0
    return Portion(asked, _parts(connection, filters, by_load(connection, chosen)), again)


def _by_load(rows: Sequence[RegisterRow]) -> list[tuple[int, int, Amount]]:
    """Give how many rows each load has among some, and what they add; whole numbers stay whole."""
    sums: dict[int, list[Decimal]] = {}
    for row in rows:
        sums.setdefault(row.load, []).append(row.value or Decimal(0))
    return [(load, len(values), _plain(sum(values, Decimal(0)))) for load, values in sums.items()]


def _plain(value: Decimal) -> Amount:
    """Give a whole number as such."""
    return int(value) if value == value.to_integral_value() else value


def _parts(connection: Connection, filters: Filters, found: Sequence[tuple[int, int, Amount]]) -> tuple[Part, ...]:
    """Give what loads add, the newest first; what came by no file stands last, together."""
    known = loads_by_id(connection, filters)
    parts = [Part(known[load], rows, value) for load, rows, value in found if load in known]
    parts.sort(key=lambda part: (-part.load.version, part.load.source) if part.load else (0, ""))
    other = [(rows, value) for load, rows, value in found if load not in known]
    if other:
        parts.append(Part(None, sum(rows for rows, _ in other), sum((value for _, value in other), 0)))
    return tuple(parts)


def rows_of(connection: Connection, filters: Filters, asked: Ingredient, first: int) -> list[Mapping[str, Any]]:
    """Give a page of the rows of an ingredient, the latest day first; never who, never what was said.

    Args:
        connection: a reading transaction.
        filters: of the page of the figure.
        asked: the ingredient.
        first: how many rows stand before the page.
    """
    filters = moved(filters, asked)
    if asked.sort == "records" and not filters.viewer.protected:
        return [row.listed for row in rows_behind(connection, filters, asked)[first : first + PAGE_SIZE]]
    if asked.sort in quality.LISTED and not filters.viewer.protected:
        return list(quality.LISTED[asked.sort](connection, filters, asked, first))
    chosen = None if filters.viewer.protected else _chosen(connection, filters, asked)
    return listed(connection, chosen, first) if chosen else []


def _chosen(connection: Connection, filters: Filters, asked: Ingredient) -> Chosen | None:
    """Choose the rows of an ingredient; None where there are none, or only loads are told."""
    if asked.sort == "people":
        since = first_month(connection, filters) if ("since", "cases") in asked.only else None
        return people_behind(connection, filters, asked, since)
    return cases_behind(connection, filters, asked) if asked.sort == "cases" else None
