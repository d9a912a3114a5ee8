"""Codes, names, links and dates as of a data version: small, unchanging once committed, and kept in the process.

Everything a page needs besides sums comes from here, so that it costs no query after the first page of a version.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, Table, select, text

from dashboard.codes import COUNTING_RULE
from dashboard.data.cubes import Level, Slice, Span
from dashboard.data.engine import is_of_grants, rows_seen
from dashboard.data.per_version import once_a_version
from dashboard.data.schema import live_at
from dashboard.data.schema import registers as r
from dashboard.formats import sort_key

Names = dict[str, str]
"""A name by language; English and Arabic fall back on Turkish."""
Segments = dict[tuple[str, int, int, int], dict[int, int]]
"""For each cube, kind of slice, level and span: the segment that answers for each year."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One coded thing; `parent` is the id of what it belongs to (a project's programme, a district's province)."""

    id: int
    code: str
    names: Names
    parent: int | None = None
    order: str = ""
    """Place among its like in the Turkish alphabet."""


@dataclass(frozen=True, slots=True)
class Place(Entry):
    """A place of Türkiye in which people are reached; `parent` is its province, for a province itself."""

    level: str = "province"


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
    """First and last date of any row known at the version, live or not.

    None without rows, and to a funder: when others reached people is no business of his, and his own rows would be
    looked for among all of theirs. His figures are made of base cells, which know their quarters.
    """
    active: frozenset[int]
    """Ids of the programmes with live rows."""
    max_projects: frozenset[int]
    """Projects with live rows counted by `max_then_sum`."""
    provinces_of: dict[int, tuple[int, ...]]
    """For each project with live rows the provinces in which they lie."""
    segments: Segments
    ids: dict[str, dict[str, int]]
    """For each of `programme`, `grant`, `place`: the id of a code."""
    place_codes: frozenset[str]


@once_a_version
def directory(connection: Connection, version: int) -> Directory:
    """Give all codes, names and links as of a data version."""
    projects = _projects(connection, version)
    grants, links = _grants(connection, version)
    programmes = _entries(connection, version, r.programmes, r.programme_details)
    places = _places(connection, version)
    first, last = (None, None) if is_of_grants(rows_seen(connection)) else _extent(connection, version, places)
    segments = _segments(connection, version)
    provinces_of = _provinces_of(connection, version, segments)
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
        active=frozenset(p.parent for p in projects.values() if p.parent and p.id in provinces_of),
        max_projects=_max_projects(connection, version),
        provinces_of=provinces_of,
        segments=segments,
        ids={
            "programme": {code: i for i, code in connection.execute(select(r.programmes.c.id, r.programmes.c.code))},
            "grant": {entry.code: entry.id for entry in grants.values()},
            "place": {place.code: place.id for place in places.values()},
        },
        place_codes=frozenset(place.code for place in places.values()),
    )


def _entry(row: Row[*tuple[Any, ...]], parent: int | None = None) -> Entry:
    """Give the entry of a row; a name that is missing is the Turkish one, and where that is missing the code."""
    turkish = row.name_tr or row.code
    names = {"tr": turkish, "en": row.name_en or turkish, "ar": row.name_ar or turkish}
    return Entry(row.id, row.code, names, parent, sort_key(turkish))


def _entries(connection: Connection, version: int, register: Table, details: Table) -> dict[int, Entry]:
    """Give the entries of a register whose details are live, in their order."""
    key = details.c[f"{register.name.removesuffix('s')}_id"]
    order = details.c.position if "position" in details.c else register.c.code
    query = (
        select(register, details.c.name_tr, details.c.name_en, details.c.name_ar)
        .join(details, key == register.c.id)
        .where(live_at(details, version))
        .order_by(order, register.c.code)
    )
    return {row.id: _entry(row, getattr(row, "programme_id", None)) for row in connection.execute(query)}


def _projects(connection: Connection, version: int) -> dict[int, Entry]:
    """Give every project that has ever been registered; a row may count for one whose details are not live."""
    d = r.project_details
    query = (
        select(r.projects, d.c.name_tr, d.c.name_en, d.c.name_ar)
        .join(d, (d.c.project_id == r.projects.c.id) & live_at(d, version), isouter=True)
        .order_by(r.projects.c.code)
    )
    return {row.id: _entry(row, row.programme_id) for row in connection.execute(query)}


def _subprogrammes_of(connection: Connection, version: int) -> dict[int, int]:
    """Give the sub-programme of each project that has one."""
    d = r.project_details
    query = select(d.c.project_id, d.c.subprogramme_id).where(live_at(d, version), d.c.subprogramme_id.is_not(None))
    return {row[0]: row[1] for row in connection.execute(query)}


