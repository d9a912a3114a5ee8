"""The sheet of what every figure of a report means, by which formula and rule."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dashboard.export.report.model import Grid, Report
from dashboard.export.report.xlsx_look import Look, fit_row, looking, start, write_text
from dashboard.export.report.xlsx_sheets import keep_in_view, open_sheet, opening
from dashboard.i18n import t

if TYPE_CHECKING:
    from xlsxwriter import Workbook

WIDTHS = (34, 60, 70)
NUMERIC = frozenset({"whole", "number", "points", "share", "money", "wait", "day", "step", "month", "quarter"})


def is_words(grid: Grid) -> bool:
    """Tell whether a table of the report itself holds words alone, as definitions do."""
    return grid.cited is None and not any(column.kind in NUMERIC for column in grid.table.columns)


def write_definitions(book: "Workbook", look: Look, name: str, meanings: Sequence[Grid], report: Report) -> None:
    """Write tables of words one after the other, each under its title."""
    sheet = open_sheet(book, name, report)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    head = opening(sheet, look, t("report.definitions"), [])
    for column, heading in enumerate(meanings[0].laid.headings):
        write_text(sheet, (head, column), heading.label, looking(look.head, align=start()))
    keep_in_view(sheet, head)
    line = head + 1
    for grid in meanings:
        for group in grid.laid.groups:
            title = " · ".join(filter(None, (grid.title, group.title)))
            for column in range(len(grid.laid.headings)):
                write_text(sheet, (line, column), "" if column else title, looking(look.band, text_wrap=False))
            line += 1
            for row in group.rows:
                for column, cell in enumerate(row):
                    write_text(sheet, (line, column), cell.text, looking(look.boxed, bold=column == 0))
                fit_row(sheet, line, ((cell.text, width) for cell, width in zip(row, WIDTHS, strict=False)))
                line += 1
