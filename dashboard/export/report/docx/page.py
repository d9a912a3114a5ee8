"""Pages of a Word report: A4, upright and across, with what stands above and below every text."""

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm

from dashboard import formats
from dashboard.export.report.docx.words import element, field, paragraph, run
from dashboard.export.report.model import Report
from dashboard.i18n import t

SHORT, LONG = 210, 297
MARGIN, TOP, BOTTOM = 20, 22, 18
UPRIGHT, ACROSS = SHORT - 2 * MARGIN, LONG - 2 * MARGIN
"""Widths of the text, in millimetres."""


def first_page(document: Document, report: Report) -> None:
    """Set the first section: its cover stands without the words of the other pages."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    lay(section, across=False, direction=report.direction)
    _fill(section.header, _above(report))
    _fill(section.footer, [_below(report)])


def turn(document: Document, report: Report, *, across: bool) -> float:
    """Begin a section whose pages stand the other way, and give the width of its text."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.different_first_page_header_footer = False
    lay(section, across=across, direction=report.direction)
    return ACROSS if across else UPRIGHT


def lay(section: Section, *, across: bool, direction: str) -> None:
    """Set paper, margins and direction."""
    wide, high = (LONG, SHORT) if across else (SHORT, LONG)
    section.orientation = WD_ORIENT.LANDSCAPE if across else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(wide), Mm(high)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.header_distance = section.footer_distance = Mm(9)
    properties = section._sectPr  # noqa: SLF001  python-docx has no property for the direction of a section.
    if direction == "rtl" and properties.find(qn("w:bidi")) is None:
        properties.insert_element_before(element("<w:bidi/>"), "w:rtlGutter", "w:docGrid", "w:printerSettings")


def _fill(part: object, paragraphs: list[str]) -> None:
    """Put paragraphs into a header or footer."""
    part.is_linked_to_previous = False  # type: ignore[attr-defined]  # Header and footer share no public type.
    inside = part._element  # type: ignore[attr-defined]  # noqa: SLF001  Paragraphs are made as XML.
    for old in list(inside):
        inside.remove(old)
    for one in paragraphs:
        inside.append(element(one))


def _above(report: Report) -> list[str]:
    """Give what stands above every page: the report's name, and the marks of a draft and of made figures."""
    marks = [t("report.draft")] if report.draft else []
    marks += [t("report.example")] if report.example else []
    told = [paragraph("Draft", run(" · ".join(marks)))] if marks else []
    return [*told, paragraph("Header", run(f"{report.title} · {report.subtitle}"))]


def _below(report: Report) -> str:
    """Give what stands below every page: the state of the data, and the number of the page."""
    told = [t("shell.product")]
    if report.version:
        told.append(t("cited.version", version=str(report.version)))
    if report.cutoff:
        told.append(t("source.cutoff", day=formats.day(report.cutoff)))
    before, _, rest = t("report.page").partition("{page}")
    between, _, after = rest.partition("{pages}")
    numbers = run(before) + field("PAGE", "1") + run(between) + field("NUMPAGES", "1") + run(after)
    return paragraph("Footer", run(f"{' · '.join(told)} · ") + numbers)
