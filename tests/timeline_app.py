"""An app over the example programme, asked for its timeline by somebody who sees all; the example's files by hand."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import dashboard
from dashboard.access import scopes
from dashboard.app import Panel
from dashboard.components.markup import text_of, walk
from dashboard.ids import ADDRESS
from tests.conftest import Database
from tests.project_app import open_projects

DAY = "2026-11-22"
WHO = "timeline-admin"
STRUCTURE = Path(dashboard.__file__).parent / "data" / "demo" / "structure"


@dataclass(frozen=True, slots=True)
class TimelineApp:
    """The app and somebody signed in."""

    app: Panel
    http: FlaskClient

    def show(self, search: str = "", page: str = "timeline") -> dict[str, dict[str, Any]]:
        """Give what a page answers to an address, judged on one day unless it names another: by id, by property."""
        output = next(key for key in self.app.callback_map if f"{page}-kpis.children" in key)
        names = [part.rpartition(".") for part in output.strip(".").split("...")]
        body = {
            "output": output,
            "outputs": [{"id": name, "property": prop} for name, _, prop in names],
            "inputs": [{"id": ADDRESS, "property": "search", "value": on_the_day(search)}],
            "changedPropIds": [f"{ADDRESS}.search"],
        }
        answer = self.http.post("/_dash-update-component", json=body)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        told: dict[str, dict[str, dict[str, Any]]] = answer.get_json()
        return told["response"] | told.get("sideUpdate", {})

    def take(self, chart: str, form: str, search: str = "") -> TestResponse:
        """Take the file of a chart."""
        return self.http.get(f"/export/timeline/{chart}.{form}{on_the_day(search)}")


def open_timeline(database: Database) -> TimelineApp:
    """Give the app over a database that tests only read."""
    opened = open_projects(database, {WHO: ("admin", scopes.Scope())})
    return TimelineApp(opened.app, opened.people[WHO])


def on_the_day(search: str) -> str:
    """Add the tests' reference day to an address that names none."""
    return search if "on=" in search else f"{search}{'&' if '?' in search else '?'}on={DAY}"


def rows_of(kind: str) -> list[dict[str, str]]:
    """Give the rows of a file of the example."""
    with (STRUCTURE / f"{kind}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def days_of(grant: str) -> tuple[date, date, date]:
    """Give start, original and present end of a grant as its files have them."""
    row = next(row for row in rows_of("grants") if row["code"] == grant)
    first, original = date.fromisoformat(row["starts_on"]), date.fromisoformat(row["ends_on"])
    moves = [one for one in rows_of("amendments") if one["grant_code"] == grant and one["new_ends_on"]]
    moves.sort(key=lambda one: one["amended_on"])
    return first, original, date.fromisoformat(moves[-1]["new_ends_on"]) if moves else original


def kpi(answer: dict[str, dict[str, Any]], name: str, page: str = "timeline") -> str:
    """Give the exact value of a key figure."""
    cards: Iterator[Any] = (node["props"] for node in walk(answer[f"{page}-kpis"]["children"]))
    return next(str(card["data-value"]) for card in cards if card.get("data-kpi") == f"{page}.{name}")


def lines(answer: dict[str, dict[str, Any]], chart: str) -> Iterator[tuple[str, list[str]]]:
    """Give the name of each row of a table, and the exact values of its cells that have one."""
    rows: list[Any] = [node for node in walk(answer[f"timeline-{chart}-instead"]["tree"]) if node["type"] == "Tr"]
    for row in rows:
        cells: list[Any] = list(walk(row["props"]["children"]))
        head = next((cell for cell in cells if cell["props"].get("scope") == "row"), None)
        if head:
            yield text_of(head), [str(c["props"]["data-value"]) for c in cells if "data-value" in c["props"]]
