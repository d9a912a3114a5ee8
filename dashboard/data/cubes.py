"""Which sums are kept: the cubes, declared as data, and the choice of the one that answers a question.

There are two families, people reached and feedback, told apart by their breakdowns: every cube of feedback has type.
Not every combination is kept. A cube is kept where the rows behind one of its cells grow with the number of records and
its cells do not; whatever no cube holds is read from the rows themselves through an index, see `dashboard.data.cells`
and `dashboard.data.feedback_sums`.
"""

from dataclasses import dataclass
from enum import IntEnum
from functools import cache

ALL = -1
"""Value of a breakdown column of a cell that is not broken down by it."""


class Slice(IntEnum):
    """Whose records: everything, one programme or one project."""

    EVERYTHING = 0
    PROGRAMME = 1
    PROJECT = 2


class Level(IntEnum):
    """How wide a place is. No cube is kept by district: a district has few enough rows to read them."""

    COUNTRY = 0
    PROVINCE = 1
    DISTRICT = 2


class Span(IntEnum):
    """A length of time in months."""

    MONTH = 1
    QUARTER = 3
    YEAR = 12


M, Q, Y = Span.MONTH, Span.QUARTER, Span.YEAR


@dataclass(frozen=True, slots=True)
class Shelf:
    """One cube for one kind of slice and one kind of place, with the spans that are kept, the longest first."""

    cube: str
    breakdowns: tuple[str, ...]
    slice: Slice
    level: Level
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Cube:
    """Sums for one set of breakdowns, by slice, place and span.

    `country` and `province` give the spans kept for everything, for programmes and for projects, in this order.
    """

    name: str
    breakdowns: tuple[str, ...]
    country: tuple[tuple[Span, ...], ...]
    province: tuple[tuple[Span, ...], ...] = ()

    @property
    def shelves(self) -> tuple[Shelf, ...]:
        """Give the cube's shelves."""
        return tuple(
            Shelf(self.name, self.breakdowns, kind, level, spans)
            for level, kept in ((Level.COUNTRY, self.country), (Level.PROVINCE, self.province))
            for kind, spans in zip(Slice, kept, strict=False)
            if spans
        )


REACH_CUBES = (
    Cube("reach_total", (), ((Y, M), (Y, M), (Y, M)), ((Y, M), (Y, M))),
    Cube("reach_by_group", ("population_group",), ((Y, Q, M), (Y, Q, M), (Y, Q)), ((Y, Q, M), (Y, Q))),
    Cube("reach_by_sex_age", ("sex", "age_band"), ((Y, M), (Y, M), (Y, Q)), ((Y, Q), (Y, Q))),
    Cube("reach_by_sex_age_group", ("sex", "age_band", "population_group"), ((Y, Q), (Y, Q))),
    Cube("reach_by_kind", ("activity_kind_id",), ((Y, M), (Y, M), (Y, Q)), ((Y,), (Y,))),
    Cube("reach_by_kind_group", ("activity_kind_id", "population_group"), ((Y, Q), (Y, Q))),
    Cube("reach_by_project", ("project_id",), ((), (Y, M)), ((), (Y, Q))),
    Cube("reach_by_project_group", ("project_id", "population_group"), ((), (Y, Q))),
    Cube("reach_by_place", ("part_id",), ((Y, M), (Y, M), (Y,)), ((Y,), (Y,))),
    Cube("reach_by_place_group", ("part_id", "population_group"), ((Y, Q), (Y,))),
)
FEEDBACK_CUBES = (
    Cube("feedback_by_type", ("type",), ((M,), (M,), (M,)), ((M,), (M,))),
    Cube("feedback_by_category", ("type", "category_id"), ((M,), (M,), (M,)), ((M,),)),
    Cube("feedback_by_channel", ("type", "channel"), ((Y, M), (Y, M), (Y,)), ((Y,),)),
    Cube("feedback_by_language", ("type", "language"), ((Y, M), (Y, M), (Y,)), ((Y,),)),
    Cube("feedback_by_sex_age", ("type", "sex", "age_band"), ((Y, M), (Y, M), (Y,)), ((Y,),)),
    Cube("feedback_by_wait", ("type", "priority", "waited"), ((Y, M), (Y, M), (Y,)), ((Y,),)),
    Cube("feedback_by_place", ("type", "part_id"), ((Y, M), (Y, M)), ((Y,),)),
)
CUBES = (*REACH_CUBES, *FEEDBACK_CUBES)
"""Of two cubes that can answer a question the first is read; each has at most three breakdowns."""

SHELVES = tuple(shelf for cube in CUBES for shelf in cube.shelves)


@cache
def find_shelf(breakdowns: frozenset[str], kind: Slice, level: Level) -> Shelf | None:
    """Give the first shelf that can be summed to these breakdowns, or None where only the rows can answer.

    A project's own slice needs no breakdown by project.
    """
    needed = breakdowns - {"project_id"} if kind is Slice.PROJECT else breakdowns
    for shelf in SHELVES:
        if shelf.slice is kind and shelf.level is level and needed == frozenset(shelf.breakdowns):
            return shelf
    return None
