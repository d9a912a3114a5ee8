"""What a whole funder report holds, in the order in which funders read it.

Every part asks the questions of the pages and uses their tables, findings and drawings, so that a report says what the
screen says. The order is that of a progress report of the World Bank and of an interim report of the European Union.
"""

from collections.abc import Iterator, Sequence

from sqlalchemy import Connection

from dashboard.data.filters import Filters
from dashboard.export.report.chapters import Chapter, chapter
from dashboard.export.report.cover import whole_report
from dashboard.export.report.gathering import Gathered, Part, gathered_parts
from dashboard.export.report.money import money
from dashboard.export.report.restated import restated
from dashboard.export.report.summary import summary

CHAPTERS = (
    Chapter("report.framework", ("timeline.framework", "timeline.ratings")),
    Chapter("report.breakdowns", ("timeline.periods", "timeline.breakdowns")),
    Chapter(
        "report.people",
        (
            *("beneficiaries.cumulative", "beneficiaries.new_by_month", "beneficiaries.contacts_by_month"),
            *("beneficiaries.age_sex", "beneficiaries.host_migrant", "beneficiaries.by_place", "beneficiaries.map"),
            *("beneficiaries.by_subprogramme", "beneficiaries.by_activity"),
        ),
    ),
    Chapter("report.timeline", ("timeline.gantt", "timeline.slippage", "timeline.reports")),
    Chapter("report.pace", ("timeline.s_curve",)),
    Chapter("report.money", ("timeline.side_by_side",), more=money),
    Chapter(
        "report.partnerships",
        (
            *("partnerships.steps", "partnerships.protocols", "partnerships.commitments"),
            *("partnerships.capacity_by_area", "partnerships.joint_activities", "partnerships.map"),
        ),
        optional=True,
    ),
    Chapter(
        "report.feedback",
        (
            *("feedback.by_month", "feedback.rate", "feedback.response_times", "feedback.channels"),
            *("feedback.languages", "feedback.places"),
        ),
        optional=True,
    ),
)
DOCUMENTS = Chapter("report.documents", ("timeline.documents",))
PARTS: tuple[Part, ...] = (
    Part("report.summary", summary),
    *map(chapter, CHAPTERS),
    Part("report.restatements", restated),
    chapter(DOCUMENTS),
)
"""The parts of a grant's report."""


def gathered(connection: Connection, filters: Filters, parts: Sequence[Part] = PARTS) -> Iterator[Gathered]:
    """Make the report of a grant and a period part by part; the last step carries it.

    Args:
        connection: a reading transaction.
        filters: as `standing.report_filters` gives them.
        parts: what it holds.
    """
    return gathered_parts(connection, filters, parts, whole_report)
