"""The chapters of a Word report, block by block."""

from dataclasses import dataclass, field

from docx.document import Document

from dashboard.export.cited import Cited
from dashboard.export.report.docx import grids, opening
from dashboard.export.report.docx.figures import figure
from dashboard.export.report.docx.page import ACROSS, UPRIGHT, turn
from dashboard.export.report.docx.words import bookmark, element, paragraph, run
from dashboard.export.report.docx.words import field as field_of
from dashboard.export.report.fitting import compact
from dashboard.export.report.model import Block, Facts, Grid, Paragraph, Picture, Report, Section
from dashboard.export.report.widths import least_width
from dashboard.i18n import t


@dataclass(slots=True)
class Body:
    """Writes chapters one after the other; counts headings, charts and tables, and turns pages for wide tables."""

    document: Document
    report: Report
    entries: list[opening.Entry] = field(default_factory=list)
    charts: int = 0
    tables: int = 0
    across: bool = False

    def write(self, section: Section) -> None:
        """Write one section."""
        first = next(iter(section.blocks), None)
        self._turn(wide=first is not None and self._is_wide(first))
        self._heading(section.title, section.level)
        for block in section.blocks:
            self._turn(wide=self._is_wide(block))
            self._block(block, section)

    def _block(self, block: Block, section: Section) -> None:
        """Write one block under its own heading; those of the annex have their captions alone."""
        if isinstance(block, Paragraph):
            self._add(paragraph("Normal", run(block.text), keep=block is not section.blocks[-1]))
            return
        title = block.cited.title if isinstance(block, Picture) else block.title
        if title and title != section.title and not section.annex:
            self._heading(title, section.level + 1)
        if isinstance(block, Facts):
            self._add(grids.facts(block.pairs, title, self._width()))
        elif isinstance(block, Picture):
            self._picture(block)
        else:
            self._grid(block, found=not section.annex)

    def _picture(self, picture: Picture) -> None:
        """Write a chart: what is found, the chart, its caption and where it comes from."""
        words = picture.cited
        self.charts += 1
        if words.finding != words.title:
            self._add(paragraph("Finding", run(words.finding)))
        self._add(figure(self.document, picture, self.charts, min(self._width(), UPRIGHT)))
        self._add(_caption("report.figure_label", "Figure", self.charts, f"{words.title}: {words.subtitle}"))
        self._source(words.remark, words, keep=False)

    def _grid(self, grid: Grid, *, found: bool) -> None:
        """Write a table: what is found, its caption, what is to be known of it, and the table.

        What is to be known stands above, because below a table it may be left alone on the next page.
        """
        self.tables += 1
        words, slim = grid.cited, compact(grid.laid)
        told = f"{grid.title}: {words.subtitle}" if words else grid.title
        if found and words and words.finding != words.title:
            self._add(paragraph("Finding", run(words.finding)))
        self._add(_caption("report.table_label", "Table", self.tables, told))
        self._source(" · ".join(filter(None, (grid.note, slim.told))), words, keep=True)
        alt = words.alt if words else t("report.table_alt", title=grid.title)
        self._add(grids.table(slim, told, alt, self._width()))

    def _source(self, note: str, words: Cited | None, *, keep: bool) -> None:
        """Write the small line of a chart or a table: what it leaves out, and where it comes from.

        Filters are told where each chart has its own; those of a whole report stand on its cover.
        """
        known = list(words.source) if words else []
        if words and self.report.state == "shown":
            known.append(t("cited.filters", filters=words.filters))
        if told := " · ".join(filter(None, (note, *known))):
            self._add(paragraph("Source", run(told), keep=keep))

    def _heading(self, title: str, level: int) -> None:
        """Write a heading that the table of contents names."""
        number = len(self.entries) + 1
        anchor = f"_Toc{number:06d}"
        self.entries.append(opening.Entry(title, level, anchor))
        style, fresh = f"Heading{min(level, 3)}", number == 1 and not self.across
        self._add(paragraph(style, bookmark(anchor, number, run(title)), fresh=fresh))

    def _is_wide(self, block: Block) -> bool:
        """Say whether a block needs a page across: a table whose words would break on an upright one."""
        return isinstance(block, Grid) and least_width(compact(block.laid).laid, grids.POINTS) > UPRIGHT

    def finish(self) -> None:
        """End with a paragraph, as Word wants it after a table."""
        self._add(paragraph("Source", ""))

    def _turn(self, *, wide: bool) -> None:
        """Go on to pages that stand the right way."""
        if wide != self.across:
            turn(self.document, self.report, across=wide)
            self.across = wide

    def _width(self) -> float:
        """Give the width of the text."""
        return ACROSS if self.across else UPRIGHT

    def _add(self, xml: str) -> None:
        """Put an element at the end of the document, before the properties of its last section."""
        body = self.document.element.body
        body.insert_element_before(element(xml), "w:sectPr")


def _caption(label: str, counter: str, number: int, words: str) -> str:
    """Give a caption whose number Word counts."""
    numbered = run(f"{t(label)} ") + field_of(f"SEQ {counter} \\* ARABIC", str(number))
    return paragraph("Caption", numbered + run(f". {words}"), keep=counter == "Table")
