"""The cubes say what the rows say, as of every version; and the check notices when they do not."""

import random
from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, text

from dashboard.data import rollups
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING
from dashboard.data.schema.people import MEASURES, reach, reach_cells
from dashboard.data.versions import draw_version
from tests.conftest import Database, Server
from tests.reach_world import Stored, store_rows, store_world


@pytest.fixture(scope="module")
def database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give one database for all tests of this module: each undoes what it changes."""
    copy = postgres.create("test_rollups", migrated)
    yield copy
    postgres.drop(copy)


@pytest.fixture(scope="module")
def stored(database: Database) -> Stored:
    with database.engines.owner.begin() as connection:
        return store_world(connection, random.Random(3), size=240)


def all_cells(connection: Connection) -> list[tuple[object, ...]]:
    """Give the sums of every cube as of the newest version, in a fixed order, without cells that are empty by now."""
    keys = "cube, slice_kind, place_level, span, slice_id, place_id, starts_on, population_group, sex, age_band"
    keys += ", activity_kind_id, project_id, part_id"
    sums = ", ".join(f"sum({measure})" for measure in MEASURES)
    query = f"""
        select {keys}, {sums} from reach_cells join (
            select distinct on (cube, slice_kind, place_level, span, year) segment, cube, slice_kind, place_level, span
            from segments order by cube, slice_kind, place_level, span, year, first_version desc) now using (segment)
        group by {keys} having sum(records) > 0 order by {keys}"""  # noqa: S608  Fixed names only.
    return [tuple(row) for row in connection.execute(text(query))]


def test_every_cell_of_every_version_equals_the_rows(stored: Stored, database: Database) -> None:
    assert len(stored.versions) == 6
    with reading(database.engines.reader, EVERYTHING) as connection:
        assert rollups.verify(connection) == []


def test_segments_close_when_later_cells_outnumber_the_closed_sums(stored: Stored, database: Database) -> None:
    assert stored.world.rows
    with reading(database.engines.reader, EVERYTHING) as connection:
        overgrown = connection.execute(
            text("""
            select segment from segments join segment_batches using (segment) group by segment
            having sum(cells * (version > first_version)::int) > sum(cells * (version = first_version)::int)""")
        ).all()
        later = connection.scalar(text("select count(*) from segments where first_version > 2"))
    assert overgrown == []
    assert later


@pytest.mark.parametrize("measure", MEASURES)
def test_verify_names_one_changed_number(stored: Stored, database: Database, measure: str) -> None:
    assert stored.versions
    with database.engines.owner.connect() as connection:
        changed = connection.execute(
            text(f"""
            update reach_cells set {measure} = {measure} + 1
            where ctid = (select ctid from reach_cells where population_group = 0 and sex = -1 limit 1)
            returning segment, starts_on""")  # noqa: S608  A fixed name.
        ).one()
        cube = connection.scalar(text("select cube from segments where segment = :s"), {"s": changed.segment})
        found = rollups.verify(connection)
        connection.rollback()
    assert {difference.measure for difference in found} == {measure}
    assert {difference.cube for difference in found} == {cube}
    assert found[0].keys["starts_on"] == changed.starts_on
    assert abs(found[0].found - found[0].expected) == 1


def test_verify_names_a_missing_row(stored: Stored, database: Database) -> None:
    assert stored.versions
    with database.engines.owner.connect() as connection:
        connection.execute(
            text("delete from reach_cells where ctid = (select ctid from reach_cells where records > 0 limit 1)")
        )
        found = rollups.verify(connection)
        connection.rollback()
    assert any(difference.measure == "records" and difference.found < difference.expected for difference in found)


@pytest.mark.parametrize("segment", ["segment", "1000000"])
def test_verify_names_an_extra_row_of_a_known_and_of_an_unknown_segment(
    stored: Stored, database: Database, segment: str
) -> None:
    assert stored.versions
    columns = ", ".join(column.name for column in reach_cells.c if column.name != "segment")
    extra = f"insert into reach_cells (segment, {columns}) select {segment}, {columns} from reach_cells limit 1"  # noqa: S608  Fixed names.
    with database.engines.owner.connect() as connection:
        connection.execute(text(extra))
        found = rollups.verify(connection)
        connection.rollback()
    assert found


def test_rebuild_writes_the_same_figures_again(stored: Stored, database: Database) -> None:
    assert stored.versions
    with database.engines.owner.connect() as connection:
        before = all_cells(connection)
        connection.execute(text("update reach_cells set contacts = contacts + 5"))
        rollups.rebuild(connection)
        after, differences = all_cells(connection), rollups.verify(connection)
        connection.rollback()
    assert before == after
    assert differences == []


def test_a_database_whose_cubes_are_those_of_another_release_is_fitted_to_this_one(
    stored: Stored, database: Database
) -> None:
    """Given a database without a cube that this code reads, when it is upgraded, then the cube is there and right."""
    assert stored.versions
    with database.engines.owner.connect() as connection:
        before = all_cells(connection)
        for table in ("reach_cells", "segment_batches", "segments"):
            connection.execute(
                text(f"delete from {table} where segment in (select segment from segments where span = 3)")  # noqa: S608  Fixed names.
            )
        assert rollups.verify(connection)
        assert rollups.fit(connection)
        after, differences = all_cells(connection), rollups.verify(connection)
        assert not rollups.fit(connection), "nothing is written anew where nothing is missing"
        connection.rollback()
    assert before == after
    assert differences == []


def test_a_year_that_is_emptied_by_a_superseding_load_is_empty(stored: Stored, database: Database) -> None:
    """Given rows in every year, when all rows of 2019 are ended, then no cube says anything about 2019 any more."""
    assert stored.versions
    with database.engines.owner.connect() as connection:
        version = draw_version(connection, "supersede")
        connection.execute(
            text("update reach set until_version = :v where until_version is null and date < '2020-01-01'"),
            {"v": version},
        )
        rollups.apply_load(connection, version)
        left = [row for row in all_cells(connection) if str(row[6]) < "2020"]
        differences = rollups.verify(connection)
        connection.rollback()
    assert left == []
    assert differences == []


def test_a_version_without_rows_changes_nothing(stored: Stored, database: Database) -> None:
    with database.engines.owner.connect() as connection:
        before = all_cells(connection)
        store_rows(connection, stored.world, draw_version(connection, "edit"))
        after = all_cells(connection)
        connection.rollback()
    assert before == after


def test_numbers_too_large_for_a_cell_are_refused(stored: Stored, database: Database) -> None:
    assert stored.versions
    columns = ", ".join(c.name for c in reach.c if c.name not in {"id", "contacts", "since_version", "until_version"})
    twin = f"""insert into reach ({columns}, contacts, since_version)
        select {columns}, 2000000000, :v from reach where directness = 0 limit 1"""  # noqa: S608  Fixed names.
    with database.engines.owner.connect() as connection:
        version = draw_version(connection, "load")
        for _ in range(2):
            connection.execute(text(twin), {"v": version})
        with pytest.raises(rollups.TooManyPeopleError):
            rollups.apply_load(connection, version)
        connection.rollback()
