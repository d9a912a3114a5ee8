"""Reports that are stopped on the way: closed by who ordered them, failing in a part, refused by a writer."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection

import pytest
from sqlalchemy import Connection, text

from dashboard.data.filters import Filters
from dashboard.export import reports_routes, reports_stream
from dashboard.export.report.making import Made, Progress
from dashboard.export.report.model import Section
from dashboard.export.report.standing import ReportRefusedError
from dashboard.i18n import language
from tests.basketed import Basketed
from tests.browser.conftest import serving
from tests.commands.running import PATIENCE
from tests.report_orders import (
    WHOLE,
    Written,
    assert_nothing_is_held,
    assert_nothing_is_held_after_that,
    held,
    lines,
    parts,
    titles,
)


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
