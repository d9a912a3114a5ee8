"""What a load would change: which rows are new, which are there already, and which end."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from dashboard.data.loading.checks import Checked
from dashboard.data.loading.hashing import Hashes, digest
from dashboard.data.loading.live_rows import LiveRows
from dashboard.data.loading.sheets import as_texts


@dataclass(frozen=True, slots=True)
class Plan:
    """The outcome of comparing a file with the live rows of its source.

    `added` are positions of rows in the file, `ended` ids in the database; `digest` is of the source after the load.
    `changed` rows are among both: their key is live with other content. `unchanged` ones are live word for word.
    `missing` rows are live, are not in a file that is merged into its source, and stay.
    """

    keys: Hashes
    contents: Hashes
    added: NDArray[np.int64]
    ended: NDArray[np.int64]
    duplicate: int
    digest: str
    changed: int = 0
    unchanged: int = 0
    missing: int = 0

    @property
    def changes_nothing(self) -> bool:
        """Say whether the live rows of the source are exactly the file's."""
        return not len(self.added) and not len(self.ended)


def distinct_rows(checked: Checked, keys: Hashes, contents: Hashes) -> NDArray[np.int64]:
    """Give the positions of rows that are to be stored, each key once.

    The same key twice with the same content is a duplicate and is left out, with other content it is refused. Records
    of people reached never are duplicates: with a key of their own they are refused, without one kept with a warning.
    """
    index = pd.Series(keys)
    again = index.duplicated().to_numpy()
    if checked.kind.name == "reach":
        _warn_of_same_rows(checked, contents)
    if not again.any():
        return np.arange(len(keys))
    first = _first_of(index, again)
    same = contents[again] == contents[first]
    refused = np.flatnonzero(again)[~same] if checked.kind.name != "reach" else np.flatnonzero(again)
    earlier = checked.rows[first if checked.kind.name == "reach" else first[~same]]
    checked.refuse(
        checked.kind.key[0], "load.error.key_twice", refused, row=as_texts([str(r) for r in earlier.tolist()])
    )
    return np.flatnonzero(~again)


def _warn_of_same_rows(checked: Checked, contents: Hashes) -> None:
    """Warn of records that repeat an earlier row of the file word for word."""
    index = pd.Series(contents)
    again = index.duplicated().to_numpy() & checked.columns["record_key"].missing
    if again.any():
        earlier = as_texts([str(row) for row in checked.rows[_first_of(index, again)].tolist()])
        checked.warn("", "load.warning.same_row", np.flatnonzero(again), row=earlier)


def _first_of(index: "pd.Series[int]", again: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Give for each repeated value the position where it stands first."""
    codes, values = pd.factorize(index.to_numpy())
    first = np.full(len(values), len(index))
    np.minimum.at(first, codes, np.arange(len(index)))
    return np.asarray(first[codes[again]])


def plan_load(
    rows: NDArray[np.int64],
    keys: Hashes,
    contents: Hashes,
    live: LiveRows,
    *,
    supersede: bool,
    replaced: Hashes | None = None,
) -> Plan:
    """Compare the rows to be stored with the live rows of their source.

    Without superseding, a file that says exactly what is live changes nothing; anything else is added to what is live.
    A file is merged where `replaced` is there: its rows replace those of their keys, and the keys of `replaced` end.
    """
    places = pd.Index(live.keys).get_indexer(pd.Index(keys[rows])) if len(live) else np.full(len(rows), -1)
    there = np.zeros(len(rows), bool)
    there[places >= 0] = live.contents[places[places >= 0]] == contents[rows][places >= 0]
    gone = np.ones(len(live), bool)
    gone[places[there]] = False
    merged = replaced is not None and not supersede
    if merged:
        gone &= np.isin(live.keys, np.r_[keys[rows], replaced])
    elif not supersede and not (there.all() and not gone.any()):
        gone[:] = False
        there = there & False
    added, kept = rows[~there], live.only(~gone)
    after = digest(np.r_[kept.keys, keys[added]], np.r_[kept.contents, contents[added]])
    changed = int(np.count_nonzero(np.isin(live.keys[gone], keys[added])))
    missing = int(len(live) - np.count_nonzero(gone) - there.sum()) if merged else 0
    return Plan(keys, contents, added, live.ids[gone], len(keys) - len(rows), after, changed, int(there.sum()), missing)


def refuse_live_keys(checked: Checked, rows: NDArray[np.int64], keys: Hashes, live: LiveRows) -> None:
    """Refuse rows whose key is live already in their own source, which is not being superseded."""
    taken = np.isin(keys[rows], live.keys)
    checked.refuse(checked.kind.key[0], "load.error.already_live", rows[taken])


def refuse_keys_of_others(
    checked: Checked, rows: NDArray[np.int64], keys: Hashes, others: LiveRows, names: dict[int, str]
) -> None:
    """Refuse rows of a register whose key is live in another source."""
    if not len(others):
        return
    places = pd.Index(others.keys).get_indexer(pd.Index(keys[rows]))
    taken = places >= 0
    sources = as_texts([names.get(int(source), "") for source in others.sources[places[taken]]])
    checked.refuse(checked.kind.key[0], "load.error.live_elsewhere", rows[taken], source=sources)


def refuse_second_set(checked: Checked, kept: LiveRows, names: dict[int, str]) -> None:
    """Refuse a file that is a whole set while rows of another set stay live beside it."""
    if len(kept):
        first = np.zeros(1, np.int64)
        checked.refuse(checked.kind.key[0], "load.error.second_set", first, source=names.get(int(kept.sources[0]), ""))
