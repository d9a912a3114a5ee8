"""The small pool in a database."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, func, select

from dashboard.data.engine import reading, writing
from dashboard.data.filters import EVERYTHING, Filters
from dashboard.data.schema import versions
from dashboard.data.versions import Snapshot
from tests.conftest import Database, Server
from tests.data.pool_rules.example import DAY, TABLES, load


@pytest.fixture(scope="session")
def database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give the small pool in two versions: later the weights are turned round and a stage change is taken back."""
    copy = postgres.create("test_pool_rules", migrated)
    with writing(copy.engines.writer) as writer:
        for kind, text in TABLES.items():
            load(writer, kind, text)
    with writing(copy.engines.writer) as writer:
        load(writer, "criteria", TABLES["criteria"].replace("0.6", "0.1").replace("0.4", "0.9"), supersede=True)
        load(writer, "stages", TABLES["stages"].replace("P2,approved,2021-03-03,,\n", ""), supersede=True)
    yield copy
    postgres.drop(copy)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with reading(database.engines.reader, EVERYTHING) as transaction:
        yield transaction


@pytest.fixture
def asked(connection: Connection) -> Filters:
    """Give filters without any restriction as of the first version."""
    newest = connection.scalar(select(func.max(versions.c.version)))
    return Filters(EVERYTHING, Snapshot((newest or 0) - 2, DAY))
