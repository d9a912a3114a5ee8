"""Axes: what they span, where a value stands on them in pixels, and which ticks they carry."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Literal

from dashboard.export.drawing.numbers import written
from dashboard.export.drawing.settled import Part

Kind = Literal["linear", "date", "category", "log"]
_MS = 1000
_A_DAY = 86_400_000
_ROOM = 0.05
"""The share of an axis that stays free beyond the last of its values."""
_STEPS = (1, 2, 5, 10)
_LEAST, _MOST = 4, 9
"""Ticks of an axis that says nothing of them."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A tick: where on the axis, in the axis's own numbers, and what is written there."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis between two pixels; `start` is where its first number `low` stands, `end` where `high` does."""

    name: str
    axis: Part
    kind: Kind
    categories: tuple[Any, ...]
    low: float
    high: float
    start: float = 0
    end: float = 1

    def number(self, value: Any) -> float | None:  # noqa: ANN401 - a value of Plotly's.
        """Give a value as a number of this axis: a day in milliseconds, a category by its place; None for neither."""
        return number(value, self.kind, self.categories)

    def pixel(self, value: float) -> float:
        """Give where a number of this axis stands."""
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)

    def at(self, value: Any) -> float | None:  # noqa: ANN401 - a value of Plotly's.
        """Give where a value stands, None where it has no place on the axis."""
        found = self.number(value)
        return None if found is None else self.pixel(found)

    @property
    def length(self) -> float:
        """Give how many pixels the axis is long."""
        return abs(self.end - self.start)

    @property
    def shown(self) -> bool:
        """Say whether the axis is drawn at all."""
        return self.axis.get("visible", True) is not False

    def ticks(self, separators: str) -> list[Tick]:
        """Give the ticks inside the axis."""
        if not self.shown or self.axis.get("showticklabels") is False:
            return []
        values, texts = self.axis.get("tickvals"), self.axis.get("ticktext")
        if values is None:
            return self._own_ticks(separators)
        names = texts or [str(value) for value in values]
        places = [(self.number(value), text) for value, text in zip(values, names, strict=True)]
        return [Tick(at, text) for at, text in places if at is not None and self._inside(at)]

    def _inside(self, at: float) -> bool:
        """Say whether a number lies on the axis, rounding let alone."""
        low, high = sorted((self.low, self.high))
        slack = (high - low) * 1e-6
        return low - slack <= at <= high + slack

    def _own_ticks(self, separators: str) -> list[Tick]:
        """Choose ticks of a linear or category axis."""
        if self.kind == "category":
            return [Tick(at, str(name)) for at, name in enumerate(self.categories) if self._inside(at)]
        low, high = sorted((self.low, self.high))
        step = self.axis.get("dtick") or _step((high - low) / self._most())
        first = math.ceil(low / step - 1e-6)
        places = [count * step for count in range(first, math.floor(high / step + 1e-6) + 1)]
        form = self.axis.get("tickformat") or ",~f"
        return [Tick(at, written(at, form, separators)) for at in places]

    def _most(self) -> float:
        """Give into how many steps the axis is cut at most."""
        apart = 40 if self.name.startswith("y") else 80
        return float(self.axis.get("nticks") or min(max(self.length / apart, _LEAST), _MOST) + 1)


def _step(rough: float) -> float:
    """Give the next round step that is no smaller."""
    power: float = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * (1 - 1e-9))


def kind_of(axis: Part, values: Iterable[Any]) -> Kind:
    """Say what an axis measures: as it says itself, else by the first value on it."""
    if axis.get("type") in {"linear", "date", "category", "log"}:
        kind: Kind = axis["type"]
        return kind
    first = next((value for value in values if value is not None), None)
    if isinstance(first, str):
        return "category" if _day(first) is None else "date"
    return "date" if isinstance(first, date) else "linear"


def categories_of(axis: Part, values: Iterable[Any]) -> tuple[Any, ...]:
    """Give the categories of an axis in their order: those it lists, then others as they come."""
    listed = axis.get("categoryarray") or ()
    return tuple(dict.fromkeys([*listed, *(value for value in values if value is not None)]))


def number(value: Any, kind: Kind, categories: Sequence[Any] = ()) -> float | None:  # noqa: ANN401 - a value of Plotly's.
    """Give a value as a number of an axis of this kind, None where it has no place there."""
    if value is None:
        return None
    if kind == "category":
        if value in categories:
            return float(categories.index(value))
        return float(value) if isinstance(value, int | float) else None
    if kind == "date":
        return _day(value)
    if kind == "log":
        return math.log10(value) if value > 0 else None
    return float(value)


def _day(value: Any) -> float | None:  # noqa: ANN401 - a value of Plotly's.
    """Give a day in milliseconds since 1970, None for what is no day."""
    if isinstance(value, int | float):
        return float(value)
    if isinstance(value, date) and not isinstance(value, datetime):
        value = value.isoformat()
    try:
        moment = value if isinstance(value, datetime) else datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp() * _MS


@dataclass(frozen=True, slots=True)
class Reach:
    """What marks take up along an axis: from `low` to `high`, and whether room is left beyond either end."""

    low: float
    high: float
    room_below: bool = True
    room_above: bool = True


def span(axis: Part, kind: Kind, categories: Sequence[Any], reaches: Sequence[Reach]) -> tuple[float, float]:
    """Give the first and the last number of an axis: those it asks for, else what its marks take up and some room."""
    low, high = _needed(axis, kind, reaches)
    asked = axis.get("range") or (None, None)
    ends = [number(end, kind, categories) if kind != "log" else end for end in asked]
    low, high = (low if ends[0] is None else ends[0]), (high if ends[1] is None else ends[1])
    if axis.get("autorange") == "reversed" and axis.get("range") is None:
        low, high = high, low
    around = _A_DAY if kind == "date" else 1
    return (low, high) if low != high else (low - around, high + around)


def _needed(axis: Part, kind: Kind, reaches: Sequence[Reach]) -> tuple[float, float]:
    """Give what the marks along an axis need."""
    if not reaches:
        return (-0.5, 0.5) if kind == "category" else (0, 1)
    low, high = min(reach.low for reach in reaches), max(reach.high for reach in reaches)
    to_zero = axis.get("rangemode") == "tozero"
    if to_zero:
        low, high = min(low, 0), max(high, 0)
    below = any(reach.room_below for reach in reaches if reach.low == low) and not (to_zero and low == 0)
    above = any(reach.room_above for reach in reaches if reach.high == high) and not (to_zero and high == 0)
    free = 1 - _ROOM * (below + above)
    room = ((high - low) or 1) / free * _ROOM
    low, high = low - room * below, high + room * above
    return (low, high) if high > low else (low - 1, high + 1)
