"""How high charts are on a page, in millimetres: a row of bars needs the same room in every chart."""

from collections.abc import Mapping
from typing import Any

from dashboard.export.native.plan import NativeChart

USUAL, HIGHEST, WHOLE_PAGE = 78.0, 135.0, 175.0
_HEAD, _ROW, _MORE = 18.0, 6.4, 4.2
"""The room of legend and axis, of a row with one bar, and of each further bar of it."""
_NAMED_HEAD, _NAMED_ROW, _LOWEST = 26.0, 9.6, 45.0
"""The same of a picture whose rows have their names above them, and the least height of one."""


def height_of(figure: Mapping[str, Any], plan: NativeChart | None) -> float:
    """Give the height of a chart: of bars and rows by their number, of all others the usual one."""
    if plan is None:
        return natural_height(figure)
    if not plan.horizontal:
        return USUAL
    bars = 1 if plan.kind == "bar_stacked" or plan.mirrored else len(plan.series)
    return min(HIGHEST, max(38.0, _HEAD + len(plan.categories) * (_ROW + _MORE * (bars - 1))))


def natural_height(figure: Mapping[str, Any]) -> float:
    """Give the height that a picture of a page's width needs: its rows say how far its upright axis reaches."""
    layout = figure["layout"]
    ends: list[float] | None = layout.get("yaxis", {}).get("range")
    if "geo" in layout or not ends:
        return USUAL if "geo" in layout else HIGHEST
    lowest = _LOWEST if layout["yaxis"].get("type") == "category" else USUAL
    return min(WHOLE_PAGE, max(lowest, _NAMED_HEAD + abs(ends[0] - ends[1]) * _NAMED_ROW))
