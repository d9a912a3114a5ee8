"""A sensitive case leaves no trace for anybody without the named right.

Two installations are filled alike, but only one of them ever heard of the sensitive cases. Whatever an account without
the right asks, both must answer the same to the letter: then no figure, date, choice or count tells of the cases, and
nothing is left to find by subtracting one answer from another. A card that fails bears a code of its own each time, so
that none can fail unnoticed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

import pandas as pd
import pytest
from openpyxl import load_workbook
from sqlalchemy import text

from dashboard.access import accounts, scopes
from dashboard.app import create_app, exports
from dashboard.data.engine import writing
from dashboard.data.loading.load import load_rows
from tests.conftest import Database, Server
from tests.visiting import CALLBACKS, PASSWORD, PROJECT, House, Visitor, add_people, body_of, server_callbacks

SECRET = b"x" * 32
FORM_TOKEN = re.compile(rb'"[\w-]{43}"')
"""The token of a session's forms, which is another one at every sign-in."""
CANARY = "KANARYA-7f3a"
NAMED, PLAIN = "officer", "feedback"
"""An account with the named right to sensitive cases, and one of the same role without it."""
OTHERS = ("admin", "staff", PLAIN)
"""Further accounts without the right, besides the manager's."""
TOUCHED = ("overview", "beneficiaries", "project", "partner", "feedback", "feedback_list", "data")
"""Pages with a figure that is made of feedback, or that stands beside one."""
STATES = (
    "",
    "?period=2022-02",
    "?place=TR-73",
    "?place=TR-73-1",
    "?programme=P1&place=TR-34",
    "?type=complaint",
    "?q=kanarya",
    "?on=2022-02-20",
    "?figure=feedback.received",
    "?v={first}",
    "?v={first}&period=2022-02",
)
"""Addresses, above all those of the cases' own month, place, type and words, and of the version before their change."""
COLUMNS = (
    *("feedback_key", "received_on", "channel", "type", "category", "project_code", "place_code", "language", "sex"),
    *("age_band", "sensitivity", "priority", "needs_answer", "due_on", "status", "first_response_on", "closed_on"),
    *("rating", "text", "person_key"),
)
SENSITIVE = {
    "feedback_key": "S-1",
    "received_on": "2022-02-14",
    "channel": "visit",
    "type": "complaint",
    "category": "sea",
    "place_code": "TR-73",
    "language": "so",
    "sex": "other",
    "age_band": "60+",
    "sensitivity": "yes",
    "priority": "urgent",
    "status": "received",
    "text": CANARY,
    "person_key": "somebody",
}
"""The only case of its month, place, channel, language, sex and age."""
LATER = SENSITIVE | {
    "feedback_key": "S-2",
    "category": "staff_behaviour",
    "sensitivity": "no",
    "status": "closed",
    "closed_on": "2022-02-28",
    "first_response_on": "2022-02-16",
    "rating": "5",
}
"""A case that was thought harmless in the first version and is sensitive since the second."""


def _plain_cases() -> list[dict[str, str]]:
    """Give cases of a hundred days, none of them in February 2022."""
    days = [day.date().isoformat() for day in pd.date_range("2021-03-01", "2022-06-30", freq="4D")]
    kinds = ("request", "complaint", "information", "thanks", "suggestion")
    shown = [day for day in days if not day.startswith("2022-02")]
    return [
        {
            "feedback_key": f"K-{number}",
            "received_on": day,
            "channel": ("desk", "phone", "message")[number % 3],
            "type": kinds[number % len(kinds)],
            "category": ("access", "quality", "timeliness", "other")[number % 4],
            "place_code": ("TR-34", "TR-01", "TR-34-1327", "")[number % 4],
            "language": ("tr", "ar")[number % 2],
            "sensitivity": "no",
            "priority": ("normal", "high")[number % 2],
            "status": "received" if number % 7 == 0 else "answered",
            "first_response_on": ""
            if number % 7 == 0
            else (pd.Timestamp(day) + pd.Timedelta(days=number % 9)).date().isoformat(),
            "text": f"metin {number}",
        }
        for number, day in enumerate(shown)
    ]


def _frame(*cases: dict[str, str]) -> pd.DataFrame:
    """Give cases as the loader takes them."""
    rows = [{"project_code": PROJECT} | case for case in cases]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype=str).fillna("")


def _reach() -> pd.DataFrame:
    """Give contacts of every month, so that rates can be made."""
    months = pd.date_range("2021-01-01", "2022-06-01", freq="MS")
    rows = [
        {
            "date": f"{month:%Y-%m}-10",
            "project_code": PROJECT,
            "activity_kind": "language_course",
            "place_code": place,
            "population_group": "host",
            "sex": "female",
            "age_band": "25-49",
            "disability": "no",
            "new_people": "40",
            "contacts": "200",
            "counting_rule": "declared",
            "record_key": f"{month:%Y-%m}-{place}",
        }
        for month in months
        for place in ("TR-34", "TR-01", "TR-73")
    ]
    return pd.DataFrame(rows, dtype=str)


