"""The pool as lists of projects; every row is one project in view, or one criterion of it."""

import numpy as np
from numpy.typing import NDArray
from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.pool_history import ACTION_PLAN, OPEN
from dashboard.data.pool_money import spent_by
from dashboard.data.pool_rows import column
from dashboard.data.pool_view import view
from dashboard.data.priority import Ints

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
    chosen = np.flatnonzero(seen.seen)
    plan = ("starts_on", "original_ends_on", "ends_on", "budget", "currency")
    where = ("stage", "entered_on", "days", "limit", "mode", "country", "owner")
    spent = spent_by(connection, filters.snapshot.version, filters.last_day)
    return frame(
        **seen.columns(chosen, *_NAMED, "programme_code", *where, *plan),
        spent=spent[chosen],
        **seen.columns(chosen, "secured", "gap", "priority", "rank", "stability", "missing"),
    )


def action_plan(connection: Connection, filters: Filters) -> DataFrame:
    """Give the approved, funded and contracted projects in view in the order in which they go next.

    Columns: rank, code, name_*, stage, owner, starts_on, original_ends_on, ends_on, priority, budget, currency,
    secured, gap. Highest priority first, incomplete ones last, then by code.
    """
    seen = view(connection, filters)
    chosen = np.flatnonzero(seen.seen & seen.pool.at(ACTION_PLAN))
    lead = np.where(seen.pool.complete, seen.ranking.total, -1)[chosen]
    chosen = chosen[np.argsort(-lead, kind="stable")]
    plan = ("stage", "owner", "starts_on", "original_ends_on", "ends_on")
    money = ("budget", "currency", "secured", "gap")
    return frame(**seen.columns(chosen, "rank", *_NAMED, *plan, "priority", *money))


def priorities(connection: Connection, filters: Filters) -> DataFrame:
    """Give why each ranked project in view has its rank: a row a project and criterion.

    Columns: code, name_*, rank, priority, stability, criterion_code, criterion_tr, criterion_en, criterion_ar, weight,
    score, part. By rank, code and position of the criterion; `weight` is the criterion's share of all weights in force,
    `part` weight × score; the parts of a project add up to its priority.
    """
    seen = view(connection, filters)
    chosen = np.flatnonzero(seen.seen & (seen.ranking.rank > 0))
    chosen = chosen[np.argsort(seen.ranking.rank[chosen], kind="stable")]
    items, weights = seen.criteria.items, seen.criteria.weights
    each, which = np.repeat(chosen, len(items)), np.tile(np.arange(len(items)), len(chosen))
    scores = seen.pool.scores[chosen].ravel()
    codes = {"criterion_code": column(one.code for one in items)}
    names = {f"criterion_{lang}": column(one.names[lang] for one in items) for lang in _LANGUAGES}
    return frame(
        **seen.columns(each, *_NAMED, "rank", "priority", "stability"),
        **{name: known[which] for name, known in (codes | names).items()},
        weight=column(seen.criteria.shares)[which],
        score=scores,
        part=weights[which] * scores / max(int(weights.sum()), 1),
    )


def incomplete(connection: Connection, filters: Filters) -> DataFrame:
    """Give the waiting projects in view that lack a score, by code; they have no priority, which is not a low one.

    Columns: code, name_*, stage, missing, missing_tr, missing_en, missing_ar: how many scores, and on which criteria,
    their names joined by "; ".
    """
    seen = view(connection, filters)
    chosen = np.flatnonzero(seen.waiting() & seen.pool.incomplete)
    lacking = (f"missing_{lang}" for lang in _LANGUAGES)
    return frame(**seen.columns(chosen, *_NAMED, "stage", "missing", *lacking))


def days_in_stage(connection: Connection, filters: Filters) -> DataFrame:
    """Give how long the open projects in view have been in their stage: the one most over its limit first.

    Columns: code, name_*, stage, entered_on, days, limit, over. `over` is days − limit, below 0 within the limit, None
    where the stage has none; those stand last. Then by days, then by code. Projects without a known entry are left out.
    """
    seen = view(connection, filters)
    pool = seen.pool
    chosen = np.flatnonzero(seen.seen & pool.at(OPEN) & (pool.age >= 0))
    limits = pool.limits[chosen]
    over = pool.age[chosen] - limits
    order = np.lexsort((-pool.age[chosen], -over, limits == 0))
    return frame(
        **seen.columns(chosen[order], *_NAMED, "stage", "entered_on", "days", "limit"),
        over=_where(over[order], limits[order]),
    )


def _where(over: Ints, limits: Ints) -> NDArray[np.object_]:
    """Give days over the limit, None where there is no limit."""
    known = over.astype(object)
    known[limits == 0] = None
    return known
