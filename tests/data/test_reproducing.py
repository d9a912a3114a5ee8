"""The same filters, data version and day give the same figure for ever, whatever is loaded, locked or said later."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pandas import DataFrame
from pandas.testing import assert_frame_equal
from sqlalchemy import Connection, text

from dashboard.address import Month, Period
from dashboard.data import beneficiaries, timeline
from dashboard.data.comments import Comment, write_comment
from dashboard.data.engine import reading, writing
from dashboard.data.filters import EVERYTHING
from dashboard.data.grant_head import grant_head
from dashboard.data.releasing import lock_period, locks_of, release, released_version
from dashboard.data.restated_periods import restated_periods
from dashboard.export.timeline import QUESTIONS
from tests.conftest import Database, Server
from tests.timeline_world import INDICATOR, PERIODS, REGISTERS, RESULTS, asked, indicator, load, month, table

DAYS = ("2021-03-15", "2022-06-01")
MONTHS = st.integers(1, 6)
Live = dict[int, int]
"""What is live of a KIND: a value by the number of its month in 2021."""
Step = tuple[str, int, int]
HEADERS = {
    "results": RESULTS,
    "targets": PERIODS,
    "target_revisions": "indicator_code,period_start,period_end,revised_on,previous_value,reason",
    "reach": "date,project_code,activity_kind,place_code,population_group,sex,age_band,disability,new_people,contacts",
    "spending": "grant_code,project_code,spent_on,kind,amount,currency,reference",
    "rates": "currency,to,day,rate",
    "ratings": "grant_code,rated_on,what,funder_rating",
    "milestones": "code,name_tr,grant_code,kind,original_due_on,due_on,due_reason",
    "amendments": "grant_code,amended_on,kind,new_ends_on,reason,evidence",
    "indicators": INDICATOR,
}
GRADES = ("HS", "S", "MS", "MU", "U", "HU")
QUESTIONS_ASKED: Mapping[str, Callable[..., Any]] = {
    **QUESTIONS,
    "headline": timeline.headline,
    "head": grant_head,
    "people": beneficiaries.headline,
    "waiting": restated_periods,
}


@dataclass
class Model:
    """What is live, in plain Python: by KIND a value by month; which periods are locked, and what was only added."""

    live: dict[str, Live] = field(default_factory=lambda: {kind: {} for kind in HEADERS})
    locked: set[int] = field(default_factory=set)
    added: Live = field(default_factory=dict)

    @property
    def end(self) -> str:
        """Give the end of the grant: what the latest amendment says, else what was first agreed."""
        ends = self.live["amendments"]
        return Month(2021, max(ends)).last.isoformat() if ends else "2021-03-31"

    def expected(self, day: str) -> tuple[Decimal | None, int | None, Decimal, Decimal | None]:
        """Give value to date, people to date, dollars spent, and the last rate of a day, reckoned again."""
        told = [(n, value) for n, value in {**self.live["results"], **self.added}.items() if value]
        ended = [Decimal(value) for n, value in told if Month(2021, n).last.isoformat() < day]
        last = min(self.end, day)
        reached = [people for n, people in self.live["reach"].items() if f"2021-{n:02}-10" <= last]
        spent = [Decimal(value) for n, value in self.live["spending"].items() if f"2021-{n:02}-05" <= day]
        rates = [value for n, value in sorted(self.live["rates"].items()) if f"2021-{n:02}-01" <= day]
        rate = Decimal(rates[-1] + 1) / 100 if rates else None
        return (sum(ended) if ended else None), (sum(reached) if reached else None), sum(spent, Decimal(0)), rate


def row(kind: str, n: int, value: int) -> str:
    """Give the row of a KIND for a month."""
    name, last = f"2021-{n:02}", Month(2021, n).last
    rows = {
        "results": lambda: month("I1", name, str(value) if value else ""),
        "targets": lambda: month("I1", name, str(value) if value else ""),
        "target_revisions": lambda: f"I1,{name}-01,{last},2021-07-{n:02},{value},neden {value}",
        "reach": lambda: f"{name}-10,P1,course-x,TR-34,host,female,25-49,no,{value},{value}",
        "spending": lambda: f"G1,P1,{name}-05,expenditure,{value}.00,USD,{n}",
        "rates": lambda: f"USD,EUR,{name}-01,0.{value + 1:02}",
        "ratings": lambda: f"G1,{name}-15,objective,{GRADES[value % 6]}",
        "milestones": lambda: f"M{n},Ad,G1,report,{last},{Month(2021, n + 1 + value % 3).last},salgın",
        "amendments": lambda: f"G1,{last},{'extension' if n > 3 else 'shortening'},{last},neden {value},signed",
        "indicators": lambda: indicator("I1", baseline_value=str(value)),
    }
    return rows[kind]()


@pytest.fixture(scope="module")
def database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give one database; every example goes on where the one before stopped."""
    copy = postgres.create("test_reproducing", migrated)
    registers = {kind: rows for kind, rows in REGISTERS.items() if kind != "amendments"}
    registers["programmes"] = "code,name_tr,reporting_currency\nA,Birinci,EUR\nB,İkinci,EUR\n"
    load(copy.engines, {"activity_kinds": "code,name_tr,position\ncourse-x,Kurs,99"} | registers)
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
    if what in HEADERS:
        live = model.live[what]
        if what == "indicators":
            live.clear()
        live[number] = value
        rows = [row(what, n, one) for n, one in sorted(live.items())]
        load(engines, {what: table(HEADERS[what], *rows)}, supersede=True, reason="later")
    elif what == "more" and number + 6 not in model.added:
        model.added[number + 6] = value
        load(engines, {"results": table(RESULTS, row("results", number + 6, value))}, source=f"more-{number}")
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


