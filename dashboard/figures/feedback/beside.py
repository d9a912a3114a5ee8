"""Feedback beside what it is about: cases by month above, results of an indicator or people of a project below.

`frame` is that of `data.feedback.beside_results`, `name` the answer of `beside_name`.
"""

from datetime import date
from typing import Any

from pandas import DataFrame

from dashboard.figures import day_axis, named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists
from dashboard.i18n import choose, t

FEEDBACK, RESULT, PEOPLE = "feedback", "result", "people"
_ABOVE, _BELOW = [0.6, 0.95], [0.0, 0.4]
"""The parts of the height that the two panels fill; their names stand above each."""
_ROOM = {"l": 56, "r": 12, "t": 4, "b": 4}
_LONGEST = 40


def beside_table(frame: DataFrame, name: dict[str, str | None] | None) -> Table:
    """Give the rows of both panels: what is counted, from when to when, its value and its target."""
    columns = (
        Column("panel", t("table.code"), "code"),
        Column("name", t("feedback.what_shown"), "text"),
        Column("start", t("feedback.start"), "day"),
        Column("end", t("feedback.end"), "day"),
        Column("value", t("feedback.value"), "number"),
        Column("target", t("ind.target"), "number"),
    )
    if name is None:
        return Table(columns, ())
    cells = lists(frame)
    names = [_name_of(panel, choose(name)) for panel in cells["panel"]]
    return Table.of(columns, cells["panel"], names, *(cells[key] for key in ("start", "end", "value", "target")))


def _name_of(panel: str, name: str) -> str:
    """Name what a panel shows."""
    if panel == FEEDBACK:
        return t("feedback.received_cases")
    return t("feedback.people_of", name=name) if panel == PEOPLE else name


def beside(table: Table) -> theme.Figure:
    """Draw two panels over one axis of time, so that a month of one stands above that of the other."""
    above = [row for row in table.rows if row[0] == FEEDBACK]
    below = [row for row in table.rows if row[0] != FEEDBACK]
    days = [day for row in table.rows for day in row[2:4] if day]
    months = day_axis.months(min(days), max(days)) if days else []
    ends = [months[0].toordinal() - 16, max(days).toordinal() + 8] if months else []
    span = {"range": [date.fromordinal(end).isoformat() for end in ends]} if ends else {}
    return theme.figure(
        [_columns(above, "y"), *_lower(below)],
        barmode="overlay",
        xaxis={**(theme.month_axis(months) if months else {}), **span, "anchor": "y2"},
        yaxis={**theme.count_axis(max((row[4] or 0 for row in above), default=0)), "domain": _ABOVE} | _FIXED,
        yaxis2={"rangemode": "tozero", "nticks": 5, "tickformat": ",~f", "domain": _BELOW, "anchor": "x"}
        | {"showgrid": True, "gridcolor": theme.GRID, "zeroline": False}
        | _FIXED,
        margin=_ROOM,
        annotations=[_heading(rows, panel) for rows, panel in ((above, _ABOVE), (below, _BELOW)) if rows],
    )


_FIXED: theme.Axis = {"automargin": False, "fixedrange": True}
"""Both panels leave the same room for their numbers."""


def _columns(rows: list[tuple[Any, ...]], axis: str) -> theme.Trace:
    """Give a column a month."""
    colour = theme.COLOURS["feedback" if axis == "y" else "repeat"]
    return {
        "type": "bar",
        "name": rows[0][1] if rows else "",
        "x": [row[2].isoformat() for row in rows],
        "y": [row[4] for row in rows],
        "width": theme.MONTH_BAR,
        "yaxis": axis,
        "marker": {"color": colour},
        "hovertemplate": "%{x|%b %Y}: %{y:,.0f}<extra></extra>",
    }


def _lower(rows: list[tuple[Any, ...]]) -> list[theme.Trace]:
    """Give people as columns, results as a line with the targets of their periods as strokes."""
    if rows and rows[0][0] == PEOPLE:
        return [_columns(rows, "y2")]
    x = [row[3].isoformat() for row in rows]
    results: theme.Trace = {
        "type": "scatter",
        "mode": "lines+markers",
        "name": t("ind.actual"),
        "x": x,
        "y": [_number(row[4]) for row in rows],
        "yaxis": "y2",
        "line": {"color": theme.COLOURS["repeat"], "width": 2.5},
        "marker": {"color": theme.COLOURS["repeat"], "size": 8},
        "cliponaxis": False,
        "hovertemplate": "%{x|%b %Y}: %{y:,.1f}<extra></extra>",
    }
    targets: theme.Trace = {
        "type": "scatter",
        "mode": "markers",
        "name": t("ind.target"),
        "x": x,
        "y": [_number(row[5]) for row in rows],
        "yaxis": "y2",
        "marker": {"symbol": "line-ew-open", "size": 16, "color": theme.INK, "line": {"width": 3, "color": theme.INK}},
        "cliponaxis": False,
        "hovertemplate": "%{x|%b %Y}: %{y:,.1f}<extra></extra>",
    }
    return [targets, results]


def _number(value: Any) -> float | None:  # noqa: ANN401  A whole or an exact number.
    """Give a number for drawing."""
    return None if value is None else float(value)


def _heading(rows: list[tuple[Any, ...]], panel: list[float]) -> theme.Part:
    """Give the name of a panel above it."""
    text = named_bars.short(rows[0][1], _LONGEST)
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": panel[1], "yref": "paper", "yanchor": "bottom"}
    return {**place, "yshift": 4, "text": text, "showarrow": False, "font": {"color": theme.INK, "size": 13}}


def beside_finding(table: Table) -> str | None:
    """Name what stands beside the feedback."""
    names = [row[1] for row in table.rows if row[0] != FEEDBACK]
    return finding("finding.feedback.beside", name=names[0]) if names else None


def beside_rest(table: Table) -> str | None:
    """Say what the short strokes are, or that nothing is recorded for what was chosen."""
    below = [row for row in table.rows if row[0] != FEEDBACK]
    if not any(row[4] is not None for row in below):
        return t("feedback.nothing_beside") if table.rows else None
    return t("feedback.strokes") if any(row[5] is not None for row in below) else None
