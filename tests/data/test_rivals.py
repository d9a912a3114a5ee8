"""Sums that compete, against the same reckoned row by row."""

import random

import numpy as np
import pytest

from dashboard.data.rivals import Grouping, numbered


@pytest.mark.parametrize("seed", range(8))
def test_of_each_group_the_largest_sum_counts(seed: int) -> None:
    rng = random.Random(seed)
    rows = [(rng.randrange(5), rng.randrange(3), rng.randrange(1, 9)) for _ in range(60)]
    if seed % 2:
        rows.sort()  # Rows in the order of their sums are not moved.
    group, rival, people = (np.array(column) for column in zip(*rows, strict=True))
    grouping = Grouping.of([group], rival)
    assert (grouping.order is None) == bool(seed % 2)
    chosen = sorted(rng.sample(range(60), 25))
    sums: dict[tuple[int, int], int] = {}
    for row in chosen:
        sums[rows[row][:2]] = sums.get(rows[row][:2], 0) + rows[row][2]
    most = {one: max(people for (of, _), people in sums.items() if of == one) for one, _ in sums}
    found = grouping.largest(np.array(chosen), [people, people * 2])
    assert dict(zip(group[found.example].tolist(), found.measures[0].tolist(), strict=True)) == most
    assert (found.measures[1] == found.measures[0] * 2).all()


def test_rows_that_stand_the_wrong_way_round_are_put_in_order() -> None:
    grouping = Grouping.of([np.array([1, 0])], np.array([0, 0]))
    found = grouping.largest(np.array([0, 1]), [np.array([7, 5])])
    assert found.example.tolist() == [1, 0]
    assert found.measures[0].tolist() == [5, 7]


def test_no_rows_touch_no_group() -> None:
    found = Grouping.of([np.array([0, 1])], np.array([0, 0])).largest(np.array([], dtype=np.int64), [np.array([7, 5])])
    assert found.example.tolist() == found.measures[0].tolist() == []


def test_equal_rows_have_one_number_and_numbers_ascend_with_the_columns() -> None:
    found = numbered([np.array([2, 1, 2, 1]), np.array([0, 5, 0, 4])])
    assert found.number.tolist() == [2, 1, 2, 0]
    assert found.example.tolist() == [3, 1, 0]
