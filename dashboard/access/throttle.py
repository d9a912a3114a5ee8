"""Guessing passwords is slow: ten failed tries in five minutes for an account and for an address, kept in the database.

A try is written down before the password is looked at, under a lock, so that tries at the same moment cannot slip past
the limit; a successful one is taken back.
"""

from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil

from flask import Response
from sqlalchemy import Connection, delete, func, insert, select

from dashboard.data.schema.accounts import sign_in_attempts as attempts

TRIES, WINDOW = 10, timedelta(minutes=5)
HOUSEHOLD_BITS = 64
"""Leading bits of an IPv6 address that one customer has; all addresses below them are one guesser's."""


@dataclass(frozen=True, slots=True)
class Try:
    """One try: the rows that stand for it, or the seconds to wait where there may be none."""

    rows: tuple[int, ...] = ()
    wait: int = 0


def write_down_try(connection: Connection, username: str, address: str) -> Try:
    """Count a try for its account and its address, or say how many seconds both must wait.

    The account's name is kept as a digest only, because people type their password into the wrong field.
    """
    buckets = sorted((f"account:{sha256(username.encode()).hexdigest()}", f"address:{_household(address)}"))
    for bucket in buckets:
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(bucket, 0))))
    wait = max(_seconds_to_wait(connection, bucket) for bucket in buckets)
    if wait:
        return Try(wait=wait)
    connection.execute(delete(attempts).where(attempts.c.tried_at < func.clock_timestamp() - WINDOW))
    rows = [{"bucket": bucket} for bucket in buckets]
    return Try(rows=tuple(connection.scalars(insert(attempts).returning(attempts.c.id), rows)))


def _household(address: str) -> str:
    """Give what stands for everybody behind an address: an IPv4 address itself, the network of an IPv6 one."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return address
    if known.ipv4_mapped:
        return str(known.ipv4_mapped)
    return str(ip_network((int(known), HOUSEHOLD_BITS), strict=False))


def to_wait(answer: Response, attempt: Try) -> Response:
    """Say in an answer how many seconds to wait."""
    answer.headers["Retry-After"] = str(attempt.wait)
    return answer


def take_back(connection: Connection, attempt: Try) -> None:
    """Forget a try that was no guess but the right password."""
    connection.execute(delete(attempts).where(attempts.c.id.in_(attempt.rows)))


def _seconds_to_wait(connection: Connection, bucket: str) -> int:
    """Give the seconds until the tenth last try is out of the window; 0 where fewer stand in it."""
    now = func.clock_timestamp()
    passed = func.extract("epoch", now - attempts.c.tried_at)
    within = (attempts.c.bucket == bucket) & (attempts.c.tried_at > now - WINDOW)
    latest = select(passed).where(within).order_by(attempts.c.tried_at.desc()).limit(TRIES)
    seconds = connection.scalars(latest).all()
    return max(1, ceil(WINDOW.total_seconds() - float(seconds[-1]))) if len(seconds) >= TRIES else 0
