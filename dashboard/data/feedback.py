"""Feedback of the people served: what they say, and whether they are answered in time.

Every function answers one question for `filters` about the cases received in P = [S, E], as they stand on the reference
day. Sensitive cases, those whose case was ever loaded as one among them, are in no answer to a viewer without the right
to them. A frame without rows means that no case fits. Codes are text; values are whole numbers or shares, None for
missing. A protected viewer gets the same frames from `dashboard.data.privacy`.

A page reads once and makes every frame from the same answers:

    answers = page_answers(connection, filters)
    headline = answers.headline()
    frame = answers.received_by_month()

An export or a check asks one question alone; `received_by_month(connection, filters)` gives the same frame.
"""

from dataclasses import replace

from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.address import Problem
from dashboard.codes import FEEDBACK_TYPE
from dashboard.data import feedback_questions as q
from dashboard.data.feedback_answers import Answers
from dashboard.data.feedback_beside import beside_choices, beside_name, beside_results
from dashboard.data.feedback_corrections import priority_limits
from dashboard.data.feedback_exposure import categories_of, contacts_of
from dashboard.data.feedback_headline import Headline
from dashboard.data.feedback_plan import Question
from dashboard.data.feedback_selection import select_cases, type_problems
from dashboard.data.feedback_sums import ask, open_cases
from dashboard.data.feedback_waits import Wait
from dashboard.data.filters import Filters
from dashboard.data.per_version import remembered
from dashboard.data.privacy.cases import CaseAnswers, case_answers
from dashboard.data.selection import select_rows
from dashboard.data.versions import newest_version

__all__ = [
    "PARAMETERS",
    "Answers",
    "CaseAnswers",
    "Headline",
    "Wait",
    "answers_of_project",
    "beside_choices",
    "beside_name",
    "beside_results",
    "headline",
    "open_by_age",
    "overdue_complaints",
    "own_problems",
    "page_answers",
    "rate_by_month",
    "received_by_channel",
    "received_by_language",
    "received_by_month",
    "received_by_place",
    "received_by_sex_and_age",
    "response_times",
    "topics_by_month",
    "type_choices",
]
PARAMETERS = ("type", "beside")
"""What the page reads from the address beside the shared filters."""
_HEADLINE = (q.MONTHS, q.WAITS)
_MIXES = (q.CHANNELS, q.LANGUAGES, q.SEX_AGE)
_KEPT = 32


def page_answers(connection: Connection, filters: Filters) -> Answers | CaseAnswers:
    """Read everything that the cards, charts and headline of the page show, in one go."""
    return _answers(connection, filters, *_HEADLINE, q.TOPICS, *_MIXES, places=True, contacts=True)


def answers_of_project(connection: Connection, filters: Filters, project_id: int) -> Answers:
    """Read what the page of one project shows: single numbers, months and waiting times of its cases."""
    return _read(connection, filters, *_HEADLINE, contacts=True, project=project_id)


def headline(connection: Connection, filters: Filters) -> Headline:
    """Give the single numbers of the page."""
    return _answers(connection, filters, *_HEADLINE, contacts=True).headline()


def received_by_month(connection: Connection, filters: Filters) -> DataFrame:
    """Give cases by month and type, see `Answers.received_by_month`."""
    return _answers(connection, filters, q.MONTHS).received_by_month()


def rate_by_month(connection: Connection, filters: Filters) -> DataFrame:
    """Give cases per 1,000 contacts by month, see `Answers.rate_by_month`."""
    return _answers(connection, filters, q.MONTHS, contacts=True).rate_by_month()


def response_times(connection: Connection, filters: Filters) -> DataFrame:
    """Give how long answers took by type and priority, see `Answers.response_times`."""
    return _answers(connection, filters, q.WAITS).response_times()


def open_by_age(connection: Connection, filters: Filters) -> DataFrame:
    """Give open cases by days since receipt, see `Answers.open_by_age`."""
    return _answers(connection, filters).open_by_age()


