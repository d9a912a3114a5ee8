"""A migration while people look: they are answered, and it gives up rather than make them wait."""

from argparse import Namespace
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import Connection, inspect, text

from dashboard.app import create_app
from dashboard.commands import CommandError
from dashboard.commands import database as database_command
from dashboard.data import migrating
from dashboard.data.migrating import revision_state, upgrade
from tests.conftest import Database
from tests.visiting import House, add_people, body_of, server_callbacks

PATIENCE = 120.0
"""Seconds; only a broken migration needs them, whatever else the machine does."""


def test_an_old_worker_answers_while_a_migration_runs(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    add_people(database)
    house = House(create_app(database.settings, database.engines), database)
    staff = house.signed_in("staff")
    name = next(name for name in server_callbacks(house.app) if "beneficiaries-kpis" in name)
    at_work, seen = Event(), Event()

    def hold(connection: Connection) -> None:
        connection.execute(text("alter table organisations add column later text"))
        at_work.set()
        assert seen.wait(PATIENCE)

    monkeypatch.setattr(migrating, "fit", hold)
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(upgrade, database.engines)
        assert at_work.wait(PATIENCE)
        try:
            # The migration goes on only after both have been answered, so whoever waited for it would never be.
            answers = [staff.call(body_of(house.app, name)).status_code, staff.http.get("/beneficiaries").status_code]
        finally:
            seen.set()
        assert running.result(PATIENCE).ready
    assert answers == [200, 200]
    assert staff.call(body_of(house.app, name)).status_code == 200, "the old worker goes on afterwards"


def test_an_upgrade_that_gets_no_lock_says_so_and_changes_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def change(connection: Connection) -> None:
        connection.execute(text("create table later (n int)"))
        connection.execute(text("alter table reach add column later text"))

    monkeypatch.setattr(migrating, "fit", change)
    with database.engines.reader.connect() as page:
        page.execute(text("select date from reach limit 1"))
        # Without a limit to its wait it would never end, because the page's transaction outlives it.
        with pytest.raises(CommandError, match="şema değişmedi"):
            database_command._upgrade(Namespace(), database.settings)
    assert not inspect(database.engines.owner).has_table("later")
    assert revision_state(database.engines.owner).ready
