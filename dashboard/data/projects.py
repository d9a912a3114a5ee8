"""The project pool: what is in it, what goes next, where it is stuck, what it costs.

Every question is `(connection, filters)`; `pool_view` says which filter restricts what, `pool_filters` reads the page's
own parameters and names those that cannot be used (`own_problems`). Frames keep Python's values: None is missing, never
0; amounts are `Decimal`, and those of different currencies are never added. Names have the columns name_tr, name_en and
name_ar, a missing translation being the Turkish name. What depends on the data version and the reference day alone is
kept in the process, so that a request only chooses rows of it.

A project's stage on the reference day is that of its latest stage change up to the day; without any stage change the
one that its source states, with entered_on and days missing. A project whose changes all lie ahead is not there yet.

Lists stand in `pool_lists`, counts in `pool_counts`; here are the single numbers of the page.
"""

from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection

from dashboard.data.criteria import Criteria, Criterion, criteria_in_force
from dashboard.data.filters import Filters
from dashboard.data.loading.project_kinds import STAGES
from dashboard.data.overview import Spent
from dashboard.data.pool_counts import by_stage, flow, goals_by_stage, modes, stage_budgets, stage_limits
from dashboard.data.pool_filters import PoolChoices, choices, own_problems
from dashboard.data.pool_history import ACTION_PLAN, IN_POOL, OPEN, WAITING
from dashboard.data.pool_lists import action_plan, days_in_stage, incomplete, priorities, projects
from dashboard.data.pool_money import Gap, gaps, spent_by
from dashboard.data.pool_spending import spent_in
from dashboard.data.pool_view import view
from dashboard.data.priority import Bools

__all__ = [
    "ACTION_PLAN",
    "IN_POOL",
    "OPEN",
    "WAITING",
    "Criteria",
    "Criterion",
    "Gap",
    "Headline",
    "PoolChoices",
    "Spent",
    "action_plan",
    "by_stage",
    "choices",
    "criteria_in_force",
    "days_in_stage",
    "flow",
    "goals_by_stage",
    "headline",
    "incomplete",
    "modes",
    "own_problems",
    "priorities",
    "projects",
    "stage_budgets",
    "stage_limits",
]


@dataclass(frozen=True, slots=True)
class Headline:
    """The single numbers of the projects in view on the reference day."""

    in_pool: int
    """Projects that wait or are on hold."""
    on_hold: int
    running: int
    closing: int
    high_priority_waiting: int | None
    """Waiting projects with a complete priority of at least 3.5; None for a protected viewer, who sees no scores."""
    incomplete: int | None
    """Waiting projects that lack a score."""
    median_days_in_stage: float | None
    """Median length of all stays in a stage up to the day, the present ones at their age; None without any stay.

    Closed and rejected are ends, not stays. Projects without stage changes have no known stay.
    """
    stays: int
    """Number of those stays."""
    spent: list[Spent]
    """Expenditure up to the end of the period beside the budgets, whatever the projects' stages; a line a currency.

    For a protected viewer both are of the own grants: what they spent beside what they secured.
    """
    gaps: list[Gap] | None
    """What the action plan lacks, a line a currency; None for a protected viewer, who sees no budgets."""
    without_budget: int
    """Projects of the action plan without a budget, whose gap is therefore missing."""
    ranked: int
    """Waiting projects with a rank: those of `priorities`."""
    timed: int
    """Open projects with a known entry: those of `days_in_stage`."""
    limited: int
    """Those of them whose stage has a limit."""
    stuck: int
    """Those of them that are beyond it."""
    undated: int
    """Projects in the pool without any stage change: counted in `in_pool`, but never in `flow`."""
    without_stage: int
    """Projects of which no source says the stage; they are in `records` and in no stage."""
    records: int
    """Projects in view."""


def headline(connection: Connection, filters: Filters) -> Headline:
    """Give the single numbers of the page."""
    seen = view(connection, filters)
    pool, within, hidden = seen.pool, seen.seen, seen.extent.protected
    counts = np.bincount(pool.standing.stage[within] + 1, minlength=len(STAGES) + 1)
    stages = dict(zip((None, *STAGES), counts.tolist(), strict=True))
    spent = spent_by(connection, seen.extent, filters.last_day)
    stays = pool.stays.days[within[pool.stays.project]]
    limited = seen.timed() & (pool.limits > 0)
    return Headline(
        in_pool=sum(stages[stage] for stage in IN_POOL),
        on_hold=stages["on_hold"],
        running=stages["running"],
        closing=stages["closing"],
        high_priority_waiting=None if hidden else _count(seen.waiting() & seen.ranking.high),
        incomplete=None if hidden else _count(seen.lacking()),
        median_days_in_stage=float(np.median(stays)) if len(stays) else None,
        stays=len(stays),
        spent=spent_in(seen, spent, within),
        gaps=None if hidden else gaps(pool.rows, pool.lacks, within),
        without_budget=0 if hidden else _count(within & pool.at(ACTION_PLAN) & (pool.lacks < 0)),
        ranked=_count(seen.ranked()),
        timed=_count(seen.timed()),
        limited=_count(limited),
        stuck=_count(limited & (pool.age > pool.limits)),
        undated=_count(within & pool.at(IN_POOL) & (pool.age < 0)),
        without_stage=stages[None],
        records=_count(within),
    )


def _count(chosen: Bools) -> int:
    """Count the chosen projects."""
    return int(np.count_nonzero(chosen))
