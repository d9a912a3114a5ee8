"""The cover and the table of contents of a Word report."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dashboard.export.report.docx.grids import facts
from dashboard.export.report.docx.page import UPRIGHT
from dashboard.export.report.docx.words import field, link, paragraph, run
from dashboard.export.report.model import Report
from dashboard.i18n import t

DEEPEST = 2
"""Headings down to this level stand in the table of contents."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading: its words, its level and the bookmark under which it is found."""

    title: str
    level: int
    anchor: str


def cover(report: Report) -> Iterator[str]:
    """Give the cover: title, marks, facts, and what could not be made."""
    yield paragraph("Product", run(t("shell.product")))
    yield paragraph("Title", run(report.title))
    yield paragraph("Subtitle", run(report.subtitle))
    if report.draft:
        yield paragraph("Warning", run(t("report.draft")))
    if report.example:
        yield paragraph("Warning", run(t("report.example")))
    if report.facts:
        yield facts(report.facts, report.title, UPRIGHT)
    if report.failed:
        yield paragraph("Warning", run(t("report.failed")), keep=True)
        for name in report.failed:
            yield paragraph("Normal", run(t("report.failed_part", name=name)))


def contents(entries: Sequence[Entry]) -> Iterator[str]:
    """Give the table of contents: a field that Word brings up to date, with its entries written in already."""
    yield paragraph("TOCHeading", run(t("report.contents")), fresh=True)
    listed = [one for one in entries if one.level <= DEEPEST]
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f'TOC \\o "1-{DEEPEST}" \\h \\z \\u </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for at, one in enumerate(listed):
        inside = link(one.anchor, run(one.title) + "<w:r><w:tab/></w:r>" + field(f"PAGEREF {one.anchor} \\h", ""))
        opened, closed = begin if at == 0 else "", end if at == len(listed) - 1 else ""
        yield paragraph(f"TOC{one.level}", opened + inside + closed)
