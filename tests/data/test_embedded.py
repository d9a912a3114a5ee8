"""The embedded PostgreSQL in one process: who may reach it, and where it keeps its things."""

import os
import shutil
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import psycopg
import pytest

from dashboard.data.embedded import EmbeddedPostgres, embedded_address, home
from dashboard.data.embedded.errors import FolderInUseError, UnsafeFolderError, UnusableFolderError

IS_ROOT = os.geteuid() == 0
NOBODY = 65534
as_root = pytest.mark.skipif(not IS_ROOT, reason="not applicable: this run has no root")


@pytest.fixture
def folder(data_folder: Path) -> Path:
    """Give an empty folder with a short path."""
    return data_folder


def ask(url: str, question: str) -> object:
    """Ask a server one question."""
    with psycopg.connect(url.replace("+psycopg", "")) as connection:
        return connection.execute(question).fetchone()[0]


def server_process(data: Path) -> psutil.Process:
    """Give the process of the server that works in a data folder."""
    where = Path((data / "home").read_text()) if (data / "home").exists() else data
    return psutil.Process(int((where / "postgres/cluster/postmaster.pid").read_text().splitlines()[0]))


def mode(path: Path) -> int:
    """Give the permission bits of a path."""
    return stat.S_IMODE(path.stat().st_mode)


def test_a_server_speaks_utf8_without_the_locales_of_the_machine(folder: Path) -> None:
    with EmbeddedPostgres(folder / "data", durable=False) as server:
        assert ask(server.url, "select current_setting('server_encoding') || ' ' || upper('ığüşöç')") == "UTF8 IĞÜŞÖÇ"
        assert ask(server.url, "show jit") == "off"


def test_it_listens_on_no_network(folder: Path) -> None:
    with EmbeddedPostgres(folder / "data", durable=False) as server:
        assert ask(server.url, "show listen_addresses") == ""
        listening = [c for c in server_process(folder / "data").net_connections("inet") if c.status == "LISTEN"]
        assert not listening


def test_it_asks_for_a_password_and_its_superuser_cannot_sign_in(folder: Path) -> None:
    with EmbeddedPostgres(folder / "data", durable=False) as server:
        socket = server.url.split("host=")[1].replace("%2F", "/")
        for user, password in (("dashboard", ""), ("dashboard", "wrong"), ("postgres", ""), ("postgres", "postgres")):
            with pytest.raises(psycopg.OperationalError):
                psycopg.connect(host=socket, user=user, password=password, dbname="dashboard").close()
        assert ask(server.url, "select rolsuper or rolbypassrls from pg_roles where rolname = current_user") is False


def test_only_its_own_user_reads_its_files(folder: Path) -> None:
    with EmbeddedPostgres(folder / "data", durable=False):
        assert mode(folder / "data/password") == 0o600
        assert mode(folder / "data/postgres.log") == 0o600
        assert mode(folder / "data/postgres/cluster") == 0o700
        assert mode(folder / "data/postgres/socket") == 0o700
    assert mode(folder) == 0o711, "a parent keeps the mode that it had"


