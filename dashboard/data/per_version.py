"""A memory for what is a function of the data version alone."""

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

_KEPT_VERSIONS = 16
Answer = TypeVar("Answer")


def once_a_version(
    compute: Callable[[Connection, int], Answer],
) -> Callable[[Connection, int], Answer]:
    """Keep the last few answers of a function of (database, data version) in this process.

    The engine stands for the database. An answer never goes stale, because a committed version never changes; a writer
    that looks before it commits has an engine, and therefore a memory, of its own.
    """
    memory: WeakKeyDictionary[Engine, OrderedDict[int, Answer]] = WeakKeyDictionary()
    lock = Lock()

    @wraps(compute)
    def remembered(connection: Connection, version: int) -> Answer:
        with lock:
            kept = memory.setdefault(connection.engine, OrderedDict())
            if version in kept:
                kept.move_to_end(version)
                return kept[version]
        answer = compute(connection, version)
        with lock:
            kept[version] = answer
            while len(kept) > _KEPT_VERSIONS:
                kept.popitem(last=False)
        return answer

    return remembered
