"""People reached: how many, who, where, when, in what.

Every function answers one question for `filters` over P = [S, E]: S is the start of the period (else the first day with
data), E its end or the reference day, whichever comes first. Charts and headline count **direct** reach; indirect
people stand apart. A frame without rows means that no record fits: missing, not zero. Codes are text; values are
Python's whole numbers, or None for missing.

A page reads once and takes the columns of everything from the same answers:

    answers = page_answers(connection, filters)
    headline = answers.headline()
    columns = answers.reached_by_month()

An export or a check asks one question alone; `reached_by_month(connection, filters)` gives the same columns as a frame.
The plan and the detail are not part of a page's one reading; `plan_of` and `detail_of` give their columns.

A protected viewer gets the same columns from `dashboard.data.privacy`, which speaks of quarters and provinces alone.
"""

from collections.abc import Iterable
from dataclasses import replace
from itertools import accumulate

from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.address import Month
from dashboard.data import questions as q
from dashboard.data.answers import DETAIL_COLUMNS, Answers
from dashboard.data.cells import Question, added, ask
from dashboard.data.counting import growth, peaks
from dashboard.data.cubes import Level
from dashboard.data.filters import Filters
from dashboard.data.frames import Columns, frame
from dashboard.data.headline import Headline
from dashboard.data.plans import planned_of_grants, planned_people
from dashboard.data.privacy.people import PeopleAnswers, people_answers
from dashboard.data.selection import Selection, select_rows

__all__ = [
    "Answers",
    "Headline",
    "PeopleAnswers",
    "answers_of_project",
    "counting_rules",
    "detail_of",
    "headline",
    "page_answers",
    "plan_by_month",
    "plan_of",
    "reached_by_activity_kind",
    "reached_by_group_and_quarter",
    "reached_by_month",
    "reached_by_place",
    "reached_by_province_sex_age",
    "reached_by_sex_and_age",
    "reached_by_subprogramme",
]
_HEADLINE = (q.MONTHS, q.SEX_AGE_TO_DATE, q.SEX_AGE, q.GROUPS_TO_DATE, q.PREVIOUS)


def page_answers(connection: Connection, filters: Filters) -> Answers | PeopleAnswers:
    """Read everything that the cards, charts and headline of a page show, in one go."""
    if filters.viewer.protected:
        return people_answers(connection, filters)
    selection = select_rows(connection, filters)
    charts = (q.QUARTERS, q.place_question(selection), q.PROJECTS, q.PROJECTS_TO_DATE, q.KINDS)
    return _answer(connection, selection, (*_HEADLINE, *charts))


def answers_of_project(connection: Connection, filters: Filters, project: int) -> Answers:
    """Read what the page of one project shows: single numbers, months and counting rules; `project` is its id."""
    selection = select_rows(connection, filters).of_project(project)
    return _answer(connection, selection, (*_HEADLINE, q.PROJECTS_TO_DATE))


def headline(connection: Connection, filters: Filters) -> Headline:
    """Give the single numbers of the page."""
    return _answers(connection, filters, *_HEADLINE).headline()


def reached_by_month(connection: Connection, filters: Filters) -> DataFrame:
    """Give people and contacts month by month up to E, see `Answers.reached_by_month`."""
    return frame(**_answers(connection, filters, q.MONTHS).reached_by_month())


def reached_by_group_and_quarter(connection: Connection, filters: Filters) -> DataFrame:
    """Give people by quarter and population group, see `Answers.reached_by_group_and_quarter`."""
    return frame(**_answers(connection, filters, q.QUARTERS).reached_by_group_and_quarter())


def reached_by_sex_and_age(connection: Connection, filters: Filters) -> DataFrame:
    """Give people by sex and age band, see `Answers.reached_by_sex_and_age`."""
    return frame(**_answers(connection, filters, q.SEX_AGE).reached_by_sex_and_age())


def reached_by_place(connection: Connection, filters: Filters) -> DataFrame:
    """Give people by province or district, see `Answers.reached_by_place`."""
    if filters.viewer.protected:
        return frame(**people_answers(connection, filters).reached_by_place())
    selection = select_rows(connection, filters)
    return frame(**_answer(connection, selection, (q.place_question(selection),)).reached_by_place())


