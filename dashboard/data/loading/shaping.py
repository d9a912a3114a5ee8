"""From what a file holds to a table: empty rows, sums and notes at its foot are left out, forms are undone."""

import re

import numpy as np

from dashboard.data.loading.hxl import unfold
from dashboard.data.loading.labels import plain
from dashboard.data.loading.problems import Problem, RefusedError
from dashboard.data.loading.sheets import Sheet

TOTALS = frozenset(
    map(
        plain,
        ("Toplam", "Genel toplam", "Ara toplam", "Total", "Grand total", "Subtotal", "Sum", "المجموع", "الإجمالي"),
    )
)
_NOTE = re.compile(r"(\*|(kaynak|not|source|note|notes|المصدر|ملاحظة)\s*:)", re.IGNORECASE)
FOOT = 20
"""So many rows at the end are looked at for sums and notes."""


def shape(sheet: Sheet, tags: dict[str, str]) -> Sheet:
    """Give the table of a sheet without what only people need.

    Raises:
        RefusedError: a cell stands under no header.
    """
    tidy(sheet)
    leave_out_foot(sheet)
    return unfold(sheet, tags) if tags else sheet


def tidy(sheet: Sheet) -> None:
    """Leave out empty rows and the empty columns without a header; refuse text where no header is.

    Raises:
        RefusedError: a cell stands under no header.
    """
    nameless = [name for name in sheet.columns if name.startswith("\x00")]
    for name in nameless:
        stray = np.flatnonzero(~sheet.columns.pop(name).missing)
        if len(stray):
            where = [int(sheet.rows[i]) for i in stray[:20]]
            raise RefusedError([Problem(sheet.file, sheet.name, row, "", "load.error.too_many_cells") for row in where])
    empty = np.logical_and.reduce([column.missing for column in sheet.columns.values()])
    if empty.any():
        sheet.take(np.flatnonzero(~empty))


def leave_out_foot(sheet: Sheet) -> None:
    """Leave out, with a warning, the rows of sums and notes at the end of a table."""
    first = max(len(sheet) - FOOT, 0)
    last = np.arange(first, len(sheet))
    rows = zip(*(column.take(last).cells for column in sheet.columns.values()), strict=True)
    found: dict[str, list[int]] = {"load.warning.total_row": [], "load.warning.note_row": []}
    for number, cells in reversed(list(zip(sheet.rows[first:].tolist(), rows, strict=True))):
        filled = [text for cell in cells if (text := str(cell).strip())]
        if len(filled) < len(sheet.columns) and plain(filled[0]) in TOTALS:
            found["load.warning.total_row"].append(number)
        elif len(filled) == 1 < len(sheet.columns) and _NOTE.match(filled[0]):
            found["load.warning.note_row"].append(number)
        else:
            break
    for key, numbers in found.items():
        sheet.leave_out(np.flatnonzero(np.isin(sheet.rows, numbers)) if numbers else last[:0], key)


def refuse_twins(file: str, name: str, row: int, headers: list[str]) -> None:
    """Refuse a header that says the same name twice.

    Raises:
        RefusedError: it does.
    """
    twins = sorted({h for h in headers if h and headers.count(h) > 1})
    if twins:
        raise RefusedError([Problem(file, name, row, h, "load.error.header_twice", (("column", h),)) for h in twins])
