"""The small programme of `timeline_tables`, loaded once for all tests of this folder."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection

from dashboard.data.engine import reading, writing
from dashboard.data.filters import EVERYTHING
from tests.conftest import Database, Server
from tests.timeline_tables import TABLES, load_table


@pytest.fixture(scope="session")
def stored(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give the database; tests only read it."""
    copy = postgres.create("timeline", migrated)
    with writing(copy.engines.writer) as writer:
        for kind, text in TABLES.items():
            load_table(writer, kind, text)
    yield copy
    postgres.drop(copy)


@pytest.fixture
def connection(stored: Database) -> Iterator[Connection]:
    """Give a reading transaction on it."""
    with reading(stored.engines.reader, EVERYTHING) as reader:
        yield reader
