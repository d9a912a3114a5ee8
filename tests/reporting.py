"""Reports read back from their files, and what the pages' own questions say they must hold."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Any, TypeAlias

import docx
import openpyxl
import pptx
import pytest
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph
from sqlalchemy import Connection

from dashboard.address import parse_address
from dashboard.app import exports
from dashboard.catalogue import CHARTS
from dashboard.data.filters import EVERYTHING, Filters, Viewer, resolve_filters
from dashboard.data.lookups import grant_codes
from dashboard.data.versions import Snapshot, newest_version
from dashboard.export.report.content import CHAPTERS, DOCUMENTS, gathered
from dashboard.export.report.model import Report
from dashboard.export.shown import Shown
from dashboard.export.state import state_of
from dashboard.figures.table import Table
from dashboard.i18n import speaking, t
from dashboard.settings import Settings

Element: TypeAlias = Any
"""An object of python-docx, python-pptx or lxml, none of which has types for it."""
PAGES = exports(Settings())
CHARTS_OF_REPORT = [chart for chapter in (*CHAPTERS, DOCUMENTS) for chart in chapter.charts]
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
PERIODS = (
    "2021",
    "2021-H1",
    "2020-H2",
    "2021-Q2",
    "2025",
    "2025-H2",
    "2024-H2",
    "2026-H1",
    "2026-Q3",
    "2020-04..2021-03",
)
PLACES = ("TR-34", "TR-63", "TR-31", "TR-01")


def quickly_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put one point in the place of pictures, in which no test reads numbers and which take most of the time."""
    for module in ("docx.figures", "pptx.slides"):
        monkeypatch.setattr(f"dashboard.export.report.{module}.drawn", lambda *_: PIXEL)


def chosen(connection: Connection, seed: int, viewer: Viewer = EVERYTHING) -> tuple[Filters, str]:
    """Give random filters of one grant, and a language."""
    draw = random.Random(seed)
    newest = newest_version(connection)
    known = grant_codes(connection, Snapshot(newest, date(2026, 11, 22)), viewer)
    asked = [f"grant={draw.choice(sorted(known))}", f"period={draw.choice(PERIODS)}"]
    asked += [f"place={place}" for place in draw.sample(PLACES, draw.choice((0, 0, 1, 2)))]
    asked += [f"v={draw.randint(2, newest)}"] if draw.random() < 0.5 else []
    asked += [f"on={draw.choice(('2021-07-01', '2024-03-31', '2026-11-22'))}"] if draw.random() < 0.5 else []
    return resolve_filters(connection, parse_address("&".join(asked)), viewer), draw.choice(("tr", "en", "ar"))


def report_of(connection: Connection, filters: Filters, language: str = "tr") -> Report:
    """Give the whole report of some filters."""
    with speaking(language):
        last = list(gathered(connection, filters))[-1].report
    assert last is not None
    return last


def tables_of_pages(connection: Connection, filters: Filters) -> Iterator[tuple[str, Shown, Table]]:
    """Give every chart of a report that has something to show, its table computed by its page's questions."""
    for chart in CHARTS_OF_REPORT:
        page = PAGES[CHARTS[chart].page]
        shown = page.shown[chart]
        table = shown.table({name: page.questions[name](connection, filters) for name in shown.questions})
        if state_of(table, shown) is None:
            yield chart, shown, table


def plain(text: str) -> str:
    """Give text with ordinary blanks and without marks of direction, as a reader sees it."""
    return re.sub(r"[\u200e\u2066\u2069]", "", text.replace("\u00a0", " ")).strip()


@dataclass(slots=True)
class ReadTable:
    """A table of a file: what stands around it, its headings, and its rows; a row of one cell spans all columns."""

    title: str
    around: str
    headings: list[str]
    rows: list[list[str]]

    def column(self, label: str) -> list[str]:
        """Give the first lines of the cells of a column."""
        at = self.headings.index(label)
        return [row[at].partition("\n")[0] for row in self.rows if len(row) == len(self.headings)]

    def all_text(self) -> str:
        """Give everything that it and its surroundings say."""
        return "\n".join([self.around, *self.headings, *("\n".join(row) for row in self.rows)])


@dataclass(slots=True)
class ReadChart:
    """A native chart of a file: series by name in its XML and in its workbook, and what the workbook's cells are."""

    title: str
    cached: list[list[float | None]]
    in_workbook: list[list[float | None]]
    formulas: int


