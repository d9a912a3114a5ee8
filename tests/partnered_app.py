"""An app over made-up partnerships, signed in as admin, and the oracle's answers as the page's questions give them."""

import random
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from pandas import DataFrame

from dashboard.access import accounts
from dashboard.app import create_app
from dashboard.export.partnerships import QUESTIONS, SHOWN
from dashboard.figures.table import Table
from tests.conftest import Database
from tests.partnership_columns import COLUMNS
from tests.partnership_compared import Question, random_question
from tests.partnership_facts import TABLES
from tests.partnership_oracle import Partnerships
from tests.partnership_world import Made, Maker
from tests.pool_facts import Facts, facts_of
from tests.reached_app import PASSWORD, ReachedApp, sign_in

WORLDS = 8
ASKED_AS = {"ordered_steps": "steps", "ordered_commitments": "commitments", "ordered_partners": "partners"}
"""Questions of the page that give another one's rows in the order of the address."""


@dataclass(frozen=True, slots=True)
class PartneredApp:
    """The app, its worlds, and all rows as the oracle takes them."""

    app: ReachedApp
    made: list[Made]
    facts: Facts

    def question(self, seed: int) -> tuple[str, Question]:
        """Give a random question of somebody who sees everything, as an address and for the oracle."""
        rng = random.Random(seed)
        made = self.made[seed % len(self.made)]
        version = rng.choice((made.before, made.after))
        while True:
            question = random_question(rng, version, self.facts.live(version), made.edge)
            asked = question.asked
            if asked.scope is None and not asked.protected and asked.partner is None:
                return address_of(question), question

    def oracle(self, question: Question) -> Partnerships:
        """Give the partnerships of a question as the oracle sees them."""
        return Partnerships(self.facts.live(question.asked.version), question.asked)

    def table(self, chart: str, question: Question) -> Table:
        """Give the table of a chart as made of the oracle's answers."""
        known = self.oracle(question)
        needed = SHOWN[f"partnerships.{chart}"].questions
        return SHOWN[f"partnerships.{chart}"].table({name: answer_of(name, known, question) for name in needed})

    def fullest(self) -> str:
        """Give the address of the world with seats and most partnerships, on its edge and without filters."""

        def size(made: Made) -> tuple[bool, int]:
            live = self.facts.live(made.after)
            return bool(live["seats"]), len(live["partnerships"])

        made = max(self.made, key=size)
        return f"?v={made.after}&on={made.edge.isoformat()}"

    def show(self, search: str) -> dict[str, dict[str, Any]]:
        """Give what the page answers to an address."""
        return self.app.show(search, "partnerships")


def answer_of(name: str, known: Partnerships, question: Question) -> Any:  # noqa: ANN401  A frame, a day or a number.
    """Give the oracle's answer to a question of the page; a question without columns is asked of nobody else."""
    asked_as = ASKED_AS.get(name, name)
    if asked_as in COLUMNS:
        return DataFrame(getattr(known, asked_as)(), columns=list(COLUMNS[asked_as]), dtype=object)
    if hasattr(known, asked_as):
        return getattr(known, asked_as)()
    return QUESTIONS[name](None, question.filters)  # type: ignore[arg-type]  # It reads no row.


def address_of(question: Question) -> str:
    """Write a question as the address of the page."""
    f = question.filters
    pairs = [("programme", code) for code in f.programmes] + [("grant", code) for code in f.grants]
    pairs += [("place", code) for code in f.places] + [pair for pair in f.own if not pair[0].endswith(".sort")]
    pairs += [("period", f.period.text)] if f.period else []
    return "?" + urlencode([*pairs, ("v", str(f.snapshot.version)), ("on", f.snapshot.day.isoformat())])


def open_partnerships(database: Database, worlds: int = WORLDS) -> PartneredApp:
    """Fill a database with worlds, one version after the other, and give the app over it."""
    rng = random.Random(11)
    with database.engines.owner.begin() as connection:
        maker = Maker(connection)
        made = [maker.make(rng) for _ in range(worlds)]
    with database.engines.writer.begin() as connection:
        for name in ("admin", "staff"):
            accounts.create_account(connection, name, name, actor="test", password=PASSWORD)
    app = create_app(database.settings, database.engines)
    http = app.server.test_client()
    sign_in(http, "admin")
    reached = ReachedApp(app, database, None, http)  # type: ignore[arg-type]  # Nobody was reached here.
    return PartneredApp(reached, made, facts_of(database.engines.owner, TABLES))


def as_staff(partnered: PartneredApp) -> PartneredApp:
    """Give the same app before the eyes of somebody whose scope is empty."""
    http = partnered.app.app.server.test_client()
    sign_in(http, "staff")
    return replace(partnered, app=replace(partnered.app, http=http))
