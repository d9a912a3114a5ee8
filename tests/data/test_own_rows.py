"""Every figure of projects and partnerships that a funder sees beside a second computation over own rows alone."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from sqlalchemy import Connection

from dashboard.data import partnerships, projects
from dashboard.data.engine import reading
from dashboard.data.filters import Filters
from dashboard.data.versions import Snapshot
from dashboard.shown_sum import is_partial
from tests import partnership_compared, partnership_world, pool_compared, pool_oracle, pool_world
from tests.conftest import Database, Server
from tests.own_rows import FUNDER, own_rows, store_release, store_releases
from tests.partnership_columns import COLUMNS
from tests.partnership_facts import TABLES
from tests.partnership_oracle import Partnerships
from tests.pool_compared import lines
from tests.pool_facts import Facts, facts_of

WORLDS, QUESTIONS_OF_A_WORLD = 16, 3


@dataclass(frozen=True)
class Worlds:
    """Made-up worlds in one database with two grants of a funder, and all rows as the oracles take them."""

    database: Database
    made: list[tuple[int, int, object]]
    facts: Facts

    def question(self, number: int) -> tuple[random.Random, int, dict[str, int]]:
        """Give a source of chance, a version of a world, and which version of each grant the funder sees then."""
        rng = random.Random(number)
        before, after, _ = self.made[number]
        version = rng.choice((before, after, after))
        return rng, version, {"G1": version, "G2": before}


@pytest.fixture(scope="module")
def pools(postgres: Server, migrated: str) -> Iterator[Worlds]:
    copy = postgres.create("own_pools", migrated)
    rng = random.Random(5)
    with copy.engines.owner.begin() as connection:
        maker = pool_world.Maker(connection)
        made = [(one.before, one.after, None) for one in (maker.make(rng) for _ in range(WORLDS))]
        store_releases(connection, [(before, after) for before, after, _ in made])
    yield Worlds(copy, made, facts_of(copy.engines.owner))
    postgres.drop(copy)


@pytest.fixture(scope="module")
def towns(postgres: Server, migrated: str) -> Iterator[Worlds]:
    copy = postgres.create("own_partnerships", migrated)
    rng = random.Random(6)
    with copy.engines.owner.begin() as connection:
        maker = partnership_world.Maker(connection)
        made = [(one.before, one.after, one.edge) for one in (maker.make(rng) for _ in range(WORLDS))]
        store_releases(connection, [(before, after) for before, after, _ in made])
    yield Worlds(copy, made, facts_of(copy.engines.owner, TABLES))
    postgres.drop(copy)


class OwnPool(pool_oracle.Pool):
    """The pool of a funder: what is secured stands where others see budgets, and nothing is scored."""

    def list_projects(self) -> list[pool_oracle.Line]:
        """Answer `projects`."""
        return [(*line[:-1], None) for line in super().list_projects()]

    def headline(self) -> dict[str, object]:
        """Answer `headline`."""
        untold = {"high_priority_waiting": None, "incomplete": None, "gaps": None, "without_budget": 0}
        return super().headline() | untold

    def spent_lines(self) -> list[pool_oracle.Line]:
        """Give currency, spent and secured."""
        codes = [p["code"] for p in self.seen]
        own = {
            name: [row for row in self.live[name] if row["project"] in codes and row[day] <= until]
            for name, day, until in (
                ("spending", "spent_on", self.asked.until),
                ("funding", "secured_on", self.asked.day),
            )
        }
        spent = [row for row in own["spending"] if row["kind"] == "expenditure"]
        found: list[pool_oracle.Line] = []
        for currency in sorted({row["currency"] for row in (*spent, *own["funding"])}):
            secured, out = (
                [row["amount"] for row in rows if row["currency"] == currency] for rows in (own["funding"], spent)
            )
            found.append((currency, sum(out, Decimal(0)), sum(secured, Decimal(0)) if secured else None))
        return found


def seen_by_funder(filters: Filters) -> Filters:
    """Give the filters of the funder, who can choose the own grants alone."""
    own = tuple(pair for pair in filters.own if pair[0] != "weights")
    return replace(filters, viewer=FUNDER, grants=tuple(g for g in filters.grants if g in FUNDER.grants), own=own)


@pytest.mark.parametrize("number", range(WORLDS))
def test_the_pool_of_a_funder_is_that_of_the_oracle(pools: Worlds, number: int) -> None:
    rng, version, released = pools.question(number)
    live = own_rows(pools.facts, released, version)
    with reading(pools.database.engines.reader, FUNDER) as connection:
        for _ in range(QUESTIONS_OF_A_WORLD):
            question = pool_compared.random_question(rng, version, live)
            filters = seen_by_funder(question.filters)
            asked = replace(question.asked, protected=False, scope=None, grants=filters.grants, weights=None)
            assert pool_differences(connection, OwnPool(live, asked), filters) == [], asked


def test_a_release_shows_at_once_what_it_releases(pools: Worlds) -> None:
    before, after, _ = pools.made[-1]
    filters = Filters(FUNDER, Snapshot(after, pool_world.LAST))
    asked = pool_oracle.Asked(after, pool_world.LAST)
    with reading(pools.database.engines.reader, FUNDER) as connection:
        known = OwnPool(own_rows(pools.facts, {"G1": after, "G2": before}, after), asked)
        assert pool_differences(connection, known, filters) == []
    with pools.database.engines.owner.begin() as connection:
        store_release(connection, "G2", after)
    with reading(pools.database.engines.reader, FUNDER) as connection:
        later = OwnPool(own_rows(pools.facts, {"G1": after, "G2": after}, after), asked)
        assert pool_differences(connection, later, filters) == []
    assert later.list_projects() != known.list_projects()


def pool_differences(connection: Connection, pool: OwnPool, filters: Filters) -> list[str]:
    """Give the names of the figures that are not the oracle's."""
    asked = {
        name: (answer(pool), lines(getattr(projects, name)(connection, filters)))
        for name, answer in pool_compared.QUESTIONS.items()
    }
    asked["projects"] = (pool.list_projects(), asked["projects"][1])
    head = pool_compared.head(projects.headline(connection, filters))
    expected = pool.headline()
    wrong = [name for name, (told, found) in asked.items() if told != found]
    return wrong + [name for name in head if head[name] != expected[name]]


