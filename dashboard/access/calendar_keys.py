"""The keys in the addresses of calendar feeds: made once, shown once, kept as a hash, taken back at any time.

A key is a selector, by which its row is found, followed by a secret, whose SHA-256 is compared in constant time; so
neither the table nor the time of an answer helps anybody to a key.
"""

import secrets
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest

from sqlalchemy import Connection, Engine, delete, func, select
from sqlalchemy.dialects.postgresql import insert

from dashboard.access import audit
from dashboard.access.account import Account
from dashboard.access.account_rows import ACCOUNT_COLUMNS, account_of
from dashboard.data.schema.accounts import accounts
from dashboard.data.schema.calendar_keys import calendar_keys

SELECTOR_BYTES, SECRET_BYTES = 8, 32
_SELECTOR, _LENGTH = 2 * SELECTOR_BYTES, 2 * (SELECTOR_BYTES + SECRET_BYTES)
_HEX = frozenset("0123456789abcdef")
_NOBODYS = sha256(b"").digest()
_FIND = f"""
    select {ACCOUNT_COLUMNS}, k.secret_hash
    from calendar_keys k join accounts a on a.id = k.account_id
    where k.selector = %(selector)s and a.disabled_at is null"""  # noqa: S608  Columns of our own.


def make_key(connection: Connection, account: Account) -> str:
    """Give an account a new key, to be told once; the one it had opens nothing any more."""
    key = secrets.token_hex(SELECTOR_BYTES + SECRET_BYTES)
    values = {"selector": key[:_SELECTOR], "secret_hash": _digest(key), "created_at": func.clock_timestamp()}
    added = insert(calendar_keys).values(account_id=account.id, **values)
    connection.execute(added.on_conflict_do_update(index_elements=["account_id"], set_=values))
    audit.record(connection, account.username, "calendar_key_made", account.username)
    return key


def hold_key(connection: Connection, account: Account) -> None:
    """Let nobody else make or revoke the account's key until the transaction ends."""
    connection.execute(select(accounts.c.id).where(accounts.c.id == account.id).with_for_update())


def revoke_key(connection: Connection, account: Account, *, actor: str) -> None:
    """Take back the key of an account; its address opens nothing from the next request on."""
    if end_key_of(connection, account.id):
        audit.record(connection, actor, "calendar_key_revoked", account.username)


def end_key_of(connection: Connection, account_id: int) -> bool:
    """Remove the key of an account, if it has one, and say whether it had: after a lock-out or a reset."""
    gone = connection.execute(delete(calendar_keys).where(calendar_keys.c.account_id == account_id))
    return bool(gone.rowcount)


def key_made_at(connection: Connection, account_id: int) -> datetime | None:
    """Give the moment (UTC) at which an account's key was made, None where it has none."""
    made = select(calendar_keys.c.created_at).where(calendar_keys.c.account_id == account_id)
    return connection.scalar(made)


def account_of_key(engine: Engine, key: str) -> Account | None:
    """Give the account that a key belongs to, with its scope as of now; None for any other text.

    An account that is locked out has no key, whatever the table holds.
    """
    if len(key) != _LENGTH or not _HEX.issuperset(key):
        return None
    with engine.connect() as connection:
        row = connection.exec_driver_sql(_FIND, {"selector": key[:_SELECTOR]}).one_or_none()
    fits = compare_digest(_digest(key), row.secret_hash if row else _NOBODYS)
    return account_of(row) if row and fits else None


def _digest(key: str) -> bytes:
    """Give what the table keeps of a key's secret."""
    return sha256(key[_SELECTOR:].encode()).digest()
