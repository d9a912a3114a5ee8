"""How long words are and how they are set: our own fonts, several lines, bold parts, both directions of writing."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import TypeAlias

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
UNKNOWN = "\ufffd"
"""What stands for a letter that our fonts do not have, such as one of Chinese."""
_BLANKS = str.maketrans("\n\r\t", "   ")
_BREAK = re.compile(r"<br\s*/?>")
_BOLD = re.compile(r"(</?b>)")
_MEASURED = 100
"""The size, in points, at which letters are measured once."""
_RIGHT = frozenset({"R", "AL"})
_ARABIC, _OTHER = r"[\u0600-\u06ff\u0750-\u077f]", r"[+\u2212-]?[^\W\u0600-\u06ff\u0750-\u077f]"
_PARTS = re.compile(rf"{_ARABIC}+(?: +{_ARABIC}+)*|{_OTHER}(?:[\w.,/:=–<>\u2212 +-]*{_OTHER})?%?|.", re.DOTALL)
"""Words of Arabic; words and numbers of other scripts with what stands between them; any other sign by itself."""
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_ONE_AT_A_TIME = Lock()
"""A font of the process holds the text that it was asked for last."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one line in one weight."""

    text: str
    weight: int


Line: TypeAlias = tuple[Run, ...]
"""The runs of one line in the order in which they are read."""


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


def lines(text: str) -> list[Line]:
    """Give the lines of a text of Plotly's, each in runs of one weight."""
    found, weight = [], WEIGHTS[0]
    for line in _BREAK.split(text):
        runs = []
        for part in _BOLD.split(line):
            if part in {"<b>", "</b>"}:
                weight = WEIGHTS[part == "<b>"]
            elif part:
                runs.append(Run(_plain(part), weight))
        found.append(tuple(runs))
    return found


def _plain(part: str) -> str:
    """Give words with the signs that hide behind names."""
    return writable(part.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))


def is_from_right(line: Line) -> bool:
    """Say whether a line is read from right to left: whether its first letter is Arabic."""
    kinds = (unicodedata.bidirectional(letter) for run in line for letter in run.text)
    return next((kind for kind in kinds if kind in _RIGHT or kind == "L"), "L") != "L"


def length(line: Line, size: float) -> float:
    """Give how long a line is, in the unit of `size`."""
    return sum(width(run.text, size, run.weight) for run in line)


@cache
def _known(weight: int) -> frozenset[int]:
    """Give the letters that a font has."""
    return frozenset(get_font(str(FOLDER / f"noto-sans-{weight}.ttf")).get_charmap())


def writable(text: str) -> str:
    """Give a text with a sign for every letter that our fonts do not have; without one no PDF could be written."""
    known = _known(WEIGHTS[0])
    return "".join(letter if ord(letter) in known else UNKNOWN for letter in text.translate(_BLANKS))


def width(text: str, size: float, weight: int = 400) -> float:
    """Give how long one line is, in the unit of `size`."""
    return measured(text, weight) * size


@lru_cache(maxsize=20_000)
def measured(text: str, weight: int) -> float:
    """Give how long one line is, in sizes of its letters."""
    with _ONE_AT_A_TIME:
        font = get_font(str(FOLDER / f"noto-sans-{weight}.ttf"))
        font.set_size(_MEASURED, 72)
        font.set_text(writable(text), flags=LoadFlags.NO_HINTING)
        return float(font.get_width_height()[0]) / 64 / _MEASURED


def extent(text: str, size: float) -> tuple[float, float]:
    """Give width and height of a text of several lines, in the unit of `size`."""
    found = lines(text)
    return max(length(line, size) for line in found), len(found) * LINE * size


def from_left(line: Line) -> Line:
    """Give a line in pieces as they stand from left to right, each of one direction.

    A reader of SVG takes every text to begin on the left; a line that is read from right to left is therefore put in
    order here, without signs of direction, which would stay among the letters for whoever searches a PDF.
    """
    if not is_from_right(line):
        return line
    pieces = [Run(_turned(part[0]), run.weight) for run in line for part in _PARTS.finditer(run.text)]
    return tuple(reversed(pieces))


def _turned(part: str) -> str:
    """Give a sign that opens as the one that closes, since it stands on the other side."""
    return part.translate(_MIRRORED) if len(part) == 1 else part