@pytest.mark.parametrize("number", range(WORLDS))
def test_the_partnerships_of_a_funder_are_those_of_the_oracle(towns: Worlds, number: int) -> None:
    rng, version, released = towns.question(number)
    live = own_rows(towns.facts, released, version)
    with reading(towns.database.engines.reader, FUNDER) as connection:
        for _ in range(QUESTIONS_OF_A_WORLD):
            question = partnership_compared.random_question(rng, version, live, towns.made[number][2])  # type: ignore[arg-type]
            filters = seen_by_funder(question.filters)
            asked = replace(question.asked, protected=False, scope=None, grants=filters.grants)
            assert differences(connection, Partnerships(live, asked), filters) == [], asked


def differences(connection: Connection, known: Partnerships, filters: Filters) -> list[tuple[str, object, object]]:
    """Give the figures that are not the oracle's, marks of suppressed numbers included."""
    wrong: list[tuple[str, object, object]] = []
    for name in COLUMNS:
        found = marked(lines(getattr(partnerships, name)(connection, filters)))
        expected = marked([tuple(None if cell == "zzz" else cell for cell in line) for line in getattr(known, name)()])
        if name == "objectives":
            # How indicators stand is told elsewhere; an objective with none but them has no row of its own then.
            found, expected = ([line for line in told if "activity" in line] for told in (found, expected))
        if found != expected:
            wrong.append((name, expected, found))
    head, told = partnerships.headline(connection, filters), known.headline()
    return wrong + [
        (name, told[name], getattr(head, name))
        for name in head.__slots__
        if marked([(getattr(head, name),)]) != marked([(told[name],)])
    ]


def marked(found: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Give lines in which a sum that leaves something out is another than the same number in full."""
    return [tuple(("in part", cell) if is_partial(cell) else cell for cell in line) for line in found]
