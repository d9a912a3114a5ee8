"""The main figures of a chart in words, for whoever does not see it."""

from collections.abc import Callable, Iterator
from typing import Any
from unicodedata import name

from dashboard.figures.table import Column, Table
from dashboard.i18n import t

MOST_COLUMNS = 3
"""More series than these make a text that nobody listens to; the table holds them all."""
COMPARED = frozenset({"whole", "number", "points", "share"})
"""Kinds of columns whose cells compare; amounts may differ in currency, and a wait may have no end."""
OVER_TIME = frozenset({"day", "month", "quarter"})
ENDS = ("FULL STOP", "QUESTION MARK", "EXCLAMATION MARK", "ELLIPSIS")
"""What the names of the signs that end a sentence end with, in every script."""
Write = Callable[[Column, Any], str]
"""Writes a cell as the screen does."""


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
    if named is None:
        return
    numbers = [at for at, column in enumerate(table.columns) if column.kind in COMPARED]
    for at in numbers[:MOST_COLUMNS]:
        known = [row for row in table.rows if isinstance(row[at], int | float)]
        if len(known) > 1:
            yield _series(table, (named, at), known, write)


def _series(table: Table, columns: tuple[int, int], rows: list[tuple[Any, ...]], write: Write) -> str:
    """Tell one series."""
    named, at = columns

    def told(row: tuple[Any, ...]) -> str:
        who, value = write(table.columns[named], row[named]), write(table.columns[at], row[at])
        return t("alternative.point", name=who, value=value)

    most = max(rows, key=lambda row: row[at])
    label = table.columns[at].label
    if table.columns[named].kind in OVER_TIME:
        return t("alternative.over_time", series=label, first=told(rows[0]), last=told(rows[-1]), most=told(most))
    least = min(reversed(rows), key=lambda row: row[at])
    return t("alternative.by_name", series=label, most=told(most), least=told(least))
