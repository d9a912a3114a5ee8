"""Cells of tables with their explanations, as a test asks for them: without a page, from the same questions."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from dashboard.app import exports
from dashboard.catalogue import CHARTS
from dashboard.data.explanation.explaining import Explanation, explain
from dashboard.data.explanation.recipes import Condition, Recipe
from dashboard.data.explanation.tables import TABLES
from dashboard.data.filters import Filters
from dashboard.export.explained_cells import Cell, cells_of_table, conditions_of, keys_of
from dashboard.export.taking import Asked, table_of
from dashboard.settings import Settings


@dataclass(frozen=True, slots=True)
class Sampled:
    """One cell with its explanation, and the conditions of its row."""

    chart: str
    row: str
    cell: Cell
    conditions: tuple[Condition, ...]
    explanation: Explanation

    @property
    def recipe(self) -> Recipe:
        """Give how the cell is made."""
        return self.cell.recipe

    @property
    def where(self) -> str:
        """Name the cell for a message."""
        return f"{self.chart} {self.row} {self.cell.column.key}"


def sampled(
    connection: Connection, filters: Filters, settings: Settings, chart: str, rng: random.Random, most: int = 4
) -> Iterator[Sampled]:
    """Give the explanations of all figures of some random rows of a table."""
    page = exports(settings)[CHARTS[chart].page]
    table = table_of(connection, filters, Asked(CHARTS[chart], page))
    assert table is not None, chart
    keys = keys_of(TABLES[chart], table)
    rows = [(at, key) for at, key in enumerate(keys) if key is not None]
    assert len({key for _, key in rows}) == len(rows), f"{chart}: two rows have one key"
    for at, key in rng.sample(rows, min(most, len(rows))):
        found = cells_of_table(connection, filters, chart, table, key)
        assert found is not None
        for cell in found.figures:
            assert cell.shown.value is not None or cell.column.key in TABLES[chart].why_missing, f"{chart} {key}"
            told = tuple(conditions_of(TABLES[chart], table, at))
            yield Sampled(chart, key, cell, told, explain(connection, filters, cell.recipe))
