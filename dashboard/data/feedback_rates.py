"""Chance in counts: exact limits of a Poisson count, and the months that chance does not explain."""

from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import special  # type: ignore[import-untyped]  # SciPy carries no types.

from dashboard.data.wholesale import Numbers

Floats = npt.NDArray[np.floating[Any]]
OUTSIDE = 0.001
"""Probability on either side of the limits of an unusual month (99.8 %)."""
MARGIN = 0.025
"""Probability on either side of a place's interval (95 %)."""
THOUSAND = 1000
_NEAR = 3
"""How far from the real quantile the whole number is looked for."""


def a_thousand(cases: float, contacts: int | None) -> float | None:
    """Give cases per 1,000 contacts, None where there are no contacts."""
    return cases * THOUSAND / contacts if contacts else None


def interval(cases: Numbers) -> tuple[Floats, Floats]:
    """Give the exact 95 % limits of the count that is to be expected where so many cases came in (Garwood)."""
    low = np.where(cases > 0, special.gammaincinv(np.maximum(cases, 1), MARGIN), 0.0)
    return low, special.gammaincinv(cases + 1, 1 - MARGIN)


def usual_range(expected: Floats) -> tuple[Numbers, Numbers]:
    """Give, for each number that is expected, the least and the greatest count that chance explains.

    A count x is too low where at most x, and too high where at least x, comes up with a probability below 0.001.
    """
    near = np.arange(-_NEAR, _NEAR + 1)[:, np.newaxis]
    lows, highs = (
        np.maximum(np.floor(np.nan_to_num(special.pdtrik(tail, expected))) + near, 0) for tail in (OUTSIDE, 1 - OUTSIDE)
    )
    low = np.argmax(special.pdtr(lows, expected) >= OUTSIDE, axis=0)
    high = np.argmax(special.pdtrc(highs, expected) < OUTSIDE, axis=0)
    every = np.arange(len(expected))
    return lows[low, every].astype(np.int64), highs[high, every].astype(np.int64)
