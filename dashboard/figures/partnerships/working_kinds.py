"""What the working group set out to do and has done, by kind of activity.

`frame` is that of `data.partnerships.working_kinds`.
"""

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import t

_ROOM_BEHIND = 1.25
"""The axis ends this much beyond the longest bar, so that the words fit behind it."""


def working_kinds_table(frame: DataFrame) -> Table:
    """Give a row for each kind of activity with what was planned, and what of it is done."""
    columns = [
        Column("kind_code", t("table.code"), "code"),
        Column("kind", t("table.activity_kind"), "text"),
        Column("planned", t("partnerships.planned")),
        Column("done", t("partnerships.done")),
    ]
    found = lists(frame)
    return Table.of(columns, found["kind_code"], names_in(found), found["planned"], found["done"])


def working_kinds(table: Table) -> theme.Figure:
    """Draw a bar of what is done for each kind, with an upright mark at what was planned, both in words behind."""
    rows = named_bars.first_rows(table)
    codes, planned, done = map(rows.column, ("kind_code", "planned", "done"))
    bars: theme.Trace = {
        "type": "bar",
        "orientation": "h",
        "width": named_bars.thickness(len(codes)),
        "name": t("partnerships.done"),
        "y": codes,
        "x": done,
        "marker": {"color": theme.COLOURS["actual"]},
        "hoverinfo": "none",
    }
    words = [
        note
        for code, name, plan, made in rows.rows
        for note in (
            named_bars.name_above(code, name),
            named_bars.words_behind(code, max(plan, made), formats.pair(made, plan)),
        )
    ]
    return theme.figure(
        [bars, named_bars.marks(codes, planned, t("partnerships.planned"))],
        showlegend=True,
        legend=named_bars.legend_above(len(codes)),
        xaxis={"range": [0, max([*planned, *done], default=0) * _ROOM_BEHIND or 1], "visible": False},
        yaxis=named_bars.hidden_axis(codes),
        margin={**named_bars.MARGIN, "t": 52},
        annotations=words,
    )


def working_kinds_rest(table: Table) -> str | None:
    """Say how many kinds only the table shows."""
    return named_bars.rest(table, "partnerships.kinds_rest")


def working_kinds_finding(table: Table) -> str | None:
    """Say how many of the planned activities are done."""
    planned, done = table.total("planned"), table.total("done")
    if not planned:
        return None
    return finding("finding.partnerships.working_kinds", done=formats.whole(done), planned=formats.whole(planned))
