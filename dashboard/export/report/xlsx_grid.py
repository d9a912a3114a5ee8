"""One table of a report as a sheet: numbers as numbers, why one is not there in its place, and its native chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Any

from dashboard.export.native.plan import native_chart
from dashboard.export.report.model import Cell, Grid, Picture, Report
from dashboard.export.report.xlsx_charts import CHART_ROWS, COLUMNS_WIDE, Spot, add_chart, add_picture
from dashboard.export.report.xlsx_look import Look, fit_row, looking, put, start, write_text
from dashboard.export.report.xlsx_sheets import keep_in_view, lines_of, open_sheet, opening
from dashboard.figures import theme
from dashboard.figures.table import Column, Table

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

ROW_CODES = frozenset({"code", "place_code"})
"""Codes that name a row for whoever looks things up; all others are for programs."""
NARROWEST, WIDEST = 11, 46
WIDEST_BESIDE = 110
"""Width of a table beside which a chart is still legible on paper."""
OPENING_WIDTH, ORDINARY = 120, 9
"""Room for the opening lines of a printed sheet, and the width of a column that nobody made wider."""


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the table stands on its sheet: its head row, and how many rows and columns it has, and how wide it is."""

    head: int
    rows: int
    columns: int
    width: float


def write_grid(book: "Workbook", look: Look, name: str, block: Grid | Picture, report: Report) -> None:
    """Write a table, with its chart beside it where it has a native one."""
    sheet = open_sheet(book, name, report)
    cited, note = block.cited, block.note if isinstance(block, Grid) else ""
    title = cited.title if cited else title_of(block)
    head = opening(sheet, look, title, lines_of(cited, note))
    placed = write_table(sheet, look, block, head)
    keep_in_view(sheet, head)
    sheet.autofilter(head, 0, head + placed.rows, placed.columns - 1)
    last, below = placed.columns - 1, head + placed.rows
    if isinstance(block, Picture):
        last, below = _chart(book, sheet, look, block, placed)
    sheet.print_area(0, 0, below, max(last, placed.columns - 1 + ceil((OPENING_WIDTH - placed.width) / ORDINARY)))


def _chart(book: "Workbook", sheet: "Worksheet", look: Look, block: Picture, placed: Placed) -> tuple[int, int]:
    """Put the chart of a table beside it, under it where the table is wide; give the last column and row in use."""
    beside = placed.width <= WIDEST_BESIDE
    free, below = placed.columns + 1, placed.head + placed.rows
    at = (placed.head, free) if beside else (below + 2, 0)
    rows = CHART_ROWS
    if chart := native_chart(block.figure):
        add_chart(book, sheet, look, block, chart, Spot(at, (placed.head, free + COLUMNS_WIDE + 1 if beside else free)))
    else:
        rows = add_picture(sheet, block, at)
    return (free + COLUMNS_WIDE - 1 if beside else placed.columns - 1), max(below, at[0] + rows)


def title_of(block: Grid | Picture) -> str:
    """Give the title of a table."""
    return block.title if isinstance(block, Grid) else block.cited.title


def write_table(sheet: "Worksheet", look: Look, block: Grid | Picture, head: int) -> Placed:
    """Write head and rows of a table from a row on, and make columns and rows fit their cells."""
    table, read = block.table, block.laid.rows
    shown = shown_columns(table)
    widths = [_width(table, at, place, read) for place, at in enumerate(shown)]
    for place, (at, width) in enumerate(zip(shown, widths, strict=True)):
        column = table.columns[at]
        sheet.set_column(place, place, width)
        write_text(
            sheet, (head, place), column.label, looking(look.head, align="right" if column.is_number else start())
        )
    fit_row(sheet, head, ((table.columns[at].label, width - 2) for at, width in zip(shown, widths, strict=True)))
    for line, (row, cells) in enumerate(zip(table.rows, read, strict=True), start=head + 1):
        told = [_read(row, cells, at, place) for place, at in enumerate(shown, start=len(cells) - len(shown))]
        for place, (at, cell) in enumerate(zip(shown, told, strict=True)):
            _cell(sheet, look, table.columns[at], cell, (line, place))
        fit_row(sheet, line, ((cell.text, width) for cell, width in zip(told, widths, strict=True)))
    return Placed(head, len(table.rows), len(shown), sum(widths))


def _read(row: Sequence[Any], cells: Sequence[Cell], at: int, place: int) -> Cell:
    """Give a cell as it is read; the code of a row, which people do not read, stands before all others."""
    return cells[place] if place >= 0 else Cell((str(row[at] or ""),))


def shown_columns(table: Table) -> list[int]:
    """Give the columns that people read: the code that names the row, and whatever is no code and no state."""
    first = [0] if table.columns[0].kind == "code" and table.columns[0].key in ROW_CODES else []
    return first + [at for at, column in enumerate(table.columns) if column.kind not in {"code", "state"}]


def _cell(sheet: "Worksheet", look: Look, column: Column, told: Cell, place: tuple[int, int]) -> None:
    """Write a cell: its exact value, or the sign and word of why there is none."""
    if isinstance(told.value, date):
        put(sheet, looking(look.boxed, align=start()), place, told.value, column.kind)
    elif isinstance(told.value, int | float | Decimal):
        put(sheet, look.boxed, place, told.value, _kind(column, told.text))
    elif column.is_number:
        write_text(sheet, place, told.text, looking(look.boxed, align="right", font_color=theme.MUTED))
    else:
        write_text(sheet, place, told.text, look.boxed)


def _kind(column: Column, text: str) -> str:
    """Say how a number is written; a key figure is a share where the screen writes it as a percentage."""
    return "share" if column.kind == "number" and column.key == "value" and "%" in text else column.kind


def _width(table: Table, at: int, place: int, read: Sequence[Sequence[Cell]]) -> float:
    """Give a width in letters that shows the longest word of the heading and the cells, within reason."""
    column = table.columns[at]
    first = len(read[0]) - len(shown_columns(table)) if read else 0
    words = max(map(len, column.label.split()), default=0) + 3
    told = (_read(row, cells, at, place + first) for row, cells in zip(table.rows, read, strict=True))
    cells = max((len(line) for cell in told for line in cell.lines), default=0) + 2
    return min(WIDEST, max(NARROWEST, words, cells))
