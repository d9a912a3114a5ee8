"""The categories of a native chart: what the positions of a figure are called, and which value stands at each."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from dashboard import formats
from dashboard.figures.lettering import read_as_text

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
Trace = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """Categories in their order: their names, and the place of each position of a figure.

    `days` are the categories as days where they are such. `by_order` is true where series stand at positions of their
    own, the first of each in the first category.
    """

    names: tuple[str, ...]
    at: Mapping[Any, int]
    horizontal: bool
    by_order: bool = False
    days: tuple[date, ...] = ()

    def places(self, trace: Trace) -> list[int]:
        """Give the category of each point of a series."""
        found = trace["y" if self.horizontal else "x"]
        return list(range(len(found))) if self.by_order else [self.at[position] for position in found]

    def values(self, trace: Trace) -> tuple[int | float | None, ...]:
        """Give the values of a series, one for each category."""
        found: list[int | float | None] = [None] * len(self.names)
        for place, value in zip(self.places(trace), trace["x" if self.horizontal else "y"], strict=True):
            found[place] = value
        return tuple(found)


def named(traces: Sequence[Trace], layout: Mapping[str, Any], *, horizontal: bool) -> Named:
    """Give the categories of a figure.

    Args:
        traces: of the figure.
        layout: its axes, and the names that stand beside or above its bars.
        horizontal: whether bars lie.
    """
    positions = [list(trace["y" if horizontal else "x"]) for trace in traces]
    axis = layout.get("yaxis" if horizontal else "xaxis", {})
    words = _names_above(layout) if horizontal else {}
    if _apart(positions):
        names = tuple(words.values())[: len(positions[0])]
        return Named(names if len(names) == len(positions[0]) else (), {}, horizontal, by_order=True)
    order = list(dict.fromkeys(position for one in positions for position in one))
    days: list[date] = []
    if order and all(_is_day(one) for one in order):
        order.sort()
        days = [date.fromisoformat(one) for one in order]
    elif axis.get("categoryarray"):
        order = [one for one in axis["categoryarray"] if one in set(order)]
    ticks = dict(zip(axis.get("tickvals") or (), axis.get("ticktext") or (), strict=False))
    whole = ticks if axis.get("type") != "date" and set(order) <= ticks.keys() else {}
    names = tuple(_name(one, words, whole) for one in order)
    return Named(names, {one: place for place, one in enumerate(order)}, horizontal, days=tuple(days))


def _apart(positions: Sequence[Sequence[Any]]) -> bool:
    """Say whether several series of one length share no position."""
    every = [one for series in positions for one in series]
    return len(positions) > 1 and len({len(one) for one in positions}) == 1 and len(set(every)) == len(every)


def _names_above(layout: Mapping[str, Any]) -> dict[Any, str]:
    """Give the names that stand at the beginning of bars, by their position."""
    notes = (one for one in layout.get("annotations", ()) if one.get("x") == 0 and one.get("xanchor") == "left")
    return {note["y"]: read_as_text(note["text"]) for note in notes if note.get("xshift", 0) <= 0}


def _name(position: Any, words: Mapping[Any, str], ticks: Mapping[Any, str]) -> str:  # noqa: ANN401  A code or a day.
    """Give what a position is called."""
    if position in words:
        return words[position]
    if _is_day(position):
        return formats.month(date.fromisoformat(position))
    return read_as_text(ticks.get(position, position))


def _is_day(position: object) -> bool:
    """Say whether a position is a day."""
    return isinstance(position, str) and bool(_DAY.fullmatch(position))
