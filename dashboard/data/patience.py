"""Tells a database that thinks from one that is frozen, and keeps people from waiting for the second.

A frozen server still has its machine take every packet, so that neither a timeout of the connection nor one of the
statement ever ends the wait. Here each wait looks up after a second of silence and asks the server by another, fresh
connection (its pulse). A server that answers there is merely at work, and the wait goes on. One that does not is away:
the wait ends, every later question is refused at once, and a thread asks each second until the server is back.
"""

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from threading import Event, Lock, Thread
from typing import Any, Literal, TypeVar

import psycopg
from psycopg.conninfo import make_conninfo
from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

SILENCE_SECONDS = 1.0
"""Silence after which a wait asks for the pulse."""
PULSE_SECONDS = 1.2
"""How long the pulse may take; together with the silence it stays well below three seconds."""
ASK_SECONDS = 2
"""Bound of each step of one question for the pulse; the driver connects in no less."""
AGAIN_SECONDS = 1.0
"""Pause between two questions while the server is away."""
UNHURRIED_SECONDS = 60.0
"""Silence that a long change of data bears: it is cut only where the server has been away so long."""
_TICK_SECONDS = 0.1
_BUSY = frozenset({"57014", "55P03", "40001", "40P01"})
"""States of a server that is there and gave up: cancelled, lock not available, serialisation, deadlock."""
_FULL = "53100"

Got = TypeVar("Got")
Trouble = Literal["away", "busy", "full"]


class DatabaseAwayError(psycopg.OperationalError):
    """The server does not answer; `since` is the moment (UTC) at which that was first seen."""

    def __init__(self, since: datetime) -> None:
        super().__init__("the database does not answer")
        self.since = since


class Pulse:
    """What one process knows of its database server: it is there, or away since a moment.

    Args:
        ask: asks the server one question and raises where no answer comes; it must end by itself.
    """

    def __init__(self, ask: Callable[[], None]) -> None:
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
        """Say whether the server answers a fresh question in time; one question serves all who ask meanwhile."""
        if self._since is not None:
            return False
        with self._lock:
            if self._asking is None or self._asking.over.is_set():
                self._asking = _Question(self._ask)
            asking = self._asking
        if asking.over.wait(PULSE_SECONDS) and asking.answered:
            return True
        self.lose()
        return False

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
            if _answers(self._ask):
                self._since = None
                return


class _Question:
    """One question for the pulse, asked in a thread of its own because it may take longer than anybody waits."""

    def __init__(self, ask: Callable[[], None]) -> None:
        self.over, self.answered = Event(), False
        Thread(target=self._run, args=(ask,), daemon=True, name="pulse").start()

    def _run(self, ask: Callable[[], None]) -> None:
        self.answered = _answers(ask)
        self.over.set()


def _answers(ask: Callable[[], None]) -> bool:
    """Ask, and say whether an answer came."""
    try:
        ask()
    except psycopg.Error:
        return False
    return True


class _BoundedConnection(psycopg.Connection[Any]):
    """A connection each of whose waits ends by itself."""

    def wait(self, gen: Any, interval: float = _TICK_SECONDS, timeout: float | None = None) -> Any:  # noqa: ANN401
        """Wait for an answer, `ASK_SECONDS` at most."""
        return super().wait(gen, interval, timeout or ASK_SECONDS)


def pulse_of(address: str) -> Pulse:
    """Give the pulse of the server at an address as libpq reads it."""
    conninfo = make_conninfo(address, connect_timeout=ASK_SECONDS, application_name="uyum-panosu pulse")

    def ask() -> None:
        with closing(_BoundedConnection.connect(conninfo, autocommit=True)) as connection:
            connection.execute("select 1")

    return Pulse(ask)


class PatientConnection(psycopg.Connection[Any]):
    """A connection whose waits end when the server is away."""

    pulse: Pulse
    silence: float = SILENCE_SECONDS
    """Seconds of silence after which a wait of this connection asks for the pulse."""

    def wait(self, gen: Any, interval: float = _TICK_SECONDS, timeout: float | None = None) -> Any:  # noqa: ANN401
        """Wait for an answer as long as the server is there.

        Raises:
            DatabaseAwayError: it is not; the connection is closed.
        """
        return super().wait(self._watched(gen), interval, timeout)

    def _watched(self, gen: Generator[Any, Any, Got]) -> Generator[Any, Any, Got]:
        """Pass everything on between the driver and its wait, and look up where nothing comes."""
        quiet_since = time.monotonic()
        try:
            wanted = next(gen)
            while True:
                ready = yield wanted
                if ready:
                    quiet_since = time.monotonic()
                elif time.monotonic() - quiet_since >= self.silence:
                    self._look_up()
                    quiet_since = time.monotonic()
                wanted = gen.send(ready)
        except StopIteration as end:
            found: Got = end.value
            return found

    def _look_up(self) -> None:
        """Give the connection up where the server is away."""
        if not self.pulse.beats():
            since = self.pulse.away_since or datetime.now(UTC)
            self.close()
            raise DatabaseAwayError(since)


def connect_patiently(pulse: Pulse, args: tuple[Any, ...], parameters: dict[str, Any]) -> PatientConnection:
    """Open a connection that watches the pulse; a server that is known to be away is not asked.

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
    connection.pulse = pulse
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
