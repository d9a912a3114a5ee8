"""The cells of a table on their way to their explanation: what each row is called in an address, and what it means."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection

from dashboard import formats
from dashboard.components.data_table import Explained, Number
from dashboard.data import partner
from dashboard.data.explanation.recipes import Condition, Recipe
from dashboard.data.explanation.register_figures import ABOUT, EVERY_FIGURE
from dashboard.data.explanation.tables import TABLES, Dimension, ExplainedTable
from dashboard.data.filters import Filters
from dashboard.export.timeline_cells import PERCENTAGE
from dashboard.export.written import cells_of, written
from dashboard.figures.table import Column, Table
from dashboard.i18n import t
from dashboard.paths import OWN_CODE

BETWEEN = "~"
"""Stands between the codes of a row."""


def explained(chart: str, table: Table) -> Explained | None:
    """Give how the numbers of a table lead on; None where no row of it does."""
    known = TABLES.get(chart)
    if known is None:
        return None
    keys = keys_of(known, table)
    return Explained(chart, keys, names_of(known, table)) if set(keys) - {None} else None


def is_explained(chart: str, column: Column) -> bool:
    """Say whether the numbers of a column of a table have an explanation."""
    known = TABLES.get(chart)
    return known is not None and column.is_number and known.recipe(column.key) is not None


def keys_of(known: ExplainedTable, table: Table) -> list[str | None]:
    """Give the key of every row, the same in every language; None where a row has nothing that is explained."""
    columns = [_codes(one, table.column(one.column)) for one in known.row if table.has(one.column)]
    if not columns:
        return [None] * len(table.rows)
    places = _places(known, table)
    return [
        BETWEEN.join(codes) if _told(known, table, row, places) and not known.unless & set(codes) else None
        for row, codes in zip(table.rows, zip(*columns, strict=True), strict=True)
    ]


def _places(known: ExplainedTable, table: Table) -> list[int]:
    """Give the places of the columns whose numbers have an explanation."""
    return [at for at, column in enumerate(table.columns) if column.is_number and known.recipe(column.key)]


def _told(known: ExplainedTable, table: Table, row: Sequence[Any], places: Sequence[int]) -> list[int]:
    """Give those of some places whose cell in a row is explained: it has a figure, or says why there is none.

    Behind a cell without a figure may lie rows that it does not count, and their sum beside it would contradict it.
    """
    return [at for at in places if table.columns[at].key in known.why_missing or _has_figure(table, row, at)]


def _has_figure(table: Table, row: Sequence[Any], at: int) -> bool:
    """Say whether a cell shows a number, if only that one is kept back; the state of some stands in the next column."""
    if at + 1 < len(table.columns) and table.columns[at + 1].kind == "state":
        return row[at + 1] in FIGURES
    return row[at] is not None


FIGURES = frozenset({"value", "suppressed"})
"""States of cells that have a number."""


def conditions_of(known: ExplainedTable, table: Table, at: int) -> list[Condition]:
    """Give the conditions that a row makes."""
    told = [one for one in (*known.row, *known.also) if one.condition and table.has(one.column)]
    return [(one.condition, _codes(one, [table.column(one.column)[at]])[0]) for one in told]


def _codes(dimension: Dimension, cells: Sequence[Any]) -> list[str]:
    """Give the codes of cells; words are taken back to what they stand for."""
    if dimension.codes:
        known = {t(f"{dimension.words}.{code}"): code for code in dimension.codes}
        return [known.get(cell, "") for cell in cells]
    return [cell.isoformat() if isinstance(cell, date) else "" if cell is None else str(cell) for cell in cells]


def names_of(known: ExplainedTable, table: Table) -> list[str]:
    """Give what each row is called: its first words, and those that tell it apart besides."""
    own = {one.column for one in known.row}
    shown = [at for at, column in enumerate(table.columns) if column.kind not in {"code", "state"}]
    told = [at for at in shown if at == shown[0] or (table.columns[at].key in own and not table.columns[at].is_number)]
    return [", ".join(written(table.columns[at], row[at]) for at in told) for row in table.rows]


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of a row: its column, how it is shown, and the recipe under the row's conditions."""

    column: Column
    shown: Number
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class Cells:
    """One row of a table with all its figures that can be explained."""

    name: str
    figures: tuple[Cell, ...]


def cells_of_table(connection: Connection, filters: Filters, chart: str, table: Table, key: str) -> Cells | None:
    """Give the row that a key names; None where there is none, or nothing of it is explained.

    Args:
        connection: a reading transaction.
        filters: of the table.
        chart: the table's id in the catalogue.
        table: the table, every row of it.
        key: of the row, see `keys_of`.
    """
    known, keys = TABLES[chart], keys_of(TABLES[chart], table)
    if key not in keys:
        return None
    at = keys.index(key)
    told = [*known.fixed, *conditions_of(known, table, at), *about(connection, filters, known.about)]
    row = Table(table.columns, (table.rows[at],))
    figures = [
        Cell(column, _shown(known, column, place, row), recipe.within(told))
        for place in _told(known, table, table.rows[at], _places(known, table))
        if (recipe := known.recipe((column := table.columns[place]).key))
    ]
    return Cells(names_of(known, row)[0], tuple(figures)) if figures else None


def _shown(known: ExplainedTable, column: Column, place: int, row: Table) -> Number:
    """Write a figure as its table does; values of an indicator in percent have their sign."""
    shown: Number = cells_of(column, place, row)[0]
    in_percent = known.percent and row.column(known.percent)[0] == PERCENTAGE and column.kind == "number"
    if not in_percent or not isinstance(shown.value, int | float):
        return shown
    return Number(formats.percent(shown.value / 100), shown.value)


NO_PLACE = Recipe("no_place", ())
"""How a figure of feedback is made for a partner without a place: of nothing."""
ANY_PROGRAMME: Sequence[Condition] = (("any", "programme"),)
"""The page of a project is about it whatever programme is chosen."""


def key_figure(connection: Connection, filters: Filters, kpi: str) -> Recipe | None:
    """Give the recipe of a key figure, about the one thing of its page where it has one; None where there is none."""
    recipe, of = EVERY_FIGURE.get(kpi), ABOUT.get(kpi, "")
    told = [*about(connection, filters, of), *(ANY_PROGRAMME if of == "project" else ())]
    return NO_PLACE if ("in", "") in told else recipe and recipe.within(told)


def about(connection: Connection, filters: Filters, of: str) -> list[Condition]:
    """Give the condition that the code in the path of the page makes; `of` says what it is a condition of."""
    code = "".join(filters.own_all(OWN_CODE)[-1:])
    if of == "partner_place":
        found = partner.find(connection, filters, code)
        place = partner.place_code(found) if found else None
        return [("in", place or "")]
    return [(of, code)] if of else []
