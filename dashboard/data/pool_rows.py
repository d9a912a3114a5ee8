"""All rows behind the project pool as of a data version, read once and kept in the process as columns.

Projects are numbered from 0 in the order of their codes; every other row names its project by that number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Column, ColumnElement, Connection, Row, Select, func, null, select

from dashboard.data import pool_events as events
from dashboard.data.criteria import stored_criteria
from dashboard.data.directory import directory
from dashboard.data.extent import Extent, Rows, rows_of
from dashboard.data.per_version import remembered
from dashboard.data.pool_events import STAGE, Events, Numbers, whole
from dashboard.data.priority import Bools, Ints
from dashboard.data.schema import live_at, pool
from dashboard.data.schema import registers as r
from dashboard.formats import fold

Objects = NDArray[np.object_]
NOTHING = np.array([], dtype=np.int64)
"""No projects."""
UNKNOWN = -1
"""Stands for the place of a stage or a currency that is not known."""
_KEPT_VERSIONS = 4
_NAMES = ("name_tr", "name_en", "name_ar")
CODED = ("programme_code", "mode", "country", "owner")
_SAID = ("mode", "country", "owner", "starts_on", "original_ends_on", "ends_on", "budget", "currency")
_UNTOLD = ("owner", "budget")
"""What of this no protected viewer is told: whose a project is, and what all who pay for it give together."""


@dataclass(frozen=True, slots=True, eq=False)
class Coded:
    """A column of few different values: the place of each value, and of each project's value, -1 for None."""

    places: Mapping[str, int]
    of: Ints

    def among(self, values: Iterable[str]) -> Bools:
        """Say which projects have one of some values."""
        return among(self.of, [self.places[value] for value in values if value in self.places], len(self.places))


@dataclass(frozen=True, slots=True, eq=False)
class PoolRows:
    """Everything that is known of the pool as of one data version."""

    shown: Mapping[str, Objects]
    """What frames show of each project as it is stored, by the name of the column."""
    coded: Mapping[str, Coded]
    """Of the same columns those by which projects are chosen."""
    ids: Sequence[int]
    """Id of each project."""
    numbers: Numbers
    codes: Mapping[str, int]
    """Number of a project by its code."""
    stated: Ints
    """Stage of each project as its source states it."""
    changes: Events
    scores: Events
    limits: Mapping[str, int]
    """Longest stay in days that is not too long, by stage."""
    currencies: tuple[str, ...]
    currency: Ints
    """Place of the currency of each project's budget."""
    budget: Ints
    """Hundredths; 0 where there is none."""
    budgeted: Bools
    """Projects with a budget, which is an amount and its currency."""
    funding: Events
    spending: Events
    goals: Mapping[int, Ints]
    """Projects of each goal, by the goal's id."""
    grants: Mapping[int, Ints]
    places: Mapping[int, Ints]
    """Projects that work in a place, by its id, see `_places`."""
    searched: Sequence[str]
    """For each project the folded text in which a search looks."""

    def __len__(self) -> int:
        """Give the number of projects."""
        return len(self.stated)


@remembered(_KEPT_VERSIONS)
def pool_rows(connection: Connection, extent: Extent) -> PoolRows:
    """Read the live rows of the pool.

    A protected viewer's are without scores, owners and budgets, which tell what others pay; funding and spending are
    those of the own grants.
    """
    rows, version, protected = rows_of(connection, extent), extent.version, extent.protected
    query = connection.execute(_projects(rows, protected=protected))
    found = sorted(query, key=lambda row: row.code)
    numbers = {row.id: number for number, row in enumerate(found)}
    criteria = [] if protected else [one.id for one in stored_criteria(connection, version)]
    funding = events.money_rows(connection, rows, pool.funding, "secured_on")
    spending = events.money_rows(connection, rows, r.spending, "spent_on")
    currencies = tuple(sorted({row.currency for row in (*found, *funding, *spending) if row.currency}))
    shown = _shown(found)
    return PoolRows(
        shown=shown,
        coded={name: _coded(shown[name]) for name in CODED},
        ids=list(numbers),
        numbers=numbers,
        codes={row.code: number for number, row in enumerate(found)},
        stated=whole(STAGE.get(row.stage, UNKNOWN) for row in found),
        changes=events.stage_changes(connection, rows, numbers),
        scores=events.scores(connection, rows, numbers, criteria),
        limits=_limits(connection, version),
        currencies=currencies,
        currency=whole(currencies.index(row.currency) if row.currency else UNKNOWN for row in found),
        budget=whole(int((row.budget or 0) * events.CENTS) for row in found),
        budgeted=np.array([row.budget is not None and row.currency is not None for row in found], dtype=bool),
        funding=events.amounts(funding, numbers, currencies),
        spending=events.amounts(spending, numbers, currencies),
        goals=_linked(connection, rows.of_projects(r.project_goals), r.project_goals.c.goal_id, numbers),
        grants=_linked(connection, rows.of_grants(r.project_grants), r.project_grants.c.grant_id, numbers),
        places=_places(connection, version, rows, numbers),
        searched=[_searched(row) for row in found],
    )


