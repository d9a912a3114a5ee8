"""The rows of a long table in the order that somebody asked for, on the screen and in files alike.

Text stands in the order of the Turkish alphabet, stages, steps and states in their own, days and numbers as they are.
What is missing stands last whichever way the order runs. Amounts of different currencies are never compared: they stand
currency by currency, and the order runs within each.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.data.frames import Listing
from dashboard.data.loading.partnership_kinds import STATES, STEPS
from dashboard.data.loading.project_kinds import STAGES
from dashboard.figures.projects import listing, plan
from dashboard.figures.table import names_in
from dashboard.i18n import LOCALES, t
from dashboard.listing import Sort, sort_name

SORTED: Mapping[str, frozenset[str]] = {
    "list": frozenset({"name", *(key for key, _, _ in listing.COLUMNS)}),
    "action_plan": frozenset({"name", *(key for key, _, _ in plan.COLUMNS)}),
    "steps": frozenset(
        {"name", "status", *STEPS, "days_in_step", "days_since", "dormant", "step", "since", "last_event"}
        | {"programme", "code"}
    ),
    "commitment_list": frozenset({"name", "title", "state", "due_on", "done_on", "days", "code"}),
    "partners": frozenset({"name", "role", "programme", "country", "place", "historic"}),
}
"""The columns by which each table can be sorted."""
ALL = slice(None)
NAMED = frozenset({"name", "title", "programme", "place", "historic"})
"""Names in three languages, of which the one that is read counts."""
ORDERED: Mapping[str, Sequence[str]] = {
    "stage": STAGES,
    "step": STEPS,
    "status": STATES,
    "state": ("overdue", "open", "done_late", "done"),
}
"""Columns of codes that have an order of their own; states of commitments stand by what is left to do."""
MONEY = frozenset({"budget", "spent", "secured", "gap"})
WRITTEN: Mapping[str, Callable[[str], str]] = {
    "mode": lambda code: t(f"mode.{code}"),
    "role": lambda code: t(f"organisation_role.{code}"),
    "country": formats.country,
}
"""Columns of codes whose rows stand in the order of the words that people read."""
TEXT = frozenset({"code", "owner", "currency"})


def in_order(frame: DataFrame | Listing, sort: Sort | None, rows: slice = ALL) -> DataFrame:
    """Give the rows of a frame in an order; without one as they are.

    Args:
        frame: columns as their question has them, of which the order names one.
        sort: a column, or the common beginning of a name such as `name`, which counts in the language in force.
        rows: which of the ordered rows to give; the others are not put together, which is most of the work.
    """
    if sort is None:
        return _taken(frame, rows)
    keys = _keys(sort.column, _cells(frame, sort.column))
    known = [row for row, key in enumerate(keys) if key is not None]
    known.sort(key=keys.__getitem__, reverse=sort.descending)
    if sort.column in MONEY:
        currencies = [currency or "" for currency in cells_of(frame, "currency")]
        known.sort(key=currencies.__getitem__)
    missing = [row for row, key in enumerate(keys) if key is None]
    return _taken(frame, [*known, *missing][rows])


def cells_of(frame: DataFrame | Listing, column: str) -> list[Any]:
    """Give the cells of a column."""
    return frame.cells(column) if isinstance(frame, Listing) else frame[column].tolist()


def _taken(frame: DataFrame | Listing, rows: slice | list[int]) -> DataFrame:
    """Give some rows."""
    return frame.taken(rows) if isinstance(frame, Listing) else frame.iloc[rows]


def _cells(frame: DataFrame | Listing, column: str) -> list[Any]:
    """Give the cells of a column, or the names of which it is the common beginning."""
    if column not in NAMED:
        return cells_of(frame, column)
    names = (f"{column}_{code}" for code in LOCALES)
    return names_in({name: cells_of(frame, name) for name in names}, column)


def _keys(column: str, cells: Sequence[Any]) -> list[Any]:
    """Give for each cell what is compared, None where it is missing."""
    if column in ORDERED:
        return [None if cell is None else ORDERED[column].index(cell) for cell in cells]
    if column in WRITTEN:
        words = {cell: formats.sort_key(WRITTEN[column](cell)) for cell in {*cells} if cell}
        return [words.get(cell) for cell in cells]
    if column in TEXT or column in NAMED:
        return [formats.sort_key(cell) if cell else None for cell in cells]
    return list(cells)


def order_of(table: str, own: Sequence[tuple[str, str]]) -> Sort | None:
    """Give the order that the page's own parameters ask for, None where they name none of the columns.

    Args:
        table: the chart's name without its page.
        own: the page's own parameters.
    """
    return Sort.parse(dict(own).get(sort_name(table)), SORTED[table])
