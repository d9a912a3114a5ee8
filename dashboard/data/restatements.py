"""Restatements: which load, for which reason, changed a figure after it had been reported, and by how much."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pandas import DataFrame
from sqlalchemy import CompoundSelect, Connection, Select, Table, func, literal, or_, select, union

from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.grants import of_grant
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
from dashboard.data.privacy.released import versions_of
from dashboard.data.releasing import Lock
from dashboard.data.schema import loads, sources, versions
from dashboard.data.schema import registers as r
from dashboard.data.schema.people import reach
from dashboard.data.schema.results import indicator_details, indicators, results, targets
from dashboard.data.schema.timeline import target_revisions
from dashboard.data.versions import committed_on, newest_version
from dashboard.settings import ISTANBUL

OF_INDICATOR: Mapping[str, tuple[Table, ...]] = {
    "period": (results, indicator_details),
    "to_date": (results, indicator_details),
    "plan": (targets, target_revisions, indicator_details),
    "target": (targets, target_revisions, indicator_details),
    "baseline": (indicator_details,),
}
"""Tables of which a figure of an indicator is made."""
OF_GRANT: Mapping[str, tuple[Table, ...]] = {
    "people": (r.project_grants, r.amendments, r.grant_details, reach),
    "money": (r.spending,),
}
"""Tables of which a grant's people and its money are made."""


@dataclass(frozen=True, slots=True)
class Cause:
    """The load behind a step; without a source it was no load but a change on a page."""

    version: int
    on: date
    source: str | None
    file_name: str | None
    reason: str
    actor: str | None
    """None where it is a release, to whoever learns of releases alone."""


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

    A protected viewer learns of versions that were released, not of loads: one row a release that told a figure anew,
    without source, file, reason and actor.

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
    keys = list(differing(connection, filters, lock))
    if filters.viewer.protected:
        yield from _released_steps(connection, filters, lock, keys)
        return
    touched = _touched(connection, keys, lock, filters.snapshot.version)
    for key in keys:
        before = figures_at(connection, filters.viewer, lock, lock.reported_version).get(key, ABSENT)
        for version, where in sorted(touched[key].items()):
            after = figures_at(connection, filters.viewer, lock, version).get(key, ABSENT)
            if differ(before, after):
                for cause in _causes(connection, version, where):
                    yield Step(lock, key, before, after, cause)
            before = after


def _released_steps(connection: Connection, filters: Filters, lock: Lock, keys: Iterable[Key]) -> Iterator[Step]:
    """Give the steps of the figures of a locked period from release to release, for those who see releases alone."""
    seen = of_grant(connection, filters, lock.grant).snapshot.version
    known = versions_of(connection, lock.grant, newest_version(connection))
    later = [version for version in known if lock.reported_version < version <= seen]
    for key in keys:
        before = figures_at(connection, filters.viewer, lock, lock.reported_version).get(key, ABSENT)
        for version in later:
            after = figures_at(connection, filters.viewer, lock, version).get(key, ABSENT)
            day = committed_on(connection, version)
            if differ(before, after) and day is not None:
                yield Step(lock, key, before, after, Cause(version, day, None, None, "", None))
            before = after


Question = Select[Any] | CompoundSelect[Any]
Touched = Mapping[int, set[int]]
"""Data versions that touched rows, each with the sources of these rows."""


def _touched(connection: Connection, keys: Iterable[Key], lock: Lock, version: int) -> dict[Key, Touched]:
    """Give for each figure the later data versions, up to one, that touched rows of which it is made.

    Each table is asked once for all figures.
    """
    owners = {key: key[1] if key[0] == "indicator" else lock.grant for key in keys}
    made_of = {key: _made_of(key[0], key[2]) for key in keys}
    asked = {
        table: _changes(connection, _edges(table, lock, owners.values()), version)
        for table in dict.fromkeys(table for own in made_of.values() for table in own)
    }
    return {key: _together(asked[table].get(owners[key], {}) for table in made_of[key]) for key in keys}


def _made_of(what: str, figure: str) -> tuple[Table, ...]:
    """Give the tables of which a figure is made."""
    return OF_INDICATOR[figure] if what == "indicator" else OF_GRANT[what]


def _together(several: Iterable[Touched]) -> Touched:
    """Join what touched several tables."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for version, sources_of in (pair for one in several for pair in one.items()):
        found[version] |= sources_of
    return found


def _changes(connection: Connection, query: Question, version: int) -> dict[str, Touched]:
    """Give by code what touched rows up to a version."""
    found: defaultdict[str, defaultdict[int, set[int]]] = defaultdict(lambda: defaultdict(set))
    rows: Iterable[Any] = connection.execute(query)
    for code, at, source in rows:
        if at <= version:
            found[code][at].add(source)
    return {code: dict(one) for code, one in found.items()}


def _edges(table: Table, lock: Lock, owners: Iterable[str]) -> Question:
    """Ask in which later versions rows of a table began and ended, of which indicator or grant, from which source."""
    if table is reach:
        return _loads_of_reach(lock)
    owner = indicators if "indicator_id" in table.c else r.grants
    key = table.c.indicator_id if owner is indicators else table.c.grant_id
    rows = select(owner.c.code, table.c.since_version, table.c.until_version, table.c.source_id)
    own = rows.join(owner, owner.c.id == key).where(owner.c.code.in_(sorted(set(owners)))).subquery()
    began, ended = (
        select(own.c.code, edge, own.c.source_id).where(edge > lock.reported_version)
        for edge in (own.c.since_version, own.c.until_version)
    )
    return union(began, ended)


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
        select(literal(lock.grant), loads.c.version, loads.c.source_id)
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
