"""Answers about feedback, turned into frames; one reading of the database serves all frames of a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
from pandas import DataFrame

from dashboard.address import Month
from dashboard.codes import AGE_BAND, FEEDBACK_CHANNEL, FEEDBACK_TYPE, PRIORITY, SEX, SPOKEN_LANGUAGE
from dashboard.data import feedback_questions as q
from dashboard.data.directory import Entry, Place
from dashboard.data.feedback_cases import MEASURES, NEVER, Bools, number_of
from dashboard.data.feedback_headline import WAITING_TYPES, Headline, headline_of
from dashboard.data.feedback_plan import Question
from dashboard.data.feedback_rates import a_thousand, interval
from dashboard.data.feedback_selection import TOPIC_MONTHS, CaseSelection
from dashboard.data.feedback_topics import topics_by_month
from dashboard.data.feedback_waits import Wait, wait_of
from dashboard.data.frames import frame
from dashboard.data.summing import Sums
from dashboard.data.wholesale import Numbers
from dashboard.shown_sum import is_suppressed

AGES = {"0-7": 7, "8-14": 14, "15-30": 30, "31-60": 60, "61-90": 90, "91+": None}
"""Days since receipt of open cases: each bucket with its last day."""
COMPLAINT = FEEDBACK_TYPE.index("complaint")


class _RatedPlace(NamedTuple):
    """A place with its cases, and their rate per 1,000 contacts with its limits."""

    place: Place
    cases: int
    contacts: int | None
    per_1000: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Answers:
    """What was read for some filters, and the frames made of it."""

    selection: CaseSelection
    sums: dict[Question, Sums]
    contacts: dict[int, int]
    """Direct contacts by the index of the month, of the months with records up to E."""
    place_contacts: dict[int, int]
    """Direct contacts in P by place."""
    limits: Numbers
    """Days to answer in by priority."""
    categories: dict[int, Entry]
    open: Sums
    """The selected cases open on the reference day, of the types asked for, whenever they were received."""

    @cached_property
    def by_month(self) -> dict[tuple[int, int], tuple[int, int, int]]:
        """Give cases, rated and satisfied by month and type, of the types asked for, up to the reference day."""
        found, types = self.sums[q.MONTHS], self.selection.types
        keys = zip(found.keys["start"].tolist(), found.keys["type"].tolist(), strict=True)
        rows = zip(keys, zip(*found.measures.tolist(), strict=True), strict=True)
        return {key: values for key, values in rows if not types or key[1] in types}

    @cached_property
    def months(self) -> list[int]:
        """Give the months of P; without a period from the first month with a case."""
        if self.selection.base.first_day is not None:
            return self.selection.months
        last = Month.of(self.selection.base.last_day).index
        first = min((month for month, _ in self.by_month), default=last + 1)
        return list(range(first, last + 1))

    def headline(self) -> Headline:
        """Give the single numbers of the page."""
        return headline_of(self)

    def received_by_month(self) -> DataFrame:
        """Give cases by month and type: month, type, cases; types that occur in P, for every month of P."""
        months = self.months
        types = sorted({kind for month, kind in self.by_month if months and months[0] <= month <= months[-1]})
        keys = [(month, kind) for month in months for kind in types]
        return frame(
            month=[Month.at(month).first for month, _ in keys],
            type=[FEEDBACK_TYPE[kind] for _, kind in keys],
            cases=[self.by_month.get(key, (0,))[0] for key in keys],
        )

    def rate_by_month(self) -> DataFrame:
        """Give the cases of each month of P beside direct contacts: month, cases, contacts, per_1000."""
        cases = [self.cases_of(month) for month in self.months]
        contacts = [self.contacts.get(month) for month in self.months]
        return frame(
            month=[Month.at(month).first for month in self.months],
            cases=cases,
            contacts=contacts,
            per_1000=[a_thousand(*pair) for pair in zip(cases, contacts, strict=True)],
        )

    def cases_of(self, month: int) -> int:
        """Give the cases of a month, of the types asked for."""
        return sum(self.by_month.get((month, kind), (0,))[0] for kind in range(len(FEEDBACK_TYPE)))

    def response_times(self) -> DataFrame:
        """Give how long answers took by type and priority, of the types that wait: see `feedback_waits.Wait`."""
        keys = [(kind, priority) for kind in WAITING_TYPES for priority in range(len(PRIORITY))]
        found = [(kind, priority, wait) for kind, priority in keys if (wait := self._wait(kind, priority)).cases]
        names = ("cases", "waiting", "answered", "median_days", "p90_days", "longest_days")
        return frame(
            type=[FEEDBACK_TYPE[kind] for kind, _, _ in found],
            priority=[PRIORITY[priority] for _, priority, _ in found],
            **{name: [getattr(wait, name) for _, _, wait in found] for name in names},
            limit_days=[int(d) if (d := self.limits[priority]) < NEVER else None for _, priority, _ in found],
        )

    def _wait(self, kind: int, priority: int) -> Wait:
        """Give the waiting time of one type and priority."""
        keys = self.sums[q.WAITS].keys
        return self.wait_where((keys["type"] == kind) & (keys["one"] == priority))

    def wait_where(self, which: Bools) -> Wait:
        """Give the waiting time of some lines of the answer by waiting time."""
        found = self.sums[q.WAITS].picked(which)
        return wait_of(found.keys["two"], found.measures[0], found.measures[MEASURES.index("waiting")])

    def open_by_age(self) -> DataFrame:
        """Give the open cases of P by days since receipt: bucket, type, cases, late (limit passed, no answer)."""
        found = self._open_in_period()
        place = np.searchsorted(list(filter(None, AGES.values())), found.keys["age"])
        lines = Sums({"bucket": place, "type": found.keys["type"]}, found.measures).grouped(("bucket", "type"))
        keys = zip(lines.keys["bucket"].tolist(), lines.keys["type"].tolist(), strict=True)
        counts = dict(zip(keys, zip(*lines.measures.tolist(), strict=True), strict=True))
        types = sorted({kind for _, kind in counts})
        every = [(bucket, kind) for bucket in range(len(AGES)) for kind in types]
        return frame(
            bucket=[list(AGES)[bucket] for bucket, _ in every],
            type=[FEEDBACK_TYPE[kind] for _, kind in every],
            cases=[counts.get(key, (0, 0))[0] for key in every],
            late=[counts.get(key, (0, 0))[1] for key in every],
        )

    def _open_in_period(self) -> Sums:
        """Give the open cases that were received in P."""
        period, received = self.selection.base.period, self.open.keys["received_on"]
        if period is None:
            return self.open.picked(slice(0))
        return self.open.picked((received >= number_of(period.first)) & (received <= number_of(period.last)))

    def open_cases(self) -> int:
        """Give how many cases of P are open on the reference day."""
        return len(self._open_in_period())

    def overdue_complaints(self) -> DataFrame:
        """Give the complaints received up to E that still wait beyond their limit: one row or none.

        Columns: cases, and longest_days since the receipt of the oldest.
        """
        received = self.open.keys["received_on"]
        late = (self.open.measures[1] > 0) & (self.open.keys["type"] == COMPLAINT)
        ages = self.open.keys["age"][late & (received <= number_of(self.selection.base.last_day))]
        return frame(cases=[len(ages)] if len(ages) else [], longest_days=[int(ages.max())] if len(ages) else [])

    def topics_by_month(self) -> DataFrame:
        """Give the last 12 months of P by category, and which of them are unusual; see `feedback_topics`."""
        return topics_by_month(self.sums[q.TOPICS], self._topic_months(), self._exposure(), self.categories)

    def _topic_months(self) -> list[int]:
        """Give the last 12 months of P."""
        return self.months[-TOPIC_MONTHS:]

    def _exposure(self) -> dict[int, int]:
        """Give the contacts of the months that are known: from the first with a case in scope on, with contacts."""
        first = self.selection.first_month
        return {
            m: contacts for m, contacts in self.contacts.items() if first is not None and m >= first and contacts > 0
        }

    def received_by_channel(self) -> DataFrame:
        """Give cases by channel: channel, cases; most cases first."""
        return self._ranked(q.CHANNELS, "channel", FEEDBACK_CHANNEL)

    def received_by_language(self) -> DataFrame:
        """Give cases by the language spoken: language, cases; most cases first."""
        return self._ranked(q.LANGUAGES, "language", SPOKEN_LANGUAGE)

    def _ranked(self, question: Question, name: str, codes: tuple[str, ...]) -> DataFrame:
        """Give the cases of each code, most cases first, then in the order of the list."""
        found = sorted(self._cases(question).items(), key=lambda each: (-each[1], each[0]))
        columns: dict[str, list[object]] = {name: [codes[place] for (place, _), _ in found]}
        return frame(**columns, cases=[cases for _, cases in found])

    def _cases(self, question: Question) -> dict[tuple[int, int], int]:
        """Give the cases of an answer by its last two keys."""
        found = self.sums[question]
        keys = zip(found.keys["one"].tolist(), found.keys["two"].tolist(), strict=True)
        return dict(zip(keys, found.measures[0].tolist(), strict=True))

    def received_by_sex_and_age(self) -> DataFrame:
        """Give cases by sex and age band: sex, age_band, cases."""
        found = sorted(self._cases(q.SEX_AGE).items())
        return frame(
            sex=[SEX[sex] for (sex, _), _ in found],
            age_band=[AGE_BAND[age] for (_, age), _ in found],
            cases=[cases for _, cases in found],
        )

    def received_by_place(self) -> DataFrame:
        """Give the places with cases in P, the highest lower limit of the rate first, those without contacts last.

        Columns: place_code, names, level, cases, contacts, per_1000 with its 95 % limits low and high. Provinces;
        districts where the filter names one province or any district. Cases without a place are in none.
        """
        places = self.selection.base.directory.places
        found = [(places[i], n) for (i, _), n in self._cases(q.place_question(self.selection)).items() if i in places]
        return rated_places(found, self.place_contacts)


def rated_places(found: Sequence[tuple[Place, int]], contacts_of: Mapping[int, int]) -> DataFrame:
    """Give the frame of `Answers.received_by_place`.

    Args:
        found: places with their cases.
        contacts_of: direct contacts by place.
    """
    lows, highs = interval(np.array([cases for _, cases in found], dtype=np.int64))
    rated = [
        _RatedPlace(place, cases, contacts, *(a_thousand(count, contacts) for count in (cases, low, high)))
        for (place, cases), low, high in zip(found, lows.tolist(), highs.tolist(), strict=True)
        for contacts in [None if is_suppressed(cases) else contacts_of.get(place.id)]
    ]
    rated.sort(key=lambda row: (row.low is None, -(row.low or 0), -row.cases, row.place.order))
    numbers = {name: [getattr(row, name) for row in rated] for name in _RatedPlace._fields[1:]}
    return frame(
        place_code=[row.place.code for row in rated],
        **{f"name_{lang}": [row.place.names[lang] for row in rated] for lang in ("tr", "en", "ar")},
        level=[row.place.level for row in rated],
        **numbers,
    )
