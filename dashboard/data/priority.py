"""Priority, rank and how firm a rank is: the arithmetic alone, in whole numbers, free of any database.

Weights are whole numbers, so that no comparison depends on how a fraction is rounded; only their proportions matter.
Projects are rows of a matrix of scores, criteria its columns, and 0 stands where a score is missing.
"""

import re
from collections.abc import Collection
from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

UNITS = 10_000
"""Whole parts of a weight of 1: stored and tried weights have at most four decimal places."""
HIGH = (7, 2)
"""A priority of at least 3.5, as a fraction, is high."""
_FIRMNESS = 2
"""A weight is moved by 2 of 10 parts, down and up."""
_TRIED = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,4})?")


def whole_weight(weight: Decimal) -> int:
    """Give a weight as a whole number of its ten-thousandths."""
    return int(weight * UNITS)


def tried_weights(text: str, codes: Collection[str]) -> dict[str, int] | None:
    """Read the weights that somebody tries, `A:30,B:20.5`; None where they cannot be used.

    Args:
        text: the value of the address parameter.
        codes: all criteria of the pool; each must be named exactly once, and not all weights may be 0.
    """
    found: dict[str, int] = {}
    for part in text.split(","):
        code, _, number = part.rpartition(":")
        if code not in codes or code in found or not _TRIED.fullmatch(number):
            return None
        found[code] = whole_weight(Decimal(number))
    return found if len(found) == len(codes) and any(found.values()) else None


def complete(scores: Ints) -> Bools:
    """Say which projects have a score for every criterion; without criteria none has a priority."""
    rows, criteria = scores.shape
    known = np.count_nonzero(scores, axis=1) if criteria else np.full(rows, -1)
    return np.asarray(known == criteria, dtype=bool)


def totals(scores: Ints, weights: Ints) -> Ints:
    """Give Σ weight × score of every project; the priority is that divided by Σ weight."""
    return scores @ weights


def is_high(sums: Ints, weights: Ints) -> Bools:
    """Say which totals stand for a priority of at least 3.5."""
    top, bottom = HIGH
    return sums * bottom >= top * int(weights.sum())


def ranks(sums: Ints) -> Ints:
    """Give every project 1 + the number of projects with a strictly higher total: ties share the better rank."""
    ordered = np.sort(sums)
    return len(sums) - np.searchsorted(ordered, sums, side="right") + 1


def stability(scores: Ints, weights: Ints) -> Ints:
    """Count for every project the runs in which its rank stays within one place of its rank.

    There are two runs for each criterion: its weight times 0.8 and times 1.2. What the weights then add up to is the
    same for all projects and changes no order. Divided by the number of runs the count is the rank's stability.

    Args:
        scores: the projects that are ranked, all of them complete.
        weights: one for each criterion.
    """
    base = 10 * totals(scores, weights)
    # In the order of the totals: what is almost sorted is sorted, and read, in half the time.
    order = np.argsort(base)
    base, columns, size = base[order], np.ascontiguousarray(scores[order].T), len(base)
    rank, firm = ranks(base), np.zeros(size, dtype=np.int64)
    # A place of at most rank + 1: no more than `rank` totals are higher. One of at least rank - 1: `rank - 2` are.
    last, first = rank >= size, rank <= 2  # noqa: PLR2004  Nobody rises by two from the second place.
    below, above = np.where(last, 0, size - 1 - rank), np.where(first, 0, size + 2 - rank)
    for one, weight in zip(columns, weights, strict=True):
        step = _FIRMNESS * weight * one
        for moved in (base - step, base + step):
            ordered = np.sort(moved)
            firm += (last | (ordered[below] <= moved)) & (first | (ordered[above] > moved))
    found = np.empty_like(firm)
    found[order] = firm
    return found
