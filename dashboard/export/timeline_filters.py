"""The own parameters of the timeline in words: which grant, form and indicator a file is about, and what was wrong."""

from sqlalchemy import Connection

from dashboard.address import Problem
from dashboard.components.page_filters import OwnFilters
from dashboard.data.directory import directory
from dashboard.data.filters import Filters
from dashboard.data.grants import GrantTerm, chosen_grant
from dashboard.data.results_framework import FORMS, form_of
from dashboard.data.timeline import earned_schedules
from dashboard.export.citation import listed, scope_in_words
from dashboard.i18n import choose, t

FORM, INDICATOR = "form", "indicator"
EVERY_GRANT = frozenset({"timeline.reports", "timeline.slippage", "timeline.side_by_side"})
"""Charts that speak of all grants in view; all others speak of one."""


def scope(connection: Connection, filters: Filters, chart: str) -> str:
    """Name the grant that a chart speaks of, unless it speaks of all, then place and period."""
    where = scope_in_words(filters, directory(connection, filters.snapshot.version))
    grant = None if chart in EVERY_GRANT else chosen_grant(connection, filters)
    return where if grant is None else listed(of_grant(grant), where)


def of_grant(grant: GrantTerm) -> str:
    """Name the one grant that a chart speaks of."""
    return t("timeline.of_grant", name=choose(grant.names), code=grant.code)


def own_filters(connection: Connection, filters: Filters) -> OwnFilters:
    """Give what of the page's own parameters is in force, and what could not be used."""
    grant = chosen_grant(connection, filters)
    told = [(t("timeline.shown_grant"), f"{choose(grant.names)} ({grant.code})")] if grant else []
    if FORM in dict(filters.own):
        told.append((t("timeline.form"), t(f"timeline.form.{form_of(connection, filters)}")))
    return OwnFilters(told=tuple(told), problems=tuple(_problems(connection, filters)))


def _problems(connection: Connection, filters: Filters) -> list[Problem]:
    """Give the values of the page's own parameters that mean nothing here."""
    wrong = [Problem(FORM, value) for value in filters.own_all(FORM) if value not in FORMS]
    named = filters.own_all(INDICATOR)
    known = set(earned_schedules(connection, filters)["code"]) if named else set()
    return wrong + [Problem(INDICATOR, value) for value in named if value not in known]
