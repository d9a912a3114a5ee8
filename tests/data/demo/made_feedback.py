"""The made cases of feedback as plain text, with what tests work out of them anew."""

from collections import Counter
from datetime import date, timedelta
from functools import cache

from dashboard.data.demo.feedback import feedback_rows
from dashboard.data.demo.reach import reach_rows
from tests.data.demo.written_rows import LAST

Row = dict[str, str]
DAYS_OF = {"urgent": 3, "high": 7, "normal": 14, "low": 30}
"""The limits that the README states."""
WAITING_TYPES = ("request", "suggestion", "complaint", "information")
LAST_DAY = date.fromisoformat(LAST)


@cache
def cases() -> tuple[Row, ...]:
    """Give the cases as they stand after every correction."""
    return tuple({str(k): str(v) for k, v in row.items()} for row in feedback_rows(reach_rows()).to_dict("records"))


@cache
def contacts() -> Counter[str]:
    """Give the direct contacts of each month."""
    found: Counter[str] = Counter()
    for row in reach_rows().to_dict("records"):
        if row["directness"] == "direct":
            found[row["date"][:7]] += int(row["contacts"])
    return found


def is_sensitive(case: Row) -> bool:
    """Say whether a case is left out of the figures of most viewers."""
    return case["sensitivity"] != "no" or case["category"] in ("misconduct", "sea")


def limit_of(case: Row) -> date:
    """Give the day by which a case is to be answered."""
    if case["due_on"]:
        return date.fromisoformat(case["due_on"])
    return date.fromisoformat(case["received_on"]) + timedelta(days=DAYS_OF[case["priority"]])


def in_time(some: list[Row]) -> float:
    """Give the share of cases answered by their limit, of those that were answered or whose limit has passed."""
    judged = good = 0
    for case in some:
        if case["first_response_on"]:
            judged, good = judged + 1, good + (date.fromisoformat(case["first_response_on"]) <= limit_of(case))
        elif limit_of(case) < LAST_DAY:
            judged += 1
    return good / judged


def wait_of(case: Row) -> int:
    """Give the days to the first response of an answered case."""
    return (date.fromisoformat(case["first_response_on"]) - date.fromisoformat(case["received_on"])).days
