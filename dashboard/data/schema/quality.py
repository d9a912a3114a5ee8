"""What is known of the loads themselves: where their rows lie, what was refused, and files that wait to be loaded."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    Table,
    Text,
    func,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from dashboard.data.schema.base import metadata

load_rows = Table(
    "load_rows",
    metadata,
    Column("version", Integer, nullable=False, comment="data version that added or ended the rows"),
    Column("load_id", ForeignKey("loads.id"), nullable=False, comment="load that brought the rows"),
    Column("programme_id", Integer, nullable=False, comment="0 for rows that belong to no programme"),
    Column(
        "month", Date, comment="first day of the month of which the rows speak; null where the KIND has no such day"
    ),
    Column("rows", Integer, nullable=False, comment="added, or below 0 ended"),
)
"""How many rows each load has in each programme and month, as deltas by version.

The live rows of a load as of version v are the sum of its deltas with `version <= v`. A load brings a few lines a
month, however many rows it has.
"""
Index("ix_load_rows_version", load_rows.c.version)
Index("ix_load_rows_load", load_rows.c.load_id)

attempts = Table(
    "attempts",
    metadata,
    Column("id", Integer, Identity(), primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    Column("actor", Text, nullable=False),
    Column("programmes", ARRAY(Text), comment="scope of whoever tried; null is every programme"),
    Column("file_name", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("kind", Text, nullable=False, comment="empty where the KIND could not be told"),
    Column("content_digest", Text, nullable=False, comment="SHA-256 of the files"),
    Column("rows", Integer, nullable=False),
    Column("rejected", Integer, nullable=False, comment="rows with an error"),
    Column("duplicate", Integer, nullable=False),
    Column("warned", Integer, nullable=False),
    Column("reasons", JSONB, nullable=False, comment="the most frequent errors: message key, column, number of cells"),
)
"""One row for each sheet of a refused load. It quotes no cell: reasons are message keys with their columns."""
Index("ix_attempts_at", attempts.c.at)

uploads = Table(
    "uploads",
    metadata,
    Column("account_id", ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("uploaded_at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    Column("file_name", Text, nullable=False, comment="as the browser said; never used as a path"),
    Column("digest", Text, nullable=False, comment="SHA-256 of the file"),
    Column("size", BigInteger, nullable=False),
    Column("options", JSONB, nullable=False, comment="KIND, source and whether it replaces, as they were checked"),
    Column("preview", JSONB, comment="what a load would do; null before it was checked"),
    Column("problems", LargeBinary, comment="every error and warning, packed"),
    Column("is_refused", Boolean, nullable=False, server_default="false"),
)
"""The one file of an account that waits to be loaded, an hour at most; any process can go on with it."""
upload_parts = Table(
    "upload_parts",
    metadata,
    Column("account_id", ForeignKey("uploads.account_id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("part", SmallInteger, primary_key=True, autoincrement=False),
    Column("content", LargeBinary, nullable=False),
)
"""The bytes of such a file, a megabyte a part."""
