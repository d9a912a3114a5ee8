"""Gaps in a chart: where a value is suppressed nothing is drawn, and least of all a 0."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from dashboard.figures.table import Table
from dashboard.i18n import t
from dashboard.shown_sum import holds_partial, is_suppressed

Part: TypeAlias = dict[str, object]
DRAWN = ("x", "y", "z", "customdata")
"""Where a trace holds the numbers that it draws or tells."""


def with_gaps(trace: Part) -> Part:
    """Give a trace without its suppressed values."""
    drawn = {key: cells for key in DRAWN if isinstance(cells := trace.get(key), list)}
    hidden = {key: _without_hidden(cells) for key, cells in drawn.items() if any(map(is_suppressed, cells))}
    return {**trace, **hidden} if hidden else trace


def _without_hidden(cells: Sequence[Any]) -> list[Any]:
    """Give cells with None in the place of what is suppressed."""
    return [None if is_suppressed(cell) else cell for cell in cells]


def gaps_told(table: Table, draw: Callable[[Table], Any]) -> str:
    """Say that gaps of a chart are suppressed numbers and not 0; empty where it has none.

    Args:
        table: what is drawn; suppressed cells may stand in columns that no chart shows.
        draw: makes the chart, which is looked at only where anything is suppressed.
    """
    if not holds_partial(table.rows) or not any(is_suppressed(cell) for row in table.rows for cell in row):
        return ""
    drawn = (cells for trace in draw(table)["data"] for key in DRAWN if isinstance(cells := trace.get(key), list))
    return t("protected.gaps") if any(None in cells for cells in drawn) else ""
