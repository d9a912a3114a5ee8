"""The proof that the cubes say what the rows say: every change of every version, computed again in SQL and compared.

The cells were made by numpy; here PostgreSQL sums the rows itself. What version v changed in a chunk is either what it
added to the segment of the time or, where it opened one, the new closed sums minus all cells of the segment before. If
the changes of all versions are right then so is the state as of each of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, text

from dashboard.data.cubes import ALL, Level, Shelf, Slice, Span
from dashboard.data.families import FAMILIES, Family

_SLICES = {Slice.EVERYTHING: "0", Slice.PROGRAMME: "r.programme_id", Slice.PROJECT: "r.project_id"}


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
    differences: list[Difference] = []
    for family in FAMILIES:
        for shelf in family.shelves:
            for span in shelf.spans:
                differences += _compare(connection, family, shelf, span)
        differences += _stray(connection, family)
    return differences + list(_miscounted(connection))


def _keys(family: Family) -> tuple[str, ...]:
    """Give the columns that tell the cells of one shelf and span apart, the version first."""
    return ("version", "slice_id", "place_id", "starts_on", *family.breakdowns)


def _compare(connection: Connection, family: Family, shelf: Shelf, span: Span) -> Iterator[Difference]:
    """Give the differences of one shelf and span."""
    keys, sums = ", ".join(_keys(family)), ", ".join(f"sum({m})::bigint as {m}" for m in family.measures)
    pairs = ", ".join(f"coalesce(e.{m}, 0) as e_{m}, coalesce(f.{m}, 0) as f_{m}" for m in family.measures)
    unequal = " or ".join(f"coalesce(e.{m}, 0) <> coalesce(f.{m}, 0)" for m in family.measures)
    query = f"""
        with expected as (select {keys}, {sums} from ({_facts(family, shelf, span)}) as facts group by {keys}),
        found as (select {keys}, {sums} from ({_cells(family)}) as cells group by {keys})
        select {keys}, {pairs} from expected e full join found f using ({keys}) where {unequal} order by {keys}"""  # noqa: S608  Fixed names only.
    asked = {
        "cube": shelf.cube,
        "slice_kind": int(shelf.slice),
        "place_level": int(shelf.level),
        "span": int(span),
    }
    for row in connection.execute(text(query), asked).mappings():
        named = {key: row[key] for key in _keys(family) if key != "version" and row[key] != ALL}
        for measure in family.measures:
            expected, found = row[f"e_{measure}"], row[f"f_{measure}"]
            if expected != found:
                yield Difference(shelf.cube, int(span), row["version"], named, measure, expected, found)


def _facts(family: Family, shelf: Shelf, span: Span) -> str:
    """Give the SQL of what each row adds to which cell in the version it began, and takes away in the one it ended."""
    day, country = f"r.{family.day}", shelf.level is Level.COUNTRY
    columns = {**family.columns, "part_id": family.columns["province_id" if country else "place_id"]}
    breakdowns = ", ".join(
        f"({columns.get(name, f'r.{name}')})::integer" if name in shelf.breakdowns else str(ALL)
        for name in family.breakdowns
    )
    place = "0" if country else columns["province_id"]
    start = (
        f"make_date(extract(year from {day})::integer, "
        f"(extract(month from {day})::integer - 1) / {int(span)} * {int(span)} + 1, 1)"
    )
    names = ", ".join((*_keys(family), *family.measures))
    union = " union all ".join(
        f"select {version}, {_SLICES[shelf.slice]}, {place}, {start}, {breakdowns}, "  # noqa: S608  Fixed names only.
        + ", ".join(f"{sign} * ({family.expected[m]})" for m in family.measures)
        + f" from {family.facts.name} r where {version} is not null and {family.counted}"
        for version, sign in (("r.since_version", 1), ("r.until_version", -1))
    )
    return f"select * from ({union}) as changes ({names})"  # noqa: S608  Fixed names only.


def _cells(family: Family) -> str:
    """Give the SQL of what each version changed by the cells of one shelf and span."""
    cells, keys = family.cells.name, [f"c.{key}" for key in _keys(family)]
    return f"""
    with chunk as (
        select segment, first_version,
            lead(first_version) over (partition by year order by first_version) as next_version
        from segments
        where cube = :cube and slice_kind = :slice_kind and place_level = :place_level and span = :span
    )
    select {", ".join(keys)}, {", ".join(f"c.{m}" for m in family.measures)}
    from chunk join {cells} c using (segment)
    union all
    select chunk.next_version, {", ".join(keys[1:])}, {", ".join(f"-c.{m}" for m in family.measures)}
    from chunk join {cells} c using (segment) where chunk.next_version is not null"""  # noqa: S608  Fixed names only.


def _stray(connection: Connection, family: Family) -> Iterator[Difference]:
    """Give the cells that belong to no segment of their family, lie outside its year or are older than it."""
    query = text(f"""
        select c.segment, c.version, coalesce(s.cube, '') as cube, coalesce(s.span, 0) as span, count(*) as cells
        from {family.cells.name} c left join segments s using (segment)
        where s.segment is null or not s.cube = any(:cubes) or c.version < s.first_version
            or extract(year from c.starts_on) <> s.year
        group by c.segment, c.version, s.cube, s.span""")  # noqa: S608  A fixed name.
    for row in connection.execute(query, {"cubes": [cube.name for cube in family.cubes]}):
        yield Difference(row.cube, row.span, row.version, {"segment": row.segment}, "cells", 0, row.cells)


def _miscounted(connection: Connection) -> Iterator[Difference]:
    """Give the batches whose number of cells is not what was recorded."""
    written = " union all ".join(f"select segment, version from {family.cells.name}" for family in FAMILIES)  # noqa: S608  Fixed names.
    query = text(f"""
        select segment, version, coalesce(b.cells, 0) as expected, coalesce(c.cells, 0) as found
        from segment_batches b
        full join (select segment, version, count(*) as cells from ({written}) as w group by segment, version) c
            using (segment, version)
        where coalesce(b.cells, 0) <> coalesce(c.cells, 0)""")  # noqa: S608  The same.
    for row in connection.execute(query):
        keys = {"segment": row.segment}
        yield Difference("segment_batches", 0, row.version, keys, "cells", row.expected, row.found)
