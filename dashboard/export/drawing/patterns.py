"""Painted fields: plain, or hatched where their value is not final."""

import math
from typing import Any

from dashboard.export.drawing.settled import Part
from dashboard.export.drawing.sheet import Box, Sheet

_SIDES = {"/": 1, "\\": -1}


class UnknownPatternError(ValueError):
    """A trace asks for a pattern that no drawing of ours knows."""


def filled(sheet: Sheet, box: Box, marker: Part, **put: Any) -> None:  # noqa: ANN401 - handed on to `Sheet.put`.
    """Paint a field as the marker of its bar says.

    Args:
        sheet: to draw on.
        box: the field.
        marker: Plotly's, with one value for each setting.
        put: see `Sheet.put`.
    """
    line, pattern = marker.get("line") or {}, marker.get("pattern") or {}
    edge, thick = line.get("color"), line.get("width") or 0
    if not pattern.get("shape"):
        sheet.rectangle(box, marker.get("color"), edge, thick, **put)
        return
    sheet.rectangle(box, pattern.get("bgcolor") or "#FFFFFF", **put)
    _hatch(sheet, box, pattern, pattern.get("fgcolor") or marker.get("color"))
    sheet.rectangle(box, None, edge, thick)


def _hatch(sheet: Sheet, box: Box, pattern: Part, colour: str | None) -> None:
    """Draw slanting lines across a field, each from edge to edge of it.

    Raises:
        UnknownPatternError: the pattern is not made of slanting lines.
    """
    side = _SIDES.get(pattern["shape"])
    if side is None:
        raise UnknownPatternError(pattern["shape"])
    size = pattern.get("size", 8)
    apart, thick = size * math.sqrt(2), pattern.get("solidity", 0.3) * size
    points: list[tuple[float, float]] = []
    for count in range(1, math.ceil((box.width + box.height) / apart) + 1):
        along = count * apart - apart / 2
        ends = _across(box, along)
        if ends:
            (x0, y0), (x1, y1) = ends
            if side < 0:
                y0, y1 = box.top + box.bottom - y0, box.top + box.bottom - y1
            points += [(x0, y0), (x1, y1), (math.nan, math.nan)]
    sheet.line(points, {"color": colour, "width": thick}, clip=box)


def _across(box: Box, along: float) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Give the ends of the line that rises to the right and meets the left edge `along` pixels below the top."""
    if along <= 0 or along >= box.width + box.height:
        return None
    first = (box.left + max(along - box.height, 0), box.top + min(along, box.height))
    last = (box.left + min(along, box.width), box.top + max(along - box.width, 0))
    return first, last
