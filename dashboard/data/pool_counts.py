"""The pool in numbers: by stage, goal, country and mode, and its flow over the quarters."""

from datetime import date

import numpy as np
from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.data.extent import extent
from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.goals import goals_in_scope
from dashboard.data.loading.project_kinds import MODES, STAGES
from dashboard.data.pool_history import OPEN, first_day, quarter_of
from dashboard.data.pool_money import amount
from dashboard.data.pool_rows import NOTHING, pool_rows
from dashboard.data.pool_view import View, view
from dashboard.data.priority import Ints


def by_stage(connection: Connection, filters: Filters) -> DataFrame:
    """Count the projects in view by stage: stage, projects; all stages in their order, also those without a project."""
    seen = view(connection, filters)
    return frame(stage=list(STAGES), projects=_by_stage(seen, np.flatnonzero(seen.seen)))


def stage_limits(connection: Connection, filters: Filters) -> DataFrame:
    """Give how long a project may stay in each open stage: stage, limit (days, None where there is none)."""
    limits = pool_rows(connection, extent(connection, filters)).limits
    return frame(stage=list(OPEN), limit=[limits.get(stage) for stage in OPEN])


def stage_budgets(connection: Connection, filters: Filters) -> DataFrame:
    """Add up the budgets of the projects in view: stage, currency, projects (that have such a budget), budget."""
    seen = view(connection, filters)
    rows, stage = seen.pool.rows, seen.pool.standing.stage
    chosen = np.flatnonzero(seen.seen & rows.budgeted & (stage >= 0))
    cells = stage[chosen] * len(rows.currencies) + rows.currency[chosen]
    size = len(STAGES) * len(rows.currencies)
    sums, counts = np.zeros(size, dtype=rows.budget.dtype), np.bincount(cells, minlength=size)
    np.add.at(sums, cells, rows.budget[chosen])
    found = np.flatnonzero(counts).tolist()
    return frame(
        stage=[STAGES[cell // len(rows.currencies)] for cell in found],
        currency=[rows.currencies[cell % len(rows.currencies)] for cell in found],
        projects=counts[found],
        budget=[amount(int(sums[cell])) for cell in found],
    )


def goals_by_stage(connection: Connection, filters: Filters) -> DataFrame:
    """Count the projects in view by goal and stage: goal_code, name_*, stage, projects.

    Strategic goals first, by programme and position; stages in their order. Goals and stages without a project are left
    out; a project with several goals counts under each.
    """
    seen = view(connection, filters)
    goals = goals_in_scope(connection, filters.snapshot.version, filters.viewer)
    served = [seen.pool.rows.goals.get(goal.id, NOTHING) for goal in goals]
    counts = [_by_stage(seen, projects[seen.seen[projects]]).tolist() for projects in served]
    found = [
        (goal, stage, many)
        for goal, own in zip(goals, counts, strict=True)
        for stage, many in zip(STAGES, own, strict=True)
        if many
    ]
    return frame(
        goal_code=[goal.code for goal, _, _ in found],
        **{f"name_{lang}": [goal.names[lang] for goal, _, _ in found] for lang in ("tr", "en", "ar")},
        stage=[stage for _, stage, _ in found],
        projects=[many for _, _, many in found],
    )


def modes(connection: Connection, filters: Filters) -> DataFrame:
    """Count the projects in view by country and mode: country, mode, projects; None where one is unknown.

    The country with most projects first, then by code, an unknown one last; in it unilateral, joint, unknown.
    """
    seen = view(connection, filters)
    country, mode = seen.pool.rows.coded["country"], seen.pool.rows.coded["mode"]
    counts = np.zeros((len(country.places) + 1, len(mode.places) + 1), dtype=np.int64)
    # An unknown one has the place -1, which is the last line and the last column.
    np.add.at(counts, (country.of[seen.seen], mode.of[seen.seen]), 1)
    by_country = dict(zip((*country.places, None), counts.tolist(), strict=True))
    order = sorted(by_country, key=lambda code: (-sum(by_country[code]), code is None, code or ""))
    columns: dict[str | None, int] = dict(mode.places) | {None: -1}
    found = [
        (code, one, by_country[code][columns[one]])
        for code in order
        for one in (*MODES, None)
        if one in columns and by_country[code][columns[one]]
    ]
    return frame(
        country=[code for code, _, _ in found],
        mode=[one for _, one, _ in found],
        projects=[many for _, _, many in found],
    )


def flow(connection: Connection, filters: Filters) -> DataFrame:
    """Give the ways into and out of the pool by quarter: quarter (its first day), inflow, outflow, in_pool.

    In: a project comes from outside to a stage in which it waits or is on hold; out: it leaves these stages. A project
    that comes and goes within a quarter counts in both. `in_pool` are the projects in the pool at the quarter's end, in
    the last quarter on the reference day. All from the stage changes up to the reference day; projects without any are
    not in it (`Headline.undated`). Quarters follow each other from the one of the first change to that of the reference
    day; a period chooses those of them that it touches, each of them whole.
    """
    seen = view(connection, filters)
    own = seen.seen[seen.pool.moves.project]
    quarter, way = seen.pool.moves.quarter[own], seen.pool.moves.way[own]
    first, last = _first_quarter(seen), quarter_of(seen.pool.day)
    if first is None:
        return frame(quarter=[], inflow=[], outflow=[], in_pool=[])
    inflow, outflow = (np.bincount(quarter[way == one] - first, minlength=last - first + 1) for one in (1, -1))
    shown = slice(0, None)
    if filters.period:
        start, end = quarter_of(filters.period.first_day), quarter_of(filters.period.last_day)
        shown = slice(max(start - first, 0), max(end - first + 1, 0))
    quarters = [first_day(number) for number in range(first, last + 1)]
    in_pool: Ints = np.cumsum(inflow - outflow)
    return frame(quarter=quarters[shown], inflow=inflow[shown], outflow=outflow[shown], in_pool=in_pool[shown])


def _first_quarter(seen: View) -> int | None:
    """Give the quarter of the first stage change of the projects in view, None without one."""
    since = seen.pool.standing.since[seen.seen]
    first = since[since > 0]
    return None if not len(first) else quarter_of(date.fromordinal(int(first.min())))


def _by_stage(seen: View, projects: Ints) -> Ints:
    """Count projects by stage; those of which no source says the stage are in none."""
    stage = seen.pool.standing.stage[projects]
    return np.bincount(stage[stage >= 0], minlength=len(STAGES))
