"""Base cells of people reached: the true ones from the cubes, and what is published of them; both once a release.

Whole quarters of a project in a province stand in the cubes. Rows are read only of the quarters in which a grant or a
project's share in it begins or ends, and of people counted by `max_then_sum`, for whom the rule is applied in each
quarter and its result is protected.
"""

from collections.abc import Iterator
from datetime import date

import numpy as np
from sqlalchemy import Connection

from dashboard.codes import COUNTING_RULE
from dashboard.data.counting import quarterly
from dashboard.data.cubes import Level, Slice, Span
from dashboard.data.directory import Directory, directory
from dashboard.data.per_version import remembered
from dashboard.data.privacy.cells import (
    BLOCK,
    Bools,
    Published,
    block_of,
    published_family,
    published_totals,
    standing,
)
from dashboard.data.privacy.scope import Part
from dashboard.data.reach_changes import measures_of
from dashboard.data.schema.people import MEASURES
from dashboard.data.selection import Window
from dashboard.data.spans import pieces
from dashboard.data.summing import Sums, year_and_month
from dashboard.data.wholesale import Numbers, read_columns

FAMILIES = {
    "total": ("reach_total", ()),
    "group": ("reach_by_group", ("population_group",)),
    "sex_age": ("reach_by_sex_age", ("sex", "age_band")),
    "kind": ("reach_by_kind", ("activity_kind_id",)),
    "subprogramme": ("reach_total", ("subprogramme",)),
}
"""Each family's cube and breakdown; `subprogramme` is an id, or minus the id of the programme where there is none."""
COUNTS = ("new_people", "contacts", "indirect_people", "disabled_people")
"""What the totals of blocks publish; a breakdown has the first alone, since more would tell of each other."""
_KEPT = 256
_DAY_ZERO = date(2000, 1, 1).toordinal()
_FACTS = (
    dict.fromkeys(("date", "project_id", "province_id", "activity_kind_id"), "i4")
    | dict.fromkeys(("population_group", "sex", "age_band", "disability", "directness", "counting_rule"), "i2")
    | dict.fromkeys(("new_people", "contacts"), "i4")
)


@remembered(_KEPT)
def published(connection: Connection, part: Part, name: str) -> Published:
    """Give what is published of one of `FAMILIES` for a part of somebody's scope."""
    totals = standing_cells(connection, part, "total")
    if name == "total":
        return published_totals(totals)
    known = directory(connection, part.version)
    crowded = name == "kind" and any(project in known.max_projects for project, _ in part.projects)
    return published_family(standing_cells(connection, part, name), totals, adds_up=not crowded)


@remembered(_KEPT)
def standing_cells(connection: Connection, part: Part, name: str) -> Sums:
    """Give true cells as they stand in what is published: each block as of the release that it follows."""
    versions = (*part.earlier, part.version)
    cells = [true_cells(connection, part.as_of(version), name) for version in versions]
    found = cells[0]
    counts = range(len(COUNTS) if name == "total" else 1)
    rows = [
        cells[at].picked(np.isin(block_of(cells[at]), list(blocks))).only(count)
        for count in counts
        for at, blocks in _followed(connection, part, count).items()
    ]
    for each in rows:
        found = found.joined(each)
    return found.picked(slice(len(cells[0]), None)).grouped(tuple(cells[0].keys))


@remembered(_KEPT)
def _followed(connection: Connection, part: Part, count: int) -> dict[int, frozenset[int]]:
    """Give the blocks that follow each release (its place among them): by one of `COUNTS`, see `standing`."""
    versions = (*part.earlier, part.version)
    totals = [true_cells(connection, part.as_of(version), "total") for version in versions]
    return standing(
        [dict(zip(block_of(cells).tolist(), cells.measures[count].tolist(), strict=True)) for cells in totals]
    )


@remembered(_KEPT)
def true_cells(connection: Connection, part: Part, name: str) -> Sums:
    """Give the true cells of one of `FAMILIES` by quarter, place and breakdown, with `COUNTS` as measures."""
    cube, breakdown = FAMILIES[name]
    stored = _stored(connection, part, cube, () if name == "subprogramme" else breakdown)
    found = stored.joined(_of_crowd(connection, part, within_kind=name == "kind", like=stored))
    if name == "subprogramme":
        known = directory(connection, part.version)
        own = {project: subprogramme_of(known, project) for project, _ in part.projects}
        found.keys["subprogramme"] = np.array([own[i] for i in found.keys["project_id"].tolist()], dtype=np.int64)
    return found.grouped((*BLOCK, *breakdown))


def subprogramme_of(known: Directory, project: int) -> int:
    """Give the id of a project's sub-programme, else minus that of its programme."""
    own = known.subprogramme_of.get(project)
    return own if own in known.subprogrammes and own else -(known.projects[project].parent or 0)


@remembered(_KEPT)
def counting_rules(connection: Connection, part: Part) -> frozenset[str]:
    """Give the rules by which anybody was counted in a part of somebody's scope, whatever is filtered."""
    known = directory(connection, part.version)
    stored = _stored(connection, part, "reach_total", (), counts=("declared_people", "new_people"))
    declared, people = (int(line.sum()) for line in stored.measures)
    there = {
        "declared": declared > 0,
        "person_key": people > declared,
        "max_then_sum": any(project in known.max_projects for project, _ in part.projects),
    }
    return frozenset(rule for rule in COUNTING_RULE if there[rule])


