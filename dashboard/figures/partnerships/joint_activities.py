"""What is done together: joint activities by kind and quarter, a matrix with numbers.

`frame` is that of `data.partnerships.joint_by_kind`.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import matrix, named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import t

MOST_QUARTERS = 8
"""Quarters that fit side by side on a phone."""
_KNOWN = 2
"""Columns before those of the quarters: code and name."""


def joint_activities_table(frame: DataFrame) -> Table:
    """Give a row for each kind with its activities in every quarter from the first to the last, and in all."""
    found = lists(frame)
    quarters = _between(found["quarter"])
    columns = (
        Column("kind_code", t("table.code"), "code"),
        Column("name", t("table.activity_kind"), "text"),
        *(Column(f"{day.year}-Q{(day.month + 2) // 3}", formats.quarter(day)) for day in quarters),
        Column("total", t("table.total")),
    )
    held: Counter[tuple[str, date]] = Counter()
    names = dict(zip(found["kind_code"], names_in(found), strict=True))
    for kind, quarter, count in zip(found["kind_code"], found["quarter"], found["held"], strict=True):
        held[kind, quarter] += count
    rows = []
    for kind, name in names.items():
        cells = [held[kind, quarter] for quarter in quarters]
        rows.append((kind, name, *cells, sum(cells)))
    return Table(columns, tuple(rows))


def _between(days: Sequence[date]) -> list[date]:
    """Give every quarter from the first to the last one."""
    if not days:
        return []
    first, last = (day.year * 4 + (day.month - 1) // 3 for day in (min(days), max(days)))
    return [date(index // 4, index % 4 * 3 + 1, 1) for index in range(first, last + 1)]


def joint_activities(table: Table) -> theme.Figure:
    """Draw the first kinds as rows of cells, one of the last quarters a column; a darker cell holds more."""
    drawn = named_bars.first_rows(table, matrix.MOST_ROWS)
    start = max(_KNOWN, len(table.columns) - 1 - MOST_QUARTERS)
    quarters = [column.label for column in table.columns[start:-1]]
    return matrix.matrix([(row[0], row[1], row[start:-1]) for row in drawn.rows], quarters)


def joint_activities_rest(table: Table) -> str | None:
    """Say how many kinds, and which quarters, only the table shows."""
    earlier = len(table.columns) - _KNOWN - 1 - MOST_QUARTERS
    told = (
        named_bars.rest(table, "partnerships.kinds_rest", matrix.MOST_ROWS),
        t("partnerships.quarters_rest", count=str(MOST_QUARTERS)) if earlier > 0 else None,
    )
    return ". ".join(filter(None, told)) or None


def joint_activities_finding(table: Table) -> str | None:
    """Name the kind of which most activities were held."""
    total, name = max(((row[-1], row[1]) for row in table.rows), key=lambda row: row[0], default=(0, ""))
    if not total:
        return None
    return finding("finding.partnerships.most_held", kind=named_bars.short(name, 60), count=formats.whole(total))
