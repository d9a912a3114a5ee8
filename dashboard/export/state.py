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
        return "suppressed" if shown.draw and _nothing_but_zeros(table) == "suppressed" else None
    return _nothing_but_zeros(table)


def _nothing_but_zeros(table: Table) -> Mark | None:
    """Say that a table holds no numbers, zeros alone, or sums of which nothing is shown; None where it holds any other.

    The first number that is not 0 ends the search.
    """
    counts = (cell for row in table.rows for cell in row if isinstance(cell, int | float | Decimal))
    found: Mark = "no_data"
    for count in counts:
        if count:
            return None
        found = "suppressed" if is_partial(count) or found == "suppressed" else "zero"
    return found
