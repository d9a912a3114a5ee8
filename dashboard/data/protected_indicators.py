"""What protected viewers see of indicators that count people.

A result that could be a sum of base cells is told as that sum, see `privacy.beside`: it is what the pages about people
show. Every other one is a base cell of its own, protected once: 0 stays 0, 1 to 9 is kept back, the rest is rounded to
5; results of the same indicator that hold a small one or lie within it are kept back too. To-date values, progress and
S-curves are made of these. Of a ratio the numerator and the denominator are such numbers. A share of the people reached
is told only where none of their cells is suppressed, and so is a percentage without a fraction, in whole percent. Parts
of a breakdown stand beside the whole of their period and place, and are kept back together where the whole would tell
of one of them.

From one release to the next a period and place is told anew only where a number of it is other by 10 or more, and then
without its parts. Targets, baselines and indicators that count things are exact.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Protocol

import numpy as np

from dashboard.data.privacy.beside import SHARE, WHOLE, Beside, Block, Meaning
from dashboard.data.privacy.cells import LEAST, SUPPRESSED, Published, published_family, rounded
from dashboard.data.privacy.quarters import quarters_of
from dashboard.data.readings import Amount, Part, Reading, Rows, Told
from dashboard.data.result_steps import block_of, rows_told
from dashboard.data.summing import Sums
from dashboard.shown_sum import NOT_SHOWN, ShownSum, is_partial

THINGS = "things"
"""What an indicator must declare to count so that its results are shown exactly; undeclared ones count as people."""
UNIT, PERCENTAGE = "1", "2"
"""Measures of which the values, or the fractions, are numbers of somebody or something."""


class Described(Protocol):
    """What an indicator says of itself; see `data.schema.results`."""

    kind: Any
    measure: Any
    counts: Any


def counts_people(row: Described) -> bool:
    """Say whether an indicator's results are numbers of people, or might be."""
    return row.counts != THINGS and row.measure in (UNIT, PERCENTAGE) and row.kind != "qualitative"


def protected_rows(row: Described, states: Sequence[Rows], people: Beside, whole: Meaning = WHOLE) -> Rows:
    """Give the results of an indicator, its whole (None) and its parts, as they are shown.

    Args:
        row: the indicator.
        states: its true results at each release up to the one that is seen, the earliest first.
        people: what is published of the people of its grant.
        whole: which of them its results speak of.
    """
    if not counts_people(row):
        return states[-1]
    columns = _columns(row)
    true, again = rows_told(states, columns)
    parts = {part: told for part, told in true.items() if part is not None}
    shown: Rows = {}
    silent = set[Block]()
    if None in true:
        protection = _Protection(row, people, whole, _crowded(true[None], columns, people))
        shown[None] = [protection.of(one) for one in true[None]]
        silent = {block_of(one) for one in shown[None] if _is_partial(one)}
    hidden = _hidden(true.get(None, []), parts)
    for part, told in parts.items():
        crowded = _crowded(told, columns, people) | silent | again
        kept_back = {block for own, block in hidden if own == part}
        protection = _Protection(row, people, people.of_part(whole, *part), crowded, kept_back)
        shown[part] = [protection.of(one) for one in told]
    return shown


