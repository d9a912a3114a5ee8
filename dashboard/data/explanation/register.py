"""A register of which rows can be listed behind a figure, and the ingredients made of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.data.explanation.recipes import Condition, Ingredient


@dataclass(frozen=True, slots=True)
class Register:
    """A table of versioned rows `r`.

    `kind` is the KIND of its files, `day` and `what` say which row one is, `adds` what it may add by the name of the
    measure, `where` what chooses it by the name of the condition. `ends` is the day up to which rows count, `order`
    what tells rows of one day apart, the later first.
    """

    table: str
    kind: str
    day: str
    what: str
    adds: Mapping[str, str] = field(default_factory=dict)
    where: Mapping[str, str] = field(default_factory=dict)
    always: str = ""
    ends: str = ""
    join: str = ""
    order: str = ""


def rows(table: str, measure: str = "records", *only: Condition) -> Ingredient:
    """Give the rows of a register."""
    return Ingredient("records", measure, only, tables=(table,))


def newest(measure: str, *tables: str, only: tuple[Condition, ...] = ()) -> Ingredient:
    """Give the one row of some registers with the latest day."""
    return Ingredient("records", measure, (*only, ("pick", "newest")), tables=tables)
