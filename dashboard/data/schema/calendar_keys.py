"""The keys in the addresses of calendar feeds; who holds one reads the deadlines of its account without signing in."""

from sqlalchemy import Column, DateTime, ForeignKey, LargeBinary, Table, Text, func

from dashboard.data.schema.base import metadata

calendar_keys = Table(
    "calendar_keys",
    metadata,
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("selector", Text, nullable=False, unique=True, comment="first part of the key, by which the row is found"),
    Column("secret_hash", LargeBinary, nullable=False, comment="SHA-256 of the second part"),
    Column("created_at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
)
"""One key an account; a revoked one has no row."""
