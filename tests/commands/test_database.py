"""`dashboard db`: upgrade, check and the proof of the rollups."""

from argparse import Namespace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import insert

from dashboard.commands import CommandError
from dashboard.commands import database as command
from dashboard.commands.connecting import OtherRevisionError, connected
from dashboard.data.migrating import revision_state
from dashboard.data.schema.people import reach_cells
from dashboard.settings import Settings
from tests.conftest import Database

NOTHING = Namespace()


def test_check_says_that_a_database_is_not_ready(empty_database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert command._check(NOTHING, empty_database.settings) == 1
    assert "dashboard db upgrade" in capsys.readouterr().out


def test_upgrade_makes_it_ready(empty_database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    assert command._upgrade(NOTHING, empty_database.settings) == 0
    assert revision_state(empty_database.engines.owner).ready
    assert command._check(NOTHING, empty_database.settings) == 0
    assert revision_state(empty_database.engines.owner).needed in capsys.readouterr().out


def test_upgrade_works_on_the_embedded_database_of_a_folder(
    data_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(data_dir=data_folder / "data")
    assert command._upgrade(NOTHING, settings) == 0
    assert command._check(NOTHING, settings) == 0
    assert "18." in capsys.readouterr().out


def test_other_commands_refuse_a_database_with_another_schema(empty_database: Database) -> None:
    with pytest.raises(OtherRevisionError, match="dashboard db upgrade"), connected(empty_database.settings):
        pass


def test_the_rollups_of_a_database_without_rows_are_right(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command._verify(NOTHING, database.settings) == 0
    assert "Özetler" in capsys.readouterr().out


def test_a_cell_that_no_row_accounts_for_is_found(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    cell = {column.name: 1 for column in reach_cells.c} | {"starts_on": date(2021, 3, 1), "segment": 99}
    with database.engines.owner.begin() as connection:
        connection.execute(insert(reach_cells).values(cell))
    with pytest.raises(CommandError):
        command._verify(NOTHING, database.settings)
    assert "segment=99" in capsys.readouterr().out
