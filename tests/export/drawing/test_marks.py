"""Colours, dashes, signs, hatches, stacks and orders of a drawing are those of its figure."""

import struct
import warnings
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from typing import Any

import pytest
from matplotlib.image import imread

from dashboard.export.drawing import drawn, natural_height
from dashboard.export.drawing.maps import shapes
from dashboard.export.drawing.markers import UnknownSymbolError
from dashboard.export.drawing.numbers import UnknownFormatError, written
from dashboard.export.drawing.patterns import UnknownPatternError
from dashboard.export.drawing.picture import UnknownTraceError
from dashboard.export.drawing.sheet import PIXEL
from dashboard.figures import theme
from dashboard.figures.provinces import SHAPES, provinces
from dashboard.i18n import speaking
from tests.svg_reader import Svg


def svg(traces: list[dict[str, Any]], width: float = 120, height: float = 80, **layout: object) -> Svg:
    """Draw a figure and read it back."""
    return Svg(drawn(theme.figure(traces, **layout), width, height, "svg"))


def bar(**own: object) -> dict[str, Any]:
    """Give a trace of three bars."""
    return {"type": "bar", "x": ["a", "b", "c"], "y": [1, 3, 2], "marker": {"color": theme.BLUE}, **own}


def line(**own: object) -> dict[str, Any]:
    """Give a line of four points, the third of which is missing."""
    style = {"color": theme.WINE, "width": 2, "dash": "dot"}
    return {"type": "scatter", "mode": "lines", "x": [1, 2, 3, 4], "y": [1, 2, None, 4], "line": style, **own}


def test_a_bar_has_the_colour_of_its_trace_or_of_its_point() -> None:
    picture = svg([bar(), bar(marker={"color": [theme.TEAL, theme.WINE, theme.GRID]})], barmode="group")
    assert f"fill: {theme.BLUE.lower()}" in picture.style("bar-0-1")
    assert f"fill: {theme.WINE.lower()}" in picture.style("bar-1-1")


def test_bars_stand_beside_over_or_on_each_other() -> None:
    beside = svg([bar(), bar()], barmode="group")
    assert beside.extent("bar-0-0").right == pytest.approx(beside.extent("bar-1-0").left, abs=0.01)
    over = svg([bar(), bar(width=0.2)], barmode="overlay")
    assert over.extent("bar-0-1").middle == pytest.approx(over.extent("bar-1-1").middle, abs=0.01)
    on = svg([bar(), bar()], barmode="stack")
    assert on.extent("bar-0-1").top == pytest.approx(on.extent("bar-1-1").bottom, abs=0.01)
    apart = svg([bar(), bar(y=[-1, -3, -2])], barmode="relative")
    assert apart.extent("bar-0-1").bottom == pytest.approx(apart.extent("bar-1-1").top, abs=0.01)


def test_a_provisional_bar_is_hatched_within_its_edges() -> None:
    picture = svg([bar(marker=theme.provisional(theme.BLUE))])
    assert f"fill: {theme.PAPER.lower()}" in picture.style("bar-0-0")
    assert "clip-path" in drawn(theme.figure([bar(marker=theme.provisional(theme.BLUE))]), 90, 60, "svg").decode()


def test_a_missing_point_breaks_a_line_unless_gaps_are_joined() -> None:
    broken, joined = svg([line()]), svg([line(connectgaps=True)])
    assert path(broken, "line-0").count("M") == 2
    assert path(joined, "line-0").count("M") == 1


def path(picture: Svg, name: str) -> str:
    """Give the path of a mark."""
    return str(picture._groups[name][0].get("d"))


@pytest.mark.parametrize(("dash", "parts"), [("dot", 1), ("dash", 3), ("longdash", 5)])
def test_a_dash_is_as_long_as_in_the_browser(dash: str, parts: int) -> None:
    style = svg([line(line={"color": theme.INK, "width": 3, "dash": dash})]).style("line-0")
    first = float(style.split("stroke-dasharray: ")[1].split(",")[0])
    assert first == pytest.approx(parts * 3 * PIXEL, rel=0.01)


@pytest.mark.parametrize("symbol", theme.MARKERS)
def test_each_sign_stands_around_its_point(symbol: str) -> None:
    marker = {"color": theme.BLUE, "size": 12, "symbol": symbol}
    picture = svg([line(mode="lines+markers", marker=marker)])
    sign, corner = picture.extent("marker-0-1"), picture.points("line-0")[1]
    assert sign.middle[0] == pytest.approx(corner[0], abs=0.05)
    assert sign.top < corner[1] < sign.bottom


def test_an_axis_may_be_turned_round_and_its_categories_ordered() -> None:
    axis = {"type": "category", "categoryorder": "array", "categoryarray": ["c", "b", "a"], "autorange": "reversed"}
    trace = {"type": "bar", "orientation": "h", "y": ["a", "b", "c"], "x": [1, 2, 3]}
    picture = svg([trace], yaxis=axis)
    heights = [picture.extent(f"bar-0-{point}").middle[1] for point in range(3)]
    assert heights[2] < heights[1] < heights[0]


