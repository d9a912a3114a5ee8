"""A report's workbook read back, and what must be in it reckoned again from the pages' own questions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO
from random import Random
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet
from sqlalchemy import Connection

from dashboard.address import Period
from dashboard.data.filters import EVERYTHING, Filters
from dashboard.data.versions import Snapshot
from dashboard.export.cited import Cited
from dashboard.export.report.chapters import PAGES
from dashboard.export.report.charts import FRAMEWORK
from dashboard.export.report.content import PARTS, gathered
from dashboard.export.report.model import Grid, Picture, Report
from dashboard.export.report.standing import report_filters
from dashboard.export.report.xlsx import write
from dashboard.figures.table import LongerThan, Table
from dashboard.i18n import speaking

PERIODS = {
    "P171489": ("2020", "2020-H2", "2021-H1", "2021-Q2"),
    "DEMO-WB-02": ("2024-H2", "2025", "2026-H1"),
    "DEMO-EU-02": ("2022", "2023-H1", "2024-H2"),
    "EU-CSD": ("2019-H2", "2020"),
    "DEMO-IZM-01": ("2022", "2023-H2"),
    "DEMO-ADA-01": ("2024", "2025-H2"),
    "DEMO-EU-03": ("2025", "2026-Q1"),
}
FRAMEWORK_PART = PARTS[1]
NUMBERS = frozenset({"whole", "number", "points", "share", "money"})


@dataclass(frozen=True, slots=True)
class Taken:
    """A report, the filters that it was made under, and its workbook read back."""

    report: Report
    filters: Filters
    book: Workbook
    content: bytes


def take(
    connection: Connection,
    grant: str,
    period: str,
    language: str,
    *,
    parts: Sequence[Any] = PARTS,
    draft: bool = True,
) -> Taken:
    """Make a report and read its workbook back."""
    with speaking(language):
        filters = report_filters(connection, EVERYTHING, grant, Period.parse(period), draft=draft)
        report = list(gathered(connection, filters, parts))[-1].report
        assert report
        assert not report.failed
        content = write(report)
    return Taken(report, filters, load_workbook(BytesIO(content)), content)


def chance(connection: Connection, seed: int) -> Taken:
    """Give the report of a grant and period by chance, with the framework and two more parts of it."""
    random = Random(seed)
    grant = random.choice(sorted(PERIODS))
    others = [part for part in PARTS if part is not FRAMEWORK_PART]
    parts = [FRAMEWORK_PART, *random.sample(others, 2)]
    return take(connection, grant, random.choice(PERIODS[grant]), ("tr", "en", "ar")[seed % 3], parts=parts)


def tables(taken: Taken) -> Iterator[Grid | Picture]:
    """Give the tables of a report that have sheets of their own."""
    for section in taken.report.sections:
        for block in () if section.annex else section.blocks:
            if isinstance(block, Grid | Picture) and block.cited and block.cited.chart != FRAMEWORK:
                yield block


def table_again(connection: Connection, filters: Filters, cited: Cited) -> Table:
    """Ask a page's own questions again, as of what a table says of itself, and give what its screen shows."""
    page = PAGES[cited.chart.partition(".")[0]]
    then = replace(filters, snapshot=Snapshot(cited.version, cited.day))
    shown = page.shown[cited.chart]
    return shown.table({name: page.questions[name](connection, then) for name in shown.questions})


def sheet_of(book: Workbook, title: str) -> Worksheet:
    """Give the sheet with a title in its first cell."""
    (found,) = [sheet for sheet in book.worksheets if sheet["A1"].value == title]
    return found


def body(sheet: Worksheet, labels: Sequence[str]) -> tuple[list[str], list[list[Any]]]:
    """Give the headings of a sheet's table and the cells beneath them, up to the first empty row."""
    rows = list(sheet.iter_rows(values_only=True))
    head = next(at for at, row in enumerate(rows) if row[: len(labels)] == tuple(labels))
    width = len(labels)
    found = []
    for row in rows[head + 1 :]:
        if all(cell is None for cell in row[:width]):
            break
        found.append(list(row[:width]))
    return list(labels), found


def shown(table: Table) -> list[int]:
    """Give the columns that a sheet shows: what people read, behind the code that names a row."""
    first = table.columns[0]
    code = [0] if first.kind == "code" and first.key in {"code", "place_code"} else []
    return code + [at for at, column in enumerate(table.columns) if column.kind not in {"code", "state"}]


def expected(table: Table, row: Sequence[Any], at: int) -> float | datetime | None:
    """Give the number or day that a cell must hold, None where it holds words."""
    cell = row[at]
    state = row[at + 1] if at + 1 < len(table.columns) and table.columns[at + 1].kind == "state" else "value"
    if state != "value" or isinstance(cell, LongerThan) or cell is None:
        return None
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001  A workbook knows no zone.
    return float(cell) if table.columns[at].is_number or table.columns[at].kind == "share" else None


def cells_of(sheet: Worksheet, area: str) -> list[Any]:
    """Give the cells that a chart is drawn from."""
    name, _, place = area.rpartition("!")
    assert name.strip("'").replace("''", "'") == sheet.title
    left, top, right, bottom = range_boundaries(place.replace("$", ""))
    rows = sheet.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right, values_only=True)
    return [cell for row in rows for cell in row]


def by_key(table: Table) -> list[Mapping[str, Any]]:
    """Give the rows of a table by the keys of its columns."""
    keys = [column.key for column in table.columns]
    return [dict(zip(keys, row, strict=True)) for row in table.rows]
