"""A small programme with two grants of one funder and one of another, and its true cells, counted anew."""

import random
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, select

from dashboard.data.filters import Viewer
from dashboard.data.releasing import release
from dashboard.data.schema import registers as r
from dashboard.data.versions import draw_version
from tests.oracle_rows import Reach, Share, World
from tests.reach_world import complete_reference, provenance, store_registers, store_rows, store_terms

FUNDER = Viewer(programmes=frozenset(), grants=frozenset({"G1", "G2"}), protected=True)
QUARTERS = {"Q1": (1, 2, 3), "Q2": (4, 5, 6)}
PROVINCES = ("TR-34", "TR-06", "TR-01")
DISTRICTS = {"TR-34": "TR-34-1103", "TR-06": "TR-06-1130", "TR-01": "TR-01-1104"}
GROUPS = ("host", "temporary_protection", "unknown")
SEXES, AGES = ("female", "male"), ("18-24", "25-49")
FIRST, LAST = date(2021, 1, 1), date(2021, 6, 30)
LEAST_CHANGE = 10
SIZES = (1, 1, 2, 3, 4, 5, 7, 8, 9, 11, 13, 24, 60)

Cell = tuple[str, ...]
"""Release, grant, quarter, province, family, and the members of the breakdown."""


@dataclass(frozen=True)
class Programme:
    """A small programme in a database, and the versions that were released of both grants, in order."""

    world: World
    kinds: tuple[str, ...]
    released: tuple[int, ...]

    def true_cells(self) -> Counter[Cell]:
        """Count the people of every cell of every release, those that nobody is in left out.

        A project that both grants pay for belongs to the part `G1+G2`, and to neither grant's own.
        In the second release a block stands as in the first where it counts fewer than 10 people more.
        """
        found = Counter[Cell]()
        for row in self.world.rows:
            for grant in filter(None, [self.part_of(row.project)]):
                quarter = "Q1" if row.date.month <= QUARTERS["Q1"][-1] else "Q2"
                for version in self.released:
                    if row.since <= version:
                        for family, members in self.members(row).items():
                            found[str(version), grant, quarter, row.place[:5], family, *members] += row.new
        first, second = map(str, self.released)
        blocks = {cell[1:4] for cell in found}
        before, after = ({b: found[version, *b, "total"] for b in blocks} for version in (first, second))
        still = {b for b in blocks if before[b] and after[b] - before[b] < LEAST_CHANGE}
        kept = Counter({cell: n for cell, n in found.items() if n and (cell[0] == first or cell[1:4] not in still)})
        kept.update({(second, *cell[1:]): n for cell, n in found.items() if cell[0] == first and cell[1:4] in still})
        return kept

    def part_of(self, project: str) -> str:
        """Give the part of the funder's grants to which a project belongs; empty where it is somebody else's."""
        return "+".join(
            sorted({share.grant for share in self.world.shares if share.project == project} & FUNDER.grants)
        )

    def parts_of(self, grants: tuple[str, ...]) -> list[str]:
        """Give the parts that belong to some grants, without any to all of the funder's."""
        parts = {self.part_of(project) for project in self.world.programme_of} - {""}
        return sorted(part for part in parts if not grants or set(part.split("+")) & set(grants))

    def members(self, row: Reach) -> dict[str, tuple[str, ...]]:
        """Give to which cell of each family a row belongs."""
        return {
            "total": (),
            "group": (row.group,),
            "sex_age": (row.sex, row.age),
            "kind": (row.kind,),
            "subprogramme": (self.world.subprogramme_of[row.project],),
        }


def random_row(rng: random.Random, project: str, kinds: tuple[str, ...], since: int) -> Reach:
    """Give one row of a project."""
    new = rng.choice(SIZES)
    return Reach(
        date=date(2021, rng.randrange(1, 7), rng.randrange(1, 29)),
        project=project,
        kind=rng.choice(kinds),
        place=DISTRICTS[rng.choice(PROVINCES)],
        group=rng.choice(GROUPS),
        sex=rng.choice(SEXES),
        age=rng.choice(AGES),
        disability="no",
        new=new,
        contacts=new + rng.randrange(4),
        since=since,
    )


def store_programme(
    connection: Connection, seed: int, size: int = 16, foreign: int = 1, *, shared: bool = False
) -> Programme:
    """Write a random programme of two releases; the second adds a few rows, as a correction would.

    Args:
        connection: a transaction of the owner.
        seed: tells programmes apart.
        size: rows of each project in the first release.
        foreign: factor of the people of the project that is another funder's.
        shared: whether both grants pay for one of the projects.
    """
    rng = random.Random(seed)
    first = draw_version(connection, "load")
    complete_reference(connection, provenance(connection, first))
    kinds = tuple(sorted(connection.scalars(select(r.activity_kinds.c.code)))[:2])
    projects = {"A1": "PA", "A2": "PA", "B1": "PA", "F1": "PA"}
    rows = [random_row(rng, project, kinds, first) for project in projects for _ in range(size)]
    rows = [replace(row, new=row.new * foreign) if row.project == "F1" else row for row in rows]
    shares = [Share("G1", "A1", since=1), Share("G1", "A2", since=1), Share("G2", "B1", since=1)]
    shares.append(Share("G9", "F1", since=1))
    shares += [Share("G2", "A1", since=1)] if shared else []
    terms = dict.fromkeys(("G1", "G2", "G9"), (FIRST, LAST))
    subprogrammes = {"A1": "SA1", "A2": "SA2", "B1": "SA1", "F1": "SA2"}
    world = World(rows, projects, subprogrammes, terms, shares)
    store_registers(connection, world, first)
    store_rows(connection, world, first)
    store_terms(connection, world, first, first=first)
    released = [_released(connection)]
    more = draw_version(connection, "load")
    added = [random_row(rng, project, kinds, more) for project in projects for _ in range(4)]
    added.append(replace(rows[0], new=1, contacts=1, since=more))
    world.rows.extend(added)
    store_rows(connection, world, more)
    released.append(_released(connection))
    return Programme(world, kinds, tuple(released))


def _released(connection: Connection) -> int:
    """Release what is known of both grants; give its version."""
    known = release(connection, "G1", actor="test").released_version
    return release(connection, "G2", known, actor="test").released_version
