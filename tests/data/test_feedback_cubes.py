"""The cubes of feedback say what the cases say, as of every version, and hold no sensitive one."""

import random
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text

from dashboard.data import rollups
from dashboard.data.cubes import FEEDBACK_CUBES
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING
from dashboard.data.rollups import Difference
from dashboard.data.schema.feedback import FEEDBACK_BREAKDOWNS, FEEDBACK_MEASURES
from tests.conftest import Database, Server
from tests.feedback_facts import Told
from tests.feedback_world import steps


@pytest.fixture(scope="module")
def database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give one database for all tests of this module: each undoes what it changes."""
    copy = postgres.create("test_feedback_cubes", migrated)
    yield copy
    postgres.drop(copy)


@pytest.fixture(scope="module")
def told(database: Database) -> Told:
    """Give a small world of feedback in all its versions."""
    with database.engines.owner.begin() as connection:
        return list(steps(connection, random.Random(3), size=60))[-1]


def all_cells(connection: Connection) -> list[tuple[object, ...]]:
    """Give the sums of every cube of feedback as of the newest version, without cells that are empty by now."""
    keys = ", ".join(
        ("cube", "slice_kind", "place_level", "span", "slice_id", "place_id", "starts_on", *FEEDBACK_BREAKDOWNS)
    )
    sums = ", ".join(f"sum({measure})" for measure in FEEDBACK_MEASURES)
    query = f"""
        select {keys}, {sums} from feedback_cells join (
            select distinct on (cube, slice_kind, place_level, span, year) segment, cube, slice_kind, place_level, span
            from segments order by cube, slice_kind, place_level, span, year, first_version desc) now using (segment)
        group by {keys} having sum(records) > 0 order by {keys}"""  # noqa: S608  Fixed names only.
    return [tuple(row) for row in connection.execute(text(query))]


def test_every_cell_of_every_version_equals_the_rows(told: Told, database: Database) -> None:
    with reading(database.engines.reader, EVERYTHING) as connection:
        cubes = set(connection.scalars(text("select distinct cube from segments join feedback_cells using (segment)")))
        assert cubes == {cube.name for cube in FEEDBACK_CUBES}
        assert rollups.verify(connection) == []
    assert told.newest > 10


def test_cells_hold_the_live_cases_that_are_not_sensitive_themselves(told: Told, database: Database) -> None:
    expected = sum(1 for case in told.cases if case.until is None and not case.is_sensitive)
    with reading(database.engines.reader, EVERYTHING) as connection:
        sums = {(row[0], row[1], row[3]): 0 for row in all_cells(connection) if (row[1], row[2]) == (0, 0)}
        for row in all_cells(connection):
            if (row[1], row[2]) == (0, 0):
                sums[row[0], row[1], row[3]] += int(str(row[-len(FEEDBACK_MEASURES)]))
    assert expected > 50
    assert set(sums.values()) == {expected}


def tampered(database: Database, statement: str) -> list[Difference]:
    """Give what the check finds after a statement, which is undone."""
    with database.engines.owner.connect() as connection:
        connection.execute(text(statement))
        found = rollups.verify(connection)
        connection.rollback()
    return found


@pytest.mark.parametrize("measure", FEEDBACK_MEASURES)
def test_verify_names_one_changed_number(told: Told, database: Database, measure: str) -> None:
    chosen = "select min(segment) from segments where cube = 'feedback_by_channel'"
    one = f"select ctid from feedback_cells where segment = ({chosen}) limit 1"  # noqa: S608  Fixed names.
    found = tampered(database, f"update feedback_cells set {measure} = {measure} + 1 where ctid = ({one})")  # noqa: S608  The same.
    assert told.cases
    assert {(difference.cube, difference.measure) for difference in found} == {("feedback_by_channel", measure)}
    assert abs(found[0].found - found[0].expected) == 1


def test_verify_names_missing_and_extra_cells(told: Told, database: Database) -> None:
    assert told.cases
    gone = "delete from feedback_cells where ctid = (select ctid from feedback_cells where records > 0 limit 1)"
    assert any(difference.measure == "records" for difference in tampered(database, gone))
    twice = "insert into feedback_cells select * from feedback_cells limit 1"
    assert any(difference.measure == "cells" for difference in tampered(database, twice))


def test_verify_names_a_cell_that_stands_among_those_of_another_family(told: Told, database: Database) -> None:
    assert told.cases
    moved = """update feedback_cells set segment = (select segment from segments where cube = 'reach_total' limit 1)
        where ctid = (select ctid from feedback_cells limit 1)"""
    assert any(difference.cube == "reach_total" for difference in tampered(database, moved))


def test_rebuild_writes_the_same_figures_again(told: Told, database: Database) -> None:
    assert told.cases
    with database.engines.owner.connect() as connection:
        before = all_cells(connection)
        connection.execute(text("update feedback_cells set answered = answered + 5"))
        rollups.rebuild(connection)
        after, differences = all_cells(connection), rollups.verify(connection)
        connection.rollback()
    assert before == after
    assert differences == []


def test_a_database_without_one_of_the_cubes_is_fitted_to_this_release(told: Told, database: Database) -> None:
    assert told.cases
    with database.engines.owner.connect() as connection:
        before = all_cells(connection)
        chosen = "segment in (select segment from segments where cube = 'feedback_by_wait')"
        for table in ("feedback_cells", "segment_batches", "segments"):
            connection.execute(text(f"delete from {table} where {chosen}"))  # noqa: S608  Fixed names.
        assert rollups.fit(connection)
        after = all_cells(connection)
        assert not rollups.fit(connection), "nothing is written anew where nothing is missing"
        connection.rollback()
    assert before == after
