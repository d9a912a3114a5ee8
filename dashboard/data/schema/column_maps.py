"""How the files of each source are read: column maps as people set them, every earlier one kept."""

from sqlalchemy import BigInteger, Column, DateTime, Identity, Index, Table, Text, func
from sqlalchemy.dialects.postgresql import JSONB

from dashboard.data.schema.base import metadata

column_maps = Table(
    "column_maps",
    metadata,
    Column("id", BigInteger, Identity(), primary_key=True),
    Column("source", Text, nullable=False, comment="name of the stream; it need not be loaded yet"),
    Column("map", JSONB, nullable=False, comment="kind, columns, values, sheet"),
    Column("actor", Text, nullable=False),
    Column("saved_at", DateTime(timezone=True), nullable=False, server_default=func.clock_timestamp()),
    Index("ix_column_maps_source", "source", "id"),
)
"""The latest row of each sheet of a source holds; rows are only ever added."""
