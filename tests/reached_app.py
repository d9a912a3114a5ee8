"""An app over a made-up world of people reached, and a visitor who asks its pages the way a browser does."""

import re
from dataclasses import dataclass, replace
from datetime import date
from random import Random
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.access import accounts
from dashboard.app import Panel, create_app
from tests.conftest import Database
from tests.oracle import Asked
from tests.reach_world import Stored, store_world

PASSWORD = "correct horse battery"
DAY = date(2022, 9, 30)
"""The reference day of the tests, shortly after the last record of the world."""


@dataclass(frozen=True, slots=True)
class ReachedApp:
    """The app, its database, the world in it, and somebody signed in as admin."""

    app: Panel
    database: Database
    stored: Stored
    http: FlaskClient

    @property
    def newest(self) -> Asked:
        """Give the question without filters, as of the newest version."""
        return Asked(self.stored.versions[-1], DAY)

    def asked(self, **filters: object) -> Asked:
        """Give a question for the oracle."""
        return replace(self.newest, **filters)  # type: ignore[arg-type]

    def show(self, search: str = "", page: str = "beneficiaries") -> dict[str, dict[str, Any]]:
        """Give what a page's callback answers to an address: by id, by property; unchanged properties are absent."""
        answer = self.post(search, page)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        body: dict[str, dict[str, dict[str, Any]]] = answer.get_json()
        return body["response"] | body.get("sideUpdate", {})

    def post(self, search: str, page: str = "beneficiaries") -> TestResponse:
        """Send an address to a page's callback, judged on the tests' day unless it names another."""
        output = next(key for key in self.app.callback_map if f"{page}-kpis.children" in key)
        names = [part.rpartition(".") for part in output.strip(".").split("...")]
        body = {
            "output": output,
            "outputs": [{"id": name, "property": prop} for name, _, prop in names],
            "inputs": [{"id": "shell-address", "property": "search", "value": on_the_day(search)}],
            "changedPropIds": ["shell-address.search"],
            "parsedChangedPropsIds": ["shell-address.search"],
        }
        return self.http.post("/_dash-update-component", json=body)


def on_the_day(search: str) -> str:
    """Add the tests' reference day to an address that names none."""
    return search if "on=" in search else f"{search}{'&' if '?' in search else '?'}on={DAY.isoformat()}"


def sign_in(http: FlaskClient, username: str) -> None:
    """Sign in through the form."""
    form = http.get("/login").get_data(as_text=True)
    token = re.search(r'name="csrf_token" value="([^"]+)"', form)
    assert token, form
    data = {"username": username, "password": PASSWORD, "csrf_token": token[1], "next": "/"}
    assert http.post("/login", data=data).status_code == 302


def open_app(database: Database, size: int = 900) -> ReachedApp:
    """Fill a database with a world and give the app over it, signed in as admin; `staff` may see nothing yet."""
    with database.engines.owner.begin() as connection:
        stored = store_world(connection, Random(7), size)
    with database.engines.writer.begin() as connection:
        for name in ("admin", "staff"):
            accounts.create_account(connection, name, name, actor="test", password=PASSWORD)
    app = create_app(database.settings, database.engines)
    http = app.server.test_client()
    sign_in(http, "admin")
    return ReachedApp(app, database, stored, http)
