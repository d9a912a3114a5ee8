"""Tells a database that thinks from one that is frozen, and keeps people from waiting for the second.

A frozen server still has its machine take every packet, so that neither a timeout of the connection nor one of the
statement ever ends the wait. Here each wait looks up after a second of silence and asks the server by another, fresh
connection (its pulse). A server that does not answer there is away: the wait ends, every later question is refused at
once, and a thread asks each second until the server is back. Where it answers, it tells which processes rest: if the
one that is waited for is among them, it has stood still since before the question, and the wait ends for this
connection alone. One that is at work may take as long as its statements may, and stands still after that.
"""

import math
import time
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Literal, TypeVar

import psycopg
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from dashboard.data.pulse import TICK_SECONDS, DatabaseAwayError, Pulse

SILENCE_SECONDS = 1.0
"""Silence after which a wait asks for the pulse."""
UNHURRIED_SECONDS = 60.0
"""Silence that a long change of data bears: it is cut only where the server has been away so long."""
_BUSY = frozenset({"57014", "55P03", "40001", "40P01"})
"""States of a server that is there and gave up: cancelled, lock not available, serialisation, deadlock."""
_FULL = "53100"

Got = TypeVar("Got")
Trouble = Literal["away", "busy", "full"]


class ProcessStuckError(psycopg.OperationalError):
    """One process of the server stands still, though the server is there."""

    def __init__(self, process: int) -> None:
        super().__init__(f"process {process} of the database does not answer")


class PatientConnection(psycopg.Connection[Any]):
    """A connection whose waits end when the server is away or its own process there stands still."""

    pulse: Pulse
    silence: float = SILENCE_SECONDS
    """Seconds of silence after which a wait of this connection asks for the pulse."""
    longest: float = math.inf
    """Seconds of silence after which its process stands still, because the server would have ended the statement."""

    def wait(self, gen: Any, interval: float = TICK_SECONDS, timeout: float | None = None) -> Any:  # noqa: ANN401
        """Wait for an answer as long as somebody works on it.

        Raises:
            DatabaseAwayError: the server is away; the connection is closed.
            ProcessStuckError: its process stands still; the connection is closed.
        """
        return super().wait(self._watched(gen), interval, timeout)

    def _watched(self, gen: Generator[Any, Any, Got]) -> Generator[Any, Any, Got]:
        """Pass everything on between the driver and its wait, and look up where nothing comes."""
        silent_since = looked_up = time.monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if ready:
                    silent_since = looked_up = time.monotonic()
                elif time.monotonic() - looked_up >= self.silence:
                    self._look_up(silent_since)
                    looked_up = time.monotonic()
                wanted = gen.send(ready)
        except StopIteration as end:
            found: Got = end.value
            return found

    def _look_up(self, silent_since: float) -> None:
        """Give the connection up where nobody works on the answer."""
        heard = self.pulse.heard()
        if heard is None:
            since = self.pulse.away_since or datetime.now(UTC)
            self.close()
            raise DatabaseAwayError(since)
        process = self.info.backend_pid
        rests = process in heard.resting and heard.asked_at >= silent_since + self.silence
        if rests or time.monotonic() - silent_since > self.longest:
            self.close()
            raise ProcessStuckError(process)


def connect_patiently(
    pulse: Pulse, args: tuple[Any, ...], parameters: dict[str, Any], longest: float = math.inf
) -> PatientConnection:
    """Open a connection that watches the pulse; a server that is known to be away is not asked.

    Args:
        pulse: of the server.
        args: of the driver.
        parameters: of the driver, by name.
        longest: seconds after which the server itself ends every statement of this connection, with some to spare.

    Raises:
        DatabaseAwayError: the server is away.
        psycopg.OperationalError: it refuses the connection.
    """
    pulse.demand()
    try:
        connection = PatientConnection.connect(*args, **parameters)
    except psycopg.errors.ConnectionTimeout:
        pulse.lose()
        pulse.demand()
        raise
    except psycopg.OperationalError:
        pulse.beats()
        raise
    connection.pulse, connection.longest = pulse, longest
    return connection


@contextmanager
def unhurried(connection: Connection) -> Iterator[None]:
    """Let a long change of data bear a longer silence on its connection than a page does."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, PatientConnection):
        yield
        return
    driver.silence = UNHURRIED_SECONDS
    try:
        yield
    finally:
        driver.silence = SILENCE_SECONDS


def trouble_of(error: BaseException) -> Trouble:
    """Say what an error of the database means: the server is away, gave up because it is busy, or has no room left."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    state = getattr(cause, "sqlstate", None)
    if state == _FULL:
        return "full"
    return "busy" if state in _BUSY else "away"


def away_since(error: BaseException) -> datetime | None:
    """Give the moment since which the server has been away, where an error of the database knows it."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return cause.since if isinstance(cause, DatabaseAwayError) else None
