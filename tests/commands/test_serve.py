"""`dashboard serve`: what it refuses, how it answers, how it ends."""

import os
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import SecretStr

from dashboard.commands.serve import UnprotectedHostError, WeakKeyError, demand_safety
from dashboard.settings import Settings
from tests.commands.running import fetch, free_port, refusal, running, servers_below, stop, wait_for
from tests.conftest import Database

EVERYWHERE = "0.0.0.0"  # noqa: S104 - only asked about.
KEY = "k8Jq2vXw9LmZr4TnYb6HcDfGs1PaEuQo"


def settings(key: str | None = KEY, public_url: str | None = None) -> Settings:
    """Give settings with a key and a public address."""
    return Settings(secret_key=SecretStr(key) if key else None, public_url=public_url)


@pytest.mark.parametrize(
    "key",
    [
        None,
        "short",
        KEY[:31],
        "a" * 64,
        "0123456701234567012345670123456701234567",
        "change-me-change-me-change-me-change-me",
        "this-is-an-example-key-of-48-characters-in-total",
        "MY-SECRET-KEY-0123456789-abcdefghijklmnopqrstuvwxyz",
    ],
)
def test_a_key_that_could_be_guessed_is_refused(key: str | None) -> None:
    with pytest.raises(WeakKeyError, match="DASHBOARD_SECRET_KEY"):
        demand_safety("127.0.0.1", settings(key))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.53", "::1", "localhost"])
def test_a_good_key_serves_this_machine(host: str) -> None:
    demand_safety(host, settings())


@pytest.mark.parametrize("host", [EVERYWHERE, "::", "192.168.1.20", "dashboard.example.org", ""])
@pytest.mark.parametrize("url", [None, "http://dashboard.example.org"])
def test_a_network_without_https_is_refused(host: str, url: str | None) -> None:
    with pytest.raises(UnprotectedHostError, match="DASHBOARD_PUBLIC_URL"):
        demand_safety(host, settings(public_url=url))


def test_a_network_behind_https_is_served() -> None:
    demand_safety(EVERYWHERE, settings(public_url="https://dashboard.example.org"))


def test_without_a_key_the_command_ends_with_one_sentence(database: Database) -> None:
    assert "DASHBOARD_SECRET_KEY" in refusal("serve", "--port", "0", DASHBOARD_DATABASE_URL=database.url)


def test_a_taken_port_is_said_in_one_sentence(database: Database) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        said = refusal("serve", "--port", port, DASHBOARD_DATABASE_URL=database.url, DASHBOARD_SECRET_KEY=KEY)
    assert port in said


def test_another_schema_is_refused(empty_database: Database) -> None:
    environment = {"DASHBOARD_DATABASE_URL": empty_database.url, "DASHBOARD_SECRET_KEY": KEY}
    assert "dashboard db upgrade" in refusal("serve", "--port", "0", **environment)


def test_cold_workers_answer_many_at_once_and_end_in_good_order(database: Database) -> None:
    port = free_port()
    environment = {
        "DASHBOARD_DATABASE_URL": database.url,
        "DASHBOARD_DATABASE_ROLES": "test",
        "DASHBOARD_SECRET_KEY": KEY,
    }
    with running("serve", "--port", str(port), **environment) as command:
        wait_for(port, "/health/live", command)
        with ThreadPoolExecutor(16) as pool:
            assert set(pool.map(lambda _: fetch(port, "/login"), range(64))) == {200}
        os.kill(command.pid, signal.SIGTERM)
        said, complaint = command.communicate(timeout=60)
    assert (command.returncode, complaint) == (0, "")
    assert str(port) in said


def test_it_brings_its_own_database_up_and_down(data_folder: Path) -> None:
    environment = {"DASHBOARD_DATA_DIR": str(data_folder / "data"), "DASHBOARD_SECRET_KEY": KEY}
    with running("db", "upgrade", **environment) as upgrade:
        upgrade.communicate()
    assert upgrade.returncode == 0
    port = free_port()
    with running("serve", "--port", str(port), **environment) as command:
        assert wait_for(port, "/login", command) == 200
        with running("db", "check", **environment) as check:
            said = check.communicate()[0]
        assert check.returncode == 0, "a short command uses the server that runs"
        assert "18." in said
        assert stop(command, signal.SIGINT) == (0, "")
    assert not servers_below(data_folder)
