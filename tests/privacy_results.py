"""The attack on protected indicators: results that add people of a small programme up in every way that loads can.

An attacker knows what each indicator counts: which base cells each of its results adds up, or that months and districts
add up to such cells, places to the whole, and women and men to both.
"""

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import product

from sqlalchemy import Connection

from dashboard.address import Period, parse_address
from dashboard.data.directory import directory
from dashboard.data.engine import Engines, writing
from dashboard.data.filters import resolve_filters
from dashboard.data.framework_lines import framework
from dashboard.data.privacy.beside import Beside
from dashboard.data.protected_indicators import protected_rows
from dashboard.data.readings import Rows, Told
from dashboard.data.releasing import release
from dashboard.shown_sum import is_partial
from tests.privacy_attack import GRANTS, PERIODS, PLACES, Seen
from tests.privacy_system import SMALL, System
from tests.privacy_world import AGES, DISTRICTS, FUNDER, PROVINCES, SEXES, Cell, Programme
from tests.timeline_world import INDICATOR, RESULTS, indicator, load, month, table

HALVES = {"2021-Q1": ("Q1",), "2021-Q2": ("Q2",), "2021-H1": ("Q1", "Q2")}
WIDE, OFF = 2, (1, 2, -1, 4)
SIZES = (0, 1, 2, 3, 5, 7, 8, 9, 11, 12, 14, 23)
ALONE = "ALONE"
"""The indicator of people who are counted nowhere else."""
Part = tuple[str, str] | None
Named = tuple[str, str, str, Part]
"""Code of an indicator, period, place (empty for all) and part of a breakdown."""


@dataclass(frozen=True)
class Result:
    """A result: its number, and the cells whose people it counts, if they are whole base cells."""

    name: Named
    value: int
    cells: frozenset[Cell] = frozenset()
    denominator: int | None = None


@dataclass(frozen=True)
class Results:
    """What two releases tell of indicators, and which results add up to others or to base cells."""

    told: tuple[dict[Named, Result], dict[Named, Result]]
    same: tuple[tuple[frozenset[Named], frozenset[Named] | frozenset[Cell]], ...]
    released: tuple[int, int]

    def standing(self) -> dict[Named, int]:
        """Give the numbers of `ALONE` as they stand in the second release: those of a place move together, by 10."""
        found = {name: one.value for name, one in self.told[0].items() if name[0] == ALONE}
        blocks = defaultdict(list)
        for name in found:
            blocks[name[:3]].append(name)
        for names in blocks.values():
            new = {name: self.told[1][name].value for name in names}
            if any(abs(new[name] - found[name]) >= SMALL for name in names) or not any(found[name] for name in names):
                found |= new
        return found


def store_results(engines: Engines, programme: Programme, seed: int) -> Results:
    """Load results of both grants, and once more with corrections; release both."""
    rng = random.Random(seed)
    people = list(_of_people(programme, rng))
    first, second, same = alone_in(rng)
    kinds = {one.name[0]: one for one in people}
    rows = [_described(code) for code in (*kinds, ALONE)]
    load(engines, {"indicators": table(f"{INDICATOR},counts", *rows)})
    released = []
    for alone in (first, second):
        lines = [_row(one) for one in (*people, *alone.values())]
        load(engines, {"results": table(RESULTS, *lines)}, supersede=bool(released), reason="düzeltme")
        with writing(engines.writer) as connection:
            known = release(connection, "G1", actor="test").released_version
            released.append(release(connection, "G2", known, actor="test").released_version)
    told = [{one.name: one for one in (*people, *alone.values())} for alone in (first, second)]
    fine = [one for one in people if not one.cells]
    links = [*same, *_finer(programme, fine)]
    return Results((told[0], told[1]), tuple(links), (released[0], released[1]))


def _described(code: str) -> str:
    """Give the row of an indicator, whose code begins with its grant and ends with what it is."""
    what = code.rpartition("-")[2]
    told = {"grant_code": "G1" if code == ALONE else code[:2], "programme_code": "PA"}
    if what in {"A1", "A2"}:
        told |= {"project_code": what}
    kind = {"SNAPSHOT": "snapshot", "RATE": "ratio"}.get(what, "unique_people")
    return indicator(code, kind, **told) + ",unique_people"


