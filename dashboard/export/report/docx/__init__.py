"""A report as a Word document: headings, real tables, native charts, captions, alternative texts."""

from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT

from dashboard.export.native.legible import legible
from dashboard.export.report.docx import opening
from dashboard.export.report.docx.body import Body
from dashboard.export.report.docx.page import first_page
from dashboard.export.report.docx.styles import restyle
from dashboard.export.report.docx.words import element
from dashboard.export.report.model import Report
from dashboard.i18n import t

_UNUSED = (RT.THUMBNAIL, RT.CUSTOM_XML, "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects")


def write(report: Report) -> bytes:
    """Write a report as a Word document, in the language in force."""
    document = docx.Document()
    _clear(document)
    restyle(document)
    first_page(document, report)
    body = Body(document, report)
    for section in report.sections:
        body.write(section)
    body.finish()
    _open(document, report, body)
    _name(document, report)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _clear(document: Document) -> None:
    """Leave out what the template carries and nobody needs."""
    for holder in (document.part.rels, document.part.package.rels):
        for key in [key for key, rel in holder.items() if rel.reltype in _UNUSED]:
            del holder[key]


def _open(document: Document, report: Report, body: Body) -> None:
    """Put cover and table of contents before the chapters, whose headings are known by now."""
    front = [*opening.cover(report), *opening.contents(body.entries)]
    for at, xml in enumerate(front):
        document.element.body.insert(at, element(xml))


def _name(document: Document, report: Report) -> None:
    """Say what the document is, where programs look for it."""
    known = document.core_properties
    known.title, known.language = legible(f"{report.title} · {report.subtitle}"), report.language
    known.author, known.subject, known.keywords, known.comments = t("shell.product"), legible(report.subtitle), "", ""
    known.created = known.modified = datetime.now(UTC).replace(tzinfo=None)
    known.last_modified_by = t("shell.product")
