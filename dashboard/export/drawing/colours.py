"""Colours as Plotly writes them, for matplotlib."""

import re
from typing import TypeAlias

Colour: TypeAlias = str | None
"""`#RRGGBB`, `rgb(…)`, `rgba(…)` or None for no paint."""
_CALLED = re.compile(r"rgba?\(([^)]*)\)")
_FULL = 255


def colour(written: Colour) -> tuple[float, ...] | str:
    """Give a colour for matplotlib."""
    if written is None:
        return "none"
    called = _CALLED.fullmatch(written)
    if not called:
        return written
    red, green, blue, *opacity = (float(part) for part in called[1].split(","))
    return (red / _FULL, green / _FULL, blue / _FULL, *(opacity or [1.0]))
