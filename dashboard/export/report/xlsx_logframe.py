"""The results framework as a logframe of the European Union.

Results chain, indicator, baseline (value, year), target (value, year), current value, source of data, assumptions; the
results chain from the overall objective down to the outputs.
"""

from typing import TYPE_CHECKING

from dashboard import formats
from dashboard.export.report import xlsx_forms as forms
from dashboard.export.report.model import Grid, Report
from dashboard.export.report.xlsx_look import Look, height, lines_high, looking, merged, put, write_text
from dashboard.export.report.xlsx_sheets import lines_of, open_sheet, opening
from dashboard.i18n import t

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

CHAIN, INDICATOR, BASELINE, TARGET, CURRENT, SOURCE, ASSUMPTIONS = 0, 1, 2, 4, 6, 8, 9
WIDTHS = (24, 44, 13, 9, 13, 9, 13, 13, 32, 32)
PAIRS = {BASELINE: "ind.baseline", TARGET: "ind.target", CURRENT: "framework.current"}
ALONE = {
    CHAIN: "report.results_chain",
    INDICATOR: "ind.indicator",
    SOURCE: "framework.verification",
    ASSUMPTIONS: "framework.assumptions",
}
BARE_YEAR = "0"
SMALL = 1.2
"""How many more letters of small words stand in a line."""


def write_logframe(book: "Workbook", look: Look, name: str, grid: Grid, report: Report) -> None:
    """Write the framework of a grant in the European Union's form."""
    sheet = open_sheet(book, name, report)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    head = opening(sheet, look, t("timeline.form.eu"), lines_of(grid.cited, grid.note))
    _head(sheet, look, head)
    sheet.freeze_panes(head + 2, INDICATOR + 1)
    sheet.repeat_rows(head, head + 1)
    line = head + 2
    for title, rows in forms.groups_of(forms.rows_of(grid)).items():
        merged(sheet, (line, CHAIN), (line + len(rows) - 1, CHAIN), title, look.band)
        for row in rows:
            _indicator(sheet, look, row, line)
            line += 1
    sheet.print_area(0, 0, line - 1, ASSUMPTIONS)


def _head(sheet: "Worksheet", look: Look, line: int) -> None:
    """Write the two rows of the head: what stands alone over both, value and year beneath the others."""
    sheet.set_row(line, 30)
    for column, key in ALONE.items():
        merged(sheet, (line, column), (line + 1, column), t(key), look.head)
    for column, key in PAIRS.items():
        merged(sheet, (line, column), (line, column + 1), t(key), look.head)
        write_text(sheet, (line + 1, column), t("report.value"), look.head)
        year = t("report.date") if column == CURRENT else t("report.year")
        write_text(sheet, (line + 1, column + 1), year, look.head)


def _indicator(sheet: "Worksheet", look: Look, row: forms.Row, line: int) -> None:
    """Write the row of one indicator."""
    forms.write_who(sheet, look, (line, INDICATOR), (line, INDICATOR), row)
    centred = looking(look.boxed, align="center")
    for column, name in ((BASELINE, "baseline"), (TARGET, "target"), (CURRENT, "current")):
        forms.put_value(sheet, look.boxed, (line, column), row, name)
        day = row[f"{name}_on"]
        if column == CURRENT or day is None:
            put(sheet, centred, (line, column + 1), day, "day")
        else:
            sheet.write_number(line, column + 1, day.year, centred(num_format=BARE_YEAR))
    source, assumptions = _source(row), row["assumptions"] or formats.MISSING
    write_text(sheet, (line, SOURCE), source, looking(look.boxed, font_size=9))
    write_text(sheet, (line, ASSUMPTIONS), assumptions, looking(look.boxed, font_size=9))
    words = "\n".join((row["name"], *forms.who(row)))
    told = ((words, INDICATOR), (source, SOURCE), (assumptions, ASSUMPTIONS))
    sheet.set_row(line, height(max(lines_high(text, WIDTHS[column] * SMALL) for text, column in told)))


def _source(row: forms.Row) -> str:
    """Say where the value comes from, and what is said of baseline, value and target besides."""
    told = [" · ".join(filter(None, (row["verification"], row["frequency"], row["responsible"])))]
    for name, key in (("baseline", "ind.baseline"), ("current", "framework.current"), ("target", "ind.target")):
        if words := forms.said(row, name):
            told.append(f"{t(key)}: {words}")
    return "\n".join(filter(None, (*told, forms.manager_said(row)))) or formats.MISSING
