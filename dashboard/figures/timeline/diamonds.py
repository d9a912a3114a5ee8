"""Milestones on the rows of a plan: the first day, the present one, the forecast and the day of done."""

from collections.abc import Sequence
from typing import Any

from dashboard import formats
from dashboard.figures import theme
from dashboard.i18n import t

_SIZE = 12


def diamonds(rows: Sequence[dict[str, Any]]) -> list[theme.Trace]:
    """Give the milestones among the rows, one series for each sort of day, and a dotted line from first to last."""
    own = [row for row in rows if row["kind"] == "milestone"]
    if not own:
        return []
    waiting = [row for row in own if not row["done_on"]]
    moved = [row for row in own if row["days_added"]]
    series = [
        ("timeline.original_due", moved, "original_on", _mark("diamond-open", theme.MUTED)),
        (
            "timeline.present_due",
            [r for r in own if r["state"] != "overdue"],
            "revised_on",
            _mark("diamond", theme.BLUE),
        ),
        ("timeline.overdue", [r for r in own if r["state"] == "overdue"], "revised_on", _late()),
        (
            "timeline.forecast",
            [r for r in waiting if r["forecast_on"]],
            "forecast_on",
            _mark("diamond-tall-open", theme.PURPLE),
        ),
        ("timeline.done", [r for r in own if r["done_on"]], "done_on", _mark("circle", theme.TEAL, 8)),
    ]
    found = [_days(t(name), listed, key, marker) for name, listed, key, marker in series if listed]
    return [_ways(own), *found]


def _days(name: str, rows: Sequence[dict[str, Any]], key: str, marker: theme.Part) -> theme.Trace:
    """Give one series of days."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "x": [row[key].isoformat() for row in rows],
        "y": [row["code"] for row in rows],
        "marker": marker,
        "hovertext": [f"{row['name']}: {formats.day(row[key])}" for row in rows],
        "hoverinfo": "text",
    }


def _ways(rows: Sequence[dict[str, Any]]) -> theme.Trace:
    """Give the dotted lines that join the days of a milestone."""
    x: list[str | None] = []
    y: list[str | None] = []
    for row in rows:
        days = [row[key] for key in ("original_on", "revised_on", "forecast_on", "done_on") if row[key]]
        x += [min(days).isoformat(), max(days).isoformat(), None]
        y += [row["code"], row["code"], None]
    line = {"color": theme.NEUTRAL, "width": 1, "dash": "dot"}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "line": line, "hoverinfo": "skip", "showlegend": False}


def _mark(symbol: str, colour: str, size: int = _SIZE) -> theme.Part:
    """Give a mark; open ones are drawn by their line."""
    return {"symbol": symbol, "size": size, "color": colour, "line": {"color": colour, "width": 2}}


def _late() -> theme.Part:
    """Give the mark of a day that has passed: white within a thick outline."""
    return {"symbol": "diamond", "size": _SIZE + 2, "color": theme.PAPER, "line": {"color": theme.WINE, "width": 3}}