def test_an_axis_of_powers_and_one_of_days_keep_their_distances() -> None:
    powers = svg([line(x=[1, 10, 100, 1000], y=[1, 1, 1, 1])], xaxis={"type": "log"})
    across = [point[0] for point in powers.points("line-0")]
    assert across[1] - across[0] == pytest.approx(across[3] - across[2], rel=1e-3)
    days = svg([line(x=["2024-01-01", "2024-01-11", "2024-01-12", "2024-01-31"])], xaxis={"type": "date"})
    corners = [point[0] for point in days.points("line-0")]
    assert (corners[1] - corners[0]) * 2 == pytest.approx(corners[2] - corners[1], rel=1e-3)


@pytest.mark.parametrize(("kind", "day"), [("linear", 5), ("date", "2024-01-01")])
def test_an_axis_on_which_all_is_one_place_has_that_place_in_its_middle(kind: str, day: object) -> None:
    picture = svg([line(x=[day], y=[1], mode="markers", marker={"size": 8})], xaxis={"type": kind, "range": [day, day]})
    assert 0 < picture.extent("marker-0-0").middle[0] < picture.width


def test_provinces_have_the_colours_of_their_steps() -> None:
    with speaking("tr"):
        traces, key = provinces({"TR-34": 30, "TR-06": 2}, ["", ""], "Veri yok")
    picture = svg(traces, geo={"projection": {"type": "mercator"}, **geo()}, **key)
    assert f"fill: {theme.SEQUENTIAL[-1].lower()}" in picture.style("shape-1-0")
    assert f"fill: {theme.GRID.lower()}" in picture.style("shape-0-0")
    assert len(picture.names("shape-0-")) == len(shapes(SHAPES)) == 81


def geo() -> dict[str, Any]:
    """Give the window on Türkiye."""
    return {"lonaxis": {"range": [25.5, 45.0]}, "lataxis": {"range": [35.7, 42.3]}}


def test_a_png_says_its_300_dots_and_holds_the_size_asked_for() -> None:
    content = drawn(theme.figure([bar()]), 160, 90, "png")
    wide, high = struct.unpack(">II", content[16:24])
    assert (wide, high) == (pytest.approx(160 / 25.4 * 300, abs=1), pytest.approx(90 / 25.4 * 300, abs=1))
    at = content.index(b"pHYs")
    assert struct.unpack(">I", content[at + 4 : at + 8])[0] == pytest.approx(300 / 0.0254, abs=1)
    assert imread(BytesIO(content)).min() < 0.5


def test_threads_draw_the_same_as_one_after_the_other() -> None:
    figures = [theme.figure([bar(y=[at, 3, 2]), line(x=["a", "b", "c", "d"])]) for at in range(1, 9)]
    alone = [drawn(figure, 120, 80, "svg") for figure in figures]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda figure: drawn(figure, 120, 80, "svg"), figures)) == alone


def test_nothing_is_asked_of_the_machine_and_nobody_is_warned() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        content = drawn(theme.figure([bar(text=["≥", "⚠ ●", "شهريًا"], textposition="outside")]), 90, 60, "svg")
    assert b"<image" not in content
    assert b"Noto Sans" in content


def test_what_no_drawing_knows_is_refused() -> None:
    with pytest.raises(UnknownTraceError, match="sankey"):
        drawn(theme.figure([{"type": "sankey"}]), 90, 60, "svg")
    with pytest.raises(UnknownTraceError, match="error_y"):
        svg([line(error_y={"array": [1, 1, 1, 1]})])
    with pytest.raises(UnknownSymbolError, match="star"):
        svg([line(mode="markers", marker={"symbol": "star"})])
    with pytest.raises(UnknownPatternError, match=r"\+"):
        svg([bar(marker={"color": theme.BLUE, "pattern": {"shape": "+"}})])
    with pytest.raises(UnknownFormatError, match="s"):
        written(1, "s", ".,")


@pytest.mark.parametrize(
    ("number", "form", "text"),
    [
        (1234.5, ",.0f", "1.234"),
        (0.25, ",~f", "0,25"),
        (-3, ",.0f", "\u22123"),
        (0.5, ".0%", "50%"),
        (12.5, ",.1f", "12,5"),
    ],
)
def test_numbers_at_ticks_have_the_separators_of_their_language(number: float, form: str, text: str) -> None:
    assert written(number, form, ",.") == text


def test_many_rows_want_more_height_than_few() -> None:
    def rows(count: int) -> dict[str, Any]:
        trace = {"type": "bar", "orientation": "h", "y": [f"r{at}" for at in range(count)], "x": [1] * count}
        return theme.figure([trace], yaxis=theme.name_axis())

    assert natural_height(rows(20), 170, 190) > natural_height(rows(8), 170, 190) + 40
    assert natural_height(rows(90), 170, 190) == 190
