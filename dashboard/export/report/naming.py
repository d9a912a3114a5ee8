"""What the files of a report are called."""

import re

from sqlalchemy import Connection

from dashboard.data.directory import directory
from dashboard.data.filters import Filters
from dashboard.export.citation import cutoff
from dashboard.export.report.standing import standing
from dashboard.i18n import language, t

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def file_name(connection: Connection, filters: Filters) -> str:
    """Give the name of a grant's report without its ending: grant, period, cut-off, language, and a draft's mark."""
    last = cutoff(filters, directory(connection, filters.snapshot.version))
    period = filters.period.text if filters.period else ""
    mark = t("report.slug.draft") if standing(connection, filters).state == "draft" else ""
    parts = (t("report.slug"), *filters.grants, period, last.isoformat(), language(), mark)
    return "_".join(safe(part) for part in parts if part)


def safe(text: str) -> str:
    """Give the letters of a text that may stand in the name of a file everywhere."""
    return _UNSAFE.sub("-", text).strip("-.")
