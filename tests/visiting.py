"""People without a screen: they sign in over HTTP, open pages and send what the browser of a page would send."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Connection, Executable, Result, insert, select
from werkzeug.test import TestResponse

from dashboard.access import accounts, scopes
from dashboard.app import Panel
from dashboard.data.schema.registers import grants, programmes, project_details, projects
from dashboard.data.versions import draw_version
from dashboard.ids import ADDRESS
from dashboard.pages.shell import Page
from dashboard.paths import CODE
from tests.conftest import Database
from tests.partner_world import add_partner
from tests.reach_world import provenance

PASSWORD = "correct horse battery"
ROLE_OF = {
    "admin": "admin",
    "manager": "manager",
    "staff": "staff",
    "feedback": "feedback",
    "funder-wb": "funder",
    "funder-eu": "funder",
}
CALLBACKS = "/_dash-update-component"
PROJECT = "A-1"
"""The code of the project and of the partner of which pages about one thing speak in these tests."""
PATHS_OF_ONE = {"project-facts": f"/projects/{PROJECT}", "partner-facts": f"/partnerships/{PROJECT}"}
"""The path at which the callback of each page about one thing answers."""
ROUTER = "..shell-header.children...shell-content.children...shell-drawn.data.."
FIRST_VALUES = {"pathname": "/", "search": "", "href": "http://localhost/", "n_clicks": None}


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser without a screen."""

    http: FlaskClient

    def form_token(self) -> str:
        """Open the form of sign-in and give its token."""
        form = self.http.get("/login").get_data(as_text=True)
        found = re.search(r'name="csrf_token" value="([^"]+)"', form)
        assert found, form
        return found[1]

    def sign_in(self, username: str, password: str = PASSWORD, **fields: str) -> TestResponse:
        """Open the form, fill it in and send it."""
        data = {"username": username, "password": password, "csrf_token": self.form_token(), "next": "/"}
        return self.http.post("/login", data=data | fields)

    def call(self, body: object) -> TestResponse:
        """Send a body to the route of all callbacks."""
        return self.http.post(CALLBACKS, json=body)

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
        server: Flask = self.app.server
        return server

    def visitor(self, address: str = "127.0.0.1") -> Visitor:
        """Give somebody unknown who comes from an address of the network."""
        visitor = Visitor(self.server.test_client())
        visitor.http.environ_base["REMOTE_ADDR"] = address
        return visitor

    def signed_in(self, username: str) -> Visitor:
        """Give somebody who has just signed in."""
        visitor = self.visitor()
        answer = visitor.sign_in(username)
        assert answer.status_code == 302, answer.get_data(as_text=True)
        return visitor

    def run(self, statement: Executable) -> Result[Any]:
        """Run a statement as the owner of the database."""
        with self.database.engines.owner.begin() as connection:
            result = connection.execute(statement)
            return result.freeze()() if result.returns_rows else result


def add_people(database: Database) -> None:
    """Add programmes, grants, a project, a partner and an account of each role.

    Accounts are scoped to the first programme or to their own grant.
    """
    with database.engines.owner.begin() as connection:
        connection.execute(insert(programmes), [{"code": "P1"}, {"code": "P2"}])
        connection.execute(insert(grants), [{"code": "WB1"}, {"code": "EU1"}])
        add_project(connection)
        add_partner(connection, PROJECT, "P1")
    with database.engines.writer.begin() as connection:
        for username, role in ROLE_OF.items():
            accounts.create_account(connection, username, role, actor="test", password=PASSWORD)
        for username in ("manager", "staff", "feedback"):
            scopes.set_scope(connection, username, scopes.Scope(programmes=frozenset({"P1"})), actor="test")
        for username, grant in (("funder-wb", "WB1"), ("funder-eu", "EU1")):
            scopes.set_scope(connection, username, scopes.Scope(grants=frozenset({grant})), actor="test")


def add_project(connection: Connection) -> None:
    """Add the project of which pages about one thing speak in these tests, to the first programme."""
    programme = connection.scalar(select(programmes.c.id).where(programmes.c.code == "P1"))
    added = insert(projects).values(code=PROJECT, programme_id=programme).returning(projects.c.id)
    origin = provenance(connection, draw_version(connection, "load"))
    connection.execute(insert(project_details).values(project_id=connection.scalar(added), name_tr="Ad", **origin))


def path_of(page: Page, code: str = PROJECT) -> str:
    """Give a path that opens a page."""
    return page.PATH.replace(CODE, code)


def server_callbacks(app: Panel) -> dict[str, Mapping[str, Any]]:
    """Give the callbacks that run on the server, by the name that a body asks for."""
    return {name: callback for name, callback in app.callback_map.items() if "callback" in callback}


def body_of(app: Panel, name: str) -> dict[str, Any]:
    """Give the body that a browser would send for a callback when its page is opened."""
    callback = app.callback_map[name]
    output = callback["output"]
    several = isinstance(output, list | tuple)
    pathname = next((path for facts, path in PATHS_OF_ONE.items() if facts in name), FIRST_VALUES["pathname"])
    first = FIRST_VALUES | {"pathname": pathname}
    outputs = [{"id": o.component_id, "property": o.component_property} for o in (output if several else [output])]
    return {
        "output": name,
        "outputs": outputs if several else outputs[0],
        "inputs": [_filled(part, first) for part in callback["inputs"]],
        "state": [_filled(part, first) for part in callback["state"]],
        "changedPropIds": [],
    }


def router_body(path: str | None, search: str = "") -> dict[str, Any]:
    """Give the body with which a browser asks the router for the page of an address."""
    names = [part.rpartition(".") for part in ROUTER.strip(".").split("...")]
    return {
        "output": ROUTER,
        "outputs": [{"id": name, "property": prop} for name, _, prop in names],
        "inputs": [{"id": ADDRESS, "property": "pathname", "value": path}],
        "state": [{"id": ADDRESS, "property": "search", "value": search}],
        "changedPropIds": [f"{ADDRESS}.pathname"],
    }


def _filled(part: Mapping[str, Any], first: Mapping[str, Any]) -> dict[str, Any]:
    """Give an input or state with the value it first has."""
    return {"id": part["id"], "property": part["property"], "value": first.get(part["property"])}
