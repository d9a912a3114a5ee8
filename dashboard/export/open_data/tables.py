"""The tables of the open data: their columns, keys and rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from dashboard.codes import AGE_BAND, FEEDBACK_CHANNEL, FEEDBACK_TYPE, POPULATION_GROUP, SEX, SPOKEN_LANGUAGE
from dashboard.data.open_data import cells, listed
from dashboard.data.open_data.cells import OpenCells, Row
from dashboard.data.open_data.plan import Plan
from dashboard.data.privacy import case_cells, reach_rows
from dashboard.export.open_data import fields as f
from dashboard.export.open_data.fields import Field
from dashboard.i18n import LOCALES, speaking, t
from dashboard.shown_sum import is_partial, is_suppressed

LISTS: Mapping[str, Sequence[str]] = {
    "sex": SEX,
    "age_band": AGE_BAND,
    "population_group": POPULATION_GROUP,
    "feedback_type": FEEDBACK_TYPE,
    "feedback_channel": FEEDBACK_CHANNEL,
    "spoken_language": SPOKEN_LANGUAGE,
    "open.count": (*reach_rows.COUNTS, *cells.CASES),
    "open.outcome": case_cells.OUTCOMES,
    "open.rating": case_cells.RATINGS,
    "open.state": case_cells.STATES,
    "open.status": (cells.SHOWN, cells.SUPPRESSED),
}
"""Each closed list by the beginning of its message keys."""
OF_PEOPLE = {
    "total": "people",
    "group": "people_by_population_group",
    "sex_age": "people_by_sex_age",
    "kind": "people_by_activity_kind",
    "subprogramme": "people_by_subprogramme",
}
OF_FEEDBACK = {name: "feedback" if name == "total" else f"feedback_by_{name}" for name in case_cells.FAMILIES}
REFERENCES = {
    "part": ("parts", "part"),
    "province": ("provinces", "code"),
    "activity_kind": ("activity_kinds", "code"),
    "subprogramme": ("subprogrammes", "code"),
    "category": ("feedback_categories", "code"),
    "grant": ("grants", "code"),
}
"""Columns whose values stand in a column of another table."""


@dataclass(frozen=True, slots=True)
class OpenTable:
    """One table; its words stand under `open.table.<name>`."""

    name: str
    fields: tuple[Field, ...]
    key: tuple[str, ...]
    rows: Sequence[Row]

    def used(self, field: str) -> set[Any]:
        """Give the values of one column."""
        at = [one.name for one in self.fields].index(field)
        return {row[at] for row in self.rows}

    def references(self) -> dict[str, tuple[str, str]]:
        """Give for each column that refers to another table that table and its column."""
        return {
            one.name: REFERENCES[one.name] for one in self.fields if one.name in REFERENCES and not self._defines(one)
        }

    def _defines(self, field: Field) -> bool:
        """Say whether the table is the one in which a column's values are defined."""
        return REFERENCES[field.name] == (self.name, field.name)


def tables(connection: Connection, plan: Plan) -> list[OpenTable]:
    """Give every table: what is open first, then the figures, then what codes mean."""
    figures, withheld = _figures(connection, plan)
    by_name = {one.name: one for one in figures}
    kinds = _only(listed.activity_kinds(connection, plan), by_name["people_by_activity_kind"].used("activity_kind"))
    categories = _only(listed.categories(connection, plan), by_name["feedback_by_category"].used("category"))
    parts = [(one.code, one.part.version) for one in plan.parts]
    grants_of = [(one.code, grant) for one in plan.parts for grant in one.grants]
    version = Field("released_version", "integer", needed=True, least=1)
    return [
        OpenTable("grants", f.GRANT, ("code",), listed.open_grants(connection, plan)),
        OpenTable("parts", (f.PART, version), ("part",), parts),
        OpenTable("part_grants", (f.PART, Field("grant", needed=True)), ("part", "grant"), grants_of),
        *figures,
        OpenTable("withheld", (Field("table", needed=True), *f.BLOCK), ("table", *_names(f.BLOCK)), withheld),
        OpenTable(
            "indicators", f.INDICATOR, ("grant", "code"), list(map(_judged, listed.indicators(connection, plan)))
        ),
        OpenTable("provinces", f.NAMED, ("code",), [*listed.provinces(connection, plan), _unknown()]),
        OpenTable("activity_kinds", f.NAMED, ("code",), kinds),
        OpenTable("subprogrammes", f.NAMED, ("code",), listed.subprogrammes(connection, plan)),
        OpenTable("feedback_categories", f.NAMED, ("code",), categories),
        OpenTable("codes", (Field("list", needed=True), *f.NAMED), ("list", "code"), list(_codes())),
    ]


def _figures(connection: Connection, plan: Plan) -> tuple[list[OpenTable], list[Row]]:
    """Give the tables of people reached and of feedback, and the blocks in which each withholds its breakdown."""
    found: list[OpenTable] = []
    withheld: list[Row] = []
    read: list[tuple[str, tuple[str, ...], Field, OpenCells]] = [
        (name, reach_rows.FAMILIES[family], f.PEOPLE, cells.people(connection, plan.parts, family))
        for family, name in OF_PEOPLE.items()
    ]
    read += [
        (name, case_cells.FAMILIES[family], f.FEEDBACK, cells.feedback(connection, plan.parts, family, plan.newest))
        for family, name in OF_FEEDBACK.items()
    ]
    for name, members, count, opened in read:
        key = (*f.BLOCK, *(f.MEMBERS[member] for member in members), count)
        found.append(OpenTable(name, (*key, f.VALUE, f.STATUS), _names(key), opened.cells))
        withheld += [(name, *block) for block in opened.withheld]
    return found, withheld


def _names(fields: Iterable[Field]) -> tuple[str, ...]:
    """Give the names of columns."""
    return tuple(one.name for one in fields)


def _only(rows: Iterable[Row], codes: set[Any]) -> list[Row]:
    """Give the rows whose codes are in use."""
    return [row for row in rows if row[0] in codes]


def _judged(row: Row) -> Row:
    """Give an indicator; a value of which nothing, or only a part, is shown says so in its state."""
    told = dict(zip(listed.INDICATOR, row, strict=True))
    value = told["current_value"]
    if is_suppressed(value):
        told |= {"current_value": None, "current_state": cells.SUPPRESSED}
    elif is_partial(value):
        told |= {"current_value": int(value), "current_state": "partial"}
    elif told["current_state"] != "value":
        told["current_value"] = None
    return tuple(told.values())


def _unknown() -> Row:
    """Give what stands where a province is not known."""
    return (cells.UNKNOWN_PLACE, *(_said(language, "population_group.unknown") for language in LOCALES))


def _codes() -> Iterator[Row]:
    """Give every code of a closed list with its names."""
    for prefix, codes in LISTS.items():
        for code in codes:
            yield (prefix.removeprefix("open."), code, *(_said(language, f"{prefix}.{code}") for language in LOCALES))


def _said(language: str, key: str) -> str:
    """Give a word in a language."""
    with speaking(language):
        return t(key)
