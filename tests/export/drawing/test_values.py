"""Every mark of a drawing stands for the number of its figure.

What should be drawn is computed here once more from the figure alone. Pixels are compared through straight lines fitted
between numbers and marks, and the words at the ticks must lie on the same lines: then shapes, axis and numbers agree.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import numpy as np
import pytest

from dashboard.export.drawing import drawn, natural_height
from tests.conftest import Database
from tests.example_figures import figures
from tests.svg_reader import Svg

WIDTH = 170
NEAR = 0.2
"""Pixels by which a mark may miss its number; a hundredth of that on paper is a hair's breadth."""
Pairs = dict[str, list[tuple[float, float]]]
"""Numbers with the pixels at which they stand, by axis."""


@pytest.fixture(
    scope="module", params=["tr", *(pytest.param(one, marks=pytest.mark.exhaustive) for one in ("en", "ar"))]
)
def charts(request: pytest.FixtureRequest, demo_database: Database) -> dict[str, dict[str, Any]]:
    return figures(demo_database, request.param)


def test_bars_lines_and_ticks_stand_where_their_numbers_are(charts: dict[str, Any]) -> None:
    assert len(charts) > 40
    checked = 0
    for name, figure in charts.items():
        svg = Svg(drawn(figure, WIDTH, natural_height(figure, WIDTH, 190), "svg"))
        data, layout = shown(figure, svg.width)
        found: Pairs = defaultdict(list)
        for axis, number, pixel in [*bars(svg, data, layout), *points(svg, data, layout)]:
            found[axis].append((number, pixel))
        for axis, pairs in found.items():
            marks = np.array(pairs)
            line = np.polyfit(marks[:, 0], marks[:, 1], 1) if np.ptp(marks[:, 0]) else None
            if line is None:
                assert np.ptp(marks[:, 1]) < NEAR, (name, axis)
                continue
            assert np.abs(np.polyval(line, marks[:, 0]) - marks[:, 1]).max() < NEAR, (name, axis)
            for number, pixel in ticks(svg, axis):
                assert abs(np.polyval(line, number) - pixel) < 1, (name, axis, number)
            checked += len(pairs)
    assert checked > 5000


def shown(figure: dict[str, Any], width: float) -> tuple[list[Any], dict[str, Any]]:
    """Give the drawing that fits this width."""
    narrow = figure["layout"].get("meta", {}).get("narrow")
    fits = narrow if narrow and width < narrow["below"] else figure
    return fits["data"], fits["layout"]


def bars(svg: Svg, data: list[Any], layout: dict[str, Any]) -> Iterator[tuple[str, float, float]]:
    """Give both ends of every bar and the middle of its width, with what they should stand for."""
    stacks: dict[tuple[Any, bool], float] = defaultdict(float)
    seen = 0
    for at, trace in enumerate(data):
        if trace["type"] != "bar":
            continue
        lying = trace.get("orientation") == "h"
        x, y = trace.get("xaxis", "x"), trace.get("yaxis", "y")
        along, across = (x, y) if lying else (y, x)
        places, lengths = (trace["y"], trace["x"]) if lying else (trace["x"], trace["y"])
        for point, (place, length) in enumerate(zip(places, lengths, strict=True)):
            if length is None:
                continue
            base = each(trace.get("base"), point)
            start = number(base, along, data, layout) if base is not None else 0
            if base is None and layout.get("barmode") in {"stack", "relative"}:
                key = (place, layout["barmode"] == "relative" and length < 0)
                start, stacks[key] = stacks[key], stacks[key] + length
            box = svg.extent(f"bar-{at}-{point}")
            low, high = (box.left, box.right) if lying else (box.bottom, box.top)
            first, last = sorted((start, start + length))
            yield along, first, low
            yield along, last, high
            if layout.get("barmode") != "group":
                yield across, number(place, across, data, layout), box.middle[lying]
            seen += 1
    assert seen == len(svg.names("bar-"))


def points(svg: Svg, data: list[Any], layout: dict[str, Any]) -> Iterator[tuple[str, float, float]]:
    """Give every corner of every line and the middle of every sign."""
    for at, trace in enumerate(data):
        if trace["type"] != "scatter":
            continue
        x, y = trace.get("xaxis", "x"), trace.get("yaxis", "y")
        pairs = list(zip(trace["x"], trace["y"], strict=True))
        known = [(a, b) for a, b in pairs if a is not None and b is not None]
        if svg.has(f"line-{at}") and known:
            corners = svg.points(f"line-{at}")
            assert len(corners) == len(known), at
            for (left, up), (across, down) in zip(known, corners, strict=True):
                yield x, number(left, x, data, layout), across
                yield y, number(up, y, data, layout), down
        for point, (left, up) in enumerate(pairs):
            if svg.has(f"marker-{at}-{point}") and (trace["marker"].get("symbol") or "circle") != "triangle-up":
                middle = svg.extent(f"marker-{at}-{point}").middle
                yield x, number(left, x, data, layout), middle[0]
                yield y, number(up, y, data, layout), middle[1]


def ticks(svg: Svg, axis: str) -> Iterator[tuple[float, float]]:
    """Give the numbers of the words at an axis and where these stand; slanted words begin beside their tick."""
    places: dict[float, list[float]] = defaultdict(list)
    for words in svg.words():
        name, _, value = words.name.removeprefix("tick-").partition("-")
        if words.name.startswith("tick-") and name == axis and not words.turned:
            places[float(value)].append(words.extent.middle[axis.startswith("y")])
    for value, middles in places.items():
        yield value, (min(middles) + max(middles)) / 2


def number(value: Any, axis: str, data: list[Any], layout: dict[str, Any]) -> float:  # noqa: ANN401
    """Give a value as a number: days in milliseconds, categories by their order."""
    letter, own = axis[0], layout.get(f"{axis[0]}axis{axis[1:]}", {})
    values = [one for trace in data if trace.get(f"{letter}axis", letter) == axis for one in trace.get(letter) or ()]
    text = next((one for one in values if isinstance(one, str)), None)
    if own.get("type") == "category" or (own.get("type") is None and text and not is_day(text)):
        order = list(dict.fromkeys([*own.get("categoryarray", []), *(one for one in values if one is not None)]))
        return float(order.index(value)) if value in order else float(value)
    return datetime.fromisoformat(value).replace(tzinfo=UTC).timestamp() * 1000 if is_day(value) else float(value)


def is_day(value: object) -> bool:
    """Say whether a text is a day."""
    return isinstance(value, str) and value[:4].isdigit() and value[4:5] == "-" and len(value) >= 10


def each(setting: Any, point: int) -> Any:  # noqa: ANN401
    """Give what holds for one point."""
    return setting[point] if isinstance(setting, list) else setting
