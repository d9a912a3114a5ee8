"""Where a table begins: which of its first rows is the header, in one row or two, and whose form it has."""

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from dashboard.data.loading.kinds import KINDS
from dashboard.data.loading.labels import headers_of, plain

HEAD_ROWS = 25
"""A header is looked for in the first rows only."""
BETWEEN = " / "
"""Stands between the two rows of a header where the lower one alone would say the same twice."""
_TAG = re.compile(r"#\s*[A-Za-z]\w*(?:\s*\+\s*[A-Za-z]\w*)*")
_KOBO = frozenset(
    {"_id", "_uuid", "_index", "_submission_time", "_parent_index", "_submission__uuid", "_submission__id"}
)
_LEAST_KOBO = 2

Head = Sequence[tuple[int, list[str]]]
"""The first rows that hold anything, each with its number."""


@dataclass(frozen=True, slots=True)
class Header:
    """A header: its last row, by number, and the name of every column, empty where there is none."""

    row: int
    names: list[str]
    form: str = "plain"
    tags: dict[str, str] = field(default_factory=dict)
    """The HXL tag of each named column."""


Find = Callable[[Head], Header | None]
"""How the header of a table is found in its first rows."""


def find_header(head: Head, wanted: frozenset[str] = frozenset()) -> Header | None:
    """Give the header of a table, or None where no row looks like one.

    `wanted` are the headers of a column map, in plain letters: the row with most of them is the header.
    """
    tagged = next((at for at, (_, cells) in enumerate(head) if is_tagged(cells)), None)
    if tagged is not None:
        return _tagged(head, tagged)
    alone = [Header(number, cells, "kobo" if is_kobo(cells) else "plain") for number, cells in head]
    scored = [(_score(header.names, wanted), header) for header in alone]
    first = next((pair for pair in scored if pair[0]), None)
    if wanted:
        first = max(filter(lambda pair: pair[0], scored), key=lambda pair: pair[0], default=None)
    if first and first[1].form == "kobo":
        return first[1]
    doubled = [(_score(header.names, wanted), header) for header in _doubled(head)]
    near = [pair for pair in doubled if first is None or abs(pair[1].row - first[1].row) <= 1]
    best = max(near, key=lambda pair: pair[0], default=None)
    if best and best[0] > (first[0] if first else 0):
        return best[1]
    return first[1] if first else None


def guess_header(head: Head) -> Header | None:
    """Give the row that looks most like a header where no KIND knows one: the first of the widest of them."""
    if not head:
        return None
    widest = max(sum(map(bool, cells)) for _, cells in head)
    number, cells = next((n, c) for n, c in head if sum(map(bool, c)) == widest)
    return Header(number, cells)


def find_or_guess(head: Head) -> Header | None:
    """Give the header of a table, or what looks most like one."""
    return find_header(head) or guess_header(head)


def is_tagged(cells: Sequence[str]) -> bool:
    """Say whether a row holds HXL tags, at least two, and nothing else."""
    filled = [cell for cell in cells if cell]
    return len(filled) > 1 and all(_TAG.fullmatch(cell) for cell in filled)


def _tagged(head: Head, at: int) -> Header:
    """Give the header of a table with tags: the words above them, or the tags themselves."""
    number, tags = head[at]
    above = head[at - 1][1] if at else []
    names, told = [], {}
    for place, tag in enumerate(tags):
        words = above[place] if place < len(above) else ""
        twin = words in told or above.count(words) > 1
        name = tag if twin or not words else words
        names.append(name if tag else words)
        if tag:
            told[name] = re.sub(r"\s", "", tag).casefold()
    names += above[len(tags) :]
    return Header(number, names, "hxl", told)


def _doubled(head: Head) -> list[Header]:
    """Give the headers that two rows right below each other make together."""
    pairs = itertools.pairwise(head)
    return [Header(n, _joined(upper, lower)) for (m, upper), (n, lower) in pairs if n == m + 1]


def _joined(upper: list[str], lower: list[str]) -> list[str]:
    """Give the names of a header of two rows: the lower one says more, the upper one stands over several."""
    width = max(len(upper), len(lower))
    above, below = ([*cells, *[""] * (width - len(cells))] for cells in (upper, lower))
    names, over = [], ""
    for up, down in zip(above, below, strict=True):
        over = up or (over if down else "")
        again = bool(down) and below.count(down) > 1
        names.append(f"{over}{BETWEEN}{down}" if again and over else down or up)
    return names


def is_kobo(cells: Sequence[str]) -> bool:
    """Say whether a row holds columns that KoboToolbox adds by itself."""
    return len({cell.casefold() for cell in cells} & _KOBO) >= _LEAST_KOBO


def _score(names: list[str], wanted: frozenset[str]) -> int:
    """Say how much of a header a row is, 0 where it is none."""
    filled = [plain(name) for name in names if name]
    if wanted:
        return len(wanted & set(filled))
    if is_kobo(names):
        return len(filled)
    known = max(sum(name in headers_of(kind) for name in filled) for kind in KINDS.values())
    return known if known > 1 and known * 2 > len(filled) else 0