@dataclass(slots=True)
class ReadFile:
    """What a file says."""

    tables: list[ReadTable] = field(default_factory=list)
    charts: list[ReadChart] = field(default_factory=list)

    def table(self, title: str) -> list[ReadTable]:
        """Give the tables under a title."""
        return [one for one in self.tables if one.title == title or one.title.startswith(f"{title}: ")]


def read_docx(content: bytes) -> ReadFile:
    """Read tables with their captions, and native charts, from a Word document."""
    document = docx.Document(BytesIO(content))
    found, above = ReadFile(), list[str]()
    for child in document.element.body:
        if child.tag == qn("w:p"):
            above = [*above, plain(Paragraph(child, document).text)][-3:]
            found.charts += [_word_chart(document.part, one) for one in child.iter(qn("c:chart"))]
        elif child.tag == qn("w:tbl"):
            found.tables.append(_word_table(WordTable(child, document), above))
            above = []
    return found


def _word_table(table: WordTable, above: Sequence[str]) -> ReadTable:
    """Read one table of a Word document."""
    rows = [[plain("\n".join(p.text for p in cell.paragraphs)) for cell in _cells(row)] for row in table.rows]
    numbered = re.compile(rf"{t('report.table_label')} \d+\. ")
    caption = next((one for one in reversed(above) if numbered.match(one)), "")
    title = numbered.sub("", caption)
    return ReadTable(title, "\n".join(above), [one.partition("\n")[0] for one in rows[0]], rows[1:])


def _cells(row: Element) -> Iterator[Element]:
    """Give the cells of a row, a spanning one once."""
    seen = None
    for cell in row.cells:
        if cell._tc is not seen:
            yield cell
        seen = cell._tc


def _word_chart(part: Element, chart: Element) -> ReadChart:
    """Read one native chart of a Word document."""
    held = part.related_parts[chart.get(qn("r:id"))]
    book = next(rel.target_part.blob for rel in held.rels.values() if rel.reltype.endswith("/package"))
    title = next(chart.iterancestors(qn("wp:inline"))).find(qn("wp:docPr")).get("title")
    return _chart(title, pptx.oxml.parse_xml(held.blob), book)


def read_pptx(content: bytes) -> ReadFile:
    """Read tables and native charts from a presentation; the parts of a table are joined."""
    found = ReadFile()
    for slide in pptx.Presentation(BytesIO(content)).slides:
        words = "\n".join(plain(one.text_frame.text) for one in slide.shapes if one.has_text_frame)
        for shape in slide.shapes:
            if shape.has_chart:
                held = shape.chart.part
                found.charts.append(_chart(shape.name, held._element, held.chart_workbook.xlsx_part.blob))
            elif shape.has_table:
                _slide_table(found, shape, words)
    return found


def _slide_table(found: ReadFile, shape: Element, words: str) -> None:
    """Read the table of a slide, as the continuation of the one before where it has the same title."""
    rows = [[plain(cell.text_frame.text) for cell in row.cells if not cell.is_spanned] for row in shape.table.rows]
    if found.tables and found.tables[-1].title == shape.name and "/" in words.partition("\n")[0]:
        found.tables[-1].rows += rows[1:]
    else:
        found.tables.append(ReadTable(shape.name, words, rows[0], rows[1:]))


def _chart(title: str, space: Element, book: bytes) -> ReadChart:
    """Read the numbers of a chart: those that are drawn, and those that can be edited."""
    cached = []
    for series in space.iter("{*}ser"):
        values = series.find("{*}val/{*}numRef/{*}numCache")
        points = {int(one.get("idx")): float(one.find("{*}v").text) for one in values.iter("{*}pt")}
        cached.append([points.get(at) for at in range(int(values.find("{*}ptCount").get("val")))])
    sheet = openpyxl.load_workbook(BytesIO(book)).active
    assert sheet is not None
    columns = [[cell.value for cell in column[1:]] for column in sheet.iter_cols(min_col=2)]
    formulas = sum(cell.data_type == "f" for row in sheet.iter_rows() for cell in row)
    return ReadChart(title, cached, columns, formulas)


def drawn_values(figure: Mapping[str, Any]) -> list[list[float]]:
    """Give the numbers that the traces of a figure draw, series by series, missing ones left out."""
    flat = any(trace.get("orientation") == "h" for trace in figure["data"])
    return [[one for one in trace["x" if flat else "y"] if one is not None] for trace in figure["data"]]


def title_of(chart: str) -> str:
    """Give the neutral title of a chart."""
    return t(CHARTS[chart].label)
