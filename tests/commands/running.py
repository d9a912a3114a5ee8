"""Commands as processes of their own, as a person starts them in a terminal."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from itertools import count
from pathlib import Path

import psutil

STRICT = ("-W", "error", "-W", "ignore:unclosed <socket:ResourceWarning")
"""Warnings are errors, but for the object that gunicorn forgets when it takes a bound socket over."""
PATIENCE = 120.0
"""Seconds; only a broken command needs them, whatever else the machine does."""
_ports = count(10_000 + os.getpid() * 97 % 20_000)
"""Those of test processes that run side by side lie apart."""


@contextmanager
def running(*arguments: str, **environment: str) -> Iterator[subprocess.Popen[str]]:
    """Hold a command `dashboard ...` with nothing but this environment, in a process group of its own."""
    command = subprocess.Popen(
        [sys.executable, *STRICT, "-m", "dashboard", *arguments],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
    )
    try:
        yield command
    finally:
        if command.poll() is None:
            os.killpg(command.pid, signal.SIGKILL)
        command.communicate()


def refusal(*arguments: str, **environment: str) -> str:
    """Give the one sentence with which a command refuses to start."""
    with running(*arguments, **environment) as command:
        said, complaint = command.communicate(timeout=PATIENCE)
    assert command.returncode not in {0, None}
    assert said == ""
    assert complaint.count("\n") == 1, complaint
    return complaint


def free_port() -> int:
    """Give a port that nobody listens on.

    It is none of those that a system hands out by itself, so that no other program is given it before the command.
    """
    for port in _ports:
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port
    raise AssertionError


def fetch(port: int, path: str) -> int:
    """Ask a server on this machine for a path; give the status."""
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    connection.request("GET", path)
    with connection.getresponse() as response:
        response.read()
        status = response.status
    connection.close()
    return status


def wait_for(port: int, path: str, command: subprocess.Popen[str]) -> int:
    """Wait until a command answers on its port; give the status of a path."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and command.poll() is None:
        try:
            return fetch(port, path)
        except ConnectionError:
            time.sleep(0.05)
    raise AssertionError(command.communicate(timeout=5))


def stop(command: subprocess.Popen[str], sent: signal.Signals) -> tuple[int, str]:
    """Send a signal to the command and its workers, as a terminal does; give exit code and complaints."""
    os.killpg(command.pid, sent)
    complaint = command.communicate(timeout=PATIENCE)[1]
    return command.returncode, complaint


def processor_seconds(command: subprocess.Popen[str]) -> float:
    """Give the processor time of a running command and of all that it has started."""
    own, spent = psutil.Process(command.pid), 0.0
    for process in (own, *own.children(recursive=True)):
        with suppress(psutil.NoSuchProcess):
            spent += sum(process.cpu_times()[:4])
    return spent


def servers_below(folder: Path) -> list[psutil.Process]:
    """Give the PostgreSQL servers that work below a folder."""
    found = psutil.process_iter(["name", "cmdline"])
    return [p for p in found if p.info["name"] == "postgres" and str(folder) in " ".join(p.info["cmdline"] or ())]
