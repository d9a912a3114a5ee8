"""What protected viewers see of indicators that count people: every stored result is a base cell of its own.

A result is protected once: 0 stays 0, 1 to 9 is kept back, the rest is rounded to 5; to-date values, progress and
S-curves are made of these cells. Of a ratio the numerator and the denominator are such cells. Parts of a breakdown
stand beside the whole of their period and place, and are kept back together where the whole would tell of one of them.
Targets, baselines and indicators that count things are exact.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Protocol, TypeVar

import numpy as np

from dashboard.data.privacy.cells import SUPPRESSED, Published, published_family, rounded
from dashboard.data.standing import Amount, Reading
from dashboard.data.summing import Sums
from dashboard.shown_sum import NOT_SHOWN

THINGS = "things"
"""What an indicator must declare to count so that its results are shown exactly; undeclared ones count as people."""
UNIT, PERCENTAGE = "1", "2"
"""Measures of which the values, or the fractions, are numbers of somebody or something."""
ReadingT = TypeVar("ReadingT", bound=Reading)
Block = tuple[date, date, int | None]
"""Start and end of a period, and a place."""
Part = tuple[str, str]
"""Dimension and value of a breakdown."""


class Described(Protocol):
    """What an indicator says of itself; see `data.schema.results`."""

    kind: Any
    measure: Any
    counts: Any


def counts_people(row: Described) -> bool:
    """Say whether an indicator's results are numbers of people, or might be."""
    return row.counts != THINGS and row.measure in (UNIT, PERCENTAGE) and row.kind != "qualitative"


def protected(row: Described, told: Iterable[ReadingT]) -> list[ReadingT]:
    """Give the results of the whole indicator as they are shown; those of things as they are."""
    return [_protected(one, row) for one in told] if counts_people(row) else list(told)


def protected_parts(
    row: Described, whole: Iterable[Reading], parts: Mapping[Part, Iterable[ReadingT]]
) -> dict[Part, list[ReadingT]]:
    """Give the results of the parts of breakdowns as they are shown.

    Args:
        row: the indicator.
        whole: its true results of the whole.
        parts: the true results of each part.
    """
    if not counts_people(row):
        return {part: list(told) for part, told in parts.items()}
    known = {part: list(told) for part, told in parts.items()}
    hidden = _hidden(list(whole), known)
    return {
        part: [_kept_back(one) if (part, _block(one)) in hidden else _protected(one, row) for one in told]
        for part, told in known.items()
    }


def shown_amount(value: Amount | None) -> Amount | None:
    """Give what is shown of a number of people; corrections below 0 are treated as their size is."""
    if value is None or not value:
        return value
    size = int(rounded(np.array([_whole(value)]))[0])
    return NOT_SHOWN if size == SUPPRESSED else Decimal(size if value > 0 else -size)


def _protected(one: ReadingT, row: Described) -> ReadingT:
    """Give one result as it is shown; words about a number that is kept back are kept back with it."""
    if one.numerator is not None or one.denominator is not None:
        made = replace(one, numerator=shown_amount(one.numerator), denominator=shown_amount(one.denominator))
        return _without_words(made) if NOT_SHOWN in (made.numerator, made.denominator) else made
    if row.measure == PERCENTAGE:
        return one
    value = shown_amount(one.value)
    return _kept_back(one) if value is NOT_SHOWN else replace(one, value=value)


def _kept_back(one: ReadingT) -> ReadingT:
    """Give a result of which nothing is shown."""
    if not one.known:
        return one
    if one.value is None:
        return _without_words(replace(one, numerator=NOT_SHOWN, denominator=NOT_SHOWN))
    return _without_words(replace(one, value=NOT_SHOWN))


def _without_words(one: ReadingT) -> ReadingT:
    """Give a result without what was said of it."""
    more: dict[str, Any] = {"comment": None} if hasattr(one, "comment") else {}
    return replace(one, **more)


def _block(one: Reading) -> Block:
    """Give period and place of a result."""
    return one.start, one.end, one.place


def _hidden(whole: list[Reading], parts: Mapping[Part, list[ReadingT]]) -> set[tuple[Part, Block]]:
    """Give the parts that are kept back in a period and place besides their own size; see `privacy.cells`.

    Where the whole of a period and place was not told, the greatest sum of a breakdown stands for it if there are
    several breakdowns; a lone one tells of nothing but itself.
    """
    dimensions: dict[str, dict[tuple[Part, Block], int]] = {}
    for part, told in parts.items():
        own = dimensions.setdefault(part[0], {})
        for one in told:
            own[part, _block(one)] = own.get((part, _block(one)), 0) + _size(one)
    totals = _totals(whole, list(dimensions.values()))
    found = (_hidden_of(cells, totals) for cells in dimensions.values())
    return set[tuple[Part, Block]]().union(*found)


def _totals(whole: list[Reading], dimensions: list[dict[tuple[Part, Block], int]]) -> dict[Block, int]:
    """Give what the parts of each period and place stand beside."""
    told: dict[Block, int] = {}
    for one in whole:
        if one.known:
            told[_block(one)] = told.get(_block(one), 0) + _size(one)
    if len(dimensions) > 1:
        sums: dict[Block, int] = {}
        for cells in dimensions:
            own: dict[Block, int] = {}
            for (_, block), size in cells.items():
                own[block] = own.get(block, 0) + size
            sums |= {block: max(size, sums.get(block, 0)) for block, size in own.items()}
        told = sums | told
    return told


def _hidden_of(cells: Mapping[tuple[Part, Block], int], totals: Mapping[Block, int]) -> set[tuple[Part, Block]]:
    """Give the parts of one breakdown that are kept back."""
    beside = [key for key in cells if key[1] in totals]
    blocks = {block: at for at, block in enumerate(dict.fromkeys(block for _, block in beside))}
    names = {part: at for at, part in enumerate(dict.fromkeys(part for part, _ in beside))}
    if not beside:
        return set()
    at = {"quarter": np.array([blocks[block] for _, block in beside])}
    keys = at | {"place": np.zeros(len(beside), dtype=np.int64), "part": np.array([names[part] for part, _ in beside])}
    own = Sums(
        {"quarter": np.array([*blocks.values()]), "place": np.zeros(len(blocks), dtype=np.int64)},
        _line(totals[b] for b in blocks),
    )
    published = published_family(Sums(keys, _line(cells[key] for key in beside)), own)
    shown = _shown(published)
    return {key for key in beside if (blocks[key[1]], names[key[0]]) not in shown}


def _shown(published: Published) -> set[tuple[int, int]]:
    """Give block and part of the cells of which something is known."""
    cells = published.cells
    rows = zip(cells.keys["quarter"].tolist(), cells.keys["part"].tolist(), cells.measures[1].tolist(), strict=True)
    return {(block, part) for block, part, kept_back in rows if not kept_back}


def _line(values: Iterable[int]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Give numbers as the one measure of sums."""
    return np.array([list(values)], dtype=np.int64)


def _size(one: Reading) -> int:
    """Give how many people a result speaks of; a ratio of those of whom something is asked."""
    value = one.value if one.denominator is None else one.denominator
    return _whole(value) if value else 0


def _whole(value: Amount) -> int:
    """Give the size of a number other than 0 as a whole one, at least 1."""
    return max(int(abs(Decimal(value))), 1)
