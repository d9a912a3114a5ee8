"""Maps: shapes and signs in Mercator's projection, each map in its part of the field."""

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path as File

import numpy as np
from matplotlib.path import Path
from numpy.typing import NDArray

from dashboard.export.drawing.markers import draw_markers
from dashboard.export.drawing.marks import write_at_points
from dashboard.export.drawing.plan import Plan
from dashboard.export.drawing.settled import Part, Settled
from dashboard.export.drawing.sheet import Box, Point, Sheet

_HOUSE = File(__file__).parents[2]
_ROOT = "/assets/"
Rings = tuple[NDArray[np.float64], ...]
"""Rings of a shape, each a row for a corner: longitude and stretched latitude, in radians."""


@dataclass(frozen=True, slots=True)
class View:
    """What a map shows and where: the middle of both in the plane of the projection and in pixels, and its scale."""

    frame: Box
    middle: Point
    scale: float

    def place(self, corners: NDArray[np.float64]) -> NDArray[np.float64]:
        """Give where points of the plane stand in pixels."""
        centre = ((self.frame.left + self.frame.right) / 2, (self.frame.top + self.frame.bottom) / 2)
        placed: NDArray[np.float64] = (corners - np.array(self.middle)) * (self.scale, -self.scale) + np.array(centre)
        return placed


def draw_maps(sheet: Sheet, settled: Settled, plan: Plan) -> None:
    """Draw all maps of a figure: shapes, then signs, as traces name them."""
    named = [name for name in settled.layout if name.startswith("geo")]
    drawn = [(at, trace) for at, trace in enumerate(settled.traces) if trace["type"] in {"choropleth", "scattergeo"}]
    for name in sorted(named if drawn else []):
        geo = settled.layout[name]
        view = _view(geo, plan.field)
        for at, trace in drawn:
            if trace.get("geo", "geo") == name:
                draw = _shapes if trace["type"] == "choropleth" else _signs
                draw(sheet, settled, at, view)
        if geo.get("showframe"):
            sheet.rectangle(view.frame, None, geo.get("framecolor"), geo.get("framewidth", 1))


def shape_of(settled: Settled, name: str, field: Box) -> float:
    """Give how high the field must be for a map to fill the width of its part of it, both in pixels."""
    geo = settled.layout[name]
    (x0, x1), (y0, y1) = _domain(geo)
    west, south, east, north = _plane(geo)
    return (north - south) / (east - west) * field.width * (x1 - x0) / (y1 - y0)


def _domain(geo: Part) -> tuple[tuple[float, float], tuple[float, float]]:
    """Give the shares of the field in which a map lies, across and from the bottom up."""
    domain = geo.get("domain") or {}
    (x0, x1), (y0, y1) = domain.get("x", (0, 1)), domain.get("y", (0, 1))
    return (x0, x1), (y0, y1)


def _plane(geo: Part) -> tuple[float, float, float, float]:
    """Give the ends of what a map shows, in the plane of the projection: west, south, east, north."""
    west, east = (math.radians(degree) for degree in geo["lonaxis"]["range"])
    south, north = (_stretched(math.radians(degree)) for degree in geo["lataxis"]["range"])
    return west, south, east, north


def _view(geo: Part, field: Box) -> View:
    """Fit what a map shows into its part of the field, undistorted and in the middle."""
    (x0, x1), (y0, y1) = _domain(geo)
    left, right = field.left + x0 * field.width, field.left + x1 * field.width
    top, bottom = field.bottom - y1 * field.height, field.bottom - y0 * field.height
    west, south, east, north = _plane(geo)
    scale = min((right - left) / (east - west), (bottom - top) / (north - south))
    wide, high = (east - west) * scale / 2, (north - south) * scale / 2
    across, down = (left + right) / 2, (top + bottom) / 2
    frame = Box(across - wide, down - high, across + wide, down + high)
    return View(frame, ((west + east) / 2, (south + north) / 2), scale)


def _stretched(latitude: float) -> float:
    """Give a latitude as Mercator draws it, both in radians."""
    return math.asinh(math.tan(latitude))


@cache
def shapes(address: str) -> dict[str, Rings]:
    """Give the shapes that the browser fetches from an address of ours, by their ids, read once a process."""
    packaged = _HOUSE / "_assets"
    folder = packaged if packaged.is_dir() else _HOUSE.parent / "assets"
    features = json.loads((folder / address.removeprefix(_ROOT)).read_text("utf-8"))["features"]
    return {feature["id"]: _rings(feature["geometry"]) for feature in features}


def _rings(geometry: Part) -> Rings:
    """Give all rings of a shape in the plane of the projection."""
    parts = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
    found = []
    for ring in (ring for part in parts for ring in part):
        corners = np.radians(np.array(ring, dtype=float))
        corners[:, 1] = np.arcsinh(np.tan(corners[:, 1]))
        found.append(corners)
    return tuple(found)


def _shapes(sheet: Sheet, settled: Settled, at: int, view: View) -> None:
    """Draw the shapes of a trace, each in the colour of its step."""
    trace = settled.traces[at]
    known, line = shapes(trace["geojson"]), trace["marker"]["line"]
    for number, (code, step) in enumerate(zip(trace["locations"], trace["z"], strict=True)):
        rings = [view.place(ring) for ring in known[code]]
        path = Path.make_compound_path(*(Path(ring, closed=True) for ring in rings))
        corners = np.vstack(rings)
        frame = view.frame
        inside = (corners.min(0) >= (frame.left, frame.top)).all() and (
            corners.max(0) <= (frame.right, frame.bottom)
        ).all()
        look = (_paint(trace, step), line.get("color"), line.get("width", 1))
        sheet.area(path, *look, name=f"shape-{at}-{number}", clip=None if inside else frame)


def _paint(trace: Part, step: float) -> str:
    """Give the colour of a step: that of the scale's stop which lies there; our scales have a stop for each step."""
    low, high = trace.get("zmin", 0), trace.get("zmax") or 1
    share = (step - low) / (high - low)
    return str(min(trace["colorscale"], key=lambda stop: abs(stop[0] - share))[1])


def _signs(sheet: Sheet, settled: Settled, at: int, view: View) -> None:
    """Draw the signs of a trace and the words at them."""
    trace = settled.traces[at]
    points: list[tuple[int, Point]] = []
    for number, (longitude, latitude) in enumerate(zip(trace["lon"], trace["lat"], strict=True)):
        if longitude is not None and latitude is not None:
            plane = np.array([(math.radians(longitude), _stretched(math.radians(latitude)))])
            left, top = view.place(plane)[0]
            points.append((number, (float(left), float(top))))
    draw_markers(sheet, str(at), points, trace["marker"])
    if "text" in trace["mode"]:
        write_at_points(sheet, trace, points, settled.layout["font"])
