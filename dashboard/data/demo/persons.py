"""Made records of a project that knows its people: one row a contact, each person new once."""

import numpy as np
import pandas as pd
from numpy.random import Generator

from dashboard.data.demo import draws
from dashboard.data.demo.files import weights
from dashboard.data.demo.pace import Project, expected_people

LATER_MONTHS = 10
"""Months within which a person comes back."""


def person_rows(project: Project, random: Generator, share: float) -> pd.DataFrame:
    """Give the contacts of made persons as text by header of the KIND `reach`, in order of date.

    Args:
        project: one whose counting rule is `person_key`.
        random: its random numbers.
        share: part of its people to make; a row is one contact, so that fewer rows mean fewer people.
    """
    people = expected_people(project, project.months) * share
    open_months = people > 0
    joined = np.repeat(np.arange(len(people)), random.poisson(people))
    times = random.poisson(project.number("contacts_a_person") - 1, len(joined))
    later = np.repeat(joined, times) + random.integers(1, LATER_MONTHS, times.sum())
    who = np.concatenate([np.arange(len(joined)), np.repeat(np.arange(len(joined)), times)])
    when, first = np.concatenate([joined, later]), np.arange(len(who)) < len(joined)
    kept = (when < len(people)) & open_months[np.minimum(when, len(people) - 1)]
    when, who, first = when[kept], who[kept], first[kept]
    kinds = weights(project.traits["kinds"])
    persons = _persons(project, joined, random)
    rows: pd.DataFrame = persons.take(who.tolist()).reset_index(drop=True)
    rows["date"] = draws.days(project, when, random)
    rows["activity_kind"] = draws.draw(tuple(kinds), tuple(kinds.values()), len(who), random)
    rows["new_people"] = np.where(first, "1", "0").astype(object)
    rows = rows.sort_values("date", kind="stable", ignore_index=True)
    rows["record_key"] = [f"{project.code}-{number:06d}" for number in range(1, len(rows) + 1)]
    return rows


def _persons(project: Project, joined: draws.Positions, random: Generator) -> pd.DataFrame:
    """Give what stays the same in all contacts of a person."""
    number = len(joined)
    columns = {
        "project_code": project.code,
        "place_code": draws.places(project, joined, random),
        "population_group": draws.groups(project, joined, random),
        "sex": draws.sexes(project, number, random),
        "age_band": draws.ages(project, number, random),
        "disability": draws.disabilities(number, random),
        "contacts": "1",
        "activity_code": "",
        "directness": "direct",
        "counting_rule": "person_key",
        "person_key": [f"{project.code}-P{person:05d}" for person in range(1, number + 1)],
    }
    return pd.DataFrame(columns, dtype=object)
