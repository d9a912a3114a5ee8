"""The answers about feedback that a protected viewer gets: the same frames, made of published cells alone.

Figures by month are by quarter and stand under its last month. Times to an answer, their percentiles, open cases by age
and the closed loop are `NOT_SHOWN`: no base cell tells of them. With a filter of types only what the cells by type tell
is there.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.codes import AGE_BAND, FEEDBACK_CHANNEL, FEEDBACK_TYPE, SEX, SPOKEN_LANGUAGE
from dashboard.data.directory import Entry
from dashboard.data.feedback_answers import rated_places
from dashboard.data.feedback_exposure import categories_of
from dashboard.data.feedback_headline import Headline
from dashboard.data.feedback_rates import a_thousand
from dashboard.data.feedback_waits import Wait
from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.privacy import case_cells
from dashboard.data.privacy.adding import Totals, sums_of, there
from dashboard.data.privacy.cells import Published
from dashboard.data.privacy.people import SEX_AND_AGE
from dashboard.data.privacy.quarters import QUARTER, last_month
from dashboard.data.privacy.reach_cells import published
from dashboard.data.privacy.scope import Chosen, choose
from dashboard.shown_sum import NOT_SHOWN, is_suppressed

_CONTACTS = 1
"""Place of contacts among the counts of people reached."""
_UNKNOWN_WAIT = Wait(NOT_SHOWN, NOT_SHOWN, NOT_SHOWN, None, None, None)


@dataclass(frozen=True)
class CaseAnswers:
    """What is published for some filters, and the frames made of it; see `dashboard.data.feedback_answers.Answers`."""

    filters: Filters
    chosen: Chosen
    types: tuple[int, ...]
    cells: Mapping[str, list[Published]]
    reached: list[Published]
    """Totals of people reached, for the contacts."""
    categories: Mapping[int, Entry]

    def headline(self) -> Headline:
        """Give the single numbers of the page."""
        known = bool(self._totals((), to_date=True))
        received = self._totals(()).get((), 0)
        outcome, rating, state = (self._other(name, len(members)) for name, members in _MEMBERS.items())
        contacts = self._contacts(())
        return Headline(
            received=received if known else None,
            previous_received=self._previous(),
            open=state[case_cells.STATES.index("open")],
            wait=_UNKNOWN_WAIT,
            in_time=outcome[1],
            late=outcome[2],
            passed=outcome[3],
            answered_of_due=NOT_SHOWN,
            due=NOT_SHOWN,
            without_limit=0,
            contacts=contacts.get(()),
            rated=rating[2] if is_suppressed(rating[2]) else rating[1] + rating[2],
            satisfied=rating[1],
            records=None if known else 0,
        )

    def received_by_month(self) -> DataFrame:
        """Give each quarter of P and type that occurs: month, type, cases."""
        wanted = self.types or range(len(FEEDBACK_TYPE))
        cells = self._sums("type", ("quarter", "type"), [(kind,) for kind in wanted])
        cells = {key: cases for key, cases in cells.items() if key[1] in wanted}
        types = sorted({kind for _, kind in cells})
        keys = [(quarter, kind) for quarter in self._quarters(cells) for kind in types]
        return frame(
            month=[last_month(quarter).first for quarter, _ in keys],
            type=[FEEDBACK_TYPE[kind] for _, kind in keys],
            cases=[cells.get(key, 0) for key in keys],
        )

    def rate_by_month(self) -> DataFrame:
        """Give the cases of each quarter of P beside direct contacts: month, cases, contacts, per_1000."""
        cells, contacts = self._totals(("quarter",)), self._contacts(("quarter",))
        quarters = self._quarters(cells)
        pairs = [(cells.get((quarter,), 0), contacts.get((quarter,))) for quarter in quarters]
        rates = [None if is_suppressed(pair[0]) else a_thousand(*pair) for pair in pairs]
        return frame(
            month=[last_month(quarter).first for quarter in quarters],
            cases=[cases for cases, _ in pairs],
            contacts=[number for _, number in pairs],
            per_1000=rates,
        )

    def response_times(self) -> DataFrame:
        """Give no times to an answer: a row without any says that they are suppressed."""
        counts = {name: [NOT_SHOWN] for name in ("cases", "waiting", "answered")}
        days = {name: [None] for name in ("median_days", "p90_days", "longest_days", "limit_days")}
        return frame(type=["request"], priority=["normal"], **counts, **days)

    def open_by_age(self) -> DataFrame:
        """Give no open cases by age: a row without any says that they are suppressed."""
        return frame(bucket=["0-7"], type=["request"], cases=[NOT_SHOWN], late=[NOT_SHOWN])

    def overdue_complaints(self) -> DataFrame:
        """Give no complaints that wait beyond their limit."""
        return frame(cases=[], longest_days=[])

    def topics_by_month(self) -> DataFrame:
        """Give the last four quarters of P by category; no number is expected of them."""
        cells = self._other_cells("category", ("quarter", "category_id"), [(i,) for i in self.categories])
        quarters = self._quarters(cells)[-4:]
        topics = [i for i in self.categories if any(topic == i for _, topic in cells)]
        keys = [(quarter, topic) for quarter in quarters for topic in topics]
        named = [self.categories[topic] for _, topic in keys]
        nothing: list[object] = [None] * len(keys)
        return frame(
            month=[last_month(quarter).first for quarter, _ in keys],
            category_code=[entry.code for entry in named],
            **{f"name_{lang}": [entry.names[lang] for entry in named] for lang in ("tr", "en", "ar")},
            cases=[cells.get(key, 0) for key in keys],
            **dict.fromkeys(("contacts", "expected", "low", "high"), nothing),
            unusual=[""] * len(keys),
        )

    def received_by_channel(self) -> DataFrame:
        """Give cases by channel: channel, cases; most cases first."""
        return self._ranked("channel", FEEDBACK_CHANNEL)

    def received_by_language(self) -> DataFrame:
        """Give cases by the language spoken: language, cases; most cases first."""
        return self._ranked("language", SPOKEN_LANGUAGE)

    def received_by_sex_and_age(self) -> DataFrame:
        """Give cases by sex and age band: sex, age_band, cases."""
        found = sorted(self._other_cells("sex_age", ("sex", "age_band"), SEX_AND_AGE).items())
        return frame(
            sex=[SEX[sex] for (sex, _), _ in found],
            age_band=[AGE_BAND[age] for (_, age), _ in found],
            cases=[cases for _, cases in found],
        )

    def received_by_place(self) -> DataFrame:
        """Give the provinces with cases in P, see `Answers.received_by_place`; intervals are of what is shown."""
        places = self.chosen.directory.places
        found = [(places[i], cases) for (i,), cases in self._totals(("place",)).items() if i in places]
        return rated_places(found, {i: contacts for (i,), contacts in self._contacts(("place",)).items()})

    def _ranked(self, name: str, codes: tuple[str, ...]) -> DataFrame:
        """Give the cases of each code, most cases first, then in the order of the list."""
        domain = there(self.cells[name], (name,)) or [(place,) for place in range(len(codes))]
        cells = self._other_cells(name, (name,), domain)
        found = sorted(cells.items(), key=lambda each: (-each[1], each[0]))
        columns: dict[str, list[object]] = {name: [codes[place] for (place,), _ in found]}
        return frame(**columns, cases=[cases for _, cases in found])

    def _previous(self) -> int | None:
        """Give the cases of as many quarters before P, None where nothing is known of them."""
        first, period = self.chosen.first, self.filters.period
        cells = self._totals(("quarter",), to_date=True)
        if first is None or period is None or not cells or first - period.months < min(cells)[0]:
            return None
        return sum(cases for (quarter,), cases in cells.items() if first - period.months <= quarter < first)

    def _quarters(self, cells: Totals) -> list[int]:
        """Give the quarters of P, without a period from the first with a cell; `quarter` leads the keys of cells."""
        first = self.chosen.first if self.chosen.first is not None else min(cells)[0] if cells else None
        return [] if first is None else list(range(first, self.chosen.last + 1, QUARTER))

    def _contacts(self, by: tuple[str, ...]) -> Totals:
        """Give the direct contacts in P."""
        first = self.chosen.first
        return sums_of(self.reached, by, lambda keys: self.chosen.within(keys, first), count=_CONTACTS)

    def _totals(self, by: tuple[str, ...], *, to_date: bool = False) -> Totals:
        """Give the cases of the types asked for."""
        return self._sums("type" if self.types else "total", by, None, to_date=to_date)

    def _other(self, family: str, members: int) -> list[int]:
        """Give the cases of each member of a family."""
        cells = self._other_cells(family, (family,), [(member,) for member in range(members)])
        return [cells.get((member,), 0) for member in range(members)]

    def _other_cells(self, family: str, by: tuple[str, ...], domain: list[tuple[int, ...]]) -> Totals:
        """Give the cells of a breakdown that is not that of types; nothing of it is shown beside types asked for."""
        if not self.types:
            return self._sums(family, by, domain)
        blocks = self._totals(by[: len(by) - len(domain[0])] if domain else ())
        return {(*block, *rest): NOT_SHOWN for block in blocks for rest in domain}

    def _sums(
        self, family: str, by: tuple[str, ...], domain: list[tuple[int, ...]] | None, *, to_date: bool = False
    ) -> Totals:
        """Add up what is published of a family."""
        chosen, first = self.chosen, None if to_date else self.chosen.first
        types = np.array(self.types or range(len(FEEDBACK_TYPE)))
        return sums_of(
            self.cells[family],
            by,
            lambda keys: chosen.within(keys, first) & (np.isin(keys["type"], types) if "type" in keys else True),
            domain,
        )


_MEMBERS = {"outcome": case_cells.OUTCOMES, "rating": case_cells.RATINGS, "state": case_cells.STATES}


def case_answers(connection: Connection, filters: Filters) -> CaseAnswers:
    """Give what a protected viewer may know of feedback."""
    chosen = choose(connection, filters)
    names = case_cells.FAMILIES
    cells = {
        name: [case_cells.published_cases(connection, part, name, chosen.newest) for part in chosen.parts]
        for name in names
    }
    asked = dict.fromkeys(filters.own_all("type"))
    return CaseAnswers(
        filters,
        chosen,
        tuple(FEEDBACK_TYPE.index(one) for one in asked if one in FEEDBACK_TYPE),
        cells,
        [published(connection, part, "total") for part in chosen.parts],
        categories_of(connection, filters.snapshot.version),
    )
