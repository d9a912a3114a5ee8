"""The pulse of a database server: one question by a fresh connection tells whether it is there.

One process asks once for all who wait, and while the server is away a thread asks each second until it is back.
"""

import time
from collections.abc import Callable, Collection
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Event, Lock, Thread
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

PULSE_SECONDS = 1.2
"""How long the pulse may take; together with the silence before it (`patience`) it stays well below three seconds."""
ASK_SECONDS = 2
"""Bound of each step of one question for the pulse; the driver connects in no less."""
AGAIN_SECONDS = 1.0
"""Pause between two questions while the server is away."""
TICK_SECONDS = 0.1
_RESTING = """
    select pid from pg_stat_activity where usename = session_user and state like 'idle%'
        and state_change < clock_timestamp() - interval '1 second'"""
"""Processes of ours that have been at work on nothing for a second: one that has just ended still sends its answer."""


class DatabaseAwayError(psycopg.OperationalError):
    """The server does not answer; `since` is the moment (UTC) at which that was first seen."""

    def __init__(self, since: datetime) -> None:
        super().__init__("the database does not answer")
        self.since = since


@dataclass(frozen=True, slots=True)
class Heard:
    """An answer of the server: when it was asked (seconds of `time.monotonic`), and which processes of ours rest."""

    asked_at: float
    resting: frozenset[int]


Ask = Callable[[], Collection[int]]


class Pulse:
    """What one process knows of its database server: it is there, or away since a moment.

    Args:
        ask: asks the server which processes of ours are at work on nothing, and raises where no answer comes; it must
            end by itself.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._lock = Lock()
        self._since: datetime | None = None
        self._asking: _Question | None = None

    @property
    def away_since(self) -> datetime | None:
        """Give the moment since which the server has been away, None while it is there."""
        return self._since

    def demand(self) -> None:
        """Refuse at once while the server is away.

        Raises:
            DatabaseAwayError: it is.
        """
        if (since := self._since) is not None:
            raise DatabaseAwayError(since)

    def beats(self) -> bool:
        """Say whether the server answers a fresh question in time."""
        return self.heard() is not None

    def heard(self) -> Heard | None:
        """Ask the server, and give what it says in time, None where it is away; one question serves all meanwhile."""
        if self._since is not None:
            return None
        with self._lock:
            if self._asking is None or self._asking.over.is_set():
                self._asking = _Question(self._ask)
            asking = self._asking
        if asking.over.wait(PULSE_SECONDS) and asking.answer is not None:
            return asking.answer
        self.lose()
        return None

    def lose(self) -> None:
        """Write down that the server is away, and watch for its return."""
        with self._lock:
            if self._since is not None:
                return
            self._since = datetime.now(UTC)
        Thread(target=self._watch, daemon=True, name="pulse").start()

    def _watch(self) -> None:
        """Ask until the server answers."""
        while True:
            time.sleep(AGAIN_SECONDS)
            if _answer(self._ask) is not None:
                self._since = None
                return


class _Question:
    """One question for the pulse, asked in a thread of its own because it may take longer than anybody waits."""

    def __init__(self, ask: Ask) -> None:
        self.over = Event()
        self.answer: Heard | None = None
        Thread(target=self._run, args=(ask,), daemon=True, name="pulse").start()

    def _run(self, ask: Ask) -> None:
        self.answer = _answer(ask)
        self.over.set()


def _answer(ask: Ask) -> Heard | None:
    """Ask, and give the answer, None where none came."""
    asked_at = time.monotonic()
    try:
        return Heard(asked_at, frozenset(ask()))
    except psycopg.Error:
        return None


class _BoundedConnection(psycopg.Connection[Any]):
    """A connection each of whose waits ends by itself."""

    def wait(self, gen: Any, interval: float = TICK_SECONDS, timeout: float | None = None) -> Any:  # noqa: ANN401
        """Wait for an answer, `ASK_SECONDS` at most."""
        return super().wait(gen, interval, timeout or ASK_SECONDS)


def pulse_of(address: str) -> Pulse:
    """Give the pulse of the server at an address as libpq reads it."""
    conninfo = make_conninfo(address, connect_timeout=ASK_SECONDS, application_name="uyum-panosu pulse")

    def ask() -> list[int]:
        with closing(_BoundedConnection.connect(conninfo, autocommit=True)) as connection:
            return [process for (process,) in connection.execute(_RESTING)]

    return Pulse(ask)
