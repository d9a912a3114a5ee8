"""What a person does with a basket over HTTP: put charts in, look at the page, move and remove."""

import re
from dataclasses import dataclass
from typing import Any

from werkzeug.test import TestResponse

from dashboard.components.markup import text_of, walk
from dashboard.ids import ADDRESS
from tests.acting_app import ActingApp

CALLBACKS = "/_dash-update-component"
PEOPLE, FRAMEWORK, GANTT = "beneficiaries.cumulative", "timeline.framework", "timeline.gantt"
"""Two charts, and between them a table without a drawing."""


@dataclass(frozen=True, slots=True)
class Basketed:
    """One person in front of an app."""

    acts: ActingApp
    who: str = "staff"

    def put(self, chart: object, query: object = "") -> TestResponse:
        """Press the button of a chart."""
        return self.acts.person(self.who).post("/reports/basket", json={"chart": chart, "query": query})

    def open(self, search: str = "") -> dict[str, Any]:
        """Open the page; give what its callback answers, by id."""
        body = self.acts.body("reports-whole.tree", {f"{ADDRESS}.search": search})
        answer = self.acts.person(self.who).post(CALLBACKS, json=body)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        response: dict[str, Any] = answer.get_json()["response"]
        return response

    def wish(self, data: object, search: str = "") -> TestResponse:
        """Send a wish about the basket."""
        values = {"reports-basket-wish.data": data, f"{ADDRESS}.search": search}
        return self.acts.person(self.who).post(CALLBACKS, json=self.acts.body("reports-basket-said.tree", values))

    def do(self, act: str, item: object) -> TestResponse:
        """Move or remove an item."""
        return self.wish({"act": act, "step": "do", "fields": {"item": item}})

    def lines(self, search: str = "") -> list[tuple[str, str]]:
        """Give id and title of every item on the page, in its order."""
        return lines_in(self.open(search)["reports-basket"]["tree"])

    def order(self, body: object, lang: str = "tr") -> TestResponse:
        """Order a report."""
        return self.acts.person(self.who).post(f"/reports/make?lang={lang}", json=body, buffered=False)


def items_in(tree: object) -> list[dict[str, Any]]:
    """Give the properties of every item of a list."""
    return [node["props"] for node in walk(tree) if node["props"].get("className") == "basket-item"]  # type: ignore[attr-defined]


def lines_in(tree: object) -> list[tuple[str, str]]:
    """Give id and title of every item of a list."""
    return [(one["key"], re.sub(r" +", " ", one["data-title"])) for one in items_in(tree)]


def words_in(tree: object) -> list[str]:
    """Give the words of every item of a list."""
    return [text_of(one["children"]) for one in items_in(tree)]
