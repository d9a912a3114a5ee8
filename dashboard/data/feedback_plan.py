"""Questions about cases, and what is read to answer them: spans of cubes where these keep them, days of rows else."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import IntFlag
from typing import NamedTuple

from dashboard.data.cubes import Level, Slice, find_shelf
from dashboard.data.feedback_selection import CaseSelection, When
from dashboard.data.selection import Holder, Window
from dashboard.data.spans import pieces


class By(IntFlag):
    """What an answer is broken down by; at most one beside type and month. The statement knows the numbers.

    `PART` is the places inside the selected one (the provinces of the country, the places of a province), `PLACE` the
    selected places themselves. `EVERY_TYPE` leaves the types that are asked for out of account.
    """

    NOTHING = 0
    TYPE = 1
    CATEGORY = 2
    CHANNEL = 4
    LANGUAGE = 8
    SEX_AGE = 16
    WAIT = 32
    PART = 64
    PLACE = 128
    EVERY_TYPE = 256


_BREAKDOWNS = {
    By.CATEGORY: ("category_id",),
    By.CHANNEL: ("channel",),
    By.LANGUAGE: ("language",),
    By.SEX_AGE: ("sex", "age_band"),
    By.WAIT: ("priority", "waited"),
    By.PART: ("part_id",),
}


@dataclass(frozen=True, slots=True)
class Question:
    """Sums over a window of days by `by`, and by month where `monthly` is True."""

    by: By
    window: When
    monthly: bool = False

    @property
    def breakdowns(self) -> frozenset[str]:
        """Give the breakdowns of the cube that answers."""
        return frozenset({"type", *(name for flag, names in _BREAKDOWNS.items() if flag in self.by for name in names)})


class Part(NamedTuple):
    """Days of one slice in one place whose rows are read."""

    kind: Slice
    slice_id: int
    level: Level
    place: int
    first: date
    last: date


@dataclass(slots=True)
class Plan:
    """What is to be read: columns of the list that is joined with the cells, and parts of the rows by question."""

    cells: dict[str, list[object]] = field(default_factory=dict)
    parts: dict[int, tuple[Part, ...]] = field(default_factory=dict)


def planned(selection: CaseSelection, questions: list[Question]) -> Plan:
    """Give what is to be read for the questions."""
    plan, base = Plan(), selection.base
    for number, question in enumerate(questions):
        parts: list[Part] = []
        window = selection.window(question.window)
        for holder, level, place, days in _days(selection, window) if window else ():
            shelf = find_shelf(question.breakdowns, holder.kind, level)
            spans = tuple(span for span in shelf.spans if not question.monthly or span == 1) if shelf else ()
            for piece in pieces(days.first, days.last, spans):
                if shelf is None or piece.span is None:
                    parts.append(Part(holder.kind, holder.id, level, place, piece.first, piece.last))
                    continue
                kept = base.directory.segments.get((shelf.cube, holder.kind, level, piece.span), {})
                if piece.first.year in kept:
                    by, grain, segment = int(question.by), int(question.monthly), kept[piece.first.year]
                    line = (number, by, grain, segment, holder.id, place, piece.first, piece.last)
                    names = ("question", "by", "grain", "segment", "slice", "place", "first", "last")
                    for name, value in zip(names, line, strict=True):
                        plan.cells.setdefault(name, []).append(value)
        if parts:
            plan.parts[number] = tuple(parts)
    return plan


def _days(selection: CaseSelection, window: Window) -> Iterator[tuple[Holder, Level, int, Window]]:
    """Give the days of a window that count for each holder, place by place."""
    for holder in selection.base.holders:
        for days in filter(None, (own.cut(window) for own in holder.windows)):
            for level, place in selection.base.places:
                yield holder, level, place, days
