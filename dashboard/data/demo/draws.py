"""Draws of what a record says: who, where and when, by the profiles of a project.

Each takes for every record the position (`drawn`) of its month in the project's months.
"""

from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np
from numpy.random import Generator
from numpy.typing import ArrayLike, NDArray

from dashboard.codes import AGE_BAND, POPULATION_GROUP
from dashboard.data.demo.files import FIRST, lines_of
from dashboard.data.demo.pace import Project
from dashboard.data.demo.places import place_weights, shaken

Texts = NDArray[np.object_]
Positions = NDArray[np.int64]

SUNDAY = 6
HOST_DRIFT = 0.05
"""Yearly growth of the weight of the host community, as mixed activities become the rule."""
OTHER_SEX, UNKNOWN_SEX = 0.003, 0.02


def draw(codes: tuple[str, ...], likely: ArrayLike, rows: int, random: Generator) -> Texts:
    """Draw codes with these weights."""
    chances = np.asarray(likely, dtype=float)
    return np.asarray(codes, dtype=object)[random.choice(len(codes), rows, p=chances / chances.sum())]


def sexes(project: Project, rows: int, random: Generator) -> Texts:
    """Draw sexes; a few are other, and of a few it was not written down."""
    women = project.number("women")
    likely = (women, 1 - OTHER_SEX - UNKNOWN_SEX - women, OTHER_SEX, UNKNOWN_SEX)
    return draw(("female", "male", "other", "unknown"), likely, rows, random)


def ages(project: Project, rows: int, random: Generator) -> Texts:
    """Draw age bands."""
    return draw(AGE_BAND, _line("ages", project.traits["ages"], AGE_BAND), rows, random)


def disabilities(rows: int, random: Generator) -> Texts:
    """Draw whether people live with a disability."""
    return draw(("yes", "no", "unknown"), (3.2, 89, 7.8), rows, random)


def groups(project: Project, drawn: Positions, random: Generator) -> Texts:
    """Draw population groups, the host community a little more often every year."""
    likely = _line("groups", project.traits["groups"], POPULATION_GROUP)
    found = np.empty(len(drawn), dtype=object)
    for year, here in _by_year(project, drawn):
        tilted = [likely[0] * (1 + HOST_DRIFT * (year - FIRST.year)), *likely[1:]]
        found[here] = draw(POPULATION_GROUP, tilted, len(here), random)
    return found


def places(project: Project, drawn: Positions, random: Generator) -> Texts:
    """Draw places; each year favours other ones, and the earthquakes of February 2023 empty theirs for a time."""
    codes, likely = place_weights(project.traits["places"])
    found = np.empty(len(drawn), dtype=object)
    for _, within in _by_year(project, drawn):
        tilted = likely * random.gamma(6, 1 / 6, len(codes))
        for index in np.unique(drawn[within]):
            here = within[drawn[within] == index]
            found[here] = draw(codes, tilted * shaken(codes, project.months[index]), len(here), random)
    return found


def days(project: Project, drawn: Positions, random: Generator) -> Texts:
    """Draw days of the project's own time that are no Sundays."""
    found = np.empty(len(drawn), dtype=object)
    for index in np.unique(drawn):
        month, here = project.months[index], np.flatnonzero(drawn == index)
        open_days = _working_days(max(month.first, project.starts_on), min(month.last, project.ends_on))
        found[here] = np.sort(random.choice(np.asarray(open_days, dtype=object), len(here)))
    return found


def _line(name: str, profile: str, codes: tuple[str, ...]) -> list[float]:
    """Give the weights of one profile in the order of a code list."""
    row = lines_of(name)[profile]
    return [float(row[code]) for code in codes]


def _by_year(project: Project, drawn: Positions) -> Iterator[tuple[int, Positions]]:
    """Give each year with the positions of its records."""
    years = np.asarray([month.year for month in project.months])[drawn]
    for year in np.unique(years):
        yield int(year), np.flatnonzero(years == year)


def _working_days(first: date, last: date) -> list[str]:
    """Give the days from first to last that are no Sundays; the first day where there is no other."""
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day.isoformat() for day in every if day.weekday() != SUNDAY] or [first.isoformat()]
