"""An app with the acts of the page `timeline`, over two programmes, and everybody who may or may not act."""

from dataclasses import dataclass, field
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from dashboard.access import accounts, scopes
from dashboard.app import Panel
from dashboard.callbacks.timeline_acts import wish
from dashboard.components.markup import Element, text_of, walk
from dashboard.data.schema import versions
from dashboard.data.schema.accounts import audit
from dashboard.ids import ADDRESS
from tests.conftest import Database
from tests.reached_app import PASSWORD, sign_in
from tests.timeline_world import INDICATOR, REGISTERS, RESULTS, indicator, load, month, table

PEOPLE = {
    "admin": ("admin", scopes.Scope()),
    "manager": ("manager", scopes.Scope(programmes=frozenset({"A"}))),
    "manager-b": ("manager", scopes.Scope(programmes=frozenset({"B"}))),
    "staff": ("staff", scopes.Scope(programmes=frozenset({"A"}))),
    "feedback": ("feedback", scopes.Scope(programmes=frozenset({"A"}))),
    "funder": ("funder", scopes.Scope(grants=frozenset({"G1"}))),
}
"""Name, role and scope of every account; G1 and G2 belong to programme A, G3 to B."""
TABLES = {
    "stages": "project_code,stage,entered_on\nP1,running,2020-02-01\n",
    "indicators": table(
        INDICATOR, indicator("I1"), indicator("I2"), indicator("I3", programme_code="B", grant_code="G3")
    ),
    "results": table(RESULTS, month("I1", "2021-01", "5")),
    "comments": "indicator_code,period_start,period_end,comment,written_on,written_by\n"
    "I1,2021-01-01,2021-06-30,Kış,2021-07-05,Koordinatör",
}


@dataclass(frozen=True, slots=True)
class ActingApp:
    """The app, its database, and whoever has signed in so far."""

    app: Panel
    database: Database
    people: dict[str, FlaskClient] = field(default_factory=dict)

    def person(self, who: str) -> FlaskClient:
        """Give somebody signed in; `anonymous` is nobody."""
        if who not in self.people:
            self.people[who] = self.app.server.test_client()
            if who != "anonymous":
                sign_in(self.people[who], who)
        return self.people[who]

    def body(self, output: str, values: dict[str, object]) -> dict[str, Any]:
        """Give the body of the callback whose name holds `output`, with values by id and property."""
        name = next(key for key in self.app.callback_map if output in key)
        spec = self.app.callback_map[name]
        told = [one.rpartition(".") for one in name.strip(".").split("...")]
        outputs = [{"id": id_, "property": prop} for id_, _, prop in told]
        filled = {
            part: [one | {"value": values.get(f"{one['id']}.{one['property']}")} for one in spec[part]]
            for part in ("inputs", "state")
        }
        several = name.startswith("..")
        return {
            "output": name,
            "outputs": outputs if several else outputs[0],
            "inputs": [{k: one[k] for k in ("id", "property", "value")} for one in filled["inputs"]],
            "state": [{k: one[k] for k in ("id", "property", "value")} for one in filled["state"]],
            "changedPropIds": [f"{spec['inputs'][0]['id']}.{spec['inputs'][0]['property']}"],
        }

    def send(self, who: str, data: object, search: str = "", *, place: str = "timeline-acts") -> TestResponse:
        """Send a wish to a place."""
        values = {f"{place}-wish.data": data, f"{ADDRESS}.search": search}
        return self.person(who).post("/_dash-update-component", json=self.body(f"{place}-said.tree", values))

    def act(self, who: str, act: str, step: str, search: str = "", **fields: str) -> "Answer":
        """Send a step of an act, what is not told being as a form has it, and demand an answer."""
        answer = self.send(who, {"act": act, "step": step, "fields": self.filled(act, fields)}, search)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return Answer(answer.get_json())

    def filled(self, act: str, fields: dict[str, str]) -> dict[str, str]:
        """Give all fields of an act."""
        usual = {"grant": "G1", "version": "1", "seen": str(self.newest()), "period": "2021-H1", "day": "2021-08-12"}
        usual |= {"indicator": "I1", "text": "Okullar kapalıydı", "reason": ""} | fields
        return {name: usual[name] for name in wish.FIELDS[act]}

    def show(self, who: str, search: str = "", data: object = None) -> TestResponse:
        """Open the page, so far as the section of acts is concerned."""
        name = next(key for key in self.app.callback_map if key == "timeline-acts.tree")
        body = self.body(name, {f"{ADDRESS}.search": search, "timeline-acts-wish.data": data})
        return self.person(who).post("/_dash-update-component", json=body)

    def newest(self) -> int:
        """Give the newest data version."""
        with self.database.engines.owner.connect() as connection:
            return int(connection.scalar(select(func.max(versions.c.version))) or 0)

    def trail(self, *actions: str) -> list[tuple[str, str, str, dict[str, object]]]:
        """Give actor, action, subject and details of the lines of some actions."""
        query = select(audit.c.actor, audit.c.action, audit.c.subject, audit.c.details)
        with self.database.engines.owner.connect() as connection:
            found = connection.execute(query.where(audit.c.action.in_(actions)).order_by(audit.c.id))
            return [tuple(row) for row in found]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a callback of a place answers."""

    json: dict[str, Any]
    place: str = "timeline-acts"

    @property
    def tree(self) -> Any:  # noqa: ANN401  # A tree as JSON.
        """Give the forms."""
        return self.json["response"][self.place]["tree"]

    @property
    def said(self) -> str:
        """Give what the live line tells."""
        return text_of(self.json["response"][f"{self.place}-said"]["tree"])

    @property
    def words(self) -> str:
        """Give all words of the forms."""
        return text_of(self.tree)

    @property
    def refreshed(self) -> dict[str, Any]:
        """Give what the answer sets elsewhere on the page."""
        return dict(self.json.get("sideUpdate", {}))

    def named(self, id_: str) -> Element | None:
        """Give the element with an id."""
        return next((node for node in walk(self.tree) if node["props"].get("id") == id_), None)  # type: ignore[attr-defined]

    def wrong(self, act: str) -> dict[str, str]:
        """Give the error beside each field of an act."""
        start, end = f"timeline-acts-{act}-", "-error"
        found: dict[str, str] = {}
        for node in walk(self.tree):
            id_ = str(node["props"].get("id", ""))  # type: ignore[attr-defined]
            if id_.startswith(start) and id_.endswith("error"):
                found[id_.removeprefix(start).removesuffix(end).removesuffix("error")] = text_of(node)
        return found

    def steps(self, act: str) -> list[str]:
        """Give the steps that the form of an act offers."""
        form = next(node for node in walk(self.tree) if node["props"].get("data-act") == act)  # type: ignore[attr-defined]
        return [node["props"]["data-step"] for node in walk(form) if "data-step" in node["props"]]  # type: ignore[index,operator]


def fill_world(database: Database) -> None:
    """Load grants and indicators, as versions 2 and 3, and add the people."""
    load(database.engines, REGISTERS)
    load(database.engines, TABLES)
    with database.engines.writer.begin() as connection:
        for name, (role, scope) in PEOPLE.items():
            accounts.create_account(connection, name, role, actor="test", password=PASSWORD)
            scopes.set_scope(connection, name, scope, actor="test")
