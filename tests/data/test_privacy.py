"""Protected figures: what filters give, taken together, leaves every small cell at least five values.

The attack collects all that a funder can ask under every combination of filters and both releases of a small programme,
and solves for each true cell of 1 to 9 how small and how great it could still be. It succeeds as soon as protection is
moved after summing, or as families of cells are protected each by itself.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import pytest
from sqlalchemy import Connection

from dashboard.data.engine import reading
from dashboard.data.privacy import adding, case_cells, standing
from dashboard.data.privacy import cells as protection
from dashboard.data.summing import Sums
from dashboard.shown_sum import ShownSum
from tests.conftest import Database
from tests.privacy_attack import collect, subtract, system_of
from tests.privacy_cases import collect_cases, store_cases
from tests.privacy_world import FUNDER, Programme, store_programme

CANDIDATES, FAMILIES_ALONE = 5, 2
EVERY_WORLD = [0, *(pytest.param(seed, marks=pytest.mark.exhaustive) for seed in range(1, 21))]


@contextmanager
def programme_in(database: Database, seed: int, *, shared: bool = False) -> Iterator[tuple[Connection, Programme]]:
    """Hold a reading transaction of the funder on a random programme."""
    with database.engines.owner.begin() as writer:
        programme = store_programme(writer, seed, shared=shared)
    with reading(database.engines.reader, FUNDER) as connection:
        yield connection, programme


@pytest.mark.parametrize("seed", EVERY_WORLD)
def test_every_small_cell_keeps_five_values(database: Database, seed: int) -> None:
    with programme_in(database, seed) as (connection, programme):
        seen = collect(connection, programme)
    system = system_of(programme, seen)
    assert not system.sums, "every figure is the sum of published cells"
    left = system.candidates()
    assert len(left) > 30
    assert min(left.values()) >= CANDIDATES
    with_growth = system_of(programme, seen, grows=True).candidates()
    assert min(with_growth.values()) >= CANDIDATES, "nor does it help to know that no cell ever shrinks"


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.exhaustive) for seed in range(1, 6))])
def test_two_grants_that_share_a_project_give_nothing_by_subtraction(database: Database, seed: int) -> None:
    with programme_in(database, seed, shared=True) as (connection, programme):
        seen = collect(connection, programme)
    subtract(seen)
    system = system_of(programme, seen)
    assert not system.sums
    left = system.candidates()
    assert sum(cell[1] == "G1+G2" for cell in left) > 10
    assert min(left.values()) >= CANDIDATES
    assert min(system_of(programme, seen, grows=True).candidates().values()) >= CANDIDATES


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.exhaustive) for seed in range(1, 6))])
def test_every_small_cell_of_feedback_keeps_five_values(database: Database, seed: int) -> None:
    with database.engines.owner.begin() as writer:
        store_programme(writer, 0)
    cases = store_cases(database.engines, seed)
    with reading(database.engines.reader, FUNDER) as connection:
        seen = collect_cases(connection, cases)
    assert not system_of(cases, seen).sums
    for grows in (False, True):
        left = system_of(cases, seen, grows=grows).candidates()
        assert len(left) > 100
        assert min(left.values()) >= CANDIDATES


def test_the_attack_on_feedback_succeeds_where_sums_are_protected_instead(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    protect_after_summing(monkeypatch)
    with database.engines.owner.begin() as writer:
        store_programme(writer, 0)
    cases = store_cases(database.engines, 0)
    with reading(database.engines.reader, FUNDER) as connection:
        system = system_of(cases, collect_cases(connection, cases))
    assert system.sums
    assert min(system.candidates().values()) < CANDIDATES


def test_the_same_attack_succeeds_where_sums_are_protected_instead(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    protect_after_summing(monkeypatch)
    with programme_in(database, 0) as (connection, programme):
        system = system_of(programme, collect(connection, programme))
        assert system.sums
        assert min(system.candidates().values()) < CANDIDATES


def test_it_also_succeeds_where_families_do_not_look_at_their_total(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protection, "CANDIDATES", 0)
    with programme_in(database, FAMILIES_ALONE) as (connection, programme):
        assert min(system_of(programme, collect(connection, programme)).candidates().values()) < CANDIDATES


def protect_after_summing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Publish true cells, and protect what they add up to: the order that the product must never have."""

    def all_of(true: Sums, *totals: Sums, **_: bool) -> protection.Published:
        measures = true.measures[:1] if totals else true.measures
        cells = Sums(true.keys, np.concatenate([measures, 0 * measures]))
        blocks = Sums({name: cells.keys[name] for name in protection.BLOCK}, cells.measures)
        return protection.Published(cells, blocks.picked(slice(0)))

    def shown(value: int, withheld: int) -> int:
        number = int(protection.rounded(np.array(value)))
        return ShownSum(max(number, 0)) if number < 0 or withheld else number

    for module in (standing, case_cells):
        for name in ("published_totals", "published_family"):
            monkeypatch.setattr(module, name, all_of, raising=False)
    monkeypatch.setattr(adding, "shown", shown)
