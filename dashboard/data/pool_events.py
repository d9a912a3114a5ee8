"""What happened to the projects of the pool, as columns: stage changes, scores and amounts, each with its day."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy import ColumnElement, Connection, Row, Select, Table, select

from dashboard.data.extent import Rows
from dashboard.data.loading.project_kinds import STAGES
from dashboard.data.priority import Bools, Ints
from dashboard.data.schema import pool

_SAFE = 2**62
"""Sums of whole numbers below this fit into 64 bits."""
CENTS = 100
STAGE = {stage: place for place, stage in enumerate(STAGES)}
"""Place of each stage in the order of stages."""

Numbers = Mapping[int, int]
"""The number of a project by its id."""


@dataclass(frozen=True, slots=True, eq=False)
class Events:
    """Things that happened: the `project`'s number, the `day` as an ordinal, and whole numbers that say what.

    `of` is a stage, a criterion or a currency, by its place; `amount` a score or hundredths of money, 0 for a stage.
    """

    project: Ints
    day: Ints
    of: Ints
    amount: Ints

    def __len__(self) -> int:
        """Give the number of events."""
        return len(self.project)

    def where(self, chosen: Bools) -> "Events":
        """Give the chosen events in their order."""
        return Events(self.project[chosen], self.day[chosen], self.of[chosen], self.amount[chosen])

    def up_to(self, day: date) -> "Events":
        """Give the events up to a day, that day included, in their order."""
        return self.where(np.asarray(self.day <= day.toordinal()))


def whole(values: Iterable[int]) -> Ints:
    """Give whole numbers as a column, of Python's own kind where sums of them could outgrow 64 bits."""
    listed = list(values)
    return np.array(listed, dtype=np.int64 if sum(map(abs, listed)) < _SAFE else object)


def stage_changes(connection: Connection, rows: Rows, numbers: Numbers) -> Events:
    """Give the stage changes by project, day and the order of stages, so that each is followed by the next one."""
    query = _live(pool.stage_changes, rows.of_projects(pool.stage_changes), "project_id", "entered_on", "stage")
    return _events(
        sorted(
            (numbers[project], day.toordinal(), STAGE[stage], 0)
            for project, day, stage in connection.execute(query)
            if project in numbers
        )
    )


def scores(connection: Connection, rows: Rows, numbers: Numbers, criteria: Sequence[int]) -> Events:
    """Give the scores on the criteria with these ids by day; of one day's the one stored last stands last."""
    places = {criterion: place for place, criterion in enumerate(criteria)}
    query = _live(pool.scores, rows.of_projects(pool.scores), "project_id", "scored_on", "criterion_id", "score")
    found = (
        (numbers[project], day.toordinal(), places[criterion], score)
        for project, day, criterion, score in connection.execute(query)
        if project in numbers and criterion in places
    )
    return _events(sorted(found, key=lambda event: event[1]))


def money_rows(connection: Connection, rows: Rows, table: Table, day: str) -> Sequence[Row[Any]]:
    """Give the amounts of projects: project_id, currency, amount, day; of spending the expenditure alone."""
    query = _live(table, rows.of_grants(table), "project_id", "currency", "amount").add_columns(
        table.c[day].label("day")
    )
    query = query.where(table.c.project_id.is_not(None))
    if "kind" in table.c:
        query = query.where(table.c.kind == "expenditure")
    return connection.execute(query).all()


def amounts(rows: Sequence[Row[Any]], numbers: Numbers, currencies: Sequence[str]) -> Events:
    """Give amounts in hundredths of their currency."""
    places = {currency: place for place, currency in enumerate(currencies)}
    return _events(
        [
            (numbers[row.project_id], row.day.toordinal(), places[row.currency], int(row.amount * CENTS))
            for row in rows
            if row.project_id in numbers
        ]
    )


def _live(table: Table, live: ColumnElement[bool], *columns: str) -> Select[Any]:
    """Select columns of a table's live rows in the order in which they were stored."""
    return select(*(table.c[name] for name in columns)).where(live).order_by(table.c.id)


def _events(rows: Sequence[tuple[int, int, int, int]]) -> Events:
    """Give rows as columns."""
    project, day, of, amount = (whole(row[place] for row in rows) for place in range(4))
    return Events(project, day, of, amount)
