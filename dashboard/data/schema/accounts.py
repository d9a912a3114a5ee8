"""Accounts, their scope and named rights, sessions, sign-in attempts and the audit trail."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    func,
)
from sqlalchemy.dialects.postgresql import JSONB

from dashboard.data.schema.base import flag, metadata

ROLES = ("admin", "manager", "staff", "feedback", "funder")


def _moment(name: str, *, now: bool = False, nullable: bool = False) -> Column[object]:
    """Give a UTC moment; `now` fills it with the time of writing."""
    default = func.clock_timestamp() if now else None
    return Column(name, DateTime(timezone=True), nullable=nullable, server_default=default)


accounts = Table(
    "accounts",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("username", Text, nullable=False, unique=True, comment="lower case"),
    Column("password_hash", Text, nullable=False, comment="Argon2id"),
    Column("role", Text, nullable=False),
    Column("language", Text, nullable=False, server_default="tr"),
    flag("all_programmes"),
    flag("one_time_password"),
    _moment("created_at", now=True),
    _moment("password_set_at", now=True),
    _moment("disabled_at", nullable=True),
    _moment("last_sign_in_at", nullable=True),
)
account_programmes = Table(
    "account_programmes",
    metadata,
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("programme_id", ForeignKey("programmes.id"), primary_key=True),
)
account_grants = Table(
    "account_grants",
    metadata,
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("grant_id", ForeignKey("grants.id"), primary_key=True),
)
account_rights = Table(
    "account_rights",
    metadata,
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("right_name", Text, primary_key=True, comment="sensitive"),
)
sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", LargeBinary, primary_key=True, comment="SHA-256 of the cookie's token"),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("csrf_token", Text, nullable=False),
    _moment("created_at", now=True),
    _moment("last_seen_at", now=True),
    Column(
        "sees_as",
        ForeignKey("accounts.id", ondelete="SET NULL"),
        index=True,
        comment="funder account through whose eyes an administrator looks",
    ),
    _moment("sees_until", nullable=True),
)
sign_in_attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("bucket", Text, nullable=False, comment="account:<name> or address:<ip>"),
    _moment("tried_at", now=True),
)
Index("ix_sign_in_attempts_bucket", sign_in_attempts.c.bucket, sign_in_attempts.c.tried_at)
audit = Table(
    "audit",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    _moment("at", now=True),
    Column("actor", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False, server_default=""),
    Column("details", JSONB, nullable=False, server_default="{}"),
)
"""Append-only for every role of the database but the owner."""
for _asked in ("actor", "subject", "action", "actor action", "subject action"):
    # The trail is read from its end, whole or for one account or act; so no question reads more than it shows.
    Index(f"ix_audit_{_asked.replace(' ', '_')}", *(audit.c[name] for name in _asked.split()), audit.c.id)
