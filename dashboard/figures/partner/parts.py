"""What the figures of one partner are made of, as far as they read it; see `data.partner`."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import reduce
from typing import Protocol

from dashboard.i18n import choose, t

Names = dict[str, str]
Programmes = Mapping[str, Names]
"""The names of the programme of each partnership, by the partnership's code."""
Notes = Mapping[tuple[str, str], str | None]
"""What was noted when a partnership reached a step, by the partnership's code and the step."""


def programmes_of(codes: Sequence[str], programmes: Programmes) -> list[str]:
    """Give the programme of each partnership in the language in force."""
    return [choose(programmes[code]) for code in codes]


def name_of(names: Names | None) -> str | None:
    """Give a name in the language in force, None where there is none."""
    return choose(names) if names else None


def joined(words: Iterable[str]) -> str:
    """Join words with the comma of the language in force."""
    return reduce(lambda first, second: t("list.comma", first=first, second=second), words)


class Assessment(Protocol):
    """The level of one area on one day, None where the area was not assessed then.

    `first` is the earliest level up to that day, `change` the level less that one; None on the day of the first.
    """

    partnership: str
    area: str
    assessed_on: date
    level: int | None
    first: int | None
    change: int | None
    assessed_by: str | None
    evidence: str | None


class JointActivity(Protocol):
    """Something planned or done together; `state` is held, missed or planned."""

    code: str
    names: Names
    kind: Names | None
    project: Names
    place: Names | None
    planned_on: date
    held_on: date | None
    state: str
    participants: int | None
    staff_trained: int | None


class Exchange(Protocol):
    """Know-how that the partner taught (`taught`) or learned (`learned`)."""

    code: str
    direction: str
    other: str
    other_names: Names | None
    area: str
    form: str
    held_on: date
    participants: int | None
    project: Names


class Event(Protocol):
    """Something that happened in a partnership on a day.

    `words` are codes within the list of the kind, such as steps or areas; `names` and `text` say what it was about
    where it has a name of its own.
    """

    day: date
    kind: str
    partnership: str
    words: tuple[str, ...]
    names: Names | None
    text: str | None
    note: str | None


class PartnerProject(Protocol):
    """A project in which the partner takes part."""

    code: str
    names: Names
    role: str
    stage: str | None
    programme: Names
