"""The marks of traces along axes: bars with their numbers, areas, lines, signs and the words at them."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

from matplotlib.path import Path

from dashboard.export.drawing import letters
from dashboard.export.drawing.bars import Bar, is_across
from dashboard.export.drawing.markers import draw_markers
from dashboard.export.drawing.patterns import filled
from dashboard.export.drawing.plan import Plan
from dashboard.export.drawing.scales import Scale
from dashboard.export.drawing.settled import Part, Settled, holds_for
from dashboard.export.drawing.sheet import Box, Point, Sheet

_BESIDE = 3
"""Pixels between a bar and the number beside it."""
_SIDES = {"left": "right", "right": "left"}


def draw_bars(sheet: Sheet, settled: Settled, plan: Plan) -> None:
    """Draw all bars and their numbers, each trace over those before it."""
    for bar in plan.bars:
        trace = settled.traces[bar.trace]
        x, y = plan.scales[trace.get("xaxis", "x")], plan.scales[trace.get("yaxis", "y")]
        box = box_of(bar, trace, x, y)
        marker = at_point(trace.get("marker", {}), bar.point)
        clip = (
            None if trace.get("cliponaxis") is False else _outside([(box.left, box.top), (box.right, box.bottom)], x, y)
        )
        filled(sheet, box, marker, name=f"bar-{bar.trace}-{bar.point}", clip=clip)
        text = holds_for(trace.get("text"), bar.point)
        if text:
            _number(sheet, settled, bar, box, str(text))


def box_of(bar: Bar, trace: Part, x: Scale, y: Scale) -> Box:
    """Give the place of a bar in pixels."""
    across = is_across(trace)
    along, beside = (x, y) if across else (y, x)
    length = sorted((along.pixel(bar.base), along.pixel(bar.top)))
    place = sorted((beside.pixel(bar.near), beside.pixel(bar.far)))
    (left, right), (top, bottom) = (length, place) if across else (place, length)
    return Box(left, top, right, bottom)


def _number(sheet: Sheet, settled: Settled, bar: Bar, box: Box, text: str) -> None:
    """Write the number of a bar inside it or beyond its end."""
    trace = settled.traces[bar.trace]
    inside = trace.get("textposition") != "outside"
    own = at_point(trace.get("insidetextfont" if inside else "outsidetextfont") or {}, bar.point)
    font = {**settled.layout["font"], **at_point(trace.get("textfont") or {}, bar.point), **own}
    centre = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
    if inside:
        sheet.words(centre, text, font, "center")
    elif is_across(trace):
        back = _is_back(trace, bar)
        end = box.left - _BESIDE if back else box.right + _BESIDE
        sheet.words((end, centre[1]), text, font, "right" if back else "left")
    else:
        down = _is_back(trace, bar)
        end = box.bottom + 1 if down else box.top - 1
        sheet.words((centre[0], end), text, font, "center", "top" if down else "bottom")


def _is_back(trace: Part, bar: Bar) -> bool:
    """Say whether a bar grows to the left or downwards; a bar of nothing goes the way of the others of its trace."""
    lengths = [bar.value] if bar.value else [length for length in trace["x" if is_across(trace) else "y"] if length]
    return bool(lengths) and max(lengths) < 0


def draw_lines(sheet: Sheet, settled: Settled, plan: Plan) -> None:
    """Draw the areas, lines, signs and words of all traces of points."""
    before: list[Point] = []
    for at, trace in enumerate(settled.traces):
        if trace["type"] != "scatter":
            continue
        x, y = plan.scales[trace.get("xaxis", "x")], plan.scales[trace.get("yaxis", "y")]
        points = placed_points(trace, x, y)
        known = [point for point in points if not math.isnan(point[0])]
        clip = None if trace.get("cliponaxis") is False else _outside(known, x, y)
        mode = trace.get("mode", "lines")
        if trace.get("fill") == "tonexty" and before and known:
            corners = [*before, *reversed(known), (0, 0)]
            sheet.area(Path(corners, closed=True), trace.get("fillcolor"), name=f"area-{at}", clip=clip)
        if "lines" in mode:
            joined = known if trace.get("connectgaps") else points
            sheet.line(joined, trace.get("line", {}), name=f"line-{at}", clip=clip)
        numbered = [(number, point) for number, point in enumerate(points) if not math.isnan(point[0])]
        if "markers" in mode:
            draw_markers(sheet, str(at), numbered, trace.get("marker", {}))
        if "text" in mode:
            write_at_points(sheet, trace, numbered, settled.layout["font"])
        before = known


def placed_points(trace: Part, x: Scale, y: Scale) -> list[Point]:
    """Give the points of a trace in pixels; one without a place is not a number."""
    found = []
    for across, up in zip(trace["x"], trace["y"], strict=True):
        left, top = x.at(across), y.at(up)
        found.append((math.nan, math.nan) if left is None or top is None else (left, top))
    return found


def write_at_points(sheet: Sheet, trace: Part, points: Sequence[tuple[int, Point]], font: Part) -> None:
    """Write the words of points, each on the side of its sign that it asks for."""
    for number, (left, top) in points:
        text = holds_for(trace.get("text"), number)
        if not text:
            continue
        place = holds_for(trace.get("textposition"), number) or "middle center"
        up, across = place.split()
        size = holds_for((trace.get("marker") or {}).get("size", 6), number) if "markers" in trace["mode"] else 0
        away = size / 2 / 0.8 + 1 if size else 0
        own = {**font, **at_point(trace.get("textfont") or {}, number)}
        high = letters.LINE * own["size"] / 2
        shift = {"top": -away - high, "bottom": away + high}.get(up, 0)
        aside = {"left": -away, "right": away}.get(across, 0)
        sheet.words((left + aside, top + shift), str(text), own, _SIDES.get(across, "center"))


def _outside(points: Sequence[Point], x: Scale, y: Scale) -> Box | None:
    """Give the field of two axes where any of the points lies outside it, to cut marks at its edge."""
    left, right = sorted((x.start, x.end))
    top, bottom = sorted((y.start, y.end))
    outside = any(not (left <= across <= right and top <= down <= bottom) for across, down in points)
    return Box(left, top, right, bottom) if outside else None


def at_point(part: Mapping[str, Any], point: int) -> Part:
    """Give a part with what holds for one point of its trace."""
    return {
        key: at_point(value, point) if isinstance(value, dict) else holds_for(value, point)
        for key, value in part.items()
    }
