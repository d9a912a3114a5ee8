"""The history of the pool: from stage changes to stages, stays in them, and ways into the pool and out of it."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from dashboard.data.loading.project_kinds import STAGES
from dashboard.data.pool_events import STAGE, Events
from dashboard.data.priority import Ints

WAITING = ("idea", "screened", "scored", "approved", "funding_secured", "contracted")
"""Stages of the projects that have not begun."""
IN_POOL = (*WAITING, "on_hold")
ENDS = ("closed", "rejected")
"""Stages in which nothing is waited for: a project does not stay in them."""
OPEN = tuple(stage for stage in STAGES if stage not in ENDS)
ACTION_PLAN = ("approved", "funding_secured", "contracted")
_YEAR = 1970
_EPOCH = date(_YEAR, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, eq=False)
class Stays:
    """Every stay in a stage that is not an end: whose, and for how many days."""

    project: Ints
    days: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """Every way into the pool (`way` 1) or out of it (-1): whose, and in which quarter, see `quarter_of`."""

    project: Ints
    quarter: Ints
    way: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Standing:
    """Where each project stands: place of its stage, -1 where unknown; ordinals of days, 0 where unknown."""

    stage: Ints
    entered: Ints
    since: Ints
    """Day of the project's first stage change."""


def places_of(stages: tuple[str, ...]) -> list[int]:
    """Give the places of some stages in the order of stages."""
    return [STAGE[stage] for stage in stages]


def standing(stated: Ints, known: Events) -> Standing:
    """Give where each project stands after the known changes; one without any stands where its source states it."""
    stage, entered, since = stated.copy(), np.zeros_like(stated), np.zeros_like(stated)
    # Changes follow each other; of several values assigned to one project the last one stays.
    stage[known.project], entered[known.project] = known.of, known.day
    since[known.project[::-1]] = known.day[::-1]
    return Standing(stage, entered, since)


def stays(known: Events, day: date) -> Stays:
    """Give every stay up to a day: it ends with the project's next change, and the last one on the day."""
    until = np.full(len(known), day.toordinal())
    followed = np.flatnonzero(known.project[1:] == known.project[:-1])
    until[followed] = known.day[followed + 1]
    kept = ~np.isin(known.of, places_of(ENDS))
    return Stays(known.project[kept], (until - known.day)[kept])


def moves(known: Events) -> Moves:
    """Give every change between outside the pool and inside it; before its first change a project is outside."""
    inside = np.isin(known.of, places_of(IN_POOL))
    before = np.zeros(len(known), dtype=bool)
    before[1:] = inside[:-1] & (known.project[1:] == known.project[:-1])
    moved = inside != before
    months = (known.day[moved] - _EPOCH).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
    return Moves(known.project[moved], months // 3, np.where(inside[moved], 1, -1))


def quarter_of(day: date) -> int:
    """Give the number of a day's quarter; 0 is the first one of 1970."""
    return (day.year - _YEAR) * 4 + (day.month - 1) // 3


def first_day(quarter: int) -> date:
    """Give the first day of a quarter."""
    return date(_YEAR + quarter // 4, quarter % 4 * 3 + 1, 1)
