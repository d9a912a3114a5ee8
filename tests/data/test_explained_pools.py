"""Cells of tables about projects are what their registers' rows say; the tables are those of a second computation."""

import random
from collections.abc import Iterator

import pytest

from dashboard.address import parse_address
from dashboard.data.engine import reading
from dashboard.data.explanation.explaining import rows_of
from dashboard.data.explanation.tables import POOL_TABLES, TABLES
from dashboard.data.filters import EVERYTHING, resolve_filters
from dashboard.export.explained_cells import keys_of
from dashboard.pages.projects import EXTRA
from tests.conftest import Server
from tests.explained_cells import Sampled, sampled
from tests.pooled_app import PooledApp, open_pools

SEEDS = range(6)
CHARTS = sorted(chart for chart in POOL_TABLES if chart.startswith("projects."))
UNDEFINED = frozenset({"rank", "rule"})
"""Figures that are no arithmetic of what the rows add."""


@pytest.fixture(scope="module")
def pools(postgres: Server, migrated: str) -> Iterator[PooledApp]:
    """Give an app over made-up project pools."""
    copy = postgres.create("explained_pools", migrated)
    yield open_pools(copy)
    postgres.drop(copy)


def holds(one: Sampled, value: object) -> None:
    """Demand that a cell and its rows agree with a value that was computed another way."""
    for portion in one.explanation.portions:
        assert portion.value == sum(part.value for part in portion.parts)
    if value is None or one.recipe.how in UNDEFINED:
        return
    figure = one.explanation.figure
    assert figure is not None, one.where
    assert float(figure) == pytest.approx(float(str(value))), one.where


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("chart", CHARTS)
def test_a_cell_is_what_its_rows_say(pools: PooledApp, chart: str, seed: int) -> None:
    search, question = pools.question(seed)
    table = pools.table(chart.removeprefix("projects."), question)
    rows = dict(zip(keys_of(TABLES[chart], table), table.rows, strict=True))
    places = {column.key: at for at, column in enumerate(table.columns)}
    with reading(pools.app.database.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, parse_address(search, EXTRA), EVERYTHING)
        for one in sampled(connection, filters, pools.app.database.settings, chart, random.Random(seed), 6):
            holds(one, rows[one.row][places[one.cell.column.key]])
            for portion in one.explanation.portions:
                assert len(rows_of(connection, filters, portion.asked, 0)) == min(portion.records, 50)


def test_every_table_has_cells_to_explain(pools: PooledApp) -> None:
    found = dict.fromkeys(CHARTS, 0)
    with reading(pools.app.database.engines.reader, EVERYTHING) as connection:
        for made in pools.made:
            address = parse_address(f"v={made.after}", EXTRA)
            filters = resolve_filters(connection, address, EVERYTHING)
            for chart in CHARTS:
                cells = sampled(connection, filters, pools.app.database.settings, chart, random.Random(3), 1)
                found[chart] += len(list(cells))
    assert all(found.values()), found
