"""The schema of a database, and how it is brought up to date."""

import time

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text
from sqlalchemy.exc import OperationalError

from dashboard.data import migrating
from dashboard.data.migrating import revision_state, upgrade
from dashboard.data.schema import metadata
from tests.conftest import Database


def test_the_migrations_build_exactly_the_schema_of_the_code(database: Database) -> None:
    with database.engines.owner.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_an_empty_database_is_not_ready_and_a_migrated_one_is(empty_database: Database) -> None:
    assert revision_state(empty_database.engines.owner).current is None
    assert not revision_state(empty_database.engines.owner).ready
    assert upgrade(empty_database.engines).ready


def test_upgrading_twice_changes_nothing(database: Database) -> None:
    before = revision_state(database.engines.owner)
    assert upgrade(database.engines) == before


def test_a_migration_that_fails_leaves_nothing_behind(
    empty_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise ArithmeticError

    monkeypatch.setattr(migrating, "apply_roles", fail)
    with pytest.raises(ArithmeticError):
        upgrade(empty_database.engines)
    assert inspect(empty_database.engines.owner).get_table_names() == []


def test_a_migration_gives_up_rather_than_hold_up_the_pages(database: Database) -> None:
    with database.engines.reader.connect() as page:
        page.execute(text("select * from reach limit 1"))
        started = time.monotonic()
        with database.engines.owner.connect() as connection:
            config = migrating._config()
            config.attributes["connection"] = connection
            with pytest.raises(OperationalError, match="lock timeout"):
                command.downgrade(config, "base")
        assert time.monotonic() - started < 10
    assert revision_state(database.engines.owner).ready


def test_going_back_and_forth_ends_at_the_same_schema(database: Database) -> None:
    config = migrating._config()
    with database.engines.owner.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert inspect(database.engines.owner).get_table_names() == ["alembic_version"]
    assert upgrade(database.engines).ready


def test_a_server_that_is_too_old_is_refused_in_words(
    empty_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "OLDEST_SERVER", 99)
    with pytest.raises(migrating.ServerTooOldError, match=r"18\."):
        upgrade(empty_database.engines)
    assert inspect(empty_database.engines.owner).get_table_names() == []
