"""Exports of KoboToolbox that come again and again, each time whole: a submission is known by its key for ever.

Without superseding, such a file is merged into its source: what is new is added, a submission that was edited replaces
what it said before, and what the file does not name stays. With superseding the file is the whole.
"""

import re

import numpy as np

from dashboard.data.loading.checks import Checked
from dashboard.data.loading.hashing import Hashes, hash_rows
from dashboard.data.loading.kobo import KEY
from dashboard.data.loading.live_rows import LiveRows
from dashboard.data.loading.sheets import from_cells

_EXPORTED = re.compile(r"_-_\d{4}(?:-\d{2}){5}(?: ?\(\d+\))?(?=\.\w+$)")
"""The moment of an export, which KoboToolbox writes at the end of the names of its files."""


def stream_of(file: str) -> str:
    """Give the source that a file fills unless one is named: its name, of an export without the moment in it."""
    return _EXPORTED.sub("", file)


def merges(checked: Checked) -> bool:
    """Say whether every row of a sheet is known by the key of its submission."""
    key = checked.kind.key
    if checked.sheet.form != "kobo" or len(key) != 1 or checked.sheet.headers.get(key[0]) != KEY:
        return False
    return not bool(checked.columns[key[0]].missing.any())


def no_longer_said(checked: Checked, live: LiveRows) -> Hashes:
    """Give the keys of live rows of a repeat which the submissions of a file had before and have no longer.

    The rows of a submission are numbered from 1 on, so that what follows its last row of today is what it lost.
    """
    submissions = checked.sheet.submissions
    if not submissions or not len(live):
        return np.empty(0, np.uint64)
    last = dict.fromkeys(submissions, 0)
    for text in checked.columns[checked.kind.key[0]].texts:
        name, _, number = str(text).rpartition("-")
        if name in last and number.isdecimal():
            last[name] = max(last[name], int(number))
    found = [np.empty(0, np.uint64)]
    while last:
        last = {name: number + 1 for name, number in last.items()}
        keys = hash_rows([from_cells([f"{name}-{number}" for name, number in last.items()])], len(last))
        there = np.isin(keys, live.keys)
        found.append(keys[there])
        last = {pair[0]: pair[1] for pair, is_there in zip(last.items(), there, strict=True) if is_there}
    return np.concatenate(found)
