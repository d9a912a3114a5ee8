"""The lines, ticks and words of axes."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from dashboard.export.drawing import letters
from dashboard.export.drawing.plan import GAP, PAD, TICK, Plan, sine, titled
from dashboard.export.drawing.scales import Scale, Tick
from dashboard.export.drawing.settled import Settled
from dashboard.export.drawing.sheet import Sheet

_BETWEEN, _SMALLEST = 3, 0.65
"""Pixels between words at neighbouring ticks; the share of their size that letters keep at least."""
_UPRIGHT = 0.35
"""How far below the middle of its letters the base line of a line of text lies, in sizes."""


def draw_grid(sheet: Sheet, settled: Settled, plan: Plan) -> None:
    """Draw the lines behind the marks: one at each tick of an axis that asks for them, and one at zero."""
    for scale in plan.scales.values():
        across = _across(plan, scale)
        if scale.axis.get("showgrid") and scale.shown:
            line = {"color": scale.axis.get("gridcolor", "#EEEEEE"), "width": scale.axis.get("gridwidth", 1)}
            for tick in scale.ticks(settled.separators):
                _rule(sheet, scale, across, tick.at, line)
        low, high = sorted((scale.low, scale.high))
        if scale.axis.get("zeroline") and low <= 0 <= high:
            _rule(sheet, scale, across, 0, {"color": scale.axis.get("zerolinecolor", "#444444"), "width": 1})


def _rule(sheet: Sheet, scale: Scale, across: Scale, number: float, line: dict[str, object]) -> None:
    """Draw a line through the whole field at a number of an axis."""
    at = scale.pixel(number)
    ends = [(at, across.start), (at, across.end)] if scale.name[0] == "x" else [(across.start, at), (across.end, at)]
    sheet.line(ends, line)


def _across(plan: Plan, scale: Scale) -> Scale:
    """Give the axis that an axis stands at: the one it names, else the first of the other letter."""
    other = "y" if scale.name[0] == "x" else "x"
    return plan.scales.get(scale.axis.get("anchor") or other) or plan.scales[other]


def draw_axes(sheet: Sheet, settled: Settled, plan: Plan) -> None:
    """Draw the lines of axes, their ticks and their words, over the marks."""
    for scale in plan.scales.values():
        if not scale.shown:
            continue
        if scale.name[0] == "x":
            _horizontal(sheet, settled, scale, _across(plan, scale))
        else:
            _vertical(sheet, settled, scale, _across(plan, scale))


def _horizontal(sheet: Sheet, settled: Settled, scale: Scale, across: Scale) -> None:
    """Draw a horizontal axis below its field, or above it."""
    top = scale.axis.get("side") == "top"
    edge = min(across.start, across.end) - PAD if top else max(across.start, across.end) + PAD
    ticks = scale.ticks(settled.separators)
    away, font, line = -1 if top else 1, _fitting(scale, ticks), _line(scale)
    if scale.axis.get("showline"):
        sheet.line([(scale.start, edge), (scale.end, edge)], line)
    tick_long = TICK if scale.axis.get("ticks") == "outside" else 0
    deepest = edge + away * tick_long
    for tick in ticks:
        at = scale.pixel(tick.at)
        if tick_long:
            mark = [(at, edge), (at, edge + away * tick_long)]
            sheet.line(mark, {**line, "color": scale.axis.get("tickcolor")})
        start = edge + away * (tick_long + GAP / 2)
        turned = scale.axis.get("tickangle") or 0
        if turned:
            _slanted(sheet, (at, start), tick, font, turned)
        else:
            sheet.words((at, start), tick.text, font, "center", "bottom" if top else "top", name=_named(scale, tick))
        deepest = max(deepest, start + letters.extent(tick.text, font["size"])[1])
    title = scale.axis.get("title") or {}
    if title.get("text"):
        sheet.words(
            ((scale.start + scale.end) / 2, deepest + title["standoff"] / 2),
            title["text"],
            title["font"],
            "center",
            "top",
        )


def _fitting(scale: Scale, ticks: Sequence[Tick]) -> dict[str, Any]:
    """Give the letters of the words at ticks, smaller where they would touch each other."""
    font = scale.axis["tickfont"]
    if scale.axis.get("tickangle"):
        return dict(font)
    shares = [1.0]
    for before, after in pairwise(ticks):
        apart = abs(scale.pixel(after.at) - scale.pixel(before.at)) - _BETWEEN
        needed = sum(letters.extent(tick.text, font["size"])[0] for tick in (before, after)) / 2
        shares.append(apart / needed if needed else 1)
    return {**font, "size": font["size"] * max(min(shares), _SMALLEST)}


def _named(scale: Scale, tick: Tick) -> str:
    """Give the name of the word at a tick: axis and number."""
    return f"tick-{scale.name}-{tick.at:.12g}"


def _slanted(sheet: Sheet, at: tuple[float, float], tick: Tick, font: dict[str, float], turned: float) -> None:
    """Write a word that begins at its tick above the field and rises to the right."""
    for run in (run for line in letters.lines(tick.text) for run in line):
        shift = _UPRIGHT * font["size"] * abs(sine(turned))
        sheet.baseline((at[0] + shift, at[1]), run, font, "left", turned)


def _vertical(sheet: Sheet, settled: Settled, scale: Scale, across: Scale) -> None:
    """Draw a vertical axis on the left of its field."""
    edge, font = min(across.start, across.end) - PAD, scale.axis["tickfont"]
    if scale.axis.get("showline"):
        sheet.line([(edge, scale.start), (edge, scale.end)], _line(scale))
    for tick in scale.ticks(settled.separators):
        sheet.words((edge - GAP, scale.pixel(tick.at)), tick.text, font, "right", name=_named(scale, tick))
    title = scale.axis.get("title") or {}
    if title.get("text"):
        left = titled(scale) - title["standoff"]
        run = letters.Run(title["text"], letters.WEIGHTS[0])
        sheet.baseline((left, (scale.start + scale.end) / 2), run, title["font"], "center", -90)


def _line(scale: Scale) -> dict[str, object]:
    """Give the line of an axis."""
    return {"color": scale.axis.get("linecolor", "#444444"), "width": scale.axis.get("linewidth", 1)}
