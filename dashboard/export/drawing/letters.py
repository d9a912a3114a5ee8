"""How long words are and how they are set: our own fonts, several lines, bold parts, both directions of writing."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from matplotlib import font_manager
from matplotlib.font_manager import FontEntry, FontProperties, get_font
from matplotlib.ft2font import LoadFlags

FOLDER = Path(__file__).parents[1] / "fonts"
FAMILY = "Noto Sans"
WEIGHTS = (400, 600)
LINE = 1.3
"""The height of a line in sizes of its letters."""
RISE, SINK = 0.76, 0.21
"""How far letters reach above and below their line, in sizes."""
_BREAK = re.compile(r"<br\s*/?>")
_BOLD = re.compile(r"</?b>")
_MEASURED = 100
"""The size, in points, at which letters are measured once."""
_RIGHT = frozenset({"R", "AL"})
_ISOLATE, _CLOSE = "\u2067", "\u2069"


@dataclass(frozen=True, slots=True)
class Run:
    """A line of words in one weight."""

    text: str
    weight: int


def register() -> None:
    """Make our fonts known before those of the machine, which may have others of the same name."""
    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for weight in WEIGHTS:
        path = str(FOLDER / f"noto-sans-{weight}.ttf")
        if path not in known:
            entry = FontEntry(fname=path, name=FAMILY, style="normal", variant="normal", weight=weight, size="scalable")
            font_manager.fontManager.ttflist.insert(0, entry)


def properties(weight: int, points: float) -> FontProperties:
    """Give one of our fonts in a size."""
    return FontProperties(family=[FAMILY], weight=weight, size=points)


def lines(text: str) -> Iterator[Run]:
    """Give the lines of a text of Plotly's; a line with a bold part is bold, since ours are so wholly or not at all."""
    bold = False
    for line in _BREAK.split(text):
        has_bold = bold or "<b>" in line
        for mark in _BOLD.findall(line):
            bold = mark == "<b>"
        yield Run(_plain(line), WEIGHTS[has_bold])


def _plain(line: str) -> str:
    """Give a line without its tags and with the signs that they hide behind names."""
    return _BOLD.sub("", line).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


@cache
def width(text: str, size: float, weight: int = 400) -> float:
    """Give how long one line is, in the unit of `size`."""
    font = get_font(str(FOLDER / f"noto-sans-{weight}.ttf"))
    font.set_size(_MEASURED, 72)
    font.set_text(text, flags=LoadFlags.NO_HINTING)
    return float(font.get_width_height()[0]) / 64 * size / _MEASURED


def extent(text: str, size: float) -> tuple[float, float]:
    """Give width and height of a text of several lines, in the unit of `size`."""
    runs = list(lines(text))
    return max(width(run.text, size, run.weight) for run in runs), len(runs) * LINE * size


def directed(text: str) -> str:
    """Mark a line that begins in Arabic as one from right to left; SVG takes every line to be from left to right.

    Letters and spaces alone need no mark, since they are in order by themselves.
    """
    kinds = [unicodedata.bidirectional(letter) for letter in text]
    first = next((kind for kind in kinds if kind in _RIGHT or kind == "L"), "L")
    if first == "L" or all(kind in _RIGHT or kind in {"WS", "NSM"} for kind in kinds):
        return text
    return f"{_ISOLATE}{text}{_CLOSE}"
