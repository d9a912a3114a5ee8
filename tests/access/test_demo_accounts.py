"""The accounts of the example programme."""

import pytest
from sqlalchemy import Engine, insert

from dashboard.access.accounts import credentials, disable
from dashboard.access.demo_accounts import create_demo_accounts
from dashboard.access.passwords import is_password
from dashboard.access.scopes import list_accounts
from dashboard.data.demo import GRANT_OF_FUNDER, PROGRAMMES
from dashboard.data.schema.registers import grants, programmes
from tests.conftest import Database

NAMES = {"admin", "manager", "staff", "feedback", "funder-wb", "funder-eu"}


@pytest.fixture
def writer(database: Database) -> Engine:
    """Give the writer of a database that knows the example's programmes and grants."""
    with database.engines.owner.begin() as connection:
        connection.execute(insert(programmes), [{"code": code} for code in PROGRAMMES])
        connection.execute(insert(grants), [{"code": code} for codes in GRANT_OF_FUNDER.values() for code in codes])
    return database.engines.writer


def opens(engine: Engine, username: str, password: str) -> bool:
    """Say whether a password opens an account."""
    with engine.connect() as connection:
        found = credentials(connection, username)
    return found is not None and found.is_open and is_password(found.password_hash, password)


def test_each_account_has_its_role_and_scope_and_needs_no_new_password(writer: Engine) -> None:
    create_demo_accounts(writer, None)
    with writer.connect() as connection:
        told = {one.username: one for one in list_accounts(connection)}
    assert set(told) == NAMES
    assert not [one.username for one in told.values() if one.must_set_password]
    assert {one.username: one.role for one in told.values()} == {
        "admin": "admin",
        "manager": "manager",
        "staff": "staff",
        "feedback": "feedback",
        "funder-wb": "funder",
        "funder-eu": "funder",
    }
    assert told["admin"].all_programmes
    for name in ("manager", "staff", "feedback"):
        assert set(told[name].programmes) == set(PROGRAMMES)
    for name, codes in GRANT_OF_FUNDER.items():
        assert (set(told[name].grants), told[name].programmes) == (set(codes), ())
    assert [one.username for one in told.values() if one.rights] == ["feedback"]


def test_random_passwords_differ_and_one_password_can_be_wished_for(writer: Engine) -> None:
    passwords = create_demo_accounts(writer, None)
    assert len(set(passwords.values())) == len(NAMES)
    assert all(opens(writer, name, password) for name, password in passwords.items())
    assert create_demo_accounts(writer, "one for all") == dict.fromkeys(passwords, "one for all")
    assert all(opens(writer, name, "one for all") for name in NAMES)
    assert not opens(writer, "staff", passwords["staff"])


def test_a_later_start_opens_an_account_that_was_closed(writer: Engine) -> None:
    create_demo_accounts(writer, "first")
    with writer.begin() as connection:
        disable(connection, "staff", actor="test")
    create_demo_accounts(writer, "second")
    assert opens(writer, "staff", "second")
