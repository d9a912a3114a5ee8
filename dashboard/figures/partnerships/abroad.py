"""The window of the map on the partner cities abroad: what it shows, and where their names find room.

Names are placed for the narrowest phone; on a wider screen the points move apart, and names stay clear of each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import asinh, atan, degrees, radians, sinh, tan

from dashboard.figures import named_bars, theme

LAND = "/assets/geo/land.json"
"""Address of the coasts, fetched once by the browser; the one shape in it has the id `land`."""
_WIDE, _HIGH = 256.0, 116.0
"""Pixels of the window on the narrowest phone."""
_ROOM, _LEAST = 3.0, 18.0
"""Degrees around the outermost cities; degrees that the window is high at least, so that coasts can be recognised."""
_LETTER, _LINE, _POINT = 6.6, 15.0, 7.0
"""Pixels of a letter, of a line, and around the middle of a point."""
_LONGEST = 20

Box = tuple[float, float, float, float]
"""Left, top, right, bottom, in pixels of the window."""


@dataclass(frozen=True, slots=True)
class Window:
    """The part of the world that the window shows: longitudes, and latitudes stretched as Mercator stretches them."""

    west: float
    east: float
    south: float
    north: float

    def geo(self, domain: list[float]) -> theme.Part:
        """Give the layout of the window at a height of the drawing, each from 0 to 1."""
        return {
            "fitbounds": False,
            "projection": {"type": "mercator"},
            "lonaxis": {"range": [self.west, self.east]},
            "lataxis": {"range": [_latitude(self.south), _latitude(self.north)]},
            "domain": {"x": [0, 1], "y": domain},
            "bgcolor": theme.CLEAR,
            "showframe": True,
            "framecolor": theme.NEUTRAL,
            "framewidth": 1,
        }

    def pixel(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Give where a point lies, from the upper left corner."""
        scale = _WIDE / (self.east - self.west)
        return (longitude - self.west) * scale, (self.north - _stretched(latitude)) * scale


def window(points: Sequence[tuple[float, float]]) -> Window:
    """Give the window that holds all points (longitude, latitude) with room around them, in the shape of its place."""
    longitudes, heights = [x for x, _ in points], [_stretched(y) for _, y in points]
    middle_x, middle_y = ((max(side) + min(side)) / 2 for side in (longitudes, heights))
    high = max(max(heights) - min(heights) + 2 * _ROOM, _LEAST)
    wide = max(max(longitudes) - min(longitudes) + 2 * _ROOM, high * _WIDE / _HIGH)
    high = wide * _HIGH / _WIDE
    return Window(middle_x - wide / 2, middle_x + wide / 2, middle_y - high / 2, middle_y + high / 2)


def names(shown: Window, points: Sequence[tuple[float, float]], cities: Sequence[str]) -> tuple[list[str], list[str]]:
    """Give the name and the side on which it stands for each point, the first ones first; empty where none has room."""
    places = [shown.pixel(*point) for point in points]
    taken: list[Box] = [(x - _POINT, y - _POINT, x + _POINT, y + _POINT) for x, y in places]
    texts, sides = [], []
    for (x, y), city in zip(places, cities, strict=True):
        text = named_bars.short(city, _LONGEST)
        boxes = _boxes(x, y, len(text) * _LETTER)
        side = next((side for side, box in boxes.items() if _is_free(box, taken)), None)
        texts.append(text if side else "")
        sides.append(side or "top center")
        taken += [boxes[side]] if side else []
    return texts, sides


def _boxes(x: float, y: float, wide: float) -> dict[str, Box]:
    """Give the place that a text would take on each side of a point, the best side first."""
    half, far = _LINE / 2, _POINT + wide
    return {
        "middle right": (x + _POINT, y - half, x + far, y + half),
        "middle left": (x - far, y - half, x - _POINT, y + half),
        "top center": (x - wide / 2, y - _POINT - _LINE, x + wide / 2, y - _POINT),
        "bottom center": (x - wide / 2, y + _POINT, x + wide / 2, y + _POINT + _LINE),
    }


def _is_free(box: Box, taken: Sequence[Box]) -> bool:
    """Say whether a box lies inside the window and on nothing that is there already."""
    left, top, right, bottom = box
    inside = left >= 0 and right <= _WIDE and top >= 0 and bottom <= _HIGH
    return inside and not any(left < b[2] and b[0] < right and top < b[3] and b[1] < bottom for b in taken)


def _stretched(latitude: float) -> float:
    """Give a latitude as Mercator draws it, in degrees of the equator."""
    return degrees(asinh(tan(radians(latitude))))


def _latitude(stretched: float) -> float:
    """Give the latitude that Mercator draws there."""
    return degrees(atan(sinh(radians(stretched))))
