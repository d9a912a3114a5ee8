"""Who sits in the working group: the seats of each institution group, filled and vacant.

`frame` is that of `data.partnerships.seats`.
"""

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import t

STATES = {"filled": theme.BLUE, "vacant": theme.GRID}
_ON_COLOUR = {"filled": theme.PAPER, "vacant": theme.INK}
"""Colours of the numbers inside the bars."""


def seats_table(frame: DataFrame) -> Table:
    """Give a row for each seat: its group, its institution, whether it is filled and since when it is as it is."""
    columns = [
        Column("group_code", t("partnerships.group_code"), "code"),
        Column("group", t("partnerships.institution_group"), "text"),
        Column("seat_code", t("table.code"), "code"),
        Column("seat", t("partnerships.institution"), "text"),
        Column("seat_state", t("partnerships.seat_state_code"), "code"),
        Column("occupancy", t("partnerships.seat_state"), "text"),
        Column("since", t("partnerships.seat_since"), "day"),
    ]
    found = lists(frame)
    states = ["filled" if filled else "vacant" for filled in found["filled"]]
    words = [t(f"partnerships.seat.{state}") for state in states]
    groups = names_in(found, "group")
    cells = (found["group_code"], groups, found["seat_code"], names_in(found), states, words, found["since"])
    return Table.of(columns, *cells)


def seats(table: Table) -> theme.Figure:
    """Draw a bar for each group, as long as it has seats: the filled ones first, the vacant ones behind them."""
    groups = named_bars.first_rows(_by_group(table))
    codes, totals = groups.column("group_code"), [row[2] + row[3] for row in groups.rows]
    words = [
        note
        for (code, name, filled, _), seats in zip(groups.rows, totals, strict=True)
        for note in (
            named_bars.name_above(code, name),
            named_bars.words_behind(code, seats, formats.pair(filled, seats)),
        )
    ]
    return theme.figure(
        [_part(state, groups) for state in STATES],
        barmode="stack",
        showlegend=True,
        legend=named_bars.legend_above(len(codes)),
        xaxis={"range": [0, max(totals, default=0) * 1.25 or 1], "visible": False},
        yaxis=named_bars.hidden_axis(codes),
        margin={**named_bars.MARGIN, "t": 52},
        annotations=words,
    )


def _by_group(table: Table) -> Table:
    """Give the filled and the vacant seats of each group, in the order of the table."""
    counts: dict[str, dict[str, int]] = {}
    names = dict(zip(table.column("group_code"), table.column("group"), strict=True))
    for code, state in zip(table.column("group_code"), table.column("seat_state"), strict=True):
        counts.setdefault(code, dict.fromkeys(STATES, 0))[state] += 1
    columns = (table.columns[0], table.columns[1], *(Column(state, state) for state in STATES))
    return Table(columns, tuple((code, names[code], *found.values()) for code, found in counts.items()))


def _part(state: str, groups: Table) -> theme.Part:
    """Give the part of every bar that is in one state, with its number inside."""
    counts = groups.column(state)
    return {
        "type": "bar",
        "orientation": "h",
        "width": named_bars.thickness(len(counts)),
        "name": t(f"partnerships.seat.{state}"),
        "y": groups.column("group_code"),
        "x": counts,
        "text": [formats.whole(count) if count else "" for count in counts],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {"color": _ON_COLOUR[state], "size": 12},
        "marker": {"color": STATES[state], "line": {"color": theme.NEUTRAL, "width": 1}},
        "hoverinfo": "none",
    }


def seats_rest(table: Table) -> str | None:
    """Say how many groups only the table shows."""
    return named_bars.rest(_by_group(table), "partnerships.groups_rest")


def seats_finding(table: Table) -> str | None:
    """Say how many of all seats are filled."""
    states = table.column("seat_state")
    if not states:
        return None
    filled, every = states.count("filled"), len(states)
    return finding("finding.partnerships.seats", filled=formats.whole(filled), all=formats.whole(every))
