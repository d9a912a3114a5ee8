"""The legend: which traces it names, in which rows, and how high it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.export.drawing import letters
from dashboard.export.drawing.markers import sign
from dashboard.export.drawing.patterns import filled
from dashboard.export.drawing.settled import Part, Settled
from dashboard.export.drawing.sheet import Box, Sheet

SIGN, GAP, ROW = 30, 5, 19
"""Pixels for the sign of a trace, beside it, and for the height of a row."""
_SWATCH = 6
"""Half the width of the sign of bars."""
_MARKS = 16
"""Pixels that the largest sign keeps to."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A trace in the legend: its place in the figure, its name, and where its sign begins, from the legend's corner."""

    trace: int
    name: str
    left: float
    top: float


@dataclass(frozen=True, slots=True)
class Legend:
    """The entries and the size that they need together; `style` is the layout's part about legends."""

    entries: tuple[Entry, ...]
    width: float
    height: float
    style: Part

    def needs(self, height: float) -> float:
        """Give how many pixels must be free above the field of a sheet of this height."""
        if self.style.get("yref") == "container":
            return self.height + 2 * GAP
        above: float = max(self.style.get("y", 1) - 1, 0)
        return (self.height + above * height) / (1 + above)

    def top(self, field: Box) -> float:
        """Give where it begins: at the edge of the sheet, or so far above the field."""
        if self.style.get("yref") == "container":
            return 0
        above: float = self.style.get("y", 1) - 1
        return field.top - above * field.height - self.height


def legend_of(settled: Settled, width: float) -> Legend | None:
    """Lay the legend out on a sheet of this width in pixels; None where the figure has none."""
    if not settled.layout.get("showlegend"):
        return None
    style = settled.layout["legend"]
    size = style["font"]["size"]
    named = [(at, trace["name"]) for at, trace in enumerate(settled.traces) if _is_named(trace)]
    if not named:
        return None
    wide = [SIGN + 3 * GAP + letters.extent(name, size)[0] for _, name in named]
    room = width - 2 * GAP
    in_one_row = sum(wide) + GAP * len(wide) <= room
    entries, left, top = [], 0.0, float(GAP)
    for (at, name), own in zip(named, wide, strict=True):
        step = own if in_one_row else max(wide)
        if left and left + step > room:
            left, top = 0.0, top + ROW
        entries.append(Entry(at, name, left + GAP, top))
        left += step + GAP
    return Legend(tuple(entries), min(sum(wide) + GAP * len(wide), room), top + ROW + GAP, style)


def _is_named(trace: Part) -> bool:
    """Say whether a trace stands in the legend."""
    return trace.get("showlegend", True) is not False and bool(trace.get("name")) and trace["type"] != "choropleth"


def draw_legend(sheet: Sheet, settled: Settled, legend: Legend, field: Box) -> None:
    """Draw the sign and the name of each trace."""
    top = legend.top(field)
    left = max(min(field.left, sheet.width - legend.width), 0)
    font = legend.style["font"]
    look = {"size": font["size"], "color": font.get("color", settled.layout["font"]["color"])}
    for entry in legend.entries:
        middle = top + entry.top + ROW / 2
        _sign(sheet, settled.traces[entry.trace], left + entry.left, middle)
        sheet.words((left + entry.left + SIGN + GAP, middle), entry.name, look)


def _sign(sheet: Sheet, trace: Part, left: float, middle: float) -> None:
    """Draw the sign of a trace."""
    centre = left + SIGN / 2
    if trace["type"] == "bar":
        box = Box(centre - _SWATCH, middle - _SWATCH, centre + _SWATCH, middle + _SWATCH)
        filled(sheet, box, first_of(trace.get("marker", {})))
        return
    mode = trace.get("mode", "lines")
    if trace.get("fill") and trace.get("fillcolor"):
        sheet.rectangle(Box(left, middle - _SWATCH / 2, left + SIGN, middle + _SWATCH / 2), trace["fillcolor"])
    if "lines" in mode:
        sheet.line([(left, middle), (left + SIGN, middle)], trace.get("line", {}))
    marker = first_of(trace.get("marker", {}))
    size = min(_largest(trace.get("marker", {}).get("size", 6)), _MARKS)
    if "markers" in mode and size:
        outline = marker.get("line") or {}
        look = (marker.get("color"), outline.get("color"), outline.get("width", 0))
        sign(sheet, None, (centre, middle), (marker.get("symbol") or "circle", size), look)


def first_of(part: Part) -> Part:
    """Give a part with what holds for its first point, since a legend has one sign for all."""
    return {key: _first(value) for key, value in part.items()}


def _first(value: Any) -> Any:  # noqa: ANN401 - a setting of Plotly's.
    """Give what a setting says for the first point."""
    if isinstance(value, dict):
        return first_of(value)
    return value[0] if isinstance(value, list) and value else value


def _largest(size: float | Sequence[float]) -> float:
    """Give the largest of the sizes."""
    return max(size, default=0) if isinstance(size, Sequence) else size
