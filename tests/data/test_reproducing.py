"""The same filters, data version and day give the same figure for ever, whatever is loaded, locked or said later."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas import DataFrame
from pandas.testing import assert_frame_equal
from sqlalchemy import Connection, text

from dashboard.address import Month, Period
from dashboard.data.beneficiaries import headline
from dashboard.data.comments import Comment, write_comment
from dashboard.data.engine import reading, writing
from dashboard.data.filters import EVERYTHING, Filters
from dashboard.data.framework_periods import framework_periods
from dashboard.data.locked_figures import as_reported
from dashboard.data.releasing import lock_period, locks_of, release, released_version
from dashboard.data.restatements import restatements
from dashboard.data.results_framework import results_framework
from tests.conftest import Database, Server
from tests.timeline_world import INDICATOR, PERIODS, REGISTERS, RESULTS, asked, indicator, load, month, table

REACH = "date,project_code,activity_kind,place_code,population_group,sex,age_band,disability,new_people,contacts"
DAYS = ("2021-03-15", "2022-06-01")
MONTHS = st.integers(1, 6)
Values = dict[int, str]
Step = tuple[str, int, int]


@dataclass
class Model:
    """What is live, in plain Python: results and targets by month, people by month; the versions passed and how."""

    results: Values = field(default_factory=dict)
    targets: Values = field(default_factory=dict)
    people: dict[int, int] = field(default_factory=dict)
    locked: set[int] = field(default_factory=set)

    def expected(self, day: str) -> tuple[Decimal | None, int | None]:
        """Give the indicator's value to date and the people reached to date, reckoned again."""
        ended = [v for n, v in self.results.items() if v and Month(2021, n).last.isoformat() < day]
        reached = [people for n, people in self.people.items() if f"2021-{n:02}-10" <= day]
        return (sum(map(Decimal, ended)) if ended else None), (sum(reached) if reached else None)


@pytest.fixture(scope="module")
def database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give one database; every example goes on where the one before stopped."""
    copy = postgres.create("test_reproducing", migrated)
    load(copy.engines, {"activity_kinds": "code,name_tr,position\ncourse-x,Kurs,99"} | REGISTERS)
    load(copy.engines, {"indicators": table(INDICATOR, indicator("I1"))})
    yield copy
    postgres.drop(copy)


@pytest.fixture(scope="module")
def model() -> Model:
    """Give the model that goes along with the database."""
    return Model()


def act(database: Database, model: Model, step: Step) -> None:
    """Do one thing to the database and to the model."""
    what, number, value = step
    engines = database.engines
    if what in {"results", "targets"}:
        live: Values = getattr(model, what)
        live[number] = "" if value == 0 else str(value)
        header = RESULTS if what == "results" else PERIODS
        rows = [month("I1", f"2021-{n:02}", v) for n, v in sorted(live.items())]
        load(engines, {what: table(header, *rows)}, supersede=True, reason="later")
    elif what == "people":
        model.people[number] = value
        rows = [f"2021-{n:02}-10,P1,course-x,TR-34,host,female,25-49,no,{v},{v}" for n, v in model.people.items()]
        load(engines, {"reach": table(REACH, *rows)}, supersede=True)
    else:
        with writing(engines.writer) as connection:
            say(connection, model, step)


def say(connection: Connection, model: Model, step: Step) -> None:
    """Release, lock or comment."""
    what, number, value = step
    period = Period.parse(f"2021-{number:02}")
    if what == "comment":
        said = Comment(period.first_day, period.last_day, f"neden {value}", date(2021, 8, 1), None)
        write_comment(connection, "I1", said, "m")
    elif what == "lock" and number not in model.locked:
        model.locked.add(number)
        lock_period(connection, "G1", period, reported_on=date(2021, 8, 12), actor="m")
    else:
        release(connection, "G1", actor="m")


QUESTIONS: tuple[Callable[[Connection, Filters], DataFrame], ...] = (
    *(results_framework, framework_periods),
    *(as_reported, restatements),
)


def seen(database: Database, version: int, day: str) -> tuple[list[DataFrame], object, object, object]:
    """Give what pages show of a version on a day, read from the database and from no memory of this process."""
    with reading(database.engines.reader.execution_options(), EVERYTHING) as connection:
        filters = asked(day, version)
        frames = [question(connection, filters) for question in QUESTIONS]
        told = released_version(connection, "G1", version), locks_of(connection, "G1", version)
        return frames, headline(connection, filters), *told


def newest(database: Database) -> int:
    """Give the newest data version."""
    with database.engines.reader.connect() as connection:
        return int(connection.execute(text("select max(version) from versions")).scalar_one())


STEPS = st.lists(
    st.tuples(
        st.sampled_from(("results", "targets", "people", "comment", "lock", "release")), MONTHS, st.integers(0, 40)
    ),
    min_size=2,
    max_size=4,
)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_a_figure_of_a_version_and_day_never_changes(database: Database, model: Model, steps: list[Step]) -> None:
    """Given any loads, releases, locks and comments: what was shown after each of them is shown at the end."""
    kept = []
    for step in steps:
        act(database, model, step)
        version = newest(database)
        for day in DAYS:
            shown = seen(database, version, day)
            actual, people = model.expected(day)
            assert shown[0][0]["current_value"].item() == actual
            assert shown[1].unique_people == people
            kept.append((version, day, shown))
    for version, day, (frames, *rest) in kept:
        frames_again, *rest_again = seen(database, version, day)
        assert rest_again == rest
        for before, again in zip(frames, frames_again, strict=True):
            assert_frame_equal(before, again)
