"""Cells of tables about partnerships are what their rows say; the tables are those of a second computation."""

import random
import statistics
from collections.abc import Iterator
from fractions import Fraction

import pytest

from dashboard.address import parse_address
from dashboard.data.engine import reading
from dashboard.data.explanation.explaining import explain
from dashboard.data.explanation.register_figures import EVERY_FIGURE
from dashboard.data.explanation.registers import rows_behind
from dashboard.data.explanation.tables import PARTNER_TABLES, TABLES
from dashboard.data.filters import EVERYTHING, resolve_filters
from dashboard.export.explained_cells import keys_of
from dashboard.pages.partnerships import EXTRA
from tests.conftest import Server
from tests.explained_cells import Sampled, sampled
from tests.partnered_app import PartneredApp, open_partnerships

SEEDS = range(6)
CHARTS = sorted(chart for chart in PARTNER_TABLES if chart.startswith("partnerships."))


@pytest.fixture(scope="module")
def partnered(postgres: Server, migrated: str) -> Iterator[PartneredApp]:
    """Give an app over made-up partnerships."""
    copy = postgres.create("explained_partnerships", migrated)
    yield open_partnerships(copy)
    postgres.drop(copy)


def holds(one: Sampled, value: object) -> None:
    """Demand that a cell and its rows agree with a value that was computed another way."""
    for portion in one.explanation.portions:
        assert portion.value == sum(part.value for part in portion.parts)
    if value is None:
        return
    figure = one.explanation.figure
    assert figure is not None, one.where
    assert float(figure) == pytest.approx(float(str(value))), one.where


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("chart", CHARTS)
def test_a_cell_is_what_its_rows_say(partnered: PartneredApp, chart: str, seed: int) -> None:
    search, question = partnered.question(seed)
    table = partnered.table(chart.removeprefix("partnerships."), question)
    rows = dict(zip(keys_of(TABLES[chart], table), table.rows, strict=True))
    places = {column.key: at for at, column in enumerate(table.columns)}
    with reading(partnered.app.database.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, parse_address(search, EXTRA), EVERYTHING)
        for one in sampled(connection, filters, partnered.app.database.settings, chart, random.Random(seed), 6):
            holds(one, rows[one.row][places[one.cell.column.key]])


def test_every_table_has_cells_to_explain(partnered: PartneredApp) -> None:
    found = dict.fromkeys(CHARTS, 0)
    with reading(partnered.app.database.engines.reader, EVERYTHING) as connection:
        for made in partnered.made:
            filters = resolve_filters(connection, parse_address(f"v={made.after}&on={made.edge}", EXTRA), EVERYTHING)
            for chart in CHARTS:
                cells = sampled(connection, filters, partnered.app.database.settings, chart, random.Random(3), 1)
                found[chart] += len(list(cells))
    assert all(found.values()), found


@pytest.mark.parametrize("seed", range(12))
def test_a_key_figure_is_what_its_rows_say(partnered: PartneredApp, seed: int) -> None:
    search, question = partnered.question(seed)
    head = partnered.oracle(question).headline()
    told = ("in_force", "ending_90_days", "commitments_done", "staff_trained", "seats_filled")
    with reading(partnered.app.database.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, parse_address(search, EXTRA), EVERYTHING)
        for name in told:
            found = explain(connection, filters, EVERY_FIGURE[f"partnerships.{name}"])
            assert found.figure == (head[name] or 0), name
        last, first = (
            {row.what: row.value or 0 for row in rows_behind(connection, filters, one)}
            for one in EVERY_FIGURE["partnerships.capacity_change"].of
        )
    changes: dict[str, list[Fraction]] = {}
    for what, level in last.items():
        changes.setdefault(what.partition(" ")[0], []).append(Fraction(level) - Fraction(first[what]))
    means = [sum(own, Fraction(0)) / len(own) for own in changes.values()]
    median = statistics.median(means) if means else None
    assert (None if median is None else float(median)) == (
        None if head["capacity_change"] is None else pytest.approx(float(head["capacity_change"]))
    )
