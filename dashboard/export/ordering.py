"""The rows of a long table in the order that somebody asked for, on the screen and in files alike.

Text stands in the order of the Turkish alphabet, stages in their own, days and numbers as they are. What is missing
stands last whichever way the order runs. Amounts of different currencies are never compared: they stand currency by
currency, and the order runs within each.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.data.loading.project_kinds import STAGES
from dashboard.figures.projects import listing, plan
from dashboard.figures.table import names_in
from dashboard.i18n import t
from dashboard.listing import Sort, sort_name

SORTED: Mapping[str, frozenset[str]] = {
    "list": frozenset({"name", *(key for key, _, _ in listing.COLUMNS)}),
    "action_plan": frozenset({"name", *(key for key, _, _ in plan.COLUMNS)}),
}
"""The columns by which each table can be sorted."""
ALL = slice(None)
NAMES = ("name_tr", "name_en", "name_ar")
MONEY = frozenset({"budget", "spent", "secured", "gap"})
WRITTEN: Mapping[str, Callable[[str], str]] = {
    "mode": lambda code: t(f"mode.{code}"),
    "country": formats.country,
}
"""Columns of codes whose rows stand in the order of the words that people read."""
TEXT = frozenset({"code", "owner", "currency"})


def in_order(frame: DataFrame, sort: Sort | None, rows: slice = ALL) -> DataFrame:
    """Give the rows of a frame of projects in an order; without one as they are.

    Args:
        frame: columns as `data.projects.projects` has them, of which the order names one.
        sort: a column, or `name` for the name in the language in force.
        rows: which of the ordered rows to give; the others are not put together, which is most of the work.
    """
    if sort is None:
        return frame.iloc[rows]
    named = sort.column == "name"
    cells = names_in({name: frame[name].tolist() for name in NAMES}) if named else frame[sort.column].tolist()
    keys = _keys(sort.column, cells)
    known = [row for row, key in enumerate(keys) if key is not None]
    known.sort(key=keys.__getitem__, reverse=sort.descending)
    if sort.column in MONEY:
        currencies = [currency or "" for currency in frame["currency"].tolist()]
        known.sort(key=currencies.__getitem__)
    missing = [row for row, key in enumerate(keys) if key is None]
    return frame.iloc[[*known, *missing][rows]]


def _keys(column: str, cells: Sequence[Any]) -> list[Any]:
    """Give for each cell what is compared, None where it is missing."""
    if column == "stage":
        return [None if cell is None else STAGES.index(cell) for cell in cells]
    if column in WRITTEN:
        words = {cell: formats.sort_key(WRITTEN[column](cell)) for cell in {*cells} if cell}
        return [words.get(cell) for cell in cells]
    if column in TEXT or column == "name":
        return [formats.sort_key(cell) if cell else None for cell in cells]
    return list(cells)


def order_of(table: str, own: Sequence[tuple[str, str]]) -> Sort | None:
    """Give the order that the page's own parameters ask for, None where they name none of the columns.

    Args:
        table: the chart's name without its page.
        own: the page's own parameters.
    """
    return Sort.parse(dict(own).get(sort_name(table)), SORTED[table])
