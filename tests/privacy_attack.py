"""An attack on protected figures: collect all that filters give, write it down as constraints, and ask what is left.

What an attacker may know is what the methods page tells, and more: of every suppressed cell also whether its true
number lies below 10, unless all of a breakdown is suppressed in its block. Figures that are the sum of what is
published of their cells say nothing new; of all others the attacker takes the true sum to lie where the published
number puts it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product
from typing import Protocol

import numpy as np
from sqlalchemy import Connection

from dashboard.address import parse_address
from dashboard.data import beneficiaries
from dashboard.data.filters import Filters, resolve_filters
from dashboard.data.frames import Columns
from dashboard.shown_sum import is_partial
from tests.privacy_system import SMALL, System
from tests.privacy_world import FUNDER, GROUPS, PROVINCES, QUARTERS, Cell, Programme

OVERLAP = ("G1", "G2", "G1+G2")
"""The parts of two grants that share a project."""
PERIODS = ("", "2021-Q1", "2021-Q2", "2021-02", "2021-03..2021-05")
DAYS = ("2021-06-30", "2021-05-10")
"""Reference days: the last one of the programme, and one within a quarter."""
PLACES = ((), *((one,) for one in PROVINCES), PROVINCES[:2])
GRANTS = ((), ("G1",), ("G2",))
CHOSEN_GROUPS = ((), *((one,) for one in GROUPS), GROUPS[:2])
QUARTER_OF = {"Q1": 3, "Q2": 6}


class Counted(Protocol):
    """A programme whose true cells are known to the test."""

    @property
    def released(self) -> tuple[int, ...]:
        """Give the versions released."""

    def true_cells(self) -> Counter[Cell]:
        """Give the true number of every cell of every release."""


@dataclass(frozen=True)
class Figure:
    """A number that was seen, whether it is marked as leaving cells out, and the cells whose people it counts."""

    cells: frozenset[Cell]
    value: int
    marked: bool


@dataclass
class Seen:
    """All figures that were seen, each once."""

    figures: dict[frozenset[Cell], set[tuple[int, bool]]] = field(default_factory=lambda: defaultdict(set))

    def add(self, cells: frozenset[Cell], value: object) -> None:
        """Note a figure; one that is missing says that nobody is counted."""
        number = 0 if value is None else int(str(int(value)))  # type: ignore[call-overload]  # A number of the page.
        self.figures[cells].add((number, is_partial(value)))

    def all(self) -> list[Figure]:
        """Give the figures, those of few cells first."""
        found = [Figure(cells, *one) for cells, values in self.figures.items() for one in values]
        return sorted(found, key=lambda figure: len(figure.cells))


def queries(programme: Programme) -> Iterator[tuple[str, int]]:
    """Give every address of the programme, with the release that it asks for."""
    for version, day, period, places, grants, groups in product(
        programme.released, DAYS, PERIODS, PLACES, GRANTS, CHOSEN_GROUPS
    ):
        if day != DAYS[0] and (places or groups):
            continue
        parts = [f"v={version}", f"on={day}"]
        parts += [*(f"place={one}" for one in places), *(f"grant={one}" for one in grants)]
        parts += [f"group={one}" for one in groups]
        yield "?" + "&".join([*parts, f"period={period}"] if period else parts), version


def collect(connection: Connection, programme: Programme) -> Seen:
    """Ask everything under every address."""
    seen = Seen()
    for search, version in queries(programme):
        filters = resolve_filters(connection, parse_address(search), FUNDER)
        _Asking(connection, filters, programme, str(version), seen).everything()
    return seen


@dataclass
class _Asking:
    """All figures of one address, with the cells that their definitions say they count."""

    connection: Connection
    filters: Filters
    programme: Programme
    version: str
    seen: Seen

    def everything(self) -> None:
        """Note every figure that the page and its files show of people."""
        answers = beneficiaries.page_answers(self.connection, self.filters)
        groups = self.filters.groups
        people = {"family": "group", "members": [(g,) for g in groups]} if groups else {"family": "total"}
        self._months(answers.reached_by_month(), people)
        self._headline(answers.headline(), people)
        by_group = answers.reached_by_group_and_quarter()
        names = ("quarter", "population_group", "new_people")
        for month, group, value in zip(*(by_group[name] for name in names), strict=True):
            self._note(value, "group", [(group,)], quarters=[_quarter(month.month)])
        places = answers.reached_by_place()
        for place, value in zip(places["place_code"], places["new_people"], strict=True):
            self._note(value, **people, places=[place])  # type: ignore[arg-type]
        if not groups:
            self._breakdowns(answers)

    def _breakdowns(self, answers: object) -> None:
        """Note what is broken down by something else than groups."""
        sexes = answers.reached_by_sex_and_age()  # type: ignore[attr-defined]
        for *key, value in zip(*(sexes[k] for k in ("sex", "age_band", "new_people")), strict=True):
            self._note(value, "sex_age", [tuple(key)])
        named = {"kind": "reached_by_activity_kind", "subprogramme": "reached_by_subprogramme"}
        for family, question in named.items():
            found = getattr(answers, question)()
            for code, value in zip(found["code"], found["new_people"], strict=True):
                self._note(value, family, [(code,)])
        detail = beneficiaries.detail_of(self.connection, self.filters)
        keys = ("place_code", "sex", "age_band", "new_people")
        for place, sex, age, value in zip(*(detail[k] for k in keys), strict=True):
            self._note(value, "sex_age", [(sex, age)], places=[place])

    def _months(self, months: Columns, people: dict[str, object]) -> None:
        """Note the figures over time; with others before it a quarter also stands in the running total."""
        rows = zip(months["month"], months["new_people"], months["unique_people"], strict=True)
        for month, new, total in rows:
            own = _quarter(month.month)
            self._note(new, **people, quarters=[own])  # type: ignore[arg-type]
            until = [quarter for quarter in QUARTERS if quarter <= own]
            self._note(total, **people, quarters=until)  # type: ignore[arg-type]

    def _headline(self, head: beneficiaries.Headline, people: dict[str, object]) -> None:
        """Note the single numbers."""
        until = [q for q in QUARTERS if not self.filters.period or QUARTER_OF[q] <= self.filters.period.end.number]
        self._note(head.unique_people, **people, quarters=until)  # type: ignore[arg-type]
        self._note(head.new_people, **people)  # type: ignore[arg-type]
        if not self.filters.groups:
            self._note(head.host, "group", [("host",)], quarters=until)
            self._note(head.group_unknown, "group", [("unknown",)], quarters=until)
            women = [("female", age) for age in ("18-24", "25-49")]
            self._note(head.women, "sex_age", women, quarters=until)

    def _note(
        self,
        value: object,
        family: str,
        members: list[tuple[str, ...]] | None = None,
        *,
        quarters: list[str] | None = None,
        places: list[str] | None = None,
    ) -> None:
        """Note one figure with its cells."""
        period = self.filters.period
        if quarters is None:
            quarters = [
                q
                for q, last in QUARTER_OF.items()
                if not period or (period.start.number <= last and period.end.number >= last)
            ]
        where = product(
            [self.version],
            self.programme.parts_of(self.filters.grants),
            quarters,
            places or self.filters.places or PROVINCES,
            [family],
            members or [()],
        )
        self.seen.add(frozenset((*head, *tail) for *head, tail in where), value)


def subtract(seen: Seen) -> None:
    """Find the parts of two grants that share a project, by subtracting figures of one and of both from each other."""
    every = {figure.cells: figure for figure in seen.all()}
    for cells, both in every.items():
        kept = [frozenset(c for c in cells if part in c[1].split("+")) for part in sorted(FUNDER.grants)]
        if len(cells) != len(OVERLAP) or len(kept[0]) == len(cells):
            continue
        # A row that is not listed says that nobody is there.
        first, second = (every.get(own, Figure(own, 0, marked=False)) for own in kept)
        common = next(iter(first.cells & second.cells))
        for one, other in ((first, second), (second, first)):
            own = next(iter(one.cells - {common}))
            seen.figures[frozenset({own})].add((both.value - other.value, one.marked and both.marked))
        shared = first.value + second.value - both.value
        seen.figures[frozenset({common})].add((shared, first.marked and second.marked))


def _quarter(month: int) -> str:
    """Give the quarter of a month of the world's year."""
    return next(quarter for quarter, months in QUARTERS.items() if month in months)


