"""The product's figures about feedback beside the oracle's, under random filters."""

import random
from dataclasses import replace
from datetime import date

import pytest
from pandas import DataFrame
from sqlalchemy import Connection

from dashboard.data import feedback
from dashboard.data.feedback import Answers
from dashboard.data.filters import Filters
from tests import compared
from tests import feedback_oracle as oracle
from tests.feedback_facts import TYPES, Question, Told
from tests.feedback_world import CATEGORIES

DAYS = (date(2026, 11, 22), date(2022, 9, 20), date(2021, 5, 17), date(2020, 2, 29), date(2019, 1, 1))


def question_and_filters(rng: random.Random, told: Told, first: int) -> tuple[Question, Filters]:
    """Give one random question, for the oracle and for the product."""
    versions = tuple(range(first, told.newest + 1))
    asked, filters = compared.asked_and_filters(rng, versions)
    day = rng.choice((*DAYS, DAYS[0]))
    asked = replace(asked, day=day)
    types = tuple(rng.sample(TYPES, rng.choice((0, 0, 1, 2))))
    sensitive = rng.random() < 0.4
    filters = replace(
        filters,
        viewer=replace(filters.viewer, sensitive=sensitive),
        snapshot=replace(filters.snapshot, day=day),
        own=tuple(("type", kind) for kind in types),
    )
    return Question(asked, types, sensitive), filters


def differences(told: Told, connection: Connection, question: Question, filters: Filters) -> dict[str, object]:
    """Give every figure of a page that is not the oracle's: expected and found by its name."""
    found = found_in(feedback.page_answers(connection, filters))
    expected: dict[str, object] = {
        "headline": oracle.headline(told, question),
        "by_month": oracle.by_month(told, question),
        "rates": oracle.rates(told, question),
        "response_times": oracle.response_times(told, question),
        "ageing": oracle.ageing(told, question),
        "topics": oracle.topics(told, question, CATEGORIES),
        "channels": oracle.mix(told, question, "channel"),
        "languages": oracle.mix(told, question, "language"),
        "sex_age": oracle.sex_and_age(told, question),
        "places": oracle.by_place(told, question),
        "overdue": oracle.overdue(told, question),
    }
    return {name: (expected[name], found[name]) for name in expected if not same(expected[name], found[name])}


def same(expected: object, found: object) -> bool:
    """Compare; numbers that are not whole agree to twelve digits."""
    if isinstance(expected, float) and isinstance(found, float):
        return found == pytest.approx(expected, rel=1e-12)
    if isinstance(expected, (list, tuple)) and isinstance(found, (list, tuple)):
        return len(expected) == len(found) and all(map(same, expected, found))
    return expected == found


def rows_of(frame: DataFrame, *leave_out: str) -> list[tuple[object, ...]]:
    """Give the rows of a frame without its names."""
    columns = [name for name in frame if not str(name).startswith("name_") and name not in leave_out]
    return list(frame[columns].itertuples(index=False, name=None))


def found_in(answers: Answers) -> dict[str, object]:
    """Give the product's figures in the oracle's form."""
    head = answers.headline()
    wait = head.wait
    numbers = {name: getattr(head, name) for name in head.__slots__}
    waits = (wait.cases, wait.waiting, wait.answered, wait.median_days, wait.p90_days, wait.longest_days)
    return {
        "headline": numbers | {"wait": waits},
        "by_month": rows_of(answers.received_by_month()),
        "rates": rows_of(answers.rate_by_month()),
        "response_times": rows_of(answers.response_times()),
        "ageing": rows_of(answers.open_by_age()),
        "topics": rows_of(answers.topics_by_month(), "low", "high"),
        "channels": dict(rows_of(answers.received_by_channel())),  # type: ignore[arg-type]
        "languages": dict(rows_of(answers.received_by_language())),  # type: ignore[arg-type]
        "sex_age": {row[:2]: row[2] for row in rows_of(answers.received_by_sex_and_age())},
        "places": {row[0]: row[2:4] for row in rows_of(answers.received_by_place())},
        "overdue": rows_of(answers.overdue_complaints()),
    }
