"""Accounts: create, find, lock out, reset. A password leaves this module once or never."""

import re
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Connection, delete, func, insert, select, text, update

from dashboard.access import audit
from dashboard.access.calendar_keys import end_key_of
from dashboard.access.passwords import hash_password, one_time_password
from dashboard.access.rights import ROLES
from dashboard.access.sessions import end_sessions_of
from dashboard.address import LANGUAGES
from dashboard.data.schema.accounts import account_rights, accounts
from dashboard.i18n import DEFAULT, t

NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
ONE_TIME_LIVES = timedelta(hours=24)
ACCOUNTS_LOCK = 5_718_002
"""Number of the advisory lock that makes all changes of accounts one queue."""


class AccountError(Exception):
    """A wish about accounts that cannot be granted: what stood in the way, and the value that did.

    Among the obstacles is one's own account: what it may do is for another administrator to change.
    """

    def __init__(self, obstacle: str, value: str) -> None:
        super().__init__(obstacle, value)
        self.obstacle, self.value = obstacle, value

    def sentence(self) -> str:
        """Say it to the operator in the language in force."""
        return t(f"account_error.{self.obstacle}", value=self.value)


@dataclass(frozen=True, slots=True)
class Credentials:
    """What sign-in compares a name and a password with."""

    account_id: int
    password_hash: str
    is_open: bool
    """False for an account that is locked out or whose one-time password is older than a day."""


def create_account(
    connection: Connection,
    username: str,
    role: str,
    *,
    actor: str,
    password: str | None = None,
    language: str = DEFAULT,
) -> str:
    """Create an account without any scope and give its password, to be told once.

    Without `password` a one-time password is made, which must be replaced at the first sign-in within a day.

    Raises:
        AccountError: the name, role or language cannot be, or the name is taken.
    """
    if not NAME.fullmatch(username):
        raise AccountError("name", username)
    _demand(role, ROLES, "role")
    _demand(language, LANGUAGES, "language")
    hold_accounts(connection)
    if connection.scalar(select(accounts.c.id).where(accounts.c.username == username)):
        raise AccountError("taken", username)
    chosen = password or one_time_password()
    row = {"username": username, "role": role, "language": language, "password_hash": hash_password(chosen)}
    flags = {"all_programmes": role == "admin", "one_time_password": password is None}
    connection.execute(insert(accounts).values(**row, **flags))
    audit.record(connection, actor, "account_created", username, role=role)
    return chosen


def account_id(connection: Connection, username: str) -> int:
    """Give the id of an account by name.

    Raises:
        AccountError: there is no such account.
    """
    found = connection.scalar(select(accounts.c.id).where(accounts.c.username == username))
    if found is None:
        raise AccountError("unknown_account", username)
    return int(found)


def account_of_another(connection: Connection, username: str, actor: str) -> int:
    """Give the id of an account that somebody is about to change, and hold all accounts until the transaction ends.

    Raises:
        AccountError: there is no such account, or it is the actor's own.
    """
    hold_accounts(connection)
    if username == actor:
        raise AccountError("own", username)
    return account_id(connection, username)


def hold_accounts(connection: Connection) -> None:
    """Wait for the one lock of all who change accounts, so that nobody decides by what another is about to change."""
    connection.execute(text("select pg_advisory_xact_lock(:number)"), {"number": ACCOUNTS_LOCK})


def credentials(connection: Connection, username: str) -> Credentials | None:
    """Give what an account is opened with, or None where there is no such account."""
    fresh = accounts.c.password_set_at > func.clock_timestamp() - ONE_TIME_LIVES
    is_open = accounts.c.disabled_at.is_(None) & (~accounts.c.one_time_password | fresh)
    asked = select(accounts.c.id, accounts.c.password_hash, is_open.label("is_open"))
    row = connection.execute(asked.where(accounts.c.username == username)).one_or_none()
    return Credentials(row.id, row.password_hash, row.is_open) if row else None


