"""Which cases are in the list, and how each stands on the reference day, as parts of a statement."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Date,
    FromClause,
    Integer,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY

from dashboard.codes import FEEDBACK_STATUS
from dashboard.data.cubes import Level, Slice
from dashboard.data.directory import Directory, directory
from dashboard.data.feedback_list_filters import Asked
from dashboard.data.filters import Filters
from dashboard.data.schema import live_at
from dashboard.data.schema.feedback import feedback, feedback_texts, response_limits
from dashboard.data.selection import Holder, chosen_places, scope_of
from dashboard.listing import Sort

RECEIVED, ANSWERED, CLOSED = (FEEDBACK_STATUS.index(code) for code in ("received", "answered", "closed"))
DEADLINES = ("overdue", "waiting", "late", "in_time", "none")
"""How a case stands to its limit: passed, not come yet, answered after it, answered by it, or without one."""
FEW = 5_000
"""Hits of a search that are named one by one."""
Flag = ColumnElement[bool]
f, said = feedback.c, feedback_texts.c


@dataclass(frozen=True, slots=True)
class Standing:
    """What of a case has happened by the reference day, as columns of a statement."""

    closed_on: ColumnElement[date]
    answered_on: ColumnElement[date]
    limit_on: ColumnElement[date]
    status: ColumnElement[int]
    deadline: ColumnElement[str]


def standing(day: date, limits: FromClause) -> Standing:
    """Give how cases stand on a day.

    Args:
        day: the reference day; what is dated after it has not happened.
        limits: days by priority, joined to the cases.
    """
    closed = case((f.closed_on <= day, f.closed_on))
    answered = case((f.first_response_on <= day, f.first_response_on))
    limit = func.coalesce(f.due_on, f.received_on + limits.c.days, type_=Date)
    later = f.status.in_((ANSWERED, CLOSED))
    status = case(
        (closed.is_not(None), CLOSED), (later & answered.is_not(None), ANSWERED), (later, RECEIVED), else_=f.status
    )
    without = or_(~f.needs_answer, limit.is_(None))
    deadline = case(
        (without, "none"),
        (answered <= limit, "in_time"),
        (answered.is_not(None), "late"),
        (limit < day, "overdue"),
        else_="waiting",
    )
    return Standing(closed, answered, limit, status, deadline)


def limits_at(version: int) -> FromClause:
    """Give the limits of response that are live as of a version."""
    limits = response_limits
    return select(limits.c.priority, limits.c.days).where(live_at(limits, version)).subquery("limits")


def is_sensitive() -> Flag:
    """Say whether a case counts as sensitive: it, or any row of the same case in any version."""
    other = feedback.alias("other")
    once = exists(other.c.id).where(
        other.c.is_sensitive, other.c.source_id == f.source_id, other.c.key_hash == f.key_hash
    )
    return or_(f.is_sensitive, once)


def is_past(last: date | None) -> Flag:
    """Say whether the text of a case is past its time: some row of the case was closed by the last day past."""
    if last is None:
        return false()
    other = feedback.alias("later")
    same = (other.c.source_id == f.source_id) & (other.c.key_hash == f.key_hash)
    return or_(
        f.closed_on.is_not(None) & (f.closed_on <= last),
        f.until_version.is_not(None) & exists(other.c.id).where(same, other.c.closed_on <= last),
    )


def chosen_cases(connection: Connection, filters: Filters, asked: Asked, last_past: date | None) -> Flag:
    """Give the condition for the cases in the list.

    Args:
        connection: a reading transaction.
        filters: the shared filters.
        asked: the page's own.
        last_past: the latest closing whose texts are not kept any more; such a text is not found either.
    """
    known = directory(connection, filters.snapshot.version)
    conditions = [
        live_at(feedback, filters.snapshot.version),
        f.received_on <= filters.last_day,
        _in_scope(known, filters),
        _at_places(known, filters),
        _of_codes(filters, asked),
    ]
    if filters.first_day:
        conditions.append(f.received_on >= filters.first_day)
    if not filters.viewer.sensitive:
        conditions.append(~is_sensitive())
    elif asked.sensitive is not None:
        conditions.append(is_sensitive() if asked.sensitive else ~is_sensitive())
    if asked.words:
        conditions += [_holds(connection, asked), ~is_past(last_past)]
    return and_(*conditions)


def _of_codes(filters: Filters, asked: Asked) -> Flag:
    """Give the condition of the filters by code; the status is the one of the reference day."""
    columns = {name: f[name] for name in ("type", "channel", "language", "priority")}
    found = [columns[name].in_(codes) for name, codes in asked.positions.items() if name in columns]
    if "status" in asked.positions:
        limits = limits_at(filters.snapshot.version)
        found.append(standing(filters.snapshot.day, limits).status.in_(asked.positions["status"]))
    if asked.categories:
        found.append(f.category_id.in_(asked.categories))
    return and_(true(), *found)


def _holds(connection: Connection, asked: Asked) -> Flag:
    """Give the condition that the text of a case holds all words, looked up in the index of words.

    Few hits are named one by one, so that nobody walks through all cases to find them; many are met on any walk.
    """
    hits = select(said.load_id, said.row_no).where(said.words.op("@@")(cast(literal(asked.query), TSQUERY)))
    found = connection.execute(hits.limit(FEW + 1)).all()
    if len(found) > FEW:
        many = hits.subquery("found")
        return exists(many.c.load_id).where(many.c.load_id == f.load_id, many.c.row_no == f.row_no)
    lists = (cast([row[at] for row in found], ARRAY(Integer)) for at in (0, 1))
    named = func.unnest(*lists).table_valued("load_id", "row_no").render_derived("found")
    return tuple_(f.load_id, f.row_no).in_(select(named.c.load_id, named.c.row_no))


def _in_scope(known: Directory, filters: Filters) -> Flag:
    """Give the condition of programmes and grants in the viewer's scope."""
    return or_(false(), *map(_of_holder, scope_of(known, filters)[0]))


