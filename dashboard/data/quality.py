"""The figures of data quality: sources with their age, months with their rows, refused loads, and what to mend."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, or_, select, text

from dashboard.data.filters import Filters
from dashboard.data.freshness import WATCHED
from dashboard.data.quality_fields import Completeness, completeness
from dashboard.data.quality_loads import Load, counts_in_view, loads_in_view
from dashboard.data.quality_months import due_months
from dashboard.data.schema import versions
from dashboard.data.schema.quality import attempts
from dashboard.settings import ISTANBUL


@dataclass(frozen=True, slots=True)
class Source:
    """One source: its live rows in view, the id and day of its last load, and how old that is on the reference day.

    `state` is `fresh`, `stale`, or `not_watched` for KINDs of which no new files are expected.
    """

    name: str
    kind: str
    rows: int
    cutoff: date | None
    load: int
    loaded_on: date
    age: int
    state: str


@dataclass(frozen=True, slots=True)
class MonthOfSource:
    """Live rows of one source in one month."""

    source: str
    kind: str
    month: date
    rows: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """One sheet of a refused load; of several tries with the same file the last one.

    `reasons` are message key, column and number of cells. `is_open` says that the source was not loaded since.
    """

    id: int
    at: datetime
    actor: str
    file: str
    source: str
    kind: str
    rejected: int
    reasons: Sequence[tuple[str, str, int]]
    is_open: bool

    @property
    def day(self) -> date:
        """Give the day in Istanbul."""
        return self.at.astimezone(ISTANBUL).date()


@dataclass(frozen=True, slots=True)
class Headline:
    """The single numbers of the page; a share over nothing is undefined."""

    known: int
    asked: int
    in_time: int
    due: int
    duplicates: int
    rejected: int
    refusals: int
    stale: int
    watched: int


def loads_made(connection: Connection, filters: Filters) -> list[Load]:
    """Give the loads in view that were made inside the period, the newest first."""
    return [one for one in loads_in_view(connection, filters) if _is_inside(one.day, filters)]


def source_list(connection: Connection, filters: Filters, stale_days: int) -> list[Source]:
    """Give the sources with live rows in view, whatever the period, those out of date first."""
    grouped: dict[str, list[Load]] = {}
    for one in loads_in_view(connection, filters):
        if not one.undone:
            grouped.setdefault(one.source, []).append(one)
    found = [_source(name, own, filters, stale_days) for name, own in grouped.items()]
    order = {"stale": 0, "fresh": 1, "not_watched": 2}
    return sorted((one for one in found if one.rows), key=lambda one: (order[one.state], -one.age, one.name))


def _source(name: str, own: list[Load], filters: Filters, stale_days: int) -> Source:
    """Give one source from its loads; what an undoing brought back is as old as the load that first brought it."""
    brought = [one for one in own if one.counts] or own
    last = max(brought, key=lambda one: (one.day, one.id))
    age = (filters.snapshot.day - last.day).days
    state = "not_watched" if own[0].kind not in WATCHED else "stale" if age > stale_days else "fresh"
    cutoff = max((one.cutoff for one in brought if one.cutoff), default=None)
    return Source(name, own[0].kind, sum(one.rows for one in own), cutoff, last.id, last.day, age, state)


def coverage(connection: Connection, filters: Filters) -> list[MonthOfSource]:
    """Give the live rows of each watched source by month inside the period, up to the last day."""
    of = {one.id: one for one in loads_in_view(connection, filters) if one.kind in WATCHED}
    sums: dict[tuple[str, str, date], int] = {}
    for one in counts_in_view(connection, filters):
        if one.load in of and one.month and _is_inside(one.month, filters):
            key = (of[one.load].source, of[one.load].kind, one.month)
            sums[key] = sums.get(key, 0) + one.rows
    return [MonthOfSource(*key, rows) for key, rows in sorted(sums.items()) if rows]


def refusals(connection: Connection, filters: Filters) -> list[Refusal]:
    """Give the refused loads inside the period of whoever has no more in scope than the viewer, the newest first."""
    viewer = filters.viewer
    if viewer.protected:
        return []
    a = attempts.c
    query = select(attempts).order_by(a.id.desc())
    if not filters.snapshot.latest:
        until = select(versions.c.committed_at).where(versions.c.version == filters.snapshot.version).scalar_subquery()
        query = query.where(a.at <= until)
    if viewer.programmes is not None:
        query = query.where(a.programmes.contained_by(sorted(viewer.programmes)))
    if filters.programmes:
        query = query.where(or_(a.programmes.is_(None), a.programmes.overlap(list(filters.programmes))))
    rows = connection.execute(query).all()
    loaded = _last_loads(connection, filters.snapshot.version)
    found: dict[tuple[str, str, str], Refusal] = {}
    for row in rows:
        is_open = loaded.get(row.source) is None or loaded[row.source] < row.at
        one = Refusal(
            row.id, row.at, row.actor, row.file_name, row.source, row.kind, row.rejected,
            tuple((str(key), str(column), int(count)) for key, column, count in row.reasons), is_open,
        )  # fmt: skip
        if _is_inside(one.day, filters):
            found.setdefault((row.content_digest, row.source, row.kind), one)
    return list(found.values())


def _last_loads(connection: Connection, version: int) -> dict[str, datetime]:
    """Give the moment of the last load of every source."""
    query = text(
        "select s.name, max(l.committed_at) from loads l join sources s on s.id = l.source_id"
        " where l.version <= :version and l.undoes is null group by 1"
    )
    return {str(name): at for name, at in connection.execute(query, {"version": version})}


def headline(connection: Connection, filters: Filters, stale_days: int) -> Headline:
    """Give the single numbers of the page."""
    fields = completeness(connection, filters)
    due = due_months(connection, filters, stale_days)
    refused = refusals(connection, filters)
    watched = [one for one in source_list(connection, filters, stale_days) if one.state != "not_watched"]
    return Headline(
        known=sum(one.known for one in fields),
        asked=sum(one.asked for one in fields),
        in_time=sum(one.in_time for one in due),
        due=len(due),
        duplicates=sum(one.duplicate for one in loads_made(connection, filters) if one.counts),
        rejected=sum(one.rejected for one in refused),
        refusals=len(refused),
        stale=sum(one.state == "stale" for one in watched),
        watched=len(watched),
    )


@dataclass(frozen=True, slots=True)
class Fixes:
    """What is to be mended: the sources out of date, open refusals, months that are missing, columns that are empty."""

    stale: list[Source]
    refused: list[Refusal]
    missing: list[tuple[int, int]]
    """Project and number of due months without a record."""
    empty: list[Completeness]
    """Columns of which a fifth or more is unknown."""


MOST_UNKNOWN = 0.2


def fixes(connection: Connection, filters: Filters, stale_days: int) -> Fixes:
    """Give what is to be mended, the worst of each sort first."""
    gaps: dict[int, int] = {}
    for one in due_months(connection, filters, stale_days):
        if one.first_on is None:
            gaps[one.project] = gaps.get(one.project, 0) + 1
    empty = [one for one in completeness(connection, filters) if one.asked - one.known >= MOST_UNKNOWN * one.asked]
    return Fixes(
        stale=[one for one in source_list(connection, filters, stale_days) if one.state == "stale"],
        refused=[one for one in refusals(connection, filters) if one.is_open],
        missing=sorted(gaps.items(), key=lambda gap: (-gap[1], gap[0])),
        empty=sorted(empty, key=lambda one: one.known / one.asked),
    )


def _is_inside(day: date, filters: Filters) -> bool:
    """Say whether a day lies inside the period; without one, up to the last day."""
    first = filters.first_day
    return (first is None or day >= first) and (filters.period is None or day <= filters.period.last_day)
