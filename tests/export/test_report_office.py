"""Reports open in LibreOffice, are as long as a report is, and are made in the time that a person waits."""

import time
from pathlib import Path

import pytest
from pypdf import PdfReader

from dashboard.address import Period
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING
from dashboard.export.report.making import Made, made
from dashboard.export.report.standing import report_filters
from dashboard.i18n import LOCALES, speaking
from tests.conftest import Database
from tests.office import opened

GRANT, PERIOD = "DEMO-WB-02", Period.parse("2025-H2")
SECONDS, GENEROUS = 20, 2
"""What a report of thirty pages may take, and how many times that a busy machine may take."""


def make(database: Database, form: str, language: str) -> Made:
    """Make a whole report."""
    with reading(database.engines.reader, EVERYTHING) as connection, speaking(language):
        filters = report_filters(connection, EVERYTHING, GRANT, PERIOD)
        file = list(made(connection, filters, form))[-1]
    assert isinstance(file, Made)
    assert file.failed == ()
    return file


@pytest.mark.exhaustive
@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize(("form", "pages"), [("docx", 25), ("pptx", 25)])
def test_a_report_opens_in_libreoffice(
    demo_database: Database, tmp_path: Path, form: str, pages: int, language: str
) -> None:
    file = tmp_path / f"report.{form}"
    file.write_bytes(make(demo_database, form, language).content)
    printed = PdfReader(opened(file, tmp_path))
    assert len(printed.pages) >= pages
    assert all((page.extract_text() or "").strip() for page in printed.pages)


@pytest.mark.exhaustive
@pytest.mark.parametrize("form", ["docx", "pptx"])
def test_a_report_of_thirty_pages_takes_at_most_twenty_seconds(demo_database: Database, form: str) -> None:
    begun = time.monotonic()
    make(demo_database, form, "tr")
    assert time.monotonic() - begun <= SECONDS * GENEROUS
