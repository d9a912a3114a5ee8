"""Alembic's way into the database: one transaction of the owner, which gives up rather than block the pages."""

from alembic import context
from sqlalchemy import text

from dashboard.data.schema import metadata

UPGRADE_LOCK = 5_718_000
"""Number of the advisory lock that keeps two upgrades apart."""

connection = context.config.attributes["connection"]
connection.execute(text("set local statement_timeout = '15min'"))
connection.execute(text("select pg_advisory_xact_lock(:number)"), {"number": UPGRADE_LOCK})
# A migration that waits for a table makes every later reader of the table wait behind it.
connection.execute(text("set local lock_timeout = '3s'"))
context.configure(connection=connection, target_metadata=metadata, compare_type=True)
context.run_migrations()
