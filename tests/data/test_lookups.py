"""Codes and choices of the filter bar by version and viewer."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection, event

from dashboard.address import parse_address
from dashboard.data import lookups
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Viewer, resolve_filters
from dashboard.data.versions import Snapshot, draw_version
from tests.conftest import Database, Server
from tests.oracle_rows import Reach, World
from tests.reach_world import complete_reference, provenance, store_registers, store_rows

ROW = Reach(date(2021, 3, 10), "A1", "advice", "TR-34-1103", "host", "female", "25-49", "no", 10, 12)
DAY = date(2022, 6, 1)
ONLY_B = Viewer(programmes=frozenset({"PB"}), protected=False)


@pytest.fixture(scope="module")
def database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give one database for all tests of this module."""
    copy = postgres.create("test_lookups", migrated)
    yield copy
    postgres.drop(copy)


@pytest.fixture(scope="module")
def snapshot(database: Database) -> Snapshot:
    """Give the newest state: programme PA with rows of 2021-03 and 2022-01, PB with rows of 2020-12 and 2022-07."""
    rows = [ROW, replace(ROW, date=date(2022, 1, 31))]
    rows += [replace(ROW, project="B1", date=day) for day in (date(2020, 12, 1), date(2022, 7, 1))]
    with database.engines.owner.begin() as connection:
        version = draw_version(connection, "load")
        complete_reference(connection, provenance(connection, version))
        world = World(
            [replace(row, since=version) for row in rows], {"A1": "PA", "B1": "PB"}, grants={"G1": (None, None)}
        )
        store_registers(connection, world, version)
        store_rows(connection, world, version)
    return Snapshot(version, DAY)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with reading(database.engines.reader, EVERYTHING) as transaction:
        yield transaction


def test_programmes_and_grants_are_those_in_scope(connection: Connection, snapshot: Snapshot) -> None:
    assert lookups.programme_codes(connection, snapshot, EVERYTHING) == {"PA", "PB"}
    assert lookups.programme_codes(connection, snapshot, ONLY_B) == {"PB"}
    assert lookups.grant_codes(connection, snapshot, EVERYTHING) == {"G1"}
    assert lookups.grant_codes(connection, snapshot, ONLY_B) == frozenset()
    assert lookups.grant_codes(connection, snapshot, Viewer(grants=frozenset({"G1"}))) == {"G1"}


def test_nothing_exists_before_its_version(connection: Connection, snapshot: Snapshot) -> None:
    before = Snapshot(snapshot.version - 1, DAY)
    assert lookups.programme_codes(connection, before, EVERYTHING) == frozenset()
    assert lookups.period_choices(connection, before, EVERYTHING) == []


def test_a_choice_has_a_name_in_every_language(connection: Connection, snapshot: Snapshot) -> None:
    choice = lookups.programme_choices(connection, snapshot, ONLY_B)[0]
    assert (choice.code, choice.names) == ("PB", {"tr": "Ad PB", "en": "Ad PB", "ar": "Ad PB"})


def test_provinces_stand_in_the_order_of_the_turkish_alphabet(connection: Connection, snapshot: Snapshot) -> None:
    names = [choice.names["tr"] for choice in lookups.province_choices(connection, snapshot, EVERYTHING)]
    assert len(names) == 81
    assert names.index("Çanakkale") < names.index("Diyarbakır")
    assert names.index("Isparta") < names.index("İstanbul") < names.index("İzmir") < names.index("Kahramanmaraş")


def test_districts_are_those_of_one_province(connection: Connection, snapshot: Snapshot) -> None:
    codes = {choice.code for choice in lookups.district_choices(connection, snapshot, "TR-34")}
    assert len(codes) == 39
    assert all(code.startswith("TR-34-") for code in codes)
    assert lookups.district_choices(connection, snapshot, "TR-99") == []


def test_places_of_the_filter_are_provinces_and_districts(connection: Connection, snapshot: Snapshot) -> None:
    codes = lookups.reach_place_codes(connection, snapshot, EVERYTHING)
    assert len(codes) == 81 + 973
    assert {"TR-34", "TR-34-1103"} <= codes


def test_periods_are_those_with_data_in_scope_up_to_the_reference_day(
    connection: Connection, snapshot: Snapshot
) -> None:
    assert lookups.period_choices(connection, snapshot, EVERYTHING) == [
        *("2022", "2022-H1", "2022-Q1", "2022-01"),
        *("2021", "2021-H1", "2021-Q1", "2021-03"),
        *("2020", "2020-H2", "2020-Q4", "2020-12"),
    ]
    assert lookups.period_choices(connection, snapshot, ONLY_B) == ["2020", "2020-H2", "2020-Q4", "2020-12"]


def test_a_forbidden_code_is_treated_like_an_unknown_one(connection: Connection, snapshot: Snapshot) -> None:
    address = parse_address(f"?programme=PA&programme=NO&programme=PB&v={snapshot.version}")
    filters = resolve_filters(connection, address, ONLY_B)
    assert filters.programmes == ("PB",)
    assert [(problem.name, problem.value) for problem in filters.problems] == [("programme", "PA"), ("programme", "NO")]


def test_a_second_look_asks_the_database_nothing(connection: Connection, snapshot: Snapshot) -> None:
    lookups.period_choices(connection, snapshot, EVERYTHING)
    asked: list[str] = []
    event.listen(connection, "before_cursor_execute", lambda *call: asked.append(call[2]))
    for viewer in (ONLY_B, EVERYTHING):
        lookups.period_choices(connection, snapshot, viewer)
        lookups.programme_codes(connection, snapshot, viewer)
        lookups.grant_codes(connection, snapshot, viewer)
    assert asked == []
