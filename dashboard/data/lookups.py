"""Codes that exist for a viewer and the choices of the filter bar; kept in the process by data version and viewer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from dashboard.address import Month
from dashboard.data.cubes import Level, Slice, Span
from dashboard.data.directory import Directory, Entry, Names, directory
from dashboard.data.per_version import once_a_version

if TYPE_CHECKING:
    from dashboard.data.filters import Viewer
    from dashboard.data.versions import Snapshot


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter: its code in the address and its name by language (`tr`, `en`, `ar`)."""

    code: str
    names: Names


def programme_codes(connection: Connection, snapshot: "Snapshot", viewer: "Viewer") -> frozenset[str]:
    """Give the codes of the programmes that exist as of the snapshot and lie in the viewer's scope."""
    return frozenset(choice.code for choice in programme_choices(connection, snapshot, viewer))


def grant_codes(connection: Connection, snapshot: "Snapshot", viewer: "Viewer") -> frozenset[str]:
    """Give the codes of the grants that the viewer may ask for."""
    return frozenset(choice.code for choice in grant_choices(connection, snapshot, viewer))


def reach_place_codes(connection: Connection, snapshot: "Snapshot", viewer: "Viewer") -> frozenset[str]:
    """Give the codes of the provinces and districts; for a protected viewer there are no districts."""
    known = directory(connection, snapshot.version)
    if viewer.protected:
        return frozenset(place.code for place in known.places.values() if place.level == "province")
    return known.place_codes


def programme_choices(connection: Connection, snapshot: "Snapshot", viewer: "Viewer") -> list[Choice]:
    """Give the programmes in the viewer's scope by their codes; for a funder those of the own grants."""
    known = directory(connection, snapshot.version)
    entries = known.programmes.values()
    if viewer.protected:
        own = {grant.parent for grant in known.grants.values() if grant.code in viewer.grants}
        return _choices(e for e in entries if e.id in own)
    return _choices(e for e in entries if viewer.programmes is None or e.code in viewer.programmes)


def grant_choices(connection: Connection, snapshot: "Snapshot", viewer: "Viewer") -> list[Choice]:
    """Give the grants of the programmes in scope, and for a funder only his own."""
    known = directory(connection, snapshot.version)
    return _choices(
        grant
        for grant in known.grants.values()
        if (grant.code in viewer.grants if viewer.protected else _in_scope(grant, known.programmes, viewer))
    )


def province_choices(connection: Connection, snapshot: "Snapshot", _viewer: "Viewer") -> list[Choice]:
    """Give the provinces in the order of the Turkish alphabet; they are the same for every viewer."""
    places = directory(connection, snapshot.version).places.values()
    provinces = sorted((p for p in places if p.level == "province"), key=lambda p: p.order)
    return _choices(provinces)


def district_choices(connection: Connection, snapshot: "Snapshot", province: str) -> list[Choice]:
    """Give the districts of a province in the order of the Turkish alphabet; none where there is no such province."""
    known = directory(connection, snapshot.version)
    parent = known.ids["place"].get(province)
    districts = (p for p in known.places.values() if p.parent == parent and p.level == "district")
    return _choices(sorted(districts, key=lambda p: p.order))


def period_choices(connection: Connection, snapshot: "Snapshot", viewer: "Viewer") -> list[str]:
    """Give the periods with data in the viewer's scope, the newest first: years with their halves, quarters, months.

    For a protected viewer these are the days of the own grants, without months.
    """
    months = sorted(
        {Month.of(day) for day in _months(connection, snapshot, viewer) if day <= snapshot.day}, reverse=True
    )
    texts: dict[str, None] = {}
    for year in dict.fromkeys(month.year for month in months):
        own = [month.number for month in months if month.year == year]
        texts[f"{year}"] = None
        texts |= dict.fromkeys(f"{year}-H{(number + 5) // 6}" for number in own)
        texts |= dict.fromkeys(f"{year}-Q{(number + 2) // 3}" for number in own)
        texts |= dict.fromkeys(f"{year}-{number:02d}" for number in own if not viewer.protected)
    return list(texts)


def _months(connection: Connection, snapshot: "Snapshot", viewer: "Viewer") -> Iterable[date]:
    """Give the first days of the months with live rows in the viewer's scope, for a protected one of its grants."""
    if viewer.protected:
        return _months_of_grants(directory(connection, snapshot.version), viewer.grants, snapshot.day)
    by_programme = _months_by_programme(connection, snapshot.version)
    known = directory(connection, snapshot.version)
    scope = None if viewer.programmes is None else {known.ids["programme"].get(code) for code in viewer.programmes}
    return {day for programme, days in by_programme.items() if scope is None or programme in scope for day in days}


def _months_of_grants(known: Directory, own: frozenset[str], day: date) -> set[date]:
    """Give the first days of the months in which somebody may have been reached under some grants, up to a day."""
    links = [link for code in own for link in known.links.get(known.ids["grant"].get(code, 0), ()) if link.first]
    spans = [(Month.of(link.first), Month.of(min(link.last or day, day))) for link in links if link.first]
    return {Month.at(index).first for first, last in spans for index in range(first.index, last.index + 1)}


@once_a_version
def _months_by_programme(connection: Connection, version: int) -> dict[int, list[date]]:
    """Give the months with live rows of each programme."""
    key = ("reach_total", int(Slice.PROGRAMME), int(Level.COUNTRY), int(Span.MONTH))
    segments = list(directory(connection, version).segments.get(key, {}).values())
    query = text("""
        select slice_id, array_agg(starts_on) from (
            select slice_id, starts_on from reach_cells
            where segment = any(cast(:segments as int[])) and version <= :version
            group by slice_id, starts_on having sum(records) > 0) months
        group by slice_id""")
    return {row[0]: row[1] for row in connection.execute(query, {"segments": segments, "version": version})}


def _in_scope(grant: Entry, programmes: dict[int, Entry], viewer: "Viewer") -> bool:
    """Say whether a grant's programme lies in the viewer's scope."""
    own = programmes.get(grant.parent or 0)
    return viewer.programmes is None or (own is not None and own.code in viewer.programmes)


def _choices(entries: Iterable[Entry]) -> list[Choice]:
    """Give entries as choices."""
    return [Choice(entry.code, entry.names) for entry in entries]