@as_root
def test_root_hands_it_to_a_user_whom_nobody_else_shares(folder: Path) -> None:
    with EmbeddedPostgres(folder / "data", durable=False):
        user = server_process(folder / "data").uids().real
        assert user not in {0, NOBODY}
        assert mode(folder / "data/postgres") == 0o710
        attempt = subprocess.run(
            ["/bin/ls", folder / "data/postgres/socket"],
            user=NOBODY,
            group=NOBODY,
            extra_groups=[],
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Permission denied" in attempt.stderr


@as_root
def test_a_folder_that_the_server_cannot_reach_has_its_home_elsewhere(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(home, "REACHABLE", folder / "lib")
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    with EmbeddedPostgres(closed / "data", durable=False) as server:
        first = ask(server.url, "select system_identifier::text from pg_control_system()")
    with EmbeddedPostgres(closed / "data", durable=False) as server:
        assert ask(server.url, "select system_identifier::text from pg_control_system()") == first
    assert mode(closed) == 0o700


@as_root
def test_programs_that_the_server_cannot_reach_are_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dashboard.data.embedded import binaries  # noqa: PLC0415 - only this test looks inside.

    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    package = binaries.installed_binaries().parent.parent
    shutil.copytree(package / binaries.RELEASE, closed / package.name / binaries.RELEASE, symlinks=True)
    shutil.copytree(package.with_suffix(".libs"), closed / f"{package.name}.libs")
    monkeypatch.setattr(binaries, "installed_binaries", lambda: closed / package.name / binaries.RELEASE / "bin")
    with EmbeddedPostgres(folder / "data", durable=False) as server:
        assert server_process(folder / "data").exe().startswith(str(folder / "data/programs"))
        assert ask(server.url, "select 1") == 1


def test_a_very_long_path_works(folder: Path) -> None:
    long = folder / ("uzun-bir-klasör-adı-" * 5) / ("ikinci-" * 20)
    with EmbeddedPostgres(long, durable=False) as server:
        socket = Path(server.url.split("host=")[1].replace("%2F", "/"))
        assert ask(server.url, "select 1") == 1
        assert mode(socket) == 0o700
    assert not socket.exists()


def test_the_data_outlives_the_server(folder: Path) -> None:
    with EmbeddedPostgres(folder / "data") as server, psycopg.connect(server.url.replace("+psycopg", "")) as connection:
        connection.execute("create table kept as select 42 as n")
    with EmbeddedPostgres(folder / "data") as server:
        assert ask(server.url, "select n from kept") == 42


def test_a_second_start_on_the_folder_says_who_has_it(folder: Path) -> None:
    with EmbeddedPostgres(folder / "data", durable=False):
        with pytest.raises(FolderInUseError, match=f"{folder / 'data'}.*{os.getpid()}"):
            EmbeddedPostgres(folder / "data").start()
        assert server_process(folder / "data").is_running()


def test_a_short_command_uses_the_server_that_runs_already(folder: Path) -> None:
    with EmbeddedPostgres(folder / "data", durable=False) as server:
        with embedded_address(folder / "data") as address:
            assert address == server.url
        assert ask(server.url, "select 1") == 1, "and leaves it running"


def test_a_short_command_starts_a_server_for_itself_when_none_runs(folder: Path) -> None:
    with embedded_address(folder / "data") as address:
        process = server_process(folder / "data")
        assert ask(address, "select 1") == 1
    assert not process.is_running()


def test_a_short_command_waits_for_the_one_before_it(folder: Path) -> None:
    def second() -> object:
        with embedded_address(folder / "data") as address:
            return ask(address, "select 1")

    with ThreadPoolExecutor(1) as pool:
        with embedded_address(folder / "data") as address:
            waiting = pool.submit(second)
            time.sleep(1)
            assert not waiting.done()
            assert ask(address, "select 1") == 1
        assert waiting.result(timeout=60) == 1


def test_a_forked_worker_does_not_stop_the_server_of_its_parent(folder: Path) -> None:
    with EmbeddedPostgres(folder / "data", durable=False) as server:
        child = os.fork()
        if child == 0:
            server.stop()
            os._exit(0)
        os.waitpid(child, 0)
        assert ask(server.url, "select 1") == 1


def test_a_folder_that_everybody_may_write_in_is_refused(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data").chmod(0o777)
    with pytest.raises(UnsafeFolderError, match=str(folder)):
        EmbeddedPostgres(folder / "data").start()


@as_root
def test_the_folder_of_another_user_is_refused(folder: Path) -> None:
    (folder / "data").mkdir()
    os.chown(folder / "data", NOBODY, NOBODY)
    with pytest.raises(UnsafeFolderError, match=str(folder)):
        EmbeddedPostgres(folder / "data").start()


def test_a_file_in_the_place_of_the_folder_is_refused_in_words(folder: Path) -> None:
    (folder / "data").write_text("a file")
    with pytest.raises(UnusableFolderError, match="data"):
        EmbeddedPostgres(folder / "data" / "below").start()


def test_finding_the_programs_does_not_import_their_package() -> None:
    code = "import sys, dashboard.data.embedded.binaries as b; b.installed_binaries(); print(b.PACKAGE in sys.modules)"
    told = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "False"
