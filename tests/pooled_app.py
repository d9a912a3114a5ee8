"""An app over made-up project pools, signed in as admin, and the oracle's answers as the page's questions give them."""

import random
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from pandas import DataFrame

from dashboard.access import accounts
from dashboard.app import create_app
from dashboard.export.projects import SHOWN
from dashboard.figures.table import Table
from tests import pool_oracle as oracle
from tests.conftest import Database
from tests.pool_compared import COLUMNS, QUESTIONS, Question, random_question
from tests.pool_facts import Facts, facts_of
from tests.pool_world import Made, Maker
from tests.reached_app import PASSWORD, ReachedApp, sign_in

POOLS = 8


@dataclass(frozen=True, slots=True)
class PooledApp:
    """The app, its pools, and all rows as the oracle takes them."""

    app: ReachedApp
    made: list[Made]
    facts: Facts

    def question(self, seed: int) -> tuple[str, Question]:
        """Give a random question of somebody who sees everything, as an address and for the oracle."""
        rng = random.Random(seed)
        made = self.made[seed % len(self.made)]
        version = rng.choice((made.before, made.after))
        while True:
            question = random_question(rng, version, self.facts.live(version))
            if question.asked.scope is None and not question.asked.protected:
                return address_of(question), question

    def oracle(self, question: Question) -> oracle.Pool:
        """Give the pool of a question as the oracle sees it."""
        return oracle.Pool(self.facts.live(question.asked.version), question.asked)

    def table(self, chart: str, question: Question, measure: str = "") -> Table:
        """Give the table of a chart as made of the oracle's answers."""
        pool = self.oracle(question)
        answers: dict[str, Any] = {name: framed(name, pool) for name in QUESTIONS}
        answers |= {"planned": answers["action_plan"], "listed": answers["projects"]}
        answers |= {"stages_view": measure, "reference_day": question.asked.day}
        return SHOWN[f"projects.{chart}"].table(answers)

    def show(self, search: str) -> dict[str, dict[str, Any]]:
        """Give what the page answers to an address."""
        return self.app.show(search, "projects")


def framed(name: str, pool: oracle.Pool) -> DataFrame:
    """Give an answer of the oracle as a frame."""
    return DataFrame(QUESTIONS[name](pool), columns=list(COLUMNS[name]), dtype=object)


def address_of(question: Question) -> str:
    """Write a question as the address of the page."""
    f = question.filters
    pairs = [("programme", code) for code in f.programmes] + [("grant", code) for code in f.grants]
    pairs += [("place", code) for code in f.places] + [pair for pair in f.own if pair[0] != "sort"]
    pairs += [("period", f.period.text)] if f.period else []
    return "?" + urlencode([*pairs, ("v", str(f.snapshot.version)), ("on", f.snapshot.day.isoformat())])


def open_pools(database: Database, pools: int = POOLS) -> PooledApp:
    """Fill a database with pools, one version after the other, and give the app over it."""
    rng = random.Random(7)
    with database.engines.owner.begin() as connection:
        maker = Maker(connection)
        made = [maker.make(rng) for _ in range(pools)]
    with database.engines.writer.begin() as connection:
        for name in ("admin", "staff"):
            accounts.create_account(connection, name, name, actor="test", password=PASSWORD)
    app = create_app(database.settings, database.engines)
    http = app.server.test_client()
    sign_in(http, "admin")
    reached = ReachedApp(app, database, None, http)  # type: ignore[arg-type]  # Nobody was reached here.
    return PooledApp(reached, made, facts_of(database.engines.owner))


def as_staff(pools: PooledApp) -> PooledApp:
    """Give the same app before the eyes of somebody whose scope is empty."""
    http = pools.app.app.server.test_client()
    sign_in(http, "staff")
    return replace(pools, app=replace(pools.app, http=http))
