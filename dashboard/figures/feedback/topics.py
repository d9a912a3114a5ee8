"""What people speak of: categories by month, a matrix with numbers, in which unusual months are marked.

`frame` is that of `data.feedback.topics_by_month`.
"""

from datetime import date
from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import matrix, named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.lettering import in_lines
from dashboard.figures.quarters import are_quarters
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import t

SIGNS = {"high": "\u25b2", "low": "\u25bc", "": ""}
"""Signs of months with more and with fewer cases than chance explains."""
MOST_NARROW, _NARROW = 4, 640
"""Months that fit on a phone, and pixels below which a chart counts as narrow."""
_THICKNESS, _FEWEST, _BESIDE = 0.86, 6, 26
"""The share of its row that a cell fills; fewer rows keep the height of so many; letters of a name beside a row."""

Rows = list[matrix.Row]


def topics_table(frame: DataFrame) -> Table:
    """Give a row for each category and month: cases, contacts, what was expected, and whether the month is unusual."""
    columns = (
        Column("category_code", t("table.code"), "code"),
        Column("name", t("feedback.category"), "text"),
        Column("month", t("tl.month"), "month"),
        Column("cases", t("feedback.cases")),
        Column("contacts", t("unit.contacts")),
        Column("expected", t("feedback.expected"), "points"),
        Column("low", t("feedback.lower_limit"), "points"),
        Column("high", t("feedback.upper_limit"), "points"),
        Column("unusual", t("table.code"), "code"),
        Column("unusual_word", t("feedback.unusual"), "text"),
    )
    cells = lists(frame)
    codes = list(dict.fromkeys(cells["category_code"]))
    numbers = (cells[key] for key in ("month", "cases", "contacts", "expected", "low", "high", "unusual"))
    rows = [
        (code, name, *row, t(f"feedback.unusual.{row[-1]}") if row[-1] else "")
        for code, name, *row in zip(cells["category_code"], names_in(cells), *numbers, strict=True)
    ]
    return Table(columns, tuple(sorted(rows, key=lambda row: (codes.index(row[0]), row[2]))))


def topics(table: Table) -> theme.Figure:
    """Draw categories as rows and months as columns; the last four months stand on a phone."""
    months = _recorded(table)
    rows, signs = _rows(table, months), _signs(table, months)
    kept, quarters = months[-MOST_NARROW:], are_quarters(table)
    starts = _thirds(max(table.column("cases"), default=0))
    few = matrix.matrix(
        _rows(table, kept)[: matrix.MOST_ROWS],
        [_tick(month, kept, quarters=quarters) for month in kept],
        slant=0,
        signs=_signs(table, kept),
        starts=starts,
        least=named_bars.FEW_ROWS,
    )
    codes = [code for code, _, _ in rows]
    return theme.figure(
        [matrix.cells(rows, _THICKNESS, signs=signs, starts=starts)],
        barmode="overlay",
        xaxis=matrix.column_axis([_tick(month, months, quarters=quarters) for month in months], 0, showgrid=False),
        yaxis={
            "type": "category",
            "range": [max(len(rows), _FEWEST) - 0.5, -0.5],
            "categoryorder": "array",
            "categoryarray": codes,
            "tickvals": codes,
            "ticktext": [named_bars.short(name, _BESIDE) for _, name, _ in rows],
            "tickfont": {"color": theme.INK, "size": 13},
            "showgrid": False,
        },
        margin={**named_bars.MARGIN, "r": 12},
        narrow={"below": _NARROW, **few},
    )


def _recorded(table: Table) -> list[date]:
    """Give the months up to the last one with any case or contact; nothing of later ones is recorded yet."""
    known = [row[2] for row in table.rows if row[3] or row[4]]
    return sorted({month for month in table.column("month") if known and month <= max(known)})


def _thirds(most: int) -> list[int]:
    """Give the least count of each step of colour, which part the counts evenly."""
    return sorted({1, most // 3 + 1, most * 2 // 3 + 1}) if most else []


def _rows(table: Table, months: list[date]) -> Rows:
    """Give each category with its cases in some months."""
    names: dict[str, str] = {}
    counts: dict[tuple[str, date], int] = {}
    for code, name, month, cases, *_ in table.rows:
        names[code], counts[code, month] = name, cases
    return [(code, name, [counts.get((code, month), 0) for month in months]) for code, name in names.items()]


def _signs(table: Table, months: list[date]) -> matrix.Signs:
    """Give the signs of the cells of some months."""
    return {(row[0], months.index(row[2])): SIGNS[row[8]] for row in table.rows if row[2] in months and SIGNS[row[8]]}


def _tick(month: date, months: list[date], *, quarters: bool) -> str:
    """Name a month or quarter, over its year where the year is new."""
    name = theme.quarter_name(month) if quarters else formats.month_name(month.month)
    return in_lines(name, str(month.year) if month.month == (3 if quarters else 1) or month == months[0] else "")


def topics_rest(table: Table) -> str | None:
    """Say what the signs mean; nothing where no month is unusual."""
    return t("feedback.signs") if any(table.column("unusual")) else None


def topics_finding(table: Table) -> str | None:
    """Name the latest month with more cases than chance explains, else the category of which most are."""
    high = [row for row in table.rows if row[8] == "high"]
    if high:
        row = max(high, key=_excess)
        words = {"topic": row[1], "month": formats.month(row[2]), "count": formats.whole(row[3])}
        return finding("finding.feedback.unusual", **words)
    sums: dict[str, int] = {}
    for row in table.rows:
        sums[row[1]] = sums.get(row[1], 0) + row[3]
    most = max(sums, key=lambda name: sums[name], default=None)
    if most is None or not sums[most]:
        return None
    return finding("finding.feedback.first_topic", topic=most, count=formats.whole(sums[most]))


def _excess(row: tuple[Any, ...]) -> tuple[date, float]:
    """Order unusual months: the latest last, and in a month the one furthest beyond what was expected."""
    return row[2], row[3] - float(row[5] or 0)
