"""The cases of feedback behind a figure, as they stand on the reference day; never who, and never what was said."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection

from dashboard.codes import AGE_BAND, FEEDBACK_CHANNEL, FEEDBACK_TYPE, NEEDS_ANSWER, PRIORITY, SEX, SPOKEN_LANGUAGE
from dashboard.data.explanation.recipes import Condition, Ingredient
from dashboard.data.explanation.rows import (
    LIVE,
    SCOPE,
    Chosen,
    bound,
    days_of,
    place_column,
    placed,
    project_of,
    widened,
    windows_of,
)
from dashboard.data.feedback_answers import AGES
from dashboard.data.feedback_exposure import categories_of
from dashboard.data.feedback_selection import select_cases
from dashboard.data.filters import Filters
from dashboard.data.selection import Selection

COLUMNS = (
    "r.received_on as day, j.code as project, p.code as place, r.type, r.channel, r.status,"
    " r.first_response_on as answered_on, r.closed_on"
)
_LIMITS = (
    " left join response_limits l on l.priority = r.priority and l.since_version <= :version"
    " and (l.until_version is null or l.until_version > :version)"
)
_ANSWERED = "(r.first_response_on is not null and r.first_response_on <= :on)"
_CLOSED = "(r.closed_on is not null and r.closed_on <= :on)"
_LIMIT = "coalesce(r.due_on, r.received_on + l.days)"
_LIMITED = f"r.needs_answer and {_LIMIT} is not null"
_RATED = "(r.rating > 0 and coalesce(r.closed_on, r.first_response_on, r.received_on) <= :on)"
_WAITS = ", ".join(str(FEEDBACK_TYPE.index(one)) for one in FEEDBACK_TYPE if one in NEEDS_ANSWER)
_ARE = {
    "open": f"not {_CLOSED}",
    "waited": f"r.type in ({_WAITS})",
    "waiting": f"not {_ANSWERED} and not {_CLOSED}",
    "answered": _ANSWERED,
    "in_time": f"{_LIMITED} and {_ANSWERED} and r.first_response_on <= {_LIMIT}",
    "judged": f"{_LIMITED} and ({_ANSWERED} or {_LIMIT} < :on)",
    "due": f"{_LIMITED} and {_LIMIT} <= :on",
    "answered_due": f"{_LIMITED} and {_LIMIT} <= :on and {_ANSWERED}",
    "overdue": f"{_LIMITED} and not {_CLOSED} and not {_ANSWERED} and {_LIMIT} < :on",
    "rated": _RATED,
    "satisfied": f"{_RATED} and r.rating >= 4",
}
"""How a case stands on the day `:on`, by the code of the condition `is`."""
_POSITIONS: Mapping[str, tuple[str, ...]] = {
    "type": FEEDBACK_TYPE,
    "channel": FEEDBACK_CHANNEL,
    "language": SPOKEN_LANGUAGE,
    "sex": SEX,
    "age_band": AGE_BAND,
    "priority": PRIORITY,
}
_NOT_SENSITIVE = (
    "not exists (select 1 from feedback c where c.is_sensitive and c.source_id = r.source_id"
    " and c.key_hash = r.key_hash and c.since_version <= :newest)"
)


def cases_behind(connection: Connection, filters: Filters, asked: Ingredient) -> Chosen | None:
    """Choose the cases that an ingredient counts; None where the filters select nothing.

    Cases that were sensitive in any version are among them only for viewers with the named right.
    """
    cases = select_cases(connection, widened(filters, asked.only))
    selection = cases.base
    days = days_of(selection.period, filters, asked.only)
    if days is None or not selection.projects:
        return None
    told: dict[str, Any] = {"version": filters.snapshot.version, "on": cases.day, "newest": cases.newest}
    told |= {**windows_of(selection), **days}
    where = [LIVE, "r.received_on between :first_day and :last_day", "r.received_on between w.first and w.last"]
    where += placed(selection, told)
    where += [] if cases.sensitive else [_NOT_SENSITIVE]
    where += [f"r.type in ({', '.join(map(str, cases.types))})"] if cases.types else []
    where += [_narrowed(connection, selection, one, told) for one in asked.only]
    return Chosen("feedback", " and ".join(filter(None, where)), told, "1", COLUMNS, "r.received_on", _LIMITS)


def first_month(connection: Connection, filters: Filters) -> date | None:
    """Give the first day of the first month with a case that the filters select; a period begins where it says.

    None with a period, and without any case.
    """
    chosen = None if filters.period else cases_behind(connection, filters, Ingredient("cases"))
    if chosen is None:
        return None
    query = f"select min(r.received_on) from feedback r{SCOPE}{_LIMITS} where {chosen.where}"  # noqa: S608 - ours
    first: date | None = connection.scalar(bound(query, chosen.told), chosen.told)
    return first and first.replace(day=1)


def _narrowed(connection: Connection, selection: Selection, condition: Condition, told: dict[str, Any]) -> str:
    """Give the predicate of one condition, and its values; days are no predicate."""
    name, code = condition
    if name == "is":
        return _ARE[code]
    if name == "age":
        return _aged(code)
    if name in _POSITIONS:
        return f"r.{name} = {_POSITIONS[name].index(code)}"
    column = {"place": place_column(selection), "project": "r.project_id", "category": "r.category_id"}.get(name)
    if column is None:
        return ""
    told[f"own_{name}"] = _id_of(connection, selection, name, code)
    return f"{column} = :own_{name}"


def _id_of(connection: Connection, selection: Selection, name: str, code: str) -> int:
    """Give the id of a place, project or category; 0 where there is none."""
    if name == "category":
        known = categories_of(connection, selection.version)
        return next((one.id for one in known.values() if one.code == code), 0)
    return project_of(selection, code) if name == "project" else selection.directory.ids["place"].get(code, 0)


def _aged(bucket: str) -> str:
    """Give the predicate for the days since receipt of a bucket."""
    last = AGES[bucket]
    first = int(bucket.removesuffix("+").partition("-")[0])
    age = "cast(:on as date) - r.received_on"
    return f"{age} >= {first}" + ("" if last is None else f" and {age} <= {last}")
