"""Words and lines laid over the marks: annotations and shapes, placed by axes or by the paper."""

from typing import Any

from dashboard.export.drawing.plan import Plan
from dashboard.export.drawing.settled import Part, Settled
from dashboard.export.drawing.sheet import Box, Sheet

_BORDER = 2
"""Pixels that Plotly leaves around the words of an annotation."""
_ACROSS = {"left": 1, "right": -1}
_UP = {"top": 1, "bottom": -1}
_THIRDS = (1 / 3, 2 / 3)


def draw_shapes(sheet: Sheet, settled: Settled, plan: Plan, *, below: bool) -> None:
    """Draw the lines and boxes that lie below the marks, or those above."""
    for number, shape in enumerate(settled.layout.get("shapes") or ()):
        if (shape.get("layer") == "below") != below:
            continue
        (x0, x1), (y0, y1) = (_ends(plan, shape, letter) for letter in "xy")
        name = f"shape-{number}"
        if shape["type"] == "rect":
            line = shape.get("line") or {}
            box = Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            sheet.rectangle(box, shape.get("fillcolor"), line.get("color"), line.get("width", 2), name=name)
        else:
            sheet.line([(x0, y0), (x1, y1)], shape["line"], name=name)


def _ends(plan: Plan, shape: Part, letter: str) -> tuple[float, float]:
    """Give where a shape begins and ends along a direction; by pixels, it is measured from its anchor."""
    ends = shape[f"{letter}0"], shape[f"{letter}1"]
    ref = shape.get(f"{letter}ref", letter)
    if shape.get(f"{letter}sizemode") == "pixel":
        anchor = at(plan, ref, letter, shape[f"{letter}anchor"])
        away = -1 if letter == "y" else 1
        return anchor + away * ends[0], anchor + away * ends[1]
    return at(plan, ref, letter, ends[0]), at(plan, ref, letter, ends[1])


def at(plan: Plan, ref: str, letter: str, value: Any) -> float:  # noqa: ANN401 - a value of Plotly's.
    """Give where a value stands: on its axis, or as a share of the field."""
    if ref == "paper" and letter == "x":
        return plan.field.left + float(value) * plan.field.width
    if ref == "paper":
        return plan.field.bottom - float(value) * plan.field.height
    place = plan.scales[ref].at(value)
    return float("nan") if place is None else place


def draw_annotations(sheet: Sheet, settled: Settled, plan: Plan) -> None:
    """Write the words laid over the drawing."""
    for note in settled.layout.get("annotations") or ():
        xref = note.get("xref", "x" if plan.scales else "paper")
        yref = note.get("yref", "y" if plan.scales else "paper")
        x, y = at(plan, xref, "x", note["x"]), at(plan, yref, "y", note["y"])
        if x != x or y != y:  # noqa: PLR0124 - only what is no number differs from itself.
            continue
        across = _anchor(note.get("xanchor"), note["x"], xref, ("left", "center", "right"))
        up = _anchor(note.get("yanchor"), note["y"], yref, ("bottom", "middle", "top"))
        left = x + note.get("xshift", 0) + _BORDER * _ACROSS.get(across, 0)
        top = y - note.get("yshift", 0) + _BORDER * _UP.get(up, 0)
        font = {**settled.layout["font"], **(note.get("font") or {})}
        sheet.words((left, top), note["text"], font, across, up)


def _anchor(asked: str | None, value: Any, ref: str, sides: tuple[str, str, str]) -> str:  # noqa: ANN401
    """Give the side of the words that keeps to their point; by itself, it follows their third of the paper."""
    if asked and asked != "auto":
        return asked
    if ref != "paper":
        return sides[1]
    return sides[sum(value > third for third in _THIRDS)]
