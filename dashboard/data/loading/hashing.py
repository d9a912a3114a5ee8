"""64-bit hashes of rows: which record a row is, and what it says.

They are stored, so they must come out the same for ever: texts are hashed with SipHash under a key that never changes,
and a test pins known values.
"""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.data.loading.checks import Checked
from dashboard.data.loading.sheets import Column, Texts

KEY = "uyum-panosu-2026"
"""Sixteen letters; a change of them would make every stored row look new."""
_STEP = np.uint64(0x9E3779B97F4A7C15)
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_UNMIX = tuple(np.uint64(pow(int(factor), -1, 2**64)) for factor in _MIX)
"""What undoes the two multiplications of `mix`."""

Hashes = NDArray[np.uint64]


def hash_texts(texts: Texts) -> Hashes:
    """Give the hash of every text of a non-empty array."""
    return pd.util.hash_array(np.asarray(texts, dtype=object), hash_key=KEY, categorize=False)


def hash_column(column: Column) -> Hashes:
    """Give the hash of every cell."""
    if not len(column.texts):
        return np.zeros(len(column), np.uint64)
    return np.asarray(hash_texts(column.texts)[column.codes])


def hash_rows(columns: Iterable[Column], rows: int) -> Hashes:
    """Give the hash of every row over some columns; their order counts."""
    found = np.zeros(rows, np.uint64)
    for column in columns:
        found *= _STEP
        found += hash_texts(column.texts) if len(column.texts) == 1 else hash_column(column)
    return mix(found)


def hash_later(hashes: Hashes, columns: Iterable[Column]) -> Hashes:
    """Work the filled cells of columns that came later into the hashes of rows; an empty cell changes nothing."""
    for place, column in enumerate(columns, 1):
        told = mix(hashes + hash_column(column) * _STEP + np.uint64(place))
        hashes = np.where(column.missing, hashes, told)
    return hashes


def mix(values: Hashes) -> Hashes:
    """Spread every bit over all 64 (the finaliser of SplitMix64)."""
    values = (values ^ (values >> np.uint64(30))) * _MIX[0]
    values = (values ^ (values >> np.uint64(27))) * _MIX[1]
    return np.asarray(values ^ (values >> np.uint64(31)))


def unmix(values: Hashes) -> Hashes:
    """Take back what `mix` did."""
    values = _unshifted(values, 31) * _UNMIX[1]
    values = _unshifted(values, 27) * _UNMIX[0]
    return _unshifted(values, 30)


def _unshifted(values: Hashes, bits: int) -> Hashes:
    """Give the values that, each with itself shifted right by so many bits laid over it, are these."""
    found = values
    for _ in range(64 // bits):
        found = values ^ (found >> np.uint64(bits))
    return np.asarray(found)


def emptied(rows: Hashes, columns: Sequence[str], name: str, texts: Texts) -> Hashes:
    """Give the hash of rows after one of their cells became empty, without knowing the others.

    Args:
        rows: hashes of `hash_rows`.
        columns: the names of the columns in their order.
        name: the column that is emptied.
        texts: what stood in it, a text a row.
    """
    if not len(rows):
        return rows
    weight = np.uint64(pow(int(_STEP), len(columns) - 1 - list(columns).index(name), 2**64))
    empty = hash_texts(np.array([""], dtype=object))
    return mix(unmix(rows) + (empty - hash_texts(texts)) * weight)


def digest(keys: Hashes, contents: Hashes) -> str:
    """Give the digest of a set of rows, whatever their order."""
    rows = mix(keys * _MIX[0] + contents)
    total, other = np.sum(rows, dtype=np.uint64), np.sum(mix(rows ^ _STEP), dtype=np.uint64)
    return f"{len(rows)}-{int(total):016x}{int(other):016x}"


def hash_checked(checked: Checked) -> tuple[Hashes, Hashes]:
    """Give key and content hash of every row.

    A row whose own key is empty is known by all that it says besides its numbers, and by its place among the rows that
    say the same; these are ordered by content, so that the order in the file does not matter.
    """
    kind, columns = checked.kind, checked.columns
    contents = hash_rows((columns[f.name] for f in kind.fields if not f.later), len(checked))
    contents = hash_later(contents, (columns[f.name] for f in kind.fields if f.later))
    keys = hash_rows((columns[name] for name in kind.key), len(checked))
    if kind.name == "reach":
        nameless = columns["record_key"].missing
        if nameless.any():
            named = {f.name: columns[f.name] for f in kind.fields}
            keys = np.where(nameless, numbered(dimensions(named, len(checked)), contents), keys)
    return keys, contents


MEASURED = frozenset({"new_people", "contacts", "counting_rule", "record_key"})


def dimensions(columns: Mapping[str, Column], rows: int) -> Hashes:
    """Give the hash of what nameless records are about, from their columns in the order of the KIND."""
    named = (column for name, column in columns.items() if name not in MEASURED)
    return mix(hash_rows(named, rows) ^ _STEP)


def numbered(keys: Hashes, contents: Hashes) -> Hashes:
    """Make equal keys different by the place of each row among its equals, ordered by content."""
    place = np.zeros(len(keys), np.uint64)
    several = np.flatnonzero(pd.Series(keys).duplicated(keep=False).to_numpy())
    order = several[np.lexsort((contents[several], keys[several]))]
    ranked = keys[order]
    starts = np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]])
    place[order] = np.arange(len(order)) - np.repeat(starts, np.diff(np.r_[starts, len(order)]))
    return at_place(keys, place)


def at_place(keys: Hashes, place: Hashes) -> Hashes:
    """Give the keys of nameless records by their place among those that say the same."""
    return mix(keys + place * _STEP)
