"""The shared database: one module for each subject, all on one `metadata`."""

from dashboard.data.schema import accounts, people, pool, registers, results
from dashboard.data.schema.base import live_at, loads, metadata, sources, versions

__all__ = ["accounts", "live_at", "loads", "metadata", "people", "pool", "registers", "results", "sources", "versions"]
