"""A writer that stands still in the middle of a change does not keep all others from theirs for ever."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, make_url, select, text

from dashboard.data import engine as engine_module
from dashboard.data.embedded import EmbeddedPostgres
from dashboard.data.embedded.process import SETTINGS
from dashboard.data.engine import Engines, open_engines, writing
from dashboard.data.schema import versions
from dashboard.data.versions import draw_version
from dashboard.settings import Settings
from tests.commands.running import free_port
from tests.conftest import Database

SHORT = "1s"
"""Stands in for the quarter of an hour after which the server ends the change of a writer that stands still."""
CHILD = f"""
import sys
from dashboard.data import engine
from dashboard.data.versions import draw_version
from dashboard.settings import Settings
engine.WRITER_SESSION["idle_in_transaction_session_timeout"] = "{SHORT}"
engines = engine.open_engines(Settings(database_url=sys.argv[1], database_roles="test"))
with engine.writing(getattr(engines, sys.argv[2])) as connection:
    draw_version(connection, "load", "frozen", "test")
    print("holds the lock", flush=True)
    sys.stdin.readline()
    draw_version(connection, "load", "too late", "test")
print("committed", flush=True)
"""


@contextmanager
def stopped(url: str, pool: str, code: str = CHILD) -> Iterator["subprocess.Popen[str]"]:
    """Hold a process still that has begun a change and has the lock of all writers."""
    command = [sys.executable, "-c", code, url, pool]
    pipes = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    process = subprocess.Popen(command, text=True, **pipes)  # type: ignore[call-overload]
    try:
        assert process.stdout.readline() == "holds the lock\n"
        process.send_signal(signal.SIGSTOP)
        yield process
    finally:
        process.kill()
        process.communicate()


def newest(engine: Engine) -> int:
    """Give the newest data version."""
    with engine.connect() as connection:
        return int(connection.scalar(select(func.max(versions.c.version))) or 0)


@pytest.mark.parametrize("pool", ["writer", "owner"])
def test_the_others_go_on_and_what_it_had_begun_is_undone(database: Database, pool: str) -> None:
    before = newest(database.engines.owner)
    with stopped(database.url, pool) as process:
        started = time.monotonic()
        with writing(database.engines.writer, patience=60) as connection:
            assert draw_version(connection, "edit", "next", "test") == before + 1
        assert time.monotonic() - started < 30
        process.send_signal(signal.SIGCONT)
        said, told = process.communicate("\n", timeout=60)
        assert "committed" not in said
        assert process.returncode == 1
        assert "idle-in-transaction timeout" in told
    assert newest(database.engines.owner) == before + 1


@pytest.fixture
def hasty(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engines]:
    """Give pools whose writers may stand still for a second."""
    monkeypatch.setitem(engine_module.WRITER_SESSION, "idle_in_transaction_session_timeout", SHORT)
    engines = open_engines(database.settings)
    yield engines
    engines.dispose()


def test_a_long_statement_and_a_long_wait_in_the_queue_are_no_standstill(hasty: Engines) -> None:
    with ThreadPoolExecutor(1) as pool, writing(hasty.writer) as connection:
        waiting = pool.submit(newest_in_turn, hasty.writer)
        connection.execute(text("select pg_sleep(2.5)"))
        version = draw_version(connection, "load", "long", "test")
        assert not waiting.done()
        connection.commit()
        assert waiting.result(60) == version


def newest_in_turn(engine: Engine) -> int:
    """Give the newest data version once it is the turn of this change."""
    with writing(engine) as connection:
        return int(connection.scalar(select(func.max(versions.c.version))) or 0)


def test_a_writer_may_stand_still_as_long_as_no_honest_load_does(database: Database) -> None:
    for engine in (database.engines.writer, database.engines.owner):
        with engine.connect() as connection:
            assert connection.scalar(text("show idle_in_transaction_session_timeout")) == "15min"
            assert connection.scalar(text("show statement_timeout")) == "0"


READER = f"""
import sys
from dashboard.data import engine
from dashboard.settings import Settings
engine.WRITER_SESSION["tcp_user_timeout"] = "{SHORT}"
engines = engine.open_engines(Settings(database_url=sys.argv[1]))
many = "copy (select repeat('x', 1000) from generate_series(1, 1000000)) to stdout"
with engine.writing(engines.owner) as connection, connection.connection.cursor() as cursor, cursor.copy(many) as rows:
    next(iter(rows))
    print("holds the lock", flush=True)
    sys.stdin.readline()
    print(sum(1 for _ in rows))
"""  # noqa: S608  The test's own query.
OVER_TCP = "\nhost all all 127.0.0.1/32 scram-sha-256\n"


def test_one_that_stops_reading_over_the_network_is_given_up_too(
    data_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    port = free_port()
    monkeypatch.setitem(SETTINGS, "listen_addresses", "127.0.0.1")
    monkeypatch.setitem(SETTINGS, "port", str(port))
    with EmbeddedPostgres(data_folder, durable=False) as server:
        rules = next(data_folder.rglob("pg_hba.conf"))
        rules.write_text(rules.read_text() + OVER_TCP)
        os.kill(int(next(data_folder.rglob("postmaster.pid")).read_text().split()[0]), signal.SIGHUP)
        url = make_url(server.url).set(host="127.0.0.1", port=port, query={}).render_as_string(hide_password=False)
        engines = open_engines(Settings(database_url=url))
        with stopped(url, "owner", READER), writing(engines.owner, patience=60) as connection:
            assert connection.scalar(text("show tcp_user_timeout")) == "900000"
        engines.dispose()
