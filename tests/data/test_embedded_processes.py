"""The embedded PostgreSQL among real processes: killed, interrupted, started twice, by root and by an ordinary user."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

PROGRAM = """
import os, sys, time
from pathlib import Path
from dashboard.data.embedded import EmbeddedPostgres, EmbeddedPostgresError
from dashboard.i18n import catalogue
catalogue("tr")
if user := int(sys.argv[2]):
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)
try:
    with EmbeddedPostgres(Path(sys.argv[1])) as server:
        print(server.url, flush=True)
        time.sleep(600)
except EmbeddedPostgresError as error:
    sys.exit(str(error))
except KeyboardInterrupt:
    sys.exit(0)
"""
IS_ROOT = os.geteuid() == 0
NOBODY = 65534


def start(data: Path, user: int | None) -> subprocess.Popen[str]:
    """Start a command that owns a data folder, as its own process group like in a terminal.

    It becomes an ordinary user by itself, because the Python of root may be out of that user's reach.
    """
    return subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(data), str(user or 0)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        process_group=0,
        cwd="/",
    )


def address(command: subprocess.Popen[str]) -> str:
    """Wait for the address that a command prints once its server is up."""
    assert command.stdout is not None
    line = command.stdout.readline().strip()
    assert line, command.communicate()[1]
    return line.replace("+psycopg", "")


def finish(command: subprocess.Popen[str], sent: signal.Signals) -> tuple[int, str]:
    """Send a signal to the whole group, as a terminal does; give the exit code and what it said."""
    os.killpg(command.pid, sent)
    said = command.communicate(timeout=30)[1]
    return command.returncode, said


def servers(data: Path) -> list[psutil.Process]:
    """Give the servers that work below a data folder."""
    running = psutil.process_iter(["name", "cmdline"])
    return [p for p in running if p.info["name"] == "postgres" and str(data) in " ".join(p.info["cmdline"] or ())]


USUAL, ORDINARY = "the user of this run", "an ordinary user"
BOTH = pytest.mark.parametrize("user", [USUAL, ORDINARY], indirect=True)


@pytest.fixture(params=[USUAL, pytest.param(ORDINARY, marks=pytest.mark.exhaustive)])
def user(request: pytest.FixtureRequest) -> int | None:
    """Give the user who runs the commands: None for the user of this run, who may be root."""
    if request.param == USUAL:
        return None
    if not IS_ROOT:
        pytest.skip("not applicable: without root every run is that of an ordinary user")
    return NOBODY


@pytest.fixture
def data(user: int | None) -> Iterator[Path]:
    """Give a data folder of that user, and end every server that a failing test leaves in it."""
    folder = Path(tempfile.mkdtemp(prefix="uyum-", dir="/tmp"))
    folder.chmod(0o711)
    if user is not None:
        os.chown(folder, user, user)
    yield folder / "data"
    for server in servers(folder):
        server.kill()
    shutil.rmtree(folder)


def test_ctrl_c_ends_the_database_cleanly(data: Path, user: int | None) -> None:
    command = start(data, user)
    address(command)
    code, said = finish(command, signal.SIGINT)
    assert (code, said) == (0, "")
    assert not servers(data)
    assert "database system is shut down" in (data / "postgres.log").read_text()


@BOTH
def test_the_server_never_runs_as_root(data: Path, user: int | None) -> None:
    command = start(data, user)
    address(command)
    owners = {process.uids().real for process in servers(data)}
    finish(command, signal.SIGINT)
    assert 0 not in owners
    assert owners if user is None else owners == {user}


def test_after_a_kill_the_next_start_ends_the_orphan_and_keeps_the_data(data: Path, user: int | None) -> None:
    killed = start(data, user)
    with psycopg.connect(address(killed)) as connection:
        connection.execute("create table kept as select 42 as n")
    finish(killed, signal.SIGKILL)
    orphans = servers(data)
    assert orphans, "a killed command cannot stop its server"

    following = start(data, user)
    with psycopg.connect(address(following)) as connection:
        assert connection.execute("select n from kept").fetchone() == (42,)
    assert not [process for process in orphans if process.is_running()]
    assert finish(following, signal.SIGINT)[0] == 0
    assert not servers(data)


def test_after_a_kill_of_the_server_itself_the_next_start_recovers(data: Path, user: int | None) -> None:
    command = start(data, user)
    with psycopg.connect(address(command)) as connection:
        connection.execute("create table kept as select 42 as n")
    for process in servers(data):
        process.kill()
    finish(command, signal.SIGINT)

    following = start(data, user)
    with psycopg.connect(address(following)) as connection:
        assert connection.execute("select n from kept").fetchone() == (42,)
    assert finish(following, signal.SIGINT)[0] == 0


def test_the_second_of_two_starts_says_so_in_one_sentence(data: Path, user: int | None) -> None:
    first = start(data, user)
    url = address(first)
    second = start(data, user)
    said = second.communicate(timeout=30)[1]
    assert second.returncode != 0
    assert said.count("\n") == 1
    assert str(first.pid) in said
    assert "Traceback" not in said
    with psycopg.connect(url) as connection:
        assert connection.execute("select 1").fetchone() == (1,)
    assert finish(first, signal.SIGINT)[0] == 0


def test_a_program_that_has_got_the_old_process_number_is_left_alone(data: Path, user: int | None) -> None:
    command = start(data, user)
    address(command)
    finish(command, signal.SIGINT)
    innocent = subprocess.Popen(["/bin/sleep", "60"], user=user)
    pid_file = data / "postgres/cluster/postmaster.pid"
    pid_file.write_text(f"{innocent.pid}\n{pid_file.parent}\n{int(time.time())}\n5432\n/tmp\n\n\nready\n")

    following = start(data, user)
    address(following)
    assert innocent.poll() is None
    assert finish(following, signal.SIGINT)[0] == 0
    innocent.kill()
    innocent.wait()


def test_a_cluster_whose_birth_was_killed_is_born_again(data: Path, user: int | None) -> None:
    for delay in (0.35, 0.45, 0.6):
        command = start(data, user)
        time.sleep(delay)
        finish(command, signal.SIGKILL)
        for process in servers(data):
            process.kill()
    command = start(data, user)
    with psycopg.connect(address(command)) as connection:
        assert connection.execute("select current_user").fetchone() == ("dashboard",)
    assert finish(command, signal.SIGINT)[0] == 0
