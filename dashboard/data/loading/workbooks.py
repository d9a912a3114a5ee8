"""Workbooks (.xlsx) as sheets: bounded before they are parsed, numbers and dates taken as the cells hold them."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import BinaryIO

import numpy as np
import openpyxl
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from dashboard.data.loading.csv_files import Progress, tidy
from dashboard.data.loading.kind import Kind
from dashboard.data.loading.kinds import KINDS
from dashboard.data.loading.labels import headers_of, plain
from dashboard.data.loading.problems import Problem, RefusedError
from dashboard.data.loading.sheets import Sheet, from_cells
from dashboard.data.loading.workbook_safety import refusal, refuse_unsafe
from dashboard.data.loading.written_numbers import NUMBER_CELL

MOST_COLUMNS, TITLE_ROWS = 80, 10
"""Cells further right are never read; a header is looked for in the first rows only."""


def read_workbook(path: Path, progress: Progress | None = None) -> list[Sheet]:
    """Give the sheets of a workbook in which a header is found; explanations and lists are left out.

    Raises:
        RefusedError: it is no workbook, or too large to be opened safely.
    """
    refuse_unsafe(path)
    with path.open("rb") as file:
        try:
            return _read_sheets(path.name, file, progress)
        except RefusedError:
            raise
        except Exception as error:  # A broken workbook breaks the parser in many ways, and each means the same.
            raise refusal(path.name, "load.error.not_workbook") from error


def _read_sheets(name: str, file: BinaryIO, progress: Progress | None) -> list[Sheet]:
    """Read the values of a workbook, row by row."""
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        return list(_found(name, book, progress))
    finally:
        book.close()


def _found(file: str, book: openpyxl.Workbook, progress: Progress | None) -> Iterator[Sheet]:
    """Give the sheets in which a header is found."""
    for number, worksheet in enumerate(book.worksheets, 1):
        sheet = _read_sheet(file, worksheet)
        if sheet:
            yield sheet
        if progress:
            progress("read", number, len(book.worksheets))


def _read_sheet(file: str, worksheet: ReadOnlyWorksheet) -> Sheet | None:
    """Give one sheet under its header, or None where none of its first rows is a header."""
    rows = _rows(worksheet)
    for number, cells in rows:
        if number > TITLE_ROWS:
            return None
        if _is_header(cells):
            return _under_header(file, str(worksheet.title), cells, rows)
    return None


def _rows(worksheet: ReadOnlyWorksheet) -> Iterator[tuple[int, list[str]]]:
    """Give the rows that hold anything as text, each with its number."""
    worksheet.reset_dimensions()  # What a workbook says of its own size is not believed.
    for number, row in enumerate(worksheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
        cells = [_text(value) for value in row]
        if any(cells):
            yield number, cells


def _is_header(cells: list[str]) -> bool:
    """Say whether a row names at least two columns of one KIND, and mostly such."""
    headers = [plain(cell) for cell in cells if cell]
    known = max(_known(kind, headers) for kind in KINDS.values())
    return known > 1 and known * 2 > len(headers)


def _known(kind: Kind, headers: list[str]) -> int:
    """Count the headers that a KIND knows."""
    return sum(header in headers_of(kind) for header in headers)


def _under_header(file: str, name: str, headers: list[str], rows: Iterator[tuple[int, list[str]]]) -> Sheet:
    """Give the table under a header row."""
    twins = sorted({h for h in headers if h and headers.count(h) > 1})
    if twins:
        raise RefusedError([Problem(file, name, 1, h, "load.error.header_twice", (("column", h),)) for h in twins])
    names = [header or f"\x00{place}" for place, header in enumerate(headers)]
    numbers, cells = [], []
    for number, row in rows:
        numbers.append(number)
        cells.append(row + [""] * (len(names) - len(row)))
    columns = {h: from_cells([row[place] for row in cells]) for place, h in enumerate(names)}
    return tidy(Sheet(file, name, columns, np.array(numbers, dtype=np.int32)))


def _text(value: object) -> str:
    """Give a cell as text; a number is marked, so that it is never read as one written by hand."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case int() | float():
            return _number(value) + NUMBER_CELL
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat()
        case date() | time():
            return value.isoformat()
        case _:
            return re.sub(r"_x000D_", "", str(value)).strip()


def _number(value: float) -> str:
    """Give a number in plain digits: the 15 that Excel itself shows, without the dust of binary fractions."""
    text = format(Decimal(f"{value:.15g}") if isinstance(value, float) else Decimal(value), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
