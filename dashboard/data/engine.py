"""Connections of four strengths: owner for migrations, writer for loads and sign-in, reader for pages, and listener.

All sign in with the one address of the installation. All but the owner take a weaker role in the very first packet of
the connection: so no further password exists, and `RESET ROLE` leads back to the weak role. What remains is that an
injected `SET ROLE` would lead to the owner; statements are therefore never put together from a user's text, and with
parameters the driver takes one statement at a time. Transactions of reader and listener are read-only besides; only the
list of feedback asks through the listener, which reads what people said.
"""

import math
import select
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DisconnectionError, OperationalError

from dashboard.data.patience import connect_patiently, unhurried
from dashboard.data.pulse import Pulse, pulse_of
from dashboard.data.roles import Roles
from dashboard.data.room import watching_room
from dashboard.settings import Settings

if TYPE_CHECKING:
    import psycopg

    from dashboard.data.filters import Viewer

WRITERS_LOCK = 5_718_001
"""Number of the advisory lock that makes all changes of data one queue."""
SET_SCOPE = "select set_config('app.scope', %s, true), (select max(version) from versions)"
"""One way to the server sets the scope and brings the newest data version, which every page asks for first."""
NEWEST = "newest_version"
"""Where a reading transaction's connection keeps that version."""
SCOPE = "scope"
"""Where it keeps the scope that it has set."""
INSIDE = "*"
"""Scope of every programme, and the name of what everybody who works inside is shown."""
_OF_GRANTS = "grant:"
CONNECT_SECONDS = 2
STATEMENT_SECONDS = 15
"""Seconds after which the server ends a statement of a page."""
SESSION = {"timezone": "UTC", "jit": "off", "application_name": "uyum-panosu"}
READER_SESSION = {
    "default_transaction_read_only": "on",
    "default_transaction_isolation": "repeatable\\ read",
    "statement_timeout": f"{STATEMENT_SECONDS}s",
    "idle_in_transaction_session_timeout": "60s",
    "max_parallel_workers_per_gather": "0",
    "work_mem": "16MB",
    # A few hundred rows are grouped a quarter faster by hashing than by sorting, which the planner thinks equal.
    "enable_sort": "off",
    # A statement is planned once a connection. The values of a page never call for another plan, but the planner takes
    # long lists of them to, and planning cost a quarter of an answer's time in the database.
    "plan_cache_mode": "force_generic_plan",
}
STANDSTILL = "15min"
"""How long a writer may stand still in the middle of a change; Python's work between two statements takes seconds."""
WRITER_SESSION = {"work_mem": "32MB", "idle_in_transaction_session_timeout": STANDSTILL, "tcp_user_timeout": STANDSTILL}


class DatabaseAddressMissingError(Exception):
    """Engines were asked for before an address was chosen; a mistake in the code."""


class WritersBusyError(Exception):
    """Another change of data, such as a long load, has not ended within the time that somebody could wait."""


@dataclass(frozen=True, slots=True)
class Engines:
    """The four pools of one process, on one database, and the names of its three weaker roles.

    `pulse` says whether the server is there, where the pools watch it.
    """

    owner: Engine
    writer: Engine
    reader: Engine
    listener: Engine
    roles: Roles
    pulse: Pulse | None = None

    def dispose(self) -> None:
        """Close every connection."""
        for engine in (self.owner, self.writer, self.reader, self.listener):
            engine.dispose()


def open_engines(settings: Settings, *, patient: bool = False) -> Engines:
    """Give the engines of an installation; connections are made when they are first needed.

    Args:
        settings: of this installation.
        patient: whether waits end where the server is away, see `patience`: for those who answer people. A command
            waits for as long as it takes.

    Raises:
        DatabaseAddressMissingError: the settings hold no address.
    """
    if settings.database_url is None:
        raise DatabaseAddressMissingError
    url = settings.database_url
    roles = Roles.of(settings)
    pulse = pulse_of(_plain(url)) if patient else None
    return Engines(
        owner=_engine(url, WRITER_SESSION, pulse),
        writer=_engine(url, {"role": roles.writer, **WRITER_SESSION}, pulse),
        reader=_engine(url, {"role": roles.reader, **READER_SESSION}, pulse),
        listener=_engine(url, {"role": roles.listener, **READER_SESSION}, pulse),
        roles=roles,
        pulse=pulse,
    )


