"""The shared database: one module for each subject, all on one `metadata`."""

from dashboard.data.schema import (
    accounts,
    baskets,
    calendar_keys,
    column_maps,
    doors,
    feedback,
    money,
    partnerships,
    people,
    pool,
    quality,
    registers,
    results,
    timeline,
    working_group,
)
from dashboard.data.schema.base import live_at, loads, metadata, sources, versions

__all__ = [
    "accounts",
    "baskets",
    "calendar_keys",
    "column_maps",
    "doors",
    "feedback",
    "live_at",
    "loads",
    "metadata",
    "money",
    "partnerships",
    "people",
    "pool",
    "quality",
    "registers",
    "results",
    "sources",
    "timeline",
    "versions",
    "working_group",
]
