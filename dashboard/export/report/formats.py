"""The formats in which a report leaves the dashboard: how each is called, and what writes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from sqlalchemy import Connection

from dashboard.data.filters import Filters
from dashboard.export.report.model import Report

OPENXML = "application/vnd.openxmlformats-officedocument"
_HERE = "dashboard.export"


@dataclass(frozen=True, slots=True)
class Format:
    """One format. `source` names its function as `module:function` below `dashboard.export`.

    It is brought in when the first report is written: the libraries of all formats together would cost every worker of
    the server memory, and the first visitor a second. A format that `reads` is written from the database, because it
    says more than a report does; all others are written from the report.
    """

    ending: str
    media_type: str
    source: str
    reads: bool = False

    def write(self, report: Report) -> bytes:
        """Write a report."""
        write: Callable[[Report], bytes] = self._function()
        return write(report)

    def read(self, connection: Connection, filters: Filters) -> bytes:
        """Write what the database says of the grant."""
        write: Callable[[Connection, Filters], bytes] = self._function()
        return write(connection, filters)

    def _function(self) -> Callable[..., bytes]:
        """Give the function that writes."""
        module, _, name = self.source.partition(":")
        found: Callable[..., bytes] = getattr(import_module(f"{_HERE}.{module}"), name)
        return found


WRITERS: Mapping[str, Format] = {
    "docx": Format("docx", f"{OPENXML}.wordprocessingml.document", "report.docx:write"),
    "pptx": Format("pptx", f"{OPENXML}.presentationml.presentation", "report.pptx:write"),
    "pdf": Format("pdf", "application/pdf", "report.pdf:write"),
    "xlsx": Format("xlsx", f"{OPENXML}.spreadsheetml.sheet", "report.xlsx:write"),
    "iati": Format("xml", "application/xml", "iati.activity:activity_xml", reads=True),
    "ics": Format("ics", "text/calendar; charset=utf-8", "report.ics:events", reads=True),
}
"""Every format by the name under which people ask for it."""
