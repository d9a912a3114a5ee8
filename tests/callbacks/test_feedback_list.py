"""The list of cases for each role: texts reach those who answer them and nobody else, on the screen and in files."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any
from urllib.parse import quote

import pandas as pd
import pytest
from openpyxl import load_workbook
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from dashboard.access import accounts, scopes
from dashboard.app import create_app
from dashboard.callbacks.feedback_list import answering
from dashboard.catalogue import CHARTS
from dashboard.components.markup import text_of, walk
from dashboard.data.engine import writing
from dashboard.data.loading import load_rows
from dashboard.data.schema.accounts import audit
from dashboard.pages.feedback_list import FILTERS, OWN_FILTERS
from tests.conftest import Server
from tests.visiting import (
    CALLBACKS,
    PASSWORD,
    PROJECT,
    House,
    Visitor,
    add_people,
    body_of,
    router_body,
    server_callbacks,
)

OTHERS = ("staff", "manager", "admin", "funder-wb")
KEYS = ("key", "received_on", "type", "category", "priority", "status", "language", "sensitivity", "text", "person")
OPEN, SECRET_TEXT, NEEDLE = "Kanarya-açık", "Kanarya-gizli", "Kanarya"
ARABIC = "الأوراقُ المطلوبة"
CASES = (
    ("F1", "2021-03-02", "complaint", "access", "high", "received", "tr", "no", f"{OPEN} <script>alert(1)</script>"),
    ("F2", "2021-04-02", "request", "access", "normal", "received", "ar", "no", ARABIC),
    ("F3", "2021-05-02", "complaint", "quality", "low", "received", "unknown", "yes", SECRET_TEXT),
    ("F4", "2021-06-02", "thanks", "sea", "low", "received", "tr", "no", SECRET_TEXT),
    ("F5", "2021-07-02", "thanks", "other", "low", "received", "tr", "no", "=1+1"),
)
FILE = "/export/feedback_list/cases"


@dataclass(frozen=True, slots=True)
class Listening:
    """The house, and whoever is signed in by account name."""

    house: House
    people: dict[str, Visitor]

    def show(self, name: str, search: str = "") -> dict[str, dict[str, Any]]:
        """Give what the list answers somebody: by id, by property."""
        answer = self.ask(name, search)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        found: dict[str, dict[str, dict[str, Any]]] = answer.get_json()
        return found["response"] | found.get("sideUpdate", {})

    def ask(self, name: str, search: str = "") -> TestResponse:
        """Send an address to the callback of the list."""
        return self.people[name].call(self.body(search))

    def body(self, search: str = "") -> dict[str, Any]:
        """Give the body of the list's callback."""
        output = next(key for key in self.house.app.callback_map if "feedback_list-cases-pages" in key)
        body = body_of(self.house.app, output)
        body["inputs"][0]["value"] = search
        return body

    def keys(self, name: str, search: str = "") -> list[str]:
        """Give the keys of the cases that somebody sees, in their order."""
        table = self.show(name, search)["feedback_list-cases-instead"]["tree"]
        rows = [node for node in walk(table) if node["type"] == "Th" and node["props"].get("scope") == "row"]  # type: ignore[union-attr]
        return [text_of(row) for row in rows]


@pytest.fixture(scope="module")
def listening(postgres: Server, migrated: str) -> Iterator[Listening]:
    """Give a house with five cases, of which two are sensitive; `feedback-named` has the right to them."""
    database = postgres.create("listening", migrated)
    add_people(database)
    frame = pd.DataFrame([(*case, f"KISI-{case[0]}") for case in CASES], columns=KEYS, dtype=str)
    frame = frame.rename(columns={"key": "feedback_key", "person": "person_key"})
    with writing(database.engines.writer) as connection:
        load_rows(
            connection,
            "feedback",
            frame.assign(channel="desk", project_code=PROJECT, place_code="TR-34-1166"),
            source="cases",
            secret=b"s" * 32,
        )
        accounts.create_account(connection, "feedback-named", "feedback", actor="test", password=PASSWORD)
        mine = scopes.Scope(programmes=frozenset({"P1"}), rights=frozenset({"sensitive"}))
        scopes.set_scope(connection, "feedback-named", mine, actor="test")
        scopes.set_scope(connection, "admin", scopes.Scope(rights=frozenset({"sensitive"})), actor="test")
    house = House(create_app(database.settings, database.engines), database)
    names = ("feedback", "feedback-named", *OTHERS)
    yield Listening(house, {name: house.signed_in(name) for name in names})
    postgres.drop(database)


