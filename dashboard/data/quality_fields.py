"""Completeness: of the values that each kind of record should hold, how many are known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, text

from dashboard.codes import AGE_BAND, POPULATION_GROUP, SEX
from dashboard.data import feedback
from dashboard.data.cells import By, Question, Row, ask
from dashboard.data.filters import Filters
from dashboard.data.loading.kinds import KINDS
from dashboard.data.loading.row_counts import programme_of
from dashboard.data.per_version import remembered
from dashboard.data.quality_loads import programmes_in_view
from dashboard.data.selection import select_rows

UNKNOWN = "unknown"
ASKED: Mapping[str, tuple[str, ...]] = {
    "projects": ("starts_on", "ends_on", "budget", "owner"),
    "grants": ("funder_code", "amount", "starts_on", "ends_on"),
    "indicators": ("baseline_value", "final_target"),
    "results": ("value",),
}
"""Columns of registers that may be empty and should not be; people and feedback are read from their cubes."""
_SEX_AGE, _GROUP = Question(By.SEX_AGE, "period"), Question(By.GROUP, "period")


@dataclass(frozen=True, slots=True)
class Completeness:
    """One column of one KIND: how many values were asked for, and how many of them are known."""

    kind: str
    column: str
    known: int
    asked: int


def completeness(connection: Connection, filters: Filters) -> list[Completeness]:
    """Give known and asked values by KIND and column; a column of which nothing was asked is left out."""
    if filters.viewer.protected:
        return []
    found = [*_people(connection, filters), *_cases(connection, filters), *_registers(connection, filters)]
    return [one for one in found if one.asked]


def _people(connection: Connection, filters: Filters) -> Iterable[Completeness]:
    """Give sex, age and group of the records of people reached inside the period."""
    selection = select_rows(connection, filters)
    if selection.period is None:
        return
    rows = ask(connection, selection, [_SEX_AGE, _GROUP])
    for question, part, codes in (
        (_SEX_AGE, "sex", SEX),
        (_SEX_AGE, "age_band", AGE_BAND),
        (_GROUP, "population_group", POPULATION_GROUP),
    ):
        yield _of_rows("reach", part, rows[question], codes.index(UNKNOWN))


def _of_rows(kind: str, part: str, rows: list[Row], unknown: int) -> Completeness:
    """Count records, and those whose part is known."""
    asked = sum(row.records for row in rows)
    return Completeness(kind, part, asked - sum(row.records for row in rows if getattr(row, part) == unknown), asked)


def _cases(connection: Connection, filters: Filters) -> Iterable[Completeness]:
    """Give language, sex and age of the cases received inside the period."""
    languages = feedback.received_by_language(connection, filters)
    yield _of_cases("language", languages["language"].tolist(), languages["cases"].tolist())
    people = feedback.received_by_sex_and_age(connection, filters)
    for part in ("sex", "age_band"):
        yield _of_cases(part, people[part].tolist(), people["cases"].tolist())


def _of_cases(part: str, values: list[str], cases: list[int]) -> Completeness:
    """Count cases, and those whose part is known."""
    known = sum(count for value, count in zip(values, cases, strict=True) if value != UNKNOWN)
    return Completeness("feedback", part, int(known), int(sum(cases)))


def _registers(connection: Connection, filters: Filters) -> Iterable[Completeness]:
    """Give the columns of `ASKED`, whatever the period: they say how things stand."""
    seen = programmes_in_view(connection, filters)
    return _of_registers(connection, filters.snapshot.version, seen)


def columns_of(name: str) -> dict[str, str]:
    """Give where the asked columns of a register are stored, by their names."""
    kind = KINDS[name]
    fields = (one for one in kind.fields if one.name in ASKED[name] and one.stored_in in kind.table.c)
    return {one.name: one.stored_in for one in fields}


def rows_of_register(name: str, version: int, seen: frozenset[int] | None) -> tuple[str, dict[str, object]]:
    """Give what follows `from` for the live rows `r` of a register in some programmes, None being all, and its values.

    The list `in_seen`, where there is one, is to be spread out.
    """
    kind = KINDS[name]
    told: dict[str, object] = {"version": version}
    live = "r.since_version <= :version and (r.until_version is null or r.until_version > :version)"
    if seen is None:
        return f"{kind.table.name} r where {live}", told
    within = f"{programme_of(kind, 'r')} in :in_seen"
    return f"{kind.table.name} r where {live} and {within}", {**told, "in_seen": sorted(seen) or [-1]}


@remembered(64)
def _of_registers(connection: Connection, version: int, seen: frozenset[int] | None) -> tuple[Completeness, ...]:
    """Count the filled cells of registers in some programmes, None being all."""
    found: list[Completeness] = []
    for name in ASKED:
        stored, (rows, told) = columns_of(name), rows_of_register(name, version, seen)
        query = text(f"select count(*), {', '.join(f'count(r.{one})' for one in stored.values())} from {rows}")  # noqa: S608
        if seen is not None:
            query = query.bindparams(bindparam("in_seen", expanding=True))
        asked, *known = connection.execute(query, told).one()
        found += [Completeness(name, column, count, asked) for column, count in zip(stored, known, strict=True)]
    return tuple(found)
