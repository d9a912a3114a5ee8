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
from dashboard.data.feedback_cases import number_of
from dashboard.data.per_version import remembered
from dashboard.data.privacy.cells import (
    BLOCK,
    LEAST,
    Bools,
    Published,
    block_of,
    published_family,
    published_totals,
)
from dashboard.data.privacy.growth import State, Told, narrowed, states
from dashboard.data.privacy.scope import Days, Part
from dashboard.data.reach_changes import measures_of
from dashboard.data.schema.people import MEASURES
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
_WHEN = ("since_version", "until_version")
_FACTS = (
    dict.fromkeys(("date", "project_id", "province_id", "activity_kind_id"), "i4")
    | dict.fromkeys(("population_group", "sex", "age_band", "disability", "directness", "counting_rule"), "i2")
    | dict.fromkeys(("new_people", "contacts", *_WHEN), "i4")
)
_FINEST = ("project_id", *BLOCK, "population_group", "sex", "age_band", "activity_kind_id", *_WHEN)
"""What tells rows apart in any family and release."""
_READ = ", ".join(_FACTS).replace("until_version", "coalesce(until_version, 0) as until_version")


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
    versions = part.every
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
    versions = part.every
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
    declared, people = (int(_from_rows(connection, part).measures[at].sum()) for at in (len(COUNTS), 0))
    there = {
        "declared": declared > 0,
        "person_key": people > declared,
        "max_then_sum": any(project in known.max_projects for project, _ in part.projects),
    }
    return frozenset(rule for rule in COUNTING_RULE if there[rule])


def _stored(connection: Connection, part: Part, breakdown: tuple[str, ...]) -> Sums:
    """Give the people that add up, by project, quarter, place and breakdown."""
    found = _from_rows(connection, part).grouped(("project_id", *BLOCK, *breakdown))
    return Sums(found.keys, found.measures[: len(COUNTS)])


def _from_rows(connection: Connection, part: Part) -> Sums:
    """Give the rows that count as of a part's version."""
    rows = _rows_of(connection, part.projects, part.releases or part.every)
    since, until = rows.keys["since_version"], rows.keys["until_version"]
    return rows.picked((since <= part.version) & ((until == 0) | (until > part.version)))


@remembered(_KEPT_ROWS)
def _rows_of(connection: Connection, projects: tuple[tuple[int, Days], ...], releases: tuple[int, ...]) -> Sums:
    """Give the rows that count in any of some releases, read once and added up as far as any family goes.

    Every family of every release is made of them, so that they are kept while a release is worked out.
    """
    facts = read_columns(connection, _query(connection, releases, dict(projects)), _FACTS)
    facts["sign"] = np.ones(len(facts["date"]), dtype=np.int64)
    facts |= {"place": facts["province_id"], "quarter": _quarters(facts["date"])}
    measures = measures_of(facts)[[MEASURES.index(count) for count in (*COUNTS, "declared_people")]]
    rows = Sums(facts, measures)
    return rows.picked(_inside(facts, dict(projects))).grouped(_FINEST)


def _inside(facts: Mapping[str, Numbers], projects: Mapping[int, Days]) -> Bools:
    """Say which rows lie in the days that count for their project."""
    found = np.zeros(len(facts["date"]), dtype=bool)
    alike: dict[Days, list[int]] = {}
    for project, windows in projects.items():
        alike.setdefault(windows, []).append(project)
    for windows, own in alike.items():
        theirs = np.isin(facts["project_id"], own)
        for window in windows:
            first, last = number_of(window.first), number_of(window.last)
            found |= theirs & (facts["date"] >= first) & (facts["date"] <= last)
    return found


def _query(connection: Connection, releases: tuple[int, ...], projects: Mapping[int, Days]) -> str:
    """Give the query for the rows of some projects: all at once, since each of them may be in every place."""
    places = [directory(connection, version).provinces_of for version in releases]
    provinces = sorted({province for known in places for project in projects for province in known.get(project, ())})
    days = [window for windows in projects.values() for window in windows]
    if not provinces or not days:
        return f"select {_READ} from reach where false"  # noqa: S608  Fixed names.
    first, last = min(day.first for day in days), max(day.last for day in days)
    return f"""select {_READ} from reach where project_id in ({", ".join(map(str, projects))})
        and place_id in (select id from places where province_id in ({", ".join(map(str, provinces))}))
        and date between date '{first.isoformat()}' and date '{last.isoformat()}'
        and since_version <= {releases[-1]:d} and (until_version is null or until_version > {releases[0]:d})"""  # noqa: S608  Numbers and days.


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
