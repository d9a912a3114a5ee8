"""A funder's ratings as a dated series, previous beside current."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import Connection

from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING
from dashboard.data.ratings import rating_series
from tests.conftest import Database, Server
from tests.timeline_world import REGISTERS, asked, load

RATINGS = """grant_code,rated_on,what,funder_rating,previous_rating,report
G1,2021-01-26,implementation,MS,MU,Rapor 2
G1,2021-01-26,objective,MS,MS,Rapor 2
G1,2021-07-30,objective,S,,Rapor 3
G1,2021-12-20,objective,HS,MS,Rapor 4
G2,2021-12-20,objective,HU,,Başka"""


@pytest.fixture(scope="module")
def database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give one database for all tests of this module; they only read it."""
    copy = postgres.create("test_ratings", migrated)
    load(copy.engines, REGISTERS | {"ratings": RATINGS})
    yield copy
    postgres.drop(copy)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """Give a reading transaction."""
    with reading(database.engines.reader, EVERYTHING) as reader:
        yield reader


def test_previous_is_what_the_report_says_or_the_rating_before(connection: Connection) -> None:
    found = rating_series(connection, asked("2021-08-01"))
    assert found.to_numpy().tolist() == [
        ["objective", date(2021, 1, 26), "MS", "MS", None, "Rapor 2", False],
        ["objective", date(2021, 7, 30), "S", "MS", date(2021, 1, 26), "Rapor 3", True],
        ["implementation", date(2021, 1, 26), "MS", "MU", None, "Rapor 2", True],
    ]
    columns = ["what", "rated_on", "rating", "previous_rating", "previous_on", "report", "is_current"]
    assert found.columns.tolist() == columns


def test_what_a_report_says_of_the_rating_before_goes_before_the_series(connection: Connection) -> None:
    """Given a series S of 30 July and a report of December that calls the rating before it MS."""
    latest = rating_series(connection, asked("2021-12-20")).query("what == 'objective' and is_current")
    assert latest[["rating", "previous_rating", "previous_on"]].to_numpy().tolist() == [["HS", "MS", date(2021, 7, 30)]]


def test_a_rating_is_known_from_its_day_on(connection: Connection) -> None:
    assert rating_series(connection, asked("2021-01-25")).empty
    assert len(rating_series(connection, asked("2021-01-26"))) == 2
    assert rating_series(connection, asked("2021-12-31", period="2021-H1"))["rated_on"].max() == date(2021, 1, 26)


def test_without_a_grant_or_a_rating_there_are_no_rows(connection: Connection) -> None:
    assert rating_series(connection, asked("2022-06-01", grant="G3")).empty
    assert rating_series(connection, asked("2022-06-01", programmes=("NONE",))).empty