@dataclass(frozen=True, slots=True)
class _Protection:
    """How the results of an indicator, or of a part of it, are shown.

    In `crowded` periods and places they are no cells of their own, in `kept_back` ones not told as a sum either: with
    the whole they would tell of a part that is suppressed.
    """

    row: Described
    people: Beside
    meaning: Meaning
    crowded: set[Block]
    kept_back: set[Block] = field(default_factory=set)

    def of(self, one: Told) -> Told:
        """Give one result as it is shown; words about a number that is kept back are kept back with it."""
        if one.numerator is not None or one.denominator is not None:
            top = self._number(one.numerator, one, SHARE if self._is_of_people(one) else self.meaning)
            made = replace(one, numerator=top, denominator=self._number(one.denominator, one, self.meaning))
        else:
            bare = self.row.measure == PERCENTAGE
            made = replace(one, value=self._percentage(one) if bare else self._number(one.value, one, self.meaning))
        return replace(made, comment=None) if _is_partial(made) else made

    def _is_of_people(self, one: Told) -> bool:
        """Say whether a rate could be a share of the people reached, so that they would tell of its numerator."""
        whole = one.denominator
        return bool(whole) and self.people.told(_whole(whole or Decimal(0)), self.meaning, block_of(one)) is not None

    def _number(self, value: Amount | None, one: Told, meaning: Meaning) -> Amount | None:
        """Give what is shown of a number of people."""
        if value is None:
            return None
        if value and block_of(one) in self.kept_back:
            return NOT_SHOWN
        told = self.people.told(_whole(value) if value else 0, meaning, block_of(one))
        if told is None:
            return NOT_SHOWN if block_of(one) in self.crowded else shown_amount(value)
        if value < 0:
            return NOT_SHOWN
        return told if isinstance(told, ShownSum) else Decimal(told)

    def _percentage(self, one: Told) -> Amount | None:
        """Give what is shown of a percentage of which no fraction is told."""
        if one.value is None:
            return None
        return NOT_SHOWN if self.people.anything_suppressed(block_of(one)) else Decimal(round(one.value))


def _is_partial(one: Reading) -> bool:
    """Say whether anything of a result is kept back."""
    return any(map(is_partial, (one.value, one.numerator, one.denominator)))


def _columns(row: Described) -> tuple[str, ...]:
    """Give the columns of results that are numbers of people."""
    return ("value", "numerator", "denominator") if row.measure == UNIT else ("numerator", "denominator")


def _crowded(told: Iterable[Told], columns: tuple[str, ...], people: Beside) -> set[Block]:
    """Give the periods and places that hold a small result, or lie within one: in a quarter and province of both."""
    known = list(told)
    small: defaultdict[int, defaultdict[int | None, set[Block]]] = defaultdict(lambda: defaultdict(set))
    for one in known:
        if any(number and abs(number) < LEAST for number in (getattr(one, name) for name in columns)):
            for quarter in quarters_of(one.start, one.end):
                small[quarter][people.province(one.place)].add(block_of(one))
    found = set[Block]()
    for block in {block_of(one) for one in known} if small else ():
        own = people.province(block[2])
        beside = (small[quarter] for quarter in quarters_of(block[0], block[1]) if quarter in small)
        if any(
            blocks - {block}
            for by_province in beside
            for province, blocks in by_province.items()
            if province is None or own is None or province == own
        ):
            found.add(block)
    return found


def shown_amount(value: Amount | None) -> Amount | None:
    """Give what is shown of a number of people; corrections below 0 are treated as their size is."""
    if value is None or not value:
        return value
    size = int(rounded(np.array([_whole(value)]))[0])
    return NOT_SHOWN if size == SUPPRESSED else Decimal(size if value > 0 else -size)


def _hidden(whole: Sequence[Reading], parts: Mapping[Part, list[Told]]) -> set[tuple[Part, Block]]:
    """Give the parts that are kept back in a period and place besides their own size; see `privacy.cells`.

    Where the whole of a period and place was not told, the greatest sum of a breakdown stands for it if there are
    several breakdowns; a lone one tells of nothing but itself.
    """
    dimensions: dict[str, dict[tuple[Part, Block], int]] = {}
    for part, told in parts.items():
        own = dimensions.setdefault(part[0], {})
        for one in told:
            own[part, block_of(one)] = own.get((part, block_of(one)), 0) + _size(one)
    totals = _totals(whole, list(dimensions.values()))
    found = (_hidden_of(cells, totals) for cells in dimensions.values())
    return set[tuple[Part, Block]]().union(*found)


def _totals(whole: Sequence[Reading], dimensions: list[dict[tuple[Part, Block], int]]) -> dict[Block, int]:
    """Give what the parts of each period and place stand beside."""
    told: dict[Block, int] = {}
    for one in whole:
        if one.known:
            told[block_of(one)] = told.get(block_of(one), 0) + _size(one)
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
