"""Cases of feedback as columns of numbers, and what a case counts for every question on a given day.

This is the one definition of how a case stands. On `FOREVER`, the day that never ends, it gives the stored state that
the cubes keep; on the reference day it gives what has happened by then. Days are numbers of days since 2000-01-01, and
a day that is not known lies beyond every day.
"""

from datetime import date

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from dashboard.codes import PRIORITY
from dashboard.data.schema.feedback import STILL_WAITING
from dashboard.data.summing import Sums, year_and_month
from dashboard.data.wholesale import Numbers, read_columns

NEVER = 2**31 - 1
"""How PostgreSQL sends the day `infinity`; stands for a day that is not known."""
FOREVER = 2**30
"""Later than every day that is known."""
COLUMNS = (
    dict.fromkeys(("received_on", "programme_id", "project_id", "place_id", "province_id"), "i4")
    | dict.fromkeys(("type", "channel", "language", "sex", "age_band", "priority"), "i2")
    | dict.fromkeys(("category_id", "due_on", "answered_on", "closed_on", "needs_answer", "rating"), "i4")
)
SELECTED = """received_on, programme_id, project_id, coalesce(place_id, 0) as place_id,
    coalesce(province_id, 0) as province_id, type, channel, language, sex, age_band, priority, category_id,
    coalesce(due_on, 'infinity') as due_on, coalesce(first_response_on, 'infinity') as answered_on,
    coalesce(closed_on, 'infinity') as closed_on, cast(needs_answer as integer) as needs_answer,
    cast(coalesce(rating, 0) as integer) as rating"""
"""How `COLUMNS` are read from the table of feedback; a place that is not known is 0."""
MEASURES = (
    *("records", "rated", "satisfied", "waiting", "in_time", "late", "passed", "due", "answered_due", "without_limit"),
)
"""What answers sum.

Cases; rated ones; those rated 4 or 5; those neither answered nor closed; and of the cases that need an answer: answered
by their limit, answered after it, limit passed without an answer, limit come, limit come and answered, no limit.
"""
FEW = 3
"""Measures that every answer has, the first of `MEASURES`; only those by waiting time have them all."""
KEYS = (
    *("received_on", "programme_id", "project_id", "place_id", "province_id", "type", "category_id", "channel"),
    *("language", "sex", "age_band", "priority"),
)
"""What cases are chosen and broken down by, beside `waited`."""
SATISFIED = 4
_DAY_ZERO = date(2000, 1, 1).toordinal()
Bools = npt.NDArray[np.bool_]
Cases = dict[str, Numbers]
"""One array for each of `COLUMNS`."""


def number_of(day: date) -> int:
    """Give a day as the number of days since 2000-01-01."""
    return day.toordinal() - _DAY_ZERO


def waited_on(cases: Cases, day: int) -> Numbers:
    """Give how long each case had waited on a day, coded as in the cells; open cases wait until the day."""
    received = cases["received_on"].astype(np.int64)
    answered, closed = cases["answered_on"] <= day, cases["closed_on"] <= day
    end = np.where(answered, cases["answered_on"], np.where(closed, cases["closed_on"], day))
    waited = 2 * (end - received) + ~answered
    return np.where(answered | closed, waited, STILL_WAITING) if day == FOREVER else waited


def limits_of(cases: Cases, days: Numbers) -> Numbers:
    """Give the last day on which an answer to each case is in time: its own limit, else that of its priority.

    Args:
        cases: the cases.
        days: for each priority the days to answer in, `NEVER` where there is no limit.
    """
    own = days[cases["priority"]]
    by_priority = np.where(own < NEVER, cases["received_on"] + own, NEVER)
    return np.where(cases["due_on"] < NEVER, cases["due_on"], by_priority)


