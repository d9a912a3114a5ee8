"""Base cells of people reached: the true ones, and what is published of them; both once a release.

For people counted by `max_then_sum` the rule is applied in each quarter and its result is protected.
"""

from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection

from dashboard.codes import COUNTING_RULE
from dashboard.data.counting import quarterly
from dashboard.data.directory import Directory, directory
from dashboard.data.per_version import remembered
from dashboard.data.privacy import standing
from dashboard.data.privacy.adding import merged
from dashboard.data.privacy.cells import BLOCK, Published
from dashboard.data.privacy.reach_rows import COUNTS, FAMILIES, added_up, counts_by_maximum, stored
from dashboard.data.privacy.scope import Part
from dashboard.data.summing import Sums

_KEPT = 256


@dataclass(frozen=True, slots=True)
class People:
    """People reached as a source of cells, see `standing.Source`."""

    counts: int = len(COUNTS)

    def cells(self, connection: Connection, part: Part, name: str) -> Sums:
        """Give the true cells of one of `FAMILIES`."""
        return true_cells(connection, part, name)

    def adds_up(self, connection: Connection, part: Part, name: str) -> bool:
        """Say whether cells add up to their total: those by kind of activity may count somebody twice."""
        return name != "kind" or not counts_by_maximum(connection, part)


PEOPLE = People()


def published(connection: Connection, part: Part, name: str) -> Published:
    """Give what is published of one of `FAMILIES` for a part of somebody's scope."""
    return standing.published_cells(connection, PEOPLE, part, name)


def standing_cells(connection: Connection, part: Part, name: str) -> Sums:
    """Give true cells as they stand in what is published, see `standing.standing_cells`."""
    return standing.standing_cells(connection, PEOPLE, part, name)


@remembered(_KEPT)
def together(connection: Connection, parts: tuple[Part, ...], name: str) -> Published:
    """Give what is published of one of `FAMILIES` for some parts together, sorted by place."""
    return merged([published(connection, part, name) for part in parts])


@remembered(_KEPT)
def everywhere(connection: Connection, parts: tuple[Part, ...], name: str) -> Published:
    """Give the same with all places added up."""
    return together(connection, parts, name).over_places()


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
