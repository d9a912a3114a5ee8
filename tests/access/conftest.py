"""An app on a fresh database with one account of each role, and visitors who speak HTTP to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert
from werkzeug.test import TestResponse

from dashboard.access import accounts, scopes
from dashboard.app import Panel, create_app
from dashboard.data.schema.registers import grants, programmes
from tests.conftest import Database

PASSWORD = "correct horse battery"
ROLE_OF = {
    "admin": "admin",
    "manager": "manager",
    "staff": "staff",
    "feedback": "feedback",
    "funder-wb": "funder",
    "funder-eu": "funder",
}


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser without a screen."""

    http: FlaskClient

    def sign_in(self, username: str, password: str = PASSWORD, **fields: str) -> TestResponse:
        """Open the form and send it."""
        form = self.http.get("/login").get_data(as_text=True)
        token = re.search(r'name="csrf_token" value="([^"]+)"', form)
        if token is None:
            raise AssertionError(form)
        data = {"username": username, "password": password, "csrf_token": token[1], "next": "/"}
        return self.http.post("/login", data=data | fields)

    def call(self, body: object, **options: object) -> TestResponse:
        """Send a body to the route of all callbacks."""
        return self.http.post("/_dash-update-component", json=body, **options)

    @property
    def token(self) -> str | None:
        """Give the session's token as the browser holds it."""
        cookie = self.http.get_cookie("session")
        return cookie.value if cookie else None


@dataclass(frozen=True, slots=True)
class House:
    """An app and its database."""

    app: Panel
    database: Database

    @property
    def server(self) -> Flask:
        """Give the Flask server of the app."""
        return self.app.server

    def visitor(self) -> Visitor:
        """Give somebody unknown."""
        return Visitor(self.server.test_client())

    def signed_in(self, username: str) -> Visitor:
        """Give somebody who has just signed in."""
        visitor = self.visitor()
        answer = visitor.sign_in(username)
        assert answer.status_code == 302, answer.get_data(as_text=True)
        return visitor

    def run(self, statement: object) -> None:
        """Run a statement as the owner of the database."""
        with self.database.engines.owner.begin() as connection:
            connection.execute(statement)


def add_people(database: Database) -> None:
    """Add two programmes, two grants and an account of each role, scoped to the first programme or their grant."""
    with database.engines.owner.begin() as connection:
        connection.execute(insert(programmes), [{"code": "P1"}, {"code": "P2"}])
        connection.execute(insert(grants), [{"code": "WB1"}, {"code": "EU1"}])
    with database.engines.writer.begin() as connection:
        for username, role in ROLE_OF.items():
            accounts.create_account(connection, username, role, actor="test", password=PASSWORD)
        for username in ("manager", "staff", "feedback"):
            scopes.set_scope(connection, username, scopes.Scope(programmes=frozenset({"P1"})), actor="test")
        scopes.set_scope(connection, "funder-wb", scopes.Scope(grants=frozenset({"WB1"})), actor="test")
        scopes.set_scope(connection, "funder-eu", scopes.Scope(grants=frozenset({"EU1"})), actor="test")


@pytest.fixture
def house(database: Database) -> Iterator[House]:
    """Give an app with accounts, for one test."""
    add_people(database)
    return House(create_app(database.settings, database.engines), database)
