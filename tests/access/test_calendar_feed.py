"""`/calendar/<key>.ics`: what a key opens, for whom, and that everything else is not there."""

import logging
from collections.abc import Iterator
from datetime import timedelta

import pandas as pd
import pytest
from sqlalchemy import update

from dashboard.access import calendar_feed, errors, scopes
from dashboard.app import create_app
from dashboard.data.engine import writing
from dashboard.data.loading.load import load_rows
from dashboard.data.schema.accounts import accounts
from dashboard.data.versions import today
from tests.access.test_calendar_keys import made
from tests.calendar_reader import Component, read_calendar
from tests.conftest import Database, Server
from tests.visiting import House

SOON = (today() + timedelta(days=20)).isoformat()
TABLES = {
    "programmes": "code,name_tr\nP1,Birinci\nP2,İkinci\n",
    "grants": (
        f"code,name_tr,programme_code,starts_on,ends_on\nWB1,Bir,P1,2020-01-01,{SOON}\nEU1,İki,P2,2020-01-01,{SOON}\n"
    ),
    "milestones": (
        "code,name_tr,name_ar,grant_code,kind,original_due_on,due_on,due_reason\n"
        f"M1,Kendi raporu,تقرير,WB1,report,2020-01-01,{SOON},salgın\n"
        f"M2,KANARYA raporu,,EU1,report,{SOON},{SOON},\n"
        "M3,Eski iş,,WB1,event,2020-01-01,2020-01-01,\n"
    ),
}


@pytest.fixture(scope="module")
def house(postgres: Server, peopled: str) -> Iterator[House]:
    """Give an app with deadlines of two programmes, for all tests of this module."""
    copy: Database = postgres.create("calendar_feed", peopled)
    with writing(copy.engines.writer) as connection:
        for kind, text in TABLES.items():
            lines = [line.split(",") for line in text.splitlines()]
            load_rows(connection, kind, pd.DataFrame(lines[1:], columns=lines[0], dtype=str), source=kind)
    yield House(create_app(copy.settings, copy.engines), copy)
    postgres.drop(copy)


def fetch(house: House, key: str, search: str = "") -> tuple[int, bytes, str]:
    """Ask for a feed as a calendar program does: without a cookie."""
    answer = house.visitor().http.get(f"/calendar/{key}.ics{search}")
    assert "Set-Cookie" not in answer.headers
    return answer.status_code, answer.get_data(), answer.headers["Content-Type"]


def events(house: House, key: str, search: str = "") -> dict[str, Component]:
    """Give the events of a feed by what comes before the sign of their UID."""
    status, body, kind = fetch(house, key, search)
    assert (status, kind) == (200, "text/calendar; charset=utf-8")
    return {part.value("UID").partition("@")[0]: part for part in read_calendar(body).parts}


def test_a_key_needs_no_cookie_and_shows_what_its_account_may_see(house: House) -> None:
    found = events(house, made(house, "staff"))
    assert set(found) == {"milestone-M1", "grant-WB1"}
    assert found["milestone-M1"].value("SUMMARY") == "Kendi raporu · WB1"
    assert "Gerekçe: salgın" in found["milestone-M1"].value("DESCRIPTION")
    assert set(events(house, made(house, "admin"))) == {"milestone-M1", "milestone-M2", "grant-WB1", "grant-EU1"}


def test_a_feed_speaks_the_language_that_its_address_asks_for(house: House) -> None:
    key = made(house, "staff")
    assert events(house, key, "?lang=ar")["milestone-M1"].value("SUMMARY") == "تقرير · WB1"
    assert events(house, key, "?lang=en")["grant-WB1"].value("SUMMARY") == "End of the grant · WB1"
    assert events(house, key, "?lang=xx")["grant-WB1"].value("SUMMARY") == "Hibenin bitişi · WB1"


def test_a_feed_is_not_kept_by_anybody_on_the_way(house: House) -> None:
    answer = house.visitor().http.get(f"/calendar/{made(house)}.ics")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"] == 'inline; filename="uyum-panosu.ics"'


def test_unknown_and_revoked_keys_are_not_there(house: House) -> None:
    old = made(house, "staff")
    made(house, "staff")
    answers = {fetch(house, key)[:2] for key in (old, "0" * 80, "x", "admin", old[:-1], "a" * 5000)}
    assert len(answers) == 1
    ((status, body),) = answers
    assert status == 404
    assert b"KANARYA" not in body


@pytest.mark.parametrize(
    "values",
    [{"disabled_at": accounts.c.created_at}, {"one_time_password": True}],
)
def test_an_account_that_may_not_open_the_timeline_has_no_feed(house: House, values: dict[str, object]) -> None:
    key = made(house, "manager")
    own = accounts.c.username == "manager"
    house.run(update(accounts).where(own).values(**values))
    try:
        assert fetch(house, key)[0] == 404
    finally:
        house.run(update(accounts).where(own).values(disabled_at=None, one_time_password=False, role="manager"))
    assert fetch(house, key)[0] == 200


def test_a_narrowed_scope_holds_on_the_next_fetch(house: House) -> None:
    key = made(house, "feedback")
    assert set(events(house, key)) == {"milestone-M1", "grant-WB1"}
    with house.database.engines.writer.begin() as connection:
        scopes.set_scope(connection, "feedback", scopes.Scope(programmes=frozenset({"P2"})), actor="test")
    assert set(events(house, key)) == {"milestone-M2", "grant-EU1"}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_a_feed_can_only_be_read(house: House, method: str) -> None:
    answer = house.visitor().http.open(f"/calendar/{made(house)}.ics", method=method)
    assert answer.status_code in {401, 404}
    assert b"VCALENDAR" not in answer.get_data()


@pytest.mark.parametrize("path", ["/calendar/", "/calendar/a/b.ics", "/calendar/key.csv", "/calendar/.ics"])
def test_no_other_address_beside_it_is_open(house: House, path: str) -> None:
    assert house.visitor().http.get(path).status_code in {401, 404}


def test_a_failure_keeps_the_key_out_of_the_log(
    house: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ArithmeticError

    key = made(house)
    monkeypatch.setattr(calendar_feed, "calendar_events", fail)
    with caplog.at_level(logging.ERROR, errors.__name__):
        assert fetch(house, key)[0] == 500
    told = [record.getMessage() for record in caplog.records]
    assert any("/calendar/…" in line for line in told)
    assert not [line for line in told if key[:16] in line]
