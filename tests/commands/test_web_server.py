"""The web server inside a command: requests in flight, signals, and workers that must not tidy up after the command."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http.client import HTTPConnection
from pathlib import Path

import psutil
import pytest

from dashboard.commands.web_server import ListeningRefusedError, open_port
from tests.commands.running import PATIENCE, STRICT, fetch

PROGRAM = """
import os, sys, time
from flask import Flask
from dashboard.commands import web_server
from dashboard.settings import Settings

def create_app(*_, **__):
    app = type("App", (), {"server": Flask("slow"), "index": lambda self: None, "_setup_server": lambda self: None})()
    app.server.add_url_rule("/", view_func=lambda: "quick", endpoint="quick")
    parts = lambda: ((begin() if not n else time.sleep(0.3)) or "part\\n" for n in range(10))
    app.server.add_url_rule("/stream", view_func=lambda: app.server.response_class(parts()), endpoint="stream")
    app.server.add_url_rule("/slow", view_func=slow, endpoint="slow")
    return app

def begin():
    os.write(begun, b"x")

def slow():
    begin()
    time.sleep(1.5)
    return "slow"

begun = os.open(sys.argv[1], os.O_WRONLY | os.O_APPEND)
web_server.create_app = create_app
web_server.open_engines = web_server.keep_ready = lambda *_, **__: None
listener = web_server.open_port("127.0.0.1", 0)
port = listener.getsockname()[1]
ready = lambda: print(port, flush=True)
code = web_server.WebServer(Settings(), listener, 2, ready, ends_with_terminal=True).serve()
print("tidied up", flush=True)
sys.exit(code)
"""


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """Give the file that grows by a letter when a slow request or a stream has begun."""
    path = tmp_path / "begun"
    path.touch()
    return path


def await_begun(begun: Path, requests: int) -> None:
    """Wait until some requests are being answered."""
    deadline = time.monotonic() + PATIENCE
    while begun.stat().st_size < requests:
        assert time.monotonic() < deadline
        time.sleep(0.02)


@pytest.fixture
def server(begun: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """Give a command with a slow app, and its port."""
    command = subprocess.Popen(
        [sys.executable, *STRICT, "-c", PROGRAM, str(begun)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
    )
    assert command.stdout is not None
    yield command, int(command.stdout.readline())
    if command.poll() is None:
        os.killpg(command.pid, signal.SIGKILL)
    command.communicate()


@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGHUP])
def test_requests_in_flight_are_finished(
    server: tuple[subprocess.Popen[str], int], begun: Path, sent: signal.Signals
) -> None:
    command, port = server
    assert fetch(port, "/") == 200
    with ThreadPoolExecutor(4) as pool:
        flying = [pool.submit(fetch, port, "/slow") for _ in range(4)]
        await_begun(begun, 4)
        os.kill(command.pid, sent)
        assert [request.result() for request in flying] == [200] * 4
    assert command.communicate(timeout=PATIENCE) == ("tidied up\n", "")
    assert command.returncode == 0


def test_more_requests_than_workers_are_finished_and_so_is_what_is_being_streamed(
    server: tuple[subprocess.Popen[str], int], begun: Path
) -> None:
    command, port = server
    assert fetch(port, "/") == 200

    def sent(path: str) -> HTTPConnection:
        connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("GET", path)
        return connection

    def answer(connection: HTTPConnection) -> bytes:
        with closing(connection):
            return connection.getresponse().read()

    streams = [sent("/stream") for _ in range(2)]
    await_begun(begun, 2)
    flying = [sent("/slow") for _ in range(20)]
    await_begun(begun, 4)
    with ThreadPoolExecutor(22) as pool:
        answers = [pool.submit(answer, connection) for connection in (*streams, *flying)]
        os.kill(command.pid, signal.SIGTERM)
        assert [one.result() for one in answers] == [*[b"part\n" * 10] * 2, *[b"slow"] * 20]
    assert command.communicate(timeout=PATIENCE) == ("tidied up\n", "")


def test_a_connection_waits_for_the_next_request_but_not_the_end_for_it(
    server: tuple[subprocess.Popen[str], int],
) -> None:
    command, port = server
    kept = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    kept.connect()
    kept.auto_open = 0  # A connection that was closed is not opened again in silence.
    for pause in (2.5, 0):
        kept.request("GET", "/")
        assert kept.getresponse().read() == b"quick"
        time.sleep(pause)
    os.kill(command.pid, signal.SIGTERM)
    assert command.communicate(timeout=20) == ("tidied up\n", "")
    kept.close()


def test_ctrl_c_ends_workers_and_command_once(server: tuple[subprocess.Popen[str], int]) -> None:
    command, port = server
    assert fetch(port, "/") == 200
    os.killpg(command.pid, signal.SIGINT)
    assert command.communicate(timeout=PATIENCE) == ("tidied up\n", ""), "only the command tidies up, not each worker"
    assert command.returncode == 0


def test_signals_that_meet_each_other_end_workers_all_the_same(server: tuple[subprocess.Popen[str], int]) -> None:
    command, port = server
    assert fetch(port, "/") == 200
    workers = psutil.Process(command.pid).children()
    for _ in range(200):
        for worker in workers:
            with suppress(psutil.NoSuchProcess):
                worker.send_signal(signal.SIGINT)
                worker.send_signal(signal.SIGQUIT)
    os.killpg(command.pid, signal.SIGINT)
    assert command.communicate(timeout=PATIENCE) == ("tidied up\n", "")
    assert command.returncode == 0


def test_a_worker_that_is_killed_is_replaced(server: tuple[subprocess.Popen[str], int]) -> None:
    command, port = server
    assert fetch(port, "/") == 200
    for worker in psutil.Process(command.pid).children():
        worker.kill()
    time.sleep(0.2)
    assert fetch(port, "/") == 200


def test_an_address_that_is_not_ours_is_said_in_words() -> None:
    with pytest.raises(ListeningRefusedError, match=r"203\.0\.113\.7"):
        open_port("203.0.113.7", 8050)
