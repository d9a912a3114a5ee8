"""The first sheet of a report's workbook: what it is about, what each sheet holds, and how figures are to be read."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from dashboard.export.report.model import Facts, Pairs, Paragraph, Report
from dashboard.export.report.xlsx_look import Look, fit_row, looking, start, write_text
from dashboard.export.report.xlsx_sheets import Plan, open_sheet, opening
from dashboard.export.report.xlsx_tidy import COLUMNS
from dashboard.figures import theme
from dashboard.i18n import t

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

NAME, TEXT, SOURCE = 0, 1, 2
WIDTHS = (34, 78, 46)


def write_cover(book: "Workbook", look: Look, names: Sequence[str], plans: Sequence[Plan], report: Report) -> None:
    """Write the sheet.

    Args:
        book: the workbook.
        look: its formats.
        names: of all sheets, this one first.
        plans: of the others, in their order.
        report: what the workbook is about.
    """
    sheet = open_sheet(book, names[0], report, portrait=True)
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    line = opening(sheet, look, report.title, [report.subtitle])
    for mark in marks(report):
        write_text(sheet, (line, NAME), mark, looking(look.of, bold=True, font_color=theme.WINE, text_wrap=False))
        line += 1
    line = _pairs(sheet, look, line, t("report.about"), report.facts)
    line = _sheets(sheet, look, line, list(zip(names[1:], plans, strict=True)))
    for title, pairs in words(report):
        line = _pairs(sheet, look, line, title, pairs)
    _pairs(sheet, look, line, t("report.tidy"), tidy_words())


def marks(report: Report) -> Iterator[str]:
    """Give what everybody must know before reading: a draft, made-up figures, parts that could not be made."""
    if report.draft:
        yield t("report.draft")
    if report.example:
        yield t("report.example")
    for name in report.failed:
        yield t("report.failed_part", name=name)


def words(report: Report) -> Iterator[tuple[str, Pairs]]:
    """Give what the report says in words and facts, under the titles of its sections."""
    for section in report.sections:
        told = tuple(("", block.text) for block in section.blocks if isinstance(block, Paragraph))
        if told:
            yield section.title, told
        for block in section.blocks:
            if isinstance(block, Facts):
                yield " · ".join(dict.fromkeys(filter(None, (section.title, block.title)))), block.pairs


def tidy_words() -> Pairs:
    """Give what each column of the sheet of all numbers means."""
    return tuple((t(f"report.tidy.{key}"), t(f"report.tidy.{key}.told")) for key in COLUMNS)


def _pairs(sheet: "Worksheet", look: Look, line: int, title: str, pairs: Pairs) -> int:
    """Write names with what they are under a title; give the row after them, one left free."""
    _heading(sheet, look, line, title)
    for row, (name, text) in enumerate(pairs, start=line + 1):
        write_text(sheet, (row, NAME), name, looking(look.of, bold=True))
        write_text(sheet, (row, TEXT), text, look.of)
        fit_row(sheet, row, ((name, WIDTHS[NAME]), (text, WIDTHS[TEXT])))
    return line + len(pairs) + 2


def _sheets(sheet: "Worksheet", look: Look, line: int, sheets: Sequence[tuple[str, Plan]]) -> int:
    """Write what each sheet holds and where it comes from."""
    head = looking(look.head, align=start())
    for column, key in enumerate(("report.sheet", "report.holds", "report.source")):
        write_text(sheet, (line, column), t(key), head)
    for row, (name, plan) in enumerate(sheets, start=line + 1):
        told = (name, plan.content, plan.source)
        for column, text in enumerate(told):
            write_text(sheet, (row, column), text, looking(look.boxed, bold=column == NAME))
        fit_row(sheet, row, zip(told, WIDTHS, strict=True))
    return line + len(sheets) + 2


def _heading(sheet: "Worksheet", look: Look, line: int, title: str) -> None:
    """Write a heading over the width of the sheet."""
    for column in range(len(WIDTHS)):
        write_text(sheet, (line, column), title if column == NAME else "", looking(look.band, text_wrap=False))
