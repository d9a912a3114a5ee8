"""Where everything of a figure stands: the axes with their spans, and the margins that their words need."""

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from dashboard.export.drawing import letters
from dashboard.export.drawing.bars import Bar, bars_of, is_across
from dashboard.export.drawing.legend import Legend, legend_of
from dashboard.export.drawing.scales import Reach, Scale, categories_of, kind_of, span
from dashboard.export.drawing.settled import Part, Settled
from dashboard.export.drawing.sheet import Box

PAD = 4
"""Pixels between the field of the marks and the lines of its axes."""
EDGE = 2
"""Pixels that words keep from the edge of the sheet."""
TICK, GAP = 4, 3
"""The length of a tick, and the room between it and its word."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The field of the marks, the axes laid over it, the bars in their axes' numbers, and the legend."""

    field: Box
    scales: Mapping[str, Scale]
    bars: tuple[Bar, ...]
    legend: Legend | None


def planned(settled: Settled, width: float, height: float) -> Plan:
    """Lay a figure out on a sheet of this size in pixels."""
    scales = {name: _unplaced(settled, name, axis) for name, axis in settled.axes.items()}
    bars = tuple(_bars(settled, scales))
    scales = {name: _spanned(settled, scale, bars) for name, scale in scales.items()}
    legend = legend_of(settled, width)
    field = _field(settled, scales, legend, width, height)
    return Plan(field, {name: placed(scale, field) for name, scale in scales.items()}, bars, legend)


def pairs(settled: Settled) -> dict[tuple[str, str], list[tuple[int, Part]]]:
    """Give the traces of each pair of axes, each with its place in the figure."""
    found: dict[tuple[str, str], list[tuple[int, Part]]] = {}
    for at, trace in enumerate(settled.traces):
        if trace["type"] in {"bar", "scatter"}:
            found.setdefault((trace.get("xaxis", "x"), trace.get("yaxis", "y")), []).append((at, trace))
    return found


def _unplaced(settled: Settled, name: str, axis: Part) -> Scale:
    """Give an axis with its kind and its categories, before anybody knows what it spans."""
    values = list(chain.from_iterable(trace.get(name[0]) or () for trace in settled.on(name)))
    lengths = [trace for trace in settled.on(name) if trace["type"] == "bar" and is_across(trace) == (name[0] == "x")]
    bases = [base for trace in lengths for base in _listed(trace.get("base"))]
    kind = kind_of(axis, bases or values)
    return Scale(name, axis, kind, categories_of(axis, values) if kind == "category" else (), 0, 1)


def _listed(setting: Any) -> list[Any]:  # noqa: ANN401 - a setting of Plotly's.
    """Give a setting as a list of what it says."""
    return setting if isinstance(setting, list) else [] if setting is None else [setting]


def _bars(settled: Settled, scales: Mapping[str, Scale]) -> Iterable[Bar]:
    """Give all bars of a figure."""
    for (x, y), traces in pairs(settled).items():
        own = [(at, trace) for at, trace in traces if trace["type"] == "bar"]
        places = {at: _places(trace, scales[x], scales[y]) for at, trace in own}
        step = 1.0 if any(scales[y if is_across(trace) else x].kind == "category" for _, trace in own) else None
        yield from bars_of(own, settled.layout, places, step)


def _places(trace: Part, x: Scale, y: Scale) -> tuple[Callable[[Any], float | None], Callable[[Any], float | None]]:
    """Give how positions and bases of a trace of bars become numbers."""
    across, along = (y, x) if is_across(trace) else (x, y)
    return across.number, along.number


def _spanned(settled: Settled, scale: Scale, bars: Iterable[Bar]) -> Scale:
    """Give an axis with its first and last number."""
    reaches = [*_bar_reaches(settled, scale, bars), *_point_reaches(settled, scale)]
    low, high = span(scale.axis, scale.kind, scale.categories, reaches)
    return replace(scale, low=low, high=high)


def _bar_reaches(settled: Settled, scale: Scale, bars: Iterable[Bar]) -> Iterable[Reach]:
    """Give what bars take up along an axis; they stand on it without room, and grow along it with some."""
    letter = scale.name[0]
    for bar in bars:
        trace = settled.traces[bar.trace]
        if trace.get(f"{letter}axis", letter) != scale.name:
            continue
        if is_across(trace) == (letter == "x"):
            low, high = sorted((bar.base, bar.top))
            yield Reach(low, high, room_below=low != 0, room_above=high != 0)
        else:
            half = max(bar.far - bar.near, 1 if scale.kind == "category" else 0) / 2
            middle = (bar.near + bar.far) / 2
            yield Reach(middle - half, middle + half, room_below=False, room_above=False)


