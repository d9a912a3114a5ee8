"""Sums for questions, from the cubes where they hold them and from the rows where they do not, in the same shape.

A page asks several questions about one selection. For each the days are cut into spans; a span that a cube keeps is one
entry of a list that one statement joins with `reach_cells`, whatever is left is one entry of a list joined with `reach`
through an index that fits it. Each statement answers all questions at once, and its text never changes, so that
PostgreSQL keeps its plan.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import IntFlag
from typing import Literal, NamedTuple

from sqlalchemy import Connection, text

from dashboard.codes import COUNTING_RULE, DIRECTNESS, DISABILITY
from dashboard.data.cubes import Level, Shelf, Slice, find_shelf
from dashboard.data.selection import Holder, Selection, Window
from dashboard.data.spans import pieces


class By(IntFlag):
    """What an answer is broken down by; at most one of kinds, projects and places.

    `PART` is the places inside the selected one (the provinces of the country, the places of a province), `PLACE` the
    selected places themselves.
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
    """A list that a statement joins with, column by column."""

    columns: dict[str, list[object]] = field(default_factory=dict)

    def add(self, **values: object) -> None:
        """Append one entry."""
        for name, value in values.items():
            self.columns.setdefault(name, []).append(value)

    def __bool__(self) -> bool:
        """Say whether there is anything to read."""
        return bool(self.columns)


def ask(connection: Connection, selection: Selection, questions: Iterable[Question]) -> dict[Question, list[Row]]:
    """Answer questions about a selection, of new people only those whose counting rule adds up.

    For the others see `dashboard.data.counting`. A question that nothing answers has no rows.
    """
    asked = list(questions)
    reads = _plan(selection, asked)
    answers: dict[Question, dict[tuple[object, ...], list[int]]] = {question: {} for question in asked}
    common = {
        "version": selection.version,
        "groups": list(selection.groups) or None,
        "by": [int(question.by) for question in asked],
        "grain": [question.grain for question in asked],
    }
    for source, read in reads.items():
        if read:
            for row in connection.execute(_STATEMENTS[source], common | read.columns):
                _add(answers[asked[row[0] - 1]], row[1:])
    return {question: [Row(*key, *sums) for key, sums in found.items()] for question, found in answers.items()}  # type: ignore[arg-type]


def _add(found: dict[tuple[object, ...], list[int]], row: tuple[object, ...]) -> None:
    """Add a row to those with the same key."""
    key, sums = row[:KEYS], row[KEYS:]
    found[key] = [a + b for a, b in zip(found[key], sums, strict=True)] if key in found else list(sums)  # type: ignore[arg-type,operator]


def _plan(selection: Selection, questions: list[Question]) -> dict[str, Reads]:
    """Give, for each source, what is to be read for the questions."""
    reads = {source: Reads() for source in _STATEMENTS}
    for number, question in enumerate(questions, 1):
        window: Window | None = getattr(selection, question.window)
        if window is None:
            continue
        for holder in selection.holders:
            for own in holder.windows:
                days = own.cut(window)
                if days:
                    _plan_window(reads, selection, (number, question), holder, days)
    return reads


def _plan_window(
    reads: dict[str, Reads], selection: Selection, asked: tuple[int, Question], holder: Holder, days: Window
) -> None:
    """Plan one question for one slice and one run of days, place by place."""
    number, question = asked
    needed = {name for flag, names in _BREAKDOWNS.items() if flag in question.by for name in names}
    needed |= {"population_group"} if selection.groups else set()
    for level, place in selection.places:
        for kind, slice_id, shelf in _shelves(selection, frozenset(needed), holder, level):
            spans = tuple(s for s in shelf.spans if not question.grain or s <= question.grain) if shelf else ()
            for piece in pieces(days.first, days.last, spans):
                if piece.span is None or shelf is None:
                    for source, key, project in _paths(selection, kind, slice_id, level, place):
                        programme = slice_id if kind is Slice.PROGRAMME else 0
                        reads[source].add(
                            question=number,
                            key=key,
                            programme=programme,
                            project=project,
                            first=piece.first,
                            last=piece.last,
                        )
                    continue
                kept = selection.directory.segments.get((shelf.cube, kind, level, piece.span), {})
                segment = kept.get(piece.first.year)
                if segment is not None:
                    reads["cells"].add(
                        question=number,
                        segment=segment,
                        slice=slice_id,
                        place=place,
                        first=piece.first,
                        last=piece.last,
                    )


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


