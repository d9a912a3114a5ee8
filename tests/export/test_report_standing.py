"""Which state of the data a report shows: as reported, as released, or a draft that says so on every page."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import docx
import pptx
import pytest
from sqlalchemy import Connection

from dashboard.address import Period
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Filters, Viewer
from dashboard.data.versions import newest_version, today
from dashboard.export.report.content import gathered
from dashboard.export.report.formats import WRITERS
from dashboard.export.report.gathering import Part
from dashboard.export.report.model import Paragraph, Report, Section
from dashboard.export.report.naming import file_name
from dashboard.export.report.standing import ReportRefusedError, report_filters, standing
from dashboard.i18n import LOCALES, speaking, t
from tests.conftest import Database

H1 = Period.parse("2021-H1")
LOCKED, RELEASED, NEITHER = "P171489", "DEMO-EU-02", "DEMO-IZM-01"


@pytest.fixture
def connection(demo_database: Database) -> Iterator[Connection]:
    """Give a transaction over the example, in which one period of P171489 is locked."""
    with reading(demo_database.engines.reader, EVERYTHING) as connection:
        yield connection


def state(connection: Connection, filters: Filters) -> tuple[str, int, date]:
    """Give the state that filters show, with their version and day."""
    return standing(connection, filters).state, filters.snapshot.version, filters.snapshot.day


def test_a_locked_period_is_shown_as_it_was_reported(connection: Connection) -> None:
    filters = report_filters(connection, EVERYTHING, LOCKED, H1)
    assert state(connection, filters) == ("locked", 6, date(2021, 8, 12))
    same = report_filters(connection, EVERYTHING, LOCKED, Period.parse("2021-01..2021-06"))
    assert state(connection, same) == ("locked", 6, date(2021, 8, 12))
    draft = report_filters(connection, EVERYTHING, LOCKED, H1, draft=True)
    assert state(connection, draft) == ("locked", 6, date(2021, 8, 12))


def test_any_other_period_is_shown_as_released(connection: Connection) -> None:
    told, version, _ = state(connection, report_filters(connection, EVERYTHING, LOCKED, Period.parse("2020-H2")))
    assert (told, version) == ("released", 17)
    told, version, _ = state(connection, report_filters(connection, EVERYTHING, RELEASED, H1))
    assert (told, version) == ("released", 13)
    earlier = report_filters(connection, EVERYTHING, RELEASED, H1, version=9)
    assert state(connection, earlier)[:2] == ("released", 9)


def test_only_who_asks_for_a_draft_gets_data_that_are_not_released(connection: Connection) -> None:
    newest = newest_version(connection)
    with pytest.raises(ReportRefusedError) as refused:
        report_filters(connection, EVERYTHING, NEITHER, H1)
    assert refused.value.obstacle == "not_released"
    assert state(connection, report_filters(connection, EVERYTHING, NEITHER, H1, draft=True)) == (
        "draft",
        newest,
        today(),
    )
    with pytest.raises(ReportRefusedError) as refused:
        report_filters(connection, EVERYTHING, RELEASED, H1, version=newest)
    assert refused.value.obstacle == "above_released"
    draft = report_filters(connection, EVERYTHING, RELEASED, H1, version=newest, draft=True)
    assert state(connection, draft)[:2] == ("draft", newest)
    assert state(connection, report_filters(connection, EVERYTHING, RELEASED, H1, draft=True))[0] == "draft"


@pytest.mark.parametrize(
    ("viewer", "grant", "version", "obstacle"),
    [
        (EVERYTHING, "NOBODY-KNOWS", None, "no_grant"),
        (Viewer(frozenset(), protected=False), LOCKED, None, "no_grant"),
        (Viewer(None, frozenset({LOCKED}), protected=True), LOCKED, None, "draft_protected"),
        (EVERYTHING, LOCKED, 999, "no_version"),
        (EVERYTHING, LOCKED, 1, "no_grant_then"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(
    connection: Connection, viewer: Viewer, grant: str, version: int | None, obstacle: str
) -> None:
    with pytest.raises(ReportRefusedError) as refused:
        report_filters(connection, viewer, grant, H1, version=version, draft=True)
    assert refused.value.obstacle == obstacle
    for language in LOCALES:
        with speaking(language):
            assert refused.value.sentence()


def short_report(connection: Connection, filters: Filters) -> Report:
    """Give a report with its cover and one short chapter."""
    parts = (Part("report.summary", lambda *_: [Section("Özet", (Paragraph("Metin"),))]),)
    report = list(gathered(connection, filters, parts))[-1].report
    assert report is not None
    return report


@pytest.mark.parametrize("language", LOCALES)
def test_a_draft_says_so_on_every_page_and_in_its_name(connection: Connection, language: str) -> None:
    with speaking(language):
        filters = report_filters(connection, EVERYTHING, NEITHER, H1, draft=True)
        report, mark = short_report(connection, filters), t("report.draft")
        document = docx.Document(BytesIO(WRITERS["docx"].write(report)))
        slides = pptx.Presentation(BytesIO(WRITERS["pptx"].write(report))).slides
        assert file_name(connection, filters).endswith(t("report.slug.draft"))
        assert mark in document.sections[0].header.paragraphs[0].text
        assert mark in [one.text for one in document.paragraphs[:6]]
        assert all(any(mark in s.text_frame.text for s in one.shapes if s.has_text_frame) for one in slides)


def test_a_report_that_is_released_bears_no_such_mark(connection: Connection) -> None:
    report = short_report(connection, report_filters(connection, EVERYTHING, RELEASED, H1))
    document = docx.Document(BytesIO(WRITERS["docx"].write(report)))
    assert t("report.draft") not in "\n".join(one.text for one in document.sections[0].header.paragraphs)
    assert not report.draft
