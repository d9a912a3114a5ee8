"""The list of single cases, for the role that answers them: the only question of a page that reads what people said.

It asks through the listener's pool. Texts past their time are not there, whether or not they were removed already.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pandas import DataFrame
from sqlalchemy import ColumnElement, Connection, Row, case, func, literal, select

from dashboard.address import Problem
from dashboard.data.directory import Entry, directory
from dashboard.data.feedback_exposure import categories_of
from dashboard.data.feedback_list_filters import LISTED, asked_for
from dashboard.data.feedback_list_rows import (
    Standing,
    chosen_cases,
    directed,
    is_past,
    is_sensitive,
    limits_at,
    order_of,
    standing,
)
from dashboard.data.filters import Filters
from dashboard.data.frames import frame
from dashboard.data.retention import Retention, last_day_past
from dashboard.data.schema.feedback import feedback, feedback_texts
from dashboard.data.versions import today
from dashboard.i18n import LOCALES
from dashboard.listing import Sort

MOST_COUNTED = 10_000
"""Cases that are counted and can be leafed through; a list of more is told to be longer, and its file holds all."""
NEWEST_FIRST = Sort("received_on", descending=True)
f, said = feedback.c, feedback_texts.c


def own_problems(connection: Connection, filters: Filters) -> tuple[Problem, ...]:
    """Name the page's own parameters that could not be used."""
    return asked_for(connection, filters).problems


def count(connection: Connection, filters: Filters, retention: Retention) -> int:
    """Count the cases in the list, up to one more than `MOST_COUNTED`: what a count costs does not grow with them."""
    condition = chosen_cases(connection, filters, asked_for(connection, filters), _last_past(retention))
    some = select(literal(1)).where(condition).limit(MOST_COUNTED + 1).subquery()
    return int(connection.scalar(select(func.count()).select_from(some)) or 0)


def cases(
    connection: Connection,
    filters: Filters,
    retention: Retention,
    sort: Sort = NEWEST_FIRST,
    rows: slice = slice(None),
) -> DataFrame:
    """Give cases in an order, as they stand on the reference day.

    Columns: feedback_key, received_on, type, channel, language, priority, status, category (names), place and, of a
    district, province (names or None), project_code, project (names), days_open, limit_on, deadline, answered_on,
    text, sensitive.

    Args:
        connection: a reading transaction of the listener.
        filters: shared filters and the page's own parameters.
        retention: months for which texts are kept, by KIND.
        sort: the column in whose order they stand.
        rows: which of the ordered cases; only their texts are read.
    """
    limits, last = limits_at(filters.snapshot.version), _last_past(retention)
    how = standing(filters.snapshot.day, limits)
    order = order_of(sort, how)
    page = (
        select(*_columns(how, last), *(column.label(f"key{at}") for at, (column, _) in enumerate(order)))
        .select_from(feedback.outerjoin(limits, limits.c.priority == f.priority))
        .where(chosen_cases(connection, filters, asked_for(connection, filters), last))
        .order_by(*(directed(column, falls=falls) for column, falls in order))
        .slice(rows.start or 0, rows.stop)
        .subquery("page")
    )
    told = case((~page.c.past, said.text)).label("text")
    joined = page.outerjoin(feedback_texts, (said.load_id == page.c.load_id) & (said.row_no == page.c.row_no))
    again = (directed(page.c[f"key{at}"], falls=falls) for at, (_, falls) in enumerate(order))
    found = list(connection.execute(select(page, told).select_from(joined).order_by(*again)))
    return _as_frame(connection, filters, found)


def _last_past(retention: Retention) -> date | None:
    """Give the latest closing whose texts are not kept any more."""
    return last_day_past(retention, "feedback", today())


def _columns(how: Standing, last: date | None) -> list[ColumnElement[Any]]:
    """Give what is read of each case before its text."""
    taken = ("load_id", "row_no", "feedback_key", "received_on", "type", "category_id", "place_id", "project_id")
    return [
        *(f[name] for name in (*taken, "channel", "language", "priority")),
        how.status.label("status"),
        how.closed_on.label("closed_on"),
        how.answered_on.label("answered_on"),
        how.limit_on.label("limit_on"),
        how.deadline.label("deadline"),
        is_sensitive().label("sensitive"),
        is_past(last).label("past"),
    ]


def _as_frame(connection: Connection, filters: Filters, found: list[Row[Any]]) -> DataFrame:
    """Give cases with codes and names in place of positions and ids."""
    known, topics = directory(connection, filters.snapshot.version), categories_of(connection, filters.snapshot.version)
    projects = [known.projects[row.project_id] for row in found]
    places = [known.places.get(row.place_id) for row in found]
    provinces = [
        known.places.get(place.parent or 0) if place and place.level == "district" else None for place in places
    ]
    day = filters.snapshot.day
    return frame(
        feedback_key=[row.feedback_key for row in found],
        received_on=[row.received_on for row in found],
        **{name: [codes[row._mapping[name]] for row in found] for name, codes in LISTED.items()},  # noqa: SLF001 - public.
        **_names("category", [topics[row.category_id] for row in found]),
        **_names("place", places),
        **_names("province", provinces),
        project_code=[project.code for project in projects],
        **_names("project", projects),
        days_open=[None if row.closed_on else (day - row.received_on).days for row in found],
        limit_on=[row.limit_on for row in found],
        deadline=[row.deadline for row in found],
        answered_on=[row.answered_on for row in found],
        text=[row.text for row in found],
        sensitive=[row.sensitive for row in found],
    )


def _names(what: str, entries: Sequence[Entry | None]) -> dict[str, list[str | None]]:
    """Give the columns `<what>_tr`, `<what>_en` and `<what>_ar`."""
    return {f"{what}_{code}": [None if one is None else one.names[code] for one in entries] for code in LOCALES}