def _paths(
    selection: Selection, kind: Slice, slice_id: int, level: Level, place: int
) -> Iterator[tuple[str, int, int]]:
    """Give where the rows of a slice and place are found: source, key, and project or 0 for any.

    Rows of the country are read project by project, because no index leads from a day to all its rows.
    """
    projects = selection.directory.projects
    own = slice_id if kind is Slice.PROJECT else 0
    if level is Level.COUNTRY:
        wanted = (
            [own]
            if own
            else [i for i in selection.projects if kind is Slice.EVERYTHING or projects[i].parent == slice_id]
        )
        yield from (("rows_of_project", i, i) for i in wanted)
    elif level is Level.PROVINCE:
        yield "rows_of_province", place, own
    else:
        yield "rows_of_place", place, own


_FLAGS = "(cast(:by as int[]))[q.question]"
_START = (
    "case (cast(:grain as int[]))[q.question] when 1 then {0} when 3 then cast(date_trunc('quarter', {0}) as date) end"
)


def _flag(by: By, value: str) -> str:
    """Give the SQL of a key column: its value where the question breaks down by it, else -1."""
    return f"case when {_FLAGS} & {int(by)} > 0 then {value} else -1 end"


_CELLS = f"""
    select q.question, {_START.format("c.starts_on")}, {_flag(By.GROUP, "c.population_group")}, c.sex, c.age_band,
        case when {_FLAGS} & {int(By.PLACE)} > 0 then c.place_id when {_FLAGS} & {int(By.PROJECT)} = 0
            then greatest(c.activity_kind_id, c.part_id) when c.project_id < 0 then c.slice_id else c.project_id end,
        sum(c.new_people), sum(c.declared_people), sum(c.contacts), sum(c.indirect_people), sum(c.disabled_people),
        sum(c.records)
    from unnest(cast(:question as int[]), cast(:segment as int[]), cast(:slice as int[]), cast(:place as int[]),
            cast(:first as date[]), cast(:last as date[])) as q(question, segment, slice_id, place_id, first, last)
    join reach_cells c on c.segment = q.segment and c.slice_id = q.slice_id and c.place_id = q.place_id
        and c.starts_on between q.first and q.last
    where c.version <= :version and (cast(:groups as int[]) is null or c.population_group = any(cast(:groups as int[])))
    group by 1, 2, 3, 4, 5, 6 having sum(c.records) > 0"""  # noqa: S608  Fixed names only.
_DIRECT = f"r.directness = {DIRECTNESS.index('direct')}"
_ADDS_UP = f"{_DIRECT} and r.counting_rule <> {COUNTING_RULE.index('max_then_sum')}"
_ROWS = f"""
    select q.question, {_START.format("cast(date_trunc('month', r.date) as date)")},
        {_flag(By.GROUP, "r.population_group")}, {_flag(By.SEX_AGE, "r.sex")}, {_flag(By.SEX_AGE, "r.age_band")},
        case when {_FLAGS} & {int(By.KIND)} > 0 then r.activity_kind_id when {_FLAGS} & {int(By.PROJECT)} > 0 then r.project_id
            when {_FLAGS} & {int(By.PLACE)} > 0 then {{own}} when {_FLAGS} & {int(By.PART)} > 0 then {{part}} else -1 end,
        coalesce(sum(r.new_people) filter (where {_ADDS_UP}), 0),
        coalesce(sum(r.new_people) filter (where {_DIRECT} and r.counting_rule = {COUNTING_RULE.index("declared")}), 0),
        coalesce(sum(r.contacts) filter (where {_DIRECT}), 0),
        coalesce(sum(r.new_people) filter (where not {_DIRECT}), 0),
        coalesce(sum(r.new_people) filter (where {_ADDS_UP} and r.disability = {DISABILITY.index("yes")}), 0),
        count(*)
    from unnest(cast(:question as int[]), cast(:key as int[]), cast(:programme as int[]), cast(:project as int[]),
            cast(:first as date[]), cast(:last as date[])) as q(question, key, programme, project, first, last)
    {{path}} and r.date between q.first and q.last
        and q.programme in (0, r.programme_id) and q.project in (0, r.project_id)
    where r.since_version <= :version and (r.until_version is null or r.until_version > :version)
        and (cast(:groups as int[]) is null or r.population_group = any(cast(:groups as int[])))
    group by 1, 2, 3, 4, 5, 6"""  # noqa: S608  Fixed names only.


def _rows(path: str, own: str, part: str) -> str:
    """Give the statement over rows for one way to them, with the columns of the selected place and of its parts."""
    return _ROWS.format(path=path, own=own, part=part)


_STATEMENTS = {
    "cells": text(_CELLS),
    "rows_of_project": text(_rows("join reach r on r.project_id = q.key", "0", "r.province_id")),
    "rows_of_province": text(
        _rows("join places p on p.province_id = q.key join reach r on r.place_id = p.id", "r.province_id", "r.place_id")
    ),
    "rows_of_place": text(_rows("join reach r on r.place_id = q.key", "r.place_id", "r.place_id")),
}
