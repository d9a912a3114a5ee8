"""A report made as a file, step by step: how far it is, and at last the file."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from dashboard.data.filters import Filters
from dashboard.export.report.content import PARTS, gathered
from dashboard.export.report.formats import WRITERS, Format
from dashboard.export.report.gathering import Part
from dashboard.export.report.model import Report
from dashboard.export.report.naming import file_name
from dashboard.i18n import t


@dataclass(frozen=True, slots=True)
class Progress:
    """One step is done: `part` names it in the language in force, `failed` says that it could not be made."""

    part: str
    done: int
    of: int
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """The file: its name with its ending, its bytes, and the names of the parts that it has to do without."""

    name: str
    media_type: str
    content: bytes
    failed: tuple[str, ...] = ()


def made(
    connection: Connection, filters: Filters, form: str, parts: Sequence[Part] = PARTS
) -> Iterator[Progress | Made]:
    """Make a report in a format.

    Whoever stops asking for the next step has cancelled it: nothing is left behind.

    Args:
        connection: a reading transaction, held to the end.
        filters: grant, period and state of the data, as `content.report_filters` gives them, or a basket's.
        form: a name of `formats.WRITERS`.
        parts: what the report holds; formats that read the database hold all they can.
    """
    written = WRITERS[form]
    if written.reads:
        yield from _read(connection, filters, written)
        return
    for step in gathered(connection, filters, parts):
        yield Progress(step.name, step.done, step.of + 1, failed=step.failed)
        if step.report:
            content = written.write(step.report)
            yield Progress(t("report.writing"), step.of + 1, step.of + 1)
            yield _file(step.report, written, content)


def _file(report: Report, written: Format, content: bytes) -> Made:
    """Give a report as a file."""
    return Made(f"{report.file_name}.{written.ending}", written.media_type, content, report.failed)


def _read(connection: Connection, filters: Filters, written: Format) -> Iterator[Progress | Made]:
    """Make a file of what the database says of the grant."""
    content = written.read(connection, filters)
    yield Progress(t("report.writing"), 1, 1)
    yield Made(f"{file_name(connection, filters)}.{written.ending}", written.media_type, content)
