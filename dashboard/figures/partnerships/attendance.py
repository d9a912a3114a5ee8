"""Who came to the meetings of the working group: present of the seats filled on the day.

`frame` is that of `data.partnerships.attendance`. A meeting without a list of those present is missing, not empty.
"""

from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import t

_LONGEST, _ROOM_BEHIND = 44, 1.55
"""Letters of the day and the name of a meeting that fit on one line of a phone; room for the words behind a bar."""


def attendance_table(frame: DataFrame) -> Table:
    """Give the meetings in the order of time with the seats filled, those present, and their share."""
    columns = [
        Column("meeting_code", t("table.code"), "code"),
        Column("meeting", t("partnerships.meeting"), "text"),
        Column("held_on", t("partnerships.held_on"), "day"),
        Column("filled", t("partnerships.seats_filled")),
        Column("present", t("partnerships.present")),
        Column("share", t("partnerships.attendance_share"), "share"),
    ]
    found = lists(frame)
    shares = [None if share is None else float(share) for share in found["share"]]
    numbers = (found["held_on"], found["filled"], found["present"], shares)
    return Table.of(columns, found["meeting_code"], names_in(found), *numbers)


def attendance(table: Table) -> theme.Figure:
    """Draw the latest meetings, newest first: seats filled as a pale bar, those present over it, both in words."""
    rows = named_bars.first_rows(_newest_first(table))
    codes, filled = rows.column("meeting_code"), rows.column("filled")
    thickness = named_bars.thickness(len(codes))
    known = [row for row in rows.rows if row[4] is not None]
    pale: theme.Part = {"color": theme.SEQUENTIAL[0], "line": {"color": theme.NEUTRAL, "width": 1}}
    present = _bars(t("partnerships.present"), [row[0] for row in known], [row[4] for row in known], thickness)
    return theme.figure(
        [_bars(t("partnerships.seats_filled"), codes, filled, thickness, pale), present],
        barmode="overlay",
        showlegend=True,
        legend=named_bars.legend_above(len(codes)),
        xaxis={"range": [0, max(filled, default=0) * _ROOM_BEHIND or 1], "visible": False},
        yaxis=named_bars.hidden_axis(codes),
        margin={**named_bars.MARGIN, "t": 52},
        annotations=[note for row in rows.rows for note in _words(row)],
    )


def _newest_first(table: Table) -> Table:
    """Give the meetings from the newest to the oldest."""
    return Table(table.columns, table.rows[::-1])


def _bars(
    name: str, codes: list[str], counts: list[int], thickness: float, marker: theme.Part | None = None
) -> theme.Trace:
    """Give one bar for each meeting."""
    return {
        "type": "bar",
        "orientation": "h",
        "width": thickness,
        "name": name,
        "y": codes,
        "x": counts,
        "marker": marker or {"color": theme.BLUE},
        "hoverinfo": "none",
    }


def _words(row: tuple[Any, ...]) -> list[theme.Part]:
    """Give day and name of a meeting above its bar, and behind it who came, or that nobody wrote it down."""
    code, name, held_on, filled, present, share = row
    told = t("partnerships.attendance_missing")
    if present is not None:
        told = formats.pair(present, filled) + (f" · {formats.percent(share, 0)}" if share is not None else "")
    named = named_bars.name_above(code, f"{formats.day(held_on)} · {name}", most=_LONGEST)
    return [named, named_bars.words_behind(code, filled, told)]


def attendance_rest(table: Table) -> str | None:
    """Say how many meetings only the table shows, and how many have no list of those present."""
    unknown = table.column("present").count(None)
    told = t("partnerships.attendance_unknown", count=formats.whole(unknown)) if unknown else None
    return "; ".join(filter(None, (named_bars.rest(table, "partnerships.meetings_rest"), told))) or None


def attendance_finding(table: Table) -> str | None:
    """Say the share of those present among the seats filled, over all meetings whose attendance is known."""
    known = [(row[4], row[3]) for row in table.rows if row[4] is not None]
    seats = sum(filled for _, filled in known)
    if not seats:
        return None
    share = formats.percent(sum(present for present, _ in known) / seats)
    return finding("finding.partnerships.attendance", share=share, count=formats.whole(len(known)))
