"""Working groups: institution groups with their seats, who came to meetings, and what was planned and done.

A working group is a project with institution groups. Programme and grant restrict it, place and the partnerships' own
filters do not. A seat is filled on a day if a term began by then and has not been vacated by then.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import numpy as np
from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.data.activity_kinds import activity_kinds
from dashboard.data.day_columns import NEVER
from dashboard.data.extent import extent
from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.partner_organisations import LANGUAGES
from dashboard.data.partnership_records import whole
from dashboard.data.partnership_rows import partnership_rows
from dashboard.data.partnership_view import projects_in_view, within
from dashboard.data.priority import Bools
from dashboard.data.working_group_rows import Group, working_groups


@dataclass(frozen=True, slots=True)
class Occupation:
    """Seats in view, how many of them are filled, and how many working groups there are."""

    seats: int
    filled: int
    working_groups: int


def seats(connection: Connection, filters: Filters) -> DataFrame:
    """Give the seats of the working groups in view in their order.

    Columns: group_code, group_tr, group_en, group_ar, seat_code, name_*, filled, since. `since` is the first day of the
    term that fills the seat, or the day on which it fell vacant; None where it was never filled.
    """
    rows = [(group, seat) for group in _in_view(connection, filters) for seat in group.seats]
    since = [seat.filled_since(filters.last_day) for _, seat in rows]
    vacant = [seat.vacant_since(filters.last_day) for _, seat in rows]
    return frame(
        group_code=[group.code for group, _ in rows],
        **{f"group_{lang}": [group.names[lang] for group, _ in rows] for lang in LANGUAGES},
        seat_code=[seat.code for _, seat in rows],
        **{f"name_{lang}": [seat.names[lang] for _, seat in rows] for lang in LANGUAGES},
        filled=[day is not None for day in since],
        since=[filled or empty for filled, empty in zip(since, vacant, strict=True)],
    )


def seats_by_group(connection: Connection, filters: Filters) -> DataFrame:
    """Count the seats of each institution group in view: group_code, name_*, seats, filled."""
    groups = _in_view(connection, filters)
    return frame(
        group_code=[group.code for group in groups],
        **{f"name_{lang}": [group.names[lang] for group in groups] for lang in LANGUAGES},
        seats=[len(group.seats) for group in groups],
        filled=[len(_filled([group], filters.last_day)) for group in groups],
    )


def occupation(connection: Connection, filters: Filters) -> Occupation:
    """Count the seats of the working groups in view."""
    groups = _in_view(connection, filters)
    return Occupation(
        seats=sum(len(group.seats) for group in groups),
        filled=len(_filled(groups, filters.last_day)),
        working_groups=len({group.project for group in groups}),
    )


def attendance(connection: Connection, filters: Filters) -> DataFrame:
    """Give who came to the meetings that the working groups in view held in the period, by day and code.

    Columns: meeting_code, name_*, held_on, filled, present, share. `filled` counts the seats filled on the day of the
    meeting, `present` those of them that were there, `share` is their quotient. Both are None where nobody wrote down
    who was there, which is not 0; `share` also where no seat was filled.
    """
    projects = projects_in_view(connection, filters)
    first, last = filters.first_day or date.min, filters.last_day
    known = working_groups(connection, extent(connection, filters)).meetings
    meetings = [one for one in known if projects[one.project] and first <= one.held_on <= last]
    return frame(
        meeting_code=[one.code for one in meetings],
        **{f"name_{lang}": [one.names[lang] for one in meetings] for lang in LANGUAGES},
        held_on=[one.held_on for one in meetings],
        filled=[one.filled for one in meetings],
        present=[one.present for one in meetings],
        share=[
            None if one.present is None or not one.filled else Decimal(one.present) / one.filled for one in meetings
        ],
    )


def working_kinds(connection: Connection, filters: Filters) -> DataFrame:
    """Count the joint activities planned for the period by kind, and those of them held by its last day that has come.

    Columns: kind_code, name_*, planned, done. Kinds in their order, those with nothing planned left out. Joint
    activities are those of the projects in view whose programme has a working group.
    """
    read = extent(connection, filters)
    known = partnership_rows(connection, read).joint
    wanted = working_projects(connection, filters)[known.project] & within(known.planned, filters)
    done = wanted & (known.held <= filters.last_day.toordinal()) & (known.held != NEVER)
    kinds = list(activity_kinds(connection, read.version).values())
    planned, held = (np.bincount(known.kind[one], minlength=len(kinds)) for one in (wanted, done))
    shown = np.flatnonzero(planned)
    entries = [kinds[place] for place in shown.tolist()]
    return frame(
        kind_code=[entry.code for entry in entries],
        **{f"name_{lang}": [entry.names[lang] for entry in entries] for lang in LANGUAGES},
        planned=planned[shown],
        done=held[shown],
    )


def working_projects(connection: Connection, filters: Filters) -> Bools:
    """Say which projects, as `partnership_rows` numbers them, are in view and of a programme with a working group."""
    read = extent(connection, filters)
    programme = partnership_rows(connection, read).projects.programme
    running = whole([group.project for group in working_groups(connection, read).groups])
    found: Bools = projects_in_view(connection, filters) & np.isin(programme, programme[running])
    return found


def _in_view(connection: Connection, filters: Filters) -> list[Group]:
    """Give the institution groups of the projects in view."""
    projects = projects_in_view(connection, filters)
    known = working_groups(connection, extent(connection, filters))
    return [group for group in known.groups if projects[group.project]]


def _filled(groups: Iterable[Group], day: date) -> frozenset[int]:
    """Give the ids of the seats of some groups that are filled on a day."""
    return frozenset(seat.id for group in groups for seat in group.seats if seat.filled_since(day) is not None)
