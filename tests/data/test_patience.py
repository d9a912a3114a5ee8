"""A frozen database is told from one that works, and nobody waits for it."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from dashboard.data.embedded import EmbeddedPostgres
from dashboard.data.engine import Engines, open_engines
from dashboard.data.migrating import upgrade
from dashboard.data.patience import away_since, trouble_of
from dashboard.data.pulse import DatabaseAwayError, Pulse
from dashboard.settings import Settings
from tests.commands.running import PATIENCE, servers_below
from tests.conftest import short_folder
from tests.promised_seconds import fewest_seconds

if TYPE_CHECKING:
    import psutil


@pytest.fixture(scope="module")
def own_server() -> Iterator[tuple[Path, Engines]]:
    """Give a server that a test may freeze, and pools that watch it."""
    with short_folder() as folder, EmbeddedPostgres(folder / "data", durable=False) as server:
        settings = Settings(database_url=server.url)
        impatient = open_engines(settings)
        upgrade(impatient)
        impatient.dispose()
        engines = open_engines(settings, patient=True)
        yield folder, engines
        engines.dispose()


@contextmanager
def frozen(folder: Path) -> Iterator[None]:
    """Hold every process of a server still."""
    found: list[psutil.Process] = []
    for server in servers_below(folder):
        for process in (server, *server.children(recursive=True)):
            process.send_signal(signal.SIGSTOP)
            found.append(process)
    try:
        yield
    finally:
        for process in found:
            if process.is_running():
                process.send_signal(signal.SIGCONT)


def ask(engine: Engine, question: str = "select 1") -> float:
    """Ask a question; give the seconds until it was answered or refused for want of a database."""
    started, refusal = time.perf_counter(), None
    try:
        with engine.connect() as connection:
            connection.execute(text(question))
    except OperationalError as error:
        refusal = error
    taken = time.perf_counter() - started
    assert refusal is None or isinstance(refusal.orig, DatabaseAwayError)
    assert refusal is None or away_since(refusal) is not None
    return taken


def back(engines: Engines) -> None:
    """Wait until the server is known to be there again."""
    deadline = time.monotonic() + PATIENCE
    while engines.pulse and engines.pulse.away_since and time.monotonic() < deadline:
        time.sleep(0.05)
    with engines.reader.connect() as connection:
        assert connection.scalar(text("select 1")) == 1


def test_a_frozen_server_holds_nobody_and_is_found_again(own_server: tuple[Path, Engines]) -> None:
    folder, engines = own_server

    def noticed() -> float:
        ask(engines.reader)
        with frozen(folder):
            seconds = ask(engines.reader)
            for pool in (engines.reader, engines.writer):
                assert fewest_seconds(partial(ask, pool), 0.5) < 0.5
        back(engines)
        return seconds

    def noticed_while_connecting() -> float:
        engines.dispose()
        with frozen(folder):
            seconds = ask(engines.reader)
        back(engines)
        return seconds

    assert fewest_seconds(noticed, 3) < 3
    assert fewest_seconds(noticed_while_connecting, 3) < 3


def test_a_slow_question_is_answered_as_long_as_the_server_is_there(own_server: tuple[Path, Engines]) -> None:
    with own_server[1].reader.connect() as connection:
        assert connection.scalar(text("select 1 from pg_sleep(2.5)")) == 1


def test_an_error_tells_what_is_the_matter() -> None:
    assert trouble_of(psycopg.errors.DiskFull()) == "full"
    assert trouble_of(psycopg.errors.LockNotAvailable()) == "busy"
    assert trouble_of(psycopg.OperationalError()) == "away"
    assert away_since(psycopg.OperationalError()) is None


def test_the_pulse_is_asked_once_for_all_and_until_it_is_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.data.pulse.AGAIN_SECONDS", 0.01)
    answers = iter([psycopg.OperationalError(), psycopg.OperationalError(), None])

    def asked() -> tuple[int, ...]:
        if answer := next(answers):
            raise answer
        return ()

    pulse = Pulse(asked)
    pulse.demand()
    assert not pulse.beats()
    with pytest.raises(DatabaseAwayError):
        pulse.demand()
    deadline = time.monotonic() + PATIENCE
    while pulse.away_since and time.monotonic() < deadline:
        time.sleep(0.01)
    pulse.demand()
