"""Charts by month as protected viewers get them: each quarter stands under its last month and is called a quarter."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dashboard.figures import theme
from dashboard.figures.table import Table
from dashboard.i18n import t

if TYPE_CHECKING:
    from datetime import date

MONTH = "month"
"""The key of the column that holds the months, or the last month of each quarter."""


def by_quarter(table: Table) -> Table:
    """Give a table whose months are quarters, named as such.

    Only the running total of a plan has months within a quarter: the last one that is known stands for the quarter.
    """
    at = next((at for at, column in enumerate(table.columns) if column.kind == "month"), None)
    if at is None:
        return table
    quarter = replace(table.columns[at], kind="quarter", label=t("tl.quarter"))
    columns = (*table.columns[:at], quarter, *table.columns[at + 1 :])
    within = any(row[at].month % 3 for row in table.rows)
    return Table(columns, _by_their_ends(table.rows, at) if within else table.rows)


def _by_their_ends(rows: Iterable[tuple[Any, ...]], at: int) -> tuple[tuple[Any, ...], ...]:
    """Give one row a quarter under its last month, with the last value of each column that is known in it."""
    found: dict[date, list[Any]] = {}
    for row in rows:
        end = row[at].replace(month=(row[at].month + 2) // 3 * 3)
        kept = found.setdefault(end, [None] * len(row))
        kept[:] = [before if now is None else now for before, now in zip(kept, row, strict=True)]
        kept[at] = end
    return tuple(map(tuple, found.values()))


def are_quarters(table: Table) -> bool:
    """Say whether the months of a table are quarters."""
    return any(column.key == MONTH and column.kind == "quarter" for column in table.columns)


def time_axis(table: Table, **own: object) -> theme.Axis:
    """Give the axis of time of a table, on which its days stand as ISO texts; `own` is what differs."""
    days = table.column(MONTH)
    if not are_quarters(table):
        return theme.month_axis(days, **own)
    return {**theme.quarter_axis(days, [day.isoformat() for day in days]), "type": "date", **own}


def hover_time(table: Table) -> str:
    """Give how the pointer writes a place on that axis, in the words of the language."""
    return f"%{{x|{t('format.quarter', year='%Y', number='%q')}}}" if are_quarters(table) else "%{x|%b %Y}"


def bar_width(table: Table) -> int:
    """Give the milliseconds that a column is wide on that axis."""
    return theme.MONTH_BAR * 3 if are_quarters(table) else theme.MONTH_BAR
