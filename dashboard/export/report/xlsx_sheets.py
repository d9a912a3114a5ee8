"""The sheets of a report's workbook: opened, set up for A4, with their opening lines and their heads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.export.cited import Cited
from dashboard.export.native.legible import legible
from dashboard.export.report.model import Report
from dashboard.export.report.xlsx_look import Look, looking, start, write_text
from dashboard.figures import theme
from dashboard.i18n import t

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

A4 = 9
LONGEST_HEADER, LONGEST_PART = 255, 100
"""Signs that a head of pages can hold, and letters that one part of it may have."""
LEFT_TO_RIGHT = 1
"""The order of reading of an address, in any language."""
TITLE_SIZE, TITLE_HEIGHT = 14, 22


@dataclass(frozen=True, slots=True)
class Plan:
    """A sheet to come: its title, and what the list of sheets says of it."""

    title: str
    content: str
    source: str = ""


def open_sheet(book: "Workbook", name: str, report: Report, *, portrait: bool = False) -> "Worksheet":
    """Give a new sheet in the direction of the language, ready to be printed on A4, all columns on one page."""
    sheet = book.add_worksheet(name)
    if report.direction == "rtl":
        sheet.right_to_left()
    sheet.set_paper(A4)
    if not portrait:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
    sheet.set_header(_header(report))
    version = t("cited.version", version=str(report.version)) if report.version else ""
    sheet.set_footer(f"&L&8{_in_header(version)}&C&8&A&R&8&P / &N")
    return sheet


def _header(report: Report) -> str:
    """Give the head of every printed page: the report, that it is a draft, and its period where there is room."""
    mark = f"&C&B{_in_header(t('report.draft_mark'))}" if report.draft else ""
    left, right = f"&L&8{_in_header(report.title)}{mark}", f"&R&8{_in_header(report.subtitle)}"
    return left + right if len(left + right) <= LONGEST_HEADER else left


def _in_header(text: str) -> str:
    """Give text for the head of a printed page, where `&` is a sign of command."""
    return legible(text)[:LONGEST_PART].replace("&", "&&")


def opening(sheet: "Worksheet", look: Look, title: str, lines: Iterable[str]) -> int:
    """Write the title and what has to be known to cite the sheet; give the first row that is free."""
    write_text(sheet, (0, 0), title, looking(look.of, bold=True, font_size=TITLE_SIZE, text_wrap=False))
    sheet.set_row(0, TITLE_HEIGHT)
    plain = looking(look.of, text_wrap=False, font_color=theme.MUTED)
    told = list(filter(None, lines))
    address = looking(plain, reading_order=LEFT_TO_RIGHT, align=start())
    for row, line in enumerate(told, start=1):
        write_text(sheet, (row, 0), line, address if line.startswith(("/", "http")) else plain)
    return len(told) + 2


def lines_of(cited: Cited | None, note: str = "") -> Sequence[str]:
    """Give what is said around a chart: finding, measure, remark, source, filters, version and address."""
    if cited is None:
        return [note] if note else []
    finding = cited.finding if cited.finding != cited.title else ""
    filters = t("cited.filters", filters=cited.filters)
    source = " · ".join((*cited.source, t("cited.version", version=str(cited.version))))
    return [finding, cited.subtitle, cited.remark or note, source, filters, cited.address]


def keep_in_view(sheet: "Worksheet", head: int, columns: int = 1) -> None:
    """Keep the rows up to the head in view, and print the head on every page."""
    sheet.freeze_panes(head + 1, columns)
    sheet.repeat_rows(head)
