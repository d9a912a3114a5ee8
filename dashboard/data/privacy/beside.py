"""People reached as they are published, beside which the results of a grant's indicators are told.

A result that counts people could be a sum of base cells: of its quarters, or of all quarters up to its end, in its
province or in all. Told by a number of its own it would be such a sum with little rounding, and tell of small cells
among them. So whatever could be such a sum, by what is published, is told as this sum is: it is what the pages about
people show, and says nothing new. What could be none of them by published numbers alone says nothing of the cells.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np
from sqlalchemy import Connection

from dashboard.codes import AGE_BAND, POPULATION_GROUP, SEX
from dashboard.data.directory import Directory, directory
from dashboard.data.per_version import remembered
from dashboard.data.privacy.cells import HALF, LEAST, MOST_HIDDEN, SUPPRESSED, Published, rounded
from dashboard.data.privacy.quarters import quarter_of
from dashboard.data.privacy.reach_cells import published, subprogramme_of
from dashboard.data.privacy.reach_rows import COUNTS, FAMILIES
from dashboard.data.privacy.scope import Part, parts_of
from dashboard.data.summing import Sums
from dashboard.shown_sum import NOT_SHOWN, ShownSum

_KEPT = 64
_ANY = 1 << 40
"""Stands for no upper limit."""
_DAY = timedelta(1)
Block = tuple[date, date, int | None]
"""Start and end of a period, and the id of a place, None for all."""
Member = tuple[str, int]
"""Column of a family and one of its values."""
_MEMBERS = {
    "sex": ("sex_age", "sex", SEX),
    "age_band": ("sex_age", "age_band", AGE_BAND),
    "population_group": ("group", "population_group", POPULATION_GROUP),
}
"""For each dimension of results that is one of base cells: family, column and codes."""


class Sum(NamedTuple):
    """A sum of published cells, how many of them are suppressed, and between what its true value lies."""

    shown: int
    suppressed: int
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Meaning:
    """Which cells a result could be a sum of: a family, one of its members or all; None where no family tells.

    A `fine` one is only a part of what cells tell: where any of them is suppressed it is not told by itself.
    """

    family: str | None
    member: Member | None = None
    fine: bool = False


WHOLE = Meaning("total")
"""That of a result that speaks of a whole grant."""
SHARE = Meaning(None, fine=True)
"""That of some of the people, by whatever they are told apart."""


@dataclass(frozen=True, slots=True)
class Beside:
    """What is published of the people of one grant."""

    known: Directory
    parts: tuple[Part, ...]
    lines: Mapping[str, tuple[Sums, ...]]
    """By family, for each count of it: cells, with what is shown, whether it is suppressed, and its limits."""
    kept: dict[tuple[object, ...], Sum] = field(default_factory=dict, compare=False)

    def of_project(self, project: int | None) -> Meaning:
        """Give what results of one project mean, of the whole grant where it pays for no other."""
        if project is None or {i for part in self.parts for i, _ in part.projects} <= {project}:
            return WHOLE
        if project not in self.known.projects:
            return SHARE
        return Meaning("subprogramme", ("subprogramme", subprogramme_of(self.known, project)), fine=True)

    def of_part(self, whole: Meaning, dimension: str, value: str) -> Meaning:
        """Give what results of a part of a breakdown mean."""
        family, column, codes = _MEMBERS.get(dimension, (None, "", ()))
        if whole != WHOLE or value not in codes:
            return SHARE
        return Meaning(family, (column, codes.index(value)), fine=True)

    def told(self, number: int, meaning: Meaning, block: Block) -> int | None:
        """Give how a number of people is told: as a sum of published cells, or not at all.

        Args:
            number: it, 0 or more.
            meaning: which cells it could be a sum of.
            block: its period and place.

        Returns:
            The sum, `NOT_SHOWN`, or None where it is a cell of its own.
        """
        first, last = quarter_of(block[0]), quarter_of(block[1])
        place, whole = self.province(block[2]), self._is_whole(block[2])
        whole &= self._begins(block[0]) and self._ends(block[1])
        if whole and meaning.family:
            for own in self._sums(meaning.family, meaning.member, (first, None), last, place):
                if own.most and own.least <= _highest(number) and _lowest(number) <= own.most:
                    return ShownSum(own.shown) if own.suppressed else own.shown
        if not whole or meaning.fine:
            families = {"total", meaning.family} if meaning.family else set(FAMILIES)
            if any(own.suppressed for name in families for own in self._sums(name, None, (None,), last, place)):
                return NOT_SHOWN
        return None

    def anything_suppressed(self, block: Block) -> bool:
        """Say whether any cell of people of a place up to the end of a period is suppressed."""
        place = self.province(block[2])
        last = quarter_of(block[1])
        return any(own.suppressed for name in FAMILIES for own in self._sums(name, None, (None,), last, place))

    def province(self, place: int | None) -> int | None:
        """Give the province of a place, None for all."""
        found = self.known.places.get(place) if place is not None else None
        return found.parent or found.id if found else place

    def _is_whole(self, place: int | None) -> bool:
        """Say whether a place is a whole province, or all of them."""
        found = self.known.places.get(place) if place is not None else None
        return found is None or found.level == "province"

    def _begins(self, day: date) -> bool:
        """Say whether nobody counts in the same quarter before a day."""
        starts = (window.first for part in self.parts for _, days in part.projects for window in days)
        return quarter_of(day) != quarter_of(day - _DAY) or day <= min(starts, default=day)

    def _ends(self, day: date) -> bool:
        """Say whether nobody counts in the same quarter after a day."""
        ends = (window.last for part in self.parts for _, days in part.projects for window in days)
        return quarter_of(day) != quarter_of(day + _DAY) or day >= max(ends, default=day)

    def _sums(
        self, family: str, member: Member | None, firsts: tuple[int | None, ...], last: int, place: int | None
    ) -> Iterator[Sum]:
        """Give the sums of each count of a family, from each of some quarters to the last."""
        for first in firsts:
            for count, lines in enumerate(self.lines[family]):
                key = (family, count, member, first, last, place)
                if key not in self.kept:
                    self.kept[key] = _sum(lines, member, first, last, place)
                yield self.kept[key]


@remembered(_KEPT)
def beside(connection: Connection, own: frozenset[str], grant: str, version: int, newest: int) -> Beside:
    """Give what is published of the people of a grant.

    Args:
        connection: a reading transaction.
        own: codes of all grants of the viewer, see `scope.parts_of`.
        grant: code of the grant.
        version: a version released of it.
        newest: the newest data version, which says what is released now.
    """
    parts = parts_of(connection, own, frozenset({grant}), version, newest)
    lines = {
        name: tuple(
            _lines([published(connection, part, name) for part in parts], FAMILIES[name], count)
            for count in range(len(COUNTS) if name == "total" else 1)
        )
        for name in FAMILIES
    }
    return Beside(directory(connection, version), parts, lines)


def _lines(told: list[Published], columns: tuple[str, ...], count: int) -> Sums:
    """Give the cells of one count of all parts; what is withheld stands for every member."""
    empty = np.empty(0, dtype=np.int64)
    found = Sums(dict.fromkeys(("quarter", "place", "withheld", *columns), empty), np.empty((4, 0), dtype=np.int64))
    total = not columns
    for part in told:
        own = part.cells
        value, hidden = own.measures[count], own.measures[count + own.measures.shape[0] // 2]
        least = np.where(value > 0, np.maximum(value - HALF, LEAST), hidden if total else 0)
        most = np.where(value > 0, value + HALF, hidden * (MOST_HIDDEN if total else _ANY))
        keys = {name: own.keys[name] for name in ("quarter", "place", *columns)} | {"withheld": np.zeros_like(value)}
        found = found.joined(Sums(keys, np.stack([value, hidden, least, most])))
        blocks = part.withheld.keys
        one = np.ones(len(part.withheld), dtype=np.int64)
        keys = {**blocks, **dict.fromkeys(columns, one - 2), "withheld": one}
        found = found.joined(Sums(keys, np.stack([0 * one, one, 0 * one, one * _ANY])))
    return found


def _sum(lines: Sums, member: Member | None, first: int | None, last: int, place: int | None) -> Sum:
    """Add up cells."""
    keys = lines.keys
    chosen = keys["quarter"] <= last
    if first is not None:
        chosen &= keys["quarter"] >= first
    if place is not None:
        chosen &= keys["place"] == place
    if member:
        chosen &= (keys[member[0]] == member[1]) | (keys["withheld"] > 0)
    return Sum(*lines.measures[:, chosen].sum(axis=1).tolist())


def _near(number: int) -> int:
    """Give the published number of a true one."""
    return int(rounded(np.array([number]))[0])


def _lowest(number: int) -> int:
    """Give the least true number that is published as this one is."""
    near = _near(number)
    return 1 if near == SUPPRESSED else max(near - HALF, LEAST) if near else 0


def _highest(number: int) -> int:
    """Give the greatest true number that is published as this one is."""
    near = _near(number)
    return MOST_HIDDEN if near == SUPPRESSED else near + HALF if near else 0
