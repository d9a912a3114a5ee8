"""Cells of tables about feedback are what their explanation says, counted a third time from the cases."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from dashboard.address import parse_address
from dashboard.data.engine import reading
from dashboard.data.explanation.explaining import explain, rows_of
from dashboard.data.explanation.recipes import KEY_FIGURES, Condition, Ingredient
from dashboard.data.explanation.tables import CASE_TABLES
from dashboard.data.filters import Viewer, resolve_filters
from tests import feedback_oracle as facts
from tests import oracle
from tests.conftest import Server
from tests.explained_cells import Sampled, sampled
from tests.feedback_app import FeedbackApp, open_feedback
from tests.feedback_facts import WAITING, Case, Question

SEEDS = range(4)
CHARTS = sorted(chart for chart in CASE_TABLES if chart.startswith("feedback."))
EXTRA = ("type", "code")


@pytest.fixture(scope="module")
def app(postgres: Server, migrated: str) -> Iterator[FeedbackApp]:
    """Give an app over a world of feedback."""
    copy = postgres.create("explained_cases", migrated)
    yield open_feedback(copy)
    postgres.drop(copy)


def viewer(*, sensitive: bool) -> Viewer:
    """Give somebody inside who sees every programme."""
    return Viewer(programmes=None, protected=False, sensitive=sensitive)


def is_(app: FeedbackApp, question: Question, case: Case, code: str) -> bool:
    """Say whether a case stands on the day as a condition says."""
    day, limit = question.asked.day, app.told.limit(case, question.asked.version)
    answered, closed = case.answered_on(day), case.closed_on(day)
    rated = facts.rated(case, day)
    limited = case.needs and limit is not None
    return bool(
        {
            "open": not closed,
            "waited": case.type in WAITING,
            "waiting": not answered and not closed,
            "answered": answered,
            "in_time": limited and answered and case.answered <= limit,  # type: ignore[operator]
            "judged": limited and (answered or limit < day),  # type: ignore[operator]
            "due": limited and limit <= day,  # type: ignore[operator]
            "answered_due": limited and limit <= day and answered,  # type: ignore[operator]
            "overdue": not closed and facts.passed(app.told, question, case),
            "rated": rated,
            "satisfied": rated and (case.rating or 0) >= 4,
        }[code]
    )


SAYS: dict[str, Callable[[Case], object]] = {
    "type": lambda case: case.type,
    "category": lambda case: case.category,
    "channel": lambda case: case.channel,
    "language": lambda case: case.language,
    "sex": lambda case: case.sex,
    "age_band": lambda case: case.age,
    "priority": lambda case: case.priority,
    "project": lambda case: case.project,
    "month": lambda case: oracle.month(case.received).isoformat(),
}


def fits(app: FeedbackApp, question: Question, case: Case, condition: Condition) -> bool:
    """Say whether a case meets a condition."""
    name, code = condition
    if name == "is":
        return is_(app, question, case, code)
    if name == "age":
        days = (question.asked.day - case.received).days
        return next(bucket for last, bucket in facts.BUCKETS if days <= last) == code
    if name == "place":
        return _place(question, case.place) == code
    return name == "any" or SAYS[name](case) == code


def _place(question: Question, place: str | None) -> str | None:
    """Give the place into which a page divides: the province, or the place itself inside a chosen one."""
    provinces = [one for one in question.asked.places if len(one) == len("TR-34")]
    districts = [one for one in question.asked.places if one not in provinces and one[:5] not in provinces]
    return place if not place or districts or len(provinces) == 1 else place[:5]


def counted(app: FeedbackApp, question: Question, ingredient: Ingredient) -> int:
    """Count an ingredient from the cases, or contacts from the rows of people reached."""
    if ingredient.sort == "cases":
        cases = facts.in_period(app.told, question)
        return sum(all(fits(app, question, case, one) for one in ingredient.only) for case in cases)
    told, asked = dict(ingredient.only), question.asked
    return oracle.contacts(
        row
        for row in oracle.in_period(app.told.world, replace(asked, groups=()))
        if ("month" not in told or oracle.month(row.date).isoformat() == told["month"])
        and ("since" not in told or oracle.month(row.date) in facts.months_of(app.told, question))
        and ("place" not in told or _place(question, row.place) == told["place"])
    )


COUNTED_BY_HAND = frozenset({"feedback.beside_results"})
"""Tables of one thing, whose rows `test_feedback_beside` counts; here the cell and its explanation must agree."""


def holds(app: FeedbackApp, question: Question, one: Sampled) -> None:
    """Demand that a cell, its loads and the plain count agree."""
    for portion in one.explanation.portions:
        if portion.asked.sort != "records" and one.chart not in COUNTED_BY_HAND:
            assert portion.value == counted(app, question, portion.asked), one.where
        assert portion.value == sum(part.value for part in portion.parts)
    shown, figure = one.cell.shown.value, one.explanation.figure
    if one.recipe.how in {"median", "p90", "rule"}:
        assert figure is None
    elif shown is None:
        assert not figure, one.where
    elif isinstance(shown, int):
        assert figure == shown, one.where
    else:
        assert figure is not None
        assert float(figure) == pytest.approx(float(str(shown))), one.where


@pytest.mark.parametrize("sensitive", [False, True])
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("chart", CHARTS)
def test_a_cell_is_what_its_loads_and_its_cases_say(
    app: FeedbackApp, chart: str, seed: int, *, sensitive: bool
) -> None:
    search, question = app.question(seed)
    question, who = replace(question, sensitive=sensitive), viewer(sensitive=sensitive)
    with reading(app.database.engines.reader, who) as connection:
        filters = resolve_filters(connection, parse_address(search, EXTRA), who)
        for one in sampled(connection, filters, app.database.settings, chart, random.Random(seed)):
            holds(app, question, one)


def test_every_table_was_sampled_without_filters(app: FeedbackApp) -> None:
    question, who = app.everything, viewer(sensitive=False)
    with reading(app.database.engines.reader, who) as connection:
        filters = resolve_filters(connection, parse_address(f"on={question.asked.day}", EXTRA), who)
        for chart in CHARTS:
            found = list(sampled(connection, filters, app.database.settings, chart, random.Random(3)))
            assert found, chart
            for one in found:
                holds(app, question, one)


def test_a_cell_of_a_project_is_of_its_own_cases(app: FeedbackApp) -> None:
    question, who = app.everything, viewer(sensitive=False)
    with reading(app.database.engines.reader, who) as connection:
        address = parse_address(f"code=B1&on={question.asked.day}", EXTRA)
        filters = resolve_filters(connection, address, who)
        found = list(sampled(connection, filters, app.database.settings, "project.feedback", random.Random(3), 12))
    assert found
    for one in found:
        assert ("project", "B1") in one.recipe.of[0].only
        holds(app, question, one)


@pytest.mark.parametrize("kpi", sorted(name for name in KEY_FIGURES if name.startswith("feedback.")))
@pytest.mark.parametrize("seed", SEEDS)
def test_a_key_figure_is_what_its_loads_say(app: FeedbackApp, kpi: str, seed: int) -> None:
    search, question = app.question(seed)
    cards = str(app.show(search)["feedback-kpis"])
    value = cards.partition(f"'data-kpi': '{kpi}', 'data-value': '")[2].partition("'")[0]
    who = viewer(sensitive=False)
    with reading(app.database.engines.reader, who) as connection:
        filters = resolve_filters(connection, parse_address(search, EXTRA), who)
        found = explain(connection, filters, KEY_FIGURES[kpi])
        listed = rows_of(connection, filters, found.recipe.of[0], 0)
    for portion in found.portions:
        assert portion.value == counted(app, question, portion.asked)
    assert len(listed) == min(found.portions[0].records, 50)
    if found.recipe.how in {"median", "p90"}:
        assert found.figure is None
    elif value in {"missing", "not_applicable"}:
        assert not found.figure
    else:
        assert found.figure is not None
        assert float(value) == pytest.approx(float(found.figure))
