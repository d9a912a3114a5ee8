"""The project pool as of a data version on a day: where each project stands, since when, and what it lacks.

Everything here is a function of (database, extent, day), computed once and kept; filters choose rows of it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import Connection

from dashboard.data.criteria import Criterion, stored_criteria
from dashboard.data.extent import Extent
from dashboard.data.loading.project_kinds import STAGES
from dashboard.data.per_version import remembered
from dashboard.data.pool_events import Events
from dashboard.data.pool_history import (
    ACTION_PLAN,
    WAITING,
    Moves,
    Standing,
    Stays,
    moves,
    places_of,
    standing,
    stays,
)
from dashboard.data.pool_money import amounts_of, by_currency, in_own_currency, lacking
from dashboard.data.pool_rows import UNKNOWN, Objects, PoolRows, among, column, pool_rows
from dashboard.data.priority import Bools, Ints, complete

_KEPT_DAYS = 6


@dataclass(frozen=True, slots=True, eq=False)
class Pool:
    """The pool on a day. Columns run over all projects of the version, in the order of their codes."""

    rows: PoolRows
    day: date
    there: Bools
    """Projects that are there on the day; one whose stage changes all lie ahead is not yet."""
    standing: Standing
    age: Ints
    """Days since the stage was entered, -1 where that is not known."""
    limits: Ints
    """Limit of the stage in days, 0 where it has none."""
    stays: Stays
    moves: Moves
    scores: Ints
    """Latest score of each project (rows) on each criterion (columns), 0 where there is none."""
    complete: Bools
    """Projects with a score on every criterion."""
    incomplete: Bools
    """Projects that lack a score; without criteria nobody does."""
    lacks: Ints
    """What each project of the action plan lacks, in hundredths; -1 for others and where there is no budget."""
    shown: Mapping[str, Objects]
    """Columns of frames that no filter changes, by name."""

    def at(self, stages: tuple[str, ...]) -> Bools:
        """Say which projects stand in one of some stages on the day."""
        return among(self.standing.stage, places_of(stages), len(STAGES)) & self.there


@remembered(_KEPT_DAYS)
def pool_on(connection: Connection, extent: Extent, day: date) -> Pool:
    """Give the pool of an extent on a day."""
    rows = pool_rows(connection, extent)
    criteria = () if extent.protected else stored_criteria(connection, extent.version)
    known = rows.changes.up_to(day)
    now = standing(rows.stated, known)
    age = np.where(now.entered > 0, day.toordinal() - now.entered, UNKNOWN)
    limits = np.array([*(rows.limits.get(stage, 0) for stage in STAGES), 0], dtype=np.int64)[now.stage]
    scores = _latest(rows.scores.up_to(day), (len(rows), len(criteria)))
    missing, scored = np.count_nonzero(scores == 0, axis=1), [] if extent.protected else places_of(WAITING)
    secured = in_own_currency(rows, by_currency(rows, rows.funding.up_to(day)))
    lacks = lacking(rows, secured, np.isin(now.stage, places_of(ACTION_PLAN)))
    return Pool(
        rows=rows,
        day=day,
        there=_there(rows, known),
        standing=now,
        age=age,
        limits=limits,
        stays=stays(known, day),
        moves=moves(known),
        scores=scores,
        complete=complete(scores),
        incomplete=missing > 0,
        lacks=lacks,
        shown={
            **rows.shown,
            "stage": column(STAGES[stage] if stage >= 0 else None for stage in now.stage.tolist()),
            "entered_on": column(date.fromordinal(entered) if entered else None for entered in now.entered.tolist()),
            "days": _from_0(age),
            "limit": _from_0(np.where(limits > 0, limits, UNKNOWN)),
            "over": _over(age, limits),
            "missing": _from_0(np.where(np.isin(now.stage, scored), missing, UNKNOWN)),
            "secured": amounts_of(secured, rows.currency >= 0),
            "gap": amounts_of(lacks, lacks >= 0),
            **_missing_names(criteria, scores),
        },
    )


def _from_0(numbers: Ints) -> Objects:
    """Give whole numbers as a column in which a negative one is missing."""
    return column(None if one < 0 else one for one in numbers.tolist())


def _over(age: Ints, limits: Ints) -> Objects:
    """Give the days beyond the limit, below 0 within it; None where there is no limit or no known entry."""
    known = (age >= 0) & (limits > 0)
    return column(one if yes else None for one, yes in zip((age - limits).tolist(), known.tolist(), strict=True))


def _there(rows: PoolRows, known: Events) -> Bools:
    """Leave out the projects whose changes all lie ahead."""
    there = np.ones(len(rows), dtype=bool)
    there[rows.changes.project] = False
    there[known.project] = True
    return there


def _latest(known: Events, shape: tuple[int, int]) -> Ints:
    """Give the matrix of the latest scores; events follow each other, and the last one assigned stays."""
    matrix = np.zeros(shape, dtype=np.int64)
    matrix[known.project, known.of] = known.amount
    return matrix


def _missing_names(criteria: Sequence[Criterion], scores: Ints) -> dict[str, Objects]:
    """Give the names of the criteria on which each project has no score, in columns by language."""
    patterns: dict[bytes, list[bool]] = {}
    own = [patterns.setdefault(row.tobytes(), row.tolist()) for row in scores == 0]
    texts = {lang: _joined(criteria, patterns.values(), lang) for lang in ("tr", "en", "ar")}
    return {f"missing_{lang}": column(texts[lang][tuple(row)] for row in own) for lang in texts}


def _joined(criteria: Sequence[Criterion], patterns: Iterable[list[bool]], lang: str) -> dict[tuple[bool, ...], str]:
    """Give the names of the criteria that a pattern marks, joined."""
    return {
        tuple(pattern): "; ".join(one.names[lang] for one, marked in zip(criteria, pattern, strict=True) if marked)
        for pattern in patterns
    }
