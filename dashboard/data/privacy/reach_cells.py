"""Base cells of people reached: the true ones from the rows, and what is published of them; both once a release.

No cube keeps the quarters of projects in provinces: four more cubes made loading cost 11 times a bare COPY. For people
counted by `max_then_sum` the rule is applied in each quarter and its result is protected.
"""

from collections.abc import Mapping

import numpy as np
from sqlalchemy import Connection

from dashboard.codes import COUNTING_RULE
from dashboard.data.counting import quarterly
from dashboard.data.directory import Directory, directory
from dashboard.data.per_version import remembered
from dashboard.data.privacy.cells import (
    BLOCK,
    LEAST,
    Published,
    block_of,
    published_family,
    published_totals,
)
from dashboard.data.privacy.growth import State, Told, narrowed, states
from dashboard.data.privacy.scope import Part
from dashboard.data.reach_changes import measures_of
from dashboard.data.schema.people import MEASURES
from dashboard.data.selection import Window
from dashboard.data.summing import Sums, year_and_month
from dashboard.data.wholesale import Numbers, read_columns

FAMILIES = {
    "total": (),
    "group": ("population_group",),
    "sex_age": ("sex", "age_band"),
    "kind": ("activity_kind_id",),
    "subprogramme": ("subprogramme",),
}
"""Each family's breakdown; `subprogramme` is an id, or minus the id of the programme where there is none."""
COUNTS = ("new_people", "contacts", "indirect_people", "disabled_people")
"""What the totals of blocks publish; a breakdown has the first alone, since more would tell of each other."""
_KEPT, _KEPT_ROWS = 256, 4
_MOST_STATES = 2
"""Releases in which a family of a block can be told beside each other."""
_FACTS = (
    dict.fromkeys(("date", "project_id", "province_id", "activity_kind_id"), "i4")
    | dict.fromkeys(("population_group", "sex", "age_band", "disability", "directness", "counting_rule"), "i2")
    | dict.fromkeys(("new_people", "contacts"), "i4")
)
_NO_ROWS = f"select {', '.join(_FACTS)} from reach where false"  # noqa: S608  Fixed names.


@remembered(_KEPT)
def published(connection: Connection, part: Part, name: str) -> Published:
    """Give what is published of one of `FAMILIES` for a part of somebody's scope."""
    totals = standing_cells(connection, part, "total")
    if name == "total":
        return published_totals(totals)
    known = directory(connection, part.version)
    adds_up = name != "kind" or all(project not in known.max_projects for project, _ in part.projects)
    true = standing_cells(connection, part, name)
    told = Told(true, published_family(true, totals, adds_up=adds_up), totals)
    if not part.earlier:
        return told.published
    return told.published.without(_kept_back(connection, part, name, told, adds_up=adds_up))


def _kept_back(connection: Connection, part: Part, name: str, told: Told, *, adds_up: bool) -> Numbers:
    """Give the blocks in which a family is withheld for what it would tell beside earlier releases; see `growth`.

    Where a block stands as before, what was withheld stays so. One that moves a second time is withheld.
    """
    earlier = part.as_of(part.earlier[-1])
    totals = standing_cells(connection, earlier, "total")
    before = Told(standing_cells(connection, earlier, name), published(connection, earlier, name), totals)
    moves = _states(connection, part, 0)
    moved = np.array([b for b, own in moves.items() if own[-1].at == len(part.earlier)], dtype=np.int64)
    often = [b for b, own in moves.items() if sum(state.total >= LEAST for state in own) > _MOST_STATES]
    still = np.setdiff1d(block_of(before.published.withheld), moved)
    both = narrowed(before, told, moved, adds_up=adds_up)
    return np.union1d(np.union1d(still, both), np.intersect1d(moved, np.array(often, dtype=np.int64)))


@remembered(_KEPT)
def standing_cells(connection: Connection, part: Part, name: str) -> Sums:
    """Give true cells as they stand in what is published: each block as of the release that it follows."""
    versions = (*part.earlier, part.version)
    cells = [true_cells(connection, part.as_of(version), name) for version in versions]
    found = cells[0]
    counts = range(len(COUNTS) if name == "total" else 1)
    rows = []
    for count in counts:
        stands = _states(connection, part, count)
        for at, own in enumerate(cells):
            blocks = [block for block, moves in stands.items() if moves[-1].at == at]
            rows.append(own.picked(np.isin(block_of(own), blocks)).only(count))
    for each in rows:
        found = found.joined(each)
    return found.picked(slice(len(cells[0]), None)).grouped(tuple(cells[0].keys))


@remembered(_KEPT)
def _states(connection: Connection, part: Part, count: int) -> Mapping[int, tuple[State, ...]]:
    """Give the releases to which each block moved by one of `COUNTS`, see `states`."""
    versions = (*part.earlier, part.version)
    totals = [true_cells(connection, part.as_of(version), "total") for version in versions]
    return states(
        [dict(zip(block_of(cells).tolist(), cells.measures[count].tolist(), strict=True)) for cells in totals]
    )


@remembered(_KEPT)
def true_cells(connection: Connection, part: Part, name: str) -> Sums:
    """Give the true cells of one of `FAMILIES` by quarter, place and breakdown, with `COUNTS` as measures."""
    breakdown = FAMILIES[name]
    stored = _stored(connection, part, () if name == "subprogramme" else breakdown)
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
    stored = _stored(connection, part, (), counts=("declared_people", "new_people"))
    declared, people = (int(line.sum()) for line in stored.measures)
    there = {
        "declared": declared > 0,
        "person_key": people > declared,
        "max_then_sum": any(project in known.max_projects for project, _ in part.projects),
    }
    return frozenset(rule for rule in COUNTING_RULE if there[rule])


def _stored(connection: Connection, part: Part, breakdown: tuple[str, ...], counts: tuple[str, ...] = COUNTS) -> Sums:
    """Give the people that add up, by project, quarter, place and breakdown."""
    found = _from_rows(connection, part).grouped(("project_id", *BLOCK, *breakdown))
    return Sums(found.keys, found.measures[[MEASURES.index(count) for count in counts]])


@remembered(_KEPT_ROWS)
def _from_rows(connection: Connection, part: Part) -> Sums:
    """Give the rows that count; every family is made of them, so that they are kept while a release is worked out."""
    known = directory(connection, part.version)
    queries = [
        _between(known, part.version, project, own)
        for project, windows in part.projects
        for own in windows
        if known.provinces_of.get(project)
    ]
    facts = read_columns(connection, " union all ".join(queries or [_NO_ROWS]), _FACTS)
    facts["sign"] = np.ones(len(facts["date"]), dtype=np.int64)
    facts |= {"place": facts["province_id"], "quarter": _quarters(facts["date"])}
    return Sums(facts, measures_of(facts))


def _between(known: Directory, version: int, project: int, own: Window) -> str:
    """Give the query for the rows of a project in a window of days."""
    provinces = ", ".join(map(str, known.provinces_of[project]))
    return f"""select {", ".join(_FACTS)} from reach where project_id = {project:d}
        and place_id in (select id from places where province_id in ({provinces}))
        and date between date '{own.first.isoformat()}' and date '{own.last.isoformat()}'
        and since_version <= {version:d} and (until_version is null or until_version > {version:d})"""  # noqa: S608  Numbers and days.


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
