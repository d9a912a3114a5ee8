"""How high a figure wants to be on paper, so that its words keep clear of each other."""

from dashboard.export.drawing import letters
from dashboard.export.drawing.maps import shape_of
from dashboard.export.drawing.plan import Plan, planned
from dashboard.export.drawing.scales import Scale
from dashboard.export.drawing.settled import Settled, settled
from dashboard.export.drawing.sheet import MM, PIXEL
from dashboard.figures.theme import Figure

_TRIED, _USUAL, _PANELS = 600, 330, 420
"""Pixels of a sheet to try margins on, of a chart along a vertical axis, and of one with several."""
_NAMED, _NUMBERED, _BESIDE = 35, 38, 21
"""Pixels of a row with its name above it, of one with numbers in it too, and of one with its name beside it."""
_BETWEEN = 8
"""Pixels between names of several lines."""
_BAND = 66
"""Pixels of a band, several of which share one vertical axis."""


def natural_height(figure: Figure, width_mm: float, most_mm: float) -> float:
    """Give the height, in millimetres, at which a figure of this width reads well, at most `most_mm`."""
    width = width_mm * MM / PIXEL
    known = settled(figure, width)
    plan = planned(known, width, _TRIED)
    margins = _TRIED - plan.field.height
    return min((margins + _field(known, plan)) * PIXEL / MM, most_mm)


def _field(known: Settled, plan: Plan) -> float:
    """Give how high the field of the marks should be, in pixels."""
    if not plan.scales:
        return max(shape_of(known, name, plan.field) for name in known.layout if name.startswith("geo"))
    vertical = [scale for name, scale in plan.scales.items() if name[0] == "y"]
    if len(vertical) > 1:
        return _PANELS - (_TRIED - plan.field.height) / 2
    scale = vertical[0]
    if scale.kind == "category":
        return abs(scale.high - scale.low) * _row(known, scale)
    bands = len({note["y"] for note in known.layout.get("annotations") or () if note.get("xref") == "paper"})
    usual = _USUAL - (_TRIED - plan.field.height)
    return usual if scale.shown else max(usual, bands * _BAND)


def _row(known: Settled, scale: Scale) -> float:
    """Give the height of a row of a chart of categories."""
    if scale.shown:
        size = scale.axis["tickfont"]["size"]
        lines = max((letters.extent(tick.text, size)[1] for tick in scale.ticks(known.separators)), default=0)
        return max(_BESIDE, float(lines) + _BETWEEN)
    numbered = any(trace.get("text") and trace.get("textposition") == "inside" for trace in known.traces)
    return _NUMBERED if numbered else _NAMED