def system_of(
    programme: Counted, seen: Seen, *, grows: bool = False, exact: Mapping[frozenset[Cell], int] | None = None
) -> System:
    """Write down what the figures say of the true cells.

    Args:
        programme: gives the true cells, and so the hints that a strong attacker is given.
        seen: what was collected.
        grows: let the attacker also know that no cell shrinks from one release to the next, but for families of a block
            in which one did.
        exact: true sums that the attacker knows besides.
    """
    true = programme.true_cells()
    leaves = {next(iter(f.cells)): f for f in seen.all() if len(f.cells) == 1}
    system = System(true, sorted({*true, *leaves}))
    telling = {cell[:5] for cell, leaf in leaves.items() if leaf.value or not leaf.marked}
    for cell in system.cells:
        hinted = cell[4] == "total" or cell[:5] in telling
        system.low[cell], system.high[cell] = _bounds(leaves.get(cell), true[cell], hinted=hinted)
    system.sums += [(cells & set(system.cells), total, total) for cells, total in (exact or {}).items()]
    for figure in seen.all():
        if exact and figure.value in _told_exactly(exact, figure):
            continue
        known = [leaves.get(cell) for cell in figure.cells]
        if figure.value != sum(leaf.value for leaf in known if leaf):
            low, high = _interval(figure)
            # A running total adds up published quarters; taken for one protected number it would only mislead.
            if low <= sum(true[cell] for cell in figure.cells) <= high:
                system.sums.append((figure.cells & set(system.cells), low, high))
    if grows:
        first, second = map(str, programme.released)
        own = set(system.cells)
        pairs = [(c, (second, *c[1:])) for c in own if c[0] == first and (second, *c[1:]) in own]
        shrunk = {(*c[1:4], c[4]) for c, after in pairs if true[after] < true[c]}
        system.above = [pair for pair in pairs if (*pair[0][1:4], pair[0][4]) not in shrunk]
    return system


def _told_exactly(exact: Mapping[frozenset[Cell], int], figure: Figure) -> list[int]:
    """Give what the attacker knows exactly of a figure's cells."""
    return [total for cells, total in exact.items() if cells == figure.cells]


def _bounds(leaf: Figure | None, true: int, *, hinted: bool) -> tuple[int, float]:
    """Give what the published number of one cell says of it, with the hint for one that is suppressed."""
    if leaf is None:
        return (0, np.inf) if true else (0, 0)
    if leaf.value or not leaf.marked:
        return _interval(leaf)
    if not hinted or not true:
        return 0, np.inf
    return (1, 9) if true < SMALL else (SMALL, np.inf)


def _interval(figure: Figure) -> tuple[int, float]:
    """Give where the true number lies that a published number stands for, if it was protected as a whole."""
    if figure.value:
        return max(figure.value - 2, SMALL), figure.value + 2
    return (1, 9) if figure.marked else (0, 0)
