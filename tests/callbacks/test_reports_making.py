"""Reports ordered over HTTP: streamed step by step, cancelled for real, one at a time, of one state of the data."""

import json
import socket
import threading
import time
from base64 import b64decode
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.client import HTTPConnection
from typing import Any

import pytest
from sqlalchemy import Connection, text
from werkzeug.test import TestResponse

from dashboard.app import create_app
from dashboard.data.engine import writing
from dashboard.data.filters import Filters, Viewer
from dashboard.data.releasing import release
from dashboard.export import reports_routes, reports_stream
from dashboard.export.report import making
from dashboard.export.report.formats import WRITERS, Format
from dashboard.export.report.gathering import Part
from dashboard.export.report.making import Made, Progress
from dashboard.export.report.model import Report, Section
from dashboard.export.report.standing import ReportRefusedError
from dashboard.i18n import language
from tests.acting_app import ActingApp
from tests.basketed import FRAMEWORK, GANTT, PEOPLE, Basketed
from tests.browser.conftest import serving
from tests.commands.running import PATIENCE

WHOLE = {"grant": "G1", "period": "2021-H1", "lang": "tr", "format": "docx", "draft": True}
BASKET = {"basket": True, "period": "", "lang": "tr", "format": "docx"}
ODD: tuple[object, ...] = (
    *(0, True, "x", [], {}, [WHOLE]),
    {**WHOLE, "more": 1},
    *({key: value for key, value in WHOLE.items() if key != gone} for gone in WHOLE),
    *({**WHOLE, "grant": odd} for odd in (None, 1, "", ["G1"], "G1\0", "x" * 201)),
    *({**WHOLE, "period": odd} for odd in (None, 2021, "", "soon", "2021-13", "2021..2020", "2021-H1\0")),
    *({**WHOLE, "lang": odd} for odd in (None, "", "de", ["tr"], "tr\0")),
    *({**WHOLE, "format": odd} for odd in (None, "", "exe", ["docx"], "../docx", "zip")),
    *({**WHOLE, "draft": odd} for odd in (None, "", "yes", 1)),
    *({**WHOLE, "figures": odd} for odd in (None, "", "outside", ["funder"], True)),
    {**BASKET, "basket": [1, 2]},
    {**BASKET, "basket": False},
    *({**BASKET, "format": odd} for odd in ("xlsx", "iati", "ics", "zip", None)),
    {**BASKET, **WHOLE},
)
"""What no page of ours sends."""


class Written(Format):
    """A format that writes the titles of a report's sections, and says when it does."""

    def write(self, report: Report) -> bytes:
        """Write the titles."""
        return json.dumps([report.title, report.language, *(section.title for section in report.sections)]).encode()


