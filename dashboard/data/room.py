"""How much room is left on the disk of the embedded database; of a shared server only its own people know.

A server that cannot write its log falls down, and one that finds no room for it while it recovers stays down. So what
changes data in the embedded database is cancelled before the last room is gone.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread

import psycopg
from sqlalchemy import URL, Connection, make_url
from sqlalchemy.exc import DBAPIError

FULL_BELOW = 64 * 1024 * 1024
"""Bytes below which PostgreSQL can no longer be relied on to take changes: four segments of its log."""
LOOK_SECONDS = 0.05
CANCEL_SECONDS = 5.0


def free_bytes(url: str | URL | None) -> int | None:
    """Give the room left beside the cluster of an embedded database, None where it is not embedded or not known."""
    host = make_url(url).query.get("host") if url else None
    cluster = Path(host).parent / "cluster" if isinstance(host, str) and host.startswith("/") else None
    try:
        return shutil.disk_usage(cluster).free if cluster and cluster.is_dir() else None
    except OSError:
        return None


def is_full(url: str | URL | None) -> bool:
    """Say whether the disk is known to be full."""
    free = free_bytes(url)
    return free is not None and free < FULL_BELOW


@contextmanager
def watching_room(connection: Connection) -> Iterator[None]:
    """End a change of data in the embedded database while there is still room for the server's own log.

    Raises:
        psycopg.errors.DiskFull: there is none, or it has run out.
    """
    url = connection.engine.url
    if free_bytes(url) is None:
        yield
        return
    if is_full(url):
        raise psycopg.errors.DiskFull
    over, filled = Event(), Event()
    driver = connection.connection.driver_connection
    watch = Thread(target=_watch, args=(url, driver, over, filled), daemon=True, name="room")
    watch.start()
    try:
        yield
    except (DBAPIError, psycopg.Error) as error:
        if filled.is_set():
            raise psycopg.errors.DiskFull from error
        raise
    finally:
        over.set()
        watch.join()


def _watch(url: URL, driver: "psycopg.Connection[object]", over: Event, filled: Event) -> None:
    """Cancel whatever a connection is doing as long as the disk is full, until it is over."""
    while not over.wait(LOOK_SECONDS):
        if is_full(url):
            filled.set()
            with suppress(psycopg.Error):
                driver.cancel_safe(timeout=CANCEL_SECONDS)
