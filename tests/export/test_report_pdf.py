"""A report as PDF says all that the report says, to everybody, in three languages."""

import random
import re
from dataclasses import replace
from time import process_time

import pytest
from pypdf import PageObject

from dashboard.address import Period
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING
from dashboard.export.report.charts import FRAMEWORK
from dashboard.export.report.fitting import compact
from dashboard.export.report.laying import laid, laid_framework
from dashboard.export.report.model import Cell, Grid, Group, Heading, Laid, Paragraph, Report, Section
from dashboard.export.report.pdf import write
from dashboard.export.report.pdf.columns import ASIDE, UPRIGHT, broken, columns
from dashboard.export.report.pdf.directions import said
from dashboard.export.report.standing import report_filters
from dashboard.figures.table import Column, Table
from dashboard.i18n import speaking, t
from tests.conftest import Database
from tests.pdf_reader import Pdf, bare
from tests.report_world import NAUGHTY, WORDS, report
from tests.reporting import chosen, report_of, tables_of_pages

LANGUAGES = ("tr", "en", "ar")
LONGEST = 20
"""Seconds of one processor in which a report of thirty pages is there, gathered and written."""
NOTHING = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def checked(made: Report) -> Pdf:
    """Write a report, read it back and compare all words and numbers with those of the report."""
    pdf = Pdf(write(made))
    whole = bare(pdf.text)
    for section in made.sections:
        for block in section.blocks:
            if isinstance(block, Grid):
                on_page(pdf, block)
    if made.direction == "ltr":
        for text in told(made):
            assert bare(text) in whole, text
    return pdf


def told(made: Report) -> list[str]:
    """Give the words of a report that stand in one piece."""
    texts = [made.title, made.subtitle, *(part for pair in made.facts for part in pair), *made.failed]
    for section in made.sections:
        texts.append(section.title)
        texts += [block.text for block in section.blocks if isinstance(block, Paragraph)]
    return texts


def on_page(pdf: Pdf, grid: Grid) -> None:
    """Check that every number of a row of a table stands on one page, or where the row is cut, on two that follow."""
    pages = [bare(text) for text in pdf.pages]
    for row in compact(grid.laid).laid.rows:
        numbers = {found for cell in row for line in cell.lines for found in NUMBER.findall(line)}
        pairs = [first + second for first, second in zip(pages, [*pages[1:], ""], strict=True)]
        assert any(all(number in pair for number in numbers) for pair in pairs), (grid.title, numbers)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", range(4))
def test_every_number_and_word_of_a_random_report_can_be_read_back(seed: int, language: str) -> None:
    checked(report(seed, language, draft=seed % 2 == 0))


@pytest.mark.exhaustive
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", range(100, 150))
def test_every_number_and_word_of_fifty_more_reports_can_be_read_back(seed: int, language: str) -> None:
    checked(report(seed, language, draft=seed % 2 == 0))


def compared(database: Database, seed: int) -> None:
    """Compare the report of random filters with what the questions of the pages answer."""
    with reading(database.engines.reader, EVERYTHING) as connection:
        filters, language = chosen(connection, seed)
        made = report_of(connection, filters, language)
        with speaking(language):
            pdf = Pdf(write(made))
            for chart, _, table in tables_of_pages(connection, filters):
                shown = laid_framework(table) if chart == FRAMEWORK else laid(table)
                on_page(pdf, Grid(chart, table, shown))


