"""The results framework as the World Bank prints it.

For each indicator the columns Baseline, Actual (previous), Actual (current) and End target, and the rows Value, Date
and Comment; the development objective and the intermediate results, by component, apart.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dashboard.export.report import xlsx_forms as forms
from dashboard.export.report.model import Grid, Report
from dashboard.export.report.xlsx_look import Look, height, lines_high, looking, merged, put, write_text
from dashboard.export.report.xlsx_sheets import keep_in_view, lines_of, open_sheet, opening
from dashboard.i18n import t

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

CELLS = ("baseline", "previous", "current", "target")
WHO, ROW, FIRST, PROGRESS, PERCENT, STATUS = 0, 1, 2, 6, 7, 8
WIDTHS = (44, 13, 21, 21, 21, 21, 11, 11, 16)
SMALL = 1.25
"""How many more letters of comments, which are small, stand in a line."""
VALUE, DATE, COMMENT, MANAGER = range(4)
LABELS = ("report.value", "report.date", "report.comment", "framework.comment")


def write_world_bank(book: "Workbook", look: Look, name: str, grid: Grid, report: Report) -> None:
    """Write the framework of a grant in the World Bank's form."""
    sheet = open_sheet(book, name, report)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    head = opening(sheet, look, t("timeline.form.wb"), lines_of(grid.cited, grid.note))
    _head(sheet, look, head)
    keep_in_view(sheet, head, ROW + 1)
    line = head + 1
    for title, rows in forms.groups_of(forms.rows_of(grid)).items():
        merged(sheet, (line, WHO), (line, STATUS), title, look.band)
        line += 1
        for row in rows:
            line = _indicator(sheet, look, row, line)
    sheet.print_area(0, 0, line - 1, STATUS)


def _head(sheet: "Worksheet", look: Look, line: int) -> None:
    """Write the head of the table."""
    sheet.set_row(line, 30)
    named = ("ind.indicator", "", *(f"framework.{cell}" for cell in CELLS))
    judged = ("framework.progress", "overview.percent_of_target", "overview.status")
    for column, key in enumerate((*named, *judged)):
        write_text(sheet, (line, column), t(key) if key else "", look.head)


def _indicator(sheet: "Worksheet", look: Look, row: forms.Row, line: int) -> int:
    """Write the rows of one indicator; give the row after them."""
    rows = [VALUE, DATE, COMMENT, *([MANAGER] if row["comment"] else [])]
    last = line + rows[-1]
    forms.write_who(sheet, look, (line, WHO), (last, WHO), row)
    for part in rows:
        write_text(sheet, (line + part, ROW), t(LABELS[part]), looking(look.boxed, italic=True))
    for column, name in enumerate(CELLS, start=FIRST):
        forms.put_value(sheet, look.boxed, (line + VALUE, column), row, name)
        put(sheet, looking(look.boxed, align="center"), (line + DATE, column), row[f"{name}_on"], "day")
        write_text(sheet, (line + COMMENT, column), forms.said(row, name), looking(look.boxed, font_size=9))
    if row["comment"]:
        where = (line + MANAGER, FIRST), (line + MANAGER, FIRST + len(CELLS) - 1)
        merged(sheet, *where, forms.manager_said(row), look.boxed)
    _judged(sheet, look, row, line, last)
    _heights(sheet, row, line, rows)
    return last + 1


def _judged(sheet: "Worksheet", look: Look, row: forms.Row, line: int, last: int) -> None:
    """Write how the indicator stands, over all its rows."""
    centred = looking(look.boxed, align="center")
    for column, name in ((PROGRESS, "progress"), (PERCENT, "percent_of_target")):
        merged(sheet, (line, column), (last, column), "" if row[name] is not None else "—", centred)
        if row[name] is not None:
            put(sheet, centred, (line, column), row[name], "share")
    status = "\n".join(filter(None, (row["status_word"], t("status.over_plan") if row["over_plan"] else "")))
    merged(sheet, (line, STATUS), (last, STATUS), status, looking(centred, bold=True))


def _heights(sheet: "Worksheet", row: forms.Row, line: int, rows: Sequence[int]) -> None:
    """Make the rows high enough for their comments, and all together for the name; merged cells do not do it."""
    comment = max(lines_high(forms.said(row, name), WIDTHS[FIRST] * SMALL) for name in CELLS)
    manager = lines_high(forms.manager_said(row), WIDTHS[FIRST] * len(CELLS)) if MANAGER in rows else 0
    words = "\n".join((row["name"], *forms.who(row)))
    missing = lines_high(words, WIDTHS[WHO]) - (2 + comment + manager)
    sheet.set_row(line + COMMENT, height(comment + max(0, missing)))
    if manager:
        sheet.set_row(line + MANAGER, height(manager))
