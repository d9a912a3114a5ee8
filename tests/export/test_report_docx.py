"""A Word report is what it looks like: headings, captions, tables and texts are marked as such, in three languages."""

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from dashboard.address import Period
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING
from dashboard.export.report.docx.words import element, paragraph, run
from dashboard.export.report.formats import WRITERS
from dashboard.export.report.model import Report
from dashboard.export.report.standing import report_filters
from dashboard.i18n import LOCALES, speaking, t
from tests.conftest import Database
from tests.reporting import plain, quickly_drawn, report_of

Written = dict[str, tuple[Report, Document]]


@pytest.fixture(scope="module")
def written(demo_database: Database) -> Written:
    """Give the report of one grant in each language, and its Word document read back."""
    found = {}
    with pytest.MonkeyPatch.context() as patch, reading(demo_database.engines.reader, EVERYTHING) as connection:
        quickly_drawn(patch)
        filters = report_filters(connection, EVERYTHING, "DEMO-WB-02", Period.parse("2025-H2"))
        for language in LOCALES:
            report = report_of(connection, filters, language)
            with speaking(language):
                found[language] = report, docx.Document(BytesIO(WRITERS["docx"].write(report)))
    return found


@pytest.fixture(params=["tr", "en", "ar"])
def document(written: Written, request: pytest.FixtureRequest) -> Iterator[Document]:
    """Give the document in each language."""
    with speaking(request.param):
        yield written[request.param][1]


def headings(document: Document) -> list[tuple[int, str]]:
    """Give the level and the words of every heading."""
    named = {f"Heading{level}": level for level in (1, 2, 3)}
    return [
        (named[one.style.style_id], one.text)
        for one in document.paragraphs
        if one.style is not None and one.style.style_id in named
    ]


def of_style(document: Document, style: str) -> list[str]:
    """Give the words of every paragraph of a style."""
    return [one.text for one in document.paragraphs if one.style is not None and one.style.style_id == style]


def test_headings_never_skip_a_level_and_the_contents_name_them(document: Document) -> None:
    found = headings(document)
    levels = [1, *(level for level, _ in found)]
    assert all(later <= before + 1 for before, later in pairwise(levels))
    listed = [one.strip() for one in (*of_style(document, "TOC1"), *of_style(document, "TOC2"))]
    assert sorted(listed) == sorted(title for level, title in found if level < 3)
    anchors = {one.get(qn("w:name")) for one in document.element.iter(qn("w:bookmarkStart"))}
    assert {one.get(qn("w:anchor")) for one in document.element.iter(qn("w:hyperlink"))} <= anchors


def test_the_contents_are_a_field_that_reads_without_being_updated(document: Document) -> None:
    codes = [one.text.strip() for one in document.element.iter(qn("w:instrText"))]
    assert [code for code in codes if code.startswith("TOC")] == ['TOC \\o "1-2" \\h \\z \\u']
    kinds = [one.get(qn("w:fldCharType")) for one in document.element.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end")


def test_captions_are_numbered_by_word_and_say_their_number(document: Document) -> None:
    captions = of_style(document, "Caption")
    for label in ("report.figure_label", "report.table_label"):
        numbers = [one.removeprefix(f"{t(label)} ").partition(".")[0] for one in captions if one.startswith(t(label))]
        assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
        assert len(numbers) > 10
    codes = [one.text.split()[:2] for one in document.element.iter(qn("w:instrText"))]
    assert codes.count(["SEQ", "Figure"]) + codes.count(["SEQ", "Table"]) == len(captions)


def test_every_table_with_headings_repeats_them_and_names_itself(document: Document) -> None:
    for table in document.element.body.iter(qn("w:tbl")):
        assert table.find(f"{qn('w:tblPr')}/{qn('w:tblDescription')}").get(qn("w:val"))
        assert table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}").get(qn("w:val"))
        first = next(table.iter(qn("w:tr")))
        heads = first.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        two_columns = len(table.find(qn("w:tblGrid"))) == 2
        assert heads or two_columns


