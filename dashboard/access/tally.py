"""How often and how fast requests were answered, counted by all workers of one server together.

Workers are processes. Each writes into a stripe of its own of memory that all of them share, so that no lock is needed
and the death of a worker loses nothing; a worker that follows another goes on in its stripe. Names are a short closed
list: no path, no account and no filter ever stands in them.
"""

import mmap
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from threading import Lock
from typing import Self

ROUTES = ("page", "callback", "export", "report", "sign_in", "asset", "calendar", "health", "metrics", "other")
STATUSES = ("200", "204", "302", "304", "400", "401", "403", "404", "413", "429", "500", "503", "other")
BOUNDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper ends of the buckets in seconds; a last one takes the rest."""
_BUCKETS = len(BOUNDS) + 1
_WIDTH = len(STATUSES) + _BUCKETS + 1
"""Numbers of a route: its statuses, its buckets, and the seconds of all its answers."""
_STRIPE = _WIDTH * len(ROUTES)
_BYTES = 8
_PREFIXES = (
    ("/_dash-update-component", "callback"),
    ("/export/", "export"),
    ("/reports/make", "report"),
    ("/assets/", "asset"),
    ("/_dash", "asset"),
    ("/sign-in/", "asset"),
    ("/calendar/", "calendar"),
    ("/health/", "health"),
    ("/metrics", "metrics"),
)
_SIGN_IN = frozenset({"/login", "/logout", "/password"})


@dataclass(frozen=True, slots=True)
class Latency:
    """Answers of one route: how many took at most each bound of `BOUNDS`, how many there were, and their seconds."""

    within: tuple[int, ...]
    count: int
    seconds: float


class Tally:
    """The counts of one server.

    Args:
        stripes: how many processes may write at a time.
    """

    def __init__(self, stripes: int = 1) -> None:
        self._numbers = memoryview(mmap.mmap(-1, _STRIPE * stripes * _BYTES)).cast("d")
        self._stripes = stripes
        self._first = 0
        self._lock = Lock()

    def at(self, stripe: int) -> Self:
        """Write into this stripe from now on; a worker calls it once, after it was born."""
        self._first = stripe % self._stripes * _STRIPE
        self._lock = Lock()
        return self

    def add(self, route: str, status: int, seconds: float) -> None:
        """Count one answer."""
        start = self._first + ROUTES.index(route) * _WIDTH
        told = str(status) if str(status) in STATUSES else "other"
        with self._lock:
            self._numbers[start + STATUSES.index(told)] += 1
            self._numbers[start + len(STATUSES) + bisect_left(BOUNDS, seconds)] += 1
            self._numbers[start + _WIDTH - 1] += seconds

    def requests(self) -> dict[tuple[str, str], int]:
        """Give how many answers each route gave with each status, as far as there were any."""
        found = {(route, status): int(self._of(route)[place]) for route in ROUTES for place, status in _PLACES}
        return {names: count for names, count in found.items() if count}

    def latency(self, route: str) -> Latency:
        """Give how fast a route was answered."""
        numbers = self._of(route)
        buckets = [int(n) for n in numbers[len(STATUSES) : -1]]
        return Latency(tuple(accumulate(buckets))[:-1], sum(buckets), numbers[-1])

    def _of(self, route: str) -> list[float]:
        """Give the numbers of a route, all stripes together."""
        start = ROUTES.index(route) * _WIDTH
        parts = [self._numbers[s * _STRIPE + start : s * _STRIPE + start + _WIDTH] for s in range(self._stripes)]
        return [sum(column) for column in zip(*parts, strict=True)]


_PLACES = tuple(enumerate(STATUSES))


def route_of(path: str, *, is_page: bool) -> str:
    """Give the class of a path; what is no page of ours and has no class is `other`."""
    if path in _SIGN_IN:
        return "sign_in"
    found = next((name for prefix, name in _PREFIXES if path.startswith(prefix)), None)
    return found or ("page" if is_page else "other")
