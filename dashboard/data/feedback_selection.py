"""From filters to cases: whose feedback, where, of which types, and the days that each question is about."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from sqlalchemy import Connection, func, select

from dashboard.address import Month, Problem
from dashboard.codes import FEEDBACK_TYPE
from dashboard.data.directory import directory
from dashboard.data.feedback_known import first_months
from dashboard.data.filters import Filters
from dashboard.data.per_version import once_a_version
from dashboard.data.schema.feedback import feedback
from dashboard.data.selection import Selection, Window, chosen_places, scope_of
from dashboard.data.versions import newest_version

TOPIC_MONTHS, EARLIER_MONTHS = 12, 12
"""Months whose topics are shown, and those before a month with which it is compared."""
When = Literal["to_date", "period", "topics"]


@dataclass(frozen=True, slots=True)
class CaseSelection:
    """What the filters select, as of the newest version that the transaction sees."""

    base: Selection
    """Whose cases and where; `to_date` reaches to the reference day, not only to the end of the period."""
    newest: int
    day: date
    sensitive: bool
    types: tuple[int, ...]
    """Positions of the types asked for; empty is all."""
    topics: Window | None
    """The months whose topics are shown and those before, up to E."""
    first_month: int | None
    """Index of the first month with a case in the viewer's scope, whatever is filtered."""
    length: int
    """Months of the period asked for, 0 without one."""

    def of_project(self, project: int) -> "CaseSelection":
        """Give the part of the selection that is one project's."""
        return replace(self, base=self.base.of_project(project))

    def window(self, name: When) -> Window | None:
        """Give the days that a question is about."""
        found: Window | None = self.topics if name == "topics" else getattr(self.base, name)
        return found

    @property
    def months(self) -> list[int]:
        """Give the indexes of the months of P, which has none without a period or before it begins."""
        if self.base.first_day is None or self.base.period is None:
            return []
        return list(range(Month.of(self.base.first_day).index, Month.of(self.base.last_day).index + 1))


def select_cases(connection: Connection, filters: Filters) -> CaseSelection:
    """Resolve filters to the cases that they select."""
    version, day, viewer = filters.snapshot.version, filters.snapshot.day, filters.viewer
    known, newest = directory(connection, version), max(newest_version(connection), version)
    first, last = _extent(connection, version)
    start = date(first.year, 1, 1) if first else day
    holders, projects = ((), {}) if first is None or day < first else scope_of(known, filters)
    topics = Month.at(Month.of(filters.last_day).index - TOPIC_MONTHS - EARLIER_MONTHS + 1).first
    base = Selection(
        directory=known,
        version=version,
        holders=holders,
        projects=projects,
        places=chosen_places(known, filters.places),
        groups=(),
        first_day=filters.first_day,
        last_day=filters.last_day,
        to_date=_open(Window(start, max(day, start)), last),
        period=_open(window, last) if (window := _period(filters, start)) else None,
        previous=None,
    )
    return CaseSelection(
        base=base,
        newest=newest,
        day=day,
        sensitive=viewer.sensitive,
        types=tuple(FEEDBACK_TYPE.index(one) for one in dict.fromkeys(filters.own_all("type")) if one in FEEDBACK_TYPE),
        topics=_open(Window(topics, filters.last_day), last),
        first_month=_first_month(connection, filters, newest),
        length=filters.period.months if filters.period else 0,
    )


def type_problems(filters: Filters) -> tuple[Problem, ...]:
    """Name the types that do not exist."""
    return tuple(Problem("type", one) for one in dict.fromkeys(filters.own_all("type")) if one not in FEEDBACK_TYPE)


def _period(filters: Filters, start: date) -> Window | None:
    """Give the days of P, or None where it has not begun."""
    if filters.period is None:
        return Window(start, filters.last_day) if start <= filters.last_day else None
    first = filters.period.first_day
    return Window(first, filters.last_day) if first <= filters.last_day else None


def _open(window: Window, last: date | None) -> Window:
    """Stretch a window that reaches the last case to the end of its year: whole years are read and no case added."""
    return Window(window.first, date(window.last.year, 12, 31)) if last is None or window.last >= last else window


@once_a_version
def _extent(connection: Connection, version: int) -> tuple[date | None, date | None]:
    """Give the first and last day of any case; it only bounds what is read and shows nowhere."""
    days = feedback.c.received_on
    row = connection.execute(select(func.min(days), func.max(days)).where(feedback.c.since_version <= version)).one()
    return row[0], row[1]


def _first_month(connection: Connection, filters: Filters, newest: int) -> int | None:
    """Give the first month with a case in the viewer's scope, None where there is none up to the reference day."""
    snapshot, viewer = filters.snapshot, filters.viewer
    if viewer.protected:
        return None
    known = directory(connection, snapshot.version)
    found = first_months(connection, snapshot.version, newest, snapshot.day, sensitive=viewer.sensitive)
    codes = viewer.programmes
    scope = None if codes is None else {known.ids["programme"].get(code) for code in codes}
    return min((m for i, m in found.items() if scope is None or known.projects[i].parent in scope), default=None)
