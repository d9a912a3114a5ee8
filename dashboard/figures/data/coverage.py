"""Where data lie and where they are missing: sources as rows, months as columns, each cell with its number of rows."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from dashboard import formats
from dashboard.address import Month
from dashboard.figures import matrix, named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.lettering import in_lines
from dashboard.figures.table import Column, Table
from dashboard.i18n import t

MOST_MONTHS, MOST_NARROW, _NARROW = 12, 4, 640
"""Months that fit on a screen and on a phone, and pixels below which a chart counts as narrow."""
_THICKNESS, _BESIDE = 0.86, 26


class MonthOfSource(Protocol):
    """Live rows of one source in one month; see `data.quality.MonthOfSource`."""

    source: str
    kind: str
    month: date
    rows: int


def coverage_table(found: Sequence[MonthOfSource]) -> Table:
    """Give a row for each source and month between the source's first and last month; a month without rows is a gap."""
    columns = (
        Column("source", t("data.source"), "text"),
        Column("kind", t("load.preview.kind"), "text"),
        Column("month", t("tl.month"), "month"),
        Column("rows", t("load.preview.rows")),
        Column("gap", t("data.gap"), "text"),
    )
    spans: dict[tuple[str, str], dict[int, int]] = {}
    for one in found:
        spans.setdefault((one.kind, one.source), {})[Month.of(one.month).index] = one.rows
    rows = [
        (source, t(f"load.kind.{kind}"), Month.at(index).first, months.get(index, 0), _gap(months.get(index, 0)))
        for (kind, source), months in sorted(spans.items())
        for index in range(min(months), max(months) + 1)
    ]
    return Table(columns, tuple(rows))


def _gap(rows: int) -> str:
    """Mark a month without rows in words."""
    return "" if rows else t("data.gap_word")


def coverage(table: Table) -> theme.Figure:
    """Draw the last twelve months of the sources that have any row in them; four months stand on a phone."""
    months = _months(table, MOST_MONTHS)
    rows = _rows(table, months)[: matrix.MOST_ROWS]
    kept = months[-MOST_NARROW:]
    codes = [code for code, _, _ in rows]
    few = matrix.matrix(
        _rows(table, kept)[: matrix.MOST_ROWS], [_tick(one, kept) for one in kept], slant=0, least=named_bars.FEW_ROWS
    )
    return theme.figure(
        [matrix.cells(rows, _THICKNESS)],
        barmode="overlay",
        xaxis=matrix.column_axis([_tick(month, months) for month in months], 0, showgrid=False),
        yaxis={
            "type": "category",
            "range": [max(len(rows), named_bars.FEW_ROWS) - 0.5, -0.5],
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


def _months(table: Table, most: int) -> list[date]:
    """Give the last months up to the latest one with rows."""
    last = max(Month.of(month).index for month in table.column("month"))
    first = min(Month.of(month).index for month in table.column("month"))
    return [Month.at(index).first for index in range(max(first, last - most + 1), last + 1)]


def _rows(table: Table, months: list[date]) -> list[matrix.Row]:
    """Give the sources with any row in some months."""
    counts: dict[str, list[int]] = {}
    for source, _, month, rows, _ in table.rows:
        own = counts.setdefault(source, [0] * len(months))
        if month in months:
            own[months.index(month)] = rows
    return [(source, source, numbers) for source, numbers in counts.items() if any(numbers)]


def _tick(month: date, months: list[date]) -> str:
    """Name a month, over its year where the year is new."""
    name = formats.month_name(month.month)
    return in_lines(name, str(month.year) if month.month == 1 or month == months[0] else "")


def coverage_finding(table: Table) -> str | None:
    """Say how many months between the first and last of their sources hold no rows."""
    if not table.rows:
        return None
    gaps = sum(not rows for rows in table.column("rows"))
    return finding("finding.data.gaps", count=formats.whole(gaps)) if gaps else finding("finding.data.no_gaps")


def coverage_rest(table: Table) -> str | None:
    """Say what the drawing leaves to its table."""
    shown = len(_rows(table, _months(table, MOST_MONTHS))) if table.rows else 0
    months = len(set(table.column("month")))
    left = max(0, shown - matrix.MOST_ROWS)
    return t("data.coverage_rest", count=formats.whole(left)) if left or months > MOST_MONTHS else None
