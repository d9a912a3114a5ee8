"""Whose figures a protected viewer sees, as of which released versions, and which quarters and places filters choose.

A viewer's grants are cut into *parts* that no two of them share: the projects and days of exactly these grants. A
figure of a grant is the sum of its parts, and what two grants share counts once in both together; so that nothing is
found by subtracting one grant from another.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

import numpy as np
from sqlalchemy import Connection

from dashboard.codes import POPULATION_GROUP
from dashboard.data.directory import Directory, directory
from dashboard.data.filters import Filters
from dashboard.data.per_version import remembered
from dashboard.data.privacy.cells import Bools
from dashboard.data.privacy.quarters import quarter_of
from dashboard.data.privacy.released import released_by, versions_of
from dashboard.data.selection import DAY, Window, granted
from dashboard.data.versions import newest_version
from dashboard.data.wholesale import Numbers

_KEPT = 64
Days = tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Projects with the days that count, as of a released version; equal parts have equal cells, whoever looks."""

    version: int
    projects: tuple[tuple[int, Days], ...]
    earlier: tuple[int, ...] = ()
    """Versions released before of the grants that hold the part, in order."""
    releases: tuple[int, ...] = field(default=(), compare=False)
    """All releases for which the part is worked out at once; no cell depends on them."""

    @property
    def every(self) -> tuple[int, ...]:
        """Give all releases up to the part's own, in order."""
        return (*self.earlier, self.version)

    def as_of(self, version: int) -> "Part":
        """Give the same projects and days as they were known at an earlier release."""
        earlier = tuple(v for v in self.earlier if v < version)
        return Part(version, self.projects, earlier, self.releases or self.every)


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the filters of a protected viewer choose among the base cells."""

    parts: tuple[Part, ...]
    directory: Directory
    first: int | None
    """Index of the first month of the first quarter of P, None without a period."""
    last: int
    """That of the quarter in which E lies; a quarter is whole or not at all."""
    places: tuple[int, ...]
    """Ids of the provinces asked for; empty is all."""
    groups: tuple[int, ...]
    newest: int

    def within(self, keys: Mapping[str, Numbers], first: int | None) -> Bools:
        """Say which cells or blocks lie in the places chosen and between a quarter and E."""
        found: Bools = keys["quarter"] <= self.last
        if first is not None:
            found &= keys["quarter"] >= first
        return found & np.isin(keys["place"], self.places) if self.places else found

    def in_groups(self, keys: Mapping[str, Numbers]) -> Bools:
        """Say which cells count people of the population groups chosen; withheld blocks have none and count."""
        own = keys.get("population_group")
        if own is None or not self.groups:
            return np.ones(len(keys["quarter"]), dtype=bool)
        return np.isin(own, self.groups)


def choose(connection: Connection, filters: Filters) -> Chosen:
    """Resolve a protected viewer's filters to base cells."""
    newest, version = newest_version(connection), filters.snapshot.version
    own, known = filters.viewer.grants, directory(connection, version)
    asked = _asked(known, filters)
    parts = () if asked == frozenset() else parts_of(connection, own, asked, version, newest)
    places = (known.places[known.ids["place"][code]] for code in filters.places)
    return Chosen(
        parts=parts,
        directory=known,
        first=quarter_of(filters.first_day) if filters.first_day else None,
        last=quarter_of(filters.last_day),
        places=tuple(sorted({place.parent or place.id for place in places})),
        groups=tuple(POPULATION_GROUP.index(group) for group in filters.groups),
        newest=newest,
    )


def asked_grants(known: Directory, filters: Filters) -> frozenset[str]:
    """Give the viewer's grants that the filters of grant and programme leave."""
    asked = _asked(known, filters)
    return filters.viewer.grants if asked is None else asked


def _asked(known: Directory, filters: Filters) -> frozenset[str] | None:
    """Give the grants that the filters of grant and programme leave, None for all."""
    if not filters.grants and not filters.programmes:
        return None
    entries = (known.grants.get(known.ids["grant"].get(code, 0)) for code in filters.viewer.grants)
    programmes = {known.ids["programme"].get(code) for code in filters.programmes}
    left = (e.code for e in entries if e and (not programmes or e.parent in programmes))
    return frozenset(left) & (frozenset(filters.grants) or filters.viewer.grants)


@remembered(_KEPT)
def parts_of(
    connection: Connection, own: frozenset[str], asked: frozenset[str] | None, version: int, newest: int
) -> tuple[Part, ...]:
    """Give the parts of a viewer's grants that belong to any of those asked for.

    Args:
        connection: a reading transaction.
        own: codes of all grants of the viewer: these alone say where parts begin and end.
        asked: codes of those asked for, None for all.
        version: the data version asked for; of each grant the newest one released by then is seen.
        newest: the newest data version, which says what is released now.
    """
    seen = {code: v for code in own if (v := released_by(connection, code, version, newest)) is not None}
    days: dict[int, dict[str, Days]] = {}
    for code, released in seen.items():
        for project, windows in granted(directory(connection, released), (code,)).items():
            days.setdefault(project, {})[code] = windows
    found: dict[frozenset[str], dict[int, list[Window]]] = {}
    for project, by_grant in sorted(days.items()):
        for holders, window in cut(by_grant):
            found.setdefault(holders, {}).setdefault(project, []).append(window)
    parts = []
    for holders, projects in sorted(found.items(), key=lambda pair: sorted(pair[0])):
        those = holders if asked is None else holders & asked
        if those:
            days_of = tuple((project, tuple(own_days)) for project, own_days in projects.items())
            released = max(seen[code] for code in those)
            every = {v for code in holders for v in versions_of(connection, code, newest) if v < released}
            parts.append(Part(released, days_of, tuple(sorted(every))))
    return tuple(parts)


def cut(by_grant: Mapping[str, Days]) -> list[tuple[frozenset[str], Window]]:
    """Cut the days of a project wherever a grant's begin or end; give each piece with the grants that it is of."""
    starts = {window.first for windows in by_grant.values() for window in windows}
    ends = {w.last + timedelta(1) for windows in by_grant.values() for w in windows if w.last < date.max}
    cuts = sorted(starts | ends)
    pieces = [
        Window(first, after - DAY if after else date.max) for first, after in zip(cuts, [*cuts[1:], None], strict=True)
    ]
    found = []
    for piece in pieces:
        holders = frozenset(code for code, windows in by_grant.items() if any(w.cut(piece) for w in windows))
        if holders:
            found.append((holders, piece))
    return found