def _plain(url: str) -> str:
    """Give an address as the server's own library reads it."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _engine(url: str, session: dict[str, str], pulse: Pulse | None) -> Engine:
    """Give one pool whose connections open with these session settings.

    A gunicorn worker answers two requests at a time, so it needs two connections of a kind; more for what runs beside.
    """
    options = " ".join(f"-c {name}={value}" for name, value in (SESSION | session).items())
    engine = create_engine(
        make_url(url).set(drivername="postgresql+psycopg"),
        pool_size=2,
        max_overflow=4,
        pool_timeout=CONNECT_SECONDS,
        connect_args={"options": options, "connect_timeout": CONNECT_SECONDS},
        hide_parameters=True,  # A failure is written to the log; what people said and password hashes are not.
    )
    event.listen(engine, "checkout", _refuse_closed)
    if pulse:
        longest = STATEMENT_SECONDS + 1 if "statement_timeout" in session else math.inf
        connect = partial(connect_patiently, pulse, longest=longest)
        event.listen(engine, "do_connect", lambda _dialect, _record, args, named: connect(args, named))
        event.listen(engine, "checkout", lambda *_: pulse.demand())
    return engine


def _refuse_closed(connection: "psycopg.Connection[object]", _record: object, _proxy: object) -> None:
    """Have the pool open a new connection in place of one that the server has closed meanwhile.

    An idle connection with something to read has been closed. Looking costs two microseconds, asking the server
    (`pool_pre_ping`) a hundred times as much.
    """
    looking = select.poll()
    looking.register(connection.fileno(), select.POLLIN)
    if looking.poll(0):
        raise DisconnectionError


def scope_text(viewer: "Viewer") -> str:
    """Give the viewer's scope as the database's policies read it: `*`, `programme:A,B` or `grant:G1,G2`."""
    if viewer.protected:
        return _OF_GRANTS + ",".join(sorted(viewer.grants))
    if viewer.programmes is None:
        return INSIDE
    return "programme:" + ",".join(sorted(viewer.programmes))


@contextmanager
def reading(engine: Engine, viewer: "Viewer") -> Iterator[Connection]:
    """Hold one read-only transaction in which every question sees the same state of the data and the viewer's scope.

    It ends by being committed: with one that is rolled back the driver forgets the statements it has prepared. The
    scope is gone with the transaction, from the server and from what the pooled connection remembers.
    """
    with engine.connect() as connection:
        scope = connection.exec_driver_sql(SET_SCOPE, (scope_text(viewer),)).one()
        kept = connection.info
        kept.update({NEWEST: scope[1] or 0, SCOPE: scope[0]})
        try:
            yield connection
            connection.commit()
        finally:
            for name in (NEWEST, SCOPE):
                kept.pop(name, None)


def rows_seen(connection: Connection) -> str | None:
    """Give what tells apart which rows a connection is shown: `INSIDE` for whoever works inside, else a funder's scope.

    None is a connection without a scope: that of the writer or the owner, who see everything, or of a reader who sees
    nothing that has a scope.
    """
    scope: str | None = connection.info.get(SCOPE)
    return scope if scope is None or is_of_grants(scope) else INSIDE


def is_of_grants(seen: str | None) -> bool:
    """Say whether what `rows_seen` gives is a funder's scope."""
    return seen is not None and seen.startswith(_OF_GRANTS)


@contextmanager
def writing(engine: Engine, patience: int | None = None) -> Iterator[Connection]:
    """Hold one transaction that changes data: committed at the end of the block, and undone by any error.

    It waits in the queue of all writers. Sign-in, sessions and the audit trail use `engine.begin()` instead: they draw
    no data version and must not wait for a long load.

    Args:
        engine: the writer's pool.
        patience: seconds in the queue, for somebody who waits before a page; None waits for as long as it takes.

    Raises:
        WritersBusyError: the others have taken longer than that.
        psycopg.errors.DiskFull: the disk of the embedded database has no room left.
    """
    with engine.begin() as connection, watching_room(connection):
        if patience is not None:
            _hold_within(connection, patience)
            yield connection
            return
        with unhurried(connection):
            hold_writers_lock(connection)
            yield connection


def hold_writers_lock(connection: Connection) -> None:
    """Wait for the one lock of all writers; it is given back with the end of the transaction."""
    connection.execute(text("select pg_advisory_xact_lock(:number)"), {"number": WRITERS_LOCK})


def _hold_within(connection: Connection, seconds: int) -> None:
    """Wait for the lock of all writers for some seconds at most; later locks of the transaction wait as ever.

    Raises:
        WritersBusyError: it has not become free.
    """
    limit = text("select set_config('lock_timeout', :limit, true)")
    connection.execute(limit, {"limit": f"{seconds}s"})
    try:
        hold_writers_lock(connection)
    except OperationalError as error:
        if isinstance(error.orig, LockNotAvailable):
            raise WritersBusyError from None
        raise
    connection.execute(limit, {"limit": "0"})
