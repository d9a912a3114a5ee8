"""Rows of people reached that count in a part of somebody's scope: read once for all its releases, and added up.

No cube keeps the quarters of projects in provinces: four more cubes made loading cost 11 times a bare COPY. Rows are
not kept: every family of every release is made of the sums of one reading.
"""

from collections.abc import Mapping

import numpy as np
from sqlalchemy import Connection

from dashboard.codes import COUNTING_RULE
from dashboard.data.directory import directory
from dashboard.data.feedback_cases import number_of
from dashboard.data.per_version import remembered
from dashboard.data.privacy.cells import BLOCK, Bools
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
STORED = FAMILIES | {"subprogramme": ("project_id",)}
"""By what rows are added up for each family: which sub-programme a project is of depends on the version."""
_BY_MAXIMUM = "by_maximum"
"""What is kept beside the families: that there are rows counted by `max_then_sum`, whose people do not add up."""
_KEPT = 64
_WHEN = ("since_version", "until_version")
_FACTS = (
    dict.fromkeys(("date", "project_id", "province_id", "activity_kind_id"), "i4")
    | dict.fromkeys(("population_group", "sex", "age_band", "disability", "directness", "counting_rule"), "i2")
    | dict.fromkeys(("new_people", "contacts", *_WHEN), "i4")
)
_READ = ", ".join(_FACTS).replace("until_version", "coalesce(until_version, 0) as until_version")


@remembered(_KEPT)
def _sums(
    connection: Connection, projects: tuple[tuple[int, Days], ...], releases: tuple[int, ...]
) -> Mapping[str, Sums]:
    """Add up the rows that count in any of some releases, for each family and `_BY_MAXIMUM`.

    Keys are those of the family, and the places among the releases of the first one in which a row is live and of the
    first one in which it is not any more.
    """
    facts = read_columns(connection, _query(connection, releases, dict(projects)), _FACTS)
    facts["sign"] = np.ones(len(facts["date"]), dtype=np.int64)
    facts |= {"place": facts["province_id"], "quarter": _quarters(facts["date"])}
    measures = measures_of(facts)[[MEASURES.index(count) for count in (*COUNTS, "declared_people")]]
    until = np.where(facts["until_version"], facts["until_version"], releases[-1] + 1)
    facts |= {"begins": np.searchsorted(releases, facts["since_version"]), "ends": np.searchsorted(releases, until)}
    rows = Sums(facts, measures).picked(_inside(facts, dict(projects)))
    by_maximum = rows.picked(rows.keys["counting_rule"] == COUNTING_RULE.index("max_then_sum"))
    found = {name: rows.grouped((*BLOCK, *breakdown, "begins", "ends")) for name, breakdown in STORED.items()}
    return found | {_BY_MAXIMUM: by_maximum.grouped(("begins", "ends"))}


def stored(connection: Connection, part: Part, name: str) -> Sums:
    """Give the people that add up by quarter, place and the columns of `STORED`, with `COUNTS` as measures."""
    found = _live(connection, part, name).grouped((*BLOCK, *STORED[name]))
    return Sums(found.keys, found.measures[: len(COUNTS)])


def added_up(connection: Connection, part: Part) -> tuple[int, int]:
    """Give the people that add up, and those of them that are declared."""
    measures = _live(connection, part, "total").measures
    return int(measures[0].sum()), int(measures[len(COUNTS)].sum())


def counts_by_maximum(connection: Connection, part: Part) -> bool:
    """Say whether any row of a part is counted by `max_then_sum`; what lies outside its days says nothing of it."""
    return len(_live(connection, part, _BY_MAXIMUM)) > 0


def _live(connection: Connection, part: Part, name: str) -> Sums:
    """Give the sums of rows that are live as of a part's version."""
    releases = part.releases or part.every
    found, at = _sums(connection, part.projects, releases)[name], releases.index(part.version)
    return found.picked((found.keys["begins"] <= at) & (found.keys["ends"] > at))


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


def _quarters(days: Numbers) -> Numbers:
    """Give the index of the first month of the quarter of each day, which is a number of days since 2000-01-01."""
    year, month = year_and_month(days)
    return np.asarray(year * 12 + month // 3 * 3, dtype=np.int64)