def _places(connection: Connection, version: int) -> dict[int, Place]:
    """Give the provinces and districts."""
    p, d = r.places.c, r.place_details
    query = (
        select(p.id, p.code, p.level, p.province_id, d.c.name_tr, d.c.name_en, d.c.name_ar)
        .join(d, (d.c.place_id == p.id) & live_at(d, version), isouter=True)
        .where(p.level.in_(("province", "district")))
    )
    found = ((_entry(row, row.province_id), row.level) for row in connection.execute(query))
    return {e.id: Place(e.id, e.code, e.names, e.parent, e.order, level) for e, level in found}


def _grants(connection: Connection, version: int) -> tuple[dict[int, Entry], dict[int, tuple[Link, ...]]]:
    """Give the grants and what each counts: its projects, from the later start to the earlier end, the current one."""
    entries = {}
    limits: dict[int, tuple[date | None, date | None]] = {}
    ends = _current_ends(connection, version)
    g = r.grant_details.c
    query = select(r.grants, g.programme_id, g.name_tr, g.name_en, g.name_ar, g.starts_on, g.ends_on)
    query = query.join(r.grant_details, r.grants.c.id == g.grant_id).where(live_at(r.grant_details, version))
    for row in connection.execute(query.order_by(r.grants.c.code)):
        entries[row.id] = _entry(row, row.programme_id)
        limits[row.id] = row.starts_on, ends.get(row.id, row.ends_on)
    links: dict[int, list[Link]] = {}
    shares = r.project_grants
    for share in connection.execute(select(shares).where(live_at(shares, version))):
        start, end = limits.get(share.grant_id, (None, None))
        first = max((day for day in (start, share.starts_on) if day), default=None)
        last = min((day for day in (end, share.ends_on) if day), default=None)
        links.setdefault(share.grant_id, []).append(Link(share.project_id, first, last))
    return entries, {grant: tuple(found) for grant, found in links.items()}


def _current_ends(connection: Connection, version: int) -> dict[int, date]:
    """Give the end that the latest amendment set, for each grant whose end was moved."""
    a = r.amendments.c
    query = select(a.grant_id, a.new_ends_on).where(live_at(r.amendments, version), a.new_ends_on.is_not(None))
    return {row[0]: row[1] for row in connection.execute(query.order_by(a.amended_on, a.id))}


def _extent(connection: Connection, version: int, places: dict[int, Place]) -> tuple[date | None, date | None]:
    """Give the first and last date of all rows, one step into the index for each place."""
    row = connection.execute(
        text("""
        select min(firsts.date), max(lasts.date) from unnest(cast(:places as int[])) as p(id)
        left join lateral (select date from reach where place_id = p.id and since_version <= :version
            order by date limit 1) firsts on true
        left join lateral (select date from reach where place_id = p.id and since_version <= :version
            order by date desc limit 1) lasts on true"""),
        {"places": list(places), "version": version},
    ).one()
    return row[0], row[1]


def _provinces_of(connection: Connection, version: int, segments: Segments) -> dict[int, tuple[int, ...]]:
    """Give the provinces in which each project has live rows, from the cube of its places."""
    key = ("reach_by_place", int(Slice.PROJECT), int(Level.COUNTRY), int(Span.YEAR))
    query = text("""
        select slice_id, array_agg(part_id) from (
            select slice_id, part_id from reach_cells
            where segment = any(cast(:segments as int[])) and version <= :version
            group by slice_id, part_id having sum(records) > 0) found
        group by slice_id""")
    parameters = {"segments": list(segments.get(key, {}).values()), "version": version}
    return {row[0]: tuple(sorted(row[1])) for row in connection.execute(query, parameters)}


def _max_projects(connection: Connection, version: int) -> frozenset[int]:
    """Give the projects that have live rows counted by `max_then_sum`, one step into their own index for each."""
    query = text(f"""
        select p.id from projects p where exists (select 1 from reach r where r.project_id = p.id
            and r.counting_rule = {COUNTING_RULE.index("max_then_sum")}
            and r.since_version <= :version and (r.until_version is null or r.until_version > :version))""")  # noqa: S608  A number.
    return frozenset(connection.scalars(query, {"version": version}))


def _segments(connection: Connection, version: int) -> Segments:
    """Give the segments that answer as of a version."""
    found: Segments = {}
    query = text("""
        select distinct on (cube, slice_kind, place_level, span, year)
            cube, slice_kind, place_level, span, year, segment
        from segments where first_version <= :version
        order by cube, slice_kind, place_level, span, year, first_version desc""")
    for row in connection.execute(query, {"version": version}):
        found.setdefault((row.cube, row.slice_kind, row.place_level, row.span), {})[row.year] = row.segment
    return found
