"""An app over partners before the eyes of somebody who sees all, and of a manager of one programme."""

from dataclasses import dataclass
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from dashboard.access import accounts, scopes
from dashboard.app import Panel, create_app
from dashboard.components.markup import walk
from dashboard.ids import ADDRESS
from tests.conftest import Database
from tests.project_app import is_told, words
from tests.reached_app import PASSWORD, sign_in

Answer = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class PartnerApp:
    """The app, who is signed in, and the day of which they ask."""

    app: Panel
    people: dict[str, FlaskClient]
    day: str

    def post(self, code: str, search: str = "", who: str = "all", path: str | None = None) -> TestResponse:
        """Send the address of a partner to the page's callback."""
        output = next(key for key in self.app.callback_map if "partner-facts.tree" in key)
        names = [part.rpartition(".") for part in output.strip(".").split("...")]
        body = {
            "output": output,
            "outputs": [{"id": name, "property": prop} for name, _, prop in names],
            "inputs": [{"id": ADDRESS, "property": "search", "value": self._asked(search)}],
            "state": [
                {"id": ADDRESS, "property": "pathname", "value": f"/partnerships/{code}" if path is None else path}
            ],
            "changedPropIds": [f"{ADDRESS}.search"],
        }
        return self.people[who].post("/_dash-update-component", json=body)

    def show(self, code: str, search: str = "", who: str = "all") -> Answer:
        """Give what the page of a partner answers: by id, by property."""
        answer = self.post(code, search, who)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        body: dict[str, Answer] = answer.get_json()
        return body["response"] | body.get("sideUpdate", {})

    def take(self, code: str, chart: str, search: str = "", who: str = "all") -> TestResponse:
        """Take the file of a chart."""
        return self.people[who].get(f"/export/partner/{chart}.csv{self._asked(search)}&csv=machine&code={code}")

    def _asked(self, search: str) -> str:
        """Give a query that names the day."""
        return search if "on=" in search else f"{search}{'&' if search else '?'}on={self.day}"


def open_partners(database: Database, day: str, programme: str) -> PartnerApp:
    """Give the app over a database that tests only read; the manager sees one programme."""
    app = create_app(database.settings, database.engines)
    wanted = {"all": ("admin", scopes.Scope()), "one": ("manager", scopes.Scope(programmes=frozenset({programme})))}
    people = {}
    for who, (role, scope) in wanted.items():
        name = f"partner-{who}"
        with database.engines.writer.begin() as connection:
            if accounts.credentials(connection, name) is None:
                accounts.create_account(connection, name, role, actor="test", password=PASSWORD)
                scopes.set_scope(connection, name, scope, actor="test")
        people[who] = app.server.test_client()
        sign_in(people[who], name)
    return PartnerApp(app, people, day)


def cells(answer: Answer, chart: str) -> list[list[str]]:
    """Give the words of a card's table, row by row, without the links to explanations at their end."""
    tree = answer[f"partner-{chart}-instead"]["tree"]
    rows = [node for node in walk(tree) if node["type"] == "Tr"][1:]
    return [[words(cell) for cell in walk(row) if is_told(cell)] for row in rows]


def links(answer: Answer, chart: str) -> dict[str, str]:
    """Give where the names of a card's table lead."""
    found: list[Any] = [node for node in walk(answer[f"partner-{chart}-instead"]["tree"]) if node["type"] == "A"]
    return {words(node): node["props"]["href"] for node in found if "data-row" not in node["props"]}


def state(answer: Answer, chart: str) -> str | None:
    """Give the mark that stands instead of a card's content."""
    found: list[Any] = [node["props"] for node in walk(answer[f"partner-{chart}-instead"]["tree"])]
    return next((str(props["data-state"]) for props in found if "data-state" in props), None)


def kpis(answer: Answer) -> dict[str, tuple[str, str]]:
    """Give the exact value of each key figure, and the words of its card."""
    found: list[Any] = [node for node in walk(answer["partner-kpis"]["children"]) if "data-kpi" in node["props"]]
    return {
        node["props"]["data-kpi"].removeprefix("partner."): (node["props"]["data-value"], words(node)) for node in found
    }


def facts(answer: Answer) -> str:
    """Give the words of the card that opens the page."""
    return words(answer["partner-facts"]["tree"][0])
