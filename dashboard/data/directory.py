"""Codes, names, links and dates as of a data version: small, immutable once committed, and therefore kept in the process.

Everything a page needs besides sums comes from here, so that it costs no query after the first page of a version.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import wraps
from threading import Lock
from typing import TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, Table, select, text

from dashboard.codes import COUNTING_RULE
from dashboard.data.schema import live_at
from dashboard.data.schema import registers as r

Names = dict[str, str]
"""A name by language; English and Arabic fall back on Turkish."""
_KEPT_VERSIONS = 16
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Entry:
    """One coded thing; `parent` is the id of what it belongs to (a project's programme, a district's province)."""

    id: int
    code: str
    names: Names
    parent: int | None = None
    order: object = ""


@dataclass(frozen=True, slots=True)
class Place(Entry):
    """A place of Türkiye in which people are reached; `parent` is its province, for a province itself."""

    level: str = "province"
    population: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A grant's share in a project: rows dated from `first` to `last` count for it; None is open."""

    project_id: int
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Directory:
    """All codes, names and links as of one data version."""

    programmes: dict[int, Entry]
    subprogrammes: dict[int, Entry]
    projects: dict[int, Entry]
    subprogramme_of: dict[int, int]
    grants: dict[int, Entry]
    links: dict[int, tuple[Link, ...]]
    kinds: dict[int, Entry]
    places: dict[int, Place]
    first_day: date | None
    last_day: date | None
    """First and last date of any row known at the version, live or not; None without rows."""
    active: frozenset[int]
    """Ids of the programmes with live rows."""
    max_projects: frozenset[int]
    """Projects with live rows counted by `max_then_sum`."""
    segments: dict[tuple[str, int, int, int], dict[int, int]]
    """For each cube, kind of slice, level and span: the segment that answers for each year."""
    ids: dict[str, dict[str, int]]
    """For each of `programme`, `grant`, `place`: the id of a code."""


def once_a_version(
    compute: Callable[[Connection, int], Answer],
) -> Callable[[Connection, int], Answer]:
    """Keep the last few answers of a function of (database, data version) in this process.

    The engine stands for the database. An answer never goes stale, because a committed version never changes; a writer
    that looks before it commits has an engine, and therefore a memory, of its own.
    """
    memory: WeakKeyDictionary[Engine, OrderedDict[int, Answer]] = WeakKeyDictionary()
    lock = Lock()

    @wraps(compute)
    def remembered(connection: Connection, version: int) -> Answer:
        with lock:
            kept = memory.setdefault(connection.engine, OrderedDict())
            if version in kept:
                kept.move_to_end(version)
                return kept[version]
        answer = compute(connection, version)
        with lock:
            kept[version] = answer
            while len(kept) > _KEPT_VERSIONS:
                kept.popitem(last=False)
        return answer

    return remembered


@once_a_version
def directory(connection: Connection, version: int) -> Directory:
    """Give all codes, names and links as of a data version."""
    projects = _projects(connection, version)
    grants, links = _grants(connection, version)
    programmes = _entries(connection, version, r.programmes, r.programme_details)
    places = _places(connection, version)
    first, last = _extent(connection, version, projects)
    reached = _with_rows(connection, version)
    return Directory(
        programmes=programmes,
        subprogrammes=_entries(connection, version, r.subprogrammes, r.subprogramme_details),
        projects=projects,
        subprogramme_of=_subprogrammes_of(connection, version),
        grants=grants,
        links=links,
        kinds=_entries(connection, version, r.activity_kinds, r.activity_kind_details),
        places=places,
        first_day=first,
        last_day=last,
        active=frozenset(p.parent for p in projects.values() if p.parent and p.id in reached),
        max_projects=_with_rows(connection, version, "max_then_sum"),
        segments=_segments(connection, version),
        ids={
            "programme": {code: i for i, code in connection.execute(select(r.programmes.c.id, r.programmes.c.code))},
            "grant": {entry.code: entry.id for entry in grants.values()},
            "place": {place.code: place.id for place in places.values()},
        },
    )


def _names(row: object) -> Names:
    """Give the name in each language, the Turkish one where it is not translated."""
    turkish = str(getattr(row, "name_tr", None) or row.code)
    return {
        "tr": turkish,
        "en": getattr(row, "name_en", None) or turkish,
        "ar": getattr(row, "name_ar", None) or turkish,
    }


def _entries(connection: Connection, version: int, register: Table, details: Table) -> dict[int, Entry]:
    """Give the entries of a register whose details are live, in their order."""
    key = details.c[f"{register.name.removesuffix('s')}_id"]
    parent = [register.c.programme_id] if "programme_id" in register.c else []
    order = details.c.position if "position" in details.c else register.c.code
    query = (
        select(
            register.c.id, register.c.code, details, order.label("place_in_order"), *(p.label("parent") for p in parent)
        )
        .join(details, key == register.c.id)
        .where(live_at(details, version))
        .order_by(order, register.c.code)
    )
    return {
        row.id: Entry(row.id, row.code, _names(row), getattr(row, "parent", None), row.place_in_order)
        for row in connection.execute(query)
    }


