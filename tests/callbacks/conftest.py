"""Apps that tests of callbacks share: one over one world for all that only read, and one each for all that act."""

from collections.abc import Iterator
from itertools import count

import pytest

from dashboard.app import create_app
from tests.acting_app import ActingApp, fill_world
from tests.conftest import Server
from tests.reached_app import ReachedApp, open_app

_numbers = count(1)


@pytest.fixture(scope="module")
def reached(postgres: Server, migrated: str, request: pytest.FixtureRequest) -> Iterator[ReachedApp]:
    """Give the app, signed in as admin."""
    copy = postgres.create(f"reached_{request.module.__name__.rpartition('.')[2]}", migrated)
    yield open_app(copy)
    postgres.drop(copy)


@pytest.fixture(scope="session")
def acts_world(postgres: Server, migrated: str) -> str:
    """Give the name of a database with grants and people, from which others are copied."""
    filled = postgres.create("acts_world", migrated)
    fill_world(filled)
    filled.engines.dispose()
    return "acts_world"


@pytest.fixture
def acts(postgres: Server, acts_world: str) -> Iterator[ActingApp]:
    """Give an app over a database of its own, at version 3."""
    copy = postgres.create(f"acts_{next(_numbers)}", acts_world)
    yield ActingApp(create_app(copy.settings, copy.engines), copy)
    postgres.drop(copy)


@pytest.fixture(scope="module")
def shared_acts(postgres: Server, acts_world: str) -> Iterator[ActingApp]:
    """Give an app whose data no test of a module changes."""
    copy = postgres.create(f"acts_{next(_numbers)}", acts_world)
    yield ActingApp(create_app(copy.settings, copy.engines), copy)
    postgres.drop(copy)
