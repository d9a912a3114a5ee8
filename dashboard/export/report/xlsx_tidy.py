"""Every number of a report in one table, a row a number, as pivot tables and programs want it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dashboard import formats
from dashboard.export.report.model import Grid, Picture, Report
from dashboard.export.report.xlsx_look import Look, fit_row, looking, put, start, write_text
from dashboard.export.report.xlsx_sheets import keep_in_view, open_sheet, opening
from dashboard.figures.table import Column, LongerThan, Table
from dashboard.i18n import t
from dashboard.shown_sum import is_partial, is_suppressed

if TYPE_CHECKING:
    from xlsxwriter import Workbook

NUMBERS = frozenset({"whole", "number", "points", "share", "money", "wait"})
TIMES = frozenset({"month", "quarter"})
COLUMNS = {
    "figure": 24,
    "title": 30,
    "row_code": 18,
    "row": 36,
    "first_day": 13,
    "last_day": 13,
    "place_code": 12,
    "place": 18,
    "dimension": 30,
    "measure_code": 18,
    "measure": 24,
    "value": 14,
    "unit": 12,
    "state": 16,
    "version": 11,
    "day": 13,
}
"""The columns with their widths; each is explained under `report.tidy.<column>.told`."""


@dataclass(frozen=True, slots=True)
class Datum:
    """One number with everything that says what it is; `value` is None where it is not there, and `state` why."""

    figure: str
    title: str
    row_code: str
    row: str
    first_day: date | None
    last_day: date | None
    place_code: str
    place: str
    dimension: str
    measure_code: str
    measure: str
    value: float | Decimal | None
    unit: str
    state: str
    version: int | None
    day: date | None
    kind: str


def write_tidy(book: "Workbook", look: Look, name: str, report: Report) -> None:
    """Write the sheet of all numbers."""
    sheet = open_sheet(book, name, report)
    head = opening(sheet, look, t("report.tidy"), [t("report.tidy.told")])
    for column, (key, width) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, width)
        write_text(sheet, (head, column), t(f"report.tidy.{key}"), looking(look.head, align=start()))
    fit_row(sheet, head, ((t(f"report.tidy.{key}"), width - 3) for key, width in COLUMNS.items()))
    plain = looking(look.of, text_wrap=False)
    last = head
    for last, datum in enumerate(data(report), start=head + 1):
        for column, key in enumerate(COLUMNS):
            cell = getattr(datum, key)
            if cell not in {None, ""}:
                put(sheet, plain, (last, column), cell, datum.kind if key == "value" else _kind(key))
    keep_in_view(sheet, head)
    sheet.autofilter(head, 0, last, len(COLUMNS) - 1)


def _kind(key: str) -> str:
    """Say how a column's numbers and days are written; a version is a name, without signs for thousands."""
    return "day" if key.endswith("day") else "text"


def data(report: Report) -> Iterator[Datum]:
    """Give every number of the report's charts and tables; those of the annex are those of the charts."""
    for section in report.sections:
        for block in () if section.annex else section.blocks:
            if isinstance(block, Grid | Picture):
                yield from _numbers(block, report)


def _numbers(block: Grid | Picture, report: Report) -> Iterator[Datum]:
    """Give the numbers of one table, row by row."""
    cited = block.cited
    title = cited.title if cited else block.title if isinstance(block, Grid) else ""
    about = _About(cited.chart if cited else "", title, cited.version if cited else report.version or None)
    day = cited.day if cited else report.day
    for row in block.table.rows:
        for at, column in enumerate(block.table.columns):
            if column.kind in NUMBERS:
                yield _datum(about, block.table, row, at, day)


@dataclass(frozen=True, slots=True)
class _About:
    """What all numbers of a table share."""

    figure: str
    title: str
    version: int | None


