"""A report before it is written in any format: sections of paragraphs, facts, tables and charts.

Every number stands twice: as it is read (`Cell.lines`, by the rules of the screen) and exactly (`Cell.value`, and the
`Table` beside it). Writers print the first and compute with the second; none of them asks the database.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from dashboard.export.cited import Cited
from dashboard.figures.table import Table, Value
from dashboard.figures.theme import Figure

Pairs: TypeAlias = tuple[tuple[str, str], ...]
"""Names with what they are, in the order in which they are read."""
Direction = Literal["ltr", "rtl"]
State = Literal["locked", "released", "draft", "shown"]
"""Which state of the data a report shows: as it was reported, as released to the funder, what nobody has released yet,
and for a document of chosen charts, what each of their addresses says."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a column; numbers align to the end of the line."""

    label: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as it is read, a line a statement, the first one its value; `value` is exact, None where it is missing."""

    lines: tuple[str, ...]
    value: Value = None

    @property
    def text(self) -> str:
        """Give the cell as one text."""
        return "\n".join(self.lines)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a heading of their own; a plain table is one group whose title is empty."""

    title: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """A table as it is read: headings, and rows in groups; the first cell of a row names it."""

    headings: tuple[Heading, ...]
    groups: tuple[Group, ...]

    @property
    def rows(self) -> tuple[tuple[Cell, ...], ...]:
        """Give all rows, whichever group they stand in."""
        return tuple(row for group in self.groups for row in group.rows)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words of running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with what they are, such as the terms of a grant."""

    title: str
    pairs: Pairs


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: exactly, and as it is read; `note` stands beneath it, `cited` says where a chart's table comes from."""

    title: str
    table: Table
    laid: Laid
    note: str = ""
    cited: Cited | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart: its words, its drawing as Plotly's JSON, and the table of its numbers, exactly and as it is read."""

    cited: Cited
    figure: Figure
    table: Table
    laid: Laid


Block: TypeAlias = Paragraph | Facts | Grid | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands beneath it; `level` 1 is a chapter, 2 a part of the chapter before it.

    An `annex` holds what the chapters are made of, `about` says what its figures mean: documents end with both, slides
    leave them out.
    """

    title: str
    blocks: tuple[Block, ...]
    level: int = 1
    annex: bool = False
    about: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report.

    `facts` are those of the cover. `failed` names the parts that could not be made; writers say so on the cover, and
    the rest is there. `state` says which state of the data it shows; a `draft` says so on every page. `example` is true
    where the figures are made up. `file_name` has no ending.
    """

    title: str
    subtitle: str
    facts: Pairs
    sections: tuple[Section, ...]
    language: str
    direction: Direction
    state: State = "shown"
    failed: tuple[str, ...] = ()
    version: int = 0
    day: date | None = None
    cutoff: date | None = None
    example: bool = False
    file_name: str = "report"

    @property
    def draft(self) -> bool:
        """Say whether nobody has released what the report shows."""
        return self.state == "draft"

    def pictures(self) -> Sequence[Picture]:
        """Give all charts in their order."""
        return [block for section in self.sections for block in section.blocks if isinstance(block, Picture)]

    def grids(self) -> Sequence[Grid]:
        """Give all tables in their order."""
        return [block for section in self.sections for block in section.blocks if isinstance(block, Grid)]
