"""The time to an answer, against `lifelines` and the textbook, for many made-up lists of waits."""

import random
import warnings
from fractions import Fraction

import numpy as np
import pytest

from dashboard.data.feedback_waits import MEDIAN, P90, Wait, quantile, wait_of

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # What the library's own imports warn of is not this product's affair.
    from lifelines import KaplanMeierFitter
    from lifelines.utils import qth_survival_time


def made(rng: random.Random) -> list[tuple[int, bool]]:
    """Give waits in days, each with whether an answer ended it; ties are common."""
    longest, answered = rng.choice((3, 20, 200)), rng.choice((0.2, 0.6, 0.9, 1.0))
    return [(rng.randrange(longest), rng.random() < answered) for _ in range(rng.choice((1, 2, 5, 40, 300)))]


def waited(waits: list[tuple[int, bool]]) -> Wait:
    """Give the product's answer; equal waits stand in several lines, as in answers from several sources."""
    coded = np.array([2 * days + (not event) for days, event in waits])
    ones = np.ones(len(waits), dtype=np.int64)
    return wait_of(coded, ones, ones * 0)


@pytest.mark.parametrize("seed", range(60))
def test_quantiles_equal_those_of_lifelines(seed: int) -> None:
    waits = made(random.Random(seed))
    fitted = KaplanMeierFitter().fit([days for days, _ in waits], [event for _, event in waits])
    found = waited(waits)
    for share, days in ((0.5, found.median_days), (0.1, found.p90_days)):
        expected = qth_survival_time(share, fitted.survival_function_)
        # Where the estimate touches the share, floating-point numbers may miss it; the exact answer is right.
        touched = np.isclose(fitted.survival_function_.iloc[:, 0].to_numpy(), share, atol=1e-12).any()
        assert touched or (days if days is not None else float("inf")) == expected
    assert (found.cases, found.answered) == (len(waits), sum(event for _, event in waits))
    assert found.longest_days == max(days for days, _ in waits)


@pytest.mark.parametrize("seed", range(60))
def test_quantiles_equal_exact_fractions(seed: int) -> None:
    waits = made(random.Random(1000 + seed))
    left, expected = Fraction(1), {MEDIAN: None, P90: None}
    for days in sorted({days for days, _ in waits}):
        at_risk = sum(1 for other, _ in waits if other >= days)
        left *= 1 - Fraction(sum(1 for other, event in waits if event and other == days), at_risk)
        expected = {share: days if found is None and left <= share else found for share, found in expected.items()}
    found = waited(waits)
    assert (found.median_days, found.p90_days) == tuple(expected.values())


def test_a_share_that_is_met_exactly_counts_as_reached() -> None:
    """Of 10 cases 5 are answered on different days: exactly one half still waits after the fifth."""
    days = np.arange(1, 11)
    answers = np.array([1] * 5 + [0] * 5)
    assert quantile(days, answers, np.ones(10, dtype=np.int64), MEDIAN) == 5
    assert quantile(days, answers, np.ones(10, dtype=np.int64), P90) is None


def test_shares_that_float_cannot_hold_are_compared_exactly() -> None:
    """A tenth is left after 27 of 30 answers, spread over days on which nobody drops out."""
    days, answers = np.arange(30), np.array([1] * 27 + [0] * 3)
    assert quantile(days, answers, np.ones(30, dtype=np.int64), P90) == 26


def test_answers_come_before_those_who_drop_out_on_the_same_day() -> None:
    assert waited([(4, True), (4, False)]) == Wait(2, 0, 1, 4, None, 4)


def test_without_cases_nothing_is_known() -> None:
    nothing = np.array([], dtype=np.int64)
    assert wait_of(nothing, nothing, nothing) == Wait(0, 0, 0, None, None, None)
