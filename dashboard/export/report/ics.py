"""The deadlines of a report's grant as a calendar file."""

from sqlalchemy import Connection

from dashboard.data.calendar_events import calendar_events, stamp
from dashboard.data.filters import Filters
from dashboard.export.calendar import calendar_text
from dashboard.i18n import t


def events(connection: Connection, filters: Filters) -> bytes:
    """Write every milestone, report deadline and end of the grant in view."""
    name = t("report.calendar", grant=", ".join(filters.grants))
    return calendar_text(name, calendar_events(connection, filters), stamp(connection, filters))
