"""From files to figures: what a load stores is what the pages count, under random filters and as of every version."""

import csv
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from dashboard.data import rollups
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING
from dashboard.data.loading import load_files
from dashboard.data.schema.registers import activity_kinds
from dashboard.data.versions import draw_version
from tests.compared import asked_and_filters, differences
from tests.conftest import Database, Server
from tests.oracle_rows import Reach, Share, World
from tests.reach_world import (
    GRANTS,
    PROJECTS,
    SUBPROGRAMMES,
    Stored,
    complete_reference,
    provenance,
    random_row,
    store_registers,
    store_terms,
)

SIZE = 400
COLUMNS = {
    "date": "date",
    "project_code": "project",
    "activity_kind": "kind",
    "place_code": "place",
    "population_group": "group",
    "sex": "sex",
    "age_band": "age",
    "disability": "disability",
    "new_people": "new",
    "contacts": "contacts",
    "activity_code": "activity",
    "directness": "directness",
    "counting_rule": "rule",
}
SHARES = [Share("G1", "A1"), Share("G2", "B1"), Share("G2", "A1"), Share("G3", "C1")]


@pytest.fixture(scope="module")
def database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give one database for all tests of this module, which only read it."""
    copy = postgres.create("test_loaded_reach", migrated)
    yield copy
    postgres.drop(copy)


def write(path: Path, rows: dict[str, Reach]) -> Path:
    """Write rows as a file of reach; their names are their record keys."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([*COLUMNS, "record_key"])
        for key, row in rows.items():
            values = (getattr(row, name) for name in COLUMNS.values())
            writer.writerow([*("" if value is None else value for value in values), key])
    return path


def corrected(rng: random.Random, rows: dict[str, Reach]) -> dict[str, Reach]:
    """Give the rows with a third of them changed and a tenth left out."""
    kept = {key: row for key, row in rows.items() if rng.random() > 0.1}
    return {
        key: replace(row, new=row.new + 1, contacts=row.contacts + 1) if rng.random() < 1 / 3 else row
        for key, row in kept.items()
    }


def history(first: dict[str, Reach], other: dict[str, Reach], then: dict[str, Reach], start: int) -> list[Reach]:
    """Give all rows with the versions of their lives: two loads, then a third that supersedes the first."""
    rows = [replace(row, since=start, until=None if then.get(key) == row else start + 2) for key, row in first.items()]
    rows += [replace(row, since=start + 1) for row in other.values()]
    return rows + [replace(row, since=start + 2) for key, row in then.items() if first[key] != row]


@pytest.fixture(scope="module")
def stored(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Stored:
    """Give a world that came out of three files."""
    folder, rng = tmp_path_factory.mktemp("reach"), random.Random(5)
    with database.engines.owner.begin() as connection:
        base = draw_version(connection, "load")
        complete_reference(connection, provenance(connection, base))
        kinds = list(connection.scalars(select(activity_kinds.c.code).order_by(activity_kinds.c.code)))
        registers = World([], PROJECTS, SUBPROGRAMMES, GRANTS, SHARES)
        store_registers(connection, registers, base)
        store_terms(connection, registers, base, base)
    files = [{f"{name}-{n}": random_row(rng, kinds) for n in range(SIZE)} for name in ("first", "other")]
    then = corrected(rng, files[0])
    for name, rows, supersede in (("first", files[0], False), ("other", files[1], False), ("first", then, True)):
        report = load_files(
            database.engines, [write(folder / f"{name}.csv", rows)], source=name, supersede=supersede, actor="test"
        )
        assert not list(report.errors)[:3]
    rows = history(files[0], files[1], then, base + 1)
    shares = [replace(share, since=base) for share in SHARES]
    return Stored(World(rows, PROJECTS, SUBPROGRAMMES, GRANTS, shares), (base + 1, base + 2, base + 3))


def test_every_figure_of_loaded_files_equals_the_oracle(stored: Stored, database: Database) -> None:
    rng = random.Random(17)
    with reading(database.engines.reader, EVERYTHING) as connection:
        for number in range(200):
            asked, filters = asked_and_filters(rng, stored.versions)
            wrong = differences(stored, connection, asked, filters)
            assert not wrong, (number, asked, wrong[0])


def test_the_cubes_of_loaded_files_equal_the_rows(stored: Stored, database: Database) -> None:
    assert stored.versions
    with reading(database.engines.reader, EVERYTHING) as connection:
        assert rollups.verify(connection) == []
