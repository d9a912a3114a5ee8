"""A report is gathered part by part: a part that breaks is named, the rest is there; who stops asking has cancelled."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO

import docx
import pytest
from sqlalchemy import Connection, text

from dashboard.address import Period
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Filters
from dashboard.data.locked_figures import as_reported
from dashboard.data.versions import Snapshot
from dashboard.export import timeline
from dashboard.export.report import chapters
from dashboard.export.report.content import PARTS, gathered
from dashboard.export.report.gathering import Part
from dashboard.export.report.making import Made, Progress, made
from dashboard.export.report.model import Facts, Grid, Paragraph, Picture, Report, Section
from dashboard.export.report.standing import report_filters
from dashboard.i18n import LOCALES, speaking, t
from tests.conftest import Database
from tests.reporting import quickly_drawn, report_of

H1 = Period.parse("2021-H1")


@pytest.fixture
def connection(demo_database: Database) -> Iterator[Connection]:
    """Give a transaction over the example."""
    with reading(demo_database.engines.reader, EVERYTHING) as connection:
        yield connection


@pytest.fixture
def filters(connection: Connection) -> Filters:
    """Give the filters of a grant's report."""
    return report_filters(connection, EVERYTHING, "P171489", H1)


def whole(made_of: Report) -> str:
    """Give every word of a report that is no number of a table."""
    said = [
        pair for section in made_of.sections for one in section.blocks if isinstance(one, Facts) for pair in one.pairs
    ]
    return "\n".join(word for pair in (*made_of.facts, *said) for word in pair)


def test_a_broken_part_is_named_and_the_rest_is_there(
    connection: Connection, filters: Filters, monkeypatch: pytest.MonkeyPatch
) -> None:
    quickly_drawn(monkeypatch)

    def broken(connection: Connection, _: Filters) -> None:
        connection.execute(text("select 1 / 0"))

    questions = {**timeline.EXPORTS.questions, "s_curve": broken}
    page = timeline.Exports(questions, timeline.EXPORTS.shown)
    monkeypatch.setitem(chapters.PAGES, "timeline", page)  # type: ignore[arg-type]
    steps = list(made(connection, filters, "docx"))
    file = steps[-1]
    assert isinstance(file, Made)
    assert file.failed == (t("report.pace"),)
    failed = [one.part for one in steps if isinstance(one, Progress) and one.failed]
    assert failed == [t("report.pace")]
    document = docx.Document(BytesIO(file.content))
    words = [one.text for one in document.paragraphs]
    assert t("report.failed_part", name=t("report.pace")) in words
    assert t("report.money") in words
    assert t("report.documents") in words


def test_progress_counts_every_part_and_the_writing(
    connection: Connection, filters: Filters, monkeypatch: pytest.MonkeyPatch
) -> None:
    quickly_drawn(monkeypatch)
    steps = list(made(connection, filters, "pptx"))
    progress = [one for one in steps if isinstance(one, Progress)]
    assert [one.done for one in progress] == list(range(1, len(PARTS) + 2))
    assert {one.of for one in progress} == {len(PARTS) + 1}
    assert [one.part for one in progress[:-1]] == [part.name for part in PARTS]
    assert isinstance(steps[-1], Made)
    assert steps[-1].name == "ilerleme-raporu_P171489_2021-H1_2021-06-30_tr.pptx"


def test_who_stops_asking_has_cancelled(connection: Connection, filters: Filters) -> None:
    asked = []

    def counted(name: str) -> Part:
        return Part(name, lambda *_: asked.append(name) or [Section("", (Paragraph(""),))])  # type: ignore[func-returns-value]

    steps = made(connection, filters, "docx", [counted("report.summary"), counted("report.money")])
    next(steps)
    steps.close()
    assert asked == ["report.summary"]


@pytest.mark.parametrize("language", LOCALES)
def test_a_report_holds_what_funders_ask_for_in_their_order(
    connection: Connection, filters: Filters, language: str
) -> None:
    report = report_of(connection, filters, language)
    with speaking(language):
        titles = [section.title for section in report.sections]
        wanted = [part.name for part in PARTS if part.key != "report.partnerships"]
        assert titles == [*wanted, t("report.definitions"), t("report.annex")]
    assert report.failed == ()
    assert len(report.pictures()) > 15


def test_definitions_name_every_figure_once_and_how_gaps_are_written(connection: Connection, filters: Filters) -> None:
    report = report_of(connection, filters)
    about = next(section for section in report.sections if section.about)
    named = [row[0].text for block in about.blocks if isinstance(block, Grid) for row in block.laid.rows]
    assert len(named) == len(set(named))
    charts = {one.cited.title for one in report.pictures()} | {one.cited.title for one in report.grids() if one.cited}
    assert charts <= set(named)
    assert t("kpi.timeline.spi_t") in named
    assert t("report.sign.missing") in whole(report)


def test_a_locked_report_compares_with_what_the_funder_knows_now_and_never_more(
    connection: Connection, filters: Filters
) -> None:
    report = report_of(connection, filters)
    section = next(one for one in report.sections if one.title == t("report.restatements"))
    assert isinstance(section.blocks[0], Paragraph)
    assert "17" in section.blocks[0].text
    grid = next(one for one in section.blocks if isinstance(one, Grid))
    assert len(grid.table.rows) == len(as_reported(connection, _as_released(filters, 17)))


def _as_released(filters: Filters, version: int) -> Filters:
    """Give the same filters as of another version."""
    return replace(filters, snapshot=Snapshot(version, filters.snapshot.day))


def test_the_annex_holds_the_numbers_of_every_chart(connection: Connection, filters: Filters) -> None:
    report = report_of(connection, filters)
    annex = next(section for section in report.sections if section.annex)
    assert [one.table for one in annex.blocks if isinstance(one, Grid)] == [one.table for one in report.pictures()]


def test_a_grant_without_partnerships_has_no_chapter_about_them(connection: Connection) -> None:
    partners = report_filters(connection, EVERYTHING, "EU-CSD", H1)
    told = {section.title for section in report_of(connection, partners).sections}
    assert t("report.partnerships") in told
    alone = report_filters(connection, EVERYTHING, "P171489", H1)
    assert t("report.partnerships") not in {section.title for section in report_of(connection, alone).sections}


def test_example_figures_are_marked(connection: Connection, filters: Filters) -> None:
    steps = gathered(connection, filters, (Part("report.summary", lambda *_: []),))
    report = list(steps)[-1].report
    assert report is not None
    assert not report.example, "the tests' database is no example that somebody was shown"
    assert all(isinstance(one, Picture) for one in report.pictures())


def test_the_calendar_of_a_grant_is_one_of_the_formats(connection: Connection, filters: Filters) -> None:
    file = list(made(connection, filters, "ics"))[-1]
    assert isinstance(file, Made)
    assert file.name.endswith(".ics")
    assert file.content.startswith(b"BEGIN:VCALENDAR")
    assert b"P171489" in file.content
