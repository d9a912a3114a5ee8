"""A table as a file: CSV as Turkish Excel opens it, CSV for programs, and a workbook.

Every file opens with lines that say what it is: title, source, filters, cut-off, data version, counting rule, day of
writing. A missing cell stays empty; it never becomes 0.
"""

import csv
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import xlsxwriter

from dashboard import formats, i18n
from dashboard.figures.table import Column, LongerThan, Table, Value
from dashboard.i18n import t
from dashboard.shown_sum import is_partial, is_suppressed

Lines = Sequence[tuple[str, str]]
"""The opening lines: a name and its text."""
BYTE_ORDER_MARK = "\ufeff"
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
_WIDEST_COLUMN = 48
NO_NUMBER = ("missing", "not_due", "not_applicable", "suppressed", "not_reached")
"""The states of a number that is not there."""
_FIRST_DAY = date(1899, 12, 30)
"""Day 0 of a workbook; whole numbers count from there for every day since March 1900."""
_DATED = {"day": formats.day, "step": formats.day, "quarter": formats.quarter}
_CELL_FORMATS = {
    "whole": "#,##0",
    "number": "#,##0.##",
    "points": "0.00",
    "share": "0.0%",
    "money": "#,##0.00",
    "day": "dd.mm.yyyy",
    "step": "dd.mm.yyyy",
    "month": "mm/yyyy",
    "quarter": "mm/yyyy",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table with what has to be known to cite it."""

    title: str
    lines: Lines
    table: Table


def csv_for_people(sheet: Sheet) -> bytes:
    """Write CSV as Turkish Excel opens it: UTF-8 with BOM, `;`, decimal comma, headers in the language in force."""
    heads = [column.label for column in sheet.table.columns]
    opening = [(sheet.title,), *sheet.lines, ()]
    return (BYTE_ORDER_MARK + _csv(sheet.table, [*opening, heads], _for_people, ";")).encode()


def csv_for_machines(sheet: Sheet) -> bytes:
    """Write CSV for programs: UTF-8, `,`, decimal point, ISO days, English keys; opening lines begin with `#`."""
    remarks = [sheet.title, *(f"{name}: {text}" for name, text in sheet.lines)]
    opening = "".join(f"# {' '.join(remark.split())}\r\n" for remark in remarks)
    keys = [column.key for column in sheet.table.columns]
    return (opening + _csv(sheet.table, [keys], _for_machines, ",")).encode()


def with_partial(table: Table) -> Table:
    """Add a column that names the columns in which a row's number leaves suppressed cells out, where any does."""
    told = [_partial(table.columns, row) for row in table.rows]
    if not any(told):
        return table
    column = Column("partial", t("protected.partial_in"), "text")
    return Table((*table.columns, column), tuple((*row, text) for row, text in zip(table.rows, told, strict=True)))


def _partial(columns: Sequence[Column], row: Sequence[Value]) -> str | None:
    """Name the columns of one row in which a part is kept back and the rest shown; None where there is none."""
    pairs = zip(columns, row, strict=True)
    named = [column.label for column, cell in pairs if is_partial(cell) and not is_suppressed(cell)]
    return "; ".join(named) or None


def _csv(
    table: Table,
    opening: Sequence[Sequence[str]],
    write: Callable[[Column, Value], str],
    delimiter: str,
) -> str:
    """Write the opening lines and then the rows, each cell by `write`."""
    text = StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerows([_harmless(cell) for cell in line] for line in opening)
    pairs = table.columns
    writer.writerows([write(column, cell) for column, cell in zip(pairs, row, strict=True)] for row in table.rows)
    return text.getvalue()


def _for_people(column: Column, cell: Value) -> str:
    """Write a cell as a person reads it; counts stay without thousands signs so that Excel takes them as numbers."""
    if column.kind == "share" and isinstance(cell, float):
        return _percent(cell)
    if is_suppressed(cell):
        return t("value.suppressed")
    if isinstance(cell, date):
        return _DATED.get(column.kind, formats.month)(cell)
    if isinstance(cell, LongerThan):
        return formats.wait(cell.days, reached=False)
    if isinstance(cell, float | Decimal):
        return _digits(cell).replace(".", ",")
    return "" if cell is None else _harmless(_told(column, cell))


def _told(column: Column, cell: Value) -> str:
    """Give a cell as text; a state is the word of why a number is not there, and nothing where it is."""
    if column.kind != "state":
        return str(cell)
    return "" if cell == "value" else t(f"value.{cell}")


def _percent(ratio: float) -> str:
    """Write a ratio as Turkish Excel reads percentages, whatever the language of the words: `%45,2`."""
    with i18n.speaking("tr"):
        return formats.percent(ratio)


def _for_machines(_: Column, cell: Value) -> str:
    """Write a cell as a program reads it: shortest exact digits, ISO days, text as it is."""
    if cell is None:
        return ""
    if is_suppressed(cell):
        return "suppressed"
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, LongerThan):
        return f">{cell.days}"
    return _harmless(cell) if isinstance(cell, str) else _digits(cell)


