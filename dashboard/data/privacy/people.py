"""The answers about people reached that a protected viewer gets: the same columns, made of published cells alone.

Figures by month are by quarter here and stand under the quarter's last month. Sums that hold suppressed cells are
`ShownSum`s. With a filter of population groups only what the cells by group tell is there, since base cells have one
breakdown at a time; everything else is `NOT_SHOWN`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import accumulate, product

from sqlalchemy import Connection

from dashboard.codes import AGE_BAND, COUNTING_RULE, HOST, POPULATION_GROUP, SEX, UNKNOWN_GROUP
from dashboard.data.filters import Filters
from dashboard.data.frames import Columns
from dashboard.data.headline import Headline
from dashboard.data.naming import named, nameless, ranked
from dashboard.data.privacy.adding import Totals, sums_of, there
from dashboard.data.privacy.cells import Published
from dashboard.data.privacy.exact import NOTHING_EXACT, Exact, exact_totals
from dashboard.data.privacy.quarters import last_month
from dashboard.data.privacy.reach_cells import counting_rules, everywhere, subprogramme_of, together
from dashboard.data.privacy.reach_rows import COUNTS, FAMILIES
from dashboard.data.privacy.scope import Chosen, choose
from dashboard.data.privacy.shares import member_of
from dashboard.shown_sum import NOT_SHOWN

SEX_AND_AGE: list[tuple[int, ...]] = list(product(range(len(SEX)), range(len(AGE_BAND))))
"""Every sex with every age band."""
_FEMALE, _UNKNOWN_SEX = SEX.index("female"), SEX.index("unknown")


@dataclass(frozen=True)
class PeopleAnswers:
    """What is published for some filters, and the answers made of it; see `dashboard.data.answers.Answers`."""

    filters: Filters
    chosen: Chosen
    cells: Mapping[str, list[Published]]
    """For each of `FAMILIES` what is published of the parts and places chosen."""
    everywhere: Mapping[str, list[Published]]
    """The same of all places together."""
    rules: frozenset[str]
    """Rules that counted anybody in these parts, whatever is filtered."""
    exact: Exact = NOTHING_EXACT
    """Each of `COUNTS` inside P where it may be told exactly, see `exact`."""

    def reached_by_month(self) -> Columns:
        """Give each quarter up to E under its last month; `records` only says whether there is anything."""
        by_count = {count: self._totals(("quarter",), count, to_date=True) for count in COUNTS[:3]}
        found = sorted(set().union(*by_count.values()))
        quarters = list(range(found[0][0], self.chosen.last + 1, 3)) if found else []
        rows = [[cells.get((quarter,)) for cells in by_count.values()] for quarter in quarters]
        start = self.chosen.first
        return {
            "month": [last_month(quarter).first for quarter in quarters],
            **{count: [_filled(row, place) for row in rows] for place, count in enumerate(by_count)},
            "unique_people": list(accumulate(0 if row[0] is None else row[0] for row in rows)),
            "records": [int(any(cell is not None for cell in row)) for row in rows],
            "in_period": [start is None or quarter >= start for quarter in quarters],
        }

    def reached_by_group_and_quarter(self) -> Columns:
        """Give each quarter of P and population group: quarter, population_group, new_people, contacts."""
        wanted = self.chosen.groups or range(len(POPULATION_GROUP))
        cells = self._broken_down("group", ("quarter", "population_group"), [(group,) for group in wanted])
        keys = sorted(cells)
        return {
            "quarter": [last_month(quarter - 2).first for quarter, _ in keys],
            "population_group": [POPULATION_GROUP[group] for _, group in keys],
            "new_people": [cells[key] for key in keys],
            "contacts": [NOT_SHOWN] * len(keys),
        }

    def reached_by_sex_and_age(self) -> Columns:
        """Give each sex and age band: sex, age_band, new_people."""
        cells = self._by_other("sex_age", ("sex", "age_band"), SEX_AND_AGE)
        keys = sorted(cells)
        return {
            "sex": [SEX[sex] for sex, _ in keys],
            "age_band": [AGE_BAND[age] for _, age in keys],
            "new_people": [cells[key] for key in keys],
        }

    def reached_by_place(self) -> Columns:
        """Give the provinces: place_code, names, level, new_people, contacts, most new people first."""
        places = self.chosen.directory.places
        new, contacts = (self._totals(("place",), count) for count in COUNTS[:2])
        rows = [
            (new.get(key, 0), contacts.get(key, 0), places[key[0]]) for key in {*new, *contacts} if key[0] in places
        ]
        rows.sort(key=lambda row: (-row[0], row[2].order))
        return named(
            "place_code",
            [place for _, _, place in rows],
            level=[place.level for _, _, place in rows],
            new_people=[people for people, _, _ in rows],
            contacts=[number for _, number, _ in rows],
        )

    def reached_by_subprogramme(self) -> Columns:
        """Give the sub-programmes: code, names, new_people, contacts, most new people first."""
        known = self.chosen.directory
        own = {subprogramme_of(known, i) for part in self.chosen.parts for i, _ in part.projects if i in known.projects}
        cells = self._by_other("subprogramme", ("subprogramme",), [(i,) for i in sorted(own)])
        registers = {i: known.subprogrammes.get(i) if i > 0 else known.programmes.get(-i) for (i,) in cells}
        return ranked([(registers[i] or nameless(abs(i)), people, NOT_SHOWN) for (i,), people in cells.items()])

    def reached_by_activity_kind(self) -> Columns:
        """Give the kinds of activity: code, names, new_people, contacts, most new people first."""
        kinds = self.chosen.directory.kinds
        domain = there(self.everywhere["kind"], ("activity_kind_id",)) or [(i,) for i in kinds]
        cells = self._by_other("kind", ("activity_kind_id",), domain)
        return ranked([(kinds.get(i) or nameless(i), people, NOT_SHOWN) for (i,), people in cells.items()])

    def counting_rules(self) -> Columns:
        """Give the rules that counted anybody of these grants: counting_rule, new_people (not shown), projects."""
        found = [rule for rule in COUNTING_RULE if rule in self.rules]
        return {"counting_rule": found, "new_people": [NOT_SHOWN] * len(found), "projects": [NOT_SHOWN] * len(found)}

    def reached_by_province_sex_age(self, provinces: Iterable[str] | None = None) -> Columns:
        """Give each province, sex and age band: place_code, names, sex, age_band, new_people.

        Args:
            provinces: codes of the only provinces to give; None gives all.
        """
        places = self.chosen.directory.places
        cells = self._broken_down("sex_age", ("place", "sex", "age_band"), SEX_AND_AGE)
        if self.chosen.groups:
            cells = {(place, *key): NOT_SHOWN for (place,) in self._totals(("place",)) for key in SEX_AND_AGE}
        wanted = None if provinces is None else set(provinces)
        keys = [key for key in cells if key[0] in places and (wanted is None or places[key[0]].code in wanted)]
        keys.sort(key=lambda key: (places[key[0]].order, key))
        return named(
            "place_code",
            [places[key[0]] for key in keys],
            sex=[SEX[key[1]] for key in keys],
            age_band=[AGE_BAND[key[2]] for key in keys],
            new_people=[cells[key] for key in keys],
        )

    def headline(self) -> Headline:
        """Give the single numbers of the page."""
        to_date, period = ([self._total(count, to_date=when) for count in COUNTS] for when in (True, False))
        period = [own if known is None else known for own, known in zip(period, self.exact, strict=True)]
        sexes = self._by_other("sex_age", ("sex",), [(sex,) for sex in range(len(SEX))], to_date=True)
        groups = self._broken_down(
            "group", ("population_group",), [(g,) for g in range(len(POPULATION_GROUP))], to_date=True
        )
        has_data = self._has_data
        new, contacts, indirect, disabled = period if has_data else [None] * len(COUNTS)
        return Headline(
            unique_people=to_date[0] if has_data else None,
            new_people=new,
            contacts=contacts,
            contacts_to_date=to_date[1] if has_data else None,
            **member_of("women", "sex", sexes, _FEMALE, _UNKNOWN_SEX, has_data),
            **member_of("host", "group", groups, HOST, UNKNOWN_GROUP, has_data),
            indirect_people=indirect,
            disabled_people=disabled,
            records=None if has_data else 0,
            previous_new_people=self._previous() if has_data else None,
            first_day=self.filters.first_day or self._first_day(),
            last_day=self.filters.last_day,
            has_data=has_data,
        )

    @cached_property
    def _has_data(self) -> bool:
        """Say whether anything is published up to E."""
        return any(self._totals((), count, to_date=True) for count in COUNTS[:3])

    def _first_day(self) -> date | None:
        """Give the first day of the first quarter with anything."""
        quarters = [q for count in COUNTS[:3] for (q,) in self._totals(("quarter",), count, to_date=True)]
        return last_month(min(quarters) - 2).first if quarters else None

    def _previous(self) -> int | None:
        """Give the new people of as many quarters before P; None without a period or where nothing is known then."""
        first, day = self.chosen.first, self._first_day()
        if first is None or day is None or self.filters.period is None:
            return None
        length = self.filters.period.months
        if last_month(first - length - 2).first < day:
            return None
        earlier = self._totals(("quarter",), to_date=True)
        return sum(people for (quarter,), people in earlier.items() if first - length <= quarter < first)

    def _total(self, count: str, *, to_date: bool) -> int:
        """Give one count of everything chosen."""
        return self._totals((), count, to_date=to_date).get((), 0)

    def _totals(self, by: tuple[str, ...], count: str = COUNTS[0], *, to_date: bool = False) -> Totals:
        """Give the totals of blocks, of the population groups chosen where there are such."""
        if not self.chosen.groups:
            return self._sums("total", by, None, to_date=to_date, count=COUNTS.index(count))
        people = self._sums("group", by, None, to_date=to_date, count=0)
        return people if count == COUNTS[0] else dict.fromkeys(people, NOT_SHOWN)

    def _by_other(
        self, family: str, by: tuple[str, ...], domain: list[tuple[int, ...]], *, to_date: bool = False
    ) -> Totals:
        """Give the cells of a breakdown that is not that of groups; nothing of it is shown beside chosen groups."""
        if self.chosen.groups:
            return dict.fromkeys(domain, NOT_SHOWN) if self._has_data else {}
        return self._broken_down(family, by, domain, to_date=to_date)

    def _broken_down(
        self, family: str, by: tuple[str, ...], domain: list[tuple[int, ...]], *, to_date: bool = False
    ) -> Totals:
        """Give the cells of a breakdown."""
        return self._sums(family, by, domain, to_date=to_date, count=0)

    def _sums(
        self, family: str, by: tuple[str, ...], domain: list[tuple[int, ...]] | None, *, to_date: bool, count: int
    ) -> Totals:
        """Add up what is published of a family."""
        chosen, first = self.chosen, None if to_date else self.chosen.first
        source = self.cells if chosen.places or "place" in by else self.everywhere
        return sums_of(
            source[family], by, lambda keys: chosen.within(keys, first) & chosen.in_groups(keys), domain, count
        )


def people_answers(connection: Connection, filters: Filters) -> PeopleAnswers:
    """Give what a protected viewer may know of people reached."""
    chosen = choose(connection, filters)
    parts = chosen.parts
    cells = {name: [together(connection, parts, name)] if parts else [] for name in FAMILIES}
    flat = {name: [everywhere(connection, parts, name)] if parts else [] for name in FAMILIES}
    if chosen.places:
        cells = {name: [told.in_places(chosen.places) for told in own] for name, own in cells.items()}
    rules = frozenset[str]().union(*(counting_rules(connection, part) for part in chosen.parts))
    return PeopleAnswers(filters, chosen, cells, flat, rules, exact_totals(connection, filters, chosen))


def _filled(row: Sequence[int | None], place: int) -> int | None:
    """Give one count of a quarter: 0 where only others are there, None where none is."""
    value = row[place]
    return 0 if value is None and any(other is not None for other in row) else value