def test_no_table_is_wider_than_its_page(document: Document) -> None:
    for table in document.element.body.iter(qn("w:tbl")):
        width = sum(int(one.get(qn("w:w"))) for one in table.find(qn("w:tblGrid")))
        assert width / 56.6929 <= 257.5


def test_every_drawing_has_an_alternative_text(document: Document) -> None:
    known = [one.get("descr") for one in document.element.iter(qn("wp:docPr"))]
    assert len(known) > 15
    assert all(len(one) > 40 for one in known)
    ids = [one.get("id") for one in document.element.iter(qn("wp:docPr"))]
    assert len(set(ids)) == len(ids)


def test_charts_can_be_edited_and_pictures_are_few(document: Document) -> None:
    charts = list(document.element.iter(qn("c:chart")))
    pictures = list(document.element.iter(qn("pic:pic")))
    assert len(charts) > len(pictures) > 0
    for chart in charts:
        part = document.part.related_parts[chart.get(qn("r:id"))]
        assert [rel.reltype.rpartition("/")[2] for rel in part.rels.values()] == ["package"]


@pytest.mark.parametrize(("language", "tag"), [("tr", "tr-TR"), ("en", "en-GB"), ("ar", "ar-SY")])
def test_language_and_title_stand_where_programs_look(written: Written, language: str, tag: str) -> None:
    report, document = written[language]
    assert document.core_properties.language == language
    assert report.title in document.core_properties.title
    spoken = next(document.styles.element.iter(qn("w:lang")))
    assert spoken.get(qn("w:val")) == tag


def test_arabic_runs_from_right_to_left_everywhere(written: Written) -> None:
    document = written["ar"][1]
    body: Any = document.element.body
    assert all(one.find(f"{qn('w:tblPr')}/{qn('w:bidiVisual')}") is not None for one in body.iter(qn("w:tbl")))
    spoken = [one for one in body.iter(qn("w:p")) if any(t_.text for t_ in one.iter(qn("w:t")))]
    assert all(one.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None for one in spoken)
    runs = [one for one in body.iter(qn("w:r")) if one.find(qn("w:t")) is not None]
    assert all(one.find(f"{qn('w:rPr')}/{qn('w:rtl')}") is not None for one in runs)
    assert all(one.find(qn("w:bidi")) is not None for one in body.iter(qn("w:sectPr")))
    assert not list(written["tr"][1].element.body.iter(qn("w:bidi")))


def test_pages_are_a4_numbered_and_say_which_data_they_show(document: Document) -> None:
    sizes = {(round(one.page_width / Mm(1)), round(one.page_height / Mm(1))) for one in document.sections}
    assert sizes <= {(210, 297), (297, 210)}
    foot = document.sections[0].footer
    codes = [one.text.strip() for one in foot._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert t("cited.version", version="11") in foot.paragraphs[0].text


def test_the_cover_names_grant_state_and_version(written: Written) -> None:
    report, document = written["tr"]
    cover = {plain(row.cells[0].text): plain(row.cells[1].text) for row in document.tables[0].rows}
    assert cover["Hibe"].endswith("(DEMO-WB-02)")
    assert cover["Fon sağlayıcı"] == "Dünya Bankası"
    assert cover["İlk bitiş tarihi"] == "15.12.2026"
    assert cover["Revize bitiş tarihi"] == "15.06.2027"
    assert cover["Verilerin durumu"] == "Bildirildiği gibi (rapor günü: 13.02.2026)"
    assert cover["Veri sürümü"] == "11"
    assert report.state == "locked"


def test_text_from_data_stays_text() -> None:
    evil = "<w:b/>&amp;\x00\x0b ]]> {= 1+1}"
    made = element(paragraph("Normal", run(evil)))
    assert "".join(one.text for one in made.iter(qn("w:t"))) == "<w:b/>&amp; ]]> {= 1+1}"
    assert not list(made.iter(qn("w:b")))


def test_other_letters_are_named_where_ours_are_missing(document: Document) -> None:
    part = next(rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/fontTable"))
    assert b'<w:font w:name="Noto Sans"><w:altName w:val="Segoe UI"/>' in part.blob
