"""Checks of the project pool's files: what the weights of a set of criteria must be together."""

from decimal import Decimal

import numpy as np

from dashboard.data.loading.checks import Checked
from dashboard.data.loading.rules import is_one_of


def weights_make_one(checked: Checked) -> None:
    """Every weight is above 0, and those of a file sum to exactly 1; a criterion written twice counts once."""
    weights = checked.columns["weight"]
    checked.refuse("weight", "load.error.weight_zero", np.flatnonzero(is_one_of(weights, "0")))
    _, first = np.unique(checked.columns["code"].codes, return_index=True)
    texts = weights.take(first).cells
    if not len(texts) or weights.missing.any():
        return
    total = sum((Decimal(text) for text in texts), Decimal(0))
    if total != 1:
        last = np.array([len(checked) - 1])
        checked.refuse("weight", "load.error.weights_sum", last, total=f"{total.normalize():f}")
