"""The sheet a figure is drawn on: matplotlib's, in Plotly's pixels from the upper left corner.

Every mark carries a name (`gid`), which is the `id` of its group in SVG: `bar-2-5` is the sixth bar of the third trace.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from matplotlib.artist import Artist
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D, Transform

from dashboard.export.drawing import letters
from dashboard.export.drawing.colours import Colour, colour

PIXEL = 2 / 3
"""Points that a pixel of Plotly's measures on paper: its 13 pixels of text are 8.7 points."""
MM = 72 / 25.4
Point = tuple[float, float]
_DASHES = {"dot": (1, 1), "dash": (3, 3), "longdash": (5, 5), "dashdot": (3, 1, 1, 1), "longdashdot": (5, 1, 1, 1)}
_FINEST = 3
"""Pixels by which the dashes of finer lines are measured, as Plotly does."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of the sheet in pixels; `top` is smaller than `bottom`."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Give how wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Give how high it is."""
        return self.bottom - self.top

    @property
    def path(self) -> Path:
        """Give its outline."""
        corners = [(self.left, self.top), (self.right, self.top), (self.right, self.bottom), (self.left, self.bottom)]
        return Path([*corners, corners[0]], closed=True)


class Sheet:
    """An empty drawing of a size in pixels, on which marks are put one above the other."""

    def __init__(self, width: float, height: float, *, directed: bool) -> None:
        """Open the sheet; `directed` asks for marks of direction in text, which PNG does without."""
        self.width, self.height = width, height
        self.figure = Figure(figsize=(width * PIXEL / 72, height * PIXEL / 72), facecolor="white")
        self._directed = directed
        self._above = 0
        down = Affine2D().scale(PIXEL / 72, -PIXEL / 72).translate(0, height * PIXEL / 72)
        self.pixels: Transform = down + self.figure.dpi_scale_trans

    def put(self, mark: Artist, name: str | None = None, clip: Box | None = None) -> None:
        """Lay a mark over those that are there."""
        self._above += 1
        mark.set_zorder(self._above)
        mark.set_gid(name)
        if clip is not None:
            mark.set_clip_path(clip.path, self.pixels)
        self.figure.add_artist(mark, clip=False)

    def rectangle(self, box: Box, fill: Colour, line: Colour = None, thick: float = 0, **put: Any) -> None:  # noqa: ANN401
        """Draw a filled rectangle, with an outline where it is `thick` pixels."""
        place = (box.left, box.top)
        look: dict[str, Any] = {"facecolor": colour(fill), "edgecolor": colour(line), "linewidth": thick * PIXEL}
        self.put(Rectangle(place, box.width, box.height, transform=self.pixels, joinstyle="miter", **look), **put)

    def area(self, path: Path, fill: Colour, line: Colour = None, thick: float = 0, **put: Any) -> None:  # noqa: ANN401
        """Draw a filled shape."""
        look: dict[str, Any] = {"facecolor": colour(fill), "edgecolor": colour(line), "linewidth": thick * PIXEL}
        self.put(PathPatch(path, transform=self.pixels, **look), **put)

    def line(self, points: Sequence[Point], line: dict[str, Any], **put: Any) -> None:  # noqa: ANN401
        """Draw a line of Plotly's colour, width and dash; a point that is not a number breaks it."""
        thick = line.get("width", 2)
        if not thick or not points:
            return
        dash = _DASHES.get(line.get("dash") or "solid")
        style: Any = (0, [part * max(thick, _FINEST) / thick for part in dash]) if dash else "solid"
        x, y = zip(*points, strict=True)
        look: dict[str, Any] = {"color": colour(line.get("color")), "linewidth": thick * PIXEL, "linestyle": style}
        caps: dict[str, Any] = {"dash_capstyle": "butt", "solid_capstyle": "butt", "solid_joinstyle": "round"}
        self.put(Line2D(x, y, transform=self.pixels, **look, **caps), **put)

    def words(
        self,
        at: Point,
        text: str,
        font: dict[str, Any],
        across: str = "left",
        up: str = "middle",
        **put: Any,  # noqa: ANN401
    ) -> None:
        """Write a text of Plotly's, several lines where it says so.

        Args:
            at: the point that it keeps to, in pixels.
            text: with `<br>` and `<b>` as Plotly knows them.
            font: its `size` and `color`.
            across: the side of the text that stands at the point: `left`, `center` or `right`.
            up: its edge there: `top`, `middle` or `bottom`.
            put: see `put`.
        """
        lines, size = letters.lines(text), font["size"]
        high = len(lines) * letters.LINE * size
        top = at[1] - {"top": 0, "middle": high / 2, "bottom": high}[up]
        for number, line in enumerate(lines):
            middle = top + (number + 0.5) * letters.LINE * size
            self.line_of_words((at[0], middle + (letters.RISE - letters.SINK) / 2 * size), line, font, across, **put)

    def line_of_words(self, at: Point, line: letters.Line, font: dict[str, Any], across: str, **put: Any) -> None:  # noqa: ANN401
        """Write the runs of one line beside each other, from a point of its base line."""
        if len(line) == 1:
            self.baseline(at, line[0], font, across, **put)
            return
        left = at[0] - letters.length(line, font["size"]) * {"left": 0, "center": 0.5, "right": 1}[across]
        from_right = letters.is_from_right(line)
        for run in reversed(line) if from_right else line:
            # SVG drops spaces at the ends of a text, so that they are left out here and stepped over.
            bare = run.text.rstrip() if from_right else run.text.lstrip()
            wide, own = (letters.width(text, font["size"], run.weight) for text in (run.text, bare))
            self.baseline((left + wide - own, at[1]), letters.Run(bare.strip(), run.weight), font, "left", **put)
            left += wide

    def baseline(
        self,
        at: Point,
        run: letters.Run,
        font: dict[str, Any],
        across: str,
        turned: float = 0,
        **put: Any,  # noqa: ANN401
    ) -> None:
        """Write one line from a point of its base line, turned clockwise by so many degrees."""
        if not run.text.strip():
            return
        text = letters.directed(run.text) if self._directed else run.text
        look: dict[str, Any] = {
            "color": colour(font["color"]),
            "fontproperties": letters.properties(run.weight, font["size"] * PIXEL),
        }
        place: dict[str, Any] = {
            "ha": across,
            "va": "baseline",
            "rotation": -turned,
            "rotation_mode": "anchor",
            "parse_math": False,
        }
        self.put(Text(at[0], at[1], text, transform=self.pixels, **look, **place), **put)
