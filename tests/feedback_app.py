"""An app over a made-up world of feedback, and the oracle's answers as the page's questions give them."""

import random
from collections import deque
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from flask.testing import FlaskClient
from pandas import DataFrame

from dashboard.access import accounts
from dashboard.access.scopes import Scope, set_scope
from dashboard.app import Panel, create_app
from dashboard.data.filters import Filters
from tests import feedback_oracle as oracle
from tests.conftest import Database
from tests.feedback_compared import question_and_filters
from tests.feedback_oracle import Question, Told
from tests.feedback_world import steps
from tests.reach_world import PROJECTS
from tests.reached_app import PASSWORD, ReachedApp, sign_in

DAY = date(2022, 9, 20)
COLUMNS = {
    "by_month": ("month", "type", "cases"),
    "rate": ("month", "cases", "contacts", "per_1000"),
    "response_times": (
        *("type", "priority", "cases", "waiting", "answered", "median_days", "p90_days", "longest_days"),
        "limit_days",
    ),
    "ageing": ("bucket", "type", "cases", "late"),
}
"""Columns of the answers of which the oracle gives every row in its place."""
READERS = {"feedback": frozenset({"sensitive"}), "feedback-plain": frozenset[str]()}
"""Accounts of the role `feedback`, one with the right to sensitive cases and one without."""


@dataclass(frozen=True, slots=True)
class FeedbackApp:
    """The app, everything that was ever loaded, and somebody signed in."""

    app: Panel
    database: Database
    told: Told
    http: FlaskClient
    sensitive: bool = False

    def question(self, seed: int) -> tuple[str, Question]:
        """Give a random question of somebody who sees every programme, as an address and for the oracle."""
        rng = random.Random(seed)
        while True:
            question, filters = question_and_filters(rng, self.told, self.told.newest)
            asked = question.asked
            if asked.viewer is None and not filters.viewer.protected:
                return address_of(filters), replace(question, sensitive=self.sensitive)

    @property
    def everything(self) -> Question:
        """Give the question without filters, on the tests' day."""
        _, question = self.question(1)
        plain = replace(question.asked, programmes=(), grants=(), places=(), groups=(), start=None, end=None, day=DAY)
        return Question(plain, (), self.sensitive)

    def show(self, search: str, page: str = "feedback") -> dict[str, dict[str, Any]]:
        """Give what a page answers to an address."""
        asking = ReachedApp(self.app, self.database, None, self.http)  # type: ignore[arg-type]
        return asking.show(search if "on=" in search else f"{search}&on={DAY}", page)

    def frame(self, name: str, question: Question) -> DataFrame:
        """Give one of the oracle's answers as the frame of the page's question."""
        rows = {"by_month": oracle.by_month, "rate": oracle.rates}.get(name) or getattr(oracle, name)
        return DataFrame(rows(self.told, question), columns=list(COLUMNS[name]), dtype=object)

    def as_reader(self, name: str) -> "FeedbackApp":
        """Give the same app before the eyes of somebody who reads the list of cases."""
        http = self.app.server.test_client()
        sign_in(http, name)
        return replace(self, http=http, sensitive="sensitive" in READERS[name])


def address_of(filters: Filters) -> str:
    """Write filters as the address of the page."""
    pairs = [("programme", code) for code in filters.programmes] + [("grant", code) for code in filters.grants]
    pairs += [("place", code) for code in filters.places] + list(filters.own)
    pairs += [("period", filters.period.text)] if filters.period else []
    return "?" + urlencode([*pairs, ("v", str(filters.snapshot.version)), ("on", filters.snapshot.day.isoformat())])


def open_feedback(database: Database) -> FeedbackApp:
    """Fill a database with a world, one load after the other, and give the app over it, signed in as admin."""
    with database.engines.owner.connect() as connection:
        told = deque(steps(connection, random.Random(17)), maxlen=1).pop()
        connection.commit()
    programmes = frozenset(told.world.programme_of[project] for project in PROJECTS)
    with database.engines.writer.begin() as connection:
        accounts.create_account(connection, "admin", "admin", actor="test", password=PASSWORD)
        for name, rights in READERS.items():
            accounts.create_account(connection, name, "feedback", actor="test", password=PASSWORD)
            scope = Scope(programmes=programmes, grants=frozenset(), rights=rights)
            set_scope(connection, name, scope, actor="test")
    app = create_app(database.settings, database.engines)
    http = app.server.test_client()
    sign_in(http, "admin")
    return FeedbackApp(app, database, told, http)