def _row(one: Result) -> str:
    """Give a result as files have it."""
    code, period, place, part = one.name
    more = {"dimension": part[0], "dimension_value": part[1]} if part else {}
    if one.denominator is None:
        return month(code, period, str(one.value), place, **more)
    return month(code, period, "", place, numerator=str(one.value), denominator=str(one.denominator), **more)


def _of_people(programme: Programme, rng: random.Random) -> Iterator[Result]:
    """Give results that add up people of the second release, as they stand there."""
    for grant, period in product(("G1", "G2"), HALVES):
        known = _Known(programme, grant, period)
        yield known.result("WHOLE", known.total())
        yield known.result("NEAR", known.total(), off=rng.choice(OFF))
        if period != "2021-H1":
            yield from known.of_quarter(rng)


@dataclass(frozen=True)
class _Known:
    """What is true of a grant and period."""

    programme: Programme
    grant: str
    period: str

    def cells(
        self, family: str, members: Iterable[tuple[str, ...]], places: tuple[str, ...] = PROVINCES
    ) -> frozenset[Cell]:
        """Give base cells of the second release."""
        version, parts = str(self.programme.released[1]), self.programme.parts_of((self.grant,))
        where = product([version], parts, HALVES[self.period], places, [family], members)
        return frozenset((*head, *tail) for *head, tail in where)

    def total(self, *places: str) -> frozenset[Cell]:
        """Give the cells of everybody in some places, or in all."""
        return self.cells("total", [()], places or PROVINCES)

    def number(self, cells: frozenset[Cell]) -> int:
        """Count the people of some cells."""
        return sum(self.programme.true_cells()[cell] for cell in cells)

    def result(self, what: str, cells: frozenset[Cell], place: str = "", part: Part = None, off: int = 0) -> Result:
        """Give a result that counts the people of some cells, or is a little off."""
        return Result((f"{self.grant}-{what}", self.period, place, part), max(self.number(cells) + off, 0), cells)

    def of_quarter(self, rng: random.Random) -> Iterator[Result]:
        """Give the results that are told by quarter, month, place and part."""
        whole = self.total()
        yield self.result("QUARTER", whole)
        yield self.result("SNAPSHOT", whole if self.period == "2021-Q1" else whole | _earlier(whole))
        for sex in SEXES:
            yield self.result("QUARTER", self.cells("sex_age", [(sex, age) for age in AGES]), part=("sex", sex))
        women = self.result("RATE", self.cells("sex_age", [("female", age) for age in AGES]))
        yield Result(women.name, women.value, women.cells, self.number(whole))
        for place in PROVINCES:
            yield self.result("PLACED", self.total(place), place)
            own = self.number(self.total(place))
            yield Result((f"{self.grant}-DISTRICT", self.period, DISTRICTS[place], None), own)
        first = Period.parse(self.period).start.number
        for at, number in enumerate(_split(self.number(whole), 3, rng)):
            yield Result((f"{self.grant}-MONTH", f"2021-{first + at:02}", "", None), number)
        for project in ("A1", "A2") if self.grant == "G1" else ():
            own_cells = self.cells("subprogramme", [(self.programme.world.subprogramme_of[project],)])
            yield self.result(project, own_cells)


def _earlier(cells: frozenset[Cell]) -> frozenset[Cell]:
    """Give the same cells a quarter before."""
    return frozenset((*cell[:2], "Q1", *cell[3:]) for cell in cells)


def _split(number: int, parts: int, rng: random.Random) -> list[int]:
    """Cut a number into parts, small ones among them."""
    cuts = sorted(min(rng.choice((3, 7, rng.randrange(number + 1))), number) for _ in range(parts - 1))
    return [after - before for before, after in zip([0, *cuts], [*cuts, number], strict=True)]


Same = list[tuple[frozenset[Named], frozenset[Named]]]


def alone_in(rng: random.Random) -> tuple[dict[Named, Result], dict[Named, Result], Same]:
    """Give the results of `ALONE` at two releases: provinces and all of them, women and men, quarter by quarter."""
    found: dict[Named, Result] = {}
    same = []
    for period, place in product(("2021-Q1", "2021-Q2"), PROVINCES):
        for sex in SEXES:
            name = (ALONE, period, place, ("sex", sex))
            found[name] = Result(name, rng.choice(SIZES))
    _whole_of(found)
    for name in found:
        code, period, place, part = name
        if part is None:
            same.append((frozenset({name}), frozenset((code, period, place, ("sex", sex)) for sex in SEXES)))
        if not place:
            same.append((frozenset({name}), frozenset((code, period, one, part) for one in PROVINCES)))
    later = {name: Result(name, _corrected(one.value, name, rng)) for name, one in found.items()}
    _whole_of(later)
    return found, later, same