def _datum(about: _About, table: Table, row: Sequence[Any], at: int, day: date | None) -> Datum:
    """Give one number with what the rest of its row says."""
    column, cell = table.columns[at], row[at]
    told = {one.key: value for one, value in zip(table.columns, row, strict=True)}
    first, last = _period(table, row, told)
    number = cell if isinstance(cell, int | float | Decimal) and not is_suppressed(cell) else None
    return Datum(
        figure=about.figure or (str(told["id"]) if "id" in told else ""),
        title=about.title,
        row_code=_code(table, row),
        row=_name(table, row),
        first_day=first,
        last_day=last,
        place_code=str(told.get("place_code") or ""),
        place=_place(told),
        dimension=_dimension(table, row),
        measure_code=column.key,
        measure=column.label,
        value=number,
        unit=_unit(column, told),
        state=_state(table, row, at),
        version=about.version,
        day=day,
        kind=column.kind,
    )


def _code(table: Table, row: Sequence[Any]) -> str:
    """Give the code that names a row."""
    codes = (
        at for at, one in enumerate(table.columns) if one.kind == "code" and one.key in {"code", "id", "place_code"}
    )
    at = next(codes, None)
    return "" if at is None else str(row[at] or "")


def _names(table: Table) -> list[int]:
    """Give the columns of words; the first of them names the row."""
    return [at for at, one in enumerate(table.columns) if one.kind == "text"]


def _name(table: Table, row: Sequence[Any]) -> str:
    """Give the name of a row."""
    return next((str(row[at]) for at in _names(table) if row[at]), "")


def _dimension(table: Table, row: Sequence[Any]) -> str:
    """Give what the words of a row besides its name say: which part, which place, which state."""
    further = [at for at in _names(table)[1:] if row[at] and table.columns[at].key in DIMENSIONS]
    return "; ".join(f"{table.columns[at].label}: {row[at]}" for at in further)


DIMENSIONS = frozenset({"dimension", "part", "phase_word", "period", "level_word", "component", "indicator", "project"})
"""Columns of words that say of which part of something a number is."""


def _place(told: dict[str, Any]) -> str:
    """Give the place of a row."""
    if "place_code" in told:
        return str(told.get("name") or "")
    return str(told.get("place") or "")


def _period(table: Table, row: Sequence[Any], told: dict[str, Any]) -> tuple[date | None, date | None]:
    """Give first and last day of the period of which a row speaks."""
    if isinstance(told.get("period_start"), date):
        return told["period_start"], told["period_end"]
    at = next((place for place, one in enumerate(table.columns) if one.kind in TIMES), None)
    if at is None or not isinstance(row[at], date):
        return None, None
    months = 1 if table.columns[at].kind == "month" else 3
    return row[at], _last_day(row[at], months)


def _last_day(first: date, months: int) -> date:
    """Give the last day of some months that begin with a day."""
    index = first.year * 12 + first.month - 1 + months
    return date.fromordinal(date(index // 12, index % 12 + 1, 1).toordinal() - 1)


def _unit(column: Column, told: dict[str, Any]) -> str:
    """Give the unit of a number: a currency, days, a share, or what its row says."""
    if column.kind == "money":
        return str(told.get("currency") or "")
    if column.kind in {"share", "wait"}:
        return t(f"report.unit.{column.kind}")
    if column.key in _OF_THE_INDICATOR:
        return "%" if told.get("measure") == "2" else str(told.get("unit") or "")
    return ""


_OF_THE_INDICATOR = frozenset(
    {
        *(
            "baseline",
            "previous",
            "current",
            "target",
            "plan",
            "open",
            "original_target",
            "result",
            "original",
            "to_date",
        ),
        *("planned", "first_planned", "actual", "expected", "slowest", "fastest", "reported", "known", "change"),
    }
)
"""Numbers that have the unit of the row's indicator."""


def _state(table: Table, row: Sequence[Any], at: int) -> str:
    """Say that a number is there, or why not."""
    if is_partial(row[at]):
        return t("value.suppressed" if is_suppressed(row[at]) else "value.partial")
    following = table.columns[at + 1] if at + 1 < len(table.columns) else None
    if following and following.kind == "state":
        return t(f"value.{row[at + 1]}")
    if isinstance(row[at], LongerThan):
        return f"{t('value.not_reached')}: {formats.wait(row[at].days, reached=False)}"
    return t("value.missing" if row[at] is None else "value.value")