def seen(database: Database, version: int, day: str) -> dict[str, Any]:
    """Give what the page shows of a version on a day, read from the database and from no memory of this process."""
    with reading(database.engines.reader.execution_options(), EVERYTHING) as connection:
        filters = asked(day, version)
        found = {name: question(connection, filters) for name, question in QUESTIONS_ASKED.items()}
        found["released"] = released_version(connection, "G1", version)
        return found | {"locks": locks_of(connection, "G1", version)}


def newest(database: Database) -> int:
    """Give the newest data version."""
    with reading(database.engines.reader, EVERYTHING) as connection:
        return int(connection.execute(text("select max(version) from versions")).scalar_one())


def check(shown: dict[str, Any], model: Model, day: str) -> None:
    """Compare what is shown with what the model says."""
    actual, people, spent, rate = model.expected(day)
    assert shown["framework"]["current_value"].item() == actual
    assert shown["people"].unique_people == people
    (line,) = shown["headline"].spent
    assert (line.currency, line.spent) == ("USD", spent)
    whole = shown["headline"].converted
    assert (whole.money.spent if whole else None) == (None if rate is None else spent * rate)
    assert shown["head"].term.ends_on.isoformat() == model.end
    assert set(shown["ratings"]["rating"]) <= {GRADES[value % 6] for value in model.live["ratings"].values()}


STEPS = st.lists(
    st.tuples(st.sampled_from((*HEADERS, "more", "comment", "lock", "release")), MONTHS, st.integers(0, 40)),
    min_size=3,
    max_size=6,
)


@settings(max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_a_figure_of_a_version_and_day_never_changes(database: Database, model: Model, steps: list[Step]) -> None:
    """Given any loads, corrections, amendments, releases, locks and comments: what each showed is shown at the end."""
    kept = []
    for step in steps:
        act(database, model, step)
        for day in DAYS:
            version = newest(database)
            shown = seen(database, version, day)
            check(shown, model, day)
            kept.append((version, day, shown))
    for version, day, before in kept:
        for name, again in seen(database, version, day).items():
            if isinstance(again, DataFrame):
                assert_frame_equal(before[name], again)
            else:
                assert before[name] == again, name


def test_every_sort_of_change_is_tried(database: Database, model: Model) -> None:
    """Given one of each sort, after those of chance: none of them changes what was shown before."""
    first = newest(database)
    before = {day: seen(database, first, day) for day in DAYS}
    for what in (*HEADERS, "more", "comment", "lock", "release"):
        version = newest(database)
        act(database, model, (what, 5, 17))
        assert newest(database) > version, what
    for day in DAYS:
        check(seen(database, newest(database), day), model, day)
        for name, again in seen(database, first, day).items():
            same = before[day][name].equals(again) if isinstance(again, DataFrame) else before[day][name] == again
            assert same, name
