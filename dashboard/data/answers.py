"""Answers about people reached, column by column; one reading of the database serves all of a page."""

from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from dashboard.address import Month, first_of_month
from dashboard.codes import AGE_BAND, COUNTING_RULE, POPULATION_GROUP, SEX
from dashboard.data.cells import Question, Row
from dashboard.data.frames import Columns
from dashboard.data.headline import Headline, headline_of
from dashboard.data.naming import named, nameless, ranked
from dashboard.data.questions import (
    KINDS,
    MONTHS,
    PROJECTS,
    PROJECTS_TO_DATE,
    QUARTERS,
    SEX_AGE,
    detail_question,
    place_question,
    to_date,
)
from dashboard.data.selection import Selection

DETAIL_COLUMNS = ["place_code", "name_tr", "name_en", "name_ar", "sex", "age_band", "new_people"]
"""Columns of `reached_by_province_sex_age`."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was read for some filters, and the answers made of it."""

    selection: Selection
    rows: dict[Question, list[Row]]
    steps: dict[date, int]
    """By month, how much the running total of people grew; months of `max_then_sum` rows do not simply add up."""
    highest: dict[int, int]
    """By project, the people to date that `max_then_sum` counts."""

    def reached_by_month(self) -> Columns:
        """Give each month up to E: month, new_people, contacts, indirect_people, unique_people, records, in_period.

        Months follow each other without a gap from the first with a record; one without records has None in its
        measures. `unique_people` is the running total of people to date.
        """
        found = {row.start: row for row in self.rows[MONTHS] if row.records and row.start}
        last = Month.of(self.selection.last_day).index
        months = list(map(first_of_month, range(Month.of(min(found)).index, last + 1))) if found else []
        rows = [found.get(month) for month in months]
        start = self.selection.first_day
        return {
            "month": months,
            "new_people": [row and row.new_people for row in rows],
            "contacts": [row and row.contacts for row in rows],
            "indirect_people": [row and row.indirect_people for row in rows],
            "unique_people": list(accumulate(self.steps.get(month, 0) for month in months)),
            "records": [row.records if row else 0 for row in rows],
            "in_period": [start is None or month >= start for month in months],
        }

    def reached_by_group_and_quarter(self) -> Columns:
        """Give each quarter of P and population group with records: quarter, population_group, new_people, contacts."""
        rows = sorted(self.rows[QUARTERS], key=lambda row: (row.start or date.min, row.population_group))
        return {
            "quarter": [row.start for row in rows],
            "population_group": [POPULATION_GROUP[row.population_group] for row in rows],
            "new_people": [row.new_people for row in rows],
            "contacts": [row.contacts for row in rows],
        }

    def reached_by_sex_and_age(self) -> Columns:
        """Give each sex and age band with records in P: sex, age_band, new_people."""
        rows = sorted(self._of(SEX_AGE), key=lambda row: (row.sex, row.age_band))
        return {
            "sex": [SEX[row.sex] for row in rows],
            "age_band": [AGE_BAND[row.age_band] for row in rows],
            "new_people": [row.new_people for row in rows],
        }

    def reached_by_place(self) -> Columns:
        """Give the places with records in P: place_code, names, level, new_people, contacts, most new people first.

        Provinces; districts where the filter names one province or any district. People recorded for a province as a
        whole stand under the province's own code among its districts.
        """
        places = self.selection.directory.places
        rows = self._of(place_question(self.selection))
        rows = sorted(rows, key=lambda row: (-row.new_people, places[row.thing].order))
        found = [places[row.thing] for row in rows]
        return named(
            "place_code",
            found,
            level=[place.level for place in found],
            new_people=[row.new_people for row in rows],
            contacts=[row.contacts for row in rows],
        )

    def reached_by_subprogramme(self) -> Columns:
        """Give the sub-programmes with records in P: code, names, new_people, contacts, most new people first.

        Projects without a sub-programme stand together under the code and name of their programme.
        """
        known = self.selection.directory
        sums: dict[tuple[int, int], list[int]] = {}
        for row in self._of(PROJECTS):
            own = known.subprogramme_of.get(row.thing)
            key = (0, own) if own in known.subprogrammes else (1, known.projects[row.thing].parent or 0)
            people, contacts = sums.get(key, (0, 0))
            sums[key] = [people + row.new_people, contacts + row.contacts]
        registers = (known.subprogrammes, known.programmes)
        return ranked(
            [
                (registers[which].get(i) or nameless(i), people, contacts)
                for (which, i), (people, contacts) in sums.items()
            ]
        )

    def reached_by_activity_kind(self) -> Columns:
        """Give the kinds of activity with records in P: code, names, new_people, contacts, most new people first.

        People counted by `max_then_sum` are counted within each kind, so that kinds may add up to more than the total.
        """
        kinds = self.selection.directory.kinds
        rows = self._of(KINDS)
        return ranked(
            [(kinds.get(i) or nameless(i), row.new_people, row.contacts) for row in rows for i in [row.thing]]
        )

    def counting_rules(self) -> Columns:
        """Give the rules that counted people to date: counting_rule, new_people, projects (with such people)."""
        sums = {rule: [0, 0] for rule in COUNTING_RULE}
        for row in self.rows[PROJECTS_TO_DATE]:
            parts = {"declared": row.declared_people, "max_then_sum": self.highest.get(row.thing, 0)}
            parts["person_key"] = row.new_people - sum(parts.values())
            for rule, people in parts.items():
                if people:
                    sums[rule] = [sums[rule][0] + people, sums[rule][1] + 1]
        shown = {rule: found for rule, found in sums.items() if found[1]}
        return {
            "counting_rule": list(shown),
            "new_people": [people for people, _ in shown.values()],
            "projects": [projects for _, projects in shown.values()],
        }

    def reached_by_province_sex_age(self) -> Columns:
        """Give each province, sex and age band with records in P: place_code, names, sex, age_band, new_people."""
        places, only = self.selection.directory.places, self.selection.only_place
        sums: dict[tuple[int, int, int], int] = {}
        for row in self._of(detail_question(self.selection)):
            place = row.thing if only is None else only
            key = (places[place].parent or place, row.sex, row.age_band)
            sums[key] = sums.get(key, 0) + row.new_people
        keys = sorted(sums, key=lambda key: (places[key[0]].order, key))
        return named(
            "place_code",
            [places[key[0]] for key in keys],
            sex=[SEX[key[1]] for key in keys],
            age_band=[AGE_BAND[key[2]] for key in keys],
            new_people=[sums[key] for key in keys],
        )

    def headline(self) -> Headline:
        """Give the single numbers of the page."""
        return headline_of(self.selection, self.rows)

    def _of(self, question: Question) -> list[Row]:
        """Give the answer to a question about P, which without a period is everything to date."""
        return self.rows[to_date(question) if self.selection.first_day is None else question]
