"""A report as a PDF for everybody: tagged after PDF/UA-1, searchable, with drawings as vectors."""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from shutil import copy
from tempfile import TemporaryDirectory

import typst

from dashboard.export.drawing.letters import FOLDER
from dashboard.export.report.model import Report
from dashboard.export.report.pdf.pages import plain

TEMPLATE = Path(__file__).with_name("report.typ")
_NAMED = "report.typ"


def write(report: Report) -> bytes:
    """Write a report as PDF.

    Words go in through a data file, so that none of them can be read as markup; typst refuses to write a file that
    breaks the rules of PDF/UA-1 that a program can check.

    Raises:
        typst.TypstError: the report cannot be set; its message says why.
    """
    with TemporaryDirectory(prefix="uyum-report-") as name:
        folder = Path(name)
        copy(TEMPLATE, folder / _NAMED)
        (folder / "data.json").write_text(json.dumps(plain(report, folder), ensure_ascii=False), "utf-8")
        made: bytes = typst.compile(
            folder / _NAMED, root=folder, font_paths=_fonts(), pdf_standards=["ua-1"], timestamp=_moment(report)
        )
    return made


def _moment(report: Report) -> datetime:
    """Give the moment that the file names as its own: its reference day, so that equal reports are equal files."""
    day = report.day
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else datetime.now(UTC)


@cache
def _fonts() -> typst.Fonts:
    """Give our fonts and no others, read once a process."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FOLDER])
