"""Health tells the truth, and only that."""

import time
from dataclasses import replace
from threading import Event

import pytest
from sqlalchemy import Engine, create_engine, text

from dashboard.access import health
from dashboard.app import create_app
from dashboard.data.migrating import RevisionState
from tests.conftest import Database
from tests.promised_seconds import fewest_seconds
from tests.visiting import House


def test_a_service_with_its_database_is_ready(open_house: House) -> None:
    stranger = open_house.visitor().http
    assert stranger.get("/health/live").get_data() == b"live"
    ready = stranger.get("/health/ready")
    assert (ready.status_code, ready.get_data()) == (200, b"ready")


def test_another_revision_is_not_ready(database: Database) -> None:
    server = create_app(database.settings, database.engines).server
    with database.engines.owner.begin() as connection:
        connection.execute(text("update alembic_version set version_num = 'older'"))
    answer = server.test_client().get("/health/ready")
    assert (answer.status_code, answer.get_data()) == (503, b"not ready")
    assert server.test_client().get("/health/live").status_code == 200


def test_a_database_that_is_gone_is_not_ready(database: Database) -> None:
    away = create_engine("postgresql+psycopg://nobody@127.0.0.1:1/none", connect_args={"connect_timeout": 1})
    server = create_app(database.settings, replace(database.engines, reader=away)).server
    assert server.test_client().get("/health/ready").status_code == 503
    away.dispose()


def test_a_database_that_does_not_answer_is_not_ready_within_two_seconds(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    over = Event()

    def frozen(_: Engine) -> RevisionState:
        over.wait(60)
        return RevisionState("1", "1")

    monkeypatch.setattr(health, "revision_state", frozen)
    client = create_app(database.settings, database.engines).server.test_client()

    def asked() -> float:
        start = time.perf_counter()
        assert client.get("/health/ready").status_code == 503
        return time.perf_counter() - start

    for _ in range(2):
        assert fewest_seconds(asked, 2) < 2
    over.set()


def test_health_tells_no_version_and_no_host(open_house: House) -> None:
    for path in ("/health/live", "/health/ready"):
        answer = open_house.visitor().http.get(path)
        told = answer.get_data(as_text=True) + str(answer.headers)
        assert "dash" not in told.lower().replace("dashboard", "")
        assert "postgres" not in told
        assert "Set-Cookie" not in answer.headers
