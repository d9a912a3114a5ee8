"""The pool as lists of projects; every row is one project in view, or one criterion of it.

`most` gives no more than the first projects of a list, for a chart that has room for a few: what is left out costs
nothing then. How many there are in all stands in `projects.Headline`. What a protected viewer is not
told is None: owner, budget, gap, priority, rank, stability and missing.
"""

import numpy as np
from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.data.filters import Filters
from dashboard.data.frames import chosen
from dashboard.data.pool_history import ACTION_PLAN
from dashboard.data.pool_money import spent_by
from dashboard.data.pool_view import view

_NAMED = ("code", "name_tr", "name_en", "name_ar")
_LANGUAGES = ("tr", "en", "ar")


def projects(connection: Connection, filters: Filters) -> DataFrame:
    """Give every project in view, by code.

    Columns: code, name_*, programme_code, stage, entered_on, days, limit, mode, country, owner, starts_on,
    original_ends_on, ends_on, budget, currency, spent, secured, gap, priority, rank, stability, missing.

    `days` since `entered_on`, `limit` that of the stage. `spent` is the expenditure up to the end of the period and
    `secured` the funding up to the reference day, both in the budget's `currency` and None without one; `gap` is
    max(0, budget − secured) for the projects of the action plan that have a budget, None for all others. `priority` is
    there for every project with a score on each criterion, `rank` and `stability` for those of them that wait;
    `missing` counts the criteria without a score of a project that waits, and is None for others.
    """
    seen = view(connection, filters)
    plan = ("starts_on", "original_ends_on", "ends_on", "budget", "currency")
    where = ("stage", "entered_on", "days", "limit", "mode", "country", "owner")
    columns = {
        **seen.columns(*_NAMED, "programme_code", *where, *plan),
        "spent": spent_by(connection, seen.extent, filters.last_day).shown,
        **seen.columns("secured", "gap", "priority", "rank", "stability", "missing"),
    }
    return chosen(columns, np.flatnonzero(seen.seen))


def action_plan(connection: Connection, filters: Filters) -> DataFrame:
    """Give the approved, funded and contracted projects in view in the order in which they go next.

    Columns: rank, code, name_*, stage, owner, starts_on, original_ends_on, ends_on, priority, budget, currency,
    secured, gap, mode, days, limit. Highest priority first, incomplete ones last, then by code.
    """
    seen = view(connection, filters)
    rows = np.flatnonzero(seen.seen & seen.pool.at(ACTION_PLAN))
    lead = np.where(seen.pool.complete, seen.ranking.total, -1)[rows]
    plan = ("stage", "owner", "starts_on", "original_ends_on", "ends_on", "priority")
    more = ("budget", "currency", "secured", "gap", "mode", "days", "limit")
    return chosen(seen.columns("rank", *_NAMED, *plan, *more), rows[np.argsort(-lead, kind="stable")])


def priorities(connection: Connection, filters: Filters, most: int | None = None) -> DataFrame:
    """Give why each ranked project in view has its rank: a row a project and criterion.

    Columns: code, name_*, rank, priority, stability, criterion_code, criterion_tr, criterion_en, criterion_ar, weight,
    score, part. By rank, code and position of the criterion; `weight` is the criterion's share of all weights in force,
    `part` weight × score; the parts of a project add up to its priority.
    """
    seen = view(connection, filters)
    rows = np.flatnonzero(seen.ranked())
    rows = rows[np.argsort(seen.ranking.rank[rows], kind="stable")][:most]
    items, weights, times = seen.criteria.items, seen.criteria.weights, len(rows)
    scores = seen.pool.scores[rows].ravel()
    return chosen(
        seen.columns(*_NAMED, "rank", "priority", "stability"),
        np.repeat(rows, len(items)),
        criterion_code=[one.code for one in items] * times,
        **{f"criterion_{lang}": [one.names[lang] for one in items] * times for lang in _LANGUAGES},
        weight=list(seen.criteria.shares) * times,
        score=scores,
        part=np.tile(weights, times) * scores / max(int(weights.sum()), 1),
    )


def incomplete(connection: Connection, filters: Filters, most: int | None = None) -> DataFrame:
    """Give the waiting projects in view that lack a score, by code; they have no priority, which is not a low one.

    Columns: code, name_*, stage, missing, missing_tr, missing_en, missing_ar: how many scores, and on which criteria,
    their names joined by "; ".
    """
    seen = view(connection, filters)
    lacking = (f"missing_{lang}" for lang in _LANGUAGES)
    return chosen(seen.columns(*_NAMED, "stage", "missing", *lacking), np.flatnonzero(seen.lacking())[:most])


def days_in_stage(connection: Connection, filters: Filters, most: int | None = None) -> DataFrame:
    """Give how long the open projects in view have been in their stage: the one most over its limit first.

    Columns: code, name_*, stage, entered_on, days, limit, over. `over` is days − limit, below 0 within the limit, None
    where the stage has none; those stand last. Then by days, then by code. Projects without a known entry are left out.
    """
    seen = view(connection, filters)
    pool = seen.pool
    rows = np.flatnonzero(seen.timed())
    over, unlimited = pool.age[rows] - pool.limits[rows], pool.limits[rows] == 0
    rows = rows[np.lexsort((-pool.age[rows], -over, unlimited))[:most]]
    return chosen(seen.columns(*_NAMED, "stage", "entered_on", "days", "limit", "over"), rows)