def _fill(database: Database, *, knows: bool) -> int:
    """Load the same versions into both installations, with the sensitive cases or without; give the first of them."""
    add_people(database)
    plain = _plain_cases()
    with writing(database.engines.writer) as connection:
        load_rows(connection, "response_limits", pd.DataFrame({"priority": ["normal"], "days": ["5"]}), source="limits")
        load_rows(connection, "reach", _reach(), source="reach", secret=SECRET)
        first = [*plain, LATER, SENSITIVE] if knows else plain
        report = load_rows(connection, "feedback", _frame(*first), source="f", secret=SECRET)
        changed = plain[0] | {"channel": "box"}
        second = [changed, *plain[1:], LATER | {"sensitivity": "yes"}, SENSITIVE] if knows else [changed, *plain[1:]]
        load_rows(connection, "feedback", _frame(*second), source="f", secret=SECRET, supersede=True)
    with database.engines.writer.begin() as connection:
        accounts.create_account(connection, NAMED, "feedback", actor="test", password=PASSWORD)
        scope = scopes.Scope(programmes=frozenset({"P1"}), rights=frozenset({"sensitive"}))
        scopes.set_scope(connection, NAMED, scope, actor="test")
    with database.engines.owner.begin() as connection:
        for table in ("versions", "loads"):
            connection.execute(text(f"update {table} set committed_at = '2022-07-01 09:00:00+00'"))  # noqa: S608 - fixed names.
    return int(report.version or 0)


@dataclass(frozen=True, slots=True)
class Twins:
    """The installation that knows of the sensitive cases, and the one that does not."""

    knowing: House
    innocent: House
    first: int
    """Version of the load in which the later case still counted as harmless."""
    known: dict[str, tuple[Visitor, Visitor]] = field(default_factory=dict)

    def visitors(self, username: str) -> Iterator[tuple[House, Visitor]]:
        """Give both installations, each with a visitor who is signed in under a name."""
        houses = self.knowing, self.innocent
        if username not in self.known:
            self.known[username] = houses[0].signed_in(username), houses[1].signed_in(username)
        return zip(houses, self.known[username], strict=True)


@pytest.fixture(scope="module")
def twins(postgres: Server, migrated: str) -> Iterator[Twins]:
    """Give the two installations."""
    databases = [postgres.create(f"twin_{name}", migrated) for name in ("knowing", "innocent")]
    firsts = [_fill(database, knows=knows) for database, knows in zip(databases, (True, False), strict=True)]
    assert firsts[0] == firsts[1]
    knowing, innocent = (House(create_app(d.settings, d.engines), d) for d in databases)
    yield Twins(knowing, innocent, firsts[0])
    for database in databases:
        postgres.drop(database)


def _answers(house: House, visitor: Visitor, search: str) -> dict[str, bytes]:
    """Ask every callback and every file of the pages touched for an address, and give all answers by what was asked."""
    found = {}
    for name in server_callbacks(house.app):
        body = body_of(house.app, name)
        for part in (*body["inputs"], *body["state"]):
            if part["property"] == "search":
                part["value"] = search
        found[name] = FORM_TOKEN.sub(b"", visitor.http.post(CALLBACKS, json=body).get_data())
    taken = exports(house.database.settings)
    for page in TOUCHED:
        for chart in taken[page].shown:
            path = f"/export/{page}/{chart.partition('.')[2]}.csv{search}"
            if taken[page].named:
                path += f"{'&' if search else '?'}code={PROJECT}"
            found[path] = visitor.http.get(path).get_data()
    return found


def _different(twins: Twins, username: str, search: str) -> list[str]:
    """Give what the two installations answer differently, or with the words of a sensitive case."""
    told, expected = (_answers(house, visitor, search) for house, visitor in twins.visitors(username))
    assert told.keys() == expected.keys()
    return [asked for asked in told if told[asked] != expected[asked] or CANARY.encode() in told[asked]]


@pytest.mark.parametrize("state", STATES)
def test_a_manager_gets_the_same_answers_as_if_the_cases_had_never_been(twins: Twins, state: str) -> None:
    assert _different(twins, "manager", state.format(first=twins.first)) == []


@pytest.mark.parametrize("username", OTHERS)
def test_nor_does_anybody_else_without_the_right(twins: Twins, username: str) -> None:
    assert _different(twins, username, f"?v={twins.first}&period=2022-02") == []


def test_whoever_has_the_right_sees_them(twins: Twins) -> None:
    (house, visitor), (other, innocent) = twins.visitors(NAMED)
    told, expected = _answers(house, visitor, ""), _answers(other, innocent, "")
    different = {asked.split(".")[0].strip("/") for asked in told if told[asked] != expected[asked]}
    assert {"export/feedback/by_month", "export/feedback/places", "export/feedback_list/cases"} <= different
    assert CANARY in told["/export/feedback_list/cases.csv"].decode()
    assert CANARY not in told["/export/feedback/by_month.csv"].decode()


@pytest.mark.parametrize("chart", ["by_month", "places", "topics"])
def test_workbooks_tell_nothing_either(twins: Twins, chart: str) -> None:
    path = f"/export/feedback/{chart}.xlsx?period=2022"
    books = [load_workbook(BytesIO(visitor.http.get(path).get_data())) for _, visitor in twins.visitors("manager")]
    cells = [[[cell.value for cell in row] for sheet in book for row in sheet.iter_rows()] for book in books]
    assert cells[0] == cells[1]


@pytest.mark.parametrize("chart", ["by_month", "places", "topics"])
def test_nor_do_drawings_and_what_is_said_around_them(twins: Twins, chart: str) -> None:
    path = f"/export/feedback/{chart}.json?period=2022"
    answers = [visitor.http.get(path).get_json() for _, visitor in twins.visitors("manager")]
    assert answers[0] == answers[1]
    assert answers[0]["cited"]["alt"]