def _digits(number: float | Decimal) -> str:
    """Write a number with the shortest digits that give it back exactly, an amount never with an exponent."""
    return f"{number:f}" if isinstance(number, Decimal) else repr(number)


def _harmless(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def workbook(sheet: Sheet) -> bytes:
    """Write an xlsx workbook: numbers and months as such, text never as a formula or a link, head row kept in view."""
    file = BytesIO()
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(file, options) as book:
        page = book.add_worksheet()
        if i18n.direction() == "rtl":
            page.right_to_left()
        _fill(page, sheet, {kind: book.add_format({"num_format": text}) for kind, text in _CELL_FORMATS.items()}, book)
    return file.getvalue()


def _fill(
    page: "xlsxwriter.worksheet.Worksheet",
    sheet: Sheet,
    cell_formats: dict[str, object],
    book: "xlsxwriter.Workbook",
) -> None:
    """Write rows from top to bottom, as constant memory demands."""
    strong = book.add_format({"bold": True})
    wrapped = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    columns = sheet.table.columns
    for at, column in enumerate(columns):
        page.set_column(at, at, _width(column, sheet.table))
    page.write_string(0, 0, sheet.title, strong)
    for row, (name, text) in enumerate(sheet.lines, start=1):
        page.write_string(row, 0, f"{name}: {text}")
    head = len(sheet.lines) + 2
    page.freeze_panes(head + 1, 1)
    for at, column in enumerate(columns):
        page.write_string(head, at, column.label, wrapped)
    put, words = _Cells(page), _state_words()
    plain, kinds = cell_formats["whole"], [column.kind for column in columns]
    for row, cells in enumerate(sheet.table.rows, start=head + 1):
        for at, (kind, cell) in enumerate(zip(kinds, cells, strict=True)):
            if kind == "state":
                put.cell(row, at, words.get(cell), None)
            elif kind == "number" and cell is not None and cell == int(cell):
                put.cell(row, at, cell, plain)
            else:
                put.cell(row, at, cell, cell_formats.get(kind))


def _state_words() -> dict[Value, str]:
    """Give the word of why a number is not there by state; there is none where it is there."""
    return {state: t(f"value.{state}") for state in NO_NUMBER}


class _Cells:
    """Writes single cells of a sheet, of which there may be a million: what repeats is computed once."""

    def __init__(self, page: "xlsxwriter.worksheet.Worksheet") -> None:
        self._number, self._text = page.write_number, page.write_string
        self._serials: dict[date, int] = {}
        self._hidden = t("value.suppressed")

    def cell(self, row: int, column: int, cell: Value, cell_format: object) -> None:
        """Write one cell by its own type; a missing one is not written at all."""
        if cell is None:
            return
        if isinstance(cell, str):
            self._text(row, column, cell)
        elif isinstance(cell, LongerThan):
            self._text(row, column, formats.wait(cell.days, reached=False))
        elif is_suppressed(cell):
            self._text(row, column, self._hidden)
        elif isinstance(cell, date):
            self._number(row, column, self._serial(cell), cell_format)
        else:
            self._number(row, column, cell, cell_format)

    def _serial(self, day: date) -> int:
        """Give a day as workbooks store it: a number that a format shows as a day."""
        if day not in self._serials:
            self._serials[day] = (day - _FIRST_DAY).days
        return self._serials[day]


def _width(column: Column, table: Table) -> int:
    """Give a width in characters that shows the heading and the longest text, within reason."""
    texts = [cell for cell in table.column(column.key) if isinstance(cell, str)]
    return min(_WIDEST_COLUMN, max(map(len, [*texts, column.label, "0.000.000"])) + 2)
