"""From filters to rows: whose reach, where, which groups and from which day to which, as ids of the database."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection

from dashboard.address import Month
from dashboard.codes import POPULATION_GROUP
from dashboard.data.cubes import Level, Slice
from dashboard.data.directory import Directory, directory
from dashboard.data.filters import Filters

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Window:
    """Days from `first` to `last`, both included."""

    first: date
    last: date

    def cut(self, other: "Window") -> "Window | None":
        """Give the days that both have, or None."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Window(first, last) if first <= last else None


@dataclass(frozen=True, slots=True)
class Holder:
    """One slice of the selection with the days that count for it, in order and apart from each other."""

    kind: Slice
    id: int
    windows: tuple[Window, ...]


@dataclass(frozen=True, slots=True)
class Selection:
    """What the filters select. Nothing at all where `holders` is empty: no scope, or no data."""

    directory: Directory
    version: int
    holders: tuple[Holder, ...]
    projects: dict[int, tuple[Window, ...]]
    """The same as `holders`, project by project."""
    places: tuple[tuple[Level, int], ...]
    groups: tuple[int, ...]
    """Positions of the population groups asked for; empty is all."""
    first_day: date | None
    """S, None without a period."""
    last_day: date
    """E."""
    to_date: Window
    """From the first day with data to E."""
    period: Window | None
    """From S to E; None where E lies before S."""
    previous: Window | None
    """The period of the same length before; None without a period or where it starts before the first data."""

    def of_project(self, project: int) -> "Selection":
        """Give the part of the selection that is one project's."""
        windows = self.projects.get(project, ())
        if not windows:
            return replace(self, holders=(), projects={})
        return replace(self, holders=(Holder(Slice.PROJECT, project, windows),), projects={project: windows})

    @property
    def only_place(self) -> int | None:
        """Give the province or district where exactly one is selected."""
        level, place = self.places[0]
        return place if len(self.places) == 1 and level is not Level.COUNTRY else None


def select_rows(connection: Connection, filters: Filters) -> Selection:
    """Resolve filters to what is read from the database."""
    known = directory(connection, filters.snapshot.version)
    first = known.first_day or filters.last_day
    whole = Window(date(first.year, 1, 1), max(filters.last_day, date(first.year, 1, 1)))
    holders, projects = scope_of(known, filters)
    empty = known.first_day is None or filters.last_day < first
    return Selection(
        directory=known,
        version=filters.snapshot.version,
        holders=() if empty else holders,
        projects={} if empty else projects,
        places=chosen_places(known, filters.places),
        groups=tuple(POPULATION_GROUP.index(group) for group in filters.groups),
        first_day=filters.first_day,
        last_day=filters.last_day,
        to_date=_open(whole, known),
        period=_period(filters, whole, known),
        previous=_previous(filters, first),
    )


def _period(filters: Filters, whole: Window, known: Directory) -> Window | None:
    """Give the days from S to E."""
    if filters.period is None:
        return _open(whole, known)
    if filters.last_day < filters.period.first_day:
        return None
    return _open(Window(filters.period.first_day, filters.last_day), known)


def _open(window: Window, known: Directory) -> Window:
    """Stretch a window that reaches the last row to the end of its year: no day is added, but whole years are read."""
    if known.last_day and window.last >= known.last_day:
        return Window(window.first, date(window.last.year, 12, 31))
    return window


def _previous(filters: Filters, first: date) -> Window | None:
    """Give the months of the same number before the period."""
    if filters.period is None:
        return None
    start = filters.period.start.index - filters.period.months
    window = Window(Month.at(start).first, Month.at(filters.period.start.index - 1).last)
    return window if window.first >= first.replace(day=1) and window.last <= filters.snapshot.day else None


def scope_of(known: Directory, filters: Filters) -> tuple[tuple[Holder, ...], dict[int, tuple[Window, ...]]]:
    """Give the slices in the viewer's scope and under the programme and grant filters, also project by project."""
    always = (Window(date.min, date.max),)
    asked = set(filters.programmes) or None
    allowed = filters.viewer.programmes
    if filters.viewer.protected:
        # Protected viewers read protected cells only, never these.
        return (), {}
    codes = asked if allowed is None else set(allowed) if asked is None else asked & allowed
    programmes = None if codes is None else {known.ids["programme"][c] for c in codes if c in known.ids["programme"]}
    own = [p for p in known.projects.values() if programmes is None or p.parent in programmes]
    if filters.grants:
        windows = granted(known, filters.grants)
        projects = {p.id: windows[p.id] for p in own if p.id in windows}
        return tuple(Holder(Slice.PROJECT, i, w) for i, w in sorted(projects.items())), projects
    projects = {p.id: always for p in own}
    if programmes is None:
        return (Holder(Slice.EVERYTHING, 0, always),), projects
    return tuple(Holder(Slice.PROGRAMME, i, always) for i in sorted(programmes)), projects


def granted(known: Directory, grants: Iterable[str]) -> dict[int, tuple[Window, ...]]:
    """Give the days that count for each project of some grants; a project of several grants counts once."""
    found: dict[int, list[Window]] = {}
    for code in grants:
        for link in known.links.get(known.ids["grant"].get(code, 0), ()):
            window = Window(link.first or date.min, link.last or date.max)
            if window.first <= window.last:
                found.setdefault(link.project_id, []).append(window)
    return {project: united(windows) for project, windows in found.items()}


def united(windows: Iterable[Window]) -> tuple[Window, ...]:
    """Join windows that touch or overlap."""
    joined: list[Window] = []
    for window in sorted(windows, key=lambda each: each.first):
        if joined and (joined[-1].last == date.max or window.first <= joined[-1].last + DAY):
            joined[-1] = Window(joined[-1].first, max(joined[-1].last, window.last))
        else:
            joined.append(window)
    return tuple(joined)


def chosen_places(known: Directory, codes: Iterable[str]) -> tuple[tuple[Level, int], ...]:
    """Give the places asked for; a district whose province is asked for too is already counted there."""
    places = [known.places[known.ids["place"][code]] for code in codes]
    provinces = {place.id for place in places if place.level == "province"}
    found = [(Level.PROVINCE, i) for i in sorted(provinces)]
    found += [(Level.DISTRICT, p.id) for p in places if p.level == "district" and p.parent not in provinces]
    return tuple(found) or ((Level.COUNTRY, 0),)