def _whole_of(found: dict[Named, Result]) -> None:
    """Add up women and men, and provinces."""
    for period in ("2021-Q1", "2021-Q2"):
        for place in PROVINCES:
            values = [found[ALONE, period, place, ("sex", sex)].value for sex in SEXES]
            found[ALONE, period, place, None] = Result((ALONE, period, place, None), sum(values))
        for part in (None, *(("sex", sex) for sex in SEXES)):
            values = [found[ALONE, period, place, part].value for place in PROVINCES]
            found[ALONE, period, "", part] = Result((ALONE, period, "", part), sum(values))


def _corrected(value: int, name: Named, rng: random.Random) -> int:
    """Give what a part of a place counts later; sums are made of it."""
    return value + rng.choice((0, 1, 3, 9, 12, 25)) if name[2] and name[3] else value


def _finer(programme: Programme, fine: list[Result]) -> Iterator[tuple[frozenset[Named], frozenset[Cell]]]:
    """Give which months and districts add up to which base cells."""
    version = str(programme.released[1])
    groups: dict[tuple[str, str, str], set[Named]] = defaultdict(set)
    for one in fine:
        code, period, place, _ = one.name
        quarter = period[-2:] if "Q" in period else f"Q{(int(period[-2:]) + 2) // 3}"
        groups[code, quarter, place[:5]].add(one.name)
    for (code, quarter, place), names in groups.items():
        places = [place] if place else PROVINCES
        yield (
            frozenset(names),
            frozenset(product([version], programme.parts_of((code[:2],)), [quarter], places, ["total"])),
        )


Number = tuple[int, bool]
Shown = dict[tuple[int, Named], set[tuple[Number, ...]]]
"""By release and result what is shown of it: each of its numbers, and whether it is marked."""


def alone_shown(first: dict[Named, Result], second: dict[Named, Result], people: Beside) -> Shown:
    """Give what is shown of the results of `ALONE` beside some people."""
    states = [_rows(told) for told in (first, second)]
    found: Shown = {}
    for at in (0, 1):
        for part, told in protected_rows(_People(), states[: at + 1], people).items():
            for one in told:
                name = (ALONE, _period(one.start, one.end), f"TR-{one.place:02}" if one.place else "", part)
                found[at, name] = {(_number(one.value),)}
    return found


@dataclass(frozen=True)
class _People:
    """An indicator of people."""

    kind: str = "unique_people"
    measure: str = "1"
    counts: str = "unique_people"


def _rows(told: dict[Named, Result]) -> Rows:
    """Give results as the product has them."""
    found: Rows = {}
    for (_, period, place, part), one in told.items():
        row = Told(*_days(period), int(place[-2:]) if place else None, Decimal(one.value))
        found.setdefault(part, []).append(row)
    return found


def _number(value: object) -> Number:
    """Give what is seen of a number."""
    return int(str(int(value or 0))), is_partial(value)  # type: ignore[call-overload]  # A number of the page.


def collect_results(connection: Connection, results: Results) -> Shown:
    """Read every result under every address."""
    found: Shown = defaultdict(set)
    places = {i: code for code, i in directory(connection, results.released[1]).ids["place"].items()}
    for at, (grants, chosen, period) in product((0, 1), product(GRANTS, PLACES, PERIODS)):
        parts = [f"v={results.released[at]}", *(f"place={one}" for one in chosen), *(f"grant={one}" for one in grants)]
        address = parse_address("?" + "&".join([*parts, f"period={period}"] if period else parts))
        for line in framework(connection, resolve_filters(connection, address, FUNDER)).lines:
            rows = [(None, line.whole), *line.parts.items()]
            for part, one in ((part, one) for part, readings in rows for one in readings.results):
                name = (line.row.code, _period(one.start, one.end), places.get(one.place or 0, ""), part)
                numbers = (one.value,) if one.value is not None else (one.numerator, one.denominator)
                found[at, name].add(tuple(map(_number, numbers)))
    return found


