"""What was reported to funders: periods that were locked as they stood then, and versions released to them."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from dashboard.address import Period
from dashboard.data.releasing import lock_period, release

RELEASED_AFTER = "2026"
"""After the records of this year, and before they were corrected, every grant of a funder's account was released."""
RELEASED = ("DEMO-EU-02", "DEMO-EU-03", "DEMO-WB-02", "EU-CSD", "P171489")


@dataclass(frozen=True, slots=True)
class Report:
    """A period of a grant that was reported on a day, from the records up to the end of a year."""

    year: str
    grant: str
    period: str
    reported_on: date


REPORTS = (
    Report("2021", "P171489", "2021-H1", date(2021, 8, 12)),
    Report("2025", "DEMO-WB-02", "2025-H2", date(2026, 2, 13)),
)


def store_reports(connection: Connection, year: str, actor: str) -> None:
    """Lock and release what was reported once the records of a year were in."""
    for report in REPORTS:
        if report.year == year:
            period = Period.parse(report.period)
            lock_period(connection, report.grant, period, reported_on=report.reported_on, actor=actor)
    for grant in RELEASED if year == RELEASED_AFTER else ():
        release(connection, grant, actor=actor)
