"""Reads back what stands in an SVG of ours: where its marks are, in pixels of Plotly's, and which words stand where."""

import re
from dataclasses import dataclass

from lxml import etree

from dashboard.export.drawing import letters
from dashboard.export.drawing.sheet import PIXEL

SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?(?:e-?\d+)?")
_MARKS = str.maketrans("", "", "\u2066\u2067\u2069")


@dataclass(frozen=True, slots=True)
class Extent:
    """The smallest rectangle around a mark, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        """Give the point in the middle of it."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Words:
    """One line of words: its text, the extent of its letters, its colour, and the name of what it is."""

    text: str
    extent: Extent
    colour: str
    name: str
    turned: bool


class Svg:
    """A drawing that has been read."""

    def __init__(self, content: bytes) -> None:
        self.root = etree.fromstring(content)
        self._groups = {group.get("id"): group for group in self.root.iter(f"{SVG}g")}
        self.width, self.height = (
            float(self.root.get(side).removesuffix("pt")) / PIXEL for side in ("width", "height")
        )

    def points(self, name: str) -> list[tuple[float, float]]:
        """Give the corners of a mark in their order."""
        path = self._groups[name].find(f"{SVG}path")
        numbers = [float(number) / PIXEL for number in _NUMBER.findall(path.get("d"))]
        return list(zip(numbers[::2], numbers[1::2], strict=True))

    def has(self, name: str) -> bool:
        """Say whether there is a mark of this name."""
        return name in self._groups

    def extent(self, name: str) -> Extent:
        """Give where a mark is."""
        across, down = zip(*self.points(name), strict=True)
        return Extent(min(across), min(down), max(across), max(down))

    def style(self, name: str) -> str:
        """Give how a mark is painted."""
        return str(self._groups[name].find(f"{SVG}path").get("style"))

    def names(self, beginning: str) -> list[str]:
        """Give the names of the marks that begin so."""
        return [name for name in self._groups if name and name.startswith(beginning)]

    def words(self) -> list[Words]:
        """Give all lines of words."""
        return [_words(group) for group in self.root.iter(f"{SVG}g") if group.find(f"{SVG}text") is not None]


def _words(group: etree._Element) -> Words:
    node = group.find(f"{SVG}text")
    style = dict(part.strip().split(": ") for part in node.get("style").split(";"))
    size, weight = float(style["font-size"].removesuffix("px")) / PIXEL, int(style.get("font-weight", 400))
    x, y = float(node.get("x")) / PIXEL, float(node.get("y")) / PIXEL
    text = node.text.translate(_MARKS)
    wide = letters.width(text, size, weight)
    left = x - wide * {"start": 0, "middle": 0.5, "end": 1}[style["text-anchor"]]
    turned = not node.get("transform", "").startswith(("rotate(-0 ", "rotate(0 "))
    extent = Extent(left, y - letters.RISE * size, left + wide, y + letters.SINK * size)
    return Words(text, extent, style.get("fill", "#000000"), group.get("id", ""), turned)
