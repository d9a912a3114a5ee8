"""Which projects of the pool a viewer sees under the filters, and how those that wait rank among each other.

What restricts what:

- The viewer's programmes, the programme filter and the grant filter (a project is paid for by one of the grants, on
  whatever day) make the *field*: projects are ranked within it.
- The place filter and the pool's own filters narrow the field to what is *seen*; they move no rank. A project is in a
  place where one of its activities is registered, or where it has reached people, on whatever day.
- The period chooses the quarters of `flow` and ends what is spent. Stages, days, scores, ranks and funding are those of
  the reference day, because a project stands in one stage at a time.
- Population groups choose nothing: a project is not of one group.

A protected viewer's field are the projects that the own grants pay for, see `extent`. Nobody is ranked in it, and
owners and weights choose nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from dashboard.data.criteria import TRIAL, Criteria, criteria_in_force
from dashboard.data.directory import directory
from dashboard.data.extent import Extent
from dashboard.data.extent import extent as extent_in
from dashboard.data.filters import Filters
from dashboard.data.goals import goals_in_scope
from dashboard.data.per_version import remembered
from dashboard.data.pool import Pool, pool_on
from dashboard.data.pool_filters import MANY, SEARCH, fitting, own_filters
from dashboard.data.pool_history import OPEN, WAITING
from dashboard.data.pool_rows import NOTHING, Objects
from dashboard.data.priority import Bools, Ints, is_high, ranks, stability, totals
from dashboard.data.schema import live_at
from dashboard.data.schema.people import reach

_KEPT = 16
_OWN = frozenset({*MANY, SEARCH, TRIAL})


@dataclass(frozen=True, slots=True)
class Field:
    """Whose projects are ranked among each other: rows, programmes (None is all), and grants where any are named."""

    extent: Extent
    programmes: frozenset[str] | None
    grants: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """Priorities of all complete projects, and the ranks of those of a field that wait."""

    total: Ints
    """Σ weight × score, in whole numbers."""
    high: Bools
    """Complete projects with a priority of at least 3.5."""
    rank: Ints
    """0 where there is none."""
    shown: dict[str, Objects]
    """Columns `priority`, `rank` and `stability`, None where there is none."""


@dataclass(frozen=True, slots=True, eq=False)
class View:
    """The pool as one viewer sees it under some filters."""

    extent: Extent
    pool: Pool
    criteria: Criteria
    field: Bools
    seen: Bools
    ranking: Ranking

    def waiting(self) -> Bools:
        """Say which of the projects seen wait."""
        return self.seen & self.pool.at(WAITING)

    def ranked(self) -> Bools:
        """Say which of the projects seen have a rank."""
        return self.seen & (self.ranking.rank > 0)

    def lacking(self) -> Bools:
        """Say which of the projects seen wait and lack a score."""
        return self.waiting() & self.pool.incomplete

    def timed(self) -> Bools:
        """Say which of the projects seen are open and have been in their stage for a known time."""
        return self.seen & self.pool.at(OPEN) & (self.pool.age >= 0)

    def columns(self, *names: str) -> dict[str, Objects]:
        """Give columns of all projects, seen or not."""
        pool, ranking = self.pool.shown, self.ranking.shown
        return {name: ranking[name] if name in ranking else pool[name] for name in names}


def view(connection: Connection, filters: Filters) -> View:
    """Give the view of the pool under some filters; parameters that choose no project make no view of their own."""
    own = tuple(pair for pair in filters.own if pair[0] in _OWN)
    asked = replace(filters, own=own, groups=(), period=None, problems=())
    return _view(connection, extent_in(connection, filters), asked)


@remembered(_KEPT)
def _view(connection: Connection, extent: Extent, filters: Filters) -> View:
    """Choose the projects of a view and rank them."""
    day = filters.snapshot.day
    pool = pool_on(connection, extent, day)
    criteria = criteria_in_force(connection, filters)
    field = _field(filters, extent)
    inside = _inside(connection, pool, field)
    goals = {goal.code: goal.id for goal in goals_in_scope(connection, filters.snapshot.version, filters.viewer)}
    seen = inside & fitting(pool, own_filters(connection, filters), goals)
    if filters.places:
        seen &= _placed(connection, pool, extent, filters.places)
    ranking = _ranking(connection, day, field, tuple(criteria.weights.tolist()))
    return View(extent, pool, criteria, inside, seen, ranking)


def _field(filters: Filters, extent: Extent) -> Field:
    """Give the field of some filters; the programmes of a protected viewer are those of the extent."""
    own = None if extent.protected else filters.viewer.programmes
    asked = frozenset(filters.programmes)
    return Field(extent, asked & own if asked and own is not None else asked or own, filters.grants)


def _inside(connection: Connection, pool: Pool, field: Field) -> Bools:
    """Say which projects are in a field."""
    inside = pool.there.copy()
    if field.programmes is not None:
        inside &= pool.rows.coded["programme_code"].among(field.programmes)
    if field.grants:
        ids = directory(connection, field.extent.version).ids["grant"]
        inside &= _any_of(pool, pool.rows.grants, [ids.get(code, 0) for code in field.grants])
    return inside


def _placed(connection: Connection, pool: Pool, extent: Extent, codes: Iterable[str]) -> Bools:
    """Say which projects are in one of some places; only the rows themselves tell who was reached in a district."""
    version = extent.version
    known = directory(connection, version)
    places = [known.places[known.ids["place"][code]] for code in codes]
    found = _any_of(pool, pool.rows.places, [place.id for place in places])
    districts = [place.id for place in places if place.level == "district"]
    if districts and not extent.protected:
        query = select(reach.c.project_id).distinct().where(reach.c.place_id.in_(districts), live_at(reach, version))
        numbers = pool.rows.numbers
        found[[numbers[project] for project in connection.scalars(query) if project in numbers]] = True
    return found


def _any_of(pool: Pool, linked: Mapping[int, Ints], ids: Iterable[int]) -> Bools:
    """Say which projects are linked to one of some things."""
    found = np.zeros(len(pool.rows), dtype=bool)
    for one in ids:
        found[linked.get(one, NOTHING)] = True
    return found


@remembered(_KEPT)
def _ranking(connection: Connection, day: date, field: Field, weights: tuple[int, ...]) -> Ranking:
    """Rank the complete waiting projects of a field by some weights."""
    pool = pool_on(connection, field.extent, day)
    vector = np.array(weights, dtype=np.int64)
    whole, runs = max(sum(weights), 1), 2 * max(len(weights), 1)
    sums = totals(pool.scores, vector)
    chosen = np.flatnonzero(_inside(connection, pool, field) & pool.at(WAITING) & pool.complete)
    rank, firm = np.zeros(len(pool.rows), dtype=np.int64), np.zeros(len(pool.rows), dtype=np.int64)
    rank[chosen] = ranks(sums[chosen])
    firm[chosen] = stability(pool.scores[chosen], vector)
    shown = {
        "priority": _where(pool.complete, sums / whole),
        "rank": _where(rank > 0, rank),
        "stability": _where(rank > 0, firm / runs),
    }
    return Ranking(sums, pool.complete & is_high(sums, vector), rank, shown)


def _where(known: Bools, values: NDArray[Any]) -> Objects:
    """Give a column of numbers, None where one is not known."""
    shown: Objects = values.astype(object)
    shown[~known] = None
    return shown
