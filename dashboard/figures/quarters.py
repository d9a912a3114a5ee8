"""Charts by month as protected viewers get them: each quarter stands under its last month and is called a quarter."""

from dataclasses import replace

from dashboard.figures import theme
from dashboard.figures.table import Table
from dashboard.i18n import t

MONTH = "month"
"""The key of the column that holds the months, or the last month of each quarter."""


def by_quarter(table: Table) -> Table:
    """Give a table whose months are quarters, named as such; months within a quarter, which a plan may have, go."""
    at = next((at for at, column in enumerate(table.columns) if column.kind == "month"), None)
    if at is None:
        return table
    quarter = replace(table.columns[at], kind="quarter", label=t("tl.quarter"))
    columns = (*table.columns[:at], quarter, *table.columns[at + 1 :])
    return Table(columns, tuple(row for row in table.rows if row[at].month % 3 == 0))


def are_quarters(table: Table) -> bool:
    """Say whether the months of a table are quarters."""
    return any(column.key == MONTH and column.kind == "quarter" for column in table.columns)


def time_axis(table: Table, **own: object) -> theme.Axis:
    """Give the axis of time of a table, on which its days stand as ISO texts; `own` is what differs."""
    days = table.column(MONTH)
    if not are_quarters(table):
        return theme.month_axis(days, **own)
    return {**theme.quarter_axis(days, [day.isoformat() for day in days]), "type": "date", **own}


def hover_time(table: Table) -> str:
    """Give how the pointer writes a place on that axis, in the words of the language."""
    return f"%{{x|{t('format.quarter', year='%Y', number='%q')}}}" if are_quarters(table) else "%{x|%b %Y}"


def bar_width(table: Table) -> int:
    """Give the milliseconds that a column is wide on that axis."""
    return theme.MONTH_BAR * 3 if are_quarters(table) else theme.MONTH_BAR
