"""The criteria by which the pool is scored: stored weights, the weights that somebody tries, and written anchors."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

import numpy as np
from sqlalchemy import Connection, Select, Table, select

from dashboard.address import Problem
from dashboard.data.directory import Names
from dashboard.data.filters import Filters
from dashboard.data.naming import names_in
from dashboard.data.per_version import once_a_version
from dashboard.data.priority import UNITS, Ints, tried_weights, whole_weight
from dashboard.data.schema import live_at, pool

TRIAL = "weights"
"""Parameter of the address with the weights that somebody tries on a page."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion of the pool with its stored weight and, by score, the anchor that says what the score means."""

    id: int
    code: str
    names: Names
    weight: Decimal
    anchors: Mapping[int, Names]


@dataclass(frozen=True)
class Criteria:
    """The criteria of the pool by position, and the weights that count on a page.

    `tried` are the whole numbers of a trial, one for each criterion, or None where the stored weights count.
    `problems` names a trial that could not be used.
    """

    items: tuple[Criterion, ...]
    tried: tuple[int, ...] | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def trial(self) -> bool:
        """Say whether other weights than the stored ones are being tried."""
        return self.tried is not None

    @cached_property
    def weights(self) -> Ints:
        """Give the weights in force as whole numbers; only their proportions mean something."""
        stored = (whole_weight(one.weight) for one in self.items)
        return np.array(list(stored if self.tried is None else self.tried), dtype=np.int64)

    @cached_property
    def in_force(self) -> tuple[Decimal, ...]:
        """Give the weights in force as they are stored or as they were written in the address."""
        return tuple(Decimal(int(weight)) / UNITS for weight in self.weights)

    @cached_property
    def shares(self) -> tuple[float, ...]:
        """Give each criterion's share of all weights in force; they add up to 1."""
        whole = int(self.weights.sum())
        return tuple(int(weight) / whole for weight in self.weights)


def criteria_in_force(connection: Connection, filters: Filters) -> Criteria:
    """Give the criteria as of the data version with the weights of the address, or the stored ones.

    Weights are the same for every viewer; a protected one has none to see or to try. Of several trials in an address
    the last one counts.
    """
    items = () if filters.viewer.protected else stored_criteria(connection, filters.snapshot.version)
    asked = filters.own_all(TRIAL)
    if not asked:
        return Criteria(items)
    tried = tried_weights(asked[-1], {one.code for one in items})
    if tried is None:
        return Criteria(items, problems=(Problem(TRIAL, asked[-1]),))
    return Criteria(items, tuple(tried[one.code] for one in items))


@once_a_version
def stored_criteria(connection: Connection, version: int) -> tuple[Criterion, ...]:
    """Give the criteria that are live as of a data version, by position and code."""
    d = pool.criterion_details
    anchors: dict[int, dict[int, Names]] = {}
    for row in connection.execute(_live(pool.criterion_anchors, version)):
        anchors.setdefault(row.criterion_id, {})[row.score] = names_in(row)
    query = (
        _live(d, version).add_columns(pool.criteria.c.code).join(pool.criteria, pool.criteria.c.id == d.c.criterion_id)
    )
    found = sorted(connection.execute(query), key=lambda row: (row.position, row.code))
    return tuple(
        Criterion(row.criterion_id, row.code, names_in(row), row.weight, anchors.get(row.criterion_id, {}))
        for row in found
    )


def _live(table: Table, version: int) -> Select[Any]:
    """Select a table's live rows."""
    return select(table).where(live_at(table, version))
