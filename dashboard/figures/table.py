"""The numbers behind a chart as rows and columns, unrounded and unformatted.

The table on the screen, the CSV file and the workbook are written from the same `Table`, so they cannot disagree.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Self, TypeAlias

from pandas import DataFrame

from dashboard.i18n import choose, language


@dataclass(frozen=True, slots=True)
class LongerThan:
    """A wait that so few have ended that its length is not reached yet: it is longer than the longest one observed."""

    days: int


class Said(str):
    """What somebody said, in a language of its own: a text that knows its language, empty where nobody does."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str) -> Self:
        """Give a text with the code of its language."""
        made = super().__new__(cls, text)
        made.language = language
        return made


Value: TypeAlias = str | int | float | Decimal | date | LongerThan | None
"""A cell: text, a count, a ratio, an amount, a wait, the first day of a month or quarter.

None is missing, which is never 0.
"""
Answer: TypeAlias = DataFrame | Mapping[str, list[Any]]
"""What a question of `dashboard.data` gives: a frame, or where a page asks much at once its bare columns."""
ColumnKind = Literal[
    "text",
    "said",
    "code",
    "whole",
    "number",
    "points",
    "share",
    "money",
    "wait",
    "day",
    "step",
    "month",
    "quarter",
    "state",
]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `key` heads it in machine files, `label` heads it for people, `kind` says how to write its cells.

    A `code` column identifies the row for machines and for links; the screen leaves it out. Neighbouring `step` columns
    hold the days on which steps were reached in their order: a day that is missing before a later one means a step that
    was skipped. Amounts of a `money` column are exact decimals; their currency stands in a column of its own, so that
    nobody adds what cannot be added. A `wait` column holds days, or `LongerThan` where they are not reached. A `state`
    column stands behind a column of numbers and says of each cell `value`, or why it has none: `missing`, `not_due`,
    `not_applicable` or `suppressed`; the screen marks the number with it, files have its word in a column of its own.
    Cells of a `said` column are `Said`: the screen shows each in its own language and direction.
    """

    key: str
    label: str
    kind: ColumnKind = "whole"

    @property
    def is_number(self) -> bool:
        """Say whether the cells are numbers, which align to the end of the line."""
        return self.kind in {"whole", "number", "points", "share", "money", "wait"}


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one chart in the order in which it shows them; the first column that is no code names the row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Any, ...], ...]
    """Cells are `Value`s; whoever reads a row knows its columns."""

    @classmethod
    def of(cls, columns: Sequence[Column], *values: Iterable[Value]) -> "Table":
        """Build a table from one list of cells for each column.

        Raises:
            ValueError: the lists differ in length, or their number differs from that of the columns.
        """
        if len(columns) != len(values):
            raise ValueError(f"{len(columns)} columns, {len(values)} lists")
        return cls(tuple(columns), tuple(zip(*values, strict=True)))

    def column(self, key: str) -> list[Any]:
        """Give the cells of one column; who asks knows which `Value` it holds."""
        at = [column.key for column in self.columns].index(key)
        return [row[at] for row in self.rows]

    def without(self, keys: Collection[str]) -> "Table":
        """Give the table without some columns."""
        kept = [at for at, column in enumerate(self.columns) if column.key not in keys]
        return Table(tuple(self.columns[at] for at in kept), tuple(tuple(row[at] for at in kept) for row in self.rows))

    def has(self, key: str) -> bool:
        """Say whether there is a column of this key."""
        return any(column.key == key for column in self.columns)

    def numbers(self, key: str) -> list[float]:
        """Give the numbers of a column, the missing ones left out."""
        return [cell for cell in self.column(key) if isinstance(cell, int | float)]

    def total(self, key: str) -> float:
        """Give the sum of a column's numbers."""
        return sum(self.numbers(key))


def lists(answer: Answer) -> dict[str, list[Any]]:
    """Give the columns of an answer as lists, all at once: asking a frame for one column costs as much as for all."""
    if not isinstance(answer, DataFrame):
        return dict(answer)
    return dict(zip(answer.columns.tolist(), answer.to_numpy().T.tolist(), strict=True))


def names_in(columns: Mapping[str, list[Any]], what: str = "name") -> list[str]:
    """Give the names of rows (`name_tr`, `name_en`, `name_ar` of their columns) in the language in force.

    Args:
        columns: of a frame.
        what: the columns' common beginning, such as `place` for `place_tr`.
    """
    own: list[str] = columns[f"{what}_{language()}"]
    if all(own):
        return own
    names = zip(*(columns[f"{what}_{code}"] for code in ("tr", "en", "ar")), strict=True)
    return [choose({"tr": turkish, "en": english, "ar": arabic}) for turkish, english, arabic in names]
