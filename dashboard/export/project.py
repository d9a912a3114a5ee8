"""What the charts of the page of one project show: each chart's question, its table and its drawing."""

from collections.abc import Callable
from typing import TypeVar

from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.components.page_filters import OwnFilters
from dashboard.data import feedback
from dashboard.data import project as data
from dashboard.data.directory import directory
from dashboard.data.filters import Filters
from dashboard.data.pool_history import ENDS
from dashboard.export.citation import scope_in_words
from dashboard.export.projects import PROJECT
from dashboard.export.shown import Exports, Questions, Shown
from dashboard.figures.beneficiaries import over_time
from dashboard.figures.feedback import over_time as feedback_over_time
from dashboard.figures.overview import indicators
from dashboard.figures.project import history, links, plan
from dashboard.i18n import choose, t
from dashboard.paths import OWN_CODE

POOL = "source.pool"
Part = TypeVar("Part")


class ProjectGoneError(Exception):
    """A project was asked for that is not there; whoever asks has looked for it before."""


def part(ask: Callable[[data.Found], Part]) -> Callable[[Connection, Filters], Part]:
    """Give the question for one part of the project whose code stands among the page's own parameters."""

    def question(connection: Connection, filters: Filters) -> Part:
        found = data.find(connection, filters, code_of(filters))
        if found is None:
            raise ProjectGoneError
        return ask(found)

    return question


def code_of(filters: Filters) -> str:
    """Give the code of the project, empty where none is named."""
    return "".join(filters.own_all(OWN_CODE)[-1:])


def months(found: data.Found) -> DataFrame:
    """Give the people reached by month; a project that has ended is not waited for after its last record."""
    frame, stays = data.reached(found).months, data.stays(found)
    counted = frame.index[frame["records"].astype(bool)]
    ended = bool(stays) and stays[-1].stage in ENDS
    return frame.loc[: counted[-1]] if ended and len(counted) else frame


def feedback_of(found: data.Found) -> feedback.Answers:
    """Give the feedback about the project."""
    return feedback.answers_of_project(found.connection, found.own, found.id)


QUESTIONS: Questions = {
    "stays": part(data.stays),
    "scores": part(data.scores),
    "activities": part(data.activities),
    "milestones": part(data.milestones),
    "indicators": part(data.indicators),
    "months": part(months),
    "feedback": part(feedback_of),
    "goals": part(data.goals),
    "grants": part(data.grants),
    "funding": part(data.funding),
    "partners": part(data.partners),
    "documents": part(data.documents),
}
"""Every question that a chart of the page asks, by its name."""


def _listed(question: str, tabulate: Callable[..., object], **words: object) -> Shown:
    """Give a card that is a list of what is recorded."""
    return Shown((question,), tabulate, source=POOL, empty="none_recorded", **words)  # type: ignore[arg-type]


SHOWN = {
    "project.stages": _listed(
        "stays", history.stages_table, find=history.stages_finding, untold=frozenset({"decided_by", "reason"})
    ),
    "project.scores": _listed("scores", history.scores_table, find=history.scores_finding, withheld="scores_withheld"),
    "project.milestones": _listed(
        "milestones", plan.milestones_table, find=plan.milestones_finding, untold=frozenset({"due_reason"})
    ),
    "project.activities": _listed("activities", plan.activities_table),
    "project.indicators": Shown(
        ("indicators",),
        indicators.standings_table,
        indicators.indicators,
        indicators.indicators_finding,
        indicators.indicators_rest,
        source="source.results",
        empty="none_recorded",
    ),
    "project.people": Shown(
        ("months",),
        over_time.new_by_month_table,
        over_time.new_by_month,
        over_time.new_by_month_finding,
        withheld="people_withheld",
    ),
    "project.feedback": Shown(
        ("feedback",),
        feedback_over_time.by_month_of,
        feedback_over_time.by_month,
        feedback_over_time.by_month_finding,
        source="source.feedback",
        empty="none_recorded",
        withheld="people_withheld",
    ),
    "project.funding": _listed("funding", links.funding_table),
    "project.grants": _listed("grants", links.grants_table),
    "project.goals": _listed("goals", links.goals_table),
    "project.partners": _listed("partners", links.partners_table),
    "project.documents": _listed("documents", links.documents_table),
}
"""Every chart and table of the page, in the order of the catalogue."""


def own(connection: Connection, filters: Filters) -> OwnFilters:
    """Say in a file which project it is about; the page itself says so in its heading."""
    names = data.project_names(connection, filters.snapshot, filters.viewer, code_of(filters))
    return OwnFilters(told=((t("pool.project"), f"{choose(names)} ({code_of(filters)})"),) if names else ())


UNDER_FILTERS = frozenset({"project.people", "project.indicators", "project.feedback"})
"""Charts that filters of place and period change; all others are about the whole project."""


def scope(connection: Connection, filters: Filters, chart: str) -> str:
    """Name place and period where they change a chart, else the project by its code."""
    if chart not in UNDER_FILTERS:
        return code_of(filters)
    return scope_in_words(filters, directory(connection, filters.snapshot.version))


EXPORTS = Exports(QUESTIONS, SHOWN, data.project_names, own, path=PROJECT, scope=scope)
