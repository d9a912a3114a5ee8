"""The families of cubes: people reached and feedback. All that tells them apart is said here, as data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, Table

from dashboard.codes import COUNTING_RULE, DIRECTNESS, DISABILITY
from dashboard.data import feedback_cases, reach_changes
from dashboard.data.cubes import FEEDBACK_CUBES, REACH_CUBES, Cube, Shelf
from dashboard.data.schema import feedback, people
from dashboard.data.summing import Sums


@dataclass(frozen=True, slots=True)
class Family:
    """Cubes that sum the rows of one table into the cells of another."""

    facts: Table
    cells: Table
    breakdowns: tuple[str, ...]
    measures: tuple[str, ...]
    cubes: tuple[Cube, ...]
    changes: Callable[[Connection, int], Sums]
    """Gives what a data version changed, as rows to be summed."""
    day: str
    """Column of the facts by whose month they are summed."""
    columns: Mapping[str, str]
    """SQL over a row `r` of the facts for each of `place_id`, `province_id` and the breakdowns that are no column."""
    expected: Mapping[str, str]
    """SQL over a row `r` for each measure: the second computation, with which `verify` compares the cells."""
    counted: str = "true"
    """SQL condition on a row `r`: only such rows are in the cells."""

    @property
    def shelves(self) -> tuple[Shelf, ...]:
        """Give the shelves of all cubes of the family."""
        return tuple(shelf for cube in self.cubes for shelf in cube.shelves)


_DIRECT = f"r.directness = {DIRECTNESS.index('direct')}"
_ADDS_UP = f"{_DIRECT} and r.counting_rule <> {COUNTING_RULE.index('max_then_sum')}"
REACH = Family(
    facts=people.reach,
    cells=people.reach_cells,
    breakdowns=people.BREAKDOWNS,
    measures=people.MEASURES,
    cubes=REACH_CUBES,
    changes=reach_changes.changes,
    day="date",
    columns={"place_id": "r.place_id", "province_id": "r.province_id"},
    expected={
        "new_people": f"case when {_ADDS_UP} then r.new_people else 0 end",
        "declared_people": f"case when {_DIRECT} and r.counting_rule = {COUNTING_RULE.index('declared')}"
        " then r.new_people else 0 end",
        "contacts": f"case when {_DIRECT} then r.contacts else 0 end",
        "indirect_people": f"case when {_DIRECT} then 0 else r.new_people end",
        "disabled_people": f"case when {_ADDS_UP} and r.disability = {DISABILITY.index('yes')}"
        " then r.new_people else 0 end",
        "records": "1",
    },
)

_ANSWERED = "r.needs_answer and r.first_response_on is not null"
FEEDBACK = Family(
    facts=feedback.feedback,
    cells=feedback.feedback_cells,
    breakdowns=feedback.FEEDBACK_BREAKDOWNS,
    measures=feedback.FEEDBACK_MEASURES,
    cubes=FEEDBACK_CUBES,
    changes=feedback_cases.changes,
    day="received_on",
    columns={
        "place_id": "coalesce(r.place_id, 0)",
        "province_id": "coalesce(r.province_id, 0)",
        "waited": "coalesce(2 * (r.first_response_on - r.received_on), 2 * (r.closed_on - r.received_on) + 1,"
        f" {feedback.STILL_WAITING})",
    },
    expected={
        "records": "1",
        "needing": "r.needs_answer::integer",
        "answered": f"({_ANSWERED})::integer",
        "own_limit": "(r.needs_answer and r.due_on is not null)::integer",
        "answered_own": f"({_ANSWERED} and r.due_on is not null)::integer",
        "in_time_own": f"coalesce({_ANSWERED} and r.first_response_on <= r.due_on, false)::integer",
        "rated": "(r.rating is not null)::integer",
        "satisfied": "coalesce(r.rating >= 4, false)::integer",
    },
    counted="not r.is_sensitive",
)
FAMILIES = (REACH, FEEDBACK)
