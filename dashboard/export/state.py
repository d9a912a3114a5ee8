"""What stands in place of a chart of which there is nothing to draw."""

from decimal import Decimal

from dashboard.components.states import Mark
from dashboard.export.shown import Shown
from dashboard.figures.table import Table
from dashboard.shown_sum import is_partial


def state_of(table: Table, shown: Shown) -> Mark | None:
    """Say that there is nothing to draw: no rows, or rows that hold nothing but zeros.

    A list of things without a drawing is shown for the things in it, whatever is suppressed beside them.
    """
    if not table.rows:
        return shown.empty
    if shown.empty != "no_data":
        return "suppressed" if shown.draw and _all_suppressed(table) else None
    counts = [cell for row in table.rows for cell in row if isinstance(cell, int | float | Decimal)]
    if not counts:
        return "no_data"
    return None if any(counts) else "suppressed" if any(map(is_partial, counts)) else "zero"


def _all_suppressed(table: Table) -> bool:
    """Say whether a table holds suppressed sums and no other number."""
    counts = [cell for row in table.rows for cell in row if isinstance(cell, int | float | Decimal)]
    return any(map(is_partial, counts)) and not any(counts)