def _stored(
    connection: Connection, part: Part, cube: str, breakdown: tuple[str, ...], counts: tuple[str, ...] = COUNTS
) -> Sums:
    """Give the people that add up, by project, quarter, place and breakdown: from the cube, else from rows."""
    known = directory(connection, part.version)
    names = ("project_id", *BLOCK, *breakdown)
    found = _from_cube(connection, part, known, cube, breakdown)
    rows = _from_rows(connection, part, known)
    if len(rows):
        found = found.joined(Sums({name: rows.keys[name] for name in names}, rows.measures))
    return Sums(found.keys, found.measures[[MEASURES.index(count) for count in counts]])


def _from_cube(connection: Connection, part: Part, known: Directory, cube: str, breakdown: tuple[str, ...]) -> Sums:
    """Give the whole quarters."""
    segments = known.segments.get((cube, int(Slice.PROJECT), int(Level.PROVINCE), int(Span.QUARTER)), {})
    projects = ", ".join(str(project) for project, _ in part.projects)
    columns = ("slice_id", "place_id", "starts_on", *breakdown)
    sums = ", ".join(f"sum({name}) as {name}" for name in MEASURES)
    read = read_columns(
        connection,
        f"select {', '.join(columns)}, {sums} from reach_cells where version <= {part.version:d} "  # noqa: S608  Numbers and fixed names.
        f"and segment in ({', '.join(map(str, [0, *segments.values()]))}) and slice_id in ({projects}) "
        f"group by {', '.join(columns)}",
        dict.fromkeys(columns, "i4") | dict.fromkeys(MEASURES, "i8"),
    )
    keys = {"project_id": read["slice_id"], "place": read["place_id"], **{name: read[name] for name in breakdown}}
    keys["quarter"] = _quarters(read["starts_on"])
    cells = Sums(keys, np.stack([read[name] for name in MEASURES]))
    return cells.picked(_whole_quarters(part, known, read))


def _whole_quarters(part: Part, known: Directory, read: dict[str, Numbers]) -> Bools:
    """Say for each cell whether all of its quarter counts for its project."""
    found = np.zeros(len(read["slice_id"]), dtype=bool)
    for project, first, last, is_whole in _days(part, known):
        if is_whole:
            days = (read["starts_on"] >= _number(first)) & (read["starts_on"] <= _number(last))
            found |= (read["slice_id"] == project) & days
    return found


def _from_rows(connection: Connection, part: Part, known: Directory) -> Sums:
    """Give the rows of quarters that count in part."""
    edges = [(project, first, last) for project, first, last, is_whole in _days(part, known) if not is_whole]
    queries = [_edge(known, part.version, *edge) for edge in edges if known.provinces_of.get(edge[0])]
    if not queries:
        return Sums({}, np.empty((len(MEASURES), 0), dtype=np.int64))
    facts = read_columns(connection, " union all ".join(queries), _FACTS)
    facts["sign"] = np.ones(len(facts["date"]), dtype=np.int64)
    facts |= {"place": facts["province_id"], "quarter": _quarters(facts["date"])}
    return Sums(facts, measures_of(facts))


def _edge(known: Directory, version: int, project: int, first: date, last: date) -> str:
    """Give the query for the rows of a project between two days."""
    provinces = ", ".join(map(str, known.provinces_of[project]))
    return f"""select {", ".join(_FACTS)} from reach where project_id = {project:d}
        and place_id in (select id from places where province_id in ({provinces}))
        and date between date '{first.isoformat()}' and date '{last.isoformat()}'
        and since_version <= {version:d} and (until_version is null or until_version > {version:d})"""  # noqa: S608  Numbers and days.


def _days(part: Part, known: Directory) -> Iterator[tuple[int, date, date, bool]]:
    """Give for each project its whole quarters (as the first days of the first and the last one) and its other days."""
    if known.first_day is None or known.last_day is None:
        return
    extent = Window(date(known.first_day.year, 1, 1), date(known.last_day.year, 12, 31))
    for project, windows in part.projects:
        for window in filter(None, (own.cut(extent) for own in windows)):
            for piece in pieces(window.first, window.last, (Span.QUARTER,)):
                yield project, piece.first, piece.last, piece.span is not None


def _of_crowd(connection: Connection, part: Part, *, within_kind: bool, like: Sums) -> Sums:
    """Give the people that `max_then_sum` counts in each quarter, with the keys of other sums."""
    known = directory(connection, part.version)
    own = {project: windows for project, windows in part.projects if project in known.max_projects}
    if not own:
        return like.picked(slice(0))
    counted = quarterly(connection, part.version, own, within_kind=within_kind)
    new, disabled = counted.measures
    keys = counted.keys | {"place": counted.keys["province_id"]}
    return Sums({name: keys[name] for name in like.keys}, np.stack([new, 0 * new, 0 * new, disabled]))


def _quarters(days: Numbers) -> Numbers:
    """Give the index of the first month of the quarter of each day, which is a number of days since 2000-01-01."""
    year, month = year_and_month(days)
    return np.asarray(year * 12 + month // 3 * 3, dtype=np.int64)


def _number(day: date) -> int:
    """Give a day as the number of days since 2000-01-01."""
    return day.toordinal() - _DAY_ZERO
