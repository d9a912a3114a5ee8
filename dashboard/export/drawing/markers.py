"""The signs at points: forms by Plotly's names, in its sizes."""

import math

import numpy as np
from matplotlib.path import Path

from dashboard.export.drawing.settled import Part, holds_for
from dashboard.export.drawing.sheet import Point, Sheet

_OPEN = "-open"
_ARM = 0.8 / math.sqrt(2)
_STEPS = {"a": (1, 1), "b": (1, -1), "c": (-1, -1), "d": (-1, 1)}
_TRIANGLE = 2 / math.sqrt(3)
_CORNERS = {
    "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
    "diamond": ((0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)),
    "diamond-tall": ((0, -1.4), (0.7, 0), (0, 1.4), (-0.7, 0)),
    "diamond-wide": ((0, -0.7), (1.4, 0), (0, 0.7), (-1.4, 0)),
    "triangle-up": ((-_TRIANGLE, 0.5), (0, -1), (_TRIANGLE, 0.5)),
    "triangle-down": ((-_TRIANGLE, -0.5), (0, 1), (_TRIANGLE, -0.5)),
}
"""Corners of closed forms in half sizes, downwards."""
_STROKES = {
    "line-ns": (((0, -1.4), (0, 1.4)),),
    "line-ew": (((-1.4, 0), (1.4, 0)),),
    "x-thin": (((-1, -1), (1, 1)), ((-1, 1), (1, -1))),
}
"""Forms that are lines alone."""


class UnknownSymbolError(ValueError):
    """A trace asks for a sign that no drawing of ours knows."""


def draw_markers(sheet: Sheet, name: str, points: list[tuple[int, Point]], marker: Part, thick: float = 0) -> None:
    """Draw the sign of each point.

    Args:
        sheet: to draw on.
        name: of the trace; a sign's own is `marker-` with the trace and the point.
        points: the place of each in its trace, and where it stands in pixels.
        marker: Plotly's.
        thick: the outline where the marker names none.
    """
    for at, point in points:
        size = holds_for(marker.get("size", 6), at)
        if size:
            symbol, outline = holds_for(marker.get("symbol") or "circle", at), marker.get("line") or {}
            line, width = holds_for(outline.get("color"), at), holds_for(outline.get("width", thick), at)
            paint = holds_for(marker.get("color"), at)
            sign(sheet, f"marker-{name}-{at}", point, (symbol, size), (paint, line, width))


def sign(
    sheet: Sheet, name: str | None, at: Point, form: tuple[str, float], look: tuple[str | None, str | None, float]
) -> None:
    """Draw one sign at a point: its symbol and size; its paint, the colour and the width of its outline.

    Raises:
        UnknownSymbolError: the symbol is none of ours.
    """
    (symbol, size), (paint, line, width) = form, look
    plain = symbol.removesuffix(_OPEN)
    if plain in _STROKES:
        path = Path.make_compound_path(*(Path(stroke) for stroke in _STROKES[plain]))
        sheet.area(_placed(path, at, size), None, paint if symbol != plain else line or paint, width or 1, name=name)
        return
    if symbol != plain:
        paint, line, width = None, paint, width or 1
    sheet.area(_placed(_form(plain), at, size), paint, line, width, name=name)


def _form(symbol: str) -> Path:
    """Give a closed form in half sizes."""
    if symbol == "circle":
        return Path.unit_circle()
    if symbol == "x":
        return _cross()
    if symbol not in _CORNERS:
        raise UnknownSymbolError(symbol)
    return Path([*_CORNERS[symbol], (0, 0)], closed=True)


def _cross() -> Path:
    """Give the cross of Plotly's x, in half sizes: twelve steps aslant around it."""
    steps = np.array([_STEPS[letter] for letter in "abcbcdcdadab"]) * _ARM
    corners = np.cumsum(np.vstack([(0, _ARM), steps]), axis=0)
    return Path([*corners[:-1], (0, 0)], closed=True)


def _placed(path: Path, at: Point, size: float) -> Path:
    """Give a form in its size at its point."""
    return Path(np.asarray(path.vertices) * (size / 2) + np.array(at), path.codes)
