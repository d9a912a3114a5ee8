"""The proof that the cubes say what the rows say: every change of every version, computed again in SQL and compared.

The cells were made by numpy; here PostgreSQL sums the rows itself. What version v changed in a chunk is either what it
added to the segment of the time or, where it opened one, the new closed sums minus all cells of the segment before. If
the changes of all versions are right then so is the state as of each of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text

from dashboard.codes import COUNTING_RULE, DIRECTNESS, DISABILITY
from dashboard.data.cubes import ALL, SHELVES, Level, Shelf, Slice, Span
from dashboard.data.schema.people import BREAKDOWNS, MEASURES

_KEYS = ("version", "slice_id", "place_id", "starts_on", *BREAKDOWNS)
_SLICES = {Slice.EVERYTHING: "0", Slice.PROGRAMME: "r.programme_id", Slice.PROJECT: "r.project_id"}
_DIRECT = f"r.directness = {DIRECTNESS.index('direct')}"
_ADDS_UP = f"{_DIRECT} and r.counting_rule <> {COUNTING_RULE.index('max_then_sum')}"
_EXPECTED = {
    "new_people": f"case when {_ADDS_UP} then r.new_people else 0 end",
    "declared_people": f"case when {_DIRECT} and r.counting_rule = {COUNTING_RULE.index('declared')}"
    " then r.new_people else 0 end",
    "contacts": f"case when {_DIRECT} then r.contacts else 0 end",
    "indirect_people": f"case when {_DIRECT} then 0 else r.new_people end",
    "disabled_people": f"case when {_ADDS_UP} and r.disability = {DISABILITY.index('yes')}"
    " then r.new_people else 0 end",
    "records": "1",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One number of a cube that is not what the rows give.

    `version` is the data version whose change is wrong; `keys` name the cell by its columns.
    """

    cube: str
    span: int
    version: int
    keys: dict[str, object]
    measure: str
    expected: int
    found: int


def verify(connection: Connection) -> list[Difference]:
    """Compare every cell of every cube, as of every data version, with its rows; an empty list means that all agree."""
    differences = [d for shelf in SHELVES for span in shelf.spans for d in _compare(connection, shelf, span)]
    return differences + list(_stray(connection)) + list(_miscounted(connection))


def _compare(connection: Connection, shelf: Shelf, span: Span) -> Iterator[Difference]:
    """Give the differences of one shelf and span."""
    keys, sums = ", ".join(_KEYS), ", ".join(f"sum({m})::bigint as {m}" for m in MEASURES)
    pairs = ", ".join(f"coalesce(e.{m}, 0) as e_{m}, coalesce(f.{m}, 0) as f_{m}" for m in MEASURES)
    unequal = " or ".join(f"coalesce(e.{m}, 0) <> coalesce(f.{m}, 0)" for m in MEASURES)
    query = f"""
        with expected as (select {keys}, {sums} from ({_facts(shelf, span)}) as facts group by {keys}),
        found as (select {keys}, {sums} from ({_CELLS}) as cells group by {keys})
        select {keys}, {pairs} from expected e full join found f using ({keys}) where {unequal} order by {keys}"""  # noqa: S608  Fixed names only.
    asked = {
        "cube": shelf.cube,
        "slice_kind": int(shelf.slice),
        "place_level": int(shelf.level),
        "span": int(span),
    }
    for row in connection.execute(text(query), asked).mappings():
        named = {key: row[key] for key in _KEYS if key != "version" and row[key] != ALL}
        for measure in MEASURES:
            expected, found = row[f"e_{measure}"], row[f"f_{measure}"]
            if expected != found:
                yield Difference(shelf.cube, int(span), row["version"], named, measure, expected, found)


def _facts(shelf: Shelf, span: Span) -> str:
    """Give the SQL of what each row adds to which cell in the version it began, and takes away in the one it ended."""
    part = "r.province_id" if shelf.level is Level.COUNTRY else "r.place_id"
    breakdowns = ", ".join(
        f"{part if name == 'part_id' else f'r.{name}'}::integer" if name in shelf.breakdowns else str(ALL)
        for name in BREAKDOWNS
    )
    place = "0" if shelf.level is Level.COUNTRY else "r.province_id"
    start = (
        f"make_date(extract(year from r.date)::integer, "
        f"(extract(month from r.date)::integer - 1) / {int(span)} * {int(span)} + 1, 1)"
    )
    names = ", ".join((*_KEYS, *MEASURES))
    union = " union all ".join(
        f"select {version}, {_SLICES[shelf.slice]}, {place}, {start}, {breakdowns}, "  # noqa: S608  Fixed names only.
        + ", ".join(f"{sign} * ({_EXPECTED[m]})" for m in MEASURES)
        + f" from reach r where {version} is not null"
        for version, sign in (("r.since_version", 1), ("r.until_version", -1))
    )
    return f"select * from ({union}) as changes ({names})"  # noqa: S608  Fixed names only.


_CELLS = f"""
    with chunk as (
        select segment, first_version,
            lead(first_version) over (partition by year order by first_version) as next_version
        from segments
        where cube = :cube and slice_kind = :slice_kind and place_level = :place_level and span = :span
    )
    select {", ".join(f"c.{k}" for k in _KEYS)}, {", ".join(f"c.{m}" for m in MEASURES)}
    from chunk join reach_cells c using (segment)
    union all
    select chunk.next_version, {", ".join(f"c.{k}" for k in _KEYS[1:])}, {", ".join(f"-c.{m}" for m in MEASURES)}
    from chunk join reach_cells c using (segment) where chunk.next_version is not null"""  # noqa: S608  Fixed names only.


def _stray(connection: Connection) -> Iterator[Difference]:
    """Give the cells that belong to no segment, lie outside its year or are older than it."""
    query = text("""
        select c.segment, c.version, coalesce(s.cube, '') as cube, coalesce(s.span, 0) as span, count(*) as cells
        from reach_cells c left join segments s using (segment)
        where s.segment is null or c.version < s.first_version or extract(year from c.starts_on) <> s.year
        group by c.segment, c.version, s.cube, s.span""")
    for row in connection.execute(query):
        yield Difference(row.cube, row.span, row.version, {"segment": row.segment}, "cells", 0, row.cells)


def _miscounted(connection: Connection) -> Iterator[Difference]:
    """Give the batches whose number of cells is not what was recorded."""
    query = text("""
        select segment, version, coalesce(b.cells, 0) as expected, coalesce(c.cells, 0) as found
        from segment_batches b
        full join (select segment, version, count(*) as cells from reach_cells group by segment, version) c
            using (segment, version)
        where coalesce(b.cells, 0) <> coalesce(c.cells, 0)""")
    for row in connection.execute(query):
        keys = {"segment": row.segment}
        yield Difference("segment_batches", 0, row.version, keys, "cells", row.expected, row.found)
