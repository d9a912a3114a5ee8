"""`dashboard db backup` and `restore` as a person starts them: what they say, and whose accounts are open then."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from dashboard.access import accounts
from dashboard.access.account import Account
from dashboard.access.account_rows import ACCOUNT_COLUMNS, account_of
from dashboard.access.calendar_keys import account_of_key, make_key
from dashboard.access.passwords import is_password
from dashboard.access.scopes import Listed, Scope, list_accounts, set_scope
from dashboard.cli import main
from tests.conftest import Database
from tests.visiting import PASSWORD, add_people

Change = Callable[[Connection], object]
NEWER = "another horse battery"


@dataclass(frozen=True)
class Installed:
    """An installation whose settings stand in the environment, and a backup of it."""

    database: Database
    backup: Path

    def change(self, *changes: Change) -> None:
        """Do something to accounts."""
        with self.database.engines.owner.begin() as connection:
            for change in changes:
                change(connection)

    def restored(self, capsys: pytest.CaptureFixture[str], *options: str, code: int = 0) -> str:
        """Restore the backup, and give what is said in English."""
        self.database.engines.dispose()
        capsys.readouterr()
        assert main(["--language", "en", "db", "restore", str(self.backup), *options]) == code
        said = capsys.readouterr()
        assert not said.err or code
        return said.out + said.err

    def accounts(self) -> dict[str, Listed]:
        """Give every account by name."""
        with self.database.engines.owner.connect() as connection:
            return {one.username: one for one in list_accounts(connection)}

    def password_hash(self, username: str) -> str:
        """Give what an account is opened with."""
        with self.database.engines.owner.connect() as connection:
            found = accounts.credentials(connection, username)
        assert found
        return found.password_hash

    def trail(self) -> list[tuple[object, str, str, str]]:
        """Give the audit trail: when, who, what, to whom."""
        asked = text("select at, actor, action, subject from audit order by id")
        with self.database.engines.owner.connect() as connection:
            return [tuple(row) for row in connection.execute(asked)]

    def acts(self, *kinds: str) -> list[tuple[str, str, str]]:
        """Give the newest acts of some kinds in the audit trail: who, what, to whom."""
        asked = text("select actor, action, subject from audit where action = any(:kinds) and id > :since order by id")
        with self.database.engines.owner.connect() as connection:
            since = connection.scalar(text("select max(id) from audit where action = 'restore'"))
            return [tuple(row) for row in connection.execute(asked, {"kinds": list(kinds), "since": since})]


def at(database: Database, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """Name a database in the environment."""
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", database.url)
    monkeypatch.setenv("DASHBOARD_DATABASE_ROLES", "test")
    return Installed(database, folder / "uyum.backup")


@pytest.fixture
def installed(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Installed:
    """Give an installation with an account of each role, and its backup."""
    add_people(database)
    here = at(database, tmp_path, monkeypatch)
    here.change(lambda c: set_scope(c, "feedback", Scope(rights=frozenset({"sensitive"})), actor="test"))
    here.change(lambda c: set_scope(c, "staff", Scope(programmes=frozenset({"P1", "P2"})), actor="test"))
    database.engines.dispose()
    assert main(["db", "backup", str(here.backup)]) == 0
    return here


def account(connection: Connection, username: str) -> Account:
    """Give an account as the guard sees it."""
    row = connection.execute(
        text(f"select {ACCOUNT_COLUMNS} from accounts a where username = :name"),  # noqa: S608 - columns of our own
        {"name": username},
    )
    return account_of(row.one())


def test_nothing_since_the_backup_means_that_nothing_is_taken(
    installed: Installed, capsys: pytest.CaptureFixture[str]
) -> None:
    before = installed.accounts()
    said = installed.restored(capsys, "--replace")
    assert "Open accounts: 6" in said
    assert "dashboard user list" in said
    assert not [word for word in ("stay disabled", "may do less", "gone", "administrator") if word in said]
    assert installed.accounts() == before
    assert installed.acts("disabled", "role_changed", "scope_changed") == []


def test_whoever_was_locked_out_stays_so(installed: Installed, capsys: pytest.CaptureFixture[str]) -> None:
    installed.change(lambda c: accounts.disable(c, "staff", actor="admin"))
    said = installed.restored(capsys, "--replace")
    assert "stay disabled (open in the backup): staff\n" in said
    assert "Open accounts: 5" in said
    assert [name for name, one in installed.accounts().items() if one.is_disabled] == ["staff"]
    assert installed.acts("disabled") == [("command line", "disabled", "staff")]


def test_whoever_is_no_longer_there_comes_back_locked_out_and_who_came_later_is_gone(
    installed: Installed, capsys: pytest.CaptureFixture[str]
) -> None:
    installed.change(
        lambda c: c.execute(text("delete from accounts where username = 'manager'")),
        lambda c: accounts.create_account(c, "newcomer", "staff", actor="admin", password=PASSWORD),
    )
    said = installed.restored(capsys, "--replace")
    assert "stay disabled (open in the backup): manager\n" in said
    assert "the backup has none of that name: newcomer\n" in said
    assert installed.accounts()["manager"].is_disabled
    assert "newcomer" not in installed.accounts()


ROLES = {
    "admin to staff": ("admin", "staff", "staff", True),
    "staff to feedback": ("staff", "feedback", "feedback", True),
    "staff to funder": ("staff", "funder", "funder", True),
    "manager to admin": ("manager", "admin", "manager", False),
    "staff to admin": ("staff", "admin", "staff", False),
    "funder to staff": ("funder-wb", "staff", "funder", False),
}
"""The account, its role since the backup, the role it has afterwards, and whether that is less than in the backup."""


@pytest.mark.parametrize("case", ROLES)
def test_a_role_gives_no_more_than_it_did_in_either(
    installed: Installed, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    username, since, afterwards, less = ROLES[case]
    installed.change(
        lambda c: accounts.create_account(c, "second", "admin", actor="test", password=PASSWORD),
        lambda c: accounts.change_role(c, username, since, actor="test"),
    )
    said = installed.restored(capsys, "--replace")
    assert installed.accounts()[username].role == afterwards
    assert (f"may do less than in the backup: {username}\n" in said) is less
    assert (("command line", "role_changed", username) in installed.acts("role_changed")) is less


def test_a_role_that_was_taken_back_brings_its_own_scope(
    installed: Installed, capsys: pytest.CaptureFixture[str]
) -> None:
    installed.change(
        lambda c: accounts.change_role(c, "staff", "funder", actor="admin"),
        lambda c: c.execute(text("insert into grants (code) values ('NEW')")),
        lambda c: set_scope(c, "staff", Scope(programmes=frozenset(), grants=frozenset({"WB1", "NEW"})), actor="admin"),
    )
    installed.restored(capsys, "--replace")
    assert installed.accounts()["staff"].role == "funder"
    assert installed.accounts()["staff"].grants == ("WB1",), "a grant that the backup does not have is nobody's"


def test_a_scope_shows_no_more_than_it_did_in_either(installed: Installed, capsys: pytest.CaptureFixture[str]) -> None:
    installed.change(
        lambda c: set_scope(c, "staff", Scope(programmes=frozenset({"P2"})), actor="admin"),
        lambda c: set_scope(c, "feedback", Scope(rights=frozenset()), actor="admin"),
        lambda c: set_scope(c, "funder-wb", Scope(grants=frozenset()), actor="admin"),
        lambda c: set_scope(c, "manager", Scope(all_programmes=True), actor="admin"),
    )
    said = installed.restored(capsys, "--replace")
    assert "may do less than in the backup: feedback, funder-wb, staff\n" in said
    with installed.database.engines.owner.connect() as connection:
        seen = {name: account(connection, name).viewer for name in ("staff", "manager", "funder-wb", "funder-eu")}
        assert not account(connection, "feedback").viewer.sensitive
    assert (seen["staff"].programmes, seen["manager"].programmes) == (frozenset({"P2"}), frozenset({"P1"}))
    assert (seen["funder-wb"].grants, seen["funder-eu"].grants) == (frozenset(), frozenset({"EU1"}))


def test_who_saw_every_programme_sees_those_that_were_left(
    installed: Installed, capsys: pytest.CaptureFixture[str]
) -> None:
    installed.change(lambda c: set_scope(c, "manager", Scope(all_programmes=True), actor="admin"))
    installed.database.engines.dispose()
    assert main(["db", "backup", str(installed.backup)]) == 0
    installed.change(
        lambda c: c.execute(text("insert into programmes (code) values ('P3')")),
        lambda c: set_scope(
            c, "manager", Scope(all_programmes=False, programmes=frozenset({"P2", "P3"})), actor="admin"
        ),
    )
    installed.restored(capsys, "--replace")
    one = installed.accounts()["manager"]
    assert (one.all_programmes, one.programmes) == (False, ("P2",))


def test_passwords_and_calendars_that_were_replaced_open_nothing(
    installed: Installed, capsys: pytest.CaptureFixture[str]
) -> None:
    engines, keys = installed.database.engines, {}
    with engines.owner.begin() as connection:
        for name in ("staff", "manager"):
            keys[name] = make_key(connection, account(connection, name))
    engines.dispose()
    assert main(["db", "backup", str(installed.backup)]) == 0
    with engines.owner.begin() as connection:
        make_key(connection, account(connection, "staff"))
        former = accounts.credentials(connection, "staff")
        assert former
        assert accounts.choose_password(connection, "staff", former, NEWER)
    installed.restored(capsys, "--replace")
    assert is_password(installed.password_hash("staff"), NEWER)
    assert not is_password(installed.password_hash("staff"), PASSWORD)
    assert is_password(installed.password_hash("manager"), PASSWORD)
    assert [name for name, key in keys.items() if account_of_key(engines.writer, key)] == ["manager"]


def test_nobody_who_was_signed_in_is_so_afterwards(installed: Installed, capsys: pytest.CaptureFixture[str]) -> None:
    session = "insert into sessions (token_hash, account_id, csrf_token) select 'x', id, 'y' from accounts limit 1"
    installed.change(lambda c: c.execute(text(session)))
    installed.database.engines.dispose()
    assert main(["db", "backup", str(installed.backup)]) == 0
    installed.restored(capsys, "--replace")
    with installed.database.engines.owner.connect() as connection:
        assert connection.scalar(text("select count(*) from sessions")) == 0


def test_what_happened_since_stays_in_the_trail_once_and_in_its_order(
    installed: Installed, capsys: pytest.CaptureFixture[str]
) -> None:
    installed.change(lambda c: accounts.disable(c, "staff", actor="admin"))
    before = installed.trail()
    installed.restored(capsys, "--replace")
    after = installed.trail()
    assert after[: len(before)] == before
    assert [act for _, _, act, _ in after[len(before) :]] == ["restore", "disabled"]


def test_it_is_said_when_nobody_is_left_to_administer(installed: Installed, capsys: pytest.CaptureFixture[str]) -> None:
    installed.change(
        lambda c: accounts.create_account(c, "second", "admin", actor="test", password=PASSWORD),
        lambda c: accounts.disable(c, "admin", actor="second"),
    )
    assert "No administrator's account is open" in installed.restored(capsys, "--replace")
    assert main(["user", "enable", "admin"]) == 0
    assert not installed.accounts()["admin"].is_disabled


def test_an_empty_database_gets_accounts_as_they_were_and_says_so(
    installed: Installed, empty_database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    installed.change(lambda c: accounts.disable(c, "staff", actor="admin"))
    there = at(empty_database, installed.backup.parent, monkeypatch)
    said = there.restored(capsys)
    assert "are those of the backup's moment" in said
    assert "Open accounts: 6. Look at them: dashboard user list" in said
    assert not there.accounts()["staff"].is_disabled


def test_a_database_without_accounts_knows_of_none(installed: Installed, capsys: pytest.CaptureFixture[str]) -> None:
    installed.change(lambda c: c.execute(text("delete from accounts")))
    said = installed.restored(capsys, "--replace")
    assert "are those of the backup's moment" in said
    assert not [name for name, one in installed.accounts().items() if one.is_disabled]


def test_a_restoration_that_fails_leaves_accounts_alone(
    installed: Installed, capsys: pytest.CaptureFixture[str]
) -> None:
    installed.change(lambda c: accounts.disable(c, "staff", actor="admin"))
    before = installed.accounts()
    installed.backup.write_bytes(installed.backup.read_bytes()[:-40])
    assert "uyum.backup" in installed.restored(capsys, "--replace", code=1)
    assert installed.accounts() == before
