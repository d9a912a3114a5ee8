"""What each account has put aside for its reports: charts, each with the filters that it was put in with."""

from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Identity, Integer, Table, Text, UniqueConstraint, func

from dashboard.data.schema.base import metadata

basket_items = Table(
    "basket_items",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False, comment="order in the basket, from 1, with gaps"),
    Column("chart", Text, nullable=False, comment="id in the catalogue of figures"),
    Column("query", Text, nullable=False, comment="filters and own parameters as in an address, in one fixed order"),
    Column("added_at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    # Two items change places in one statement, so that only its end is looked at.
    UniqueConstraint("account_id", "position", deferrable=True, initially="IMMEDIATE"),
)
"""A private list: no data version knows it, and nobody but its account sees it."""