def counted_on(cases: Cases, day: int, days: Numbers) -> dict[str, Bools]:
    """Give what each case counts for every measure on a day, and `needing`, `answered`, `open` and `overdue` beside.

    Args:
        cases: the cases; one received after the day counts for nothing.
        day: the reference day, or `FOREVER`.
        days: see `limits_of`.
    """
    exists = cases["received_on"] <= day
    answered, closed = exists & (cases["answered_on"] <= day), exists & (cases["closed_on"] <= day)
    limit, needing = limits_of(cases, days), exists & (cases["needs_answer"] > 0)
    limited = needing & (limit < NEVER)
    in_time = limited & answered & (cases["answered_on"] <= limit)
    first_known = np.where(cases["answered_on"] < NEVER, cases["answered_on"], cases["received_on"])
    rated_on = np.where(cases["closed_on"] < NEVER, cases["closed_on"], first_known)
    rated = exists & (cases["rating"] > 0) & (rated_on <= day)
    return {
        "records": exists,
        "rated": rated,
        "satisfied": rated & (cases["rating"] >= SATISFIED),
        "waiting": exists & ~answered & ~closed,
        "in_time": in_time,
        "late": limited & answered & ~in_time,
        "passed": limited & ~answered & (limit < day),
        "due": limited & (limit <= day),
        "answered_due": limited & answered & (limit <= day),
        "without_limit": needing & ~limited,
        "needing": needing,
        "answered": needing & answered,
        "open": exists & ~closed,
        "overdue": exists & ~closed & limited & ~answered & (limit < day),
    }


def sums_on(cases: Cases, day: int, days: Numbers) -> Sums:
    """Give the cases with what each of them counts on a day, to be summed; `waited` is one of the keys."""
    counted = counted_on(cases, day, days)
    keys = {name: cases[name] for name in KEYS} | {"waited": waited_on(cases, day)}
    return Sums(keys, np.stack([counted[name] for name in MEASURES]).astype(np.int64))


NO_LIMITS: Numbers = np.full(len(PRIORITY), NEVER, dtype=np.int64)
_OF_CELLS = ("records", "needing", "answered", "due", "answered_due", "in_time", "rated", "satisfied")
"""What the measures of cells are where only a case's own limit counts."""


def changes(connection: Connection, version: int) -> Sums:
    """Give what a data version changed: new cases counted once, those that it ended as minus one, no sensitive ones."""
    facts = read_columns(
        connection,
        f"select 1 as sign, {SELECTED} from feedback where since_version = {version:d} and not is_sensitive "  # noqa: S608  Numbers and fixed names.
        f"union all select -1, {SELECTED} from feedback where until_version = {version:d} and not is_sensitive",
        {"sign": "i4", **COLUMNS},
    )
    sign = facts.pop("sign").astype(np.int64)
    facts["year"], facts["month"] = year_and_month(facts["received_on"])
    facts["waited"] = waited_on(facts, FOREVER)
    counted = counted_on(facts, FOREVER, NO_LIMITS)
    return Sums(facts, np.stack([counted[name] for name in _OF_CELLS]) * sign)


def answered_by(cells: Sums, days: Numbers) -> Sums:
    """Give what cells broken down by priority and waiting time count for every measure, on the day that never ends.

    Args:
        cells: sums whose keys `one` and `two` are priority and waiting time.
        days: see `limits_of`.
    """
    records, needing, answered, own, answered_own, in_time_own, rated, satisfied = cells.measures
    limit = days[cells.keys["one"]]
    limited, early = limit < NEVER, cells.keys["two"] // 2 <= limit
    by_priority, answered_so = (needing - own) * limited, (answered - answered_own) * limited
    in_time = in_time_own + answered_so * early
    due, answered_due = own + by_priority, answered_own + answered_so
    waiting = records * (cells.keys["two"] == STILL_WAITING)
    without = needing - due
    late, passed = answered_due - in_time, due - answered_due
    measures = (records, rated, satisfied, waiting, in_time, late, passed, due, answered_due, without)
    return Sums(cells.keys, np.stack(measures))