def test_whoever_answers_cases_reads_what_was_said(listening: Listening) -> None:
    assert listening.keys("feedback") == ["F5", "F2", "F1"]
    answer = listening.show("feedback")
    assert answer["shell-records"]["data"] == 3
    said = [n["props"] for n in walk(answer["feedback_list-cases-instead"]["tree"]) if "lang" in n["props"]]  # type: ignore[operator]
    assert [(p["lang"], p["dir"], p["children"]) for p in said] == [  # type: ignore[index]
        ("tr", "auto", "=1+1"),
        ("ar", "auto", ARABIC),
        ("tr", "auto", f"{OPEN} <script>alert(1)</script>"),
    ]
    assert "KISI" not in str(answer)
    assert SECRET_TEXT not in str(answer)


def test_the_page_stands_below_that_of_figures_and_has_no_place_in_the_navigation(listening: Listening) -> None:
    drawn = listening.people["feedback"].call(router_body("/feedback/list")).get_json()["response"]
    header, content = drawn["shell-header"]["children"], drawn["shell-content"]["children"]
    assert [text_of(node) for node in walk(content) if node["type"] == "H1"] == ["Bildirim listesi"]
    offered = [n["props"]["data-filter"] for n in walk(content) if "data-filter" in n["props"]]  # type: ignore[index, operator]
    assert offered == [*FILTERS, *OWN_FILTERS[:-2], "q"]
    links = [node["props"].get("href") for node in walk(header)]  # type: ignore[union-attr]
    assert "/feedback/list" not in links
    assert "/feedback" in links
    assert "Kanarya" not in str(drawn)
    named = str(listening.people["feedback-named"].call(router_body("/feedback/list")).get_json())
    assert "shell-filter-sensitive" in named or "'data-filter': 'sensitive'" in named


def test_sensitive_cases_are_there_for_the_named_right_alone_and_marked(listening: Listening) -> None:
    assert listening.keys("feedback-named") == ["F5", "F4", "F3", "F2", "F1"]
    assert listening.keys("feedback-named", "?sensitive=yes") == ["F4", "F3"]
    assert listening.keys("feedback", "?sensitive=yes") == ["F5", "F2", "F1"]
    told = str(listening.show("feedback-named"))
    assert (told.count("icon-risk"), "Hassasiyet" in told) == (2, True)
    assert "Hassas" not in str(listening.show("feedback"))
    assert "Gizli" not in str(listening.show("feedback", f"?q={quote('gizli')}"))


def test_other_roles_are_told_what_unknown_callbacks_are_told(listening: Listening) -> None:
    unknown = {**listening.body(), "output": "..no-such.children.."}
    for name in OTHERS:
        refused = listening.ask(name)
        assert refused.status_code == 404
        assert refused.get_data() == listening.people[name].call(unknown).get_data()
        for path in (f"{FILE}.csv", f"{FILE}.xlsx", f"{FILE}.json"):
            taken = listening.people[name].http.get(path)
            nothing = listening.people[name].http.get("/export/feedback_list/no_such.csv")
            assert (taken.status_code, taken.get_data()) == (404, nothing.get_data())
        page, gone = (listening.people[name].call(router_body(path)) for path in ("/feedback/list", "/no/such"))
        assert str(page.get_json()).replace("/feedback/list", "/no/such") == str(gone.get_json())
    assert listening.house.visitor().http.get(f"{FILE}.csv").status_code == 401
    assert listening.house.visitor().http.post(CALLBACKS, json=listening.body()).status_code == 401


def test_no_answer_to_anybody_else_holds_a_text_or_a_person(listening: Listening) -> None:
    house = listening.house
    bodies = [body_of(house.app, name) for name in server_callbacks(house.app)]
    for one in (one for body in bodies for one in body["inputs"] if one["property"] == "search"):
        one["value"] = f"?q={NEEDLE}"
    for name in OTHERS:
        answers = [listening.people[name].call(body).get_data(as_text=True) for body in bodies]
        for page in ("feedback", "overview", "project", "beneficiaries"):
            answers += [
                listening.people[name].http.get(f"/export/{page}/{chart.partition('.')[2]}.csv").get_data(as_text=True)
                for chart in charts_of(page)
            ]
        told = "".join(answers)
        assert NEEDLE not in told.replace(f"q={NEEDLE}", "")
        assert not [word for word in (SECRET_TEXT, "KISI-", ARABIC) if word in told]


