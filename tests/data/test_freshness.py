"""How fresh the data are, over a real database."""

from datetime import UTC, date, datetime
from random import Random

import pytest
from sqlalchemy import Connection, update

from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Viewer
from dashboard.data.freshness import Freshness, freshness
from dashboard.data.schema.base import loads, sources
from dashboard.data.versions import Snapshot
from tests.conftest import Database
from tests.reach_world import PROJECTS, Stored, store_world

LAST_LOAD = datetime(2022, 10, 1, 22, 30, tzinfo=UTC)
"""In Istanbul it is the second of October already."""


@pytest.fixture
def stored(database: Database) -> Stored:
    """Give a world whose loads were all made at one moment."""
    with database.engines.owner.begin() as connection:
        stored = store_world(connection, Random(3), 300)
        connection.execute(update(loads).values(committed_at=LAST_LOAD))
        return stored


def ask(database: Database, snapshot: Snapshot, viewer: Viewer = EVERYTHING, stale_days: int = 45) -> Freshness:
    """Ask as the reader of the pages."""
    with reading(database.engines.reader, viewer) as connection:
        return freshness(connection, snapshot, viewer, stale_days)


def latest(stored: Stored, version: int, day: date, programmes: set[str]) -> date:
    """Give the latest day of a row that is live as of a version, in plain Python."""
    return max(
        row.date
        for row in stored.world.rows
        if row.since <= version
        and (row.until is None or row.until > version)
        and row.date <= day
        and PROJECTS[row.project] in programmes
    )


def test_the_cutoff_is_the_latest_live_day_of_each_version_up_to_the_reference_day(
    database: Database, stored: Stored
) -> None:
    for version in stored.versions:
        for day in (date(2020, 5, 17), date(2022, 12, 31)):
            found = ask(database, Snapshot(version, day))
            assert found.cutoff == latest(stored, version, day, {"PA", "PB", "PC"})
            assert found.version == version


def test_the_cutoff_speaks_of_the_viewers_programmes_alone(database: Database, stored: Stored) -> None:
    newest = Snapshot(stored.versions[-1], date(2022, 12, 31))
    for programme in ("PA", "PB", "PC"):
        viewer = Viewer(programmes=frozenset({programme}), protected=False)
        assert ask(database, newest, viewer).cutoff == latest(stored, newest.version, newest.day, {programme})
    assert ask(database, newest, Viewer(programmes=frozenset(), protected=False)).cutoff is None


@pytest.mark.parametrize(
    ("day", "stale"),
    [(date(2022, 11, 16), ()), (date(2022, 11, 17), (("reach", 46),)), (date(2023, 10, 2), (("reach", 365),))],
)
def test_a_kind_is_out_of_date_after_the_days_of_the_settings_counted_in_istanbul(
    day: date, stale: tuple[tuple[str, int], ...], database: Database, stored: Stored
) -> None:
    found = ask(database, Snapshot(stored.versions[-1], day))
    assert found.stale == stale
    assert found.last_import == LAST_LOAD


def test_registers_do_not_age(database: Database, stored: Stored) -> None:
    with database.engines.owner.begin() as connection:
        rename_kind(connection, "projects")
    assert ask(database, Snapshot(stored.versions[-1], date(2030, 1, 1))).stale == ()


def test_a_database_with_reference_places_alone_has_neither_cutoff_nor_import(database: Database) -> None:
    assert ask(database, Snapshot(1, date(2026, 11, 22))) == Freshness(1, None, None, ())


def rename_kind(connection: Connection, kind: str) -> None:
    """Let every source be of another KIND."""
    connection.execute(update(sources).values(kind=kind))
