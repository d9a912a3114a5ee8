"""Every numeric column of every table is explained, or named with the reason why it is not."""

import pytest

from dashboard.address import parse_address
from dashboard.app import exports
from dashboard.catalogue import CHARTS
from dashboard.data.engine import reading
from dashboard.data.explanation.tables import TABLES
from dashboard.data.explanation.unexplained import REASONS, UNEXPLAINED
from dashboard.data.explanation.unexplained_timeline import UNEXPLAINED_TIMELINE
from dashboard.data.filters import EVERYTHING, resolve_filters
from dashboard.export.taking import Asked, table_of
from dashboard.paths import OWN_CODE
from tests.conftest import Database

CODES = {"project": "KIZ-P171489", "partner": "EMINONU"}
SINGLE_CASES = frozenset({"feedback_list.cases"})
"""A table of single cases counts nothing, and reading it needs a right of its own."""


@pytest.fixture(scope="module")
def numeric(demo_database: Database) -> frozenset[tuple[str, str]]:
    """Give every table with each of its numeric columns, over the example."""
    pages, found = exports(demo_database.settings), set()
    with reading(demo_database.engines.reader, EVERYTHING) as connection:
        for chart in CHARTS.keys() - SINGLE_CASES:
            page = CHARTS[chart].page
            address = parse_address("?on=2026-11-22").with_own(OWN_CODE, CODES.get(page, ""))
            filters = resolve_filters(connection, address, EVERYTHING)
            table = table_of(connection, filters, Asked(CHARTS[chart], pages[page]))
            assert table is not None, chart
            assert table.columns, chart
            found |= {(chart, column.key) for column in table.columns if column.is_number}
    return frozenset(found)


def test_every_number_is_explained_or_has_a_reason_why_not(numeric: frozenset[tuple[str, str]]) -> None:
    without = {f"{chart}.{key}" for chart, key in numeric if not (chart in TABLES and TABLES[chart].recipe(key))}
    assert without == {*UNEXPLAINED, *UNEXPLAINED_TIMELINE}


def test_every_reason_is_known_and_used() -> None:
    assert set(UNEXPLAINED.values()) == set(REASONS)