def reached_by_subprogramme(connection: Connection, filters: Filters) -> DataFrame:
    """Give people by sub-programme, see `Answers.reached_by_subprogramme`."""
    return frame(**_answers(connection, filters, q.PROJECTS).reached_by_subprogramme())


def reached_by_activity_kind(connection: Connection, filters: Filters) -> DataFrame:
    """Give people by kind of activity, see `Answers.reached_by_activity_kind`."""
    return frame(**_answers(connection, filters, q.KINDS).reached_by_activity_kind())


def counting_rules(connection: Connection, filters: Filters) -> DataFrame:
    """Give the rules by which people to date were counted, see `Answers.counting_rules`."""
    return frame(**_answers(connection, filters, q.PROJECTS_TO_DATE).counting_rules())


def reached_by_province_sex_age(connection: Connection, filters: Filters) -> DataFrame:
    """Give people by province, sex and age band, see `Answers.reached_by_province_sex_age`."""
    return frame(**detail_of(connection, filters))


def detail_of(connection: Connection, filters: Filters, provinces: Iterable[str] | None = None) -> Columns:
    """Give the columns of `reached_by_province_sex_age`, of all provinces or of some.

    Args:
        connection: a reading transaction.
        filters: what is asked for; without places all provinces.
        provinces: codes of the only provinces to give; None gives all.
    """
    if filters.viewer.protected:
        return people_answers(connection, filters).reached_by_province_sex_age(provinces)
    selection = select_rows(connection, filters)
    places = selection.directory.places
    wanted = None if provinces is None else {selection.directory.ids["place"].get(code) for code in provinces}
    everywhere = ((Level.PROVINCE, p.id) for p in places.values() if p.level == "province")
    asked = everywhere if selection.places[0][0] is Level.COUNTRY else selection.places
    chosen = tuple((level, i) for level, i in asked if wanted is None or (places[i].parent or i) in wanted)
    if not chosen:
        return {name: [] for name in DETAIL_COLUMNS}
    narrowed = replace(selection, places=chosen)
    return _answer(connection, narrowed, (q.detail_question(narrowed),)).reached_by_province_sex_age()


def plan_by_month(connection: Connection, filters: Filters) -> DataFrame:
    """Give the planned running total of unique people: month, planned; without rows where no target fits the filters.

    Months run from the first to the last planned one, also beyond E. See `plans.planned_people` for what fits.
    """
    return frame(**plan_of(connection, filters))


def plan_of(connection: Connection, filters: Filters) -> Columns:
    """Give the columns of `plan_by_month`."""
    if filters.viewer.protected:
        months = planned_of_grants(connection, filters)
    else:
        months = planned_people(connection, select_rows(connection, filters))
    run = [Month.at(index) for index in range(min(months).index, max(months).index + 1)] if months else []
    totals = accumulate(float(months.get(month, 0)) for month in run)
    return {"month": [month.first for month in run], "planned": [round(total) for total in totals]}


def _answers(connection: Connection, filters: Filters, *questions: Question) -> Answers | PeopleAnswers:
    """Answer some questions for filters."""
    if filters.viewer.protected:
        return people_answers(connection, filters)
    return _answer(connection, select_rows(connection, filters), questions)


def _answer(connection: Connection, selection: Selection, questions: Iterable[Question]) -> Answers:
    """Read the sums that add up from the cubes and add the people that do not."""
    whole = selection.first_day is None  # Without a period P is everything up to E, which is asked once.
    asked = dict.fromkeys(q.to_date(each) if whole and not each.grain else each for each in questions)
    rows = ask(connection, selection, asked)
    steps = {row.start: row.new_people for row in rows.get(q.MONTHS, ()) if row.start}
    highest: dict[int, int] = {}
    if selection.directory.max_projects & selection.projects.keys():
        found = peaks(connection, selection, asked)
        rows = {question: added(rows[question], found[question]) for question in asked}
        highest = {row.thing: row.new_people for row in found.get(q.PROJECTS_TO_DATE, ())}
        for month, people in growth(connection, selection).items() if q.MONTHS in asked else ():
            steps[month] = steps.get(month, 0) + people
    return Answers(selection, rows, steps, highest)
