"""Protected indicators: results beside people reached leave every small cell, and every small result, five values.

The attack succeeds where results are only rounded each by itself, beside people and beside each other.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from random import Random

import pytest
from sqlalchemy import Connection

from dashboard.data import protected_indicators
from dashboard.data.engine import reading
from dashboard.data.privacy.beside import Beside
from tests.conftest import Database
from tests.data.test_privacy import CANDIDATES, EVERY_WORLD
from tests.data.test_protected_indicators import NOBODY
from tests.privacy_attack import collect, system_of
from tests.privacy_results import (
    Results,
    alone_in,
    alone_shown,
    attacked,
    collect_results,
    leaves_of,
    store_results,
)
from tests.privacy_system import System
from tests.privacy_world import FUNDER, Programme, store_programme

WORLDS = 60


@contextmanager
def told_in(database: Database, seed: int) -> Iterator[tuple[Connection, Programme, Results]]:
    """Hold a reading transaction of the funder on a random programme with results."""
    with database.engines.owner.begin() as writer:
        programme = store_programme(writer, seed)
    results = store_results(database.engines, programme, seed)
    with reading(database.engines.reader, FUNDER) as connection:
        yield connection, programme, results


def left_in(database: Database, seed: int, *, grows: tuple[bool, ...] = (False,)) -> list[Counter[tuple[str, ...]]]:
    """Give what the attack leaves of every small cell of a world."""
    with told_in(database, seed) as (connection, programme, results):
        seen, shown = collect(connection, programme), collect_results(connection, results)
    assert all(len(values) == 1 for values in shown.values()), "a result is the same under all filters"
    systems = (system_of(programme, seen, grows=one) for one in grows)
    return [
        Counter(attacked(system, leaves_of(seen), results, shown, grows=one).candidates())
        for system, one in zip(systems, grows, strict=True)
    ]


@pytest.mark.parametrize("seed", EVERY_WORLD)
def test_every_small_cell_keeps_five_values_beside_results(database: Database, seed: int) -> None:
    for left in left_in(database, seed, grows=(False, True)):
        assert len(left) > 40
        assert sum(cell[0].startswith("result") for cell in left) > 5
        assert {cell: number for cell, number in left.items() if number < CANDIDATES} == {}


def test_the_attack_succeeds_where_results_are_rounded_by_themselves(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Beside, "told", lambda *_: None)
    (left,) = left_in(database, 0)
    assert min(number for cell, number in left.items() if not cell[0].startswith("result")) < CANDIDATES


def left_alone(seed: int) -> dict[tuple[str, ...], int]:
    """Give what two releases leave of results that count people who are counted nowhere else."""
    first, second, same = alone_in(Random(seed))
    results = Results((first, second), tuple(same), (1, 2))
    system = System(Counter(), [])
    return attacked(system, {}, results, alone_shown(first, second, NOBODY), grows=True).candidates()


def test_results_that_stand_alone_keep_five_values() -> None:
    left = [left_alone(seed) for seed in range(WORLDS)]
    assert sum(map(len, left)) > 8 * WORLDS
    assert [found for found in left if found and min(found.values()) < CANDIDATES] == []


def test_they_would_not_if_each_were_rounded_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protected_indicators, "_crowded", lambda *_: set())
    assert any(min(left_alone(seed).values()) < CANDIDATES for seed in range(WORLDS))
