"""The schema of a database, and how it is brought up to date."""

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Table, inspect, select, text
from sqlalchemy.exc import OperationalError

from dashboard.commands import database as database_command
from dashboard.commands.connecting import OtherRevisionError, connected
from dashboard.data import migrating
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING
from dashboard.data.loading import load_files
from dashboard.data.migrating import revision_state, upgrade
from dashboard.data.schema import (
    baskets,
    calendar_keys,
    column_maps,
    doors,
    feedback,
    metadata,
    money,
    partnerships,
    pool,
    quality,
    timeline,
    working_group,
)
from dashboard.data.schema.pool import stage_changes
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
        page.execute(text("select date from reach limit 1"))
        with database.engines.owner.connect() as connection:
            config = migrating._config()
            config.attributes["connection"] = connection
            with pytest.raises(OperationalError, match="lock timeout"):
                command.downgrade(config, "base")
    assert revision_state(database.engines.owner).ready


def test_going_back_and_forth_ends_at_the_same_schema(database: Database) -> None:
    config = migrating._config()
    with database.engines.owner.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "base")
    assert inspect(database.engines.owner).get_table_names() == ["alembic_version"]
    assert upgrade(database.engines).ready


LATER = {
    table.name
    for module in (
        *(pool, partnerships, working_group, feedback, timeline, money, calendar_keys, baskets, column_maps, quality),
        doors,
    )
    for table in vars(module).values()
    if isinstance(table, Table)
}
"""Tables that the first revision does not have."""
OF_FIRST = {"loads": 13}
"""How many columns the first revision has of a table that later ones widen."""
PROJECT = """
    insert into versions (version, kind) values (1, 'load');
    insert into sources (name, kind) values ('projects.csv', 'projects');
    insert into loads (version, source_id, mode, file_name, content_digest, accepted, duplicate, warned)
        values (1, 1, 'add', 'projects.csv', '', 1, 0, 0);
    insert into programmes (code) values ('A');
    insert into projects (code, programme_id) values ('P1', 1);
    insert into project_details (project_id, name_tr, stage, starts_on, source_id, load_id, row_no, key_hash,
        content_hash, since_version) values (1, 'Birlikte yaşam', 'running', '2019-12-17', 1, 1, 2, 1, 1, 1);
"""

STAGE = """
    insert into stage_changes (project_id, stage, entered_on, source_id, load_id, row_no, key_hash, content_hash,
        since_version) values (1, 'running', '2019-12-17', 1, 1, 2, 1, 1, 1);
"""
PARTNERS = {
    "organisations": "code,name_tr,kind\nFATIH,Fatih Belediyesi,municipality\n",
    "programmes": "code,name_tr\nA,Program\n",
    "partnerships": "code,programme_code,organisation_code,role\nS1,A,FATIH,implementing\n",
    "protocols": "partnership_code,reference,signed_on\nS1,2020/1,2020-03-01\n",
}


@pytest.fixture
def foundation(empty_database: Database) -> Database:
    """Give a database of the first revision that holds a project."""
    config = migrating._config()
    with empty_database.engines.owner.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        connection.execute(text(PROJECT))
    return empty_database


def contents(database: Database, tables: Iterable[str]) -> dict[str, list[tuple[object, ...]]]:
    """Give the rows of some tables."""
    with database.engines.owner.connect() as connection:
        return {
            name: [tuple(row)[: OF_FIRST.get(name)] for row in connection.execute(text(f"select * from {name}"))]  # noqa: S608
            for name in tables
        }


def test_a_database_of_the_first_revision_is_not_ready(
    foundation: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    state = revision_state(foundation.engines.owner)
    assert (state.current, state.needed, state.ready) == ("0001", "0011", False)
    assert database_command._check(Namespace(), foundation.settings) == 1
    assert "0001" in capsys.readouterr().out
    with pytest.raises(OtherRevisionError, match="dashboard db upgrade"), connected(foundation.settings):
        pass


def test_an_upgrade_from_the_first_revision_keeps_every_row(
    foundation: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "load_reference", lambda _: None)
    tables = set(inspect(foundation.engines.owner).get_table_names()) - {"alembic_version"}
    before = contents(foundation, tables)
    assert upgrade(foundation.engines).ready
    assert contents(foundation, tables) == before
    assert [len(before[name]) for name in ("projects", "project_details", "loads")] == [1, 1, 1]
    assert set(metadata.tables) - tables == LATER
    with foundation.engines.owner.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, metadata) == []


def test_an_upgraded_database_takes_the_stages_of_its_projects(foundation: Database, tmp_path: Path) -> None:
    upgrade(foundation.engines)
    stages = tmp_path / "stages.csv"
    stages.write_text("project_code,stage,entered_on\nP1,running,2019-12-17\n", "utf-8")
    report = load_files(foundation.engines, [stages])
    assert list(map(str, report.errors)) == []
    with reading(foundation.engines.reader, EVERYTHING) as connection:
        assert connection.scalars(select(stage_changes.c.stage)).all() == ["running"]


def test_an_upgrade_from_the_pool_keeps_its_rows_and_takes_partnerships(
    foundation: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Given a database of revision 0002 with a stage, when it is upgraded, the stage is there and partners load."""
    monkeypatch.setattr(migrating, "load_reference", lambda _: None)
    config = migrating._config()
    with foundation.engines.owner.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        connection.execute(text(STAGE))
    tables = set(inspect(foundation.engines.owner).get_table_names()) - {"alembic_version"}
    before = contents(foundation, tables)
    assert len(before["stage_changes"]) == 1
    assert upgrade(foundation.engines).ready
    assert contents(foundation, tables) == before
    for name, rows in PARTNERS.items():
        (tmp_path / f"{name}.csv").write_text(rows, "utf-8")
    report = load_files(foundation.engines, [tmp_path])
    assert list(map(str, report.errors)) == []
    with reading(foundation.engines.reader, EVERYTHING) as connection:
        assert connection.scalars(select(partnerships.protocols.c.reference)).all() == ["2020/1"]


def test_a_server_that_is_too_old_is_refused_in_words(
    empty_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrating, "OLDEST_SERVER", 99)
    with pytest.raises(migrating.ServerTooOldError, match=r"18\."):
        upgrade(empty_database.engines)
    assert inspect(empty_database.engines.owner).get_table_names() == []
