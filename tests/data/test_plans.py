"""The plan fits the people in view, or there is none."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Connection, insert

from dashboard.data import beneficiaries
from dashboard.data.filters import EVERYTHING, Filters
from dashboard.data.schema.registers import places, programmes, projects
from dashboard.data.schema.results import indicator_details, indicators, targets
from dashboard.data.versions import Snapshot, draw_version
from tests.conftest import Database, Server
from tests.oracle_rows import Reach, World
from tests.reach_world import complete_reference, ids, provenance, store_registers, store_rows

ROW = Reach(date(2021, 3, 10), "A1", "advice", "TR-34-1103", "host", "female", "25-49", "no", 10, 12)
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give one database for all tests of this module: each undoes what it changes."""
    copy = postgres.create("test_plans", migrated)
    yield copy
    postgres.drop(copy)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """Give a transaction that is undone, with people reached by project A1 of PA and B1 of PB."""
    with database.engines.owner.execution_options().connect() as transaction:
        version = draw_version(transaction, "load")
        complete_reference(transaction, provenance(transaction, version))
        rows = [Reach(**{**ROW.__dict__, "project": project, "since": version}) for project in ("A1", "B1")]
        world = World(rows, {"A1": "PA", "B1": "PB"})
        store_registers(transaction, world, version)
        store_rows(transaction, world, version)
        yield transaction
        transaction.rollback()


def plan(connection: Connection, **chosen: object) -> list[tuple[date, int]]:
    """Give the plan by month for some filters, as of the newest version."""
    version = connection.exec_driver_sql("select max(version) from versions").scalar()
    frame = beneficiaries.plan_by_month(connection, Filters(EVERYTHING, Snapshot(int(version or 0), TODAY), **chosen))  # type: ignore[arg-type]
    return list(frame.itertuples(index=False, name=None))


def add_targets(
    connection: Connection, code: str, programme: str, *people: tuple[int, int], place: str | None = None, **own: object
) -> None:
    """Add, as a version of its own, an indicator of unique people with a target for each (year, people)."""
    origin = provenance(connection, draw_version(connection, "load"))
    indicator = connection.scalar(insert(indicators).values(code=code).returning(indicators.c.id))
    meant = {"level": "output", "measure": "1", "kind": "unique_people", "over_time": "sum", "over_place": "sum"}
    owner = {"programme_id": ids(connection, programmes)[programme], "ascending": True} | own
    details = {"indicator_id": indicator, "name_tr": code, **meant, **owner}
    connection.execute(insert(indicator_details).values(**details, **origin))
    for year, value in people:
        days = {"period_start": date(year, 1, 1), "period_end": date(year, 12, 31)}
        where = {"place_id": ids(connection, places)[place] if place else None, "value": Decimal(value)}
        connection.execute(insert(targets).values(indicator_id=indicator, **days, **where, **origin))


def test_targets_are_spread_over_the_months_of_their_periods_and_run_up(connection: Connection) -> None:
    add_targets(connection, "I1", "PA", (2021, 120), (2022, 240))
    found = plan(connection, programmes=("PA",))
    assert (found[0], found[11], found[23]) == (
        (date(2021, 1, 1), 10),
        (date(2021, 12, 1), 120),
        (date(2022, 12, 1), 360),
    )


def test_a_plan_of_one_programme_does_not_fit_the_people_of_two(connection: Connection) -> None:
    add_targets(connection, "I1", "PA", (2021, 120))
    assert plan(connection) == []
    add_targets(connection, "I2", "PB", (2021, 12))
    assert plan(connection)[-1] == (date(2021, 12, 1), 132)


def test_a_plan_without_groups_does_not_fit_one_group(connection: Connection) -> None:
    add_targets(connection, "I1", "PA", (2021, 120))
    assert plan(connection, programmes=("PA",), groups=("host",)) == []


def test_a_place_needs_a_target_of_its_own(connection: Connection) -> None:
    add_targets(connection, "I1", "PA", (2021, 120))
    add_targets(connection, "I2", "PA", (2021, 24), place="TR-34")
    assert plan(connection, programmes=("PA",), places=("TR-34",))[-1] == (date(2021, 12, 1), 24)
    assert plan(connection, programmes=("PA",), places=("TR-34", "TR-06")) == []
    assert plan(connection, programmes=("PA",))[-1] == (date(2021, 12, 1), 120)


def test_the_widest_indicator_of_a_programme_counts(connection: Connection) -> None:
    add_targets(connection, "I1", "PA", (2021, 60), project_id=ids(connection, projects)["A1"])
    assert plan(connection, programmes=("PA",))[-1] == (date(2021, 12, 1), 60)
    add_targets(connection, "I2", "PA", (2021, 120))
    assert plan(connection, programmes=("PA",))[-1] == (date(2021, 12, 1), 120)
