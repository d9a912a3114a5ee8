"""Rank, ties and stability of a rank, as cases written out by hand and beside plain fractions."""

import random
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from dashboard.data.priority import complete, is_high, ranks, stability, totals, tried_weights, whole_weight

CODES = ("ETKI", "YAPILABILIRLIK")


def test_ties_share_the_better_rank_and_the_next_one_is_left_out() -> None:
    assert ranks(np.array([30, 50, 50, 10, 30, 70])).tolist() == [4, 2, 2, 6, 4, 1]
    assert ranks(np.array([], dtype=np.int64)).tolist() == []


def test_a_priority_is_the_weighted_sum_of_the_scores() -> None:
    scores, weights = np.array([[5, 1], [1, 5], [3, 3]]), np.array([6000, 4000])
    assert totals(scores, weights).tolist() == [34000, 26000, 30000]


def test_a_missing_score_makes_a_priority_incomplete_and_not_low() -> None:
    assert complete(np.array([[5, 5], [5, 0], [0, 0], [1, 1]])).tolist() == [True, False, False, True]
    assert complete(np.zeros((2, 0), dtype=np.int64)).tolist() == [False, False]


@pytest.mark.parametrize(("total", "high"), [(34_999, False), (35_000, True), (35_001, True)])
def test_high_begins_exactly_at_three_and_a_half(total: int, high: bool) -> None:  # noqa: FBT001  A case.
    assert is_high(np.array([total]), np.array([3333, 6667])).tolist() == [high]


def test_thirds_do_not_round_a_tie_apart() -> None:
    # 0.1 + 0.2 against 0.3: as floats the first is larger.
    weights = np.array([1000, 2000, 3000])
    sums = totals(np.array([[2, 2, 1], [1, 1, 2]]), weights)
    assert 2 * 0.1 + 2 * 0.2 + 1 * 0.3 != 1 * 0.1 + 1 * 0.2 + 2 * 0.3
    assert sums.tolist() == [9000, 9000]
    assert ranks(sums).tolist() == [1, 1]


def test_a_rank_that_no_weight_moves_is_stable_in_every_run() -> None:
    assert stability(np.array([[5, 5], [3, 3], [1, 1]]), np.array([5000, 5000])).tolist() == [4, 4, 4]


def test_a_rank_that_moves_by_one_place_still_counts_as_stable() -> None:
    # Two projects that change places when either weight moves: never more than one place away.
    assert stability(np.array([[5, 1], [1, 5]]), np.array([5000, 5000])).tolist() == [4, 4]


def test_a_rank_that_moves_by_two_places_does_not() -> None:
    # All tie at rank 1 with even weights. Impact × 1.2 or ease × 0.8: 3.5 3.3 3.3 3.1, so ranks 1 2 2 4; the
    # other two runs turn the order round. The outer projects are near rank 1 in two runs of four, the middle in four.
    scores = np.array([[5, 1], [3, 3], [3, 3], [1, 5]])
    assert ranks(totals(scores, np.array([5000, 5000]))).tolist() == [1, 1, 1, 1]
    assert stability(scores, np.array([5000, 5000])).tolist() == [2, 4, 4, 2]


def test_moving_a_weight_of_nothing_moves_nothing() -> None:
    scores = np.array([[1, 5], [1, 4], [5, 1]])
    assert stability(scores, np.array([0, 10_000])).tolist() == [4, 4, 4]


@pytest.mark.parametrize("seed", range(60))
def test_ranks_and_stability_are_those_of_plain_fractions(seed: int) -> None:
    rng = random.Random(seed)
    size, width = rng.randrange(1, 25), rng.randrange(1, 7)
    scores = [[rng.randint(1, 5) for _ in range(width)] for _ in range(size)]
    weights = [rng.choice((0, 1, 3333, rng.randrange(1, 10_000))) for _ in range(width)]
    weights[0] = weights[0] or 1

    def plain(factors: list[Fraction]) -> list[int]:
        whole = sum((f * w for f, w in zip(factors, weights, strict=True)), Fraction(0))
        found = [sum(f * w * s for f, w, s in zip(factors, weights, row, strict=True)) / whole for row in scores]
        return [1 + sum(other > one for other in found) for one in found]

    one = [Fraction(1)] * width
    base = plain(one)
    runs = [plain([*one[:j], Fraction(parts, 10), *one[j + 1 :]]) for j in range(width) for parts in (8, 12)]
    firm = [sum(abs(run[i] - base[i]) <= 1 for run in runs) for i in range(size)]
    matrix, vector = np.array(scores), np.array(weights)
    assert ranks(totals(matrix, vector)).tolist() == base
    assert stability(matrix, vector).tolist() == firm


def test_weights_are_whole_numbers_of_ten_thousandths() -> None:
    assert [whole_weight(Decimal(text)) for text in ("1", "0.2500", "0.0001", "30.5")] == [10_000, 2500, 1, 305_000]


def test_weights_that_somebody_tries_are_read_from_the_address() -> None:
    assert tried_weights("ETKI:30,YAPILABILIRLIK:0", CODES) == {"ETKI": 300_000, "YAPILABILIRLIK": 0}
    assert tried_weights("YAPILABILIRLIK:2.5,ETKI:1", CODES) == {"YAPILABILIRLIK": 25_000, "ETKI": 10_000}
    assert tried_weights("A:B:1", ("A:B",)) == {"A:B": 10_000}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "ETKI:30",
        "ETKI:30,ETKI:20",
        "ETKI:30,YAPILABILIRLIK:20,ETKI:30",
        "ETKI:30,BASKA:20",
        "ETKI:0,YAPILABILIRLIK:0",
        "ETKI:-1,YAPILABILIRLIK:2",
        "ETKI:1e3,YAPILABILIRLIK:2",
        "ETKI:1.23456,YAPILABILIRLIK:2",
        "ETKI:,YAPILABILIRLIK:2",
        "ETKI:١,YAPILABILIRLIK:2",
        "ETKI:NaN,YAPILABILIRLIK:2",
        "ETKI: 1,YAPILABILIRLIK:2",
    ],
)
def test_weights_that_do_not_name_each_criterion_once_are_refused(text: str) -> None:
    assert tried_weights(text, CODES) is None


def test_without_criteria_there_is_nothing_to_try() -> None:
    assert tried_weights("", ()) is None
    assert tried_weights("A:1", ()) is None
