"""The example of these rules in a database."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, func, select

from dashboard.data.engine import reading, writing
from dashboard.data.filters import EVERYTHING, Filters
from dashboard.data.schema import versions
from dashboard.data.versions import Snapshot
from tests.conftest import Database, Server
from tests.data.partnership_rules.example import LEAP_DAY, TABLES, load


@pytest.fixture(scope="session")
def database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give the few partnerships in two versions: later the protocols of all but one are taken back."""
    copy = postgres.create("test_partnership_rules", migrated)
    with writing(copy.engines.writer) as writer:
        for kind, text in TABLES.items():
            load(writer, kind, text)
    with writing(copy.engines.writer) as writer:
        load(writer, "protocols", "\n".join(TABLES["protocols"].splitlines()[:2]), supersede=True)
    yield copy
    postgres.drop(copy)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with reading(database.engines.reader, EVERYTHING) as transaction:
        yield transaction


@pytest.fixture
def asked(connection: Connection) -> Filters:
    """Give filters without any restriction as of the first version, on 29 February 2024."""
    newest = connection.scalar(select(func.max(versions.c.version)))
    return Filters(EVERYTHING, Snapshot((newest or 0) - 1, LEAP_DAY))
