"""One process of the database stands still while its server goes on: whoever waits for it is let go."""

import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import psutil
import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from dashboard.app import create_app
from dashboard.data import engine as engine_module
from dashboard.data import patience, pulse
from dashboard.data.engine import STATEMENT_SECONDS, Engines, open_engines, writing
from tests.conftest import Database
from tests.visiting import House, add_people, body_of, server_callbacks

MOST_SECONDS = 3.0
TRIES = 3
"""Of so many the fastest counts: this machine may have other things to do."""


@pytest.fixture
def patient(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engines]:
    """Give pools as the server has them; a machine that is busy besides does not pass for a frozen server."""
    for name in ("PULSE_SECONDS", "ASK_SECONDS"):
        monkeypatch.setattr(pulse, name, 30)
    monkeypatch.setattr(engine_module, "CONNECT_SECONDS", 30)
    engines = open_engines(database.settings, patient=True)
    yield engines
    engines.dispose()


@contextmanager
def frozen(*processes: int) -> Iterator[None]:
    """Hold some processes of the database still."""
    found = [psutil.Process(number) for number in processes]
    for process in found:
        process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        for process in found:
            process.send_signal(signal.SIGCONT)


def process_of(connection: Connection) -> int:
    """Give the number of the process that serves a connection."""
    return int(connection.scalar(text("select pg_backend_pid()")) or 0)


def pooled(engine: Engine) -> int:
    """Leave one connection in a pool; give its process."""
    with engine.connect() as connection:
        return process_of(connection)


@pytest.mark.parametrize("pool", ["reader", "writer", "listener", "owner"])
def test_a_pooled_connection_whose_process_stands_still_is_given_up(patient: Engines, pool: str) -> None:
    engine: Engine = getattr(patient, pool)
    process = pooled(engine)
    with frozen(process):
        asked_in_vain(engine)
        assert pooled(engine) != process, "the next one gets a connection of its own"
    assert patient.pulse is not None
    assert patient.pulse.away_since is None, "the server is there"


def test_nobody_waits_longer_for_it_than_for_a_frozen_server(patient: Engines) -> None:
    taken = []
    for _ in range(TRIES):
        with frozen(pooled(patient.reader)):
            taken.append(asked_in_vain(patient.reader))
    assert min(taken) < MOST_SECONDS


def asked_in_vain(engine: Engine) -> float:
    """Ask a question on a connection whose process stands still; give the seconds until it is given up."""
    started = time.perf_counter()
    with pytest.raises(OperationalError) as refusal, engine.connect() as connection:
        connection.execute(text("select 1"))
    assert isinstance(refusal.value.orig, patience.ProcessStuckError)
    return time.perf_counter() - started


def test_a_process_that_stops_in_the_middle_of_a_statement_is_given_up_when_the_server_would_have_ended_it(
    patient: Engines, monkeypatch: pytest.MonkeyPatch
) -> None:
    pooled(patient.reader)
    with patient.reader.connect() as connection, ThreadPoolExecutor(1) as pool:
        process = process_of(connection)
        driver = connection.connection.driver_connection
        assert isinstance(driver, patience.PatientConnection)
        assert driver.longest == STATEMENT_SECONDS + 1
        monkeypatch.setattr(driver, "longest", 2.0)
        answer = pool.submit(connection.execute, text("select pg_sleep(60)"))
        at_work(patient, process)
        with frozen(process), pytest.raises(OperationalError, match=f"process {process} of the database"):
            answer.result(30)


def at_work(engines: Engines, process: int) -> None:
    """Wait until a process is at work on a statement."""
    deadline = time.monotonic() + 30
    asked = text("select state = 'active' and query like '%pg_sleep%' from pg_stat_activity where pid = :process")
    with engines.owner.connect() as connection:
        while not connection.scalar(asked, {"process": process}):
            assert time.monotonic() < deadline
            connection.rollback()
            time.sleep(0.02)


def test_a_slow_statement_and_a_wait_for_a_lock_are_answered(patient: Engines) -> None:
    with writing(patient.owner) as holder, ThreadPoolExecutor(2) as pool:
        waiting = pool.submit(_take_the_lock, patient.writer)
        slow = pool.submit(_sleep, patient.reader)
        assert slow.result(60) == 1
        holder.execute(text("select 1"))
        assert not waiting.done()
        holder.commit()
        assert waiting.result(60) == 1


def _take_the_lock(engine: Engine) -> object:
    """Wait in the queue of all writers, as somebody before a page does."""
    with writing(engine, 60) as connection:
        return connection.scalar(text("select 1"))


def _sleep(engine: Engine) -> object:
    """Ask something that takes three looks at the pulse."""
    with engine.connect() as connection:
        return connection.scalar(text("select 1 from pg_sleep(3.5)"))


def test_a_page_says_so_and_is_there_when_it_is_asked_again(database: Database, patient: Engines) -> None:
    add_people(database)
    house = House(create_app(database.settings, patient), database)
    staff = house.signed_in("staff")
    name = next(name for name in server_callbacks(house.app) if "beneficiaries-kpis" in name)
    assert staff.call(body_of(house.app, name)).status_code == 200
    for pool in (patient.reader, patient.writer):
        with frozen(pooled(pool)):
            assert [staff.call(body_of(house.app, name)).status_code for _ in range(2)] == [503, 200]
            assert house.visitor().http.get("/health/ready").status_code == 200
