"""Who taught whom: exchanges of know-how between partners, as a matrix with a number in each cell.

The table lists all pairs (`data.partnerships.exchanges`); the drawing is made of cells, which are these pairs or, on a
page with thousands of them, what is left when the others are added up (`data.partnerships.exchange_matrix`). A wide
screen shows up to forty partners each way, a narrow one eight; all others stand together in a last row and a last
column, so that the cells always sum to all exchanges.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import matrix, named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import t

MOST, MOST_NARROW = 40, 8
"""Teachers and learners with a row or column of their own, on a wide and on a narrow screen."""
NAMELESS = "*"
"""Code of the organisations that a protected viewer does not know, see `data.partner_scope`."""
OTHER = "other"
"""Code of the row of all other teachers."""
_BESIDE, _ABOVE, _FEWEST = 20, 38, 10
"""Letters of a name beside a row, and above one; fewer rows or columns keep the size of so many."""
_CELL, _NAMES = 24, 190
"""Pixels that a cell with a number needs, and the names beside the rows."""
_THICKNESS, _MANY = 0.92, 20
"""The share of its row that a cell fills; more rows than these have smaller names."""

Names = dict[str, str]
Pairs = dict[tuple[str, str], int]


@dataclass(frozen=True)
class Side:
    """All who taught, or all who learned: the names of those known by name, and their exchanges by code."""

    names: Names
    sums: Mapping[str, int]
    unnamed: int
    """How many more there are, which share one code."""

    @classmethod
    def of(cls, table: Table, name: str) -> "Side":
        """Give one side of the cells of a table: `teacher` or `learner`."""
        codes = table.column(f"{name}_code")
        sums: defaultdict[str, int] = defaultdict(int)
        for code, count in zip(codes, table.column("exchanges"), strict=True):
            sums[code or OTHER] += count
        names = dict(zip(codes, table.column(name), strict=True))
        unnamed = dict(zip(codes, table.column(f"{name}s"), strict=True))[None] if None in names else 0
        names.pop(None, None)
        return cls(names, sums, unnamed)

    @property
    def many(self) -> int:
        """Give how many there are in all."""
        return len(self.names) + self.unnamed

    @cached_property
    def first(self) -> list[str]:
        """Give the codes of those with a row or column of their own: most exchanges first, then by the alphabet."""
        order = sorted(self.names, key=lambda code: (-self.sums[code], formats.sort_key(self.names[code]), code))
        return order[:MOST]

    def named(self, most: int) -> Names:
        """Give the first codes with their names, and one for all others where there are any."""
        first = {code: self.names[code] for code in self.first[:most]}
        rest = self.many - len(first)
        return first | ({OTHER: t("partnerships.others", count=formats.whole(rest))} if rest else {})


def exchanges_table(frame: DataFrame) -> Table:
    """Give a row for each pair of teacher and learner with its exchanges and, where reported, who took part."""
    columns = [
        Column("teacher_code", t("partnerships.teacher_code"), "code"),
        Column("teacher", t("partnerships.teacher"), "text"),
        Column("learner_code", t("partnerships.learner_code"), "code"),
        Column("learner", t("partnerships.learner"), "text"),
        Column("exchanges", t("partnerships.exchange_count")),
        Column("participants", t("partnerships.participants")),
    ]
    found = lists(frame)
    teachers, learners = _names(found, "teacher"), _names(found, "learner")
    numbers = (found["exchanges"], found["participants"])
    return Table.of(columns, found["teacher_code"], teachers, found["learner_code"], learners, *numbers)


def _names(found: dict[str, list[Any]], side: str) -> list[str]:
    """Give the names of one side; those that a protected viewer does not know are one organisation without a name."""
    names = zip(found[f"{side}_code"], names_in(found, side), strict=True)
    return [t("partnerships.nameless") if code == NAMELESS else name for code, name in names]


def matrix_table(frame: DataFrame) -> Table:
    """Give a row for each cell of `data.partnerships.exchange_matrix`; it is drawn, and never shown as a table."""
    found = lists(frame)
    keys = ("teacher_code", "teacher", "teachers", "learner_code", "learner", "learners", "exchanges")
    cells = found | {side: _names(found, side) for side in ("teacher", "learner")}
    return Table.of([Column(key, "") for key in keys], *(cells[key] for key in keys))


def exchanges(table: Table) -> theme.Figure:
    """Draw teachers as rows and learners as columns, those with most exchanges first; a darker cell holds more.

    A drawing for narrow screens comes along in `meta`; `assets/bundle/narrow.js` takes the one that fits.
    """
    teachers, learners = Side.of(table, "teacher"), Side.of(table, "learner")
    cells = _cells(table, set(teachers.first), set(learners.first))
    rows, columns = _gathered(cells, teachers, learners, MOST)
    largest = max((count for pair, count in cells.items() if OTHER not in pair), default=0)
    few = matrix.matrix(*_gathered(cells, teachers, learners, MOST_NARROW), largest=largest, least=named_bars.FEW_ROWS)
    narrow = {"below": _NAMES + _CELL * len(columns), **few}
    small = {"tickfont": {"color": theme.INK, "size": 11 if len(rows) > _MANY else 13}}
    return theme.figure(
        [matrix.cells(rows, _THICKNESS, blanks=False, largest=largest)],
        barmode="overlay",
        xaxis=matrix.column_axis(
            columns, range=[0, max(len(columns), _FEWEST)], showgrid=False, tickfont=small["tickfont"]
        ),
        yaxis={
            "type": "category",
            "range": [max(len(rows), _FEWEST) - 0.5, -0.5],
            "categoryorder": "array",
            "categoryarray": [code for code, _, _ in rows],
            "tickvals": [code for code, _, _ in rows],
            "ticktext": [named_bars.short(name, _BESIDE) for _, name, _ in rows],
            "gridcolor": theme.GRID,
            **small,
        },
        margin={**named_bars.MARGIN, "r": 48},
        narrow=narrow,
    )


def _gathered(cells: Pairs, teachers: Side, learners: Side, most: int) -> tuple[list[matrix.Row], list[str]]:
    """Give the rows and the names of the columns, at most so many each way and one more for all others."""
    rows, columns = teachers.named(most), learners.named(most)
    pairs = _with_others(((row, column, count) for (row, column), count in cells.items()), set(rows), set(columns))
    counts: list[matrix.Row] = [
        (code, named_bars.short(name, _ABOVE), [pairs.get((code, to), 0) for to in columns])
        for code, name in rows.items()
    ]
    return counts, [named_bars.short(name, _BESIDE) for name in columns.values()]


def _cells(table: Table, teachers: set[str], learners: set[str]) -> Pairs:
    """Give the exchanges of each pair; whoever has no row or column of their own counts among the others."""
    columns = (table.column(key) for key in ("teacher_code", "learner_code", "exchanges"))
    return _with_others(zip(*columns, strict=True), teachers, learners)


def _with_others(counts: Iterable[tuple[str, str, int]], teachers: set[str], learners: set[str]) -> Pairs:
    """Add up counts by pair, all but some teachers and learners as others."""
    sums: defaultdict[tuple[str, str], int] = defaultdict(int)
    for teacher, learner, count in counts:
        sums[teacher if teacher in teachers else OTHER, learner if learner in learners else OTHER] += count
    return sums


def exchanges_rest(table: Table) -> str | None:
    """Say how many teachers and learners share the last row and column, and what is known of who took part."""
    unknown = table.column("participants").count(None)
    missing = t("partnerships.pairs_unknown", count=formats.whole(unknown)) if unknown else None
    return "; ".join(filter(None, (matrix_rest(table), missing))) or None


def matrix_rest(table: Table) -> str | None:
    """Say how many teachers and learners share the last row and the last column."""
    teachers, learners = (max(Side.of(table, name).many - MOST, 0) for name in ("teacher", "learner"))
    if not teachers and not learners:
        return None
    counts = {"teachers": formats.whole(teachers), "learners": formats.whole(learners)}
    return t("partnerships.exchanges_others", **counts)


def exchanges_finding(table: Table) -> str | None:
    """Name who taught most often."""
    teachers = Side.of(table, "teacher")
    if not teachers.names:
        return None
    code = teachers.first[0]
    count = formats.whole(teachers.sums[code])
    return finding("finding.partnerships.exchanges", city=named_bars.short(teachers.names[code], 60), count=count)
