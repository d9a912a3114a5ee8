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


_ASKED = ("question", "by", "grain", "first", "last")
_OF_CELLS = (*_ASKED, "segment", "slice", "place")
_OF_ROWS = (*_ASKED, "key", "programme", "project")
_SCANS = ("scan_key", "scan_first", "scan_last")


@dataclass(slots=True)
class Reads:
    """The entries that a statement joins with, under the names of their columns, and what its rows are found by."""

    names: tuple[str, ...]
    entries: list[tuple[object, ...]] = field(default_factory=list)
    scans: dict[int, list[Window]] = field(default_factory=dict)

    def parameters(self) -> dict[str, str]:
        """Give the columns as PostgreSQL writes arrays, which is several times faster than as lists of values."""
        scans = [(key, days.first, days.last) for key, windows in self.scans.items() for days in united(windows)]
        return _arrays(self.names, self.entries) | (_arrays(_SCANS, scans) if scans else {})


def _arrays(names: Iterable[str], entries: Iterable[tuple[object, ...]]) -> dict[str, str]:
    """Give the columns of some entries as arrays, each under its name."""
    columns = zip(*entries, strict=True)
    return {name: "{" + ",".join(map(str, column)) + "}" for name, column in zip(names, columns, strict=True)}


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
        if reads.entries:
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
    reads = {"cells": Reads(_OF_CELLS)} | {source: Reads(_OF_ROWS) for source in ROWS}
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
                asked = self._asked(self.question.by, piece)
                reads["cells"].entries.append((*asked, segment, self.slice_id, self.place))

    def _read_rows(self, reads: dict[str, Reads], piece: Piece) -> None:
        """Read the rows of some days.

        Rows of the country are found by the provinces of the projects, because the index of rows begins with the place.
        """
        country, by = self.level is Level.COUNTRY, self.question.by
        if country and By.PART in by:
            by = By.PLACE  # The parts of the country are the very provinces by which its rows are read.
        source = reads["place" if self.level is Level.DISTRICT else "province"]
        project = self.slice_id if self.kind is Slice.PROJECT else 0
        programme = self.slice_id if self.kind is Slice.PROGRAMME else 0
        for key in self._provinces() if country else (self.place,):
            source.entries.append((*self._asked(by, piece), key, programme, project))
            source.scans.setdefault(key, []).append(Window(piece.first, piece.last))

    def _provinces(self) -> list[int]:
        """Give the provinces in which the projects of the slice have rows."""
        known = self.selection.directory
        projects = [self.slice_id] if self.kind is Slice.PROJECT else self.selection.projects
        return sorted({province for project in projects for province in known.provinces_of.get(project, ())})

    def _asked(self, by: By, piece: Piece) -> tuple[object, ...]:
        """Give the beginning of an entry."""
        return self.number, int(by), self.question.grain, piece.first, piece.last