def among(places: Ints, chosen: Sequence[int], size: int) -> Bools:
    """Say which of some places are chosen, all being below `size`; an unknown one never is."""
    wanted = np.zeros(size + 1, dtype=bool)
    wanted[list(chosen)] = True
    return wanted[places]


def column(values: Iterable[object]) -> Objects:
    """Give values as a column that keeps them as they are."""
    listed = list(values)
    kept = np.empty(len(listed), dtype=object)
    kept[:] = listed
    return kept


def _projects(rows: Rows, *, protected: bool) -> Select[Any]:
    """Select the projects with live details."""
    d = r.project_details
    told = (null().label(name) if protected and name in _UNTOLD else d.c[name] for name in (*_NAMES, *_SAID))
    return (
        select(r.projects.c.id, r.projects.c.code, r.programmes.c.code.label("programme_code"))
        .add_columns(*told, d.c.stage, d.c.implementer)
        .join(d, d.c.project_id == r.projects.c.id)
        .join(r.programmes, r.programmes.c.id == r.projects.c.programme_id)
        .where(rows.of_projects(d))
    )


def _shown(found: Sequence[Row[Any]]) -> dict[str, Objects]:
    """Give the stored columns; a name that is missing is the Turkish one."""
    stored = {name: column(getattr(row, name) for row in found) for name in ("code", "programme_code", *_SAID)}
    return stored | {name: column(getattr(row, name) or row.name_tr for row in found) for name in _NAMES}


def _coded(values: Objects) -> Coded:
    """Give the column of a few values as places."""
    places = {value: place for place, value in enumerate(sorted({value for value in values if value}))}
    return Coded(places, whole(places.get(value, UNKNOWN) for value in values))


def _searched(row: Row[Any]) -> str:
    """Give code, names, owner and implementer, folded; lines keep the end of one from running into the next."""
    return fold(
        "\n".join(filter(None, (row.code, *(getattr(row, name) for name in _NAMES), row.owner, row.implementer)))
    )


def _limits(connection: Connection, version: int) -> dict[str, int]:
    """Give the limit of each stage that has one."""
    limits = pool.stage_limits
    query = select(limits.c.stage, limits.c.days).where(live_at(limits, version))
    return {row.stage: row.days for row in connection.execute(query)}


def _linked(connection: Connection, live: ColumnElement[bool], to: Column[int], numbers: Numbers) -> dict[int, Ints]:
    """Give, by the id of what is linked, the projects that are linked to it."""
    query = select(to, to.table.c.project_id).where(live)
    return _grouped((thing, numbers[project]) for thing, project in connection.execute(query) if project in numbers)


def _places(connection: Connection, version: int, rows: Rows, numbers: Numbers) -> dict[int, Ints]:
    """Give the projects of each province and district by the id of the place.

    A project works in a place where one of its activities is registered there, or in a district of the province, on
    whatever day; and in a province in which it has reached people. An activity in a historic place is in today's.
    For protected viewers activities alone count: where people were reached also tells of days that others paid for.
    """
    a, p, d = r.activities.c, r.places.alias(), r.place_details
    today = func.coalesce(d.c.maps_to_id, d.c.place_id)
    query = (
        select(a.project_id, p.c.id, p.c.province_id)
        .join(r.activity_details, r.activity_details.c.activity_id == a.id)
        .join(d, (d.c.place_id == r.activity_details.c.place_id) & live_at(d, version))
        .join(p, p.c.id == today)
        .where(rows.of_projects(r.activity_details, r.activities.c.project_id))
    )
    registered = {(place, row[0]) for row in connection.execute(query) for place in row[1:] if place}
    known = {} if rows.held else directory(connection, version).provinces_of
    reached = {(place, project) for project, own in known.items() for place in own}
    return _grouped((place, numbers[project]) for place, project in registered | reached if project in numbers)


def _grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, Ints]:
    """Give the second of each pair by the first."""
    found: dict[int, list[int]] = {}
    for thing, project in pairs:
        found.setdefault(thing, []).append(project)
    return {thing: np.array(sorted(own), dtype=np.int64) for thing, own in found.items()}
