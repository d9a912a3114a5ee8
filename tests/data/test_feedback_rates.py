"""Chance in counts, against sums of Poisson probabilities and against SciPy's distributions."""

import numpy as np
import pytest
from scipy import stats

from dashboard.data.feedback_rates import a_thousand, interval, usual_range
from tests.feedback_chance import at_most, garwood

EXPECTED = (0.0, 0.0005, 0.3, 1.0, 2.5, 6.9, 7.0, 20.5, 99.0, 1234.5, 250_000.0)


@pytest.mark.parametrize("expected", EXPECTED)
def test_counts_outside_the_limits_are_those_of_too_little_probability(expected: float) -> None:
    (low,), (high,) = (limits.tolist() for limits in usual_range(np.array([expected])))
    chance = stats.poisson(expected)
    assert chance.cdf(low) >= 0.001
    assert low == 0 or chance.cdf(low - 1) < 0.001
    assert chance.sf(high) < 0.001
    assert high == 0 or chance.sf(high - 1) >= 0.001


def test_where_none_is_expected_a_single_case_is_unusual() -> None:
    low, high = usual_range(np.array([0.0]))
    assert (low.tolist(), high.tolist()) == ([0], [0])
    assert usual_range(np.array([]))[0].tolist() == []


@pytest.mark.parametrize("count", [0, 1, 2, 10, 73])
def test_the_interval_of_a_count_leaves_a_fortieth_on_either_side(count: int) -> None:
    (low,), (high,) = (limits.tolist() for limits in interval(np.array([count])))
    assert (low, high) == pytest.approx(garwood(count), rel=1e-9)
    assert at_most(count, high) == pytest.approx(0.025)
    assert count == 0 or 1 - at_most(count - 1, low) == pytest.approx(0.025)


def test_a_rate_without_contacts_is_missing() -> None:
    assert a_thousand(3, 1500) == 2
    assert a_thousand(3, 0) is None
    assert a_thousand(3, None) is None
