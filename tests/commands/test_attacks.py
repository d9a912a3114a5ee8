"""Attacks on the running server: two gunicorn workers, asked over plain sockets as nobody's browser would."""

import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from urllib.parse import urlencode

import psutil
import pytest

from dashboard.access import accounts
from dashboard.access.throttle import TRIES
from tests.commands.running import PATIENCE, free_port, running, wait_for
from tests.conftest import Database, Server
from tests.promised_seconds import fewest_seconds
from tests.visiting import PASSWORD, add_people

KEY = "k8Jq2vXw9LmZr4TnYb6HcDfGs1PaEuQo"
MEGABYTE = 1_000_000
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@dataclass(frozen=True, slots=True)
class Running:
    """A server with two workers."""

    port: int
    command: subprocess.Popen[str]
    database: Database

    def ask(self, method: str, path: str, body: str | None = None, **headers: str) -> tuple[int, dict[str, str], str]:
        """Ask on a connection of its own, so that either worker may answer; give status, headers and body."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.request(method, path, body, headers)
        answer: HTTPResponse = connection.getresponse()
        headers = {name.lower(): ", ".join(answer.headers.get_all(name, [])) for name in answer.headers}
        told = answer.status, headers, answer.read().decode()
        connection.close()
        return told

    def sign_in(self, username: str, password: str = PASSWORD, **headers: str) -> tuple[int, dict[str, str], str]:
        """Open the form of sign-in and send it; the session's cookie is in the answer's headers."""
        _, told, form = self.ask("GET", "/login")
        found = re.search(r'name="csrf_token" value="([^"]+)"', form)
        assert found
        fields = {"username": username, "password": password, "csrf_token": found[1], "next": "/"}
        cookie = told["set-cookie"].partition(";")[0]
        return self.ask("POST", "/login", urlencode(fields), Cookie=cookie, **FORM, **headers)

    def session(self, username: str, password: str = PASSWORD) -> str:
        """Give the cookie of somebody who has just signed in."""
        status, told, _ = self.sign_in(username, password)
        assert status == 302
        found = re.search(r"session=[^;]+", told["set-cookie"])
        assert found
        return found[0]

    def everywhere(self, cookie: str) -> set[int]:
        """Give the statuses with which both workers meet a cookie."""
        return {self.ask("GET", "/_dash-layout", Cookie=cookie)[0] for _ in range(12)}

    def raw(self, data: bytes) -> bytes:
        """Send bytes and give what comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE) as connection:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65536), b""))

    def memory(self) -> int:
        """Give the bytes that the workers hold."""
        return sum(worker.memory_info().rss for worker in psutil.Process(self.command.pid).children())


@contextmanager
def served(database: Database) -> Iterator[Running]:
    """Hold a server over a database."""
    port = free_port()
    environment = {
        "DASHBOARD_DATABASE_URL": database.url,
        "DASHBOARD_DATABASE_ROLES": "test",
        "DASHBOARD_SECRET_KEY": KEY,
    }
    with running("serve", "--port", str(port), **environment) as command:
        wait_for(port, "/health/ready", command)
        yield Running(port, command, database)


