"""The rows that a funder's pages are made of, picked from all stored rows by plain loops: for the oracles to count."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, insert, select

from dashboard.data.filters import Viewer
from dashboard.data.schema import registers as r
from dashboard.data.schema.timeline import releases
from dashboard.data.versions import draw_version
from dashboard.shown_sum import ShownSum
from tests.pool_facts import Facts, Row

FUNDER = Viewer(programmes=frozenset(), grants=frozenset({"G1", "G2"}), protected=True)
OF_GRANTS = ("funding", "spending", "project_grants")
THROUGH = {
    "seats": (("group", "groups"),),
    "terms": (("seat", "seats"), ("group", "groups")),
    "attendance": (("meeting", "meetings"),),
    "activity_goals": (("activity", "activities"),),
}
"""How the rows of some tables lead to a project."""
HELD = (("project_grants", "project"), ("partnerships", "code"))
"""Where it stands what a grant holds."""
PEOPLE = (
    *(("joint", "participants"), ("joint_partners", "staff_trained")),
    *(("exchanges", "participants"), ("outputs", "participants")),
)
WORKED_ON = {
    "joint": lambda row: row["held_on"] or row["planned_on"],
    "exchanges": lambda row: row["held_on"],
    "outputs": lambda row: row["delivered_on"],
    "meetings": lambda row: row["held_on"],
}
"""The day of work in a project: a funder is shown that within the own grants' shares."""
UNTOLD = ("scores", "criteria", "anchors", "reach", "indicators")
NAMELESS = {"code": "*", "name_tr": "zzz", "name_en": None, "name_ar": None, "kind": None, "place": None}
"""Stands in for organisations that the funder does not know; its name sorts last."""


def store_releases(connection: Connection, made: Iterable[tuple[int, int]]) -> None:
    """Release both versions of each world for the first grant, and the earlier one alone for the second."""
    for before, after in made:
        for grant, version in (("G1", before), ("G2", before), ("G1", after)):
            store_release(connection, grant, version)


def store_release(connection: Connection, grant: str, version: int) -> None:
    """Release a version of a grant."""
    number = connection.scalar(select(r.grants.c.id).where(r.grants.c.code == grant))
    row = {"grant_id": number, "released_version": version, "since_version": draw_version(connection, "edit")}
    connection.execute(insert(releases).values(row))


@dataclass(frozen=True)
class Own:
    """Which rows are a funder's: as of which version each project, partnership and grant is seen."""

    released: Mapping[str, int]
    version: int
    projects: dict[str, int]
    partnerships: dict[str, int]
    through: dict[str, dict[str, str]]
    shares: list[tuple[str, date, date]]

    def seen(self, name: str, row: Row) -> int | None:
        """Give the version as of which a row is seen if it is live then, None where it is not the funder's."""
        if name in OF_GRANTS:
            return self.released.get(row["grant"])
        if name in THROUGH:
            return self.projects.get(self.through[name][row[THROUGH[name][0][0]]])
        if name in ("partnerships", "projects"):
            return (self.partnerships if name == "partnerships" else self.projects).get(row["code"])
        if "partnership" in row:
            return self.partnerships.get(row["partnership"])
        if name in WORKED_ON and not self._pays(row["project"], WORKED_ON[name](row)):
            return None
        return self.projects.get(row["project"]) if "project" in row else self.version

    def _pays(self, project: str, day: date) -> bool:
        """Say whether a day of a project lies in a share of an own grant in it."""
        return any(one == project and first <= day <= last for one, first, last in self.shares)


def own_rows(facts: Facts, released: Mapping[str, int], version: int) -> dict[str, list[Row]]:
    """Give the rows of a funder whose grants are seen as of these versions."""
    lives = {one: facts.live(one) for one in {version, *released.values()}}
    held = {name: _newest(lives, released, name, key) for name, key in HELD}
    through = {name: _projects_of(facts, name) for name in THROUGH}
    own = Own(released, version, held["project_grants"], held["partnerships"], through, _shares(lives, released))
    found = {
        name: [row for seen, live in lives.items() for row in live[name] if own.seen(name, row) == seen]
        for name in facts.tables
        if name not in UNTOLD
    }
    return found | {name: [] for name in UNTOLD} | _told(found)


def _shares(lives: Mapping[int, dict[str, list[Row]]], released: Mapping[str, int]) -> list[tuple[str, date, date]]:
    """Give project, first and last day of each share of the grants, each grant as of its own version."""
    found = []
    for grant, seen in released.items():
        terms = [row for row in lives[seen]["grants"] if row["code"] == grant]
        for share in (row for row in lives[seen]["project_grants"] if row["grant"] == grant):
            starts = [row["starts_on"] for row in (*terms, share) if row["starts_on"]]
            ends = [row["ends_on"] for row in (*terms, share) if row["ends_on"]]
            found.append((share["project"], max(starts, default=date.min), min(ends, default=date.max)))
    return found


def _told(own: Mapping[str, list[Row]]) -> dict[str, list[Row]]:
    """Give the tables of which the funder is told less than stands in them."""
    served = {row["goal"] for name in ("project_goals", "activity_goals") for row in own.get(name, ())}
    known = {row["organisation"] for row in own.get("partnerships", ())}
    told = {name: [row | {column: shown(row[column])} for row in own.get(name, ())] for name, column in PEOPLE}
    told["exchanges"] = [
        row | {side: row[side] if row[side] in known else "*" for side in ("teacher", "learner")}
        for row in told["exchanges"]
    ]
    return told | {
        "projects": [row | {"owner": None, "budget": None} for row in own.get("projects", ())],
        "goals": [goal for goal in own["goals"] if goal["code"] in served],
        "organisations": [*own.get("organisations", ()), NAMELESS],
    }


def shown(people: int | None) -> int | None:
    """Give a number of people as a funder sees it."""
    if not people:
        return people
    return ShownSum(0) if people < 10 else 5 * round(people / 5)


def _newest(
    lives: Mapping[int, dict[str, list[Row]]], released: Mapping[str, int], name: str, key: str
) -> dict[str, int]:
    """Give what the grants hold with the newest version in which one of them does."""
    found: dict[str, int] = {}
    for grant, seen in released.items():
        for row in lives[seen].get(name, ()):
            if row["grant"] == grant:
                found[row[key]] = max(seen, found.get(row[key], seen))
    return found


def _projects_of(facts: Facts, name: str) -> dict[str, str]:
    """Give the project of whatever the first step of a way leads to."""
    (_, table), *further = THROUGH[name]
    if table not in facts.tables:
        return {}
    if not further:
        return {row["code"]: row["project"] for row in facts.tables[table]}
    onward = {row["code"]: row["project"] for row in facts.tables[further[0][1]]}
    return {row["code"]: onward[row[further[0][0]]] for row in facts.tables[table]}