def charts_of(page: str) -> list[str]:
    """Give the charts of a page."""
    return [chart for chart in CHARTS if CHARTS[chart].page == page]


def test_files_hold_every_text_and_are_written_to_the_trail(listening: Listening) -> None:
    http = listening.people["feedback"].http
    machine = http.get(f"{FILE}.csv?csv=machine&cases.sort=received_on").get_data(as_text=True)
    rows = list(csv.DictReader(line for line in StringIO(machine) if not line.startswith("#")))
    assert [(row["feedback_key"], row["text"]) for row in rows] == [
        ("F1", f"{OPEN} <script>alert(1)</script>"),
        ("F2", ARABIC),
        ("F5", "'=1+1"),
    ]
    assert not {"sensitive", "person_key"} & set(rows[0])
    page = load_workbook(BytesIO(http.get(f"{FILE}.xlsx?q=kanar").data)).active
    cells = [cell.value for row in page.iter_rows() for cell in row]
    assert [cell for cell in cells if cell and NEEDLE in str(cell)] == [f"{OPEN} <script>alert(1)</script>"]
    named = listening.people["feedback-named"].http.get(f"{FILE}.csv?csv=machine").get_data(as_text=True)
    assert named.count(SECRET_TEXT) == 2
    with listening.house.database.engines.owner.connect() as connection:
        acts = connection.execute(
            select(audit.c.actor, audit.c.subject, audit.c.details).where(audit.c.action == "export")
        )
        told = [
            (row.actor, row.subject, row.details["form"]) for row in acts if row.subject.startswith("feedback_list")
        ]
    expected = [("feedback", "machine"), ("feedback", "xlsx"), ("feedback-named", "machine")]
    assert told == [(who, "feedback_list.cases", form) for who, form in expected]


@pytest.mark.parametrize(
    ("search", "keys"),
    [
        ("?type=complaint", ["F1"]),
        ("?type=complaint&type=request", ["F2", "F1"]),
        ("?category=other", ["F5"]),
        ("?language=ar", ["F2"]),
        ("?priority=low", ["F5"]),
        ("?status=received", ["F5", "F2", "F1"]),
        ("?channel=desk&period=2021-H1", ["F2", "F1"]),
        ("?place=TR-34&q=KANARYA", ["F1"]),
        (f"?q={quote('الاوراق')}", ["F2"]),
        ("?programme=P1&cases.sort=days_open", ["F5", "F2", "F1"]),
        ("?cases.sort=-days_open", ["F1", "F2", "F5"]),
        ("?on=2021-03-15", ["F1"]),
    ],
)
def test_filters_and_orders_choose_cases(listening: Listening, search: str, keys: list[str]) -> None:
    assert listening.keys("feedback", search) == keys


def test_a_long_list_is_shown_a_page_at_a_time(listening: Listening, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "ROWS_A_PAGE", 2)
    assert listening.keys("feedback", "?cases.page=2") == ["F1"]
    answer = listening.show("feedback")
    assert "cases.page=2" in str(answer["feedback_list-cases-pages"]["tree"])
    assert text_of(answer["feedback_list-cases-text"]["tree"]).startswith("Listelenen bildirim: 3")
    monkeypatch.setattr(answering.data, "MOST_COUNTED", 2)
    assert text_of(listening.show("feedback")["feedback_list-cases-text"]["tree"]).startswith("Listelenen bildirim 2")


def test_nobody_sees_cases_of_other_programmes(listening: Listening) -> None:
    with writing(listening.house.database.engines.writer) as connection:
        scopes.set_scope(connection, "feedback", scopes.Scope(programmes=frozenset({"P2"})), actor="test")
    answer = str(listening.show("feedback"))
    with writing(listening.house.database.engines.writer) as connection:
        scopes.set_scope(connection, "feedback", scopes.Scope(programmes=frozenset({"P1"})), actor="test")
    assert "state-name" in answer
    assert not any(case[0] in answer for case in CASES)


def test_a_question_that_fails_breaks_its_card_and_tells_nothing(
    listening: Listening, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(connection: Any, *_: object) -> None:  # noqa: ANN401  A connection.
        connection.execute(text("select no_such_column"))

    monkeypatch.setattr(answering.data, "count", broken)
    answer = str(listening.show("feedback"))
    assert "Hata kodu" in answer
    assert "no_such_column" not in answer
