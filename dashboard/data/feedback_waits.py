"""How long people wait for an answer: the Kaplan-Meier estimate, which counts those who still wait (exact).

The share of people who still wait after t days falls at each t on which answers came, by the part of those who had
waited that long and not longer been observed less. Those who are still waiting on the reference day, or whose case was
closed without an answer, count until then.
"""

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from dashboard.data.wholesale import Numbers

_CLOSE = 1e-9
"""Floating-point shares nearer than this to the share asked for are compared as fractions."""
MEDIAN, P90 = Fraction(1, 2), Fraction(1, 10)
"""The shares that still wait at the median and at the 90th percentile."""


@dataclass(frozen=True, slots=True)
class Wait:
    """The time until a first response; `median_days` or `p90_days` is None where it is not reached, or without cases.

    `waiting` are the cases neither answered nor closed; `longest_days` is the longest wait observed, answered or not.
    """

    cases: int
    waiting: int
    answered: int
    median_days: int | None
    p90_days: int | None
    longest_days: int | None


def wait_of(waited: Numbers, cases: Numbers, waiting: Numbers) -> Wait:
    """Give the waiting time of some cases.

    Args:
        waited: twice the days waited, one more where no answer came, as in the cells; values may repeat.
        cases: how many cases each stands for.
        waiting: how many of them still wait.
    """
    days, place = np.unique(waited // 2, return_inverse=True)
    answers = np.bincount(place, weights=cases * (waited % 2 == 0), minlength=len(days)).astype(np.int64)
    observed = np.bincount(place, weights=cases, minlength=len(days)).astype(np.int64)
    return Wait(
        cases=int(observed.sum()),
        waiting=int(waiting.sum()),
        answered=int(answers.sum()),
        median_days=quantile(days, answers, observed, MEDIAN),
        p90_days=quantile(days, answers, observed, P90),
        longest_days=int(days[-1]) if len(days) else None,
    )


def quantile(days: Numbers, answers: Numbers, observed: Numbers, share: Fraction) -> int | None:
    """Give the first day on which at most a share of all still waits, None where it is not reached.

    Args:
        days: waits in rising order, each once.
        answers: how many waits ended with an answer on each of them.
        observed: how many waits were observed until each of them, answered or not.
        share: the share.
    """
    at_risk = observed[::-1].cumsum()[::-1]
    left = np.cumprod(1 - answers / np.maximum(at_risk, 1))
    close = np.flatnonzero(left <= float(share) + _CLOSE)
    if not len(close):
        return None
    exact, done = Fraction(1), 0
    for place in close.tolist():
        if left[place] < float(share) - _CLOSE:
            return int(days[place])
        for fell, risk in zip(answers[done : place + 1].tolist(), at_risk[done : place + 1].tolist(), strict=True):
            exact *= Fraction(risk - fell, risk)
        done = place + 1
        if exact <= share:
            return int(days[place])
    return None
