"""Restatements: which load, for which reason, changed a figure after it had been reported, and by how much."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pandas import DataFrame
from sqlalchemy import Connection, Select, Table, func, or_, select

from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.locked_figures import (
    ABSENT,
    Figure,
    Key,
    differ,
    differing,
    figures_at,
    key_columns,
    locks_in_view,
    name_columns,
)
from dashboard.data.releasing import Lock
from dashboard.data.schema import loads, sources, versions
from dashboard.data.schema import registers as r
from dashboard.data.schema.people import reach
from dashboard.data.schema.results import indicator_details, indicators, results, targets
from dashboard.data.schema.timeline import target_revisions
from dashboard.settings import ISTANBUL

OF_INDICATOR = {
    "period": (results, indicator_details),
    "to_date": (results, indicator_details),
    "plan": (targets, target_revisions, indicator_details),
    "target": (targets, target_revisions, indicator_details),
    "baseline": (indicator_details,),
}
"""Tables of which a figure of an indicator is made."""
OF_GRANT = {"people": (r.project_grants, r.amendments, r.grant_details), "money": (r.spending,)}
"""Tables with the grant's id of which its people and its money are made, besides the records of people themselves."""


@dataclass(frozen=True, slots=True)
class Cause:
    """The load behind a step; without a source it was no load but a change on a page."""

    version: int
    on: date
    source: str | None
    file_name: str | None
    reason: str
    actor: str


@dataclass(frozen=True, slots=True)
class Step:
    """One figure of a locked period before and after one data version."""

    lock: Lock
    key: Key
    before: Figure
    after: Figure
    cause: Cause


def restatements(connection: Connection, filters: Filters) -> DataFrame:
    """Give one row a load that changed a figure of a locked period since it was reported, by period, figure, version.

    Only figures that are known differently at the data version of the filters have rows; a version in which two loads
    changed one figure has two, with the same values.

    Columns: period, what, code, figure, name_tr, name_en, name_ar, unit, measure (as in `as_reported`), before_state,
    before_value, after_state, after_value, version, changed_on (day in Istanbul), source, file_name (both None for a
    change on a page), reason (of the load, else the note of the version; may be empty), actor.
    """
    found = [step for lock in locks_in_view(connection, filters) for step in _steps(connection, filters, lock)]
    return frame(
        period=[step.lock.period.text for step in found],
        **key_columns(step.key for step in found),
        **name_columns([step.before if step.after is ABSENT else step.after for step in found]),
        before_state=[step.before.state for step in found],
        before_value=[step.before.value for step in found],
        after_state=[step.after.state for step in found],
        after_value=[step.after.value for step in found],
        version=[step.cause.version for step in found],
        changed_on=[step.cause.on for step in found],
        source=[step.cause.source for step in found],
        file_name=[step.cause.file_name for step in found],
        reason=[step.cause.reason for step in found],
        actor=[step.cause.actor for step in found],
    )


def _steps(connection: Connection, filters: Filters, lock: Lock) -> Iterator[Step]:
    """Give the steps of every figure of one locked period that is known differently now."""
    for key in differing(connection, filters, lock):
        touched = _touched(connection, key, lock, filters.snapshot.version)
        before = figures_at(connection, filters.viewer, lock, lock.reported_version).get(key, ABSENT)
        for version, where in sorted(touched.items()):
            after = figures_at(connection, filters.viewer, lock, version).get(key, ABSENT)
            if differ(before, after):
                for cause in _causes(connection, version, where):
                    yield Step(lock, key, before, after, cause)
            before = after


def _touched(connection: Connection, key: Key, lock: Lock, version: int) -> dict[int, set[int]]:
    """Give the later data versions that touched rows of which a figure is made, each with their sources."""
    what, code, figure = key
    found: defaultdict[int, set[int]] = defaultdict(set)
    for query in _queries(what, code, figure, lock):
        for at, source in connection.execute(query):
            if lock.reported_version < at <= version:
                found[at].add(source)
    return found


def _queries(what: str, code: str, figure: str, lock: Lock) -> Iterator[Select[Any]]:
    """Give the questions in which versions rows of a figure began and ended, and of which sources they are."""
    tables: Iterable[Table]
    if what == "indicator":
        owner = select(indicators.c.id).where(indicators.c.code == code).scalar_subquery()
        tables, column = OF_INDICATOR[figure], "indicator_id"
    else:
        owner = select(r.grants.c.id).where(r.grants.c.code == lock.grant).scalar_subquery()
        tables, column = OF_GRANT[what], "grant_id"
    for table in tables:
        for edge in (table.c.since_version, table.c.until_version):
            yield select(edge, table.c.source_id).where(table.c[column] == owner, edge > lock.reported_version)
    if what == "people":
        yield _loads_of_reach(lock)


def _loads_of_reach(lock: Lock) -> Select[Any]:
    """Ask for the later loads of people that began or ended records of the grant's projects in time for the report."""
    shared = select(r.project_grants.c.project_id).join(r.grants, r.grants.c.id == r.project_grants.c.grant_id)
    own = (
        select(reach.c.source_id)
        .where(reach.c.source_id == loads.c.source_id, reach.c.date <= lock.period.last_day)
        .where(reach.c.project_id.in_(shared.where(r.grants.c.code == lock.grant)))
        .where(or_(reach.c.since_version == loads.c.version, reach.c.until_version == loads.c.version))
    )
    return (
        select(loads.c.version, loads.c.source_id)
        .join(sources, sources.c.id == loads.c.source_id)
        .where(sources.c.kind == "reach", loads.c.version > lock.reported_version, own.exists())
    )


def _causes(connection: Connection, version: int, touched: set[int]) -> Iterator[Cause]:
    """Give the loads of a version that came from some sources, or the version itself where none did."""
    query = (
        select(versions.c.committed_at, sources.c.name, loads.c.file_name)
        .add_columns(func.coalesce(loads.c.reason, versions.c.note), versions.c.actor)
        .outerjoin(loads, (loads.c.version == versions.c.version) & loads.c.source_id.in_(touched))
        .outerjoin(sources, sources.c.id == loads.c.source_id)
        .where(versions.c.version == version)
        .order_by(sources.c.name)
    )
    for moment, source, file_name, reason, actor in connection.execute(query):
        yield Cause(version, moment.astimezone(ISTANBUL).date(), source, file_name, reason, actor)
