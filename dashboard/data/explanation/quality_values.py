"""Completeness from the rows: which load brought how many values that are asked for, and the rows that lack one.

The page counts people and cases from their cubes; here they are counted from the rows. A row is told by its place in
its file and the columns that it lacks, never by what it holds.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from dashboard.codes import AGE_BAND, POPULATION_GROUP, SEX, SPOKEN_LANGUAGE
from dashboard.data.explanation.cases import cases_behind
from dashboard.data.explanation.people import ALSO_INDIRECT, people_behind
from dashboard.data.explanation.recipes import Ingredient, cases, people
from dashboard.data.explanation.rows import PAGE_SIZE, SCOPE, Chosen, Told, bound
from dashboard.data.filters import Filters
from dashboard.data.quality_fields import ASKED, UNKNOWN, columns_of, rows_of_register
from dashboard.data.quality_loads import programmes_in_view

CASES = "feedback"
CODED: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "reach": {"sex": SEX, "age_band": AGE_BAND, "population_group": POPULATION_GROUP},
    CASES: {"language": SPOKEN_LANGUAGE, "sex": SEX, "age_band": AGE_BAND},
}
"""Columns of records that are asked for, with their codes, of which one says that nothing is known."""
KINDS_ASKED = (*CODED, *ASKED)
COLUMNS_ASKED = tuple(dict.fromkeys(column for one in (*CODED.values(), *ASKED.values()) for column in one))


@dataclass(frozen=True, slots=True)
class Asked:
    """Rows `r` of a KIND of which values are asked: what follows `from`, its values, and when each column is known."""

    kind: str
    rows: str
    told: Told
    known: Mapping[str, str]

    @property
    def values(self) -> str:
        """Give how many of the columns of a row are known."""
        return " + ".join(f"case when {known} then 1 else 0 end" for known in self.known.values())

    @property
    def lacking(self) -> str:
        """Give the columns of a row that are not known, as an array."""
        cells = (f"case when not ({known}) then '{column}' end" for column, known in self.known.items())
        return f"array_remove(array[{', '.join(cells)}], null)"


def values_by_load(connection: Connection, filters: Filters, asked: Ingredient) -> list[tuple[int, int, int]]:
    """Give, for each load, its id, how many of its rows are asked for values, and how many of these are asked or known.

    Of rows that lack a value only those, with the number of values that they lack.
    """
    found: dict[int, tuple[int, int]] = {}
    for one in _asked(connection, filters, asked):
        every = len(one.known)
        value = {"asked": str(every), "known": one.values, "lacking": f"{every} - ({one.values})"}[asked.measure]
        only = f" and {one.values} < {every}" if asked.measure == "lacking" else ""
        query = f"select r.load_id, count(*), sum({value}) from {one.rows}{only} group by 1"  # noqa: S608 - ours
        for load, rows, values in connection.execute(bound(query, one.told), one.told):
            before = found.get(load, (0, 0))
            found[load] = (before[0] + rows, before[1] + int(values))
    return [(load, rows, values) for load, (rows, values) in found.items()]


def rows_lacking(connection: Connection, filters: Filters, asked: Ingredient, first: int) -> list[Mapping[str, Any]]:
    """Give a page of the rows that lack a value, KIND by KIND: where each stands, and what it lacks."""
    found: list[Mapping[str, Any]] = []
    for one in _asked(connection, filters, asked):
        where = f"{one.rows} and {one.values} < {len(one.known)}"
        count = int(connection.scalar(bound(f"select count(*) from {where}", one.told), one.told) or 0)  # noqa: S608
        if first < count:
            query = (
                f"select (select s.name from sources s where s.id = r.source_id), r.row_no, {one.lacking}"  # noqa: S608
                f" from {where} order by r.id desc limit {PAGE_SIZE - len(found)} offset {int(first)}"
            )
            rows = connection.execute(bound(query, one.told), one.told)
            found += [{"kind": one.kind, "lacking": lacks, "source": s, "row": row} for s, row, lacks in rows]
        first = max(first - count, 0)
        if len(found) == PAGE_SIZE:
            break
    return found


def _asked(connection: Connection, filters: Filters, asked: Ingredient) -> Iterator[Asked]:
    """Give the rows of each KIND of an ingredient that has any, with the columns that it asks for."""
    told = dict(asked.only)
    for kind in asked.tables:
        if told.get("kind", kind) != kind:
            continue
        one = _of_records(connection, filters, kind) if kind in CODED else _of_register(connection, filters, kind)
        if one is None:
            continue
        known = {name: known for name, known in one.known.items() if told.get("column", name) == name}
        if known:
            yield Asked(kind, one.rows, one.told, known)


def _of_records(connection: Connection, filters: Filters, kind: str) -> Asked | None:
    """Give the records of people or cases in the period; None where the filters select none."""
    behind = cases_behind if kind == CASES else people_behind
    chosen: Chosen | None = behind(connection, filters, cases() if kind == CASES else people("records", ALSO_INDIRECT))
    if chosen is None:
        return None
    known = {column: f"r.{column} <> {codes.index(UNKNOWN)}" for column, codes in CODED[kind].items()}
    return Asked(kind, f"{chosen.table} r{SCOPE}{chosen.join} where {chosen.where}", chosen.told, known)


def _of_register(connection: Connection, filters: Filters, kind: str) -> Asked:
    """Give the rows of a register, whatever the period."""
    seen = programmes_in_view(connection, filters)
    rows, told = rows_of_register(kind, filters.snapshot.version, seen)
    return Asked(kind, rows, told, {name: f"r.{column} is not null" for name, column in columns_of(kind).items()})
