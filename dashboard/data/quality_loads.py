"""The loads that a viewer may know of, and where their rows lie: from the few lines that each load leaves.

Rows of feedback cases that were sensitive in any version count only for viewers with the named right, as everywhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select, text

from dashboard.data.directory import directory
from dashboard.data.filters import Filters
from dashboard.data.loading.undoing import LOADED
from dashboard.data.per_version import once_a_version
from dashboard.data.schema import loads, sources, versions
from dashboard.data.schema.quality import load_rows
from dashboard.data.versions import newest_version
from dashboard.settings import ISTANBUL

SHARED = 0
"""Stands for the programme of rows that belong to none."""


@dataclass(frozen=True, slots=True)
class Load:
    """One load of one source; `rows` are those that are live now, `brought` those that it added, in view.

    `undone` is the data version that took it back, `undoes` the one that it took back itself; 0 is none.
    """

    id: int
    version: int
    source: str
    kind: str
    mode: str
    file: str
    actor: str
    reason: str
    at: datetime
    brought: int
    rows: int
    duplicate: int
    cutoff: date | None
    undone: int
    undoes: int
    is_files: bool
    """Whether files were loaded; the others are what pages have changed, and what was taken back."""

    @property
    def day(self) -> date:
        """Give the day of the load in Istanbul."""
        return self.at.astimezone(ISTANBUL).date()

    @property
    def counts(self) -> bool:
        """Say whether the load brought new data that still stand."""
        return not self.undone and not self.undoes

    @property
    def can_be_undone(self) -> bool:
        """Say whether the load is one of those that can be taken back; others may still stand in the way."""
        return self.is_files and self.counts


@dataclass(frozen=True, slots=True)
class Count:
    """Rows of one load in one programme and month, as deltas by version."""

    version: int
    load: int
    programme: int
    month: date | None
    rows: int


def programmes_in_view(connection: Connection, filters: Filters) -> frozenset[int] | None:
    """Give the ids of the programmes that the filters leave in view, with 0 for what belongs to none; None is all."""
    allowed, asked = filters.viewer.programmes, filters.programmes
    if allowed is None and not asked:
        return None
    ids = directory(connection, filters.snapshot.version).ids["programme"]
    codes = set(asked) if allowed is None else set(allowed) & set(asked) if asked else set(allowed)
    shared = frozenset() if asked else frozenset({SHARED})
    return frozenset(ids[code] for code in codes if code in ids) | shared


def counts_in_view(connection: Connection, filters: Filters) -> list[Count]:
    """Give where the rows lie that the viewer may know of, up to the version; nothing to protected viewers."""
    if filters.viewer.protected:
        return []
    seen = programmes_in_view(connection, filters)
    found = _counts(connection, filters.snapshot.version)
    if not filters.viewer.sensitive:
        found = (*found, *_sensitive(connection, filters.snapshot.version, newest_version(connection)))
    return [one for one in found if seen is None or one.programme in seen]


def loads_in_view(connection: Connection, filters: Filters) -> list[Load]:
    """Give the loads of which any row was ever in view, the newest first; nothing to protected viewers."""
    known = _loads(connection, filters.snapshot.version)
    brought: dict[int, int] = {}
    rows: dict[int, int] = {}
    for one in counts_in_view(connection, filters):
        if one.load in known:
            own = one.rows if one.version == known[one.load]["version"] else 0
            rows[one.load] = rows.get(one.load, 0) + one.rows
            brought[one.load] = brought.get(one.load, 0) + own
    return [
        Load(**{**one, "brought": brought[i], "rows": rows[i], "duplicate": _duplicate(one, filters)})
        for i, one in known.items()
        if brought.get(i)
    ]


def loads_by_id(connection: Connection, filters: Filters) -> dict[int, Load]:
    """Give what is known of every load of a person's files, by its id, without counts of rows.

    For whoever has rows in view already and asks which loads brought them.
    """
    known = _loads(connection, filters.snapshot.version)
    return {i: Load(**{**one, "brought": 0, "rows": 0, "duplicate": 0}) for i, one in known.items()}


def _duplicate(load: Mapping[str, Any], filters: Filters) -> int:
    """Give the duplicates of a load; among cases there may be sensitive ones, of which not everybody may know."""
    return 0 if load["kind"] == "feedback" and not filters.viewer.sensitive else int(load["duplicate"])


@once_a_version
def _loads(connection: Connection, version: int) -> dict[int, dict[str, Any]]:
    """Give every load of a person's files up to a version, the newest first."""
    undone = {
        int(of): int(by)
        for of, by in connection.execute(
            select(loads.c.undoes, loads.c.version).where(loads.c.undoes.is_not(None), loads.c.version <= version)
        )
    }
    query = (
        select(loads, sources.c.name, sources.c.kind, versions.c.kind.label("sort"))
        .join(sources, sources.c.id == loads.c.source_id)
        .join(versions, versions.c.version == loads.c.version)
        .where(loads.c.version <= version, versions.c.kind != "reference")
        .order_by(loads.c.id.desc())
    )
    return {
        row.id: {
            "id": row.id,
            "version": row.version,
            "source": row.name,
            "kind": row.kind,
            "mode": row.mode,
            "file": row.file_name,
            "actor": row.actor,
            "reason": row.reason,
            "at": row.committed_at,
            "duplicate": row.duplicate,
            "cutoff": row.cutoff.date() if row.cutoff else None,
            "undone": undone.get(row.version, 0),
            "undoes": row.undoes or 0,
            "is_files": row.sort in LOADED,
        }
        for row in connection.execute(query)
    }


@once_a_version
def _counts(connection: Connection, version: int) -> tuple[Count, ...]:
    """Give all deltas up to a version."""
    c = load_rows.c
    query = select(c.version, c.load_id, c.programme_id, c.month, c.rows).where(c.version <= version)
    return tuple(Count(*row) for row in connection.execute(query))


def _sensitive(connection: Connection, version: int, newest: int) -> tuple[Count, ...]:
    """Give the deltas that take out every row of a case that is sensitive in any version."""
    return tuple(one for one in _all_sensitive(connection, newest) if one.version <= version)


@once_a_version
def _all_sensitive(connection: Connection, newest: int) -> tuple[Count, ...]:
    """Give the deltas of all rows of sensitive cases, turned round; few, and found by their index."""
    told: list[Count] = []
    for column, sign in (("since_version", -1), ("until_version", 1)):
        query = text(
            f"select r.{column}, r.load_id, r.programme_id, date_trunc('month', r.received_on)::date,"  # noqa: S608
            f" {sign} * count(*) from feedback r where r.{column} <= :newest and exists (select 1 from feedback s"
            " where s.is_sensitive and s.source_id = r.source_id and s.key_hash = r.key_hash) group by 1, 2, 3, 4"
        )
        told += [Count(*row) for row in connection.execute(query, {"newest": newest})]
    return tuple(told)
