"""A backup brings every row and figure back, and what is no whole backup changes nothing."""

import stat
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest
from sqlalchemy import text

from dashboard.data.backup import (
    BackupRefusedError,
    DatabaseInUseError,
    DatabaseNotEmptyError,
    Manifest,
    check_archive,
    restore_backup,
    save_backup,
)
from dashboard.data.backup.tables import carried_tables
from dashboard.data.engine import writing
from dashboard.data.migrating import revision_state
from dashboard.data.retention import NOTHING_ENDS
from dashboard.data.rollup_check import verify
from tests.conftest import Database

TODAY = date(2022, 1, 1)
restore = partial(restore_backup, retention=NOTHING_ENDS, today=TODAY)


def rows_of(database: Database) -> dict[str, list[str]]:
    """Give every row of every table that a backup holds, as text in a fixed order."""
    with database.engines.owner.connect() as connection:
        tables = carried_tables(connection)
        return {
            name: list(connection.scalars(text(f"select cast(t as text) from {name} t order by 1")))  # noqa: S608
            for name in tables
            if name != "audit"
        }


@pytest.fixture(scope="module")
def saved(demo_database: Database, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manifest]:
    """Give a backup of the example programme."""
    path = tmp_path_factory.mktemp("backups") / "example.backup"
    return path, save_backup(demo_database.engines.owner, path)


def test_a_backup_is_for_its_owner_alone_and_tells_what_it_holds(saved: tuple[Path, Manifest]) -> None:
    path, manifest = saved
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert check_archive(path) == manifest
    assert manifest.parts["reach"].rows > 0
    assert not {"sessions", "sign_in_attempts", "alembic_version"} & set(manifest.parts)


def test_every_row_comes_back_and_the_cubes_fit_them(
    saved: tuple[Path, Manifest], demo_database: Database, empty_database: Database
) -> None:
    restored = restore(empty_database.engines, saved[0], replace=False)
    assert restored.erased.nothing
    assert revision_state(empty_database.engines.owner).ready
    assert rows_of(empty_database) == rows_of(demo_database)
    with empty_database.engines.owner.connect() as connection:
        assert verify(connection) == []
        drawn = connection.scalar(text("select nextval(pg_get_serial_sequence('reach', 'id'))"))
    assert drawn == saved[1].numbers["reach.id"] + 1


@pytest.fixture
def damaged(saved: tuple[Path, Manifest], tmp_path: Path) -> Iterator[tuple[Path, bytearray]]:
    """Give a place for a damaged copy, and the bytes of the whole one."""
    return tmp_path / "damaged.backup", bytearray(saved[0].read_bytes())  # type: ignore[return-value]


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.7, 0.99, 0.9999])
def test_a_backup_that_breaks_off_is_refused(
    damaged: tuple[Path, bytearray], empty_database: Database, share: float
) -> None:
    path, whole = damaged
    path.write_bytes(whole[: int(len(whole) * share)])
    refused(path, empty_database)


@pytest.mark.parametrize("share", [0.05, 0.2, 0.4, 0.6, 0.8, 0.95])
def test_a_backup_with_another_byte_is_refused(
    damaged: tuple[Path, bytearray], empty_database: Database, share: float
) -> None:
    path, whole = damaged
    whole[int(len(whole) * share)] ^= 0x55
    path.write_bytes(whole)
    refused(path, empty_database)


def test_another_byte_is_refused_wherever_it_stands(damaged: tuple[Path, bytearray]) -> None:
    path, whole = damaged
    last = range(len(whole) - 600, len(whole))
    for place in (*range(100), *range(100, len(whole), len(whole) // 300), *last):
        whole[place] ^= 0x55
        path.write_bytes(whole)
        with pytest.raises(BackupRefusedError):
            check_archive(path)
        whole[place] ^= 0x55
    for extra in (b"\0", b"\n", b"PK"):
        path.write_bytes(whole + extra)
        with pytest.raises(BackupRefusedError):
            check_archive(path)
    path.write_bytes(whole)
    check_archive(path)


@pytest.mark.parametrize("kind", ["nothing", "text", "zip", "folder"])
def test_a_file_that_is_no_backup_is_refused(tmp_path: Path, empty_database: Database, kind: str) -> None:
    path = tmp_path / "foreign.backup"
    if kind == "text":
        path.write_text("select 1")
    elif kind == "zip":
        with ZipFile(path, "w") as archive:
            archive.writestr("manifest.json", "{}")
    elif kind == "folder":
        path.mkdir()
    refused(path, empty_database)


def test_a_changed_row_with_its_right_checksum_of_the_zip_is_refused(
    saved: tuple[Path, Manifest], tmp_path: Path, empty_database: Database
) -> None:
    path = tmp_path / "forged.backup"
    with ZipFile(saved[0]) as whole, ZipFile(path, "w") as forged:
        for name in whole.namelist():
            data = whole.read(name)
            forged.writestr(name, data.replace(b"1", b"2", 1) if name == "tables/reach.copy" else data)
    refused(path, empty_database)


def refused(path: Path, database: Database) -> None:
    """Demand that a file is refused and that the database stays empty."""
    with pytest.raises(BackupRefusedError):
        restore(database.engines, path, replace=True)
    with database.engines.owner.connect() as connection:
        assert carried_tables(connection) == {}


def test_a_database_that_holds_something_is_replaced_only_when_told(
    saved: tuple[Path, Manifest], database: Database, demo_database: Database
) -> None:
    before = rows_of(database)
    database.engines.dispose()
    with pytest.raises(DatabaseNotEmptyError):
        restore(database.engines, saved[0], replace=False)
    assert rows_of(database) == before
    with database.engines.reader.connect(), pytest.raises(DatabaseInUseError):
        restore(database.engines, saved[0], replace=True)
    database.engines.dispose()
    restore(database.engines, saved[0], replace=True)
    assert rows_of(database) == rows_of(demo_database)


def test_an_error_in_the_middle_leaves_the_database_as_it_was(saved: tuple[Path, Manifest], database: Database) -> None:
    before = rows_of(database)
    database.engines.dispose()

    def fail(*_: object) -> None:
        raise ArithmeticError

    with pytest.raises(ArithmeticError):
        restore(database.engines, saved[0], replace=True, before_commit=fail)
    database.engines.dispose()
    assert rows_of(database) == before


def test_what_was_erased_after_the_backup_stays_erased(database: Database, tmp_path: Path) -> None:
    path = tmp_path / "before.backup"
    with writing(database.engines.owner) as connection:
        connection.execute(text("insert into sources (name, kind) values ('older', 'feedback')"))
    save_backup(database.engines.owner, path)
    with writing(database.engines.owner) as connection:
        connection.execute(text("insert into sources (name, kind) values ('newer', 'feedback')"))
        connection.execute(text("insert into erasures (person_key) values ('somebody')"))
        connection.execute(text("insert into erased_cases select id, 7 from sources where kind = 'feedback'"))
    database.engines.dispose()
    restore(database.engines, path, replace=True)
    with database.engines.owner.connect() as connection:
        assert connection.scalars(text("select convert_from(person_key, 'UTF8') from erasures")).all() == ["somebody"]
        cases = "select name, key_hash from erased_cases join sources on sources.id = source_id order by name"
        assert [tuple(row) for row in connection.execute(text(cases))] == [("newer", 7), ("older", 7)]
