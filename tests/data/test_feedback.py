"""Figures about feedback, against the same figures by `tests.feedback_oracle`, while its loads come in."""

import random
from collections.abc import Iterator

import pytest

from dashboard.data import rollups
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING
from tests.conftest import Database, Server
from tests.feedback_compared import differences, question_and_filters
from tests.feedback_world import steps


@pytest.fixture(scope="module")
def database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give one database for all tests of this module."""
    copy = postgres.create("test_feedback", migrated)
    yield copy
    postgres.drop(copy)


def test_every_figure_equals_the_oracle_under_random_filters_after_every_load(database: Database) -> None:
    rng, first = random.Random(5), None
    with database.engines.owner.connect() as writer:
        for number, told in enumerate(steps(writer, random.Random(17))):
            first = first or told.newest
            writer.commit()
            with reading(database.engines.reader, EVERYTHING) as connection:
                for state in range(21 if told.cases else 4):
                    question, filters = question_and_filters(rng, told, first)
                    wrong = differences(told, connection, question, filters)
                    assert not wrong, (number, state, question, wrong)
    with reading(database.engines.reader, EVERYTHING) as connection:
        assert rollups.verify(connection) == []