@pytest.fixture(autouse=True)
def written(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let documents be written as lists of titles: what is in a file is for the tests of the writers."""
    monkeypatch.setitem(WRITERS, "docx", Written("docx", "application/x-titles", "none:none"))  # type: ignore[arg-type]


@pytest.fixture
def manager(acts: ActingApp) -> Basketed:
    """Give a manager."""
    return Basketed(acts, "manager")


def lines(answer: TestResponse) -> list[dict[str, Any]]:
    """Give the lines of an answer."""
    return [json.loads(line) for line in answer.get_data(as_text=True).splitlines()]


def titles(line: dict[str, Any]) -> list[str]:
    """Give what the file in a line holds."""
    found: list[str] = json.loads(b64decode(line["file"]["base64"]))
    return found


Make = Callable[[Connection, Filters], list[Section]]


def parts(monkeypatch: pytest.MonkeyPatch, *makes: Make) -> None:
    """Let a whole report have these parts, whose names are message keys."""
    keys = ("nav.overview", "nav.timeline", "nav.feedback", "nav.export")
    made = tuple(Part(key, make) for key, make in zip(keys, makes, strict=False))
    monkeypatch.setattr(reports_routes, "made", lambda *asked: making.made(*asked, parts=made))


def test_a_whole_report_comes_step_by_step_and_ends_with_its_file(manager: Basketed) -> None:
    answer = manager.order(WHOLE)
    assert answer.status_code == 200
    assert answer.content_type == "application/x-ndjson"
    assert "Content-Encoding" not in answer.headers
    *steps, file = lines(answer)
    assert [step["done"] for step in steps] == list(range(1, steps[0]["of"] + 1))
    assert len(steps) == len(making.PARTS) + 1
    assert steps[-1]["part"] == "Dosya yazılıyor"
    assert file["failed"] == []
    assert file["file"]["name"].endswith(".docx")
    assert len(titles(file)) > 5
    told = {"form": "docx", "language": "tr", "period": "2021-H1"}
    assert manager.acts.trail("export") == [
        ("manager", "export", "report G1", {**told, "draft": "yes", "figures": "inside"})
    ]


def test_every_line_leaves_before_the_next_part_is_begun(manager: Basketed, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    parts(monkeypatch, *(lambda *_, n=n: begun.append(n) or [] for n in range(3)))  # type: ignore[misc]
    answer = manager.order(WHOLE)
    seen = [(json.loads(line).get("done"), len(begun)) for line in answer.response]
    assert seen == [(1, 1), (2, 2), (3, 3), (4, 3), (None, 3)]


def test_who_closes_the_connection_stops_the_making(manager: Basketed, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[int] = []
    parts(monkeypatch, *(lambda *_, n=n: begun.append(n) or [] for n in range(3)))  # type: ignore[misc]
    answer = manager.order(WHOLE)
    next(iter(answer.response))
    answer.close()
    assert begun == [0]
    assert_nothing_is_held(manager)


def test_a_browser_that_has_gone_is_noticed_before_the_next_part(
    manager: Basketed, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []
    parts(monkeypatch, *(lambda *_, n=n: begun.append(n) or [] for n in range(3)))  # type: ignore[misc]
    monkeypatch.setattr(reports_routes, "gone", lambda _: lambda: len(begun) == 2)
    assert [line["done"] for line in lines(manager.order(WHOLE))] == [1, 2]
    assert begun == [0, 1]
    assert_nothing_is_held_after_that(manager, monkeypatch)


def test_over_a_real_connection_too_closing_it_stops_the_making(
    manager: Basketed, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int] = []
    go_on = threading.Event()

    def waits(*_: object) -> list[Section]:
        begun.append(1)
        assert len(begun) == 1 or go_on.wait(PATIENCE)
        return []

    parts(monkeypatch, waits, waits, waits, waits)
    manager.acts.person("manager")
    with serving(manager.acts.app) as url:
        connection = HTTPConnection(url.removeprefix("http://"))
        cookie = manager.acts.person("manager").get_cookie("session")
        assert cookie
        headers = {"Content-Type": "application/json", "Cookie": f"session={cookie.value}"}
        connection.request("POST", "/reports/make", json.dumps(WHOLE), headers)
        answer = connection.getresponse()
        assert json.loads(answer.readline())["done"] == 1
        answer.close()
        connection.close()
        go_on.set()
        deadline = time.monotonic() + PATIENCE
        while held(manager) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert held(manager) == 0
    assert len(begun) <= 2


def held(person: Basketed) -> int:
    """Count the reports that are being made in a database."""
    with person.acts.database.engines.owner.connect() as connection:
        count = text("select count(*) from pg_locks where locktype = 'advisory' and classid = 5718002")
        return int(connection.scalar(count) or 0)


def assert_nothing_is_held(person: Basketed) -> None:
    """See that no transaction is open and no place taken any more."""
    with person.acts.database.engines.owner.connect() as connection:
        open_ones = text("select count(*) from pg_stat_activity where state like 'idle in transaction%'")
        assert (connection.scalar(open_ones), held(person)) == (0, 0)
    assert lines(person.order(WHOLE))[-1]["file"]


def test_a_part_that_fails_is_named_and_the_rest_delivered(manager: Basketed, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(connection: Connection, _: Filters) -> list[Section]:
        connection.execute(text("select 1/0"))
        return []

    parts(monkeypatch, lambda *_: [Section("A", ())], fails, lambda *_: [Section("C", ())])
    *steps, file = lines(manager.order(WHOLE))
    assert [step["failed"] for step in steps] == [False, True, False, False]
    assert file["failed"] == ["Takvim ve fon göstergeleri"]
    assert {"A", "C"} <= set(titles(file))


def test_a_file_that_cannot_be_written_is_told_in_the_users_language(
    manager: Basketed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks(*_: object) -> bytes:
        raise ArithmeticError

    monkeypatch.setattr(Written, "write", breaks)
    *_, last = lines(manager.order({**WHOLE, "lang": "ar"}, lang="en"))
    assert last["error"].startswith("The report could not be made. Error code: ")
    assert_nothing_is_held_after_that(manager, monkeypatch)


def test_what_a_writer_refuses_is_told_in_its_own_sentence(manager: Basketed, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object) -> bytes:
        raise ReportRefusedError("no_grant", grant="G1")

    monkeypatch.setattr(Written, "write", refuses)
    *_, last = lines(manager.order(WHOLE, lang="en"))
    assert last == {"error": "There is no such grant: G1"}


def assert_nothing_is_held_after_that(person: Basketed, monkeypatch: pytest.MonkeyPatch) -> None:
    """See that the next order is made."""
    monkeypatch.undo()
    monkeypatch.setitem(WRITERS, "docx", Written("docx", "application/x-titles", "none:none"))  # type: ignore[arg-type]
    assert_nothing_is_held(person)


def test_the_report_speaks_its_own_language_and_nobody_elses_changes(
    manager: Basketed, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts(monkeypatch, lambda *_: [Section(language(), ())])
    answer = manager.order({**WHOLE, "lang": "ar"})
    told = []
    for line in answer.response:
        told.append(json.loads(line))
        assert language() == "tr"
    assert titles(told[-1])[1:3] == ["ar", "ar"]


def test_a_second_order_of_the_same_account_is_told_to_wait(manager: Basketed) -> None:
    assert reports_routes.AT_ONCE == 1
    other = replace(manager, acts=second_process(manager.acts))
    first = manager.order(WHOLE)
    next(iter(first.response))
    busy = other.order(WHOLE)
    assert busy.status_code == 409
    assert "zaten hazırlanıyor" in busy.get_json()["error"]
    here = Basketed(manager.acts, "admin").order(WHOLE)
    assert here.status_code == 503
    assert "başka bir rapor" in here.get_json()["error"]
    elsewhere = Basketed(other.acts, "admin").order(WHOLE)
    assert lines(elsewhere)[-1]["file"]
    first.close()
    assert lines(other.order(WHOLE))[-1]["file"]


def second_process(acts: ActingApp) -> ActingApp:
    """Give another app over the same database, as another worker has."""
    return ActingApp(create_app(acts.database.settings, acts.database.engines), acts.database)


def test_all_parts_see_one_state_of_the_data(manager: Basketed, monkeypatch: pytest.MonkeyPatch) -> None:
    def seen(connection: Connection, _: Filters) -> list[Section]:
        return [Section(str(connection.scalar(text("select count(*) from versions"))), ())]

    def written_meanwhile(connection: Connection, filters: Filters) -> list[Section]:
        with manager.acts.database.engines.writer.begin() as writer:
            writer.execute(text("insert into versions (version, kind) select max(version) + 1, 'edit' from versions"))
        return seen(connection, filters)

    parts(monkeypatch, seen, written_meanwhile, seen)
    *_, file = lines(manager.order(WHOLE))
    assert titles(file)[2:5] == ["3", "3", "3"]


def test_a_basket_becomes_one_document_in_its_order(acts: ActingApp) -> None:
    staff = Basketed(acts)
    assert staff.order(BASKET).status_code == 409
    for chart in (GANTT, FRAMEWORK, PEOPLE):
        staff.put(chart, "grant=G1")
    *steps, file = lines(staff.order({**BASKET, "period": "2021", "lang": "en"}))
    assert [step["part"] for step in steps[:3]] == [
        "Plan over time",
        "Results framework",
        "People reached to date and plan",
    ]
    assert titles(file)[:2] == ["Chosen charts", "en"]
    assert [titles(file)[2:]] == [[step["part"] for step in steps[:3]]]


def test_a_chart_that_is_gone_is_named_and_the_others_delivered(acts: ActingApp) -> None:
    admin = Basketed(acts, "admin")
    admin.put(FRAMEWORK, "grant=G1")
    with acts.database.engines.owner.begin() as connection:
        connection.execute(
            text(
                "insert into basket_items (account_id, position, chart, query) "
                "select id, 9, 'project.stages', 'code=GONE' from accounts where username = 'admin'"
            )
        )
    *_, file = lines(admin.order(BASKET))
    assert file["failed"] == ["Aşama geçmişi"]
    assert titles(file)[2:] == ["Sonuç çerçevesi"]


@pytest.mark.parametrize("body", ODD)
def test_an_odd_order_is_refused(shared_acts: ActingApp, body: object) -> None:
    assert Basketed(shared_acts, "manager").order(body).status_code == 400


@pytest.mark.parametrize(("who", "grant"), [("manager", "G3"), ("manager", "NONE"), ("manager-b", "G1")])
def test_a_foreign_grant_does_not_exist(shared_acts: ActingApp, who: str, grant: str) -> None:
    assert Basketed(shared_acts, who).order({**WHOLE, "grant": grant}).status_code == 404


@pytest.mark.parametrize("who", ["staff", "feedback"])
def test_a_draft_is_for_managers_and_without_one_nothing_unreleased_leaves(shared_acts: ActingApp, who: str) -> None:
    person = Basketed(shared_acts, who)
    assert person.order(WHOLE).status_code == 404
    refused = person.order({**WHOLE, "draft": False})
    assert refused.status_code == 409
    assert "G1" in refused.get_json()["error"]
    assert "lang" not in refused.get_json()


def test_who_is_not_signed_in_orders_nothing(shared_acts: ActingApp) -> None:
    for body in (WHOLE, BASKET):
        assert Basketed(shared_acts, "anonymous").order(body).status_code == 401
    assert shared_acts.person("anonymous").get("/reports/make").status_code == 401


@pytest.mark.parametrize(
    "order", [WHOLE, {**WHOLE, "draft": False, "figures": "inside"}, {**WHOLE, "grant": "G3", "draft": False}]
)
def test_for_a_funder_drafts_exact_figures_and_foreign_grants_do_not_exist(
    shared_acts: ActingApp, order: dict[str, object]
) -> None:
    assert Basketed(shared_acts, "funder").order(order).status_code == 404


def test_figures_are_the_funders_unless_others_are_asked_for(
    manager: Basketed, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Viewer] = []
    parts(monkeypatch, lambda _, filters: seen.append(filters.viewer) or [])  # type: ignore[func-returns-value]
    with writing(manager.acts.database.engines.writer) as connection:
        release(connection, "G1", actor="manager")
    for asked in ({}, {"figures": "funder"}, {"figures": "inside"}, {"draft": True}):
        answer = manager.order({**WHOLE, "draft": False, **asked})
        assert "file" in lines(answer)[-1]
    assert [one.protected for one in seen] == [True, True, False, False]
    assert "G1" in seen[0].grants
    refused = manager.order({**WHOLE, "figures": "funder"})
    assert (refused.status_code, "Taslak" in refused.get_json()["error"]) == (409, True)


def test_a_socket_tells_whether_somebody_still_waits() -> None:
    here, there = socket.socketpair()
    is_gone = reports_stream.gone({"gunicorn.socket": here})
    assert not is_gone()
    there.send(b"GET / HTTP/1.1")
    assert not is_gone()
    here.recv(100)
    there.close()
    assert is_gone()
    here.close()
    assert is_gone()
    assert not reports_stream.gone({})()


def test_steps_are_closed_in_the_language_in_which_they_were_made() -> None:
    ended: list[str] = []

    def steps() -> Iterator[Progress | Made]:
        try:
            yield Progress(language(), 1, 2)
            yield Progress(language(), 2, 2)
        finally:
            ended.append(language())

    spoken = reports_stream.spoken("ar", steps())
    assert next(spoken).part == "ar"  # type: ignore[union-attr]
    worker = threading.Thread(target=spoken.close)
    worker.start()
    worker.join()
    assert ended == ["ar"]
    assert language() == "tr"
