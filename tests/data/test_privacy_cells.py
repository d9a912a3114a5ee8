"""The protection of cells by itself, and the cut of grants into parts."""

from datetime import date
from itertools import product
from random import Random

import numpy as np
import pytest

from dashboard.address import Period
from dashboard.data.privacy.adding import shown, sums_of
from dashboard.data.privacy.cells import (
    CANDIDATES,
    SUPPRESSED,
    Published,
    block_of,
    published_family,
    published_totals,
    rounded,
)
from dashboard.data.privacy.growth import states
from dashboard.data.privacy.quarters import in_quarters
from dashboard.data.privacy.scope import cut
from dashboard.data.selection import Window
from dashboard.data.summing import Sums
from dashboard.shown_sum import NOT_SHOWN, ShownSum, is_partial, is_suppressed


def sums(values: list[int]) -> Sums:
    """Give cells of one block, numbered."""
    there = [(at, value) for at, value in enumerate(values) if value]
    keys = {"quarter": np.full(len(there), 24240), "place": np.full(len(there), 34)}
    keys["member"] = np.array([at for at, _ in there], dtype=np.int64)
    return Sums(keys, np.array([[value for _, value in there]], dtype=np.int64))


def told(published: Published, size: int) -> dict[tuple[int, ...], int]:
    """Give what is published of each cell."""
    return sums_of(
        [published], ("member",), lambda keys: np.ones(len(keys["quarter"]), bool), [(n,) for n in range(size)]
    )


@pytest.mark.parametrize(
    ("true", "published"), [(0, 0), (1, SUPPRESSED), (9, SUPPRESSED), (10, 10), (12, 10), (13, 15), (17, 15), (18, 20)]
)
def test_small_numbers_are_suppressed_and_others_rounded(true: int, published: int) -> None:
    assert rounded(np.array([true])).tolist() == [published]


def candidates(own: list[tuple[int, int]], total: tuple[int, int], at: int) -> int:
    """Count the values of a cell that fit its total, by trying them all; bounds are those of each cell."""
    others = [bounds for place, bounds in enumerate(own) if place != at]
    least, most = sum(low for low, _ in others), sum(high for _, high in others)
    fits = {
        value
        for value, whole in product(range(own[at][0], own[at][1] + 1), range(total[0], total[1] + 1))
        if least <= whole - value <= most
    }
    return len(fits)


def test_a_suppressed_cell_keeps_five_values_whatever_the_total_is() -> None:
    rng = Random(1)
    published = 0
    for _ in range(3000):
        values = [rng.choice((0, 0, 1, 2, 3, 5, 8, 9, 10, 12, 13, 21, 70)) for _ in range(rng.randrange(2, 7))]
        total = sum(values)
        if total < 10:
            continue
        found = told(published_family(sums(values), sums([total])), len(values))
        hidden = [at for at, value in enumerate(values) if is_partial(found.get((at,), 0))]
        if len(hidden) == len(values):
            continue
        published += 1
        bounds = [_bounds(value, hidden=at in hidden) for at, value in enumerate(values)]
        near = int(rounded(np.array([total]))[0])
        for at, value in enumerate(values):
            if 0 < value < 10:
                for whole in range(max(near - 2, 10), near + 3):
                    if sum(low for low, _ in bounds) <= whole <= sum(high for _, high in bounds):
                        assert candidates(bounds, (whole, whole), at) >= CANDIDATES, values
    assert published > 500


def _bounds(true: int, *, hidden: bool) -> tuple[int, int]:
    """Give what is known of a cell, and whether it is small where it is suppressed."""
    if not hidden:
        return (0, 0) if not true else (max(int(rounded(np.array(true))) - 2, 10), int(rounded(np.array(true))) + 2)
    return (1, 9) if true < 10 else (10, 500)


def test_a_small_total_withholds_every_family() -> None:
    found = told(published_family(sums([3, 4]), sums([7])), 3)
    assert all(map(is_suppressed, found.values()))
    assert len(found) == 3, "also where nobody is"


def test_a_sum_says_that_it_leaves_cells_out() -> None:
    published = published_totals(sums([40, 7, 12]))
    assert sums_of([published], (), lambda keys: keys["member"] >= 0) == {(): 50}
    assert is_partial(sums_of([published], (), lambda keys: keys["member"] >= 0)[()])
    assert is_suppressed(sums_of([published], (), lambda keys: keys["member"] == 1)[()])
    assert not is_partial(sums_of([published], (), lambda keys: keys["member"] != 1)[()])


def test_a_marked_sum_stays_marked() -> None:
    assert is_partial(sum([3, NOT_SHOWN, 4]))
    assert is_partial(ShownSum(3) + 4)
    assert is_partial(4 + ShownSum(3))
    assert shown(3, 0) == 3
    assert not is_partial(shown(3, 0))


def test_a_block_moves_only_by_ten() -> None:
    one, other, new = 1, 2, 3
    assert states([{one: 7, other: 30}, {one: 8, other: 45, new: 4}, {one: 16, other: 39, new: 12}]) == {
        one: ((0, 7),),
        other: ((0, 30), (1, 45)),
        new: ((1, 4),),
    }


def test_blocks_are_told_apart() -> None:
    cells = Sums({"quarter": np.array([3, 3, 6]), "place": np.array([1, 2, 1])}, np.ones((1, 3), dtype=np.int64))
    assert len(set(block_of(cells).tolist())) == 3


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("2021", "2021"),
        ("2021-H1", "2021-H1"),
        ("2021-02", "2021-Q1"),
        ("2021-03..2021-04", "2021-01..2021-06"),
        ("2020-12..2021-01", "2020-10..2021-03"),
    ],
)
def test_a_period_is_widened_to_quarters(asked: str, given: str) -> None:
    widened = in_quarters(Period.parse(asked))
    assert widened.text == given
    assert (widened.start, widened.end) == (Period.parse(given).start, Period.parse(given).end)


def test_no_two_parts_share_a_day_of_a_project() -> None:
    year = Window(date(2021, 1, 1), date(2021, 12, 31))
    late = Window(date(2021, 6, 16), date.max)
    assert cut({"G1": (year,), "G2": (late,)}) == [
        (frozenset({"G1"}), Window(date(2021, 1, 1), date(2021, 6, 15))),
        (frozenset({"G1", "G2"}), Window(date(2021, 6, 16), date(2021, 12, 31))),
        (frozenset({"G2"}), Window(date(2022, 1, 1), date.max)),
    ]
