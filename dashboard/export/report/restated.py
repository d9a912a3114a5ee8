"""What a report says about figures that are known differently since they were reported."""

from collections.abc import Iterator
from dataclasses import replace

from sqlalchemy import Connection

from dashboard import formats
from dashboard.data.filters import Filters
from dashboard.data.versions import Snapshot, committed_on
from dashboard.export import timeline
from dashboard.export.report.chapters import without_figures
from dashboard.export.report.charts import Nothing, blocks
from dashboard.export.report.model import Paragraph, Section
from dashboard.export.report.standing import standing
from dashboard.i18n import t


def restated(connection: Connection, filters: Filters) -> Iterator[Section]:
    """Give every locked figure of the period beside what is known of it in the newest data that the report may show.

    A locked report shows the data as they were reported; what is known since then is that of the released version, and
    the chapter says so. Nothing above the released version is told.
    """
    known = _known(connection, filters)
    words = {"version": str(known.snapshot.version), "day": formats.day(known.snapshot.day)}
    found = list(blocks(connection, known, timeline.EXPORTS, ("timeline.restatements",)))
    shown = [block for block in found if not isinstance(block, Nothing)]
    yield Section(
        t("report.restatements"), (Paragraph(t("report.restated_against", **words)), *shown, *without_figures(found))
    )


def _known(connection: Connection, filters: Filters) -> Filters:
    """Give the filters of what is known since a report: those of the released version where that is newer."""
    where, version = standing(connection, filters), filters.snapshot.version
    if where.state != "locked" or where.released is None or where.released <= version:
        return filters
    day = committed_on(connection, where.released) or filters.snapshot.day
    return replace(filters, snapshot=Snapshot(where.released, day, latest=False))
