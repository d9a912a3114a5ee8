"""Made records of people reached: deterministic for a number of rows, of a believable shape."""

import numpy as np
import pandas as pd
from numpy.random import Generator

from dashboard.data.demo import draws
from dashboard.data.demo.files import SEED, structure, weights
from dashboard.data.demo.pace import Project, expected_people, projects
from dashboard.data.demo.persons import person_rows

ROWS = 32_000
"""Records of the example programme unless more are asked for."""
SMALL_PROJECTS = 0.75
"""Exponent below 1: a small project keeps more, smaller records than its share of people."""
UNEVEN = 4
"""Shape of the gamma noise of a record's size; the greater, the more alike."""


def reach_rows(rows: int = ROWS) -> pd.DataFrame:
    """Give about `rows` records as text by header of the KIND `reach`, project by project in order of date.

    The number of people hardly depends on the number of rows: with more rows each speaks of fewer people.
    """
    every = projects()
    known = [p for p in every if p.traits["counting_rule"] == "person_key"]
    keyed = [person_rows(p, _generator(p, min(rows, ROWS)), min(1.0, rows / ROWS)) for p in known]
    counted = [p for p in every if p.traits["counting_rule"] != "person_key"]
    left = max(rows - sum(map(len, keyed)), 0)
    sizes = np.asarray([expected_people(p, p.months).sum() for p in counted]) ** SMALL_PROJECTS
    shares = np.maximum(np.round(left * sizes / sizes.sum()).astype(int), 1)
    made = [_records(p, int(n), _generator(p, rows)) for p, n in zip(counted, shares, strict=True)]
    return pd.concat([*made, *keyed], ignore_index=True)


def _generator(project: Project, rows: int) -> Generator:
    """Give the random numbers of one project, the same at every run."""
    return np.random.default_rng([SEED, rows, *project.code.encode()])


def _records(project: Project, rows: int, random: Generator) -> pd.DataFrame:
    """Give the records of one project that counts groups of people."""
    people = expected_people(project, project.months)
    drawn = np.sort(random.choice(len(people), rows, p=people / people.sum()))
    each = people[drawn] / np.bincount(drawn, minlength=len(people))[drawn]
    new = random.poisson(each * random.gamma(UNEVEN, 1 / UNEVEN, rows))
    again = random.poisson(each * (project.number("contacts_a_person") - 1) * random.gamma(UNEVEN, 1 / UNEVEN, rows))
    kinds, codes = _activities(project, rows, random)
    columns = {
        "date": draws.days(project, drawn, random),
        "project_code": project.code,
        "activity_kind": kinds,
        "place_code": draws.places(project, drawn, random),
        "population_group": draws.groups(project, drawn, random),
        "sex": draws.sexes(project, rows, random),
        "age_band": draws.ages(project, rows, random),
        "disability": draws.disabilities(rows, random),
        "new_people": new.astype(str).astype(object),
        "contacts": np.maximum(new + again, 1).astype(str).astype(object),
        "activity_code": codes,
        "directness": np.where(random.random(rows) < project.number("indirect"), "indirect", "direct").astype(object),
        "counting_rule": project.traits["counting_rule"],
        "record_key": [f"{project.code}-{number:06d}" for number in range(1, rows + 1)],
        "person_key": "",
    }
    return pd.DataFrame(columns, dtype=object)


def _activities(project: Project, rows: int, random: Generator) -> tuple[draws.Texts, draws.Texts]:
    """Draw the kind of activity, and the activity itself where the project counts by activity."""
    by_code = weights(project.traits["activity_codes"])
    if not by_code:
        kinds = weights(project.traits["kinds"])
        return draws.draw(tuple(kinds), tuple(kinds.values()), rows, random), np.full(rows, "", dtype=object)
    kind_of = structure("activities").set_index("code")["activity_kind"].to_dict()
    codes = draws.draw(tuple(by_code), tuple(by_code.values()), rows, random)
    return np.asarray([kind_of[code] for code in codes], dtype=object), codes
