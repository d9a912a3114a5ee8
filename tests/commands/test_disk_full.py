"""A full disk: a load is refused in words and leaves nothing, pages go on.

The server itself says that its disk is full (SQLSTATE 53100), from triggers: a small disk cannot be had everywhere.
"""

from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, inspect, text

from dashboard.app import create_app
from dashboard.cli import main
from dashboard.data import migrating, room
from tests.conftest import Database
from tests.visiting import House, body_of, server_callbacks

FULL = """
    create function full_disk() returns trigger language plpgsql as
        $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
    create trigger full_disk after insert on organisations execute function full_disk();
    create trigger full_disk before update on sessions for each row execute function full_disk();
    create trigger full_disk before insert on sign_in_attempts for each row execute function full_disk();
"""
TOLD = "dashboard: Veritabanının diskinde yer kalmadı; hiçbir şey kaydedilmedi. Yer açıp yeniden deneyin.\n"
COUNTS = "select (select count(*) from versions), (select count(*) from loads), (select count(*) from organisations)"


@pytest.fixture
def house(people_database: Database) -> House:
    """Give an app whose database has no room left, with somebody signed in before; her last step is a while ago."""
    return House(create_app(people_database.settings, people_database.engines), people_database)


def counts(engine: Engine) -> tuple[int, ...]:
    """Give how many versions, loads and organisations there are."""
    with engine.connect() as connection:
        return tuple(connection.execute(text(COUNTS)).one())


def test_a_load_is_refused_in_words_and_pages_go_on(
    house: House, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    engines = house.database.engines
    staff = house.signed_in("staff")
    with engines.owner.begin() as connection:
        connection.execute(text("update sessions set last_seen_at = last_seen_at - interval '2 minutes'"))
        connection.execute(text(FULL))
    before = counts(engines.owner)
    path = tmp_path / "organisations.csv"
    path.write_text("code,name_tr,kind\nWB,Dünya Bankası,international\n", "utf-8")
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", house.database.url)
    monkeypatch.setenv("DASHBOARD_DATABASE_ROLES", "test")
    assert main(["load", str(path)]) == 1
    assert capsys.readouterr().err == TOLD
    assert counts(engines.owner) == before
    name = next(name for name in server_callbacks(house.app) if "beneficiaries-kpis" in name)
    assert staff.call(body_of(house.app, name)).status_code == 200
    assert staff.http.get("/beneficiaries").status_code == 200
    refused = house.visitor().sign_in("manager")
    assert refused.status_code == 503
    assert "diskinde yer kalmadı" in refused.get_data(as_text=True)


def test_a_disk_that_is_known_to_be_full_is_not_ready(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    stranger = house.visitor().http
    assert stranger.get("/health/ready").status_code == 200
    assert (room.free_bytes(house.database.url) or 0) > room.FULL_BELOW
    monkeypatch.setattr(room, "FULL_BELOW", 2**62)
    assert stranger.get("/health/ready").status_code == 503
    assert room.free_bytes("postgresql://db.example.org/uyum") is None


def filling_up(connection: Connection) -> None:
    """Stand in for a long step of an upgrade, in the middle of which the last room is gone."""
    room.FULL_BELOW = 2**62
    connection.execute(text("select pg_sleep(30)"))


@pytest.mark.parametrize("full_before", [True, False])
def test_an_upgrade_is_refused_in_words_and_leaves_nothing(
    empty_database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *, full_before: bool
) -> None:
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", empty_database.url)
    monkeypatch.setenv("DASHBOARD_DATABASE_ROLES", "test")
    with monkeypatch.context() as disk:
        disk.setattr(room, "FULL_BELOW", 2**62 if full_before else room.FULL_BELOW)
        disk.setattr(migrating, "fit", filling_up)
        assert main(["db", "upgrade"]) == 1
        assert capsys.readouterr().err == TOLD
        assert main(["db", "--language", "en", "upgrade"]) == 1
        assert capsys.readouterr().err.startswith("dashboard: The disk of the database is full; nothing was stored.")
    assert inspect(empty_database.engines.owner).get_table_names() == []
    assert main(["db", "upgrade"]) == 0
