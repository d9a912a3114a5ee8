"""Sums for questions, from the cubes where they hold them and from the rows where they do not, in the same shape.

A page asks several questions about one selection. For each the days are cut into spans; a span that a cube keeps is one
entry of a list that one statement joins with `reach_cells`. Whatever is left is read from `reach` through the index
that fits it, each row once however many questions it answers. The texts of the statements never change, so that
PostgreSQL keeps their plans.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import IntFlag
from operator import add
from typing import Literal, NamedTuple

from sqlalchemy import Connection

from dashboard.data.cell_statements import CELLS, ROWS
from dashboard.data.cubes import Level, Shelf, Slice, find_shelf
from dashboard.data.selection import Holder, Selection, Window, united
from dashboard.data.spans import Piece, pieces


class By(IntFlag):
    """What an answer is broken down by; at most one of kinds, projects and places.

    `PART` is the places inside the selected one (the provinces of the country, the places of a province), `PLACE` the
    selected places themselves. The statements know the numbers.
    """

    NOTHING = 0
    GROUP = 1
    SEX_AGE = 2
    KIND = 4
    PROJECT = 8
    PART = 16
    PLACE = 32


_BREAKDOWNS = {
    By.GROUP: {"population_group"},
    By.SEX_AGE: {"sex", "age_band"},
    By.KIND: {"activity_kind_id"},
    By.PROJECT: {"project_id"},
    By.PART: {"part_id"},
}
When = Literal["to_date", "period", "previous"]


@dataclass(frozen=True, slots=True)
class Question:
    """Sums over a window of days, by `by` and, where `grain` is 1 or 3, by month or quarter."""

    by: By
    window: When
    grain: int = 0


class Row(NamedTuple):
    """One answer; parts of the key are None or -1 where the question does not break down by them."""

    start: date | None
    """First day of the month or quarter."""
    population_group: int
    sex: int
    age_band: int
    thing: int
    """Id of the kind of activity, project or place."""
    new_people: int
    declared_people: int
    contacts: int
    indirect_people: int
    disabled_people: int
    records: int


KEYS = 5
"""How many leading values of a `Row` are its key."""


@dataclass(slots=True)
class Reads:
    """Lists that a statement joins with, column by column, and what its rows are found by."""

    columns: dict[str, list[object]] = field(default_factory=dict)
    scans: dict[int, list[Window]] = field(default_factory=dict)

    def add(self, **values: object) -> None:
        """Append one entry."""
        for name, value in values.items():
            self.columns.setdefault(name, []).append(value)

    def parameters(self) -> dict[str, str]:
        """Give the lists as PostgreSQL writes arrays, which is several times faster than as lists of values."""
        scans = [(key, window) for key, windows in self.scans.items() for window in united(windows)]
        lists = dict(self.columns)
        lists["scan_key"] = [key for key, _ in scans]
        lists["scan_first"] = [window.first for _, window in scans]
        lists["scan_last"] = [window.last for _, window in scans]
        return {name: "{" + ",".join(map(str, values)) + "}" for name, values in lists.items()}


def ask(connection: Connection, selection: Selection, questions: Iterable[Question]) -> dict[Question, list[Row]]:
    """Answer questions about a selection, of new people only those whose counting rule adds up.

    For the others see `dashboard.data.counting`. A question that nothing answers has no rows.
    """
    asked = list(questions)
    answers: list[list[Row]] = [[] for _ in asked]
    groups = "{" + ",".join(map(str, selection.groups)) + "}" if selection.groups else None
    programmes = {selection.directory.projects[i].parent for i in selection.projects}
    common = {"version": selection.version, "groups": groups, "programmes": list(programmes)}
    for source, reads in _plan(selection, asked).items():
        if reads.columns:
            found: list[list[Row]] = [[] for _ in asked]
            statement = ROWS.get(source, CELLS)
            for number, *values in connection.exec_driver_sql(statement, common | reads.parameters()).all():
                found[number].append(Row._make(values))
            answers = list(map(added, answers, found))
    return dict(zip(asked, answers, strict=True))


def added(rows: list[Row], more: list[Row]) -> list[Row]:
    """Add up rows with the same key; in each list a key stands once."""
    if not rows or not more:
        return rows or more
    others = {row[:KEYS]: row for row in more}
    both = [_sum(row, other) if (other := others.pop(row[:KEYS], None)) else row for row in rows]
    return both + list(others.values())


def _sum(one: Row, other: Row) -> Row:
    """Add up two rows with the same key."""
    return Row._make([*one[:KEYS], *map(add, one[KEYS:], other[KEYS:])])


def _plan(selection: Selection, questions: list[Question]) -> dict[str, Reads]:
    """Give, for each source, what is to be read for the questions."""
    reads = {source: Reads() for source in ("cells", *ROWS)}
    for number, question in enumerate(questions):
        window: Window | None = getattr(selection, question.window)
        if window is None:
            continue
        needed = {name for flag, names in _BREAKDOWNS.items() if flag in question.by for name in names}
        needed |= {"population_group"} if selection.groups else set()
        for holder in selection.holders:
            for days in filter(None, (own.cut(window) for own in holder.windows)):
                for level, place in selection.places:
                    for kind, slice_id, shelf in _shelves(selection, frozenset(needed), holder, level):
                        part = _Part(selection, number, question, kind, slice_id, level, place)
                        part.plan(reads, days, shelf)
    return reads


def _shelves(
    selection: Selection, needed: frozenset[str], holder: Holder, level: Level
) -> Iterator[tuple[Slice, int, Shelf | None]]:
    """Give the slices to read and the shelf of each; where none is kept for everything, the programmes are read."""
    shelf = find_shelf(needed, holder.kind, level)
    by_programme = find_shelf(needed, Slice.PROGRAMME, level)
    if shelf is None and holder.kind is Slice.EVERYTHING and by_programme:
        yield from ((Slice.PROGRAMME, programme, by_programme) for programme in sorted(selection.directory.active))
    else:
        yield holder.kind, holder.id, shelf


@dataclass(frozen=True, slots=True)
class _Part:
    """One question about one slice in one place."""

    selection: Selection
    number: int
    question: Question
    kind: Slice
    slice_id: int
    level: Level
    place: int

    def plan(self, reads: dict[str, Reads], days: Window, shelf: Shelf | None) -> None:
        """Put what is to be read for some days on the lists."""
        grain = self.question.grain
        spans = tuple(span for span in shelf.spans if not grain or span <= grain) if shelf else ()
        for piece in pieces(days.first, days.last, spans):
            if piece.span is None or shelf is None:
                self._read_rows(reads, piece)
                continue
            kept = self.selection.directory.segments.get((shelf.cube, self.kind, self.level, piece.span), {})
            segment = kept.get(piece.first.year)
            if segment is not None:
                self._add(reads["cells"], piece, segment=segment, slice=self.slice_id, place=self.place)

    def _read_rows(self, reads: dict[str, Reads], piece: Piece) -> None:
        """Read the rows of some days.

        Rows of the country are found by the provinces of the projects, because the index of rows begins with the place.
        """
        country = self.level is Level.COUNTRY
        source = reads["place" if self.level is Level.DISTRICT else "province"]
        project = self.slice_id if self.kind is Slice.PROJECT else 0
        programme = self.slice_id if self.kind is Slice.PROGRAMME else 0
        for key in self._provinces() if country else (self.place,):
            self._add(source, piece, key=key, programme=programme, project=project)
            source.scans.setdefault(key, []).append(Window(piece.first, piece.last))

    def _provinces(self) -> list[int]:
        """Give the provinces in which the projects of the slice have rows."""
        known = self.selection.directory
        projects = [self.slice_id] if self.kind is Slice.PROJECT else self.selection.projects
        return sorted({province for project in projects for province in known.provinces_of.get(project, ())})

    def _add(self, reads: Reads, piece: Piece, **own: int) -> None:
        """Put one entry on a list."""
        by = self.question.by
        if "key" in own and self.level is Level.COUNTRY and By.PART in by:
            by = By.PLACE  # The parts of the country are the very provinces by which its rows are read.
        asked = {"question": self.number, "by": int(by), "grain": self.question.grain}
        reads.add(**asked, **own, first=piece.first, last=piece.last)
