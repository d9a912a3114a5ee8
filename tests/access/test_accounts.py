"""Accounts and scopes in the database, as the command line changes them."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, Engine, select

from dashboard.access.accounts import (
    AccountError,
    account_id,
    change_role,
    create_account,
    credentials,
    disable,
    enable,
    enter,
    reset,
)
from dashboard.access.passwords import is_password
from dashboard.access.scopes import Listed, Scope, list_accounts, set_scope
from dashboard.data.schema.accounts import accounts, audit
from tests.conftest import Database
from tests.visiting import PASSWORD


@pytest.fixture
def writer(people_database: Database) -> Engine:
    """Give the engine that accounts are changed with, one account of each role being there."""
    return people_database.engines.writer


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
    for act in (reset, disable):
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
        change_role(connection, "staff", "admin", actor="test")
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
        enable(connection, "new", actor="ops")
        rows = connection.execute(select(audit).where(audit.c.actor == "ops").order_by(audit.c.id)).all()
        hashes = connection.scalars(select(accounts.c.password_hash)).all()
    acts = [row.action for row in rows]
    assert acts == ["account_created", "reset", "scope_changed", "role_changed", "disabled", "enabled"]
    assert {row.subject for row in rows} == {"new"}
    assert not [secret for secret in [*passwords, *hashes] if secret in repr([tuple(row) for row in rows])]


def test_ids_are_found_by_name(writer: Engine) -> None:
    with writer.connect() as connection:
        assert account_id(connection, "staff") != account_id(connection, "admin")


@pytest.mark.parametrize(
    "act",
    [
        lambda c: disable(c, "admin", actor="test"),
        lambda c: change_role(c, "admin", "manager", actor="test"),
    ],
)
def test_the_last_administrator_stays(writer: Engine, act: Callable[[Connection], None]) -> None:
    with writer.begin() as connection:
        create_account(connection, "second", "admin", actor="test", password=PASSWORD)
        disable(connection, "second", actor="test")
    with pytest.raises(AccountError) as refusal, writer.begin() as connection:
        act(connection)
    assert refusal.value.obstacle == "last_admin"
    assert told(writer, "admin").role == "admin"
    with writer.begin() as connection:
        enable(connection, "second", actor="test")
        act(connection)


def test_of_two_administrators_who_lock_each_other_out_one_stays(writer: Engine) -> None:
    with writer.begin() as connection:
        create_account(connection, "second", "admin", actor="test", password=PASSWORD)

    def lock_out(one: str, other: str) -> bool:
        try:
            with writer.begin() as connection:
                disable(connection, other, actor=one)
        except AccountError:
            return False
        return True

    with ThreadPoolExecutor(2) as pair:
        done = list(pair.map(lock_out, ("admin", "second"), ("second", "admin")))
    assert sorted(done) == [False, True]


@pytest.mark.parametrize(
    "act",
    [
        lambda c: disable(c, "admin", actor="admin"),
        lambda c: enable(c, "admin", actor="admin"),
        lambda c: reset(c, "admin", actor="admin"),
        lambda c: change_role(c, "admin", "staff", actor="admin"),
        lambda c: set_scope(c, "admin", Scope(rights=frozenset({"sensitive"})), actor="admin"),
    ],
)
def test_nobody_changes_the_own_account(writer: Engine, act: Callable[[Connection], None]) -> None:
    before = told(writer, "admin")
    with pytest.raises(AccountError) as refusal, writer.begin() as connection:
        act(connection)
    assert refusal.value.obstacle == "own"
    assert told(writer, "admin") == before


def test_a_right_by_name_does_not_outlive_the_role_it_was_given_to(writer: Engine) -> None:
    with writer.begin() as connection:
        set_scope(connection, "feedback", Scope(rights=frozenset({"sensitive"})), actor="test")
        change_role(connection, "feedback", "staff", actor="test")
        change_role(connection, "feedback", "feedback", actor="test")
    assert told(writer, "feedback").rights == ()


def test_a_scope_that_is_taken_away_is_written_down_too(writer: Engine) -> None:
    with writer.begin() as connection:
        set_scope(connection, "staff", Scope(programmes=frozenset(), all_programmes=False), actor="ops")
        kept = connection.scalars(select(audit.c.details).where(audit.c.actor == "ops")).all()
    assert kept == [{"programmes": [], "all_programmes": False}]


def test_who_is_locked_out_between_the_password_and_the_session_gets_none(writer: Engine) -> None:
    for act in (reset, disable):
        with writer.begin() as connection:
            known = credentials(connection, "staff")
            assert known
            assert enter(connection, known)
            act(connection, "staff", actor="test")
            assert not enter(connection, known)


def test_the_mark_of_an_account_changes_with_what_is_decided_and_not_with_a_sign_in(writer: Engine) -> None:
    before = told(writer, "staff")
    with writer.begin() as connection:
        known = credentials(connection, "staff")
        assert known
        enter(connection, known)
    assert told(writer, "staff").last_sign_in is not None
    assert told(writer, "staff").mark == before.mark
    with writer.begin() as connection:
        set_scope(connection, "staff", Scope(grants=frozenset({"WB1"})), actor="test")
    assert told(writer, "staff").mark != before.mark
