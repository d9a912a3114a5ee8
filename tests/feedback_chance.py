"""Waits and chance in feedback, computed a second time: by the textbook, and by adding up Poisson probabilities."""

import math
from collections import Counter
from collections.abc import Iterable
from datetime import date
from fractions import Fraction

from tests.feedback_facts import Case


def wait(cases: Iterable[Case], day: date) -> tuple[object, ...]:
    """Give cases, waiting, answered, median, 90th percentile and longest wait, by the textbook, one day at a time."""
    observed: list[tuple[int, bool]] = []
    waiting = 0
    for case in cases:
        if case.answered_on(day):
            observed.append(((case.answered - case.received).days, True))  # type: ignore[operator]
        elif case.closed_on(day):
            observed.append(((case.closed - case.received).days, False))  # type: ignore[operator]
        else:
            waiting += 1
            observed.append(((day - case.received).days, False))
    left, reached = Fraction(1), dict.fromkeys((Fraction(1, 2), Fraction(1, 10)))
    for days in sorted({days for days, _ in observed}):
        at_risk = sum(1 for other, _ in observed if other >= days)
        left *= 1 - Fraction(sum(1 for other, event in observed if event and other == days), at_risk)
        for share, found in reached.items():
            if found is None and left <= share:
                reached[share] = days  # type: ignore[assignment]
    answered = sum(1 for _, event in observed if event)
    return (len(observed), waiting, answered, *reached.values(), max((days for days, _ in observed), default=None))


def at_most(count: int, expected: float) -> float:
    """Give the probability of at most so many where so many are expected."""
    if count < 0:
        return 0.0
    if expected == 0:
        return 1.0
    return math.fsum(math.exp(k * math.log(expected) - expected - math.lgamma(k + 1)) for k in range(count + 1))


def judged(
    month: date, category: str, before: list[date], counts: Counter[tuple[date, str]], exposure: dict[date, int]
) -> tuple[object, ...]:
    """Give the contacts of a month, the cases to be expected and whether the count is unusual."""
    usable = [other for other in before if other in exposure]
    if month not in exposure or len(usable) < 6:
        return (exposure.get(month), None, "")
    earlier = sum(counts[other, category] for other in usable)
    expected = earlier / sum(exposure[other] for other in usable) * exposure[month]
    count = counts[month, category]
    if 1 - at_most(count - 1, expected) < 0.001:
        return (exposure[month], expected, "high")
    return (exposure[month], expected, "low" if at_most(count, expected) < 0.001 else "")


def garwood(count: int) -> tuple[float, float]:
    """Give the exact 95 % limits of a Poisson count by halving an interval."""

    def solve(target: float, at: int) -> float:
        low, high = 0.0, count + 20 + 10 * math.sqrt(count + 1)
        for _ in range(200):
            middle = (low + high) / 2
            low, high = (middle, high) if at_most(at, middle) > target else (low, middle)
        return low

    return (solve(0.975, count - 1) if count else 0.0), solve(0.025, count)
