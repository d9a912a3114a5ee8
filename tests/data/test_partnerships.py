"""Every figure of municipal partnerships beside a second, plain computation, over made-up worlds and filters."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest
from sqlalchemy import Connection, func, select

from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING
from dashboard.data.schema import versions
from tests.conftest import Database, Server
from tests.partnership_compared import differences, question_on, random_question
from tests.partnership_facts import TABLES
from tests.partnership_world import Made, Maker
from tests.pool_facts import Facts, facts_of

WORLDS, QUESTIONS_OF_A_VERSION = 64, 3


@dataclass(frozen=True)
class Worlds:
    """Many worlds in one database, with all its rows as the oracle takes them."""

    database: Database
    made: list[Made]
    facts: Facts


@pytest.fixture(scope="module")
def worlds(postgres: Server, migrated: str) -> Iterator[Worlds]:
    """Give the made-up worlds."""
    copy = postgres.create("test_partnerships", migrated)
    rng = random.Random(2026)
    with copy.engines.owner.begin() as connection:
        maker = Maker(connection)
        made = [maker.make(rng) for _ in range(WORLDS)]
    yield Worlds(copy, made, facts_of(copy.engines.owner, TABLES))
    postgres.drop(copy)


@pytest.fixture(scope="module")
def connection(worlds: Worlds) -> Iterator[Connection]:
    with reading(worlds.database.engines.reader, EVERYTHING) as transaction:
        yield transaction


@pytest.mark.parametrize(
    "number", [pytest.param(n, marks=() if n % 4 == 0 else pytest.mark.exhaustive) for n in range(WORLDS)]
)
def test_every_figure_is_that_of_the_oracle(worlds: Worlds, connection: Connection, number: int) -> None:
    rng = random.Random(number)
    made = worlds.made[number]
    for version in (made.before, made.after):
        live = worlds.facts.live(version)
        for _ in range(QUESTIONS_OF_A_VERSION):
            question = random_question(rng, version, live, made.edge)
            assert differences(connection, live, question) == [], question.asked


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2024, 2, 29), date(2021, 6, 30)], ids=str)
@pytest.mark.parametrize("own", [(), (("q", "belediye"), ("country", "TR")), (("step", "protocol"),)], ids=str)
def test_the_example_programme_is_that_of_the_oracle(
    demo_database: Database, day: date, own: tuple[tuple[str, str], ...]
) -> None:
    facts = facts_of(demo_database.engines.owner, TABLES)
    with reading(demo_database.engines.reader, EVERYTHING) as transaction:
        version = transaction.scalar(select(func.max(versions.c.version))) or 0
        question = question_on(version, day, own)
        live = facts.live(version)
        assert live["partnerships"]
        assert differences(transaction, live, question, judged=False) == []
