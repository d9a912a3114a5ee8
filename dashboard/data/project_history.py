"""How one project came to where it stands: its stages and its scores, up to a day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, select

from dashboard.data.criteria import Criteria, Criterion
from dashboard.data.directory import Names
from dashboard.data.pool_events import STAGE
from dashboard.data.pool_history import ENDS
from dashboard.data.schema import live_at, pool


@dataclass(frozen=True, slots=True)
class Stay:
    """One stage of a project; `until` is the day on which the next one was entered, None for the present one.

    `days` runs to `until` or to the reference day; it is None for closed and rejected, which are ends. `limit` is that
    of the stage, None where it has none.
    """

    stage: str
    entered_on: date
    until: date | None
    days: int | None
    limit: int | None
    decided_by: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Score:
    """The latest score of a project on one criterion, with the anchor that says what it means; None where missing.

    `weight` is the criterion's share of all weights in force, `part` weight × score.
    """

    criterion: Criterion
    weight: float
    score: int | None
    part: float | None
    anchor: Names | None
    scored_on: date | None
    scored_by: str | None
    comment: str | None


def stays_of(
    connection: Connection, version: int, day: date, project: int, limits: Mapping[str, int]
) -> tuple[Stay, ...]:
    """Give the stages of a project in order, the first one first; none where no stage change is known."""
    c = pool.stage_changes.c
    query = select(c.stage, c.entered_on, c.decided_by, c.reason)
    query = query.where(live_at(pool.stage_changes, version), c.project_id == project, c.entered_on <= day)
    found = sorted(connection.execute(query), key=lambda row: (row.entered_on, STAGE[row.stage]))
    untils = [*(row.entered_on for row in found[1:]), None]
    return tuple(
        Stay(
            row.stage,
            row.entered_on,
            until,
            None if row.stage in ENDS else ((until or day) - row.entered_on).days,
            limits.get(row.stage),
            row.decided_by,
            row.reason,
        )
        for row, until in zip(found, untils[: len(found)], strict=True)
    )


def unsaid(stay: Stay) -> Stay:
    """Give a stage without who decided and what they wrote, as protected viewers see it."""
    return replace(stay, decided_by=None, reason=None)


def scores_of(connection: Connection, version: int, day: date, project: int, criteria: Criteria) -> tuple[Score, ...]:
    """Give what a project scores on every criterion, by position, also where it has no score."""
    c = pool.scores.c
    query = select(c.criterion_id, c.score, c.scored_on, c.scored_by, c.comment)
    query = query.where(live_at(pool.scores, version), c.project_id == project, c.scored_on <= day)
    latest = {row.criterion_id: row for row in connection.execute(query.order_by(c.scored_on, c.id))}
    whole, scores = int(criteria.weights.sum()), []
    for one, weight, share in zip(criteria.items, criteria.weights.tolist(), criteria.shares, strict=True):
        row = latest.get(one.id)
        if row is None:
            scores.append(Score(one, share, None, None, None, None, None, None))
            continue
        part, anchor = weight * row.score / whole, one.anchors.get(row.score)
        scores.append(Score(one, share, row.score, part, anchor, row.scored_on, row.scored_by, row.comment))
    return tuple(scores)