@pytest.mark.parametrize("seed", range(4))
def test_every_number_of_the_pages_is_in_the_report(
    seed: int, demo_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.export.report.pdf.pages.drawn", lambda *_: NOTHING)
    compared(demo_database, seed)


@pytest.mark.exhaustive
@pytest.mark.parametrize("seed", range(100, 150))
def test_every_number_of_the_pages_is_in_fifty_more_reports(
    seed: int, demo_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.export.report.pdf.pages.drawn", lambda *_: NOTHING)
    compared(demo_database, seed)


@pytest.mark.parametrize("language", ["ar", *(pytest.param(one, marks=pytest.mark.exhaustive) for one in ("tr", "en"))])
def test_a_whole_report_is_written_in_time_with_drawings_as_vectors(demo_database: Database, language: str) -> None:
    with reading(demo_database.engines.reader, EVERYTHING) as connection:
        filters = report_filters(connection, EVERYTHING, "DEMO-WB-02", Period.parse("2026-H1"), draft=True)
        started = process_time()
        made = report_of(connection, filters, language)
        content = write(made)
        assert process_time() - started < LONGEST
    pdf = Pdf(content)
    assert len(pdf.pages) > 25
    assert not pdf.images()
    assert sum(tag.kind == "Figure" for tag in pdf.tags()) == len(made.pictures())
    for grid in made.grids():
        on_page(pdf, grid)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_structure_says_what_everything_is(language: str) -> None:
    made = report(12, language)
    pdf = Pdf(write(made))
    assert pdf.root["/MarkInfo"]["/Marked"]
    assert str(pdf.root["/Lang"]).split("-")[0] == language
    assert pdf.root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "<pdfuaid:part>1</pdfuaid:part>" in pdf.metadata()
    assert bare(made.title) in bare(pdf.reader.metadata.title)
    kinds = [tag.kind for tag in pdf.tags()]
    assert {"H1", "Table", "TR", "TH", "TD", "Figure", "Caption", "TOC", "P"} <= set(kinds)
    assert not pdf.images()


def test_each_table_has_headings_and_each_picture_its_words() -> None:
    made = report(12, "tr")
    tags = Pdf(write(made)).tags()
    grids, pictures = made.grids(), made.pictures()
    assert sum(tag.kind == "Table" for tag in tags) == len(grids)
    assert sum(tag.kind == "TH" for tag in tags) >= sum(len(compact(grid.laid).laid.headings) for grid in grids)
    assert all({"Table", "TR"} <= set(tag.within) for tag in tags if tag.kind in {"TH", "TD"})
    alternatives = [str(tag.node["/Alt"]) for tag in tags if tag.kind == "Figure" and "/Alt" in tag.node]
    assert [bare(one) for one in alternatives] == [bare(picture.cited.alt) for picture in pictures]
    assert sum(tag.kind == "Figure" for tag in tags) == len(pictures)


@pytest.mark.parametrize("language", LANGUAGES)
def test_bookmarks_and_contents_name_every_chapter(language: str) -> None:
    made = report(3, language)
    pdf = Pdf(write(made))
    titles = [bare(section.title) for section in made.sections]
    marks = [bare(title) for title in pdf.bookmarks()]
    assert [title for title in marks if title in titles][: len(titles)] == titles


def test_no_name_is_read_as_markup() -> None:
    cells = tuple((Cell((name,)), Cell(("1",), 1)) for name in NAUGHTY)
    laid = Laid((Heading("Ad"), Heading("Sayı", numeric=True)), (Group("#[x] $y$ @z", cells),))
    blocks = (*map(Paragraph, NAUGHTY), Grid("*Tablo* #1", Table((Column("a", "a"),), ()), laid))
    made = Report("#panic()", "@yok", ((NAUGHTY[0], NAUGHTY[1]),), (Section("= $x$", blocks),), "tr", "ltr")
    whole = bare(Pdf(write(made)).text)
    for name in (*NAUGHTY, "#[x] $y$ @z", "*Tablo* #1", "#panic()", "@yok", "= $x$"):
        assert whole.count(bare(name)) >= 1, name
    assert whole.count(bare(NAUGHTY[2])) >= 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_of_a_draft_says_so_and_no_other_does(language: str) -> None:
    with speaking(language):
        mark = t("report.draft").partition(":")[0]
    made = Report("1", "2", (), (Section("3", (equal_cells(3, 90),)),), language, "rtl" if language == "ar" else "ltr")
    draft, released = (Pdf(write(replace(made, state=state))) for state in ("draft", "released"))
    assert len(draft.pages) > 3
    assert all(mark in page for page in draft.pages)
    assert not any(mark in page for page in released.pages)


def test_pages_are_numbered() -> None:
    pdf = Pdf(write(report(6, "tr")))
    for at, page in enumerate(pdf.pages, start=1):
        assert f"Sayfa {at} / {len(pdf.pages)}" in page


def equal_cells(wide: int, high: int, cell: str = "123.456.789,25 EUR") -> Grid:
    """Give a table of equal cells."""
    headings = (Heading("Gösterge"), *(Heading(f"Sütun {at}", numeric=True) for at in range(1, wide)))
    rows = tuple((Cell((f"satır {row}",)), *(Cell((cell,), 1) for _ in range(1, wide))) for row in range(high))
    return Grid("Tablo", Table((Column("a", "a"),), ()), Laid(headings, (Group("", rows),)))


def test_a_wide_table_lies_on_its_side_and_a_long_one_repeats_its_headings() -> None:
    sections = (
        Section("Dar", (equal_cells(3, 120),)),
        Section("Geniş", (equal_cells(12, 4),)),
        Section("Son", (equal_cells(2, 2),)),
    )
    pdf = Pdf(write(Report("Rapor", "", (), sections, "tr", "ltr")))
    sides = [page.mediabox.width > page.mediabox.height for page in pdf.reader.pages]
    assert sum(sides) == 1
    assert not sides[-1]
    long = [page for page in pdf.pages if "satır" in page and "Sütun 2" in page]
    assert len(long) >= 3
    assert sum("Gösterge" in page for page in pdf.pages) == len(long) + 1


@pytest.mark.parametrize("wide", [2, 5, 9, 12, 18])
def test_columns_fill_the_page_and_hold_their_words(wide: int) -> None:
    fit = columns(equal_cells(wide, 3).laid)
    assert sum(fit.widths) == pytest.approx(ASIDE if fit.flipped else UPRIGHT)
    assert fit.flipped == (wide > 6)


def test_a_table_of_many_words_lies_on_its_side_although_its_words_would_fit() -> None:
    assert columns(equal_cells(9, 2, "Dönem sonunda ulaşılan kişi sayısı henüz kesin değil").laid).flipped
    assert not columns(equal_cells(3, 2, "Dönem sonunda ulaşılan kişi sayısı henüz kesin değil").laid).flipped


def test_a_column_holds_what_a_hard_blank_keeps_together() -> None:
    day = "16\u00a0September\u00a02026"
    grid = equal_cells(9, 2, day)
    fit = columns(grid.laid)
    assert all(broken(day, width, fit.size) == day for width in fit.widths[1:])


def test_a_word_wider_than_its_column_may_break_at_any_letter() -> None:
    assert broken("kısa", 20, 8) == "kısa"
    assert broken("16\u00a0Jun\u00a02026", 20, 8) == "16\u00a0Jun\u00a02026"
    assert broken("uzun " + "x" * 60, 30, 8) == "uzun " + "\u200b".join("x" * 60)


def test_nothing_is_written_beyond_the_edge_of_a_page() -> None:
    endless = ("x" * 300, "https://panel.example/" + "abc/" * 60, "Rindfleischetikettierungsüberwachungsaufgaben" * 3)
    cells = tuple((Cell((name,)), *(Cell((name,)) for _ in range(3))) for name in endless)
    grid = Grid(
        endless[0], Table((Column("a", "a"),), ()), Laid(tuple(map(Heading, "abcd")), (Group(endless[1], cells),))
    )
    made = Report(
        endless[0],
        endless[1],
        ((endless[2], endless[0]),),
        (Section(endless[0], (Paragraph(endless[1]), grid)),),
        "tr",
        "ltr",
    )
    pdf = Pdf(write(made))
    for page in pdf.reader.pages:
        assert max(across for _, across in spots(page)) < float(page.mediabox.width) - 20


def spots(page: PageObject) -> list[tuple[str, float]]:
    """Give the pieces of text of a page with where each begins from its left edge."""
    found: list[tuple[str, float]] = []
    page.extract_text(visitor_text=lambda text, cm, tm, *_: found.append((bare(text), cm[4] + tm[4])))
    return [(text, across) for text, across in found if text]


def test_an_arabic_report_is_set_from_right_to_left() -> None:
    headings = (Heading("المؤشر"), Heading("القيمة", numeric=True))
    row = (Cell(("الأشخاص",)), Cell(("1,234",), 1234))
    grid = Grid("الجدول", Table((Column("a", "a"),), ()), Laid(headings, (Group("", (row,)),)))
    made = Report("تقرير", "", (), (Section("الملخص", (grid,)),), "ar", "rtl")
    pdf = Pdf(write(made))
    placed = dict(spots(pdf.reader.pages[-1]))
    assert placed["المؤشر"] > placed["القيمة"]
    assert placed["الأشخاص"] > placed["1,234"]
    assert pdf.root["/ViewerPreferences"]["/Direction"] == "/R2L"


def test_every_arabic_letter_can_be_searched_in_every_form() -> None:
    letters = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
    parts = [word for letter in letters for word in (letter, f"م{letter}م", f"{letter}م", f"م{letter}", f"ل{letter}")]
    parts += ["شهريًا", "محدّدة", "مُعلَّم", "مدرسةٌ", "لأوّل", "مرّةٍ"]
    made = Report("تقرير", "", (), (Section("الملخص", tuple(map(Paragraph, parts))),), "ar", "rtl")
    found = {line.strip() for line in Pdf(write(made)).text.splitlines()}
    assert set(parts) <= found


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sign_of_direction_stays_among_the_letters(language: str) -> None:
    spelt = "".join(Pdf(write(report(2, language, draft=True))).spelt())
    assert not re.search("[\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]", spelt)


@pytest.mark.parametrize("language", LANGUAGES)
def test_words_of_a_language_are_found_as_they_are_typed(language: str) -> None:
    rng = random.Random(2)
    paragraphs = tuple(Paragraph(" ".join(rng.sample(WORDS[language], 3))) for _ in range(12))
    made = Report("A", "", (), (Section("B", paragraphs),), language, "rtl" if language == "ar" else "ltr")
    text = Pdf(write(made)).text
    assert all(word in text for paragraph in paragraphs for word in paragraph.text.split())


def test_numbers_keep_their_order_among_arabic_words() -> None:
    assert said("9 / 24", "rtl") == [("9 / 24", True)]
    assert said("من 9 / 24", "rtl") == [("من ", False), ("9 / 24", True)]
    assert said("الفترة 2021-03 و 10–14", "rtl")[1::2] == [("2021-03", True), ("10–14", True)]
    assert said("قيمة 1,234.5 فقط", "rtl") == [("قيمة 1,234.5 فقط", False)]
    assert said("زيادة -3 و 33.3%", "rtl")[1::2] == [("-3", True), ("33.3%", True)]
    assert said("DEMO-WB-02-IO-1 · يُراد", "rtl") == [("DEMO-WB-02-IO-1 · يُراد", False)]
    assert said("من \u200eA / B\u200e", "rtl") == [("من ", False), ("A / B", True)]
    assert said("9 / 24", "ltr") == [("9 / 24", False)]
    assert said("", "rtl") == []


def test_letters_without_a_font_do_not_stop_a_report() -> None:
    made = Report("漢字 🙂", "x\u0007y", (("漢", "字"),), (Section("漢", (Paragraph("字 Ağ"),)),), "tr", "ltr")
    assert "\ufffd Ağ" in Pdf(write(made)).text


def test_equal_reports_are_equal_files() -> None:
    assert write(report(1, "tr")) == write(report(1, "tr"))
