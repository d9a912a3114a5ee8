"""The numbers of a native chart as python-pptx wants them, and the workbook in which they can be edited.

python-pptx lets xlsxwriter guess what a text is, so that a name from data which begins with `=` would become a formula;
here text stays text.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import xlsxwriter
from pptx.chart.data import CategoryChartData
from pptx.chart.xlsx import CategoryWorkbookWriter
from pptx.enum.chart import XL_CHART_TYPE

from dashboard.export.native.legible import legible
from dashboard.export.native.plan import SHARE, Kind, NativeChart
from dashboard.i18n import language

TYPES: dict[Kind, XL_CHART_TYPE] = {
    "line": XL_CHART_TYPE.LINE_MARKERS,
    "column": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "column_stacked": XL_CHART_TYPE.COLUMN_STACKED,
    "bar": XL_CHART_TYPE.BAR_CLUSTERED,
    "bar_stacked": XL_CHART_TYPE.BAR_STACKED,
}
MONTHS = {"tr": "[$-41F]mmm yyyy", "en": "[$-809]mmm yyyy", "ar": "[$-2801]mmm yyyy"}
"""How an office program writes months in each language."""
_LITERAL = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


class LiteralWorkbookWriter(CategoryWorkbookWriter):
    """Writes the workbook of a chart with text as text."""

    @contextmanager
    def _open_worksheet(self, xlsx_file: IO[bytes]) -> Iterator[tuple[Any, Any]]:
        """Hold the workbook and its only sheet."""
        with xlsxwriter.Workbook(xlsx_file, _LITERAL) as workbook:
            yield workbook, workbook.add_worksheet()


class LiteralChartData(CategoryChartData):
    """Categories and series whose workbook holds no formula."""

    @property
    def _workbook_writer(self) -> LiteralWorkbookWriter:
        """Give what writes the workbook."""
        return LiteralWorkbookWriter(self)  # type: ignore[no-untyped-call]  # python-pptx has no types here.


def chart_data(chart: NativeChart, name: str) -> LiteralChartData:
    """Give the numbers of a chart; a series without a name of its own takes that of the whole."""
    data = LiteralChartData(spoken(chart.value_format))  # type: ignore[no-untyped-call]  # The same.
    data.categories = chart.days or [legible(one) for one in chart.categories]
    if chart.days:
        data.categories.number_format = MONTHS[language()]
    for one in chart.series:
        data.add_series(legible(one.name or name), one.values)  # type: ignore[no-untyped-call]  # The same.
    return data


def spoken(code: str) -> str:
    """Give the format of numbers as the language in force writes them, whatever that of the program is."""
    if language() != "tr":
        return code
    return ";".join(f"[$-41F]{'%0' if part == SHARE else part}" for part in code.split(";"))
