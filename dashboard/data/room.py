"""How much room is left on the disk of the embedded database; of a shared server only its own people know."""

import shutil
from pathlib import Path

from sqlalchemy import make_url

FULL_BELOW = 32 * 1024 * 1024
"""Bytes below which PostgreSQL can no longer be relied on to take changes: two segments of its log."""


def free_bytes(url: str | None) -> int | None:
    """Give the room left beside the cluster of an embedded database, None where it is not embedded or not known."""
    host = make_url(url).query.get("host") if url else None
    cluster = Path(host).parent / "cluster" if isinstance(host, str) and host.startswith("/") else None
    try:
        return shutil.disk_usage(cluster).free if cluster and cluster.is_dir() else None
    except OSError:
        return None


def is_full(url: str | None) -> bool:
    """Say whether the disk is known to be full."""
    free = free_bytes(url)
    return free is not None and free < FULL_BELOW
