"""`dashboard demo` as a new user meets it: one command, an address, accounts that work, and Ctrl-C."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest
from sqlalchemy import insert

from dashboard.commands.demo import OwnDataError, prepare
from dashboard.data.contents import Contents, Kind, mark_example, read_contents
from dashboard.data.demo import ACTOR, edition
from dashboard.data.loading import load_files
from dashboard.data.schema import loads, sources
from dashboard.data.versions import draw_version
from tests.commands.running import fetch, free_port, processor_seconds, refusal, running, servers_below, stop, wait_for
from tests.conftest import Database, short_folder

ACCOUNTS = ("admin", "manager", "staff", "feedback", "funder-wb", "funder-eu")
SECOND_START_SECONDS = 5.0
ROWS = "600"


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Give one data folder for the life of a demo: its first start and the ones after it."""
    with short_folder() as parent:
        yield parent / "data"


def welcome(command: subprocess.Popen[str]) -> str:
    """Give everything a demo says until it waits for Ctrl-C."""
    assert command.stdout is not None
    said = ""
    for line in command.stdout:
        said += line
        if "Ctrl-C" in line:
            return said
    raise AssertionError(command.communicate(timeout=10))


def sign_in(address: str, username: str, password: str) -> str:
    """Sign in like a browser; give the address it ends at."""
    browser = build_opener(HTTPCookieProcessor(CookieJar()))
    with browser.open(f"{address}/login") as page:
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.read().decode())
    assert token
    form = urlencode({"username": username, "password": password, "csrf_token": token[1], "next": "/"}).encode()
    with browser.open(f"{address}/login", form) as answer:
        return str(answer.geturl())


def test_the_first_start_ends_with_an_address_and_accounts_that_work(folder: Path) -> None:
    port = free_port()
    with running("demo", "--port", str(port), "--data-dir", str(folder), "--rows", ROWS) as command:
        said = welcome(command)
        address = f"http://127.0.0.1:{port}"
        assert address in said
        assert fetch(port, "/login") == 200
        for account in ACCOUNTS:
            password = re.search(rf"^ +{account} +(\S+)$", said, re.MULTILINE)
            assert password, account
            assert not sign_in(address, account, password[1]).startswith(f"{address}/login"), account
        assert servers_below(folder)
        code, complaint = stop(command, signal.SIGINT)
    assert code == 0
    assert "Traceback" not in complaint
    assert not servers_below(folder)


def test_a_second_start_uses_the_data_again_and_is_quick(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    port = free_port()
    with running("demo", "--port", str(port), "--data-dir", str(folder), "--rows", ROWS) as command:
        assert wait_for(port, "/login", command) == 200
        taken = processor_seconds(command)
        stop(command, signal.SIGINT)
    with capsys.disabled():
        sys.stdout.write(f"\nsecond start of the demo: {taken:.1f} s of the processor\n")
    assert taken < 4 * SECOND_START_SECONDS, "generous: two processors are at work"


@pytest.mark.exhaustive
def test_one_password_may_be_chosen_for_all(folder: Path) -> None:
    chosen = "a-chosen-pass-phrase"
    arguments = ("demo", "--port", "0", "--data-dir", str(folder), "--rows", ROWS)
    with running(*arguments, DASHBOARD_DEMO_PASSWORD=chosen) as command:
        said = welcome(command)
        assert said.count(chosen) == len(ACCOUNTS)
        address = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert address
        assert not sign_in(address[0], "staff", chosen).endswith("/login")
        stop(command, signal.SIGINT)


@pytest.mark.exhaustive
def test_two_demos_on_one_folder_say_so(folder: Path) -> None:
    arguments = ("demo", "--port", "0", "--data-dir", str(folder), "--rows", ROWS)
    with running(*arguments) as first:
        welcome(first)
        assert str(first.pid) in refusal(*arguments)
        assert stop(first, signal.SIGINT) == (0, "")


def test_a_taken_port_is_said_at_once(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert port in refusal("demo", "--port", port, "--data-dir", str(folder))


@pytest.mark.exhaustive
def test_a_demo_that_was_killed_starts_again(folder: Path) -> None:
    arguments = ("demo", "--port", "0", "--data-dir", str(folder), "--rows", ROWS)
    with running(*arguments) as killed:
        welcome(killed)
        stop(killed, signal.SIGKILL)
    assert servers_below(folder), "nobody could stop the database"
    with running(*arguments) as following:
        welcome(following)
        assert stop(following, signal.SIGINT) == (0, "")
    assert not servers_below(folder)


def test_ctrl_c_while_the_example_is_loading_leaves_nothing_running(data_folder: Path) -> None:
    folder = data_folder / "data"
    with running("demo", "--port", "0", "--data-dir", str(folder)) as command:
        while not (folder / "password").exists():
            assert command.poll() is None
            time.sleep(0.02)
        time.sleep(0.5)
        for _ in range(10):
            # Python drops an interrupt that meets a destructor; then a person presses the keys again.
            os.killpg(command.pid, signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                command.wait(5)
                break
    assert command.returncode == 130
    assert not servers_below(folder)


def test_somebodys_own_data_are_never_touched(database: Database) -> None:
    with database.engines.owner.begin() as connection:
        version = draw_version(connection, "load", "own", "ayşe")
        source = connection.scalar(insert(sources).values(name="own", kind="reach").returning(sources.c.id))
        columns = {
            "mode": "add",
            "file_name": "own.csv",
            "content_digest": "",
            "accepted": 1,
            "duplicate": 0,
            "warned": 0,
        }
        connection.execute(insert(loads).values(version=version, source_id=source, **columns))
    for fresh in (False, True):
        with pytest.raises(OwnDataError):
            prepare(database.settings, None, None, fresh=fresh)


def test_a_database_says_whether_its_example_is_whole(database: Database) -> None:
    owner = database.engines.owner
    seen = []
    for mark in ({"done": False}, {"done": True}, {"done": True, "rows": 5000, "edition": "ab"}):
        mark_example(owner, **mark)  # type: ignore[arg-type]
        with owner.connect() as connection:
            seen.append(read_contents(connection, ACTOR))
    assert seen == [Contents(Kind.UNFINISHED), Contents(Kind.EXAMPLE), Contents(Kind.EXAMPLE, 5000, "ab")]


def edition_in(database: Database) -> str:
    with database.engines.owner.connect() as connection:
        return read_contents(connection, ACTOR).edition


def test_an_example_of_an_earlier_release_is_made_anew_unless_files_were_added_to_it(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int | None] = []
    monkeypatch.setattr("dashboard.commands.demo.load_demo", lambda _, rows, *__: made.append(rows))
    for _ in range(2):
        prepare(database.settings, 600, None, fresh=False).dispose()
    assert made == [600]
    mark_example(database.engines.owner, done=True, rows=600, edition="earlier")
    prepare(database.settings, None, None, fresh=False).dispose()
    assert (made, edition_in(database)) == ([600, 600], edition())
    own = tmp_path / "goals.csv"
    own.write_text("code,name_tr,kind\nOWN,Kendi kuruluşumuz,other\n", "utf-8")
    assert not load_files(database.engines, [own], actor="ayşe").refused
    mark_example(database.engines.owner, done=True, edition="earlier")
    prepare(database.settings, None, None, fresh=False).dispose()
    assert (made, edition_in(database)) == ([600, 600], "earlier")
