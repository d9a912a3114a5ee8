"""The shared database: one module for each subject, all on one `metadata`."""

from dashboard.data.schema import (
    accounts,
    baskets,
    calendar_keys,
    doors,
    feedback,
    money,
    partnerships,
    people,
    pool,
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
    "doors",
    "feedback",
    "live_at",
    "loads",
    "metadata",
    "money",
    "partnerships",
    "people",
    "pool",
    "registers",
    "results",
    "sources",
    "timeline",
    "versions",
    "working_group",
]
