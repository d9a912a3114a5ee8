"""Accounts and scopes in the database, as the command line changes them."""

import pytest
from sqlalchemy import Engine, select

from dashboard.access.accounts import AccountError, account_id, change_role, create_account, credentials, disable, reset
from dashboard.access.passwords import is_password
from dashboard.access.scopes import Listed, Scope, list_accounts, set_scope
from dashboard.data.schema.accounts import accounts, audit
from tests.conftest import Database
from tests.visiting import PASSWORD, add_people


@pytest.fixture
def writer(database: Database) -> Engine:
    """Give the engine that accounts are changed with, one account of each role being there."""
    add_people(database)
    return database.engines.writer


def told(engine: Engine, username: str) -> Listed:
    """Give what the list says of one account."""
    with engine.connect() as connection:
        return next(one for one in list_accounts(connection) if one.username == username)


def test_a_new_account_sees_nothing_and_has_a_one_time_password(writer: Engine) -> None:
    with writer.begin() as connection:
        password = create_account(connection, "ayse.k", "staff", actor="test")
        found = credentials(connection, "ayse.k")
    assert found
    assert found.is_open
    assert is_password(found.password_hash, password)
    assert told(writer, "ayse.k") == Listed(
        username="ayse.k",
        role="staff",
        is_disabled=False,
        must_set_password=True,
        all_programmes=False,
        programmes=(),
        grants=(),
        rights=(),
    )


@pytest.mark.parametrize(
    ("username", "role", "obstacle"),
    [
        ("Ayşe", "staff", "name"),
        ("", "staff", "name"),
        ("a b", "staff", "name"),
        ("a" * 65, "staff", "name"),
        ("ali", "owner", "role"),
        ("staff", "staff", "taken"),
    ],
)
def test_an_account_that_cannot_be_is_refused(writer: Engine, username: str, role: str, obstacle: str) -> None:
    with pytest.raises(AccountError) as refusal, writer.begin() as connection:
        create_account(connection, username, role, actor="test", password=PASSWORD)
    assert refusal.value.obstacle == obstacle
    assert refusal.value.value in {username, role}
    assert refusal.value.sentence()


def test_nobody_is_disabled_or_reset_by_a_wrong_name(writer: Engine) -> None:
    for act in (disable, reset):
        with pytest.raises(AccountError), writer.begin() as connection:
            act(connection, "nobody", actor="test")


def test_disable_closes_and_reset_opens_with_another_password(writer: Engine) -> None:
    with writer.begin() as connection:
        disable(connection, "staff", actor="test")
        closed = credentials(connection, "staff")
    assert closed
    assert not closed.is_open
    with writer.begin() as connection:
        password = reset(connection, "staff", actor="test")
        found = credentials(connection, "staff")
    assert found
    assert found.is_open
    assert is_password(found.password_hash, password)
    assert not is_password(found.password_hash, PASSWORD)


def test_a_scope_replaces_what_it_names_and_leaves_the_rest(writer: Engine) -> None:
    with writer.begin() as connection:
        set_scope(connection, "staff", Scope(grants=frozenset({"WB1", "EU1"})), actor="test")
    assert (told(writer, "staff").programmes, told(writer, "staff").grants) == (("P1",), ("EU1", "WB1"))
    with writer.begin() as connection:
        set_scope(connection, "staff", Scope(programmes=frozenset(), rights=frozenset({"sensitive"})), actor="test")
    seen = told(writer, "staff")
    assert (seen.programmes, seen.grants, seen.rights) == ((), ("EU1", "WB1"), ("sensitive",))
    with writer.begin() as connection:
        set_scope(connection, "staff", Scope(all_programmes=True), actor="test")
    assert told(writer, "staff").all_programmes


@pytest.mark.parametrize(
    ("scope", "obstacle"),
    [
        (Scope(programmes=frozenset({"P1", "P9"})), "programmes"),
        (Scope(grants=frozenset({"XX"})), "grants"),
        (Scope(rights=frozenset({"admin"})), "right"),
    ],
)
def test_what_does_not_exist_cannot_be_seen(writer: Engine, scope: Scope, obstacle: str) -> None:
    with pytest.raises(AccountError) as refusal, writer.begin() as connection:
        set_scope(connection, "staff", scope, actor="test")
    assert refusal.value.obstacle == obstacle
    assert told(writer, "staff").programmes == ("P1",)


def test_an_admin_who_becomes_something_else_no_longer_sees_everything(writer: Engine) -> None:
    with writer.begin() as connection:
        change_role(connection, "admin", "manager", actor="test")
    assert (told(writer, "admin").role, told(writer, "admin").all_programmes) == ("manager", False)
    with pytest.raises(AccountError), writer.begin() as connection:
        change_role(connection, "admin", "king", actor="test")


def test_every_act_is_written_down_without_a_password(writer: Engine) -> None:
    with writer.begin() as connection:
        passwords = [create_account(connection, "new", "staff", actor="ops"), reset(connection, "new", actor="ops")]
        set_scope(connection, "new", Scope(programmes=frozenset({"P2"})), actor="ops")
        change_role(connection, "new", "manager", actor="ops")
        disable(connection, "new", actor="ops")
        rows = connection.execute(select(audit).where(audit.c.actor == "ops").order_by(audit.c.id)).all()
        hashes = connection.scalars(select(accounts.c.password_hash)).all()
    acts = [row.action for row in rows]
    assert acts == ["account_created", "reset", "scope_changed", "role_changed", "disabled"]
    assert {row.subject for row in rows} == {"new"}
    assert not [secret for secret in [*passwords, *hashes] if secret in repr([tuple(row) for row in rows])]


def test_ids_are_found_by_name(writer: Engine) -> None:
    with writer.connect() as connection:
        assert account_id(connection, "staff") != account_id(connection, "admin")
