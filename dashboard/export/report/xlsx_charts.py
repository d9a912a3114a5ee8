"""Charts of a workbook: drawn by the program itself from cells with the numbers of our figure, or else a picture."""

from dataclasses import dataclass
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING, Any

from dashboard.export.drawing import drawn
from dashboard.export.native.legible import legible
from dashboard.export.native.plan import NativeChart, Series
from dashboard.export.report.model import Picture
from dashboard.export.report.sizes import natural_height
from dashboard.export.report.xlsx_look import MONTHS, Look, Place, looking, put, start, write_text
from dashboard.figures import theme
from dashboard.i18n import language, t

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

WIDTH, HEIGHT = 720, 400
PICTURE_WIDTH = 190.0
"""Millimetres, as wide as a native chart."""
COLUMNS_WIDE = 12
"""Columns of ordinary width that a chart lies over."""
LONGEST_ALTERNATIVE = 2000
KINDS = {
    "line": {"type": "line"},
    "column": {"type": "column"},
    "column_stacked": {"type": "column", "subtype": "stacked"},
    "bar": {"type": "bar"},
    "bar_stacked": {"type": "bar", "subtype": "stacked"},
}
DASHES = {"dash": "dash", "dot": "round_dot", "dashdot": "dash_dot", "longdash": "long_dash"}
Options = dict[str, Any]
CHART_ROWS = 21
ROWS_A_MILLIMETRE = 96 / 25.4 / 20
"""Rows of ordinary height that a native chart, and a millimetre of a picture, lie over."""


@dataclass(frozen=True, slots=True)
class Spot:
    """The upper corner of a chart, and that of its numbers."""

    chart: Place
    numbers: Place


def add_chart(book: "Workbook", sheet: "Worksheet", look: Look, block: Picture, chart: NativeChart, spot: Spot) -> None:
    """Put a native chart on a sheet, and the numbers that it is drawn from into cells of their own.

    Args:
        book: the workbook.
        sheet: whose cells it is drawn from.
        look: the formats of the workbook.
        block: the chart with its words.
        chart: what it shows.
        spot: where it and its numbers go.
    """
    _numbers(sheet, look, chart, spot.numbers, block.cited.finding)
    drawn_one = book.add_chart(KINDS[chart.kind])
    for place in range(len(chart.series)):
        drawn_one.add_series(_series(sheet.get_name(), chart, place, spot.numbers))
    _dress(drawn_one, chart, block.cited.finding)
    sheet.insert_chart(*spot.chart, drawn_one, _described(block))


def add_picture(sheet: "Worksheet", block: Picture, at: Place) -> int:
    """Put a chart that no program can draw, such as a map, on a sheet as a picture; give the rows that it lies over."""
    height = natural_height(block.figure)
    content = drawn(block.figure, PICTURE_WIDTH, height, "png")
    options = {"image_data": BytesIO(content), **_described(block)}
    sheet.insert_image(*at, f"{block.cited.chart}.png", options)
    return ceil(height * ROWS_A_MILLIMETRE)


def _described(block: Picture) -> Options:
    """Give the alternative text of a chart; it moves with its cells and keeps its size."""
    return {"description": legible(block.cited.alt)[:LONGEST_ALTERNATIVE], "object_position": 2}


def _numbers(sheet: "Worksheet", look: Look, chart: NativeChart, corner: Place, title: str) -> None:
    """Write the numbers of a chart: a row a category, a column a series."""
    row, column = corner
    head = looking(look.head, align=start())
    write_text(sheet, corner, t("report.chart_numbers"), head)
    for place, one in enumerate(chart.series, start=1):
        write_text(sheet, (row, column + place), one.name or title, head)
    names: Sequence[date | str] = chart.days or chart.categories
    for line, category in enumerate(names, start=row + 1):
        put(sheet, look.boxed, (line, column), category, "month")
        for place, one in enumerate(chart.series, start=1):
            kind = "share" if chart.value_format.startswith("0%") else "number"
            put(sheet, look.boxed, (line, column + place), one.values[line - row - 1], kind)
    sheet.set_column(column, column, 28)
    sheet.set_column(column + 1, column + max(len(chart.series), 1), 14)


def _series(sheet: str, chart: NativeChart, place: int, corner: Place) -> Options:
    """Describe one series by the cells that hold it."""
    row, column = corner
    one, last = chart.series[place], row + len(chart.categories)
    own = column + place + 1
    described: Options = {
        "name": [sheet, row, own],
        "categories": [sheet, row + 1, column, last, column],
        "values": [sheet, row + 1, own, last, own],
    }
    return described | (_line(one) if chart.kind == "line" else _bars(one, chart))


def _line(one: Series) -> Options:
    """Give the look of a line."""
    dash = {"dash_type": DASHES[one.dash]} if one.dash in DASHES else {}
    line = {"color": one.colour, "width": 2.0, **dash} if one.line else {"none": True}
    fill = {"color": one.colour}
    marker = (
        {"type": "circle", "size": 5, "fill": fill, "border": fill} if one.marks or not one.line else {"type": "none"}
    )
    return {"line": line, "marker": marker}


def _bars(one: Series, chart: NativeChart) -> Options:
    """Give the look of bars, each in its own colour where they differ."""
    points = [{"fill": {"color": colour}} for colour in one.colours]
    labels = {"value": True, "font": {"size": 9}} if chart.labels else None
    found: Options = {"fill": {"color": one.colour}, "gap": 45, "data_labels": labels}
    if chart.mirrored:
        found["overlap"] = 100
    return found | ({"points": points} if points else {})


def _dress(drawn: Any, chart: NativeChart, title: str) -> None:  # noqa: ANN401  A chart of xlsxwriter, which has no types.
    """Give a chart its title, axes and legend."""
    drawn.set_title({"name": legible(title)[:255], "name_font": {"size": 12, "color": theme.INK}, "overlay": False})
    drawn.set_size({"width": WIDTH, "height": HEIGHT})
    drawn.show_hidden_data()
    drawn.show_blanks_as("span" if chart.joined else "gap")
    drawn.set_legend({"position": "bottom"} if chart.legend else {"none": True})
    font = {"size": 9, "color": theme.INK}
    names: Options = {"num_font": font, "reverse": chart.reversed_order, "label_position": "low"}
    names |= {"name": chart.category_title, "name_font": font} if chart.category_title else {}
    names |= {"date_axis": True, "num_format": MONTHS[language()], "major_unit_type": "months"} if chart.days else {}
    values: Options = {"num_format": chart.value_format, "num_font": font, "major_gridlines": _grid()}
    values |= {"name": chart.value_title, "name_font": font} if chart.value_title else {}
    values |= {"min": chart.lowest} if chart.lowest is not None else {}
    values |= {"max": chart.highest} if chart.highest is not None else {}
    values |= {} if chart.value_axis else {"visible": False}
    if chart.reversed_order:
        # The first category stands on top, and the axis of values stays below.
        names["crossing"] = "max"
    across, up = (values, names) if chart.horizontal else (names, values)
    drawn.set_x_axis(across)
    drawn.set_y_axis(up)


def _grid() -> Options:
    """Give thin lines behind the chart."""
    return {"visible": True, "line": {"color": theme.GRID, "width": 0.75}}
