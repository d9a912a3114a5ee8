"""An office with a few accounts, programmes and grants."""

from collections.abc import Iterator

import pytest

from dashboard.access import accounts, scopes
from dashboard.app import create_app
from tests.admin_office import PEOPLE, Office
from tests.conftest import Database, Server
from tests.timeline_world import REGISTERS, load
from tests.visiting import PASSWORD, House


@pytest.fixture(scope="session")
def loaded(postgres: Server, migrated: str) -> Iterator[str]:
    """Give the name of a database with programmes, grants and people, to be copied."""
    copy = postgres.create("admin_template", migrated)
    load(copy.engines, REGISTERS)
    with copy.engines.writer.begin() as connection:
        for name, role in PEOPLE.items():
            accounts.create_account(connection, name, role, actor="test", password=PASSWORD)
        scopes.set_scope(connection, "staff", scopes.Scope(programmes=frozenset({"A"})), actor="test")
    copy.engines.dispose()
    yield "admin_template"
    postgres.drop(copy)


@pytest.fixture
def office(postgres: Server, loaded: str) -> Iterator[Office]:
    """Give an app on a copy of that database, with an administrator signed in."""
    copy = postgres.create("admin_office", loaded)
    house = House(create_app(copy.settings, copy.engines), copy)
    yield Office(house, house.signed_in("admin"))
    postgres.drop(copy)


@pytest.fixture(scope="session")
def still_office(postgres: Server, loaded: str) -> Iterator[Office]:
    """Give an office that tests share in which nothing is ever changed."""
    copy = postgres.create("admin_still_office", loaded)
    house = House(create_app(copy.settings, copy.engines), copy)
    yield Office(house, house.signed_in("admin"))
    postgres.drop(copy)


@pytest.fixture
def database(office: Office) -> Database:
    """Give the database of the office."""
    return office.house.database
