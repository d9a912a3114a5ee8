"""What people said, for a part of the cases, from the sentences of `shape/feedback_texts.csv`."""

from functools import cache

import numpy as np
import pandas as pd
from numpy.random import Generator

from dashboard.codes import SENSITIVE_CATEGORIES
from dashboard.data.demo.draws import Texts
from dashboard.data.demo.files import shape

WRITTEN = 0.33
"""Share of cases whose words were written down, where there are sentences for them."""

Pool = dict[tuple[str, ...], tuple[str, ...]]


def sayings(cases: pd.DataFrame, random: Generator) -> Texts:
    """Give what was written down of each case, empty for most; of sensitive ones only that somebody wants to talk."""
    pool, private = _pool("feedback_texts"), _pool("feedback_private_texts")
    hidden = is_sensitive(cases).to_numpy()
    written, turns = random.random(len(cases)) < WRITTEN, random.integers(0, 2**31, len(cases))
    texts = np.full(len(cases), "", dtype=object)
    for n, (kind, category, language) in enumerate(cases[["type", "category", "language"]].itertuples(index=False)):
        lines = private.get((language,), ()) if hidden[n] else pool.get((kind, category, language), ())
        if written[n] and lines:
            texts[n] = lines[turns[n] % len(lines)]
    return texts


def is_sensitive(cases: pd.DataFrame) -> pd.Series:
    """Say which cases count as sensitive, as the loader will."""
    return (cases["sensitivity"] != "no") | cases["category"].isin(SENSITIVE_CATEGORIES)


@cache
def _pool(name: str) -> Pool:
    """Give the sentences by what stands before them in their line."""
    found: dict[tuple[str, ...], list[str]] = {}
    for line in shape(name):
        *key, text = line.values()
        found.setdefault(tuple(key), []).append(text)
    return {key: tuple(texts) for key, texts in found.items()}
