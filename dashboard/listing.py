"""How a long table is asked for: sorted by a column (`list.sort=-days`), one page at a time (`list.page=2`).

The name before the dot is the chart's without its page. A page with such a table names both parameters in its `EXTRA`.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Self

_MOST_DIGITS = 6


def sort_name(table: str) -> str:
    """Give the parameter that says how a table is sorted."""
    return f"{table}.sort"


def page_name(table: str) -> str:
    """Give the parameter that says which page of a table is shown."""
    return f"{table}.page"


@dataclass(frozen=True, slots=True)
class Sort:
    """A column by whose key rows stand in order, and which way."""

    column: str
    descending: bool = False

    def __str__(self) -> str:
        """Write the order as addresses do: `days`, or `-days` from the highest to the lowest."""
        return f"-{self.column}" if self.descending else self.column

    @classmethod
    def parse(cls, text: str | None, columns: Collection[str]) -> Self | None:
        """Read an order; None where the text names none of the columns."""
        key = (text or "").removeprefix("-")
        return cls(key, (text or "").startswith("-")) if key in columns else None

    def pressed(self, column: str, *, numeric: bool) -> "Sort":
        """Give the order that a press on a column's heading asks for.

        The column in force turns round; another one begins with what is looked for first: the highest number, the first
        letter.
        """
        return Sort(column, not self.descending if column == self.column else numeric)


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of a long table: `number` of `pages`; rows `first` to `last` of `count`, the first of all being 0."""

    number: int
    pages: int
    first: int
    last: int
    """The row after the last one shown."""
    count: int

    @classmethod
    def read(cls, text: str | None, count: int, size: int) -> Self:
        """Give the page that an address asks for; what is no number, or too high, gives the nearest page."""
        pages = max(1, -(-count // size))
        told = text if text and text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS else "1"
        number = min(max(int(told), 1), pages)
        first = (number - 1) * size
        return cls(number, pages, first, min(first + size, count), count)
