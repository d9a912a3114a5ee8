"""Who taught whom: exchanges of know-how between partners, as a matrix with a number in each cell.

`frame` is that of `data.partnerships.exchanges`. A wide screen shows up to forty partners each way, a narrow one eight;
all others stand together in a last row and a last column, so that the cells always sum to all exchanges.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest, nsmallest

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import matrix, named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import t

MOST, MOST_NARROW = 40, 8
"""Teachers and learners with a row or column of their own, on a wide and on a narrow screen."""
OTHER = "other"
"""Code of the row of all other teachers."""
_BESIDE, _ABOVE, _FEWEST = 20, 38, 10
"""Letters of a name beside a row, and above one; fewer rows or columns keep the size of so many."""
_CELL, _NAMES = 24, 190
"""Pixels that a cell with a number needs, and the names beside the rows."""
_THICKNESS, _MANY = 0.92, 20
"""The share of its row that a cell fills; more rows than these have smaller names."""

_TEACHER, _LEARNER, _COUNT = 0, 2, 4
"""Where a row of the table holds who taught and who learned, each followed by the name, and how often."""
Names = dict[str, str]
Pairs = dict[tuple[str, str], int]


@dataclass(frozen=True)
class Side:
    """All who taught, or all who learned: their names and their exchanges by code."""

    names: Names
    sums: Mapping[str, int]

    @cached_property
    def first(self) -> list[str]:
        """Give the codes of those with a row or column of their own, see `leading`."""
        return self.leading(MOST)

    def leading(self, most: int) -> list[str]:
        """Give the codes of those with most exchanges, then by the alphabet."""
        # Whoever has fewer than the last of those with most is not compared by name.
        fewest = min(nlargest(most, self.sums.values()), default=0)
        leading = [code for code, count in self.sums.items() if count >= fewest]
        return nsmallest(most, leading, lambda code: (-self.sums[code], formats.sort_key(self.names[code]), code))

    def named(self, most: int) -> Names:
        """Give the first codes with their names, and one for all others where there are any."""
        first = {code: self.names[code] for code in self.first[:most]}
        rest = len(self.names) - len(first)
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
    teachers, learners = names_in(found, "teacher"), names_in(found, "learner")
    numbers = (found["exchanges"], found["participants"])
    return Table.of(columns, found["teacher_code"], teachers, found["learner_code"], learners, *numbers)


def exchanges(table: Table) -> theme.Figure:
    """Draw teachers as rows and learners as columns, those with most exchanges first; a darker cell holds more.

    A drawing for narrow screens comes along in `meta`; `assets/bundle/narrow.js` takes the one that fits.
    """
    teachers, learners = _side(table, _TEACHER), _side(table, _LEARNER)
    cells = _pairs(table, set(teachers.first), set(learners.first))
    rows, columns = _gathered(cells, teachers, learners, MOST)
    largest = max(table.column("exchanges"), default=0)
    few = matrix.matrix(*_gathered(cells, teachers, learners, MOST_NARROW), largest=largest)
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
        meta={"narrow": narrow},
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


def _side(table: Table, at: int) -> Side:
    """Give those who taught, or those who learned, with the exchanges of each."""
    names: Names = {}
    sums: defaultdict[str, int] = defaultdict(int)
    for row in table.rows:
        names[row[at]] = row[at + 1]
        sums[row[at]] += row[_COUNT]
    return Side(names, sums)


def _pairs(table: Table, teachers: set[str], learners: set[str]) -> Pairs:
    """Give the exchanges of each pair; whoever has no row or column of their own counts among the others."""
    return _with_others(((row[_TEACHER], row[_LEARNER], row[_COUNT]) for row in table.rows), teachers, learners)


def _with_others(counts: Iterable[tuple[str, str, int]], teachers: set[str], learners: set[str]) -> Pairs:
    """Add up counts by pair, all but some teachers and learners as others."""
    sums: defaultdict[tuple[str, str], int] = defaultdict(int)
    for teacher, learner, count in counts:
        sums[teacher if teacher in teachers else OTHER, learner if learner in learners else OTHER] += count
    return sums


def exchanges_rest(table: Table) -> str | None:
    """Say how many teachers and learners share the last row and column, and what is known of who took part."""
    beyond = [len(set(table.column(code))) - MOST for code in ("teacher_code", "learner_code")]
    told = _told_others(beyond) if max(beyond) > 0 else None
    unknown = table.column("participants").count(None)
    missing = t("partnerships.pairs_unknown", count=formats.whole(unknown)) if unknown else None
    return "; ".join(filter(None, (told, missing))) or None


def _told_others(beyond: Sequence[int]) -> str:
    """Say how many share the last row and the last column."""
    teachers, learners = (formats.whole(max(count, 0)) for count in beyond)
    return t("partnerships.exchanges_others", teachers=teachers, learners=learners)


def exchanges_finding(table: Table) -> str | None:
    """Name who taught most often."""
    teachers = _side(table, _TEACHER)
    if not teachers.names:
        return None
    code = teachers.leading(1)[0]
    count = formats.whole(teachers.sums[code])
    return finding("finding.partnerships.exchanges", city=named_bars.short(teachers.names[code], 60), count=count)