def _projects(connection: Connection, version: int) -> dict[int, Entry]:
    """Give every project that has ever been registered; a row may count for one whose details are not live."""
    d = r.project_details
    query = (
        select(r.projects.c.id, r.projects.c.code, r.projects.c.programme_id, d.c.name_tr, d.c.name_en, d.c.name_ar)
        .join(d, (d.c.project_id == r.projects.c.id) & live_at(d, version), isouter=True)
        .order_by(r.projects.c.code)
    )
    return {
        row.id: Entry(row.id, row.code, _names(row), row.programme_id, row.code) for row in connection.execute(query)
    }


def _subprogrammes_of(connection: Connection, version: int) -> dict[int, int]:
    """Give the sub-programme of each project that has one."""
    d = r.project_details
    query = select(d.c.project_id, d.c.subprogramme_id).where(live_at(d, version), d.c.subprogramme_id.is_not(None))
    return {row[0]: row[1] for row in connection.execute(query)}


def _places(connection: Connection, version: int) -> dict[int, Place]:
    """Give the provinces and districts."""
    p, d = r.places.c, r.place_details
    query = (
        select(
            p.id, p.code, p.level, p.province_id, d.c.name_tr, d.c.name_en, d.c.name_ar, d.c.sort_key, d.c.population
        )
        .join(d, (d.c.place_id == p.id) & live_at(d, version), isouter=True)
        .where(p.level.in_(("province", "district")))
    )
    return {
        row.id: Place(
            row.id, row.code, _names(row), row.province_id, row.sort_key or row.code, row.level, row.population
        )
        for row in connection.execute(query)
    }


def _grants(connection: Connection, version: int) -> tuple[dict[int, Entry], dict[int, tuple[Link, ...]]]:
    """Give the grants and what each counts: its projects, from the later start to the earlier end, the current one."""
    entries = {}
    limits: dict[int, tuple[date | None, date | None]] = {}
    ends = _current_ends(connection, version)
    g = r.grant_details.c
    query = select(r.grants.c.code, g.grant_id, g.programme_id, g.name_tr, g.name_en, g.name_ar, g.starts_on, g.ends_on)
    query = query.join(r.grants, r.grants.c.id == g.grant_id).where(live_at(r.grant_details, version))
    for row in connection.execute(query.order_by(r.grants.c.code)):
        entries[row.grant_id] = Entry(row.grant_id, row.code, _names(row), row.programme_id, row.code)
        limits[row.grant_id] = row.starts_on, ends.get(row.grant_id, row.ends_on)
    links: dict[int, list[Link]] = {}
    shares = r.project_grants.c
    for row in connection.execute(
        select(shares.grant_id, shares.project_id, shares.starts_on, shares.ends_on).where(
            live_at(r.project_grants, version)
        )
    ):
        start, end = limits.get(row.grant_id, (None, None))
        first = max((day for day in (start, row.starts_on) if day), default=None)
        last = min((day for day in (end, row.ends_on) if day), default=None)
        links.setdefault(row.grant_id, []).append(Link(row.project_id, first, last))
    return entries, {grant: tuple(found) for grant, found in links.items()}


def _current_ends(connection: Connection, version: int) -> dict[int, date]:
    """Give the end that the latest amendment set, for each grant whose end was moved."""
    a = r.amendments.c
    query = select(a.grant_id, a.new_ends_on).where(live_at(r.amendments, version), a.new_ends_on.is_not(None))
    return {row[0]: row[1] for row in connection.execute(query.order_by(a.amended_on, a.id))}


def _extent(connection: Connection, version: int, projects: dict[int, Entry]) -> tuple[date | None, date | None]:
    """Give the first and last date of all rows, read through the index by project and date."""
    row = connection.execute(
        text("""
        select min(firsts.date), max(lasts.date) from unnest(cast(:projects as int[])) as p(id)
        left join lateral (select date from reach where project_id = p.id and since_version <= :version
            order by date limit 1) firsts on true
        left join lateral (select date from reach where project_id = p.id and since_version <= :version
            order by date desc limit 1) lasts on true"""),
        {"projects": list(projects), "version": version},
    ).one()
    return row[0], row[1]


def _with_rows(connection: Connection, version: int, rule: str | None = None) -> frozenset[int]:
    """Give the projects that have live rows, of one counting rule where it is named."""
    counted = f"and r.counting_rule = {COUNTING_RULE.index(rule)}" if rule else ""
    query = text(f"""
        select p.id from projects p where exists (select 1 from reach r where r.project_id = p.id {counted}
            and r.since_version <= :version and (r.until_version is null or r.until_version > :version))""")  # noqa: S608  A number.
    return frozenset(connection.scalars(query, {"version": version}))


def _segments(connection: Connection, version: int) -> dict[tuple[str, int, int, int], dict[int, int]]:
    """Give the segments that answer as of a version."""
    found: dict[tuple[str, int, int, int], dict[int, int]] = {}
    query = text("""
        select distinct on (cube, slice_kind, place_level, span, year)
            cube, slice_kind, place_level, span, year, segment
        from segments where first_version <= :version
        order by cube, slice_kind, place_level, span, year, first_version desc""")
    for row in connection.execute(query, {"version": version}):
        found.setdefault((row.cube, row.slice_kind, row.place_level, row.span), {})[row.year] = row.segment
    return found
