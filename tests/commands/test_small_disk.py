"""Disks that are really full: the one of the embedded database, and the one that a backup is written to.

A small disk is a file system in memory, which only an administrator may mount. Where that is not permitted these tests
say so, and `test_disk_full.py` has the server itself say that its disk is full.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from dashboard.app import create_app
from dashboard.cli import main
from dashboard.data import room
from dashboard.data.backup import check_archive
from dashboard.data.embedded import EmbeddedPostgres
from dashboard.data.engine import Engines, open_engines
from dashboard.data.migrating import upgrade
from dashboard.settings import Settings
from tests.conftest import Database, short_folder
from tests.visiting import House, add_people, body_of, server_callbacks

MB = 1024 * 1024
DISK = 384 * MB
LEFT = room.FULL_BELOW + 16 * MB
ROWS = 150_000
"""They need more than four times as much as may be used."""
HEADER = (
    "date,project_code,activity_kind,place_code,population_group,sex,age_band,disability,new_people,contacts,record_key"
)
FULL = "dashboard: Veritabanının diskinde yer kalmadı; hiçbir şey kaydedilmedi. Yer açıp yeniden deneyin.\n"
COUNTS = "select (select count(*) from versions), (select count(*) from loads), (select count(*) from reach)"


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[None]:
    """Hold a disk of some bytes at a folder."""
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=711", "tmpfs", str(folder)]
    said = subprocess.run(mount, capture_output=True, text=True, check=False)
    if said.returncode:
        pytest.skip(f"mounting is not permitted here ({said.stderr.strip()}); test_disk_full.py simulates a full disk")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S607


@pytest.fixture
def embedded() -> Iterator[tuple[Path, EmbeddedPostgres, House]]:
    """Give the embedded database on a small disk, an app on it, and the disk's folder."""
    with short_folder() as folder, small_disk(folder, DISK), EmbeddedPostgres(folder / "data") as server:
        settings = Settings(database_url=server.url, secret_key="t" * 48)  # type: ignore[arg-type]
        engines = open_engines(settings, patient=True)
        upgrade(engines)
        add_people(Database(settings, engines))
        yield folder, server, House(create_app(settings, engines), Database(settings, engines))
        engines.dispose()


def counts(engines: Engines) -> tuple[int, ...]:
    """Give how many versions, loads and records there are."""
    with engines.owner.connect() as connection:
        return tuple(connection.execute(text(COUNTS)).one())


def test_a_load_until_the_disk_is_full_leaves_nothing_and_succeeds_once_there_is_room(
    embedded: tuple[Path, EmbeddedPostgres, House],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder, server, house = embedded
    engines, filler, path = house.database.engines, folder / "filler", tmp_path / "reach.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write(f"{HEADER}\n")
        file.writelines(
            f"2021-{1 + n % 12:02}-{1 + n % 28:02},A-1,language_course,TR-34,host,female,25-49,no,1,2,K{n}\n"
            for n in range(ROWS)
        )
    staff = house.signed_in("staff")
    page = next(name for name in server_callbacks(house.app) if "beneficiaries-kpis" in name)
    before = counts(engines)
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(folder).free - LEFT)
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", server.url)
    for _ in range(2):
        assert main(["load", str(path)]) == 1
        assert capsys.readouterr().err.endswith(FULL)
        assert counts(engines) == before
        assert staff.call(body_of(house.app, page)).status_code == 200
        assert staff.http.get("/beneficiaries").status_code == 200
    assert shutil.disk_usage(folder).free < LEFT, "nobody has made room meanwhile"
    filler.unlink()
    assert main(["load", str(path)]) == 0
    assert counts(engines) == (before[0] + 1, before[1] + 1, before[2] + ROWS)
    log = (folder / "data" / "postgres.log").read_text("utf-8")
    assert "PANIC" not in log


def tables_of(url: str) -> list[str]:
    """Give the names of the tables of a database."""
    engines = open_engines(Settings(database_url=url, secret_key="t" * 48))  # type: ignore[arg-type]
    try:
        return inspect(engines.owner).get_table_names()
    finally:
        engines.dispose()


def test_an_upgrade_until_the_disk_is_full_leaves_nothing_and_succeeds_once_there_is_room(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with short_folder() as folder, small_disk(folder, DISK), EmbeddedPostgres(folder / "data") as server:
        filler = folder / "filler"
        with filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(folder).free - room.FULL_BELOW - 2 * MB)
        monkeypatch.setenv("DASHBOARD_DATABASE_URL", server.url)
        assert main(["db", "upgrade"]) == 1
        assert capsys.readouterr().err.endswith(FULL)
        assert tables_of(server.url) == []
        filler.unlink()
        assert main(["db", "upgrade"]) == 0
        assert tables_of(server.url)
        assert "PANIC" not in (folder / "data" / "postgres.log").read_text("utf-8")


def test_a_backup_to_a_full_disk_leaves_no_half_file_and_the_older_one(
    database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    add_people(database)
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", database.url)
    monkeypatch.setenv("DASHBOARD_DATABASE_ROLES", "test")
    with short_folder() as folder, small_disk(folder, MB):
        path, filler = folder / "uyum.backup", folder / "filler"
        assert main(["db", "backup", str(path)]) == 0
        older, size = path.read_bytes(), path.stat().st_size
        with filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(folder).free - size // 2)
        capsys.readouterr()
        assert main(["db", "backup", str(path)]) == 1
        assert capsys.readouterr().err == (
            f"dashboard: Yedek yazılamadı: {path}: diskte yer kalmadı; daha eski bir yedek varsa olduğu gibi duruyor\n"
        )
        assert path.read_bytes() == older
        assert check_archive(path).rows > 0
        assert sorted(one.name for one in folder.iterdir()) == ["filler", "uyum.backup"]
        filler.unlink()
        assert main(["db", "backup", str(path)]) == 0
