"""Apps with one account of each role."""

from collections.abc import Callable, Iterator
from functools import cache

import pytest

from dashboard.app import create_app
from tests.conftest import Database, Server
from tests.visiting import House, Visitor


@pytest.fixture
def house(people_database: Database) -> House:
    """Give an app on a database of its own, for a test that changes accounts or sessions."""
    return House(create_app(people_database.settings, people_database.engines), people_database)


@pytest.fixture(scope="session")
def open_house(postgres: Server, peopled: str) -> Iterator[House]:
    """Give an app that many tests share; they leave accounts as they are and make no wrong tries."""
    copy = postgres.create("open_house", peopled)
    yield House(create_app(copy.settings, copy.engines), copy)
    postgres.drop(copy)


@pytest.fixture(scope="session")
def person(open_house: House) -> Callable[[str], Visitor]:
    """Give who is signed in to the shared app under a name; `anonymous` is nobody."""

    @cache
    def of(username: str) -> Visitor:
        return open_house.visitor() if username == "anonymous" else open_house.signed_in(username)

    return of
