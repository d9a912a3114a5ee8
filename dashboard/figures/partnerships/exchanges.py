"""Who taught whom: exchanges of know-how between partners, as a matrix with a number in each cell.

`frame` is that of `data.partnerships.exchanges`. A wide screen shows up to forty partners each way, a narrow one eight;
all others stand together in a last row and a last column, so that the cells always sum to all exchanges.
"""

from collections.abc import Sequence

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

Names = dict[str, str]
Pairs = dict[tuple[str, str], int]


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
    sides = _order(table, "teacher"), _order(table, "learner")
    rows, columns = _gathered(table, *sides, MOST)
    largest = max(table.column("exchanges"), default=0)
    few = matrix.matrix(*_gathered(table, *sides, MOST_NARROW), largest=largest)
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


def _gathered(table: Table, teachers: Names, learners: Names, most: int) -> tuple[list[matrix.Row], list[str]]:
    """Give the rows and the names of the columns, at most so many each way and one more for all others."""
    pairs = _pairs(table, set(list(teachers)[:most]), set(list(learners)[:most]))
    rows, columns = _named(teachers, most), _named(learners, most)
    counts: list[matrix.Row] = [
        (code, named_bars.short(name, _ABOVE), [pairs.get((code, to), 0) for to in columns])
        for code, name in rows.items()
    ]
    return counts, [named_bars.short(name, _BESIDE) for name in columns.values()]


def _order(table: Table, side: str) -> Names:
    """Give the codes and names of one side, those with most exchanges first, then by the alphabet."""
    names = dict(zip(table.column(f"{side}_code"), table.column(side), strict=True))
    sums = dict.fromkeys(names, 0)
    for code, count in zip(table.column(f"{side}_code"), table.column("exchanges"), strict=True):
        sums[code] += count
    order = sorted(names, key=lambda code: (-sums[code], formats.sort_key(names[code]), code))
    return {code: names[code] for code in order}


def _pairs(table: Table, teachers: set[str], learners: set[str]) -> Pairs:
    """Give the exchanges of each pair; whoever has no row or column of their own counts among the others."""
    sums: Pairs = {}
    for teacher, _, learner, _, count, _ in table.rows:
        pair = (teacher if teacher in teachers else OTHER, learner if learner in learners else OTHER)
        sums[pair] = sums.get(pair, 0) + count
    return sums


def _named(names: Names, most: int) -> Names:
    """Give the first codes with their names, and one for all others where there are any."""
    first = dict(list(names.items())[:most])
    rest = len(names) - len(first)
    return first | ({OTHER: t("partnerships.others", count=formats.whole(rest))} if rest else {})


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
    teachers = _order(table, "teacher")
    if not teachers:
        return None
    code, name = next(iter(teachers.items()))
    count = sum(row[4] for row in table.rows if row[0] == code)
    return finding("finding.partnerships.exchanges", city=named_bars.short(name, 60), count=formats.whole(count))
