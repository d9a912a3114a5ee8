"""A figure of ours as a picture, without a browser."""

from io import BytesIO
from threading import Lock
from typing import Any, Literal

import matplotlib as mpl
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG

from dashboard.export.drawing import letters
from dashboard.export.drawing.axes import draw_axes, draw_grid
from dashboard.export.drawing.legend import draw_legend
from dashboard.export.drawing.maps import draw_maps
from dashboard.export.drawing.marks import draw_bars, draw_lines
from dashboard.export.drawing.notes import draw_annotations, draw_shapes
from dashboard.export.drawing.plan import planned
from dashboard.export.drawing.settled import settled
from dashboard.export.drawing.sheet import MM, PIXEL, Sheet
from dashboard.figures.theme import Figure

Form = Literal["svg", "png"]
DPI = 300
"""Dots to the inch of a PNG."""
_SETTINGS: Any = {"svg.fonttype": "none", "svg.hashsalt": "uyum", "path.simplify": False, "text.hinting": "none"}
_NO_METADATA = {"Date": None, "Creator": None, "Format": None, "Type": None}
_ONE_AT_A_TIME = Lock()
"""Settings and fonts of matplotlib belong to the whole process."""


class UnknownTraceError(ValueError):
    """A figure has a kind of trace, or marks of a trace, that no drawing of ours knows."""


_KNOWN = frozenset({"bar", "scatter", "choropleth", "scattergeo"})
_BEYOND = frozenset({"error_x", "error_y", "texttemplate"})
"""Settings that put marks into a drawing and that no figure of ours has."""


def drawn(figure: Figure, width_mm: float, height_mm: float, form: Form) -> bytes:
    """Draw a figure as it looks in the browser: the same values, colours, signs and words, in the light theme.

    Args:
        figure: of `dashboard.figures`, in one language.
        width_mm: of the picture. A page's text is about 170 mm wide, a chart card about as much.
        height_mm: of the picture; `natural_height` says which suits.
        form: `svg`, whose text stays text in the family Noto Sans, or `png` at 300 dots to the inch.

    Raises:
        UnknownTraceError: the figure has another kind of trace than bars, points and maps, or error bars.
    """
    traces: Any = figure["data"]
    unknown = {trace["type"] for trace in traces} - _KNOWN | {
        key for trace in traces for key in trace if key in _BEYOND
    }
    if unknown:
        raise UnknownTraceError(", ".join(sorted(unknown)))
    with _ONE_AT_A_TIME, mpl.rc_context(_SETTINGS):
        letters.register()
        sheet = _sheet(figure, width_mm * MM / PIXEL, height_mm * MM / PIXEL)
        file = BytesIO()
        if form == "svg":
            FigureCanvasSVG(sheet.figure).print_svg(file, metadata=_NO_METADATA)  # type: ignore[no-untyped-call]
        else:
            sheet.figure.set_dpi(DPI)
            FigureCanvasAgg(sheet.figure).print_png(file)  # type: ignore[no-untyped-call]
        return file.getvalue()


def _sheet(figure: Figure, width: float, height: float) -> Sheet:
    """Draw a figure on a sheet of this size in pixels, from what lies lowest to what lies on top."""
    sheet, known = Sheet(width, height), settled(figure, width)
    plan = planned(known, width, height)
    draw_grid(sheet, known, plan)
    draw_shapes(sheet, known, plan, below=True)
    draw_maps(sheet, known, plan)
    draw_bars(sheet, known, plan)
    draw_lines(sheet, known, plan)
    draw_axes(sheet, known, plan)
    draw_shapes(sheet, known, plan, below=False)
    if plan.legend:
        draw_legend(sheet, known, plan.legend, plan.field)
    draw_annotations(sheet, known, plan)
    return sheet
