"""Passwords: how they are kept, compared and handed over."""

import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 200
"""Length of a password in characters; long ones are bounded so that hashing stays cheap."""

_HASHER = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody mistakes for one another when reading them out."""
_GROUPS, _GROUP_LENGTH = 6, 5


def hash_password(password: str) -> str:
    """Give the Argon2id hash of a password, its salt and costs included."""
    return _HASHER.hash(password)


def is_password(kept: str | None, password: str) -> bool:
    """Say whether a password fits the kept hash.

    Without a hash (an unknown account) the same work is done against a hash of nothing known, so that the time of the
    answer does not tell whether the account exists.
    """
    try:
        return _HASHER.verify(kept or _hash_of_nothing_known(), password) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def one_time_password() -> str:
    """Give a fresh password of about 148 random bits in six groups, to be told once and replaced at sign-in."""
    groups = ("".join(secrets.choice(_ALPHABET) for _ in range(_GROUP_LENGTH)) for _ in range(_GROUPS))
    return "-".join(groups)


@cache
def _hash_of_nothing_known() -> str:
    """Give a hash whose password was thrown away."""
    return hash_password(secrets.token_hex(16))


def prepare() -> None:
    """Do the one-off work of unknown accounts at start, so that the first of them does not take longer."""
    _hash_of_nothing_known()