@pytest.fixture(scope="module")
def people(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give a database with people of every role."""
    copy = postgres.create("attacked", migrated)
    add_people(copy)
    yield copy
    postgres.drop(copy)


@pytest.fixture(scope="module")
def server(people: Database) -> Iterator[Running]:
    """Give a server that the tests of this module share."""
    with served(people) as found:
        yield found


def flood(server: Running, head: bytes, piece: bytes, times: int) -> tuple[bytes, float]:
    """Send a body that is too large; give the answer's first line and how long it took."""
    begun = time.monotonic()
    with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
        connection.sendall(head)
        try:
            for _ in range(times):
                connection.sendall(piece)
        except (BrokenPipeError, ConnectionResetError):
            pass  # The server has answered and hung up.
        try:
            answer = connection.recv(65536)
        except ConnectionResetError:
            answer = b""
    return answer.partition(b"\r\n")[0], time.monotonic() - begun


@pytest.mark.parametrize("path", ["/login", "/_dash-update-component"])
def test_a_body_of_sixty_megabytes_is_refused_at_once_and_not_kept(server: Running, path: str) -> None:
    head = f"POST {path} HTTP/1.1\r\nHost: x\r\nCookie: {server.session('staff')}\r\nContent-Length: 60000000\r\n\r\n"
    before = server.memory()

    def refused() -> float:
        begun = time.monotonic()
        with socket.create_connection(("127.0.0.1", server.port), timeout=PATIENCE) as connection:
            connection.sendall(head.encode())
            assert connection.recv(65536).startswith(b"HTTP/1.1 413")
        return time.monotonic() - begun

    assert fewest_seconds(refused, 1) < 1
    assert server.memory() - before < 50 * MEGABYTE


def test_a_body_in_pieces_that_never_end_is_refused_too(server: Running) -> None:
    before = server.memory()
    form = b"Content-Type: application/x-www-form-urlencoded"
    head = b"POST /login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n%s\r\n\r\n" % form
    piece = b"ffff\r\n" + b"x" * 0xFFFF + b"\r\n"

    def refused() -> float:
        told, seconds = flood(server, head, piece, 900)
        assert told in {b"HTTP/1.1 400 BAD REQUEST", b"HTTP/1.1 413 REQUEST ENTITY TOO LARGE", b""}
        return seconds

    assert fewest_seconds(refused, 5) < 5
    assert server.memory() - before < 50 * MEGABYTE
    assert server.ask("GET", "/health/live")[0] == 200


HEADERS = ("x-content-type-options: nosniff", "content-security-policy: ", "referrer-policy: ", "x-frame-options: deny")


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (b"GARBAGE\r\n\r\n", b" 400 "),
        (b"GET / HTTP/9.9\r\n\r\n", b" 400 "),
        (b"GET / HTTP/1.1\r\nHost: x\r\nBad Header: x\r\n\r\n", b" 400 "),
        (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 9000 + b"\r\n\r\n", b" 431 "),
        (b"GET /" + b"a" * 9000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", b" 414 "),
        (b"POST /login HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n", b" 400 "),
        (b"POST /login HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", b" 400 "),
        (b"GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", b" 401 "),
    ],
    ids=["no HTTP", "version", "header", "long header", "long address", "encoding", "smuggling", "stranger"],
)
def test_what_is_no_request_is_refused_under_the_same_headers(server: Running, sent: bytes, status: bytes) -> None:
    answer = server.raw(sent)
    head = answer.partition(b"\r\n\r\n")[0].decode().lower()
    assert status in answer.partition(b"\r\n")[0] + b" "
    assert [name for name in HEADERS if name not in head] == []


def test_a_session_ends_in_both_workers_at_once(server: Running) -> None:
    acts = {
        "staff": lambda c: accounts.disable(c, "staff", actor="test"),
        "manager": lambda c: accounts.reset(c, "manager", actor="test"),
        "feedback": lambda c: accounts.change_role(c, "feedback", "staff", actor="test"),
    }
    cookies = {name: server.session(name) for name in (*acts, "admin")}
    assert {status for cookie in cookies.values() for status in server.everywhere(cookie)} == {200}
    for name, act in acts.items():
        with server.database.engines.writer.begin() as connection:
            act(connection)
        assert server.everywhere(cookies[name]) == {401}, name
    assert server.ask("POST", "/logout", "", Cookie=cookies["admin"])[0] == 302
    assert server.everywhere(cookies["admin"]) == {401}
    with server.database.engines.writer.begin() as connection:
        accounts.enable(connection, "staff", actor="test")
    assert server.everywhere(cookies["staff"]) == {401}


def test_guessing_rests_from_the_eleventh_try_and_after_a_restart(server: Running, people: Database) -> None:
    statuses = [
        server.sign_in("funder-wb", f"guess {n}", **{"X-Forwarded-For": f"203.0.113.{n}"})[0] for n in range(TRIES)
    ]
    assert statuses == [401] * TRIES
    status, told, _ = server.sign_in("funder-wb", PASSWORD)
    assert (status, 0 < int(told["retry-after"]) <= 300) == (429, True)
    with served(people) as restarted:
        assert restarted.sign_in("funder-wb", PASSWORD)[0] == 429
        os.killpg(restarted.command.pid, signal.SIGTERM)
        said, complaint = restarted.command.communicate(timeout=60)
    assert "guess" not in said + complaint
    assert PASSWORD not in said + complaint


def test_the_log_of_the_server_holds_no_secret(people: Database) -> None:
    with people.engines.writer.begin() as connection:
        handed_over = accounts.create_account(connection, "new", "staff", actor="test")
        connection.exec_driver_sql("delete from sign_in_attempts")
    with served(people) as running_server:
        assert running_server.sign_in("new", "typed wrong")[0] == 401
        cookie = running_server.session("new", handed_over)
        running_server.ask("GET", f"/calendar/{'ab' * 40}.ics?key=typed", Cookie=cookie)
        os.killpg(running_server.command.pid, signal.SIGTERM)
        said, complaint = running_server.command.communicate(timeout=60)
    everything = said + complaint
    assert '"action": "sign_in"' in everything
    assert len([line for line in everything.splitlines() if '"action"' in line]) == 2
    for secret in (handed_over, "typed wrong", cookie.partition("=")[2], "ab" * 40, KEY, "argon2"):
        assert secret not in everything
