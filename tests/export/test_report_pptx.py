"""A presentation says one thing a slide, and nothing leaves its slide; Arabic runs from right to left."""

from collections.abc import Iterator
from io import BytesIO

import pptx
import pytest
from pptx.oxml.ns import qn
from pptx.presentation import Presentation
from pptx.util import Emu

from dashboard.address import Period
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING
from dashboard.export.report.fitting import compact
from dashboard.export.report.formats import WRITERS
from dashboard.export.report.model import Report
from dashboard.export.report.pptx import tables
from dashboard.export.report.standing import report_filters
from dashboard.i18n import LOCALES, speaking
from tests.conftest import Database
from tests.reporting import quickly_drawn, report_of

Written = dict[str, tuple[Report, Presentation]]


@pytest.fixture(scope="module")
def written(demo_database: Database) -> Written:
    """Give the report of one grant in Turkish and Arabic, and its presentation read back."""
    found = {}
    with pytest.MonkeyPatch.context() as patch, reading(demo_database.engines.reader, EVERYTHING) as connection:
        quickly_drawn(patch)
        filters = report_filters(connection, EVERYTHING, "DEMO-WB-02", Period.parse("2025-H2"))
        for language in ("tr", "ar"):
            report = report_of(connection, filters, language)
            with speaking(language):
                found[language] = report, pptx.Presentation(BytesIO(WRITERS["pptx"].write(report)))
    return found


@pytest.fixture(params=["tr", "ar"])
def made(written: Written, request: pytest.FixtureRequest) -> Iterator[Presentation]:
    """Give the presentation in both directions."""
    with speaking(request.param):
        yield written[request.param][1]


def test_slides_are_wide_and_each_has_a_title_of_its_own(made: Presentation) -> None:
    assert made.slide_width is not None
    assert made.slide_height is not None
    assert made.slide_width / made.slide_height == pytest.approx(16 / 9, rel=1e-3)
    titles = [slide.shapes.title.text_frame.text for slide in made.slides]
    assert all(titles)
    assert len(titles) > 20


def test_every_chart_picture_and_table_says_what_it_shows(made: Presentation) -> None:
    shapes = [one for slide in made.slides for one in slide.shapes if not one.has_text_frame]
    assert all(one._element.xpath(".//p:cNvPr")[0].get("descr") for one in shapes)
    assert sum(one.has_chart for one in shapes) > 10


def test_nothing_leaves_its_slide(made: Presentation) -> None:
    for slide in made.slides:
        for shape in slide.shapes:
            below, beyond = shape.top + shape.height, shape.left + shape.width
            if shape.has_table:
                below = shape.top + sum(row.height for row in shape.table.rows)
                beyond = shape.left + sum(column.width for column in shape.table.columns)
            assert below <= made.slide_height, slide.shapes.title.text_frame.text
            assert beyond <= made.slide_width + Emu(5000)


def test_no_row_is_lost_where_a_table_is_split(written: Written) -> None:
    report, _ = written["tr"]
    for grid in report.grids():
        laid = tables.brief(compact(grid.laid).laid)
        parts = list(tables.pages(laid, tables.points_for(laid)))
        assert [row for part in parts for row in part.rows] == list(laid.rows)


def test_notes_hold_caption_and_citation(written: Written) -> None:
    report, made = written["tr"]
    notes = "\n".join(one.notes_slide.notes_text_frame.text for one in made.slides if one.has_notes_slide)
    for picture in report.pictures():
        assert picture.cited.citation in notes
        assert picture.cited.caption in notes


def test_arabic_runs_from_right_to_left(written: Written) -> None:
    for slide in written["ar"][1].slides:
        for shape in slide.shapes:
            if shape.has_table:
                assert shape.table._tbl.tblPr.get("rtl") == "1"
            elif shape.has_text_frame:
                assert all(one.find(qn("a:pPr")).get("rtl") == "1" for one in shape._element.iter(qn("a:p")))
    runs = [one for slide in written["ar"][1].slides for one in slide._element.iter(qn("a:rPr"))]
    assert {one.get("lang") for one in runs} == {"ar-SY"}


def test_the_presentation_names_itself(written: Written) -> None:
    for language, (report, made) in written.items():
        assert report.title in made.core_properties.title
        assert made.core_properties.language == language
        assert language in LOCALES
