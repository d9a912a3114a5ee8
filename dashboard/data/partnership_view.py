"""Which partnerships, exchanges and projects a viewer sees under the filters.

What restricts what:

- The viewer's programmes and the programme filter restrict everything.
- The grant filter restricts partnerships by the grant that pays for them; exchanges, outputs, working groups and
  activities by the grants of their project, on whatever day.
- The place filter restricts partnerships by where their partner is today (a province holds its districts), exchanges to
  those whose teacher or learner is there, outputs by their own place; working groups and objectives it leaves alone.
- The period's end is the day on which everything is looked at. Its start chooses what was held, delivered and due.
- Step, status, dormant, country and the search, and the one partner that a page is about, narrow partnerships and what
  hangs on them, and exchanges to those whose teacher or learner is a partner in view. They leave working groups,
  outputs and objectives alone.
- Population groups choose nothing: a partnership is not of one group.

A partnership without an event up to the day has not begun and is nowhere. A protected viewer's partnerships are those
whose grant is an own one, working groups those of the projects that own grants pay for, and exchanges, outputs,
meetings and joint activities those of these projects on days of the own grants' shares, see `extent`.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import Connection

from dashboard.data.directory import directory
from dashboard.data.extent import Extent, extent
from dashboard.data.filters import Filters
from dashboard.data.partnership_filters import Own, fitting, own_filters
from dashboard.data.partnership_records import NOTHING
from dashboard.data.partnership_rows import PartnershipRows, having, partnership_rows
from dashboard.data.partnership_state import State, state_on
from dashboard.data.per_version import remembered
from dashboard.data.priority import Bools, Ints

_KEPT = 16
NOT_THERE = -2
"""Stands for a grant that pays for no partnership."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What chooses partnerships; equal values choose the same ones."""

    extent: Extent
    day: date
    programmes: frozenset[str] | None
    """Codes of the programmes in view; None is all."""
    grants: tuple[str, ...]
    places: tuple[str, ...]
    own: Own


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """Partnerships as one viewer sees them under some filters."""

    state: State
    seen: Bools
    """Partnerships in view."""
    projects: Bools
    """Projects of the programmes in view and under the grant filter."""
    exchanges: Bools
    """Exchanges in view, up to whatever day."""

    @property
    def rows(self) -> PartnershipRows:
        """Give the rows behind the view."""
        return self.state.rows


def view(connection: Connection, filters: Filters) -> View:
    """Give the view of partnerships on the last day of some filters."""
    chosen = Chosen(
        extent=extent(connection, filters),
        day=filters.last_day,
        programmes=programmes_in_view(filters),
        grants=filters.grants,
        places=filters.places,
        own=own_filters(connection, filters),
    )
    return _view(connection, chosen)


def programmes_in_view(filters: Filters) -> frozenset[str] | None:
    """Give the codes of the programmes that viewer and filter leave, None for all of them (or of the extent)."""
    own = None if filters.viewer.protected else filters.viewer.programmes
    asked = frozenset(filters.programmes)
    return asked & own if asked and own is not None else asked or own


def projects_in_view(connection: Connection, filters: Filters) -> Bools:
    """Say which projects, as `partnership_rows` numbers them, are in view by programme and grant."""
    rows = partnership_rows(connection, extent(connection, filters))
    return _projects(rows, programmes_in_view(filters), filters.grants)


def place_ids(connection: Connection, version: int, codes: tuple[str, ...]) -> list[int]:
    """Give the ids of provinces and districts."""
    known = directory(connection, version).ids["place"]
    return [known[code] for code in codes]


def within(days: Ints, filters: Filters) -> Bools:
    """Say which days lie in the period, up to its last day that has come; a missing day never does."""
    first = filters.first_day or date.min
    return (days >= first.toordinal()) & (days <= filters.last_day.toordinal())


@remembered(_KEPT)
def _view(connection: Connection, chosen: Chosen) -> View:
    """Choose the rows of a view."""
    state = state_on(connection, chosen.extent, chosen.day)
    rows = state.rows
    seen = fitting(state, chosen.own)
    projects = _projects(rows, chosen.programmes, chosen.grants)
    exchanges = projects[rows.exchanges.project]
    if chosen.programmes is not None:
        seen &= np.isin(rows.programme, rows.programmes_of(chosen.programmes))
    if chosen.grants:
        seen &= np.isin(rows.grant, [rows.grants.get(code, NOT_THERE) for code in chosen.grants])
    if chosen.places:
        there = rows.organisations.among(place_ids(connection, chosen.extent.version, chosen.places))
        seen &= there[rows.organisation]
        exchanges &= _either(rows, there)
    if chosen.own:
        exchanges &= _either(rows, having(rows, seen))
    return View(state, seen, projects, exchanges)


def _projects(rows: PartnershipRows, programmes: frozenset[str] | None, grants: tuple[str, ...]) -> Bools:
    """Say which projects belong to some programmes and are paid for by one of some grants."""
    known = rows.projects
    found = np.ones(len(known.ids), dtype=bool)
    if programmes is not None:
        found &= np.isin(known.programme, rows.programmes_of(programmes))
    if grants:
        paid = np.zeros(len(known.ids), dtype=bool)
        for code in grants:
            paid[known.grants.get(code, NOTHING)] = True
        found &= paid
    return found


def _either(rows: PartnershipRows, organisations: Bools) -> Bools:
    """Say in which exchanges one of some organisations taught or learned."""
    return organisations[rows.exchanges.teacher] | organisations[rows.exchanges.learner]
