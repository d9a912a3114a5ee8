"""Base cells of feedback: the true ones, as cases stand on the day of the release, and what is published of them.

Cases are judged on the day on which the version seen was committed, so that they stand still between two releases. The
cases of a funder's grants are few; their rows are read once a release through their index by project. Sensitive cases
are in no cell.
"""

from dataclasses import dataclass

import numpy as np
from sqlalchemy import Connection

from dashboard.data.feedback_cases import COLUMNS, SELECTED, counted_on, number_of
from dashboard.data.feedback_corrections import priority_limits
from dashboard.data.per_version import remembered
from dashboard.data.privacy import standing
from dashboard.data.privacy.cells import BLOCK, LEAST, Published, block_of, published_family
from dashboard.data.privacy.scope import Part
from dashboard.data.summing import Sums, year_and_month
from dashboard.data.versions import committed_on
from dashboard.data.wholesale import read_columns

FAMILIES = {
    "total": (),
    "type": ("type",),
    "category": ("category_id",),
    "channel": ("channel",),
    "language": ("language",),
    "sex_age": ("sex", "age_band"),
    "outcome": ("outcome",),
    "rating": ("rating",),
    "state": ("state",),
}
"""Each family's breakdown of the cases received."""
CHANGING = frozenset({"outcome", "rating", "state"})
"""Families of which a case changes its cell with the days; in all others it stays where it was received."""
OUTCOMES = ("other", "in_time", "late", "passed")
"""How a case that needs an answer stands to its limit; `other` is everything else."""
RATINGS = ("unrated", "satisfied", "not_satisfied")
STATES = ("closed", "open")
_KEPT = 128


@dataclass(frozen=True, slots=True)
class Cases:
    """Feedback as a source of cells, see `standing.Source`; `newest` is the version that says what is sensitive."""

    newest: int
    counts: int = 1

    def cells(self, connection: Connection, part: Part, name: str) -> Sums:
        """Give the true cells of one of `FAMILIES`."""
        return true_cases(connection, part, self.newest).grouped((*BLOCK, *FAMILIES[name]))

    def adds_up(self, _connection: Connection, _part: Part, _name: str) -> bool:
        """Say that cells add up to their total: a case is in one cell of each family."""
        return True


def published_cases(connection: Connection, part: Part, name: str, newest: int) -> Published:
    """Give what is published of one of `FAMILIES` for a part of somebody's scope.

    Args:
        connection: a reading transaction.
        part: the part.
        name: of the family.
        newest: the newest data version, which says what is sensitive.
    """
    if name in CHANGING and part.earlier:
        return _published_changing(connection, part, name, Cases(newest))
    return standing.published_cells(connection, Cases(newest), part, name)


@remembered(_KEPT)
def _published_changing(connection: Connection, part: Part, name: str, source: Cases) -> Published:
    """Give what is published of a family whose cases change their cells from day to day, as of the release itself.

    In a block in which cells are others than in an earlier release it is told only if none of them is or was small,
    and if the cases are as many as the total that stands.
    """
    cells = [source.cells(connection, part.as_of(version), name) for version in part.every]
    now, totals = cells[-1], standing.standing_cells(connection, source, part, "total")
    known = [_by_block(one) for one in cells]
    stands = {block: sum(own.values()) for block, own in _by_block(totals).items()}
    withheld = [
        block
        for block in set[int]().union(*known)
        if _has_changed(told := [own[block] for own in known if block in own], known[-1].get(block))
        and (
            any(number < LEAST for own in told for number in own.values())
            or sum(known[-1].get(block, {}).values()) != stands.get(block, 0)
        )
    ]
    return published_family(now, totals).without(np.array(withheld, dtype=np.int64))


def _by_block(cells: Sums) -> dict[int, dict[tuple[int, ...], int]]:
    """Give the cells of each block by their members."""
    found: dict[int, dict[tuple[int, ...], int]] = {}
    members = [column.tolist() for name, column in cells.keys.items() if name not in BLOCK]
    for at, (block, number) in enumerate(zip(block_of(cells).tolist(), cells.measures[0].tolist(), strict=True)):
        found.setdefault(block, {})[tuple(column[at] for column in members)] = number
    return found


def _has_changed(told: list[dict[tuple[int, ...], int]], now: dict[tuple[int, ...], int] | None) -> bool:
    """Say whether the cells of a block are others than they once were."""
    return any(own != now for own in told)


@remembered(_KEPT)
def true_cases(connection: Connection, part: Part, newest: int) -> Sums:
    """Give the cases of a part with everything that they are broken down by; a case counts once."""
    rows = read_columns(connection, _query(part, newest), COLUMNS)
    day = committed_on(connection, part.version)
    counted = counted_on(rows, number_of(day) if day else 0, priority_limits(connection, part.version))
    inside = np.zeros(len(rows["received_on"]), dtype=bool)
    for project, windows in part.projects:
        for window in windows:
            days = (rows["received_on"] >= number_of(window.first)) & (rows["received_on"] <= number_of(window.last))
            inside |= (rows["project_id"] == project) & days
    year, month = year_and_month(rows["received_on"])
    answered = [counted[name] for name in OUTCOMES[1:]]
    keys = {
        **{name: rows[name] for name in ("type", "category_id", "channel", "language", "sex", "age_band")},
        "quarter": np.asarray(year * 12 + month // 3 * 3, dtype=np.int64),
        "place": rows["province_id"],
        "outcome": np.select(answered, [1, 2, 3], 0),
        "rating": np.where(counted["rated"], np.where(counted["satisfied"], 1, 2), 0),
        "state": counted["open"].astype(np.int64),
    }
    return Sums(keys, np.ones((1, len(inside)), dtype=np.int64)).picked(inside & counted["records"])


def _query(part: Part, newest: int) -> str:
    """Give the query for the rows live as of a version whose case was never sensitive."""
    projects = ", ".join(str(project) for project, _ in part.projects)
    version = part.version
    return f"""select {SELECTED} from feedback f where project_id in ({projects}) and not is_sensitive
        and since_version <= {version:d} and (until_version is null or until_version > {version:d})
        and not exists (select from feedback s where s.is_sensitive and s.source_id = f.source_id
            and s.key_hash = f.key_hash and s.since_version <= {newest:d})"""  # noqa: S608  Numbers and the code's own columns.
