"""True base cells of people reached against plain loops over plain rows, `max_then_sum` above all."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator
from dataclasses import replace
from datetime import date
from random import Random

import pytest
from sqlalchemy import Connection, select, text

from dashboard.address import Month
from dashboard.codes import AGE_BAND, POPULATION_GROUP, SEX
from dashboard.data.directory import directory
from dashboard.data.privacy.quarters import quarter_of
from dashboard.data.privacy.reach_cells import counting_rules, true_cells
from dashboard.data.privacy.reach_rows import COUNTS, FAMILIES
from dashboard.data.privacy.scope import Part
from dashboard.data.schema import registers as r
from dashboard.data.selection import DAY, Window
from dashboard.data.summing import Sums
from tests import oracle
from tests.conftest import Database, Server
from tests.oracle_rows import Reach, World
from tests.reach_world import SUBPROGRAMMES, Stored, store_world

OWN = ("A1", "A2", "B1", "B2")
WINDOW = Window(date(2019, 6, 1), date(2021, 8, 20))
Cells = Counter[tuple[Hashable, ...]]


@pytest.fixture(scope="module")
def stored(postgres: Server, migrated: str) -> Iterator[tuple[Database, Stored]]:
    """Give a random world; two of its projects count by `max_then_sum`."""
    database = postgres.create("true_cells", migrated)
    with database.engines.owner.begin() as connection:
        found = store_world(connection, Random(11))
    yield database, found
    postgres.drop(database)


def part_of(connection: Connection, version: int) -> Part:
    """Give the projects for the days of the window."""
    known = {code: number for number, code in connection.execute(select(r.projects.c.id, r.projects.c.code))}
    return Part(version, tuple((known[code], (WINDOW,)) for code in sorted(OWN, key=known.__getitem__)))


def told(connection: Connection, cells: Sums, family: str, count: str) -> Cells:
    """Give cells by what they mean."""
    known = directory(connection, 10**9)
    kinds = dict(tuple(row) for row in connection.execute(select(r.activity_kinds.c.id, r.activity_kinds.c.code)))
    name = {
        "population_group": POPULATION_GROUP.__getitem__,
        "sex": SEX.__getitem__,
        "age_band": AGE_BAND.__getitem__,
        "activity_kind_id": kinds.__getitem__,
        "subprogramme": lambda i: known.subprogrammes[i].code if i > 0 else known.programmes[-i].code,
    }
    columns = [cells.keys[column].tolist() for column in ("quarter", "place", *FAMILIES[family])]
    values = cells.measures[COUNTS.index(count)].tolist()
    found = Cells()
    for quarter, place, *rest, value in zip(*columns, values, strict=True):
        member = tuple(name[column](one) for column, one in zip(FAMILIES[family], rest, strict=True))
        found[quarter, known.places[place].code, *member] += value
    return Cells({key: value for key, value in found.items() if value})


MEMBERS: dict[str, Callable[[Reach, World], tuple[Hashable, ...]]] = {
    "total": lambda _row, _world: (),
    "group": lambda row, _world: (row.group,),
    "sex_age": lambda row, _world: (row.sex, row.age),
    "kind": lambda row, _world: (row.kind,),
    "subprogramme": lambda row, world: (SUBPROGRAMMES.get(row.project) or world.programme_of[row.project],),
}


def expected(world: World, version: int, family: str, count: Callable[[list[Reach]], int]) -> Cells:
    """Count the people of each cell, row by row."""
    rows = [
        row
        for row in world.rows
        if row.project in OWN and oracle.live(row.since, row.until, version) and WINDOW.first <= row.date <= WINDOW.last
    ]

    def key(row: Reach) -> tuple[Hashable, ...]:
        return (quarter_of(row.date), oracle.province(row.place), *MEMBERS[family](row, world))

    return Cells({one: value for one, own in oracle.split(rows, key).items() if (value := count(own))})  # type: ignore[misc]


@pytest.mark.parametrize("family", FAMILIES)
def test_cells_equal_plain_loops_at_every_version(stored: tuple[Database, Stored], family: str) -> None:
    database, known = stored
    with database.engines.owner.connect() as connection:
        for version in known.versions:
            part = part_of(connection, version)
            found = told(connection, true_cells(connection, part, family), family, "new_people")
            wanted = expected(
                known.world, version, family, lambda rows: oracle.people(rows, within_kind=family == "kind")
            )
            assert found == wanted
            assert len(wanted) > 20


def test_totals_of_the_other_counts_equal_plain_loops(stored: tuple[Database, Stored]) -> None:
    database, known = stored
    version = known.versions[-1]

    def disabled(rows: list[Reach]) -> int:
        return oracle.people([row for row in rows if row.disability == "yes"])

    counts = {"contacts": oracle.contacts, "indirect_people": oracle.indirect, "disabled_people": disabled}
    with database.engines.owner.connect() as connection:
        cells = true_cells(connection, part_of(connection, version), "total")
        for count, ask in counts.items():
            assert told(connection, cells, "total", count) == expected(known.world, version, "total", ask), count


def test_the_rule_worked_by_hand() -> None:
    """In a quarter: course 6 + 5, visit 8 of the same cell count 11; the next quarter stands for itself."""
    base = Reach(date(2021, 2, 1), "A2", "advice", "TR-34-1103", "host", "female", "25-49", "no", 6, 6)
    base = replace(base, rule="max_then_sum", activity="course")
    rows = [base, replace(base, new=5, date=date(2021, 3, 1)), replace(base, new=8, activity="visit")]
    assert oracle.people(rows) == 11
    assert oracle.people([*rows, replace(base, sex="male", new=2)]) == 13
    assert Month.at(quarter_of(date(2021, 3, 1))).number == 1


def test_rows_outside_the_days_of_a_part_do_not_say_how_its_people_are_counted(database: Database) -> None:
    with database.engines.owner.connect() as connection:
        stored = store_world(connection, Random(5), size=60)
        project = connection.scalar(select(r.projects.c.id).where(r.projects.c.code == "A1"))
        days = [row.date for row in stored.world.rows if row.project == "A1" and row.until is None]
        middle = sorted(days)[len(days) // 2]
        statement = "update reach set counting_rule = 1 where project_id = :project and date > :middle"
        connection.execute(text(statement), {"project": project, "middle": middle})
        before, after, whole = (Window(date.min, middle), Window(middle + DAY, date.max), Window(date.min, date.max))
        rules = {
            window: counting_rules(connection, Part(stored.versions[-1], ((int(project or 0), (window,)),)))
            for window in (before, after, whole)
        }
        assert rules == {
            before: {"person_key"},
            after: {"max_then_sum"},
            whole: {"person_key", "max_then_sum"},
        }
        connection.rollback()
