"""What the charts of the page of one partner show: each chart's question, its table and its drawing."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection

from dashboard.components.page_filters import OwnFilters
from dashboard.data import feedback, lookups
from dashboard.data import partner as data
from dashboard.data.filters import Filters
from dashboard.export.citation import listed, period_in_words
from dashboard.export.partnerships import PARTNER, PARTNERSHIPS
from dashboard.export.shown import Exports, Questions, Shown
from dashboard.figures.feedback import over_time
from dashboard.figures.partner import capacity, events, progress, work
from dashboard.i18n import choose, t
from dashboard.paths import OWN_CODE

Part = TypeVar("Part")


class PartnerGoneError(Exception):
    """A partner was asked for that is not there; whoever asks has looked for it before."""


def part(ask: Callable[[data.Found], Part]) -> Callable[[Connection, Filters], Part]:
    """Give the question for one part of the partner whose code stands among the page's own parameters."""

    def question(connection: Connection, filters: Filters) -> Part:
        found = data.find(connection, filters, code_of(filters))
        if found is None:
            raise PartnerGoneError
        return ask(found)

    return question


def code_of(filters: Filters) -> str:
    """Give the code of the partner, empty where none is named."""
    return "".join(filters.own_all(OWN_CODE)[-1:])


def feedback_of(connection: Connection, filters: Filters) -> feedback.Answers | feedback.CaseAnswers | None:
    """Give the feedback of the partner's place of today; None where it has none in Türkiye."""
    found = data.find(connection, filters, code_of(filters))
    if found is None:
        raise PartnerGoneError
    place = data.place_code(found)
    if place is None or place not in lookups.reach_place_codes(connection, filters.snapshot, filters.viewer):
        return None
    return feedback.page_answers(connection, replace(filters, places=(place,), own=()))


QUESTIONS: Questions = {
    "steps": part(data.steps),
    "programmes": part(data.programmes),
    "notes": part(data.notes),
    "protocols": part(data.protocols),
    "assessments": part(data.assessments),
    "commitments": part(data.commitments),
    "joint_activities": part(data.joint_activities),
    "exchanges": part(data.exchanges),
    "events": part(data.events),
    "projects": part(data.projects),
    "feedback": feedback_of,
}
"""Every question that a chart of the page asks, by its name."""


NOTE = frozenset({"note"})
"""The column of what somebody noted, which protected viewers do not get."""
_listed = partial(Shown, source=PARTNERSHIPS, empty="none_recorded")
"""Gives a card that is a list of what is recorded."""

SHOWN = {
    "partner.steps": _listed(
        ("steps", "programmes", "notes"), progress.steps_table, find=progress.steps_finding, untold=NOTE
    ),
    "partner.protocols": _listed(
        ("protocols", "programmes"), progress.protocols_table, find=progress.protocols_finding
    ),
    "partner.capacity": _listed(
        ("assessments", "programmes"),
        capacity.capacity_table,
        draw=capacity.capacity,
        find=capacity.capacity_finding,
        untold=frozenset({"assessed_by", "evidence"}),
    ),
    "partner.commitments": _listed(
        ("commitments", "programmes"), work.commitments_table, find=work.commitments_finding
    ),
    "partner.joint_activities": _listed(
        ("joint_activities",), work.joint_activities_table, find=work.joint_activities_finding
    ),
    "partner.exchange_list": _listed(("exchanges",), work.exchanges_table, find=work.exchanges_finding),
    "partner.contacts": _listed(
        ("events", "programmes"),
        events.events_table,
        find=events.events_finding,
        remark=events.events_rest,
        untold=NOTE,
    ),
    "partner.projects": _listed(("projects",), work.projects_table),
    "partner.feedback": Shown(
        ("feedback",),
        over_time.by_month_of,
        over_time.by_month,
        over_time.by_month_finding,
        source="source.feedback",
        empty="none_recorded",
        withheld="people_withheld",
    ),
}
"""Every chart and table of the page, in the order of the catalogue."""


def own(connection: Connection, filters: Filters) -> OwnFilters:
    """Say in a file which partner it is about; the page itself says so in its heading."""
    names = data.partner_names(connection, filters.snapshot, filters.viewer, code_of(filters))
    return OwnFilters(told=((t("partner.title"), f"{choose(names)} ({code_of(filters)})"),) if names else ())


def scope(connection: Connection, filters: Filters, chart: str) -> str:
    """Name the partner by its code, for feedback the place where it is today, and the period."""
    found = data.find(connection, filters, code_of(filters)) if chart == "partner.feedback" else None
    place = found and data.details(found).place
    return listed(choose(place) if place else code_of(filters), period_in_words(filters))


EXPORTS = Exports(QUESTIONS, SHOWN, data.partner_names, own, path=PARTNER, scope=scope)
