"""Two installations that differ only in what a funder may not see, and what all their callbacks answer."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from typing import Protocol

from dashboard.access import accounts, scopes
from dashboard.app import create_app
from tests.access.test_sensitive_cases import FORM_TOKEN
from tests.conftest import Database, Server
from tests.visiting import CALLBACKS, PASSWORD, House, Visitor, body_of, server_callbacks

Twins = list[tuple[House, Visitor]]
Answers = dict[str, tuple[int, bytes]]
"""Status and body by what was asked."""


class Filling(Protocol):
    """Fills a database; the other one has more of what the funder may not see."""

    def __call__(self, database: Database, *, other: bool) -> None:
        """Fill one of both."""


@contextmanager
def both(postgres: Server, migrated: str, name: str, fill: Filling) -> Iterator[Twins]:
    """Hold both installations, each with the account `funder` signed in, which `fill` has made."""
    databases = [postgres.create(f"{name}_{which}", migrated) for which in ("one", "other")]
    houses = []
    for database, other in zip(databases, (False, True), strict=True):
        fill(database, other=other)
        houses.append(House(create_app(database.settings, database.engines), database))
    yield [(house, house.signed_in("funder")) for house in houses]
    for database in databases:
        postgres.drop(database)


def let_in(database: Database, grants: Collection[str]) -> None:
    """Make the account `funder` with some grants."""
    with database.engines.writer.begin() as connection:
        accounts.create_account(connection, "funder", "funder", actor="test", password=PASSWORD)
        scopes.set_scope(connection, "funder", scopes.Scope(grants=frozenset(grants)), actor="test")


def answers_of(house: House, visitor: Visitor, search: str, wanted: Callable[[str], bool] = lambda _: True) -> Answers:
    """Ask the callbacks that are wanted by their names for an address."""
    found = {}
    for name in filter(wanted, server_callbacks(house.app)):
        body = body_of(house.app, name)
        for part in (*body["inputs"], *body["state"]):
            if part["property"] == "search":
                part["value"] = search
        answer = visitor.http.post(CALLBACKS, json=body)
        found[name] = answer.status_code, FORM_TOKEN.sub(b"", answer.get_data())
    return found
