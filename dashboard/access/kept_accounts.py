"""What was taken from accounts since a backup, and that a restoration must not give back.

A backup that takes the place of a database would bring accounts back as they were on its day. Afterwards no account may
do more than it might in the database that gave way: whoever was locked out, or is no longer there, stays locked out;
a role or a scope that was narrowed stays narrow; a password or a calendar's address that was replaced opens nothing.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection, delete, func, inspect, select, text, tuple_, update

from dashboard.access import audit
from dashboard.access.account_rows import ACCOUNT_COLUMNS
from dashboard.access.accounts import hold_accounts
from dashboard.access.rights import RIGHTS
from dashboard.access.scopes import Scope, set_scope
from dashboard.data.schema.accounts import account_grants, account_programmes, account_rights, accounts
from dashboard.data.schema.calendar_keys import calendar_keys
from dashboard.data.schema.registers import grants, programmes

_TABLES = {table.name for table in (accounts, account_programmes, account_grants, account_rights, programmes, grants)}
_EVERY = f"select {ACCOUNT_COLUMNS}, a.password_hash, a.password_set_at, a.disabled_at from accounts a"  # noqa: S608  Columns of our own.


@dataclass(frozen=True, slots=True)
class KeptAccount:
    """One account as it was in the database that gave way; without `programmes` it saw all of them."""

    id: int
    role: str
    disabled_at: datetime | None
    password_hash: str
    password_set_at: datetime
    one_time_password: bool
    programmes: frozenset[str] | None
    grants: frozenset[str]
    rights: frozenset[str]


@dataclass(frozen=True, slots=True)
class KeptAccounts:
    """All accounts of a database by name, and the keys of calendars that open something there."""

    by_name: dict[str, KeptAccount]
    calendar_keys: frozenset[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Names of accounts: locked out, with less than the backup gave them, and gone because the backup has none."""

    closed: tuple[str, ...] = ()
    narrowed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def keep_accounts(connection: Connection) -> KeptAccounts:
    """Give the accounts of a database, whatever its revision; none where it has no such tables."""
    tables = set(inspect(connection).get_table_names())
    found = _accounts(connection) if tables >= _TABLES else {}
    keys = select(calendar_keys.c.selector, calendar_keys.c.secret_hash)
    rows = connection.execute(keys) if calendar_keys.name in tables else ()
    return KeptAccounts(found, frozenset((selector, bytes(secret)) for selector, secret in rows))


def hold_back(connection: Connection, kept: KeptAccounts, *, actor: str) -> HeldBack:
    """Take from the accounts of a restored database what they no longer had; a database that had none knows nothing.

    Args:
        connection: the owner's transaction of the restoration.
        kept: what the database held before.
        actor: for the audit trail.
    """
    if not kept.by_name:
        return HeldBack()
    hold_accounts(connection)
    revoked = tuple_(calendar_keys.c.selector, calendar_keys.c.secret_hash).not_in(sorted(kept.calendar_keys))
    connection.execute(delete(calendar_keys).where(revoked))
    closed, narrowed = [], []
    restored = _accounts(connection)
    for username, account in sorted(restored.items()):
        known = kept.by_name.get(username)
        if account.disabled_at is None and (known is None or known.disabled_at is not None):
            _lock_out(connection, username, account, actor)
            closed.append(username)
        if known is not None:
            _keep_password(connection, account, known)
            if _narrow(connection, username, account, known, actor):
                narrowed.append(username)
    return HeldBack(tuple(closed), tuple(narrowed), tuple(sorted(kept.by_name.keys() - restored.keys())))


def count_open(connection: Connection, role: str | None = None) -> int:
    """Give how many accounts, of a role or at all, are not locked out."""
    asked = select(func.count()).select_from(accounts).where(accounts.c.disabled_at.is_(None))
    return connection.scalar(asked.where(accounts.c.role == role) if role else asked) or 0


def _accounts(connection: Connection) -> dict[str, KeptAccount]:
    """Give every account by name."""
    return {
        row.username: KeptAccount(
            *(row.id, row.role, row.disabled_at, row.password_hash, row.password_set_at, row.one_time_password),
            programmes=None if row.all_programmes else frozenset(row.programmes),
            grants=frozenset(row.grants),
            rights=frozenset(row.rights),
        )
        for row in connection.execute(text(_EVERY))
    }


def _lock_out(connection: Connection, username: str, account: KeptAccount, actor: str) -> None:
    """Lock an account out, also where nobody is left to administer: the command line can open one."""
    connection.execute(update(accounts).where(accounts.c.id == account.id).values(disabled_at=func.clock_timestamp()))
    connection.execute(delete(calendar_keys).where(calendar_keys.c.account_id == account.id))
    audit.record(connection, actor, "disabled", username)


def _keep_password(connection: Connection, account: KeptAccount, known: KeptAccount) -> None:
    """Keep a password that was set after the backup."""
    if known.password_set_at <= account.password_set_at:
        return
    values = {
        "password_hash": known.password_hash,
        "password_set_at": known.password_set_at,
        "one_time_password": known.one_time_password,
    }
    connection.execute(update(accounts).where(accounts.c.id == account.id).values(values))


def _narrow(connection: Connection, username: str, account: KeptAccount, known: KeptAccount, actor: str) -> bool:
    """Give an account what both databases gave it, and say whether that is less than the restored one does.

    A role with rights that the account no longer had gives way to the one it had last, with the scope of that.
    """
    role, given = account.role, _common(account, known)
    if not _rights_of(account.role) <= _rights_of(known.role):
        role, given = known.role, _common(known, known)
        connection.execute(update(accounts).where(accounts.c.id == account.id).values(role=role))
        audit.record(connection, actor, "role_changed", username, role=role)
    if role == account.role and given == _common(account, account):
        return False
    set_scope(connection, username, _there(connection, given), actor=actor)
    return True


def _common(one: KeptAccount, other: KeptAccount) -> Scope:
    """Give what two accounts both see; one that sees all programmes sees those of the other."""
    first, second = one.programmes, other.programmes
    shared = second if first is None else first if second is None else first & second
    return Scope(
        programmes=frozenset() if shared is None else shared,
        grants=one.grants & other.grants,
        rights=one.rights & other.rights,
        all_programmes=shared is None,
    )


def _there(connection: Connection, scope: Scope) -> Scope:
    """Give a scope as far as the restored database has its programmes and grants."""
    known = [frozenset(connection.scalars(select(register.c.code))) for register in (programmes, grants)]
    return replace(
        scope, programmes=(scope.programmes or frozenset()) & known[0], grants=(scope.grants or frozenset()) & known[1]
    )


def _rights_of(role: str) -> frozenset[str]:
    """Give the rights that a role gives."""
    return frozenset(right for right, roles in RIGHTS.items() if role in roles)
