"""One document of the charts in a basket: a section a chart, in the order of the basket."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from dashboard.address import Period
from dashboard.data.baskets import Item
from dashboard.data.contents import holds_example
from dashboard.data.filters import Filters, Viewer
from dashboard.data.versions import Snapshot, newest_version, today
from dashboard.export.report.chapters import without_figures
from dashboard.export.report.charts import Nothing, block
from dashboard.export.report.cover import which_figures
from dashboard.export.report.formats import WRITERS
from dashboard.export.report.gathering import Part, gathered_parts
from dashboard.export.report.making import Made, Progress
from dashboard.export.report.model import Report, Section
from dashboard.export.reports_items import ReportChart, in_report
from dashboard.formats import day, period_label, whole
from dashboard.i18n import direction, language, t


class ChartGoneError(Exception):
    """What a chart of the basket speaks of is not there for its account any more."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """One chart of a basket, as one part of a document; in the report's period where the chart knows periods."""

    chart: ReportChart
    item: Item
    viewer: Viewer
    period: Period | None

    def sections(self, connection: Connection, _: Filters) -> list[Section]:
        """Give the chart's section: the filters are its own, not the document's.

        Raises:
            ChartGoneError: what it speaks of is not there any more.
        """
        asked = in_report(self.chart.read(self.item.query), self.period, language())
        filters = self.chart.filters(connection, asked, self.viewer)
        if filters is None:
            raise ChartGoneError
        answers = self.chart.answers(connection, filters)
        shown = block(connection, filters, self.chart.exports, self.chart.figure.id, answers)
        blocks = tuple(without_figures([shown])) if isinstance(shown, Nothing) else (shown,)
        return [Section(t(self.chart.figure.label), blocks)]


def document_made(
    connection: Connection, viewer: Viewer, chosen: Sequence[Chosen], form: str
) -> Generator[Progress | Made, None, None]:
    """Make one document of chosen charts; see `report.making.made`.

    Args:
        connection: a reading transaction, held to the end.
        viewer: whose charts they are.
        chosen: the charts in their order.
        form: a name of `formats.WRITERS` that writes a report.
    """
    parts = [Part(one.chart.figure.label, one.sections) for one in chosen]
    period = chosen[0].period if chosen else None
    filters = Filters(viewer, Snapshot(newest_version(connection), today()), period=period)
    for step in gathered_parts(connection, filters, parts, _headed):
        yield Progress(step.name, step.done, step.of + 1, failed=step.failed)
        if step.report:
            content = WRITERS[form].write(step.report)
            yield Progress(t("report.writing"), step.of + 1, step.of + 1)
            name, media_type = f"{step.report.file_name}.{WRITERS[form].ending}", WRITERS[form].media_type
            yield Made(name, media_type, content, step.report.failed)


def _headed(connection: Connection, filters: Filters, sections: Sequence[Section], failed: Sequence[str]) -> Report:
    """Put a cover before the sections; each chart says itself of which state of the data it is."""
    made_on = (t("report.made_on"), day(today()))
    period = (t("report.period"), period_label(filters.period)) if filters.period else None
    return Report(
        title=t("reports.document"),
        subtitle=t("reports.document_count", count=whole(len(sections))),
        facts=(made_on, *([period] if period else []), which_figures(filters.viewer)),
        sections=tuple(sections),
        language=language(),
        direction="rtl" if direction() == "rtl" else "ltr",
        failed=tuple(failed),
        version=filters.snapshot.version,
        day=filters.snapshot.day,
        example=holds_example(connection),
        file_name=f"{t('reports.document.slug')}_{today().isoformat()}_{language()}",
    )
