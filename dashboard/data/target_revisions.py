"""Targets that were revised: the original ones beside those that hold now, each change with its day and reason."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection, select

from dashboard.data.filters import Filters
from dashboard.data.indicators import in_places
from dashboard.data.schema import live_at
from dashboard.data.schema.timeline import target_revisions
from dashboard.data.standing import Amount, Reading, Rule

Period = tuple[date | None, date | None, int | None]
"""Start, end and place of a target; all None for the whole life of the project."""
WHOLE_LIFE: Period = (None, None, None)


@dataclass(frozen=True, slots=True)
class Revision:
    """One change of a target."""

    target: Period
    revised_on: date
    previous: Decimal | None
    """The target before; None where there was none."""
    reason: str


def revisions_of(connection: Connection, ids: Iterable[int], filters: Filters) -> dict[int, list[Revision]]:
    """Give by indicator id the changes of its targets, the earliest first; with a place filter those of the places."""
    r = target_revisions.c
    query = (
        select(r.indicator_id, r.period_start, r.period_end, r.place_id, r.revised_on, r.previous_value, r.reason)
        .where(live_at(target_revisions, filters.snapshot.version), r.indicator_id.in_(list(ids)))
        .where(*in_places(filters, r.place_id))
        .order_by(r.revised_on, r.id)
    )
    found: defaultdict[int, list[Revision]] = defaultdict(list)
    for indicator_id, start, end, place, day, previous, reason in connection.execute(query):
        found[indicator_id].append(Revision((start, end, place), day, previous, reason))
    return found


def as_first_set(rule: Rule, targets: list[Reading], revisions: list[Revision]) -> tuple[Rule, list[Reading]]:
    """Give rule and targets as they were before the first revision of each target."""
    first: dict[Period, Revision] = {}
    for revision in revisions:
        first.setdefault(revision.target, revision)
    whole = first.pop(WHOLE_LIFE, None)
    kept = [target for target in targets if (target.start, target.end, target.place) not in first]
    before = [
        Reading(start, end, place, revision.previous)
        for (start, end, place), revision in first.items()
        if start is not None and end is not None
    ]
    return (replace(rule, final_target=whole.previous) if whole else rule), kept + before


def steps(rule: Rule, targets: Iterable[Reading], revisions: list[Revision]) -> list[tuple[Revision, Amount | None]]:
    """Give each revision with the target that it set: what the next one replaced, else the one that holds now."""
    now: dict[Period, Amount | None] = {(t.start, t.end, t.place): t.value for t in targets}
    now[WHOLE_LIFE] = rule.final_target
    found: list[tuple[Revision, Amount | None]] = []
    for revision in reversed(revisions):
        found.append((revision, now.get(revision.target)))
        now[revision.target] = revision.previous
    return found[::-1]