def _point_reaches(settled: Settled, scale: Scale) -> Iterable[Reach]:
    """Give what points take up along an axis; lines without signs fill it from end to end."""
    for trace in settled.on(scale.name):
        if trace["type"] == "scatter":
            places = [place for value in trace[scale.name[0]] if (place := scale.number(value)) is not None]
            room = "markers" in trace.get("mode", "lines") or scale.name[0] == "y"
            room = room and scale.kind != "category"
            half = 0.5 if scale.kind == "category" else 0
            yield from (Reach(place - half, place + half, room, room) for place in places)


def placed(scale: Scale, field: Box) -> Scale:
    """Lay an axis along its part of the field; numbers grow to the right and upwards."""
    first, last = scale.axis.get("domain") or (0, 1)
    if scale.name[0] == "x":
        return replace(scale, start=field.left + first * field.width, end=field.left + last * field.width)
    return replace(scale, start=field.bottom - first * field.height, end=field.bottom - last * field.height)


def _field(settled: Settled, scales: Mapping[str, Scale], legend: Legend | None, width: float, height: float) -> Box:
    """Give the field of the marks: the sheet less the margins that are asked for, or that words need."""
    margin = settled.layout.get("margin", {})
    box = Box(margin.get("l", 80), margin.get("t", 100), width - margin.get("r", 80), height - margin.get("b", 80))
    if legend:
        box = replace(box, top=max(box.top, legend.needs(height)))
    vertical = [scale for scale in scales.values() if scale.name[0] == "x" and scale.shown]
    above = max((_high(settled, scale) for scale in vertical if scale.axis.get("side") == "top"), default=0)
    below = max((_high(settled, scale) for scale in vertical if scale.axis.get("side") != "top"), default=0)
    box = replace(box, top=max(box.top, above + EDGE), bottom=min(box.bottom, height - below - EDGE))
    sideways = [placed(scale, box) for scale in scales.values() if scale.name[0] == "y" and scale.shown]
    left = max((_wide(settled, scale) for scale in sideways), default=0)
    over = max((_over(settled, scale, box) for scale in sideways), default=0)
    box = replace(box, left=max(box.left, left + EDGE), top=max(box.top, over))
    ends = [_overhang(settled, placed(scale, box), box) for scale in vertical]
    before, after = (max((end[side] for end in ends), default=0) for side in (0, 1))
    return replace(box, left=max(box.left, before + EDGE), right=min(box.right, width - after - EDGE))


def _high(settled: Settled, scale: Scale) -> float:
    """Give how many pixels the words of a horizontal axis take up above or below the field."""
    size, turned = float(scale.axis["tickfont"]["size"]), abs(scale.axis.get("tickangle") or 0)
    extents = [letters.extent(tick.text, size) for tick in scale.ticks(settled.separators)]
    if turned:
        words = max((wide * abs(sine(turned)) + size for wide, _ in extents), default=0.0)
    else:
        words = max((high for _, high in extents), default=0.0)
    return PAD + (words and TICK + GAP + words) + titled(scale)


def titled(scale: Scale) -> float:
    """Give how many pixels the name of an axis takes up, with the room before it."""
    title = scale.axis.get("title") or {}
    if not title.get("text"):
        return 0
    size, standoff = title["font"]["size"], title.get("standoff", 0)
    return letters.extent(title["text"], size)[1] + float(standoff)


def sine(degrees: float) -> float:
    """Give the sine of an angle in degrees."""
    return math.sin(math.radians(degrees))


def _wide(settled: Settled, scale: Scale) -> float:
    """Give how many pixels the words of a vertical axis take up beside the field."""
    size = scale.axis["tickfont"]["size"]
    texts = [tick.text for tick in scale.ticks(settled.separators)]
    return PAD + GAP + max((letters.extent(text, size)[0] for text in texts), default=0) + titled(scale)


def _over(settled: Settled, scale: Scale, field: Box) -> float:
    """Give how far from the upper edge of the sheet the field must begin for the words of a vertical axis."""
    size = scale.axis["tickfont"]["size"]
    ticks = scale.ticks(settled.separators)
    return max((field.top - scale.pixel(tick.at) + letters.extent(tick.text, size)[1] / 2 for tick in ticks), default=0)


def _overhang(settled: Settled, scale: Scale, field: Box) -> tuple[float, float]:
    """Give how many pixels the words of a horizontal axis reach beyond the field on the left and on the right."""
    size, turned = scale.axis["tickfont"]["size"], scale.axis.get("tickangle") or 0
    before = after = 0.0
    for tick in scale.ticks(settled.separators):
        at, wide = scale.pixel(tick.at), letters.extent(tick.text, size)[0]
        if turned:
            after = max(after, at + wide * abs(sine(90 - abs(turned))) - field.right)
        else:
            before, after = max(before, field.left - at + wide / 2), max(after, at + wide / 2 - field.right)
    return before, after
