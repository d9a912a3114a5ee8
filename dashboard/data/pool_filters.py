"""The filters that only the pool has: stage, goal, mode, country, owner and a search, checked against what there is.

    ?stage=idea&stage=scored&goal=G1&mode=joint&country=TR&owner=Kültür kurulu&q=okul&weights=ETKI:60,MALIYET:40

Several values of a name widen it, several names narrow the view. A value that this viewer cannot choose is left out and
named in `own_problems`; whether it exists for others must not show. Other parameters are the page's own affair.
"""

from dataclasses import dataclass
from datetime import date

import numpy as np
from sqlalchemy import Connection

from dashboard.address import Problem
from dashboard.data.criteria import criteria_in_force
from dashboard.data.extent import Extent, extent
from dashboard.data.filters import Filters, Viewer
from dashboard.data.goals import goals_in_scope
from dashboard.data.loading.project_kinds import MODES, STAGES
from dashboard.data.lookups import Choice
from dashboard.data.per_version import remembered
from dashboard.data.pool import Pool, pool_on
from dashboard.data.pool_rows import NOTHING
from dashboard.data.priority import Bools
from dashboard.formats import fold, sort_key

MANY = ("stage", "goal", "mode", "country", "owner")
"""Parameters of which any of several values may fit."""
SEARCH = "q"
_KEPT = 16


@dataclass(frozen=True, slots=True)
class PoolChoices:
    """What the pool's own filters offer: whatever occurs among the projects in the viewer's scope, none twice.

    Stages stand in their order, goals as `goals_by_stage` has them, countries by code, owners by the Turkish alphabet.
    """

    stages: tuple[str, ...] = ()
    goals: tuple[Choice, ...] = ()
    modes: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Own:
    """The pool's own filters, checked; empty where the address does not restrict them."""

    chosen: dict[str, tuple[str, ...]]
    words: tuple[str, ...]
    """Folded words that must all occur in code, names, owner or implementer."""
    problems: tuple[Problem, ...]


def choices(connection: Connection, filters: Filters) -> PoolChoices:
    """Give what the pool's own filters offer to the viewer on the reference day, whatever else is filtered."""
    return _choices(connection, extent(connection, filters), filters.snapshot.day, filters.viewer)


def own_problems(connection: Connection, filters: Filters) -> tuple[Problem, ...]:
    """Name the pool's own parameters that could not be used, a trial of weights among them."""
    return (*own_filters(connection, filters).problems, *criteria_in_force(connection, filters).problems)


def own_filters(connection: Connection, filters: Filters) -> Own:
    """Check the pool's own parameters.

    Every stage and mode that exists may be asked for, and every goal of the viewer's programmes, also where no project
    has it; of countries and owners only those that occur.
    """
    if not filters.own:
        return Own({}, (), ())
    offered, version = choices(connection, filters), filters.snapshot.version
    known = {
        "stage": STAGES,
        "goal": [goal.code for goal in goals_in_scope(connection, version, filters.viewer)],
        "mode": MODES,
        "country": offered.countries,
        "owner": offered.owners,
    }
    asked = {name: tuple(dict.fromkeys(filters.own_all(name))) for name in MANY}
    chosen = {name: tuple(value for value in asked[name] if value in known[name]) for name in MANY}
    problems = tuple(Problem(name, value) for name in MANY for value in asked[name] if value not in known[name])
    words = tuple(word for text in filters.own_all(SEARCH)[-1:] for word in fold(text).split())
    return Own({name: values for name, values in chosen.items() if values}, words, problems)


def fitting(pool: Pool, own: Own, goals: dict[str, int]) -> Bools:
    """Say which projects fit the pool's own filters.

    Args:
        pool: the pool on a day.
        own: the filters, checked.
        goals: ids of the goals by their codes.
    """
    rows = pool.rows
    fits = pool.there.copy()
    if "stage" in own.chosen:
        fits &= pool.at(own.chosen["stage"])
    for name in ("mode", "country", "owner"):
        if name in own.chosen:
            fits &= rows.coded[name].among(own.chosen[name])
    if "goal" in own.chosen:
        serving = np.zeros(len(rows), dtype=bool)
        for goal in own.chosen["goal"]:
            serving[rows.goals.get(goals[goal], NOTHING)] = True
        fits &= serving
    for word in own.words:
        fits &= np.array([word in text for text in rows.searched], dtype=bool)
    return fits


@remembered(_KEPT)
def _choices(connection: Connection, rows: Extent, day: date, viewer: Viewer) -> PoolChoices:
    """Give what occurs in a viewer's scope."""
    pool = pool_on(connection, rows, day)
    own = pool.there.copy()
    if viewer.programmes is not None and not viewer.protected:
        own &= pool.rows.coded["programme_code"].among(viewer.programmes)
    found = {
        name: {value for value in pool.shown[name][own] if value} for name in ("stage", "mode", "country", "owner")
    }
    goals = goals_in_scope(connection, rows.version, viewer)
    return PoolChoices(
        stages=tuple(stage for stage in STAGES if stage in found["stage"]),
        goals=tuple(
            Choice(goal.code, goal.names) for goal in goals if own[pool.rows.goals.get(goal.id, NOTHING)].any()
        ),
        modes=tuple(mode for mode in MODES if mode in found["mode"]),
        countries=tuple(sorted(found["country"])),
        owners=tuple(sorted(found["owner"], key=sort_key)),
    )