def topics_by_month(connection: Connection, filters: Filters) -> DataFrame:
    """Give cases by month and category with unusual months, see `Answers.topics_by_month`."""
    return _answers(connection, filters, q.MONTHS, q.TOPICS, contacts=True).topics_by_month()


def received_by_channel(connection: Connection, filters: Filters) -> DataFrame:
    """Give cases by channel, see `Answers.received_by_channel`."""
    return _answers(connection, filters, q.CHANNELS).received_by_channel()


def received_by_language(connection: Connection, filters: Filters) -> DataFrame:
    """Give cases by language, see `Answers.received_by_language`."""
    return _answers(connection, filters, q.LANGUAGES).received_by_language()


def received_by_place(connection: Connection, filters: Filters) -> DataFrame:
    """Give cases by province or district, see `Answers.received_by_place`."""
    return _answers(connection, filters, places=True).received_by_place()


def received_by_sex_and_age(connection: Connection, filters: Filters) -> DataFrame:
    """Give cases by sex and age band, see `Answers.received_by_sex_and_age`."""
    return _answers(connection, filters, q.SEX_AGE).received_by_sex_and_age()


def overdue_complaints(connection: Connection, filters: Filters) -> DataFrame:
    """Give the complaints that still wait beyond their limit, see `Answers.overdue_complaints`."""
    return _answers(connection, filters).overdue_complaints()


def type_choices(connection: Connection, filters: Filters) -> tuple[str, ...]:
    """Give the types of cases in the viewer's scope, whatever else is filtered, in the order of their list."""
    return _type_choices(connection, Filters(filters.viewer, filters.snapshot), newest_version(connection))


@remembered(_KEPT)
def _type_choices(connection: Connection, scope: Filters, _newest: int) -> tuple[str, ...]:
    """Give the types that occur under filters, as of the newest version, which says what is sensitive."""
    if scope.viewer.protected:
        return FEEDBACK_TYPE
    found = _answers(connection, scope, q.MONTHS).received_by_month()["type"]
    return tuple(kind for kind in FEEDBACK_TYPE if kind in set(found))


def own_problems(connection: Connection, filters: Filters) -> tuple[Problem, ...]:
    """Name the values of the page's own parameters that could not be used."""
    asked = tuple(dict.fromkeys(filters.own_all("beside")))
    known = set(beside_choices(connection, filters)["code"]) if asked else set()
    return (*type_problems(filters), *(Problem("beside", code) for code in asked if code not in known))


def _answers(
    connection: Connection, filters: Filters, *questions: Question, places: bool = False, contacts: bool = False
) -> Answers | CaseAnswers:
    """Read what some frames need, for a protected viewer from protected figures; see `_read`."""
    if filters.viewer.protected:
        return case_answers(connection, filters)
    return _read(connection, filters, *questions, places=places, contacts=contacts)


def _read(
    connection: Connection,
    filters: Filters,
    *questions: Question,
    places: bool = False,
    contacts: bool = False,
    project: int | None = None,
) -> Answers:
    """Read what some frames need.

    Args:
        connection: a reading transaction.
        filters: what is asked for.
        questions: about cases.
        places: ask about places too, and for the contacts in them.
        contacts: read the contacts of each month.
        project: id of the only project to speak of.
    """
    selection, people = select_cases(connection, filters), select_rows(connection, replace(filters, groups=()))
    if project is not None:
        selection, people = selection.of_project(project), people.of_project(project)
    place = (q.place_question(selection),) if places else ()
    by_month, by_place = contacts_of(connection, people, months=contacts, places=places)
    version = filters.snapshot.version
    return Answers(
        selection=selection,
        sums=ask(connection, selection, (*questions, *place)),
        contacts=by_month,
        place_contacts=by_place,
        limits=priority_limits(connection, version),
        categories=categories_of(connection, version),
        open=open_cases(connection, selection),
    )
