"""Bars from day to day, and the day on which they are looked at."""

from collections.abc import Sequence
from datetime import date

from dashboard import formats
from dashboard.figures import theme

_A_DAY = 86_400_000
"""Milliseconds, in which Plotly measures the length of a bar on an axis of days."""
_NEAR_END = 0.2


def months(first: date, last: date) -> list[date]:
    """Give the first day of every month from one day to another."""
    indexes = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [date(index // 12, index % 12 + 1, 1) for index in indexes]


def bars(name: str, spans: Sequence[tuple[str, date, date]], marker: theme.Part, thickness: float) -> theme.Trace:
    """Give bars from day to day.

    Args:
        name: of the series.
        spans: for each bar its row, its first and its last day.
        marker: their colour and pattern.
        thickness: the share of a row that a bar fills.
    """
    days = [f"{formats.day(start)} – {formats.day(end)}" for _, start, end in spans]
    return {
        "type": "bar",
        "orientation": "h",
        "width": thickness,
        "name": name,
        "y": [row for row, _, _ in spans],
        "base": [start.isoformat() for _, start, _ in spans],
        "x": [(end - start).days * _A_DAY for _, start, end in spans],
        "marker": marker,
        "hovertext": days,
        "hoverinfo": "text",
    }


def line_at(today: date) -> theme.Part:
    """Give the dotted upright line of the day on which the bars are looked at."""
    x, line = today.isoformat(), {"color": theme.MUTED, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": line}


def name_at(today: date, first: date, last: date) -> theme.Part:
    """Give the day above that line; near an end of the axis the words stand on the side where there is room."""
    share = (today - first).days / max((last - first).days, 1)
    anchor = "left" if share < _NEAR_END else "right" if share > 1 - _NEAR_END else "center"
    place = {"x": today.isoformat(), "y": 1, "yref": "paper", "yanchor": "bottom", "xanchor": anchor}
    return {**place, "text": formats.day(today), "showarrow": False, "font": {"color": theme.MUTED, "size": 12}}
