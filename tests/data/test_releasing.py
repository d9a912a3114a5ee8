"""What funders may see and what was reported: releases and locks are data versions of their own."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import IntegrityError, ProgrammingError

from dashboard.address import Period
from dashboard.data.engine import reading, writing
from dashboard.data.filters import EVERYTHING
from dashboard.data.releasing import Lock, Release, ReleaseError, lock_period, locks_of, release, released_version
from dashboard.data.schema import versions
from dashboard.data.schema.timeline import locks, releases
from dashboard.data.versions import today
from tests.conftest import Database, Server
from tests.timeline_world import REGISTERS, load

H1 = Period.parse("2021-H1")
DAY = date(2021, 8, 12)


@pytest.fixture(scope="module")
def world(postgres: Server, migrated: str) -> Iterator[tuple[Database, int]]:
    """Give a database with three grants, and the version in which they came."""
    copy = postgres.create("test_releasing", migrated)
    first = load(copy.engines, REGISTERS)
    yield copy, first
    postgres.drop(copy)


@pytest.fixture
def first(world: tuple[Database, int]) -> int:
    """Give the version in which the grants came; the reference data came in the one before."""
    return world[1]


@pytest.fixture
def writer(world: tuple[Database, int]) -> Iterator[Connection]:
    """Give a transaction of the writer that is undone."""
    with world[0].engines.writer.connect() as connection:
        yield connection
        connection.rollback()


def obstacle(act: object, *arguments: object, **named: object) -> str:
    """Give what stands in the way of an act."""
    with pytest.raises(ReleaseError) as refused:
        act(*arguments, **named)  # type: ignore[operator]
    assert refused.value.sentence()
    return refused.value.obstacle


def test_nothing_is_released_until_a_manager_does_it(writer: Connection, first: int) -> None:
    assert released_version(writer, "G1") is None
    assert release(writer, "G1", actor="m") == Release("G1", first, first + 1)
    assert released_version(writer, "G1") == first
    assert released_version(writer, "G2") is None


def test_a_release_is_a_data_version_that_says_who_and_why(writer: Connection, first: int) -> None:
    done = release(writer, "G1", actor="m", reason="3. rapor")
    row = writer.execute(select(versions).where(versions.c.version == done.version)).one()
    assert (row.kind, row.actor) == ("edit", "m")
    assert writer.execute(select(releases.c.reason, releases.c.actor)).one() == ("3. rapor", "m")
    assert released_version(writer, "G1", as_of=first) is None
    assert released_version(writer, "G1", as_of=done.version) == first


def test_the_latest_release_holds_and_may_take_one_back(writer: Connection, first: int) -> None:
    release(writer, "G1", actor="m")
    newer = release(writer, "G1", actor="m")
    assert newer.released_version == first + 1
    older = release(writer, "G1", first, actor="m")
    assert released_version(writer, "G1") == first
    assert released_version(writer, "G1", as_of=older.version - 1) == first + 1


def test_what_cannot_be_released_is_refused(writer: Connection, first: int) -> None:
    assert obstacle(release, writer, "NONE", actor="m") == "no_grant"
    assert obstacle(release, writer, "G1", first - 1, actor="m") == "no_grant"
    assert obstacle(release, writer, "G1", first + 1, actor="m") == "no_version"
    assert obstacle(release, writer, "G1", 0, actor="m") == "no_version"


def test_a_lock_keeps_version_and_day_and_releases_what_was_reported(writer: Connection, first: int) -> None:
    done = lock_period(writer, "G1", H1, reported_on=DAY, actor="m")
    assert done == Lock("G1", H1, first, DAY, first + 1)
    assert released_version(writer, "G1") == first
    assert locks_of(writer, "G1", first + 1) == [done]
    assert locks_of(writer, "G1", first) == locks_of(writer, "G2", first + 1) == []


def test_locking_an_older_report_takes_nothing_back(writer: Connection, first: int) -> None:
    release(writer, "G1", actor="m")
    release(writer, "G1", actor="m")
    lock_period(writer, "G1", H1, first, reported_on=DAY, actor="m")
    assert released_version(writer, "G1") == first + 1


def test_a_period_is_locked_once_however_it_is_written(writer: Connection) -> None:
    lock_period(writer, "G1", H1, reported_on=DAY, actor="m")
    again = Period.parse("2021-01..2021-06")
    assert obstacle(lock_period, writer, "G1", again, reported_on=DAY, actor="m") == "locked"
    lock_period(writer, "G1", Period.parse("2021-Q1"), reported_on=DAY, actor="m")
    lock_period(writer, "G2", H1, reported_on=DAY, actor="m")


@pytest.mark.parametrize("day", [date(2021, 6, 30), date(2021, 3, 1)])
def test_an_open_period_is_not_locked(writer: Connection, day: date) -> None:
    assert obstacle(lock_period, writer, "G1", H1, reported_on=day, actor="m") == "not_ended"


def test_a_report_of_tomorrow_is_not_locked(writer: Connection) -> None:
    tomorrow = today() + timedelta(days=1)
    assert obstacle(lock_period, writer, "G1", H1, reported_on=tomorrow, actor="m") == "day_ahead"
    lock_period(writer, "G1", H1, reported_on=today(), actor="m")


def test_the_database_itself_refuses_a_second_lock_and_any_change(writer: Connection) -> None:
    lock_period(writer, "G1", H1, reported_on=DAY, actor="m")
    columns = [column for column in locks.c if column.name != "id"]
    again = locks.insert().from_select(columns, select(*columns))
    with pytest.raises(IntegrityError), writer.begin_nested():
        writer.execute(again)
    with pytest.raises(ProgrammingError, match="permission denied"):
        writer.execute(locks.update().values(reported_on=date(2021, 9, 1)))


def test_a_refused_lock_leaves_no_version_behind(world: tuple[Database, int]) -> None:
    database, first = world
    with pytest.raises(ReleaseError), writing(database.engines.writer) as connection:
        lock_period(connection, "NONE", H1, reported_on=DAY, actor="m")
    with reading(database.engines.reader, EVERYTHING) as connection:
        assert connection.scalar(select(versions.c.version).order_by(versions.c.version.desc()).limit(1)) == first
