"""Of which rows the pages about projects and partnerships are made: all of a data version, or those of own grants.

A protected viewer sees the projects that the own grants pay for, and the partnerships whose grant is an own one, each
as of the version that is released of that grant; what two own grants hold, as of the newer one. Money is that of the
own grants alone; work in a project is that on days of the own grants' shares in it. Nothing else is read for such a
viewer, so that no figure can tell of it. What is common to all viewers, as names of programmes, places, organisations
and goals, is that of the newest of these versions.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ARRAY,
    Column,
    ColumnElement,
    Connection,
    Date,
    Integer,
    Table,
    column,
    exists,
    false,
    func,
    literal,
    or_,
    select,
)
from sqlalchemy.types import TypeEngine

from dashboard.data.directory import directory
from dashboard.data.filters import Filters, Viewer
from dashboard.data.per_version import remembered
from dashboard.data.privacy.released import released_by
from dashboard.data.schema import live_at
from dashboard.data.schema.partnerships import partnership_details
from dashboard.data.versions import newest_version
from dashboard.data.wholesale import among

_KEPT = 32
Ids = Mapping[int, tuple[int, ...]]
"""Ids of things by the data version as of which they are seen."""


@dataclass(frozen=True, slots=True)
class Extent:
    """Equal extents have equal rows, whoever looks."""

    version: int
    released: tuple[tuple[str, int], ...] | None = None
    """The own grants with the version of each that is seen, by code; None for all rows of the data version."""

    @property
    def protected(self) -> bool:
        """Say whether these are a protected viewer's rows: without scores and owners, people in protected numbers."""
        return self.released is not None


Share = tuple[int, date, date]
"""A project with the first and the last day of a grant's share in it."""


@dataclass(frozen=True, slots=True, eq=False)
class Held:
    """What the grants of an extent hold."""

    projects: Ids
    partnerships: Ids
    grants: Ids
    shares: frozenset[Share]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """The rows of an extent, as conditions on tables."""

    extent: Extent
    held: Held | None

    @property
    def version(self) -> int:
        """Give the data version of what is common to all."""
        return self.extent.version

    @property
    def own_grants(self) -> frozenset[int] | None:
        """Give the ids of the own grants; None where what belongs to any grant may be seen."""
        return None if self.held is None else frozenset(one for ids in self.held.grants.values() for one in ids)

    def of_projects(
        self, table: Table, project: Column[int] | None = None, *, day: ColumnElement[date | None] | None = None
    ) -> ColumnElement[bool]:
        """Give the condition for the live rows of projects.

        Args:
            table: holds the rows.
            project: names their project, where it is not the table's `project_id`.
            day: is the day of work, of which only that within the own grants' shares is seen.
        """
        owner = table.c.project_id if project is None else project
        live = self._live(table, owner, self.held.projects if self.held else None)
        return live if day is None or self.held is None else live & _on_days(self.held.shares, owner, day)

    def of_partnerships(self, table: Table) -> ColumnElement[bool]:
        """Give the condition for the live rows of partnerships."""
        return self._live(table, table.c.partnership_id, self.held.partnerships if self.held else None)

    def of_grants(self, table: Table) -> ColumnElement[bool]:
        """Give the condition for the live rows of grants; without own grants also those of no grant."""
        return self._live(table, table.c.grant_id, self.held.grants if self.held else None)

    def _live(self, table: Table, owner: Column[int], held: Ids | None) -> ColumnElement[bool]:
        """Give the condition for live rows, each owner's as of its own version."""
        if held is None:
            return live_at(table, self.version)
        own = (live_at(table, version) & among(owner, ids) for version, ids in held.items())
        return or_(false(), *own)


def extent_of(connection: Connection, version: int, viewer: Viewer) -> Extent:
    """Give the extent of a viewer as of a data version."""
    if not viewer.protected:
        return Extent(version)
    newest = newest_version(connection)
    seen = ((code, released_by(connection, code, version, newest)) for code in sorted(viewer.grants))
    return Extent(version, tuple((code, released) for code, released in seen if released is not None))


def extent(connection: Connection, filters: Filters) -> Extent:
    """Give the extent of some filters."""
    return extent_of(connection, filters.snapshot.version, filters.viewer)


@remembered(_KEPT)
def rows_of(connection: Connection, chosen: Extent) -> Rows:
    """Give the rows of an extent."""
    if chosen.released is None:
        return Rows(chosen, None)
    projects: dict[int, int] = {}
    partnerships: dict[int, int] = {}
    grants: dict[int, int] = {}
    shares: set[Share] = set()
    for code, version in chosen.released:
        known = directory(connection, version)
        grant = known.ids["grant"].get(code)
        if grant is None:
            continue
        grants[grant] = version
        links = known.links.get(grant, ())
        _newer(projects, (link.project_id for link in links), version)
        shares |= {(link.project_id, link.first or date.min, link.last or date.max) for link in links}
        d = partnership_details
        own = select(d.c.partnership_id).where(live_at(d, version), d.c.grant_id == grant)
        _newer(partnerships, connection.scalars(own), version)
    held = Held(_by_version(projects), _by_version(partnerships), _by_version(grants), frozenset(shares))
    return Rows(chosen, held)


def project_version(connection: Connection, chosen: Extent, project: int) -> int:
    """Give the version as of which a project of an extent is seen."""
    held = rows_of(connection, chosen).held
    own = held.projects if held else {}
    return next((version for version, ids in own.items() if project in ids), chosen.version)


def paid_by(connection: Connection, chosen: Extent, grants: Iterable[str]) -> frozenset[int]:
    """Give the ids of the projects that some grants pay for, each grant as of the version in which it is seen."""
    versions = None if chosen.released is None else dict(chosen.released)
    found: set[int] = set()
    for code in grants:
        version = chosen.version if versions is None else versions.get(code, 0)
        known = directory(connection, version)
        found |= {link.project_id for link in known.links.get(known.ids["grant"].get(code, 0), ())}
    return frozenset(found)


def _newer(found: dict[int, int], things: Iterable[int], version: int) -> None:
    """Note as of which version things are seen: the newest one."""
    for thing in things:
        found[thing] = max(version, found.get(thing, version))


def _by_version(found: Mapping[int, int]) -> Ids:
    """Give the things of each version."""
    return {
        version: tuple(sorted(thing for thing, own in found.items() if own == version))
        for version in sorted({*found.values()})
    }


def _on_days(shares: Iterable[Share], owner: Column[int], day: ColumnElement[date | None]) -> ColumnElement[bool]:
    """Give the condition for rows whose day lies in a share in their project."""
    projects, firsts, lasts = zip(*sorted(shares), strict=True) if shares else ((), (), ())
    given = func.unnest(_array(projects), _array(firsts, Date), _array(lasts, Date))
    columns = column("project", Integer), column("first", Date), column("last", Date)
    share = given.table_valued(*columns, name="share").render_derived()
    return exists().where(share.c.project == owner, day >= share.c.first, day <= share.c.last)


def _array(values: tuple[Any, ...], kind: type[TypeEngine[Any]] = Integer) -> ColumnElement[list[Any]]:
    """Give values as one."""
    return literal(list(values), ARRAY(kind))
