"""Every figure of the pool beside a second, plain computation, over made-up pools and filters."""

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
from tests.pool_compared import differences, question_on, random_question
from tests.pool_facts import Facts, facts_of
from tests.pool_world import Made, Maker

POOLS, QUESTIONS_OF_A_POOL = 100, 4


@dataclass(frozen=True)
class Pools:
    """Many pools in one database, with all its rows as the oracle takes them."""

    database: Database
    made: list[Made]
    facts: Facts


@pytest.fixture(scope="module")
def pools(postgres: Server, migrated: str) -> Iterator[Pools]:
    """Give the made-up pools."""
    copy = postgres.create("test_pools", migrated)
    rng = random.Random(2026)
    with copy.engines.owner.begin() as connection:
        maker = Maker(connection)
        made = [maker.make(rng) for _ in range(POOLS)]
    yield Pools(copy, made, facts_of(copy.engines.owner))
    postgres.drop(copy)


@pytest.fixture(scope="module")
def connection(pools: Pools) -> Iterator[Connection]:
    with reading(pools.database.engines.reader, EVERYTHING) as transaction:
        yield transaction


@pytest.mark.parametrize(
    "number", [pytest.param(n, marks=() if n % 4 == 0 else pytest.mark.exhaustive) for n in range(POOLS)]
)
def test_every_figure_is_that_of_the_oracle(pools: Pools, connection: Connection, number: int) -> None:
    rng = random.Random(number)
    made = pools.made[number]
    for _ in range(QUESTIONS_OF_A_POOL):
        version = rng.choice((made.before, made.after))
        live = pools.facts.live(version)
        question = random_question(rng, version, live)
        assert differences(connection, live, question) == [], question.asked


@pytest.mark.parametrize("day", [date(2026, 11, 22), date(2021, 6, 30)], ids=str)
@pytest.mark.parametrize(
    "own", [(), (("q", "göç"), ("country", "TR")), (("stage", "scored"), ("goal", "IZM-H02"))], ids=str
)
def test_the_example_programme_is_that_of_the_oracle(
    demo_database: Database, day: date, own: tuple[tuple[str, str], ...]
) -> None:
    facts = facts_of(demo_database.engines.owner)
    with reading(demo_database.engines.reader, EVERYTHING) as transaction:
        version = transaction.scalar(select(func.max(versions.c.version))) or 0
        question = question_on(version, day, own)
        assert differences(transaction, facts.live(version), question) == []
