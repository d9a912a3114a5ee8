"""Cells of tables about projects are what their registers' rows say; the tables are those of a second computation."""

import random
import statistics
from collections.abc import Iterator
from decimal import Decimal

import pytest

from dashboard.address import parse_address
from dashboard.data.engine import reading
from dashboard.data.explanation.explaining import Explanation, explain, rows_of
from dashboard.data.explanation.register_figures import EVERY_FIGURE
from dashboard.data.explanation.registers import rows_behind
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


@pytest.mark.parametrize("seed", range(12))
def test_a_key_figure_is_what_its_rows_say(pools: PooledApp, seed: int) -> None:
    search, question = pools.question(seed)
    head = pools.oracle(question).headline()
    with reading(pools.app.database.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, parse_address(search, EXTRA), EVERYTHING)

        def figure(name: str) -> Explanation:
            return explain(connection, filters, EVERY_FIGURE[f"projects.{name}"])

        for name in ("in_pool", "running", "high_priority_waiting"):
            assert figure(name).figure == head[name], name
        stays = rows_behind(connection, filters, EVERY_FIGURE["projects.median_days_in_stage"].of[0])
        median = head["median_days_in_stage"]
        assert len(stays) == head["stays"]
        assert (statistics.median([row.value or 0 for row in stays]) if stays else None) == median
        assert figure("median_days_in_stage").figure == median
        spent, lacking = figure("spent_share"), figure("funding_gap")
    if len(head["spent"]) > 1:
        assert spent.recipe.how == "currencies"
        assert spent.figure is None
    elif head["spent"] and head["spent"][0][2]:
        _, paid, budget = head["spent"][0]
        assert [portion.value for portion in spent.portions] == [paid, budget]
        assert spent.figure == paid / budget
    if len(head["gaps"]) > 1:
        assert lacking.recipe.how == "currencies"
    else:
        assert lacking.figure == sum((gap for _, gap in head["gaps"]), Decimal(0))