def _of_holder(holder: Holder) -> Flag:
    """Give the condition of one slice with the days that count for it."""
    if holder.kind is Slice.EVERYTHING:
        return true()
    if holder.kind is Slice.PROGRAMME:
        return f.programme_id == holder.id
    days = (f.received_on.between(window.first, window.last) for window in holder.windows)
    return and_(f.project_id == holder.id, or_(false(), *days))


def _at_places(known: Directory, filters: Filters) -> Flag:
    """Give the condition of the places asked for; the country holds also what has no place."""
    columns = {Level.COUNTRY: None, Level.PROVINCE: f.province_id, Level.DISTRICT: f.place_id}
    parts = [(columns[level], place) for level, place in chosen_places(known, filters.places)]
    return or_(*(true() if column is None else column == place for column, place in parts))


def order_of(sort: Sort, how: Standing) -> list[tuple[ColumnElement[Any], bool]]:
    """Give what cases are ordered by, each with whether it falls; what is missing stands last whichever way.

    Args:
        sort: by `received_on`, `days_open` or `limit_on`.
        how: how the cases stand.
    """
    by: dict[str, list[tuple[ColumnElement[Any], bool]]] = {
        "received_on": [(f.received_on, sort.descending)],
        "days_open": [(cast(how.closed_on.is_(None), Integer), True), (f.received_on, not sort.descending)],
        "limit_on": [(how.limit_on, sort.descending)],
    }
    return [*by[sort.column], (f.id, sort.descending)]


def directed(column: ColumnElement[Any], *, falls: bool) -> ColumnElement[Any]:
    """Give a column as something to order by; one that may be missing has it last, which no index gives falling."""
    ordered = column.desc() if falls else column.asc()
    return ordered if getattr(column, "nullable", True) is False else ordered.nulls_last()
