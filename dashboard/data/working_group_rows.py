"""Working groups as of a data version: institution groups, their seats and terms, meetings and who was there."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, select

from dashboard.data.directory import Names
from dashboard.data.extent import Extent, Rows, rows_of
from dashboard.data.naming import name_columns, names_in
from dashboard.data.partnership_rows import partnership_rows
from dashboard.data.per_version import remembered
from dashboard.data.schema import working_group as w

_KEPT_VERSIONS = 4


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat of an institution group; it bears the name of an institution, never that of a person."""

    id: int
    code: str
    names: Names
    terms: tuple[tuple[date, date | None], ...]
    """First day of each term, and the first day without a representative (None while it lasts), by their first days."""

    def filled_since(self, day: date) -> date | None:
        """Give the first day of the term that fills the seat on a day, None where it is vacant."""
        return max((one for one, end in self.terms if one <= day and (end is None or end > day)), default=None)

    def vacant_since(self, day: date) -> date | None:
        """Give the day since which a seat that is vacant on a day is so, None where it was never filled."""
        return max((end for one, end in self.terms if one <= day and end is not None), default=None)


@dataclass(frozen=True, slots=True)
class Group:
    """An institution group of a project, with its seats in their order."""

    project: int
    code: str
    names: Names
    seats: tuple[Seat, ...]


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of a working group: a project with institution groups."""

    project: int
    code: str
    names: Names
    held_on: date
    filled: int
    """Seats of its working group that were filled on the day."""
    present: int | None
    """Those of them that were there; None where nobody wrote down who was."""


@dataclass(frozen=True, slots=True)
class WorkingGroups:
    """All working groups as of a data version; projects stand in it as `partnership_rows` numbers them."""

    groups: tuple[Group, ...]
    """By project, position and code."""
    meetings: tuple[Meeting, ...]
    """By day and code."""


@remembered(_KEPT_VERSIONS)
def working_groups(connection: Connection, extent: Extent) -> WorkingGroups:
    """Read the working groups of an extent."""
    numbers, live = partnership_rows(connection, extent).projects.numbers, rows_of(connection, extent)
    seats = _seats(connection, live)
    details = w.institution_group_details
    query = _detailed(w.institution_groups, details, "institution_group_id", "position")
    query = query.where(live.of_projects(details, w.institution_groups.c.project_id))
    found = sorted(connection.execute(query), key=lambda row: (numbers[row.project_id], row.position, row.code))
    groups = [Group(numbers[row.project_id], row.code, names_in(row), tuple(seats.get(row.id, ()))) for row in found]
    return WorkingGroups(tuple(groups), tuple(_meetings(connection, live, numbers, groups)))


def _seats(connection: Connection, live: Rows) -> dict[int, list[Seat]]:
    """Read the seats of each institution group in their order."""
    t, seats, groups = w.seat_terms.c, w.seats, w.institution_groups
    project = groups.c.project_id
    query = select(t.seat_id, t.filled_on, t.vacated_on).join(seats, seats.c.id == t.seat_id)
    query = query.join(groups, groups.c.id == seats.c.institution_group_id)
    query = query.where(live.of_projects(w.seat_terms, project)).order_by(t.filled_on)
    terms = _grouped((row.seat_id, (row.filled_on, row.vacated_on)) for row in connection.execute(query))
    detailed = _detailed(seats, w.seat_details, "seat_id", "position")
    detailed = detailed.join(groups, groups.c.id == seats.c.institution_group_id)
    rows = connection.execute(detailed.where(live.of_projects(w.seat_details, project)))
    return _grouped(
        (row.institution_group_id, Seat(row.id, row.code, names_in(row), tuple(terms.get(row.id, ()))))
        for row in sorted(rows, key=lambda row: (row.position, row.code))
    )


def _meetings(
    connection: Connection, live: Rows, numbers: Mapping[int, int], groups: Iterable[Group]
) -> Iterator[Meeting]:
    """Read the meetings of working groups by day and code."""
    a, owner = w.attendance.c, w.meetings.c.project_id
    query = select(a.meeting_id, a.seat_id, a.present).join(w.meetings, w.meetings.c.id == a.meeting_id)
    query = query.where(live.of_projects(w.attendance, owner))
    recorded = _grouped((row.meeting_id, (row.seat_id, row.present)) for row in connection.execute(query))
    seats = _grouped((group.project, seat) for group in groups for seat in group.seats)
    running = {group.project for group in groups}
    detailed = _detailed(w.meetings, w.meeting_details, "meeting_id", "held_on")
    rows = connection.execute(
        detailed.where(live.of_projects(w.meeting_details, owner, day=w.meeting_details.c.held_on))
    )
    for row in sorted(rows, key=lambda row: (row.held_on, row.code)):
        project = numbers[row.project_id]
        if project in running:
            yield _meeting(row, project, seats.get(project, ()), dict(recorded.get(row.id, ())))


def _meeting(row: Row[Any], project: int, seats: Iterable[Seat], recorded: Mapping[int, bool]) -> Meeting:
    """Give the meeting of a row; `recorded` says of some seats whether they were there."""
    filled = [seat.id for seat in seats if seat.filled_since(row.held_on) is not None]
    present = sum(recorded.get(seat, False) for seat in filled) if recorded else None
    return Meeting(project, row.code, names_in(row), row.held_on, len(filled), present)


def _detailed(register: Table, details: Table, key: str, column: str) -> Select[Any]:
    """Select the things of a register with their details: with their names and one more column."""
    query = select(register, *name_columns(details), details.c[column])
    return query.join(details, details.c[key] == register.c.id)


def _grouped(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    """Give the second of each pair by the first, in their order."""
    found: dict[int, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found
