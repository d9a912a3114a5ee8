"""Timeliness: which months of which projects were reported, and whether in time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection, func, select, text

from dashboard.address import Month
from dashboard.data.directory import directory
from dashboard.data.filters import Filters
from dashboard.data.per_version import once_a_version
from dashboard.data.quality_loads import programmes_in_view
from dashboard.data.schema import live_at, versions
from dashboard.data.schema.registers import project_details
from dashboard.settings import ISTANBUL

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reported:
    """One month of one project that was due: the day on which its first record came, None while there is none."""

    project: int
    month: date
    limit: date
    first_on: date | None

    @property
    def in_time(self) -> bool:
        """Say whether the month was reported by its limit."""
        return self.first_on is not None and self.first_on <= self.limit


def due_months(connection: Connection, filters: Filters, days: int) -> list[Reported]:
    """Give every month of every project that counts people, from its first reported one to its end, that is due.

    A month is due `days` days after its end. What an installation took over when it began counts as in time: the limit
    is never earlier than the day of the first load.
    """
    if filters.viewer.protected:
        return []
    version = filters.snapshot.version
    began, firsts, ends = (
        _first_load(connection, version),
        _first_versions(connection, version),
        _ends(connection, version),
    )
    if began is None:
        return []
    known, seen = directory(connection, version), programmes_in_view(connection, filters)
    found: list[Reported] = []
    for project, months in firsts.items():
        entry = known.projects.get(project)
        if entry is None or (seen is not None and entry.parent not in seen):
            continue
        found += _of_project(filters, project, months, ends.get(project), (began, days))
    return found


def _of_project(
    filters: Filters, project: int, months: dict[date, date], ends: date | None, limits: tuple[date, int]
) -> list[Reported]:
    """Give the due months of one project inside the period."""
    began, days = limits
    last = min(filters.last_day, ends or filters.last_day)
    found = []
    for index in range(Month.of(min(months)).index, Month.of(last).index + 1):
        month = Month.at(index)
        if filters.first_day and month.first < filters.first_day:
            continue
        due = Month.at(index + 1).first - _DAY + timedelta(days=days)
        if due <= filters.snapshot.day:
            found.append(Reported(project, month.first, max(due, began), months.get(month.first)))
    return found


@once_a_version
def _first_load(connection: Connection, version: int) -> date | None:
    """Give the day of the first load of a person's file."""
    query = select(func.min(versions.c.committed_at)).where(
        versions.c.version <= version, versions.c.kind != "reference"
    )
    moment = connection.scalar(query)
    return None if moment is None else _day(moment)


@once_a_version
def _first_versions(connection: Connection, version: int) -> dict[int, dict[date, date]]:
    """Give for each project the months in which it has records, each with the day on which the first of them came."""
    query = text(
        "with own as (select segment, year, first_version from segments where cube = 'reach_total' and slice_kind = 2"
        "  and place_level = 0 and span = 1 and first_version <= :version),"
        " latest as (select distinct on (year) segment from own order by year, first_version desc)"
        " select c.slice_id, c.starts_on, min(v.committed_at),"
        "  sum(c.records) filter (where c.segment in (select segment from latest))"
        " from reach_cells c join own on own.segment = c.segment join versions v on v.version = c.version"
        " where c.version <= :version and c.place_id = 0 group by 1, 2 order by 1, 2"
    )
    found: dict[int, dict[date, date]] = {}
    for project, month, first, records in connection.execute(query, {"version": version}):
        if records:
            found.setdefault(project, {})[month] = _day(first)
    return found


@once_a_version
def _ends(connection: Connection, version: int) -> dict[int, date]:
    """Give the last day of each project that has one."""
    d = project_details.c
    query = select(d.project_id, d.ends_on).where(live_at(project_details, version), d.ends_on.is_not(None))
    return {int(project): day for project, day in connection.execute(query)}


def _day(moment: datetime) -> date:
    """Give a moment's day in Istanbul."""
    return moment.astimezone(ISTANBUL).date()
