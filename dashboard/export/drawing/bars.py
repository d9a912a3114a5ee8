"""Bars: where each begins and ends along its axes, in the axes' own numbers, before anything is drawn."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dashboard.export.drawing.settled import Part, holds_for

Place = Callable[[Any], float | None]
"""Gives a value of a trace as a number of its axis."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its point in the trace, its place across (`near` to `far`) and its length from `base` to `top`."""

    trace: int
    point: int
    near: float
    far: float
    base: float
    top: float

    @property
    def value(self) -> float:
        """Give the number that it stands for."""
        return self.top - self.base


def is_across(trace: Part) -> bool:
    """Say whether the bars of a trace lie on their side."""
    return trace.get("orientation") == "h"


def bars_of(
    traces: Sequence[tuple[int, Part]],
    layout: Part,
    places: Mapping[int, tuple[Place, Place]],
    step: float | None = None,
) -> list[Bar]:
    """Give the bars of one pair of axes, in the order in which they are drawn.

    Args:
        traces: bars with their place among all traces of the figure.
        layout: says whether bars are stacked, stand beside or over each other, and how far apart.
        places: for each trace how its position and its base become numbers of their axes.
        step: how far neighbours stand apart where the axis says so; else the smallest distance there is.
    """
    mode = layout.get("barmode", "group")
    positions = {at: _positions(trace, places[at][0]) for at, trace in traces}
    step = step or _step([place for row in positions.values() for place in row if place is not None])
    beside = len(traces) if mode == "group" else 1
    stack: dict[tuple[float, bool], float] = defaultdict(float)
    found = []
    for turn, (at, trace) in enumerate(traces):
        room = step * (1 - layout.get("bargap", 0.2))
        for point, place in enumerate(positions[at]):
            length = _lengths(trace)[point]
            if place is None or length is None:
                continue
            wide = holds_for(trace.get("width"), point) or room / beside
            shift = (turn - (beside - 1) / 2) * room / beside if mode == "group" else 0
            base = _base(trace, point, places[at][1])
            if base is None:
                key = (place, mode == "relative" and length < 0)
                base = stack[key] if mode in {"stack", "relative"} else 0
                stack[key] += length
            found.append(Bar(at, point, place + shift - wide / 2, place + shift + wide / 2, base, base + length))
    return found


def _positions(trace: Part, place: Place) -> list[float | None]:
    """Give where the bars of a trace stand."""
    values = trace["y"] if is_across(trace) else trace["x"]
    return [place(value) for value in values]


def _lengths(trace: Part) -> Sequence[float | None]:
    """Give how long the bars of a trace are."""
    lengths: Sequence[float | None] = trace["x"] if is_across(trace) else trace["y"]
    return lengths


def _base(trace: Part, point: int, place: Place) -> float | None:
    """Give where a bar begins, None where it does not say so itself."""
    base = holds_for(trace.get("base"), point)
    return None if base is None else place(base)


def _step(places: Sequence[float]) -> float:
    """Give how far neighbours stand apart, 1 where there are none."""
    distinct = sorted(set(places))
    return min((b - a for a, b in pairwise(distinct)), default=1)
