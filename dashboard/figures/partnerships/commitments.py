"""What partners promised, and what became of it: by partner, and one by one.

The frames are those of `data.partnerships.commitments_by_partner` and `commitments`.
"""

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import t

STATES = ("done", "done_late", "overdue", "open")
"""The states of a commitment, from the left of a bar to its right."""
COLOURS = {"done": theme.BLUE, "done_late": theme.TEAL, "overdue": theme.WINE, "open": theme.NEUTRAL}
_ON_COLOUR = {"done": theme.PAPER, "done_late": "#000000", "overdue": theme.PAPER, "open": "#000000"}
"""Colours of the numbers: at least 4.5:1 on their bars in both themes; the dark one leaves black as it is."""
OTHER = "other"
"""The row of the chart that sums the partners after the fifteenth; it leads nowhere."""
_NARROWEST = 0.05
"""The share of the longest bar from which a part has room for its number."""


def by_partner_table(frame: DataFrame) -> Table:
    """Give a row for each partner with its commitments by state, most overdue ones first."""
    columns = (
        Column("organisation_code", t("table.code"), "code"),
        Column("name", t("partnerships.partner"), "text"),
        *(Column(state, t(f"commitment_state.{state}")) for state in STATES),
        Column("total", t("table.total")),
    )
    found = lists(frame)
    totals = [sum(row) for row in zip(*(found[state] for state in STATES), strict=True)]
    return Table.of(columns, found["organisation_code"], names_in(found), *(found[one] for one in STATES), totals)


def by_partner(table: Table) -> theme.Figure:
    """Draw the first partners as bars of four states, the sum of the others as a last one."""
    rows = _with_others(table)
    codes, names, totals = map(rows.column, ("organisation_code", "name", "total"))
    most = max(totals, default=0) or 1
    words = [
        part
        for code, name, total in zip(codes, names, totals, strict=True)
        for part in (named_bars.name_above(code, name), named_bars.words_behind(code, total, formats.whole(total)))
    ]
    return theme.figure(
        [_part(state, rows, most) for state in STATES],
        barmode="stack",
        showlegend=True,
        legend=named_bars.legend_above(len(codes)),
        xaxis={"range": [0, most * 1.12], "visible": False},
        yaxis=named_bars.hidden_axis(codes),
        margin={**named_bars.MARGIN, "t": 60},
        annotations=words,
    )


def _with_others(table: Table) -> Table:
    """Give the first partners, and a row that sums the others."""
    first, others = named_bars.first_rows(table), table.rows[named_bars.MOST_ROWS :]
    if not others:
        return first
    _, _, *counts = zip(*others, strict=True)
    sums = [sum(column) for column in counts]
    name = t("partnerships.others", count=formats.whole(len(others)))
    return Table(table.columns, (*first.rows, (OTHER, name, *sums)))


def _part(state: str, rows: Table, most: int) -> theme.Trace:
    """Give the part of one state in every bar, with its number where there is room."""
    counts = rows.column(state)
    return {
        "type": "bar",
        "orientation": "h",
        "width": named_bars.thickness(len(rows.rows)),
        "name": t(f"commitment_state.{state}"),
        "y": rows.column("organisation_code"),
        "x": counts,
        "text": [formats.whole(count) if count >= most * _NARROWEST else "" for count in counts],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {"color": _ON_COLOUR[state], "size": 12},
        "marker": {"color": COLOURS[state]},
        "hovertemplate": "%{x:,.0f}<extra>%{fullData.name}</extra>",
    }


def by_partner_rest(table: Table) -> str | None:
    """Say how many partners share the last bar."""
    return named_bars.rest(table, "partnerships.others_in_table")


def by_partner_finding(table: Table) -> str | None:
    """Say how many commitments are overdue, of how many."""
    total, overdue = table.total("total"), table.total("overdue")
    if not total:
        return None
    if not overdue:
        return finding("finding.partnerships.none_overdue", all=formats.whole(total))
    return finding("finding.partnerships.overdue", count=formats.whole(overdue), all=formats.whole(total))


def list_table(frame: DataFrame) -> Table:
    """Give a row for each commitment, the longest overdue first; `days` counts those overdue or done too late."""
    columns = (
        Column("organisation_code", t("table.code"), "code"),
        Column("name", t("partnerships.partner"), "text"),
        Column("title", t("mun.commitment"), "text"),
        Column("state", t("table.code"), "code"),
        Column("state_word", t("partnerships.state"), "text"),
        Column("due_on", t("partnerships.due_on"), "day"),
        Column("done_on", t("partnerships.done_on"), "day"),
        Column("days", t("partnerships.days_late")),
        Column("code", t("table.code"), "text"),
    )
    found = lists(frame)
    words = [t(f"commitment_state.{state}") for state in found["state"]]
    rest = (found[key] for key in ("due_on", "done_on", "days", "code"))
    return Table.of(
        columns,
        found["organisation_code"],
        names_in(found),
        names_in(found, "title"),
        found["state"],
        words,
        *rest,
    )


def list_finding(table: Table) -> str | None:
    """Say how many commitments are listed and how many of them are done, in time or late."""
    states = table.column("state")
    if not states:
        return None
    done = states.count("done") + states.count("done_late")
    return finding("finding.partnerships.listed", count=formats.whole(len(states)), done=formats.whole(done))
