"""A memory for what is a function of the data version, alone or with a few more values."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from threading import Lock
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from dashboard.data.engine import is_of_grants, rows_seen

_KEPT_VERSIONS = 16
Answer = TypeVar("Answer")
Key = ParamSpec("Key")
Question = Callable[Concatenate[Connection, Key], Answer]


def once_a_version(compute: Callable[[Connection, int], Answer]) -> Callable[[Connection, int], Answer]:
    """Keep the last few answers of a function of (database, data version) in this process; see `remembered`."""
    return remembered(_KEPT_VERSIONS)(compute)


def remembered(most: int) -> Callable[[Question[Key, Answer]], Question[Key, Answer]]:
    """Keep the last `most` answers of a function of (database, data version and whatever else it takes).

    The engine stands for the database, and an answer belongs to the rows that its connection is shown: whoever works
    inside shares one memory, each scope of a funder has answers of its own, and funders together keep as many as the
    others do. An answer never goes stale, because a committed version never changes; a writer that looks before it
    commits has an engine, and therefore a memory, of its own. All arguments must be hashable, and the version must be
    among them or within one of them.
    """

    def wrapped(compute: Question[Key, Answer]) -> Question[Key, Answer]:
        memories: dict[bool, WeakKeyDictionary[Engine, OrderedDict[Hashable, Answer]]]
        memories = {of_grants: WeakKeyDictionary() for of_grants in (False, True)}
        lock = Lock()

        @wraps(compute)
        def answer(connection: Connection, /, *values: Key.args, **named: Key.kwargs) -> Answer:
            seen = rows_seen(connection)
            memory = memories[is_of_grants(seen)]
            key = (seen, values, tuple(named.items()))
            with lock:
                kept = memory.setdefault(connection.engine, OrderedDict())
                if key in kept:
                    kept.move_to_end(key)
                    return kept[key]
            found = compute(connection, *values, **named)
            with lock:
                kept[key] = found
                while len(kept) > most:
                    kept.popitem(last=False)
            return found

        return answer

    return wrapped
