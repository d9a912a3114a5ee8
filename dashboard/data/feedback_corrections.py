"""What the cubes of feedback cannot know: how cases stand on the reference day, and who may see which of them.

The cubes hold every case that is not sensitive as if the reference day never ended. The few cases of which that may be
wrong are taken away as the cubes hold them and added as they stand on the day. For a viewer without the right to
sensitive cases, rows of a case that is sensitive in any version are taken away and never added; for one with the right,
sensitive rows are added. All of it is kept in the process: it is the same for every filter.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import Connection, select

from dashboard.codes import PRIORITY
from dashboard.data.feedback_cases import (
    COLUMNS,
    FEW,
    FOREVER,
    NEVER,
    SELECTED,
    Bools,
    Cases,
    counted_on,
    number_of,
    sums_on,
)
from dashboard.data.per_version import once_a_version, remembered
from dashboard.data.schema import live_at
from dashboard.data.schema.feedback import response_limits
from dashboard.data.summing import Sums
from dashboard.data.wholesale import Numbers, read_columns

_KEPT = 8


@dataclass(frozen=True, slots=True)
class Corrections:
    """What is to be added to the cubes on a reference day, and the cases that are open on it."""

    counts: Sums
    """Rows with what they take away from or add to the first measures (`feedback_cases.FEW`): very few."""
    waits: Sums
    """Rows with what they take away from or add to all measures by waiting time."""
    open: Sums
    """Cases that are not closed, with their `age` in days; measures: one each, and whether the limit has passed."""


@once_a_version
def priority_limits(connection: Connection, version: int) -> Numbers:
    """Give for each priority the days to answer in as of a version, `NEVER` where there is no limit."""
    limits = np.full(len(PRIORITY), NEVER, dtype=np.int64)
    rows = response_limits.c
    for row in connection.execute(select(rows.priority, rows.days).where(live_at(response_limits, version))):
        limits[row.priority] = row.days
    return limits


@remembered(_KEPT)
def corrections(connection: Connection, version: int, newest: int, day: date, *, sensitive: bool) -> Corrections:
    """Give what the cubes as of a version do not know.

    Args:
        connection: a reading transaction.
        version: the data version of the figures.
        newest: the newest data version: a case that is sensitive in it was always sensitive.
        day: the reference day.
        sensitive: whether the viewer has the right to sensitive cases.
    """
    loose, days, limits = _loose(connection, version, day), number_of(day), priority_limits(connection, version)
    if sensitive:
        both, other, sign = loose, _sensitive(connection, version), 1
        there = _joined(loose, other)
    else:
        other, sign = _hidden(connection, version, newest), -1
        both = there = _picked(loose, ~np.isin(loose["id"], other["id"]))
    stored, on_day = sums_on(both, FOREVER, limits), sums_on(both, days, limits)
    more = sums_on(other, days if sensitive else FOREVER, limits)
    more = Sums(more.keys, sign * more.measures)
    grown = Sums(on_day.keys, on_day.measures[:FEW] - stored.measures[:FEW])
    return Corrections(
        counts=grown.picked((grown.measures != 0).max(axis=0, initial=False)).joined(
            Sums(more.keys, more.measures[:FEW])
        ),
        waits=Sums(stored.keys, -stored.measures).joined(on_day).joined(more),
        open=_open_cases(there, days, limits),
    )


def _open_cases(cases: Cases, day: int, limits: Numbers) -> Sums:
    """Give the cases that are open on a day."""
    counted = counted_on(cases, day, limits)
    found = _picked(cases, counted["open"])
    found["age"] = day - found["received_on"].astype(np.int64)
    measures = np.stack([counted["open"], counted["overdue"]])[:, counted["open"]]
    return Sums(found, measures.astype(np.int64))


@remembered(_KEPT)
def _loose(connection: Connection, version: int, day: date) -> Cases:
    """Read the cases received up to a day that may stand otherwise on it than the cubes hold them.

    Something happens to them after the day, or they are open, or their limit is on or after it. Each condition has an
    index. Cases received after the day need no correction, because no question reaches beyond it.
    """
    limits = priority_limits(connection, version)
    longest = int(limits[limits < NEVER].max(initial=-1))
    on = f"date '{day.isoformat()}'"
    return _read(
        connection,
        version,
        f"""not is_sensitive and received_on <= {on} and (first_response_on > {on} or closed_on > {on} or due_on >= {on}
            or received_on >= {on} - {longest:d} or (closed_on is null and until_version is null)
            or (closed_on is null and until_version > {version:d}))""",
    )


@once_a_version
def _sensitive(connection: Connection, version: int) -> Cases:
    """Read the sensitive rows that are live as of a version."""
    return _read(connection, version, "is_sensitive")


@remembered(_KEPT)
def _hidden(connection: Connection, version: int, newest: int) -> Cases:
    """Read the live rows that are not sensitive themselves but whose case is so in any version up to the newest."""
    return _read(
        connection,
        version,
        f"""not is_sensitive and exists (select from feedback s where s.is_sensitive and s.source_id = f.source_id
            and s.key_hash = f.key_hash and s.since_version <= {newest:d})""",
    )


def _read(connection: Connection, version: int, condition: str) -> Cases:
    """Read the rows live as of a version for which a condition on the row `f` holds."""
    return read_columns(
        connection,
        f"select id, {SELECTED} from feedback f where since_version <= {version:d} "  # noqa: S608  Numbers and the code's own conditions.
        f"and (until_version is null or until_version > {version:d}) and {condition}",
        {"id": "i8", **COLUMNS},
    )


def _picked(cases: Cases, which: Bools) -> Cases:
    """Give some of the cases."""
    return {name: column[which] for name, column in cases.items()}


def _joined(cases: Cases, more: Cases) -> Cases:
    """Give the cases of both."""
    return {name: np.concatenate([column, more[name]]) for name, column in cases.items()}
