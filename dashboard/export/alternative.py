"""The main figures of a chart in words, for whoever does not see it."""

from collections.abc import Callable, Iterator
from typing import Any
from unicodedata import name

from dashboard.figures.table import Column, Table
from dashboard.i18n import t
from dashboard.shown_sum import is_suppressed

MOST_COLUMNS = 3
"""More series than these make a text that nobody listens to; the table holds them all."""
COMPARED = frozenset({"whole", "number", "points", "share"})
"""Kinds of columns whose cells compare; amounts may differ in currency, and a wait may have no end."""
OVER_TIME = frozenset({"day", "month", "quarter"})
ENDS = ("FULL STOP", "QUESTION MARK", "EXCLAMATION MARK", "ELLIPSIS")
"""What the names of the signs that end a sentence end with, in every script."""
Write = Callable[[Column, Any], str]
"""Writes a cell as the screen does."""
Cells = tuple[Any, ...]


def alternative(label: str, finding: str, table: Table, write: Write) -> str:
    """Give the text alternative of a chart: what it shows, what is found, and its main figures.

    Args:
        label: the neutral title, then measure, place and period.
        finding: the sentence that heads it, left out where it is the title again.
        table: what the chart is drawn from.
        write: writes a cell as the screen does.
    """
    told = "" if label.startswith(f"{finding}: ") else finding
    return sentences(label, told, *figures_in_words(table, write))


def sentences(*texts: str) -> str:
    """Join texts as sentences, empty ones left out and no full stop doubled."""
    return " ".join(text if name(text[-1], "").endswith(ENDS) else f"{text}." for text in texts if text)


def figures_in_words(table: Table, write: Write) -> Iterator[str]:
    """Tell of each of the first series its ends over time, else its largest and smallest, one sentence a series.

    Series without two numbers say nothing, and missing numbers count as nothing.
    """
    words = (at for at, column in enumerate(table.columns) if not column.is_number and column.kind != "code")
    named = next(words, None)
    if named is None or not table.rows:
        return
    names = tuple(row[named] for row in table.rows)
    numbers = [at for at, column in enumerate(table.columns) if column.kind in COMPARED]
    for at in numbers[:MOST_COLUMNS]:
        series = _Series(table.columns[named], names, table.columns[at], tuple(row[at] for row in table.rows), write)
        if len(series.known) > 1:
            yield series.told()


class _Series:
    """One column of numbers and the column that names its rows; `known` are the rows that have a number."""

    def __init__(self, naming: Column, names: Cells, column: Column, numbers: Cells, write: Write) -> None:
        self.naming, self.names, self.column, self.numbers, self.write = naming, names, column, numbers, write
        self.known = [row for row, number in enumerate(numbers) if number is not None and not is_suppressed(number)]

    def told(self) -> str:
        """Tell the series."""
        most = self._point(max(self.known, key=self.numbers.__getitem__))
        label = self.column.label
        if self.naming.kind in OVER_TIME:
            first, last = self._point(self.known[0]), self._point(self.known[-1])
            return t("alternative.over_time", series=label, first=first, last=last, most=most)
        least = self._point(min(reversed(self.known), key=self.numbers.__getitem__))
        return t("alternative.by_name", series=label, most=most, least=least)

    def _point(self, row: int) -> str:
        """Tell one number with the name of its row."""
        value = self.write(self.column, self.numbers[row])
        return t("alternative.point", name=self.write(self.naming, self.names[row]), value=value)
