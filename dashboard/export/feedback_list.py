"""What the list of cases shows and lets people take away; its questions read what people said."""

from functools import partial

from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.codes import FEEDBACK_CHANNEL, FEEDBACK_STATUS, FEEDBACK_TYPE, PRIORITY, SPOKEN_LANGUAGE
from dashboard.components.page_filters import OwnFilter, OwnFilters
from dashboard.data import feedback_list as data
from dashboard.data.feedback_list_filters import MARKS, SEARCH, offered_categories
from dashboard.data.filters import Filters
from dashboard.data.retention import Retention
from dashboard.export.shown import Exports, Questions, Shown
from dashboard.figures.feedback_list import cases
from dashboard.i18n import choose, t
from dashboard.listing import Sort, sort_name
from dashboard.pages.feedback_list import PATH

TABLE = "cases"
SORTED = frozenset({"received_on", "days_open", "limit_on"})
"""The columns by which the list can be sorted."""
SOURCE = "source.feedback"

SHOWN = {
    "feedback_list.cases": Shown(
        (TABLE, "marked"), cases.cases_table, find=cases.cases_finding, source=SOURCE, empty="no_records"
    ),
}


def order_of(filters: Filters) -> Sort:
    """Give the order that the address asks for, else the newest first."""
    return Sort.parse("".join(filters.own_all(sort_name(TABLE))[-1:]), SORTED) or data.NEWEST_FIRST


def listed(connection: Connection, filters: Filters, retention: Retention) -> DataFrame:
    """Give all cases in view in the order that the address asks for."""
    return data.cases(connection, filters, retention, order_of(filters))


def marked(_: Connection, filters: Filters) -> bool:
    """Say whether the viewer is told which cases are sensitive."""
    return filters.viewer.sensitive


def exports(retention: Retention) -> Exports:
    """Give what the page lets people take away, texts within their time among it."""
    questions: Questions = {TABLE: partial(listed, retention=retention), "marked": marked}
    return Exports(questions, SHOWN, own=own_filters, hears=True, path=PATH)


def own_filters(connection: Connection, filters: Filters) -> OwnFilters:
    """Give the filters of the list for this viewer, and what could not be used."""
    topics = {code: choose(one.names) for code, one in offered_categories(connection, filters).items()}
    own = [
        OwnFilter("type", {code: t(f"feedback_type.{code}") for code in FEEDBACK_TYPE}),
        OwnFilter("category", topics),
        OwnFilter("channel", {code: t(f"feedback_channel.{code}") for code in FEEDBACK_CHANNEL}),
        OwnFilter("language", {code: t(f"spoken_language.{code}") for code in SPOKEN_LANGUAGE}),
        OwnFilter("priority", {code: t(f"priority.{code}") for code in PRIORITY}),
        OwnFilter("status", {code: t(f"feedback_status.{code}") for code in FEEDBACK_STATUS}, words="feedback_status"),
    ]
    if filters.viewer.sensitive:
        own.append(OwnFilter("sensitive", {code: t(f"sensitivity.{code}") for code in MARKS}))
    own.append(OwnFilter(SEARCH, words="feedback_text"))
    return OwnFilters(filters=tuple(own), problems=data.own_problems(connection, filters))
