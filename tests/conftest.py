"""What tests stand on: a real PostgreSQL of this run, and fresh databases in it."""

import gc
import shutil
import signal
import tempfile
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import create_engine, make_url, text

from dashboard.data.demo import load_demo
from dashboard.data.embedded import EmbeddedPostgres
from dashboard.data.engine import Engines, open_engines
from dashboard.data.migrating import upgrade
from dashboard.settings import Settings

_numbers = count(1)
LONG_FIRST = ("browser", "commands", "access", "data", "callbacks", "export", "real_data")
"""Folders in the order in which their files begin; what is none of them is quick, and ends the run evenly."""
DEMO_ROWS = 20_000
IN_MEMORY, ON_DISK = Path("/dev/shm"), Path("/tmp")  # noqa: S108 - mkdtemp makes the folders in them private.
ROOM = 2 << 30
"""Free bytes below which databases lie on the disk: those of three test processes never fill it."""

# The same examples in every run, however slow the machine is: a run that fails can be repeated.
hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None, print_blob=True)
hypothesis.settings.load_profile("repeatable")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell starts its background jobs deaf to Ctrl-C; the commands that tests start would inherit it.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Leave the tests and modules that are found out of what Python searches for garbage: they stay to the end.

    They are so many that searching them again and again takes a third of the processor time of a quick test.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.freeze()
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put folders with long files first: a long one at the end would leave one of two cores idle."""
    here = Path(__file__).parent
    rank = {name: place for place, name in enumerate(LONG_FIRST)}
    items.sort(key=lambda item: rank.get(item.path.relative_to(here).parts[0], len(rank)))


@dataclass(frozen=True, slots=True)
class Database:
    """One migrated database of a test."""

    settings: Settings
    engines: Engines

    @property
    def url(self) -> str:
        """Give its address as the owner."""
        return str(self.settings.database_url)


@dataclass(frozen=True, slots=True)
class Server:
    """The PostgreSQL of this test run."""

    url: str

    def settings(self, name: str) -> Settings:
        """Give the settings for one database of this server."""
        url = make_url(self.url).set(database=name).render_as_string(hide_password=False)
        return Settings(database_url=url, database_roles="test", secret_key="t" * 48)

    def run(self, statement: str) -> None:
        """Run a statement about databases, outside a transaction."""
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT")
        try:
            with engine.connect() as connection:
                connection.execute(text(statement))
        finally:
            engine.dispose()

    def create(self, name: str, template: str) -> Database:
        """Give a copy of a database of this server."""
        self.run(f'create database "{name}" template "{template}" strategy file_copy')
        settings = self.settings(name)
        return Database(settings, open_engines(settings))

    def drop(self, database: Database) -> None:
        """Close a database and remove it, whoever is still connected.

        `with (force)` would do both, but is refused while autovacuum is at work there, because that is the superuser's.
        """
        database.engines.dispose()
        name = make_url(database.url).database
        own = f"datname = '{name}' and usesysid is not null"
        self.run(f"select pg_terminate_backend(pid) from pg_stat_activity where {own}")  # noqa: S608 - names of tests.
        self.run(f'drop database "{name}"')


def roomy() -> Path:
    """Give the folder of databases: in memory where the machine has the room, since copying one there is no work."""
    return IN_MEMORY if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free >= ROOM else ON_DISK


@contextmanager
def short_folder() -> Iterator[Path]:
    """Hold a folder that the server's user can reach, unlike pytest's own; it is removed at the end."""
    folder = Path(tempfile.mkdtemp(prefix="uyum-", dir=roomy()))
    folder.chmod(0o711)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def data_folder() -> Iterator[Path]:
    """Give an empty folder for an embedded database."""
    with short_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Give the embedded PostgreSQL of this run; each process of pytest-xdist has its own."""
    with short_folder() as folder, EmbeddedPostgres(folder / "data", durable=False) as server:
        yield Server(server.url)


@pytest.fixture(scope="session")
def migrated(postgres: Server) -> str:
    """Give the name of a migrated database that others are copied from; nobody connects to it."""
    postgres.run("create database migrated")
    settings = postgres.settings("migrated")
    engines = open_engines(settings)
    try:
        upgrade(engines)
    finally:
        engines.dispose()
    return "migrated"


@pytest.fixture
def empty_database(postgres: Server) -> Iterator[Database]:
    """Give a database without a single table."""
    name = f"empty_{next(_numbers)}"
    postgres.run(f"create database {name}")
    settings = postgres.settings(name)
    empty = Database(settings, open_engines(settings))
    yield empty
    postgres.drop(empty)


@pytest.fixture
def database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give a fresh migrated database with the reference places and activity kinds."""
    copy = postgres.create(f"test_{next(_numbers)}", migrated)
    yield copy
    postgres.drop(copy)


@pytest.fixture(scope="session")
def peopled(postgres: Server, migrated: str) -> str:
    """Give the name of a migrated database with an account of each role, from which others are copied."""
    from tests.visiting import add_people  # noqa: PLC0415 - it stands on this file.

    filled = postgres.create("peopled", migrated)
    add_people(filled)
    filled.engines.dispose()
    return "peopled"


@pytest.fixture
def people_database(postgres: Server, peopled: str) -> Iterator[Database]:
    """Give a fresh database with an account of each role; see `visiting.add_people`."""
    copy = postgres.create(f"people_{next(_numbers)}", peopled)
    yield copy
    postgres.drop(copy)


@pytest.fixture(scope="session")
def demo_database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give one small example programme for all tests of a run; they only read it."""
    example = postgres.create("example", migrated)
    load_demo(example.engines, rows=DEMO_ROWS)
    yield example
    postgres.drop(example)
