"""Keys of calendar feeds: told once, kept as a hash, taken back at once."""

import pytest
from sqlalchemy import select

from dashboard.access import accounts as accounts_room
from dashboard.access.account import Account
from dashboard.access.calendar_keys import account_of_key, key_made_at, make_key, revoke_key
from dashboard.data.filters import Viewer
from dashboard.data.schema.accounts import accounts, audit
from dashboard.data.schema.calendar_keys import calendar_keys
from tests.visiting import House


def account(house: House, username: str) -> Account:
    """Give an account by name, as a page's request would know it."""
    row = house.run(select(accounts).where(accounts.c.username == username)).one()
    return Account(row.id, row.username, row.role, row.language, Viewer())


def made(house: House, username: str = "staff") -> str:
    """Make a key for an account."""
    with house.database.engines.writer.begin() as connection:
        return make_key(connection, account(house, username))


def owner(house: House, key: str) -> str | None:
    """Give the name of the account that a key opens."""
    found = account_of_key(house.database.engines.writer, key)
    return found.username if found else None


def test_a_key_opens_its_account_with_its_scope(house: House) -> None:
    key = made(house)
    found = account_of_key(house.database.engines.writer, key)
    assert found is not None
    assert (found.username, found.role, found.viewer.programmes) == ("staff", "staff", frozenset({"P1"}))
    assert owner(house, made(house, "admin")) == "admin"


def test_the_database_holds_no_key(house: House) -> None:
    key = made(house)
    row = house.run(select(calendar_keys)).one()
    assert key.startswith(row.selector)
    assert len(key) - len(row.selector) == 64
    assert key[len(row.selector) :] not in repr(tuple(row))
    told = repr(house.run(select(audit)).all())
    assert key not in told
    assert row.selector not in told


def test_a_new_key_takes_the_place_of_the_old_one(house: House) -> None:
    first, second = made(house), made(house)
    assert (owner(house, first), owner(house, second)) == (None, "staff")
    assert len(house.run(select(calendar_keys)).all()) == 1


def test_a_revoked_key_opens_nothing_and_others_stay(house: House) -> None:
    key, other = made(house), made(house, "manager")
    with house.database.engines.writer.begin() as connection:
        assert key_made_at(connection, account(house, "staff").id) is not None
        revoke_key(connection, account(house, "staff"), actor="admin")
        assert key_made_at(connection, account(house, "staff").id) is None
    assert (owner(house, key), owner(house, other)) == (None, "manager")


def test_a_locked_out_account_has_no_key_and_gets_none_back(house: House) -> None:
    key = made(house)
    with house.database.engines.writer.begin() as connection:
        accounts_room.disable(connection, "staff", actor="admin")
    assert owner(house, key) is None
    with house.database.engines.writer.begin() as connection:
        accounts_room.reset(connection, "staff", actor="admin")
    assert owner(house, key) is None


def test_a_key_made_before_a_lock_out_by_hand_opens_nothing(house: House) -> None:
    key = made(house)
    house.run(accounts.update().where(accounts.c.username == "staff").values(disabled_at=accounts.c.created_at))
    assert owner(house, key) is None


@pytest.mark.parametrize("change", [lambda k: k[:-1], lambda k: k + "0", str.upper, lambda k: k[:16] + "0" * 64])
def test_nothing_but_the_whole_key_opens(house: House, change: object) -> None:
    key = made(house)
    assert owner(house, change(key)) is None  # type: ignore[operator]
    assert owner(house, "") is None
    assert owner(house, "0" * 80) is None
    assert owner(house, "ı" * 80) is None


def test_making_and_revoking_are_written_down(house: House) -> None:
    made(house)
    with house.database.engines.writer.begin() as connection:
        revoke_key(connection, account(house, "staff"), actor="admin")
        revoke_key(connection, account(house, "staff"), actor="admin")
    rows = house.run(select(audit).where(audit.c.action.like("calendar%")).order_by(audit.c.id)).all()
    told = [(row.actor, row.action, row.subject) for row in rows]
    assert told == [("staff", "calendar_key_made", "staff"), ("admin", "calendar_key_revoked", "staff")]
