"""Small functions that write files as messy as people make them."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import xlsxwriter

Cells = Sequence[object]
Make = Callable[[Path], Path]
HEADER = [
    "date",
    "project_code",
    "activity_kind",
    "place_code",
    "population_group",
    "sex",
    "age_band",
    "disability",
    "new_people",
    "contacts",
]
ONE = ["2021-03-01", "P1", "community_meeting", "TR-34", "host", "female", "18-24", "no", "5", "9"]
TWO = ["2021-03-02", "P1", "study_visit", "TR-34-1166", "temporary_protection", "male", "25-49", "unknown", "2", "2"]
SPENT = ["grant_code", "spent_on", "kind", "amount", "currency", "reference"]


def given(row: Cells, **changes: object) -> list[object]:
    """Give a record of people reached with some cells changed."""
    return [changes.get(name, cell) for name, cell in zip(HEADER, row, strict=True)]


def lines(*rows: Cells, name: str = "a.csv", delimiter: str = ",", encoding: str = "utf-8", end: str = "\n") -> Make:
    """Give what writes rows as CSV."""

    def make(folder: Path) -> Path:
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
        (folder / name).write_bytes(text.getvalue().encode(encoding))
        return folder / name

    return make


def raw(content: bytes | str, name: str = "a.csv") -> Make:
    """Give what writes a file as it stands."""

    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return folder / name

    return make


def book(  # noqa: PLR0913 - whatever a workbook can be
    *rows: Cells,
    merged: Sequence[tuple[int, int, int, int, str]] = (),
    hidden: str = "",
    more: Mapping[str, Sequence[Cells]] | None = None,
    days: str = "",
    name: str = "a.xlsx",
    title: str = "Sheet1",
    options: Mapping[str, object] | None = None,
) -> Make:
    """Give what writes a workbook; merged are first row, first column, last row, last column and text, from 0."""

    def make(folder: Path) -> Path:
        with xlsxwriter.Workbook(folder / name, {"strings_to_formulas": False} | dict(options or {})) as made:
            style = made.add_format({"num_format": days}) if days else None
            for sheet_name, content in {title: rows, **(more or {})}.items():
                sheet = made.add_worksheet(sheet_name)
                if sheet_name == hidden:
                    sheet.hide()
                for r, row in enumerate(content):
                    for c, cell in enumerate(row):
                        _write(sheet, r, c, cell, style)
                for place in merged if sheet_name == title else ():
                    sheet.merge_range(*place)
            made.worksheets()[-1 if hidden == title else 0].activate()
        return folder / name

    return make


def _write(sheet: "xlsxwriter.worksheet.Worksheet", r: int, c: int, cell: object, style: object) -> None:
    """Write one cell: a pair is a formula with its value, a bytes object a number shown as a day."""
    if isinstance(cell, tuple):
        sheet.write_formula(r, c, cell[0], None, cell[1])
    elif isinstance(cell, bytes):
        sheet.write_number(r, c, float(cell), style)
    elif isinstance(cell, str):
        sheet.write_string(r, c, cell)
    elif cell is not None:
        sheet.write(r, c, cell)


IATI = """<?xml version="1.0" encoding="UTF-8"?>
<iati-activities version="2.03"><iati-activity xml:lang="en"><iati-identifier>P171489</iati-identifier>
<result type="1"><title><narrative>Courses</narrative></title>
<indicator measure="1"><title><narrative>People trained</narrative></title>
<reference vocabulary="99" code="I1"/>
<period><period-start iso-date="2021-01-01"/><period-end iso-date="2021-06-30"/>
<target value="100"/><actual value="80"/></period>
<period><period-start iso-date="2021-07-01"/><period-end iso-date="2021-12-31"/><target value="50"/></period>
</indicator></result></iati-activity></iati-activities>
"""
