"""Figures about people reached, against the same figures by `tests.oracle`; by hand in `test_counting`."""

import random
from collections.abc import Iterator

import pytest

from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING
from tests.compared import asked_and_filters, differences
from tests.conftest import Database, Server
from tests.reach_world import Stored, store_world


@pytest.fixture(scope="module")
def database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give one database for all tests of this module, which only read it."""
    copy = postgres.create("test_beneficiaries", migrated)
    yield copy
    postgres.drop(copy)


@pytest.fixture(scope="module")
def stored(database: Database) -> Stored:
    with database.engines.owner.begin() as connection:
        return store_world(connection, random.Random(7))


def test_every_figure_equals_the_oracle_under_random_filters(stored: Stored, database: Database) -> None:
    rng = random.Random(11)
    with reading(database.engines.reader, EVERYTHING) as connection:
        for number in range(250):
            asked, filters = asked_and_filters(rng, stored.versions)
            wrong = differences(stored, connection, asked, filters)
            assert not wrong, (number, asked, wrong[0])
