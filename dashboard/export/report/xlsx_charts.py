"""Native charts of a workbook: drawn by the program itself from cells that hold exactly the numbers of our figure."""

from typing import TYPE_CHECKING, Any

from dashboard.export.native.legible import legible
from dashboard.export.native.plan import NativeChart, Series
from dashboard.export.report.xlsx_look import MONTHS, Look, Place, looking, put, start, write_text
from dashboard.figures import theme
from dashboard.i18n import language, t

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

WIDTH, HEIGHT = 720, 400
COLUMNS_WIDE = 12
"""Columns of ordinary width that a chart lies over; the cells of its numbers begin behind them."""
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


def add_chart(  # noqa: PLR0913  A chart, its words, and where both go.
    book: "Workbook", sheet: "Worksheet", look: Look, chart: NativeChart, at: Place, *, title: str, alt: str
) -> int:
    """Put a chart on a sheet, and its numbers behind it; give the last column that the chart lies over.

    Args:
        book: the workbook.
        sheet: whose cells it is drawn from.
        look: the formats of the workbook.
        chart: what it shows.
        at: its upper corner; its numbers stand in the same row, behind it.
        title: stands over it.
        alt: the alternative text.
    """
    corner = (at[0], at[1] + COLUMNS_WIDE + 1)
    _numbers(sheet, look, chart, corner, title)
    drawn = book.add_chart(KINDS[chart.kind])
    for place in range(len(chart.series)):
        drawn.add_series(_series(sheet.get_name(), chart, place, corner))
    _dress(drawn, chart, title)
    options = {"object_position": 2, "description": legible(alt)[:LONGEST_ALTERNATIVE]}
    sheet.insert_chart(*at, drawn, options)
    return at[1] + COLUMNS_WIDE - 1


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
