"""Sessions on the server: a random token in the cookie, its SHA-256 in the table, and one cheap question a request."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update
from sqlalchemy.exc import OperationalError

from dashboard.access.account import Account
from dashboard.access.account_rows import ACCOUNT_COLUMNS, account_of
from dashboard.data.patience import trouble_of
from dashboard.data.schema.accounts import sessions

IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=12)
SEEN_AT_MOST_EVERY = timedelta(minutes=1)
_TOKEN_BYTES = 32
_LONGEST_TOKEN = 64

_FIND = f"""
    select {ACCOUNT_COLUMNS}, s.csrf_token, s.last_seen_at < clock_timestamp() - %(seen)s as due,
           case when s.sees_until > clock_timestamp() then s.sees_as end as sees_as, s.sees_until
    from sessions s join accounts a on a.id = s.account_id
    where s.token_hash = %(digest)s and a.disabled_at is null
      and s.last_seen_at > clock_timestamp() - %(idle)s and s.created_at > clock_timestamp() - %(longest)s"""  # noqa: S608  Columns of our own.

_FUNDERS = f"select {ACCOUNT_COLUMNS} from accounts a where a.role = 'funder' and a.disabled_at is null"  # noqa: S608
_FIND_SEEN, _FIND_NAMED = f"{_FUNDERS} and a.id = %(id)s", f"{_FUNDERS} and a.username = %(username)s"


@dataclass(frozen=True, slots=True)
class Session:
    """A live session with the account it belongs to."""

    digest: bytes
    csrf_token: str
    account: Account
    is_due: bool
    """True when the last action was written down more than a minute ago."""


def open_session(connection: Connection, account_id: int) -> str:
    """Start a session under a new id and give its token, which only the cookie will hold; sweep out ended ones."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    now = func.clock_timestamp()
    ended = (sessions.c.last_seen_at < now - IDLE) | (sessions.c.created_at < now - LONGEST)
    connection.execute(delete(sessions).where(ended))
    values = {"token_hash": _digest(token), "account_id": account_id, "csrf_token": secrets.token_urlsafe(_TOKEN_BYTES)}
    connection.execute(insert(sessions).values(values))
    return token


def find_session(engine: Engine, token: str) -> Session | None:
    """Give the live session of a token with account, scope and rights, in one statement; None for any other token.

    `engine` commits by itself, so that the question is a single round trip.
    """
    if not 0 < len(token) <= _LONGEST_TOKEN:
        return None
    digest = _digest(token)
    asked = {"digest": digest, "idle": IDLE, "longest": LONGEST, "seen": SEEN_AT_MOST_EVERY}
    with engine.connect() as connection:
        row = connection.exec_driver_sql(_FIND, asked).one_or_none()
        return Session(digest, row.csrf_token, _whose_eyes(connection, row), row.due) if row else None


def count_live(engine: Engine) -> int:
    """Give how many sessions have not ended."""
    now = func.clock_timestamp()
    live = (sessions.c.last_seen_at > now - IDLE) & (sessions.c.created_at > now - LONGEST)
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(sessions).where(live)) or 0


def look_through(connection: Connection, session: Session, username: str | None, lasts: timedelta) -> bool:
    """Let the person behind a session see as a funder does for a while, or as herself again without a name.

    False where there is no such account of a funder.
    """
    values: dict[str, object] = {"sees_as": None, "sees_until": None}
    if username is not None:
        seen = connection.exec_driver_sql(_FIND_NAMED, {"username": username}).one_or_none()
        if seen is None:
            return False
        values = {"sees_as": seen.id, "sees_until": func.clock_timestamp() + lasts}
    connection.execute(update(sessions).where(sessions.c.token_hash == session.digest).values(values))
    return True


def _whose_eyes(connection: Connection, row: Row[tuple[object, ...]]) -> Account:
    """Give the account of a session, or that of the funder through whose eyes it looks, while it may."""
    own = account_of(row)
    if row.sees_as is None or not own.may("admin"):
        return own
    seen = connection.exec_driver_sql(_FIND_SEEN, {"id": row.sees_as}).one_or_none()
    return account_of(seen).seen_by(own, row.sees_until) if seen else own


def see_session(engine: Engine, session: Session) -> None:
    """Write down that the person behind a session has just acted, at most once a minute.

    On a full disk it is not written down, and pages go on: the session then ends after its idle time.
    """
    if session.is_due:
        seen = update(sessions).values(last_seen_at=func.clock_timestamp())
        try:
            with engine.connect() as connection:
                connection.execute(seen.where(sessions.c.token_hash == session.digest))
        except OperationalError as error:
            if trouble_of(error) != "full":
                raise


def end_session(connection: Connection, session: Session) -> None:
    """End one session, for every worker at once."""
    connection.execute(delete(sessions).where(sessions.c.token_hash == session.digest))


def end_sessions_of(connection: Connection, account_id: int) -> None:
    """End every session of an account: after a new password, another role or a lock-out."""
    connection.execute(delete(sessions).where(sessions.c.account_id == account_id))


def _digest(token: str) -> bytes:
    """Give what the table keeps of a token; reading the table lets nobody in."""
    return sha256(token.encode("utf-8", "replace")).digest()
