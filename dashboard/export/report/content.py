"""What a whole funder report holds, in the order in which funders read it.

Every part asks the questions of the pages and uses their tables, findings and drawings, so that a report says what the
screen says.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from dashboard.data.filters import Filters
from dashboard.export import beneficiaries, timeline
from dashboard.export.report.charts import blocks
from dashboard.export.report.cover import whole_report
from dashboard.export.report.gathering import Gathered, Part, gathered_parts
from dashboard.export.report.model import Section
from dashboard.export.shown import Exports
from dashboard.i18n import t

REACHED = Exports(beneficiaries.QUESTIONS, beneficiaries.SHOWN)


def framework(connection: Connection, filters: Filters) -> Iterator[Section]:
    """Give the results framework in the form of the funder."""
    charts = ("timeline.framework", "timeline.ratings")
    yield Section(t("report.framework"), tuple(blocks(connection, filters, timeline.EXPORTS, charts)))


def people(connection: Connection, filters: Filters) -> Iterator[Section]:
    """Give who was reached, where and when."""
    charts = ("beneficiaries.cumulative", "beneficiaries.new_by_month", "beneficiaries.age_sex")
    more = ("beneficiaries.host_migrant", "beneficiaries.by_place", "beneficiaries.map", "beneficiaries.by_activity")
    yield Section(t("report.people"), tuple(blocks(connection, filters, REACHED, (*charts, *more))))


PARTS: tuple[Part, ...] = (Part("report.framework", framework), Part("report.people", people))
"""The parts of a grant's report."""


def gathered(connection: Connection, filters: Filters, parts: Sequence[Part] = PARTS) -> Iterator[Gathered]:
    """Make the report of a grant and a period part by part; the last step carries it.

    Args:
        connection: a reading transaction.
        filters: as `standing.report_filters` gives them.
        parts: what it holds.
    """
    return gathered_parts(connection, filters, parts, whole_report)
