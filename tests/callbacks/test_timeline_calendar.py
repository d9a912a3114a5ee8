"""Everybody's own calendar address: made once, shown once, revoked."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from dashboard.components.markup import walk
from dashboard.data.schema.calendar_keys import calendar_keys
from tests.acting_app import PEOPLE, ActingApp, Answer

PLACE = "timeline-calendar"
INSIDE = sorted(set(PEOPLE) - {"funder"})
ADDRESS_FORM = re.compile(r"http://localhost/calendar/([0-9a-f]{80})\.ics\?lang=tr")


def ask(acts: ActingApp, who: str, act: str, step: str, made: str = "") -> Answer:
    """Send a step, and demand an answer."""
    answer = send(acts, who, {"act": act, "step": step, "fields": {"made": made}})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return Answer(answer.get_json(), PLACE)


def send(acts: ActingApp, who: str, data: object) -> TestResponse:
    """Send whatever to the place."""
    return acts.send(who, data, place=PLACE)


def opened(acts: ActingApp, who: str) -> Answer:
    """Open the page."""
    return Answer(send(acts, who, None).get_json(), PLACE)


def made_of(answer: Answer) -> str:
    """Give the mark of the key that the forms were drawn for."""
    boxes: list[dict[str, Any]] = [node["props"] for node in walk(answer.tree) if node["type"] == "Input"]  # type: ignore[misc]
    return next(str(box["value"]) for box in boxes if box.get("name") == "made")


def address_in(answer: Answer) -> str | None:
    """Give the address that an answer shows."""
    box = answer.named("timeline-calendar-address-text")
    return str(box["props"]["value"]) if box else None  # type: ignore[index]


def keys(acts: ActingApp) -> int:
    """Count the keys."""
    with acts.database.engines.owner.connect() as connection:
        return int(connection.scalar(select(func.count()).select_from(calendar_keys)) or 0)


@pytest.mark.parametrize("who", INSIDE)
def test_everybody_inside_makes_an_address_that_is_shown_once_and_works(acts: ActingApp, who: str) -> None:
    assert "Adresiniz yok." in opened(acts, who).words
    assert "Adresi bilen herkes, oturum açmadan" in ask(acts, who, "make", "ask").words
    assert keys(acts) == 0
    made = ask(acts, who, "make", "do")
    address = address_in(made)
    found = ADDRESS_FORM.fullmatch(str(address))
    assert found
    assert made.said == "Takvim adresi oluşturuldu."
    feed = acts.app.server.test_client().get(f"/calendar/{found[1]}.ics")
    assert (feed.status_code, feed.content_type) == (200, "text/calendar; charset=utf-8")
    later = opened(acts, who)
    assert address_in(later) is None
    assert found[1] not in str(later.json)
    assert "Bir adresiniz var." in later.words
    assert acts.trail("calendar_key_made") == [(who, "calendar_key_made", who, {})]


def test_a_revoked_address_opens_nothing(acts: ActingApp) -> None:
    address = str(address_in(ask(acts, "staff", "make", "do")))
    path = address.removeprefix("http://localhost")
    mark = made_of(opened(acts, "staff"))
    assert "hemen çalışmaz olacak" in ask(acts, "staff", "revoke", "ask", mark).words
    gone = ask(acts, "staff", "revoke", "do", mark)
    assert (gone.said, keys(acts)) == ("Takvim adresi iptal edildi.", 0)
    assert acts.app.server.test_client().get(path).status_code != 200
    assert [line[1] for line in acts.trail("calendar_key_made", "calendar_key_revoked")] == [
        "calendar_key_made",
        "calendar_key_revoked",
    ]


def test_a_second_press_does_not_end_the_address_just_shown(acts: ActingApp) -> None:
    path = str(address_in(ask(acts, "staff", "make", "do"))).removeprefix("http://localhost")
    again = ask(acts, "staff", "make", "do")
    assert address_in(again) is None
    assert "Adresiniz bu sayfa açıldıktan sonra değişti" in again.words
    assert acts.app.server.test_client().get(path).status_code == 200
    assert len(acts.trail("calendar_key_made")) == 1


def test_two_presses_at_once_make_one_address_and_it_is_the_one_shown(acts: ActingApp) -> None:
    token = acts.person("staff").get_cookie("session")
    assert token

    def press(_: int) -> str | None:
        browser = acts.app.server.test_client()
        browser.set_cookie("session", token.value)
        return address_in(ask(ActingApp(acts.app, acts.database, {"staff": browser}), "staff", "make", "do"))

    with ThreadPoolExecutor(2) as pool:
        (address,) = filter(None, pool.map(press, range(2)))
    path = address.removeprefix("http://localhost")
    assert acts.app.server.test_client().get(path).status_code == 200
    assert len(acts.trail("calendar_key_made")) == 1


def test_a_new_address_replaces_the_old_one_after_a_warning(acts: ActingApp) -> None:
    old = str(address_in(ask(acts, "staff", "make", "do"))).removeprefix("http://localhost")
    mark = made_of(opened(acts, "staff"))
    assert "Eski adres çalışmaz olacak" in ask(acts, "staff", "make", "ask", mark).words
    new = str(address_in(ask(acts, "staff", "make", "do", mark))).removeprefix("http://localhost")
    http = acts.app.server.test_client()
    assert [http.get(path).status_code == 200 for path in (old, new)] == [False, True]


def test_nobody_touches_the_key_of_another(acts: ActingApp) -> None:
    path = str(address_in(ask(acts, "staff", "make", "do"))).removeprefix("http://localhost")
    mark = made_of(opened(acts, "staff"))
    ask(acts, "manager", "revoke", "do", mark)
    ask(acts, "manager", "revoke", "do")
    assert acts.app.server.test_client().get(path).status_code == 200


def test_who_may_not_open_the_timeline_has_no_address(shared_acts: ActingApp) -> None:
    for data in (None, {"act": "make", "step": "do", "fields": {"made": ""}}):
        assert send(shared_acts, "anonymous", data).status_code == 401
    assert keys(shared_acts) == 0


@pytest.mark.parametrize(
    "data",
    [
        1,
        [],
        {"act": "make", "step": "do", "fields": {}},
        {"act": "make", "step": "do", "fields": {"made": None}},
        {"act": "make", "step": "do", "fields": {"made": "", "account": "admin"}},
        {"act": "release", "step": "do", "fields": {"made": ""}},
        {"act": "make", "step": "now", "fields": {"made": ""}},
    ],
)
def test_a_wish_that_no_form_sends_is_refused(shared_acts: ActingApp, data: object) -> None:
    assert send(shared_acts, "staff", data).status_code == 400
    assert keys(shared_acts) == 0
