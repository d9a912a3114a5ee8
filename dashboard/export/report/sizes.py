"""How high charts are on a page, in millimetres: a row of bars needs the same room in every chart."""

from collections.abc import Mapping
from typing import Any

from dashboard.export.native.plan import NativeChart

USUAL, TALL, HIGHEST = 78.0, 125.0, 135.0
_HEAD, _ROW, _MORE = 18.0, 6.4, 4.2
"""The room of legend and axis, of a row with one bar, and of each further bar of it."""


def height_of(figure: Mapping[str, Any], plan: NativeChart | None) -> float:
    """Give the height of a chart: of bars by their number, of a picture by what it shows."""
    if plan is None:
        return USUAL if "geo" in figure["layout"] else TALL
    if not plan.horizontal:
        return USUAL
    bars = 1 if plan.kind == "bar_stacked" or plan.mirrored else len(plan.series)
    return min(HIGHEST, max(38.0, _HEAD + len(plan.categories) * (_ROW + _MORE * (bars - 1))))