def _period(start: date, end: date) -> str:
    """Write a period as the world does."""
    periods = [*HALVES, *(f"2021-{number:02}" for number in range(1, 7))]
    return next(text for text in periods if _days(text) == (start, end))


def _days(text: str) -> tuple[date, date]:
    """Give the days of a period."""
    period = Period.parse(text)
    return period.first_day, period.last_day


def attacked(system: System, leaves: Mapping[Cell, int], results: Results, shown: Shown, *, grows: bool) -> System:
    """Add what results say to what is known of people reached.

    Cells of results are named by release, indicator, period and place, and part; each is a block of its own.

    Args:
        system: the constraints on base cells.
        leaves: what is published of them.
        results: the true results.
        shown: what is shown of them.
        grows: let the attacker also know that no number of `ALONE` shrinks.
    """
    standing = results.standing()
    telling = {(at, *name[:3]) for (at, name), ((*numbers,),) in shown.items() if name[3] and not numbers[0][1]}
    for (at, name), ((*numbers,),) in shown.items():
        result = results.told[at][name]
        if result.cells:
            sums = [result.cells]
            if result.denominator is not None:
                sums.append(results.told[at][name[0].replace("RATE", "QUARTER"), *name[1:]].cells)
            for cells, number in zip(sums, numbers, strict=True):
                _add_sum(system, cells, *number, leaves)
            continue
        cell = _cell(at, name)
        system.true[cell] = standing[name] if at and name[0] == ALONE else result.value
        system.cells.append(cell)
        hinted = name[3] is None or (at, *name[:3]) in telling
        system.low[cell], system.high[cell] = _limits(system.true[cell], *numbers[0], hinted=hinted)
    known = set(system.cells)
    for at, (some, others) in product((0, 1), results.same):
        pair = [frozenset(_cell(at, one) for one in some), frozenset(_named(at, one) for one in others)]
        there = all(cell in known or not system.true[cell] for side in pair for cell in side)
        if there and _holds(system.true, pair):
            system.same.append((pair[0] & known, pair[1] & known))
    if grows:
        alone = [name for at, name in shown if at and name[0] == ALONE and (0, name) in shown]
        system.above += [(_cell(0, name), _cell(1, name)) for name in alone]
    return system


def leaves_of(seen: Seen) -> dict[Cell, int]:
    """Give what is published of each base cell."""
    return {next(iter(f.cells)): f.value for f in seen.all() if len(f.cells) == 1}


def _limits(true: int, value: int, marked: bool, *, hinted: bool) -> tuple[int, float]:  # noqa: FBT001  As it is seen.
    """Give what a shown number says; of one that is kept back, where some of its breakdown is told, if it is small."""
    if not marked:
        return _window(value)
    return (1, SMALL - 1) if hinted and 0 < true < SMALL else (0, float("inf"))


def _named(at: int, one: Named | Cell) -> Cell:
    """Name a cell, which is that of a result where a part, or none, comes last."""
    return one if isinstance(one[-1], str) else _cell(at, one)  # type: ignore[arg-type, return-value]


def _holds(true: Counter[Cell], pair: list[frozenset[Cell]]) -> bool:
    """Say whether sums are equal; as blocks stand, they may not be."""
    return sum(true[cell] for cell in pair[0]) == sum(true[cell] for cell in pair[1])


def _cell(at: int, name: Named) -> Cell:
    """Name the cell of a result."""
    code, period, place, part = name
    return (f"result {at}", code, period, f"{place}/{part}", "total")


def _add_sum(
    system: System,
    cells: frozenset[Cell],
    value: int,
    marked: bool,  # noqa: FBT001  As it is seen.
    leaves: Mapping[Cell, int],
) -> None:
    """Note a number that counts the people of base cells, unless it only adds up what is published of them."""
    if value == sum(leaves.get(cell, 0) for cell in cells) or (marked and not value):
        return
    low, high = _window(value)
    if low <= sum(system.true[cell] for cell in cells) <= high:
        system.sums.append((cells & set(system.cells), low, high))


def _window(value: int) -> tuple[int, int]:
    """Give between what the true number of a protected one lies."""
    return (max(value - WIDE, SMALL), value + WIDE) if value else (0, 0)
