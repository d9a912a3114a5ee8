"""Base cells of people reached: the true ones, and what is published of them; both once a release.

For people counted by `max_then_sum` the rule is applied in each quarter and its result is protected.
"""

from collections.abc import Mapping

import numpy as np
from sqlalchemy import Connection

from dashboard.codes import COUNTING_RULE
from dashboard.data.counting import quarterly
from dashboard.data.directory import Directory, directory
from dashboard.data.per_version import remembered
from dashboard.data.privacy.adding import merged
from dashboard.data.privacy.cells import (
    BLOCK,
    LEAST,
    Published,
    block_of,
    published_family,
    published_totals,
)
from dashboard.data.privacy.growth import State, Told, narrowed, states
from dashboard.data.privacy.reach_rows import COUNTS, FAMILIES, added_up, counts_by_maximum, stored
from dashboard.data.privacy.scope import Days, Part
from dashboard.data.summing import Sums
from dashboard.data.wholesale import Numbers

_KEPT = 256
_MOST_STATES = 2
"""Releases in which a family of a block can be told beside each other."""


@remembered(_KEPT)
def published(connection: Connection, part: Part, name: str) -> Published:
    """Give what is published of one of `FAMILIES` for a part of somebody's scope."""
    totals = standing_cells(connection, part, "total")
    if name == "total":
        return published_totals(totals)
    adds_up = name != "kind" or not counts_by_maximum(connection, part)
    true = standing_cells(connection, part, name)
    told = Told(true, published_family(true, totals, adds_up=adds_up), totals)
    if not part.earlier:
        return told.published
    return told.published.without(_kept_back(connection, part, name, told, adds_up=adds_up))


@remembered(_KEPT)
def together(connection: Connection, parts: tuple[Part, ...], name: str) -> Published:
    """Give what is published of one of `FAMILIES` for some parts together, sorted by place."""
    return merged([published(connection, part, name) for part in parts])


@remembered(_KEPT)
def everywhere(connection: Connection, parts: tuple[Part, ...], name: str) -> Published:
    """Give the same with all places added up."""
    return together(connection, parts, name).over_places()


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


def _states(connection: Connection, part: Part, count: int) -> Mapping[int, tuple[State, ...]]:
    """Give the releases up to a part's own to which each block moved by one of `COUNTS`, see `states`."""
    at, found = len(part.earlier), _all_states(connection, part.projects, part.releases or part.every, count)
    known = ((block, tuple(state for state in own if state.at <= at)) for block, own in found.items())
    return {block: own for block, own in known if own}


@remembered(_KEPT)
def _all_states(
    connection: Connection, projects: tuple[tuple[int, Days], ...], releases: tuple[int, ...], count: int
) -> Mapping[int, tuple[State, ...]]:
    """Give all releases to which each block moved by one of `COUNTS`."""
    last = Part(releases[-1], projects, releases[:-1])
    totals = [true_cells(connection, last.as_of(version), "total") for version in releases]
    return states(
        [dict(zip(block_of(cells).tolist(), cells.measures[count].tolist(), strict=True)) for cells in totals]
    )


@remembered(_KEPT)
def true_cells(connection: Connection, part: Part, name: str) -> Sums:
    """Give the true cells of one of `FAMILIES` by quarter, place and breakdown, with `COUNTS` as measures."""
    rows = stored(connection, part, name)
    found = rows.joined(_of_crowd(connection, part, within_kind=name == "kind", like=rows))
    if name == "subprogramme":
        known = directory(connection, part.version)
        own = {project: subprogramme_of(known, project) for project, _ in part.projects}
        found.keys["subprogramme"] = np.array([own[i] for i in found.keys["project_id"].tolist()], dtype=np.int64)
    return found.grouped((*BLOCK, *FAMILIES[name]))


def subprogramme_of(known: Directory, project: int) -> int:
    """Give the id of a project's sub-programme, else minus that of its programme."""
    own = known.subprogramme_of.get(project)
    return own if own in known.subprogrammes and own else -(known.projects[project].parent or 0)


@remembered(_KEPT)
def counting_rules(connection: Connection, part: Part) -> frozenset[str]:
    """Give the rules by which anybody was counted in a part of somebody's scope, whatever is filtered."""
    people, declared = added_up(connection, part)
    there = {
        "declared": declared > 0,
        "person_key": people > declared,
        "max_then_sum": counts_by_maximum(connection, part),
    }
    return frozenset(rule for rule in COUNTING_RULE if there[rule])


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
