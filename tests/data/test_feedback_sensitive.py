"""Nothing that a viewer without the right can ask tells that a sensitive case exists: no total, choice, month or place.

Every answer of every question is taken before sensitive cases are loaded, and again afterwards, as of the version
before and as of the newest one. The cases stand out in everything: a project, a province, months, a language and a
channel of which no other case speaks.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd
import pytest
from sqlalchemy import Connection

from dashboard.data import feedback, rollups
from dashboard.data.directory import directory
from dashboard.data.engine import reading
from dashboard.data.feedback import Answers
from dashboard.data.filters import EVERYTHING, Filters
from dashboard.data.loading import load_rows
from dashboard.data.versions import Snapshot
from tests.conftest import Database, Server
from tests.feedback_compared import question_and_filters
from tests.feedback_facts import Case, Told
from tests.feedback_world import Loader, steps

PROJECT, PLACE, LONG_AGO, LATELY = "X1", "TR-80", date(2016, 5, 3), date(2024, 2, 7)
CANARY = Case(
    "canary", LONG_AGO, PROJECT, PLACE, "complaint", "sea", "meeting", "so", "other", "0-4", "yes", "urgent", rating=5
)
CANARIES = [
    CANARY,
    replace(CANARY, key="late", received=LATELY, category="access", sensitivity="unclear"),
    replace(
        CANARY, key="answered", answered=LATELY, closed=LATELY, category="misconduct", sensitivity="no", place=None
    ),
    replace(CANARY, key="later-sensitive", category="access", sensitivity="no"),
    replace(CANARY, key="no-longer-sensitive", project="A1", received=date(2021, 3, 3)),
]
FRAMES = (
    *("received_by_month", "rate_by_month", "response_times", "open_by_age", "topics_by_month", "received_by_channel"),
    *("received_by_language", "received_by_place", "received_by_sex_and_age", "overdue_complaints"),
)


@dataclass(frozen=True)
class Stage:
    """A state of the database, with the version before any canary and the newest one."""

    before: int
    newest: int
    told: Told


@pytest.fixture(scope="module")
def database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give one database for the tests of this module."""
    copy = postgres.create("test_feedback_sensitive", migrated)
    yield copy
    postgres.drop(copy)


def everything(connection: Connection, filters: Filters) -> dict[str, object]:
    """Give all that can be asked under some filters."""
    answers = feedback.page_answers(connection, filters)
    found: dict[str, object] = {name: rows(answers, name) for name in FRAMES}
    found["headline"] = answers.headline()
    found["types"] = feedback.type_choices(connection, filters)
    asked = replace(filters, own=(*filters.own, ("beside", PROJECT), ("beside", "A1")))
    found["problems"] = feedback.own_problems(connection, asked)
    for name, own in (("by default", filters), ("as asked", asked)):
        found[f"beside {name}"] = feedback.beside_results(connection, own).to_dict("list")
        found[f"name beside {name}"] = feedback.beside_name(connection, own)
    found["beside choices"] = feedback.beside_choices(connection, filters).to_dict("list")
    for project in directory(connection, filters.snapshot.version).projects.values():
        own_answers = feedback.answers_of_project(connection, filters, project.id)
        found[f"project {project.code}"] = (own_answers.headline(), rows(own_answers, "received_by_month"))
    return found


def rows(answers: Answers, name: str) -> dict[object, object]:
    """Give a frame as plain values."""
    columns: dict[object, object] = getattr(answers, name)().to_dict("list")
    return columns


def states(told: Told, count: int) -> list[Filters]:
    """Give filters of viewers without the right, among them none at all, and those that fit the canaries alone."""
    rng = random.Random(23)
    found = [question_and_filters(rng, told, told.newest)[1] for _ in range(count)]
    plain = Filters(EVERYTHING, Snapshot(told.newest, date(2026, 11, 22)))
    found += [plain, replace(plain, places=(PLACE,)), replace(plain, programmes=("PX",))]
    return [replace(one, viewer=replace(one.viewer, sensitive=False)) for one in found]


@pytest.fixture(scope="module")
def answered(database: Database) -> tuple[Stage, list[Filters], list[dict[str, object]]]:
    """Give filters with all answers before any canary was loaded, and load the canaries."""
    with database.engines.owner.connect() as writer:
        for kind, line in {"programmes": {}, "projects": {"programme_code": "PX"}}.items():
            code = "PX" if kind == "programmes" else PROJECT
            load_rows(writer, kind, pd.DataFrame([{"code": code, "name_tr": code, **line}], dtype=str), source=kind)
        writer.commit()
        told = list(steps(writer, random.Random(29), size=120))[-1]
        writer.commit()
        before, asked = told.newest, states(told, 12)
        with reading(database.engines.reader, EVERYTHING) as connection:
            found = [everything(connection, filters) for filters in asked]
        loader = Loader(writer, told)
        loader.load("canaries", CANARIES)
        loader.load("canaries", [corrected(case) for case in CANARIES], supersede=True)
        writer.commit()
    return Stage(before, told.newest, told), asked, found


def corrected(case: Case) -> Case:
    """Give what the second file says: one case has become sensitive, another is said not to be so any more."""
    if case.key == "later-sensitive":
        return replace(case, sensitivity="yes")
    if case.key == "no-longer-sensitive":
        return replace(case, sensitivity="no", category="access")
    return case


Answered = tuple[Stage, list[Filters], list[dict[str, object]]]


@pytest.mark.parametrize("as_of", ["before", "newest", "between"])
def test_no_answer_changes_for_a_viewer_without_the_right(answered: Answered, database: Database, as_of: str) -> None:
    stage, asked, before = answered
    version = {"before": stage.before, "newest": stage.newest, "between": stage.newest - 1}[as_of]
    with reading(database.engines.reader, EVERYTHING) as connection:
        for filters, expected in zip(asked, before, strict=True):
            now = replace(filters, snapshot=replace(filters.snapshot, version=version))
            found = everything(connection, now)
            assert found.keys() == expected.keys()
            wrong = {name: (expected[name], found[name]) for name in found if expected[name] != found[name]}
            assert wrong == {}, filters


def test_a_viewer_with_the_right_sees_every_one_of_them(answered: Answered, database: Database) -> None:
    stage, *_ = answered
    viewer = replace(EVERYTHING, sensitive=True)
    filters = Filters(viewer, Snapshot(stage.newest, date(2026, 11, 22)))
    with reading(database.engines.reader, viewer) as connection:
        alone = feedback.page_answers(connection, replace(filters, programmes=("PX",)))
        everywhere = feedback.page_answers(connection, filters)
        assert PROJECT in set(feedback.beside_choices(connection, filters)["code"])
    assert alone.headline().received == 4
    assert alone.received_by_language()["language"].tolist() == ["so"]
    assert alone.received_by_place()["cases"].tolist() == [3]
    live = [case for case in stage.told.cases if case.until is None]
    assert everywhere.headline().received == len(live)


def test_the_cells_hold_no_sensitive_case(answered: Answered, database: Database) -> None:
    assert answered
    with reading(database.engines.reader, EVERYTHING) as connection:
        assert rollups.verify(connection) == []
