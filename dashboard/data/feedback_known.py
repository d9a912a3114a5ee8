"""Which projects have cases, and since when: worked out once a version from the cube by type and the corrections."""

from datetime import date

import numpy as np
from sqlalchemy import Connection

from dashboard.address import Month
from dashboard.data.cubes import Level, Slice, Span
from dashboard.data.directory import directory
from dashboard.data.feedback_corrections import corrections
from dashboard.data.per_version import remembered
from dashboard.data.summing import Sums
from dashboard.data.wholesale import Numbers, read_columns

_KEPT = 8
_COLUMNS = {"project_id": "i4", "day": "i4", "records": "i8"}
_MONTH_ZERO = 1970 * 12


def month_of(days: Numbers) -> Numbers:
    """Give the index of the month of each day, which is given as the number of days since 2000-01-01."""
    months = (np.datetime64("2000-01-01") + days).astype("datetime64[M]").astype(np.int64)
    return np.asarray(months + _MONTH_ZERO)


@remembered(_KEPT)
def first_months(connection: Connection, version: int, newest: int, day: date, *, sensitive: bool) -> dict[int, int]:
    """Give the first month of each project with cases received up to a day, for viewers with or without the right.

    Args:
        connection: a reading transaction.
        version: the data version.
        newest: the newest data version, see `corrections`.
        day: the reference day.
        sensitive: whether the viewer has the right to sensitive cases.
    """
    own = corrections(connection, version, newest, day, sensitive=sensitive).counts
    corrected = Sums(
        {"project_id": own.keys["project_id"], "month": month_of(own.keys["received_on"])}, own.measures[:1]
    )
    found = _stored(connection, version, day).joined(corrected).grouped(("project_id", "month"))
    projects, months = found.keys["project_id"].tolist(), found.keys["month"].tolist()
    last, first = Month.of(day).index, dict[int, int]()
    for project, month, records in zip(projects, months, found.measures[0].tolist(), strict=True):
        if records > 0 and month <= last:
            first[project] = min(month, first.get(project, month))
    return first


def _stored(connection: Connection, version: int, day: date) -> Sums:
    """Give the cases of each project and month as the cubes hold them, without those later in the month of the day."""
    key = ("feedback_by_type", int(Slice.PROJECT), int(Level.COUNTRY), int(Span.MONTH))
    listed = ", ".join(map(str, [0, *directory(connection, version).segments.get(key, {}).values()]))
    later = Month.at(Month.of(day).index + 1).first
    rows = read_columns(
        connection,
        f"""
        select slice_id as project_id, starts_on as day, sum(records) as records from feedback_cells
        where segment in ({listed}) and version <= {version:d} group by slice_id, starts_on
        union all
        select project_id, received_on, -count(*) from feedback
        where received_on > date '{day.isoformat()}' and received_on < date '{later.isoformat()}'
            and since_version <= {version:d} and (until_version is null or until_version > {version:d})
            and not is_sensitive
        group by project_id, received_on""",  # noqa: S608  Numbers and days.
        _COLUMNS,
    )
    keys = {"project_id": rows["project_id"], "month": month_of(rows["day"])}
    return Sums(keys, rows["records"][np.newaxis])
