"""An administrator at work on the page Yönetim: what is sent, and what is answered."""

from typing import Any

from sqlalchemy import select
from werkzeug.test import TestResponse

from dashboard.access.scopes import Listed, list_accounts
from dashboard.callbacks.admin.account_forms import EMPTY
from dashboard.components.markup import Element, text_of, walk
from dashboard.data.schema.accounts import audit
from dashboard.ids import ADDRESS
from tests.visiting import House, Visitor, body_of

PEOPLE = {"admin": "admin", "second": "admin", "staff": "staff", "feedback": "feedback", "funder-wb": "funder"}
"""The accounts of the office and their roles."""


class Answer:
    """What a place answers."""

    def __init__(self, answer: TestResponse, place: str) -> None:
        assert answer.status_code == 200, answer.get_data(as_text=True)[:300]
        self.json, self.place = answer.get_json(), place

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
        return " ".join(text_of(self.tree).split())

    @property
    def errors(self) -> list[str]:
        """Give the sentences about what is wrong."""
        return [text_of(one) for one in walk(self.tree) if props(one).get("className") == "field-error"]

    @property
    def password(self) -> str | None:
        """Give the password that is shown to be copied."""
        shown = [props(one)["value"] for one in walk(self.tree) if "data-act-copy" in props(one)]
        return str(shown[0]) if shown else None

    def form(self, act: str) -> dict[str, str]:
        """Give what the form of an act would send as it stands."""
        form = next(one for one in walk(self.tree) if props(one).get("data-act") == act)
        fields: dict[str, str] = {}
        for one in walk(form):
            own = props(one)
            if one["type"] == "Input" and own.get("type") == "checkbox" and not own["defaultChecked"]:
                continue
            if "name" in own and one["type"] in {"Input", "Select", "Textarea"}:
                name, value = str(own["name"]), str(own.get("value", own.get("defaultValue", "")))
                fields[name] = f"{fields[name]}\n{value}" if fields.get(name) else value
        return fields


def props(element: Element) -> dict[str, Any]:
    """Give the properties of an element."""
    return element["props"]  # type: ignore[return-value]


class Office:
    """An administrator at work."""

    def __init__(self, house: House, admin: Visitor) -> None:
        self.house, self.admin = house, admin

    def send(self, place: str, wish: object, visitor: Visitor | None = None, search: str = "") -> TestResponse:
        """Send a wish to a place of the page."""
        name = next(one for one in self.house.app.callback_map if one.startswith(f"..admin-{place}.tree"))
        body = body_of(self.house.app, name)
        body["inputs"][0]["value"] = wish
        body["state"][0]["value"] = search
        return (visitor or self.admin).call(body)

    def act(self, act: str, step: str, visitor: Visitor | None = None, **fields: str) -> Answer:
        """Send a step of an act on an account."""
        wish = {"act": act, "step": step, "fields": {**EMPTY, **fields}}
        return Answer(self.send("accounts", wish, visitor), "admin-accounts")

    def lines(self, step: str, **fields: str) -> Answer:
        """Send a step of drawing thresholds."""
        usual = {"programme": "A", "behind": "", "at_risk": "", "over": "", "seen": ""}
        wish = {"act": "thresholds", "step": step, "fields": usual | fields}
        return Answer(self.send("thresholds", wish), "admin-thresholds")

    def trail(self, search: str) -> Any:  # noqa: ANN401  # A tree as JSON.
        """Give the audit trail as an address asks for it."""
        body = body_of(self.house.app, "admin-trail.tree")
        body["inputs"][0] = {"id": ADDRESS, "property": "search", "value": search}
        return self.admin.call(body).get_json()["response"]["admin-trail"]["tree"]

    def account(self, name: str) -> Listed:
        """Give an account as it is now."""
        with self.house.database.engines.writer.connect() as connection:
            return next(one for one in list_accounts(connection) if one.username == name)

    def written(self) -> list[tuple[str, str]]:
        """Give what the administrator is known to have done, besides signing in."""
        own = select(audit.c.action, audit.c.subject).where(audit.c.actor == "admin", audit.c.action != "sign_in")
        return [tuple(row) for row in self.house.run(own.order_by(audit.c.id))]
