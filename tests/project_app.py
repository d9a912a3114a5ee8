"""An app over the example programme before the eyes of a manager of one programme, and of somebody who sees all."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.access import accounts, scopes
from dashboard.app import Panel, create_app
from dashboard.components.markup import Element, text_of, walk
from dashboard.ids import ADDRESS
from tests.conftest import Database
from tests.reached_app import PASSWORD, sign_in

DAY = "2026-11-22"
ADMIN = {"project-admin": ("admin", scopes.Scope())}
PEOPLE = {
    **ADMIN,
    "project-manager": ("manager", scopes.Scope(programmes=frozenset({"KIZILAY"}))),
}


@dataclass(frozen=True, slots=True)
class ProjectApp:
    """The app and who is signed in."""

    app: Panel
    people: dict[str, FlaskClient]

    def post(self, code: str, search: str = "", who: str = "project-admin", path: str | None = None) -> TestResponse:
        """Send the address of a project to the page's callback, judged on one day unless it names another."""
        output = next(key for key in self.app.callback_map if "project-facts.tree" in key)
        names = [part.rpartition(".") for part in output.strip(".").split("...")]
        asked = search if "on=" in search else f"{search}{'&' if search else '?'}on={DAY}"
        where = f"/projects/{code}" if path is None else path
        body = {
            "output": output,
            "outputs": [{"id": name, "property": prop} for name, _, prop in names],
            "inputs": [{"id": ADDRESS, "property": "search", "value": asked}],
            "state": [{"id": ADDRESS, "property": "pathname", "value": where}],
            "changedPropIds": [f"{ADDRESS}.search"],
        }
        return self.people[who].post("/_dash-update-component", json=body)

    def show(self, code: str, search: str = "", who: str = "project-admin") -> dict[str, dict[str, Any]]:
        """Give what the page of a project answers: by id, by property."""
        answer = self.post(code, search, who)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        body: dict[str, dict[str, dict[str, Any]]] = answer.get_json()
        return body["response"] | body.get("sideUpdate", {})

    def take(self, code: str, chart: str, search: str = "", who: str = "project-admin") -> TestResponse:
        """Take the file of a chart."""
        return self.people[who].get(f"/export/project/{chart}.csv?on={DAY}&csv=machine&code={code}{search}")


def open_projects(database: Database, wanted: Mapping[str, tuple[str, scopes.Scope]] = PEOPLE) -> ProjectApp:
    """Give the app over a database that tests only read, and these people; accounts are added where they are not."""
    app = create_app(database.settings, database.engines)
    people = {}
    for name, (role, scope) in wanted.items():
        with database.engines.writer.begin() as connection:
            if accounts.credentials(connection, name) is None:
                accounts.create_account(connection, name, role, actor="test", password=PASSWORD)
                scopes.set_scope(connection, name, scope, actor="test")
        people[name] = app.server.test_client()
        sign_in(people[name], name)
    return ProjectApp(app, people)


def cells(answer: dict[str, dict[str, Any]], chart: str) -> list[list[str]]:
    """Give the words of a card's table, row by row, without the links to explanations at their end."""
    tree = answer[f"project-{chart}-instead"]["tree"]
    rows = [node for node in walk(tree) if node["type"] == "Tr"][1:]
    return [[words(cell) for cell in walk(row) if is_told(cell)] for row in rows]


def is_told(cell: Element) -> bool:
    """Say whether an element is a cell that tells something, and not the link at the end of its row."""
    return cell["type"] in {"Th", "Td"} and cell["props"].get("className") != "why"  # type: ignore[attr-defined]


def words(element: Element) -> str:
    """Give the words of an element."""
    return " ".join(text_of(element).split())


def state(answer: dict[str, dict[str, Any]], chart: str) -> str | None:
    """Give the mark that stands instead of a card's content."""
    nodes = walk(answer[f"project-{chart}-instead"]["tree"])
    return next((str(n["props"]["data-state"]) for n in nodes if "data-state" in n["props"]), None)  # type: ignore[index, operator]


def kpis(answer: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Give the exact value of each key figure."""
    found: list[Any] = [node["props"] for node in walk(answer["project-kpis"]["children"])]
    return {props["data-kpi"].removeprefix("project."): props["data-value"] for props in found if "data-kpi" in props}