def disable(connection: Connection, username: str, *, actor: str) -> None:
    """Lock an account out at once: its sessions and the key of its calendar end, and it cannot sign in.

    Raises:
        AccountError: there is no such account, it is the actor's own, or nobody could administer without it.
    """
    found = account_of_another(connection, username, actor)
    _demand_another_admin(connection, username, found)
    connection.execute(update(accounts).where(accounts.c.id == found).values(disabled_at=func.clock_timestamp()))
    end_sessions_of(connection, found)
    end_key_of(connection, found)
    audit.record(connection, actor, "disabled", username)


def enable(connection: Connection, username: str, *, actor: str) -> None:
    """End the lock-out of an account; its password is the one it had.

    Raises:
        AccountError: there is no such account, or it is the actor's own.
    """
    found = account_of_another(connection, username, actor)
    connection.execute(update(accounts).where(accounts.c.id == found).values(disabled_at=None))
    end_sessions_of(connection, found)
    audit.record(connection, actor, "enabled", username)


def reset(connection: Connection, username: str, *, actor: str) -> str:
    """Give an account a one-time password, to be told once; its sessions, its calendar's key and a lock-out end.

    Raises:
        AccountError: there is no such account, or it is the actor's own.
    """
    found = account_of_another(connection, username, actor)
    password = one_time_password()
    values = {"password_hash": hash_password(password), "one_time_password": True, "disabled_at": None}
    changed = update(accounts).where(accounts.c.id == found)
    connection.execute(changed.values(password_set_at=func.clock_timestamp(), **values))
    end_sessions_of(connection, found)
    end_key_of(connection, found)
    audit.record(connection, actor, "reset", username)
    return password


def enter(connection: Connection, known: Credentials) -> bool:
    """Write down that an account signs in now; False where it was locked out or given another password meanwhile."""
    still = (accounts.c.id == known.account_id) & (accounts.c.password_hash == known.password_hash)
    entered = update(accounts).where(still, accounts.c.disabled_at.is_(None))
    done = connection.execute(entered.values(last_sign_in_at=func.clock_timestamp()).returning(accounts.c.id))
    return done.one_or_none() is not None


def choose_password(connection: Connection, username: str, former: Credentials, password: str) -> bool:
    """Keep the password that a person has chosen for the own account and end all its sessions.

    False where somebody else has replaced the former password in the meantime: a one-time password has one winner.
    """
    still = (accounts.c.id == former.account_id) & (accounts.c.password_hash == former.password_hash)
    values = {"password_hash": hash_password(password), "one_time_password": False}
    changed = update(accounts).where(still).values(password_set_at=func.clock_timestamp(), **values)
    if connection.execute(changed.returning(accounts.c.id)).one_or_none() is None:
        return False
    end_sessions_of(connection, former.account_id)
    audit.record(connection, username, "password_chosen", username)
    return True


def change_role(connection: Connection, username: str, role: str, *, actor: str) -> None:
    """Give an account another role; its sessions and the rights that it held by name end.

    Raises:
        AccountError: there is no such account or role, it is the actor's own, or nobody could administer without it.
    """
    _demand(role, ROLES, "role")
    found = account_of_another(connection, username, actor)
    if role != "admin":
        _demand_another_admin(connection, username, found)
    connection.execute(update(accounts).where(accounts.c.id == found).values(role=role, all_programmes=role == "admin"))
    connection.execute(delete(account_rights).where(account_rights.c.account_id == found))
    end_sessions_of(connection, found)
    audit.record(connection, actor, "role_changed", username, role=role)


def _demand_another_admin(connection: Connection, username: str, found: int) -> None:
    """Raise where an account is the only one that is open and may administer."""
    administers = (accounts.c.role == "admin") & accounts.c.disabled_at.is_(None)
    left = set(connection.scalars(select(accounts.c.id).where(administers)))
    if left == {found}:
        raise AccountError("last_admin", username)


def _demand(value: str, known: tuple[str, ...], what: str) -> None:
    """Raise unless a value is one of those that exist."""
    if value not in known:
        raise AccountError(what, value)
