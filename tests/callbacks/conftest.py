"""One app over one world for all tests that only read."""

from collections.abc import Iterator

import pytest

from tests.conftest import Server
from tests.reached_app import ReachedApp, open_app


@pytest.fixture(scope="module")
def reached(postgres: Server, migrated: str, request: pytest.FixtureRequest) -> Iterator[ReachedApp]:
    """Give the app, signed in as admin."""
    copy = postgres.create(f"reached_{request.module.__name__.rpartition('.')[2]}", migrated)
    yield open_app(copy)
    postgres.drop(copy)
