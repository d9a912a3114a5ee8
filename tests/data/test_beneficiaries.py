"""Figures about people reached, against the same figures by `tests.oracle`; by hand in `test_counting`."""

import random
from collections import Counter
from collections.abc import Iterator

import pytest

from dashboard.data import counting
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING
from dashboard.data.selection import select_rows
from dashboard.data.wholesale import Numbers
from tests.compared import asked_and_filters, differences
from tests.conftest import Database, Server
from tests.reach_world import Stored, store_world

FROM_THE_START = counting._from_the_start


@pytest.fixture(scope="module")
def database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give one database for all tests of this module, which only read it."""
    copy = postgres.create("test_beneficiaries", migrated)
    yield copy
    postgres.drop(copy)


@pytest.fixture(scope="module")
def stored(database: Database) -> Stored:
    with database.engines.owner.begin() as connection:
        return store_world(connection, random.Random(7))


def test_every_figure_equals_the_oracle_under_random_filters(stored: Stored, database: Database) -> None:
    rng = random.Random(11)
    with reading(database.engines.reader, EVERYTHING) as connection:
        for number in range(250):
            asked, filters = asked_and_filters(rng, stored.versions)
            wrong = differences(stored, connection, asked, filters)
            assert not wrong, (number, asked, wrong[0])


def test_what_rows_add_is_the_same_kept_for_a_version_and_worked_out_for_a_question(
    stored: Stored, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    rng, kept = random.Random(13), Counter[bool]()
    with reading(database.engines.reader, EVERYTHING) as connection:
        for _ in range(120):
            selection = select_rows(connection, asked_and_filters(rng, stored.versions)[1])
            found = []
            for whole in (None, False):
                with monkeypatch.context() as patched:
                    if whole is None:
                        patched.setattr(counting, "_from_the_start", lambda known, rows: told(kept, known, rows))
                    else:
                        patched.setattr(counting, "_from_the_start", lambda _, __: False)
                    found.append(counting.growth(connection, selection))
            assert found[0] == found[1]
    assert min(kept[True], kept[False]) > 0


def told(kept: Counter[bool], known: counting.Crowd, rows: Numbers) -> bool:
    """Say what the product says, and note it."""
    said = FROM_THE_START(known, rows)
    kept[said] += 1
    return said
