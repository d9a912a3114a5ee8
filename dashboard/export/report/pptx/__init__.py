"""A report as a presentation: one slide a key message, with charts that PowerPoint can edit."""

from datetime import UTC, datetime
from io import BytesIO

from pptx.presentation import Presentation

from dashboard.export.native.legible import legible
from dashboard.export.report.model import Grid, Picture, Report
from dashboard.export.report.pptx.places import deck
from dashboard.export.report.pptx.slides import Slides
from dashboard.i18n import t


def write(report: Report) -> bytes:
    """Write a report as a presentation, in the language in force; definitions and annex stay in documents."""
    made = deck()
    slides = Slides(made, report)
    slides.cover()
    for section in report.sections:
        for block in () if section.annex or section.about else section.blocks:
            if isinstance(block, Picture):
                slides.picture(block)
            elif isinstance(block, Grid):
                slides.grid(block)
    _name(made, report)
    file = BytesIO()
    made.save(file)
    return file.getvalue()


def _name(made: Presentation, report: Report) -> None:
    """Say what the presentation is, where programs look for it."""
    known = made.core_properties
    known.title, known.language = legible(f"{report.title} · {report.subtitle}"), report.language
    known.author = known.last_modified_by = t("shell.product")
    known.subject, known.keywords, known.comments = legible(report.subtitle), "", ""
    known.created = known.modified = datetime.now(UTC).replace(tzinfo=None)
