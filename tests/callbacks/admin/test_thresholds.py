"""Thresholds drawn over HTTP, and what no form of the page sends."""

import pytest
from sqlalchemy import select

from dashboard.access import accounts, scopes
from dashboard.callbacks.admin.account_forms import EMPTY
from dashboard.data.schema.accounts import audit
from dashboard.data.threshold_changes import programmes_now
from tests.admin_office import Office
from tests.conftest import Database
from tests.visiting import PASSWORD, body_of


@pytest.mark.parametrize(
    "wish",
    [
        "x",
        [],
        {"act": "add", "step": "do"},
        {"act": "king", "step": "do", "fields": dict(EMPTY)},
        {"act": "add", "step": "jump", "fields": dict(EMPTY)},
        {"act": "add", "step": "do", "fields": {**EMPTY, "extra": "1"}},
        {"act": "add", "step": "do", "fields": {**EMPTY, "username": None}},
        {"act": "add", "step": "do", "fields": {**EMPTY, "programmes": ["A"]}},
        {"act": "add", "step": "do", "fields": {**EMPTY, "username": "a\0"}},
        {"act": "add", "step": "do", "fields": {**EMPTY, "username": "a" * 10_001}},
        {"act": "__proto__", "step": "do", "fields": dict(EMPTY)},
        {"act": ["add"], "step": {"do": 1}, "fields": dict(EMPTY)},
    ],
    ids=lambda wish: str(wish)[:40],
)
def test_what_no_form_sends_is_refused(still_office: Office, wish: object) -> None:
    assert still_office.send("accounts", wish).status_code == 400
    assert still_office.send("thresholds", wish).status_code == 400
    assert still_office.written() == []


def test_thresholds_are_drawn_anew_as_a_data_version(office: Office, database: Database) -> None:
    opened = office.lines("open").form("thresholds")
    assert {name: opened[name] for name in ("behind", "at_risk", "over")} == {
        "behind": "80",
        "at_risk": "95",
        "over": "115",
    }
    assert office.lines("ask", **opened).errors == ["Eşikler zaten böyle."]
    asked = office.lines("ask", **opened | {"behind": "75,5"})
    assert "Planın gerisinde, şunun altında : %80,0 → %75,5" in asked.words
    done = office.lines("do", **asked.form("thresholds"))
    with database.engines.writer.connect() as connection:
        now = {one.code: one for one in programmes_now(connection)}
    assert str(now["A"].thresholds.behind_below) == "0.755"
    assert done.said.endswith(f"Veri sürümü: {now['A'].since}")
    assert "başka biri değiştirdi" in office.lines("do", **asked.form("thresholds")).errors[0]
    assert office.written() == [("thresholds", "A")]


def test_managers_draw_the_lines_of_their_own_programmes_on_the_timeline(office: Office) -> None:
    with office.house.database.engines.writer.begin() as connection:
        accounts.create_account(connection, "own", "manager", actor="test", password=PASSWORD)
        scopes.set_scope(connection, "own", scopes.Scope(programmes=frozenset({"A"})), actor="test")
    manager = office.house.signed_in("own")
    names = [one for one in office.house.app.callback_map if "timeline-limits" in one]
    show = next(body_of(office.house.app, one) for one in names if "said" not in one)
    shown = str(manager.call(show).get_json())
    assert "Birinci" in shown
    assert "İkinci" not in shown
    assert "Birinci" not in str(office.house.signed_in("staff").call(show).get_json())
    body = next(body_of(office.house.app, one) for one in names if "said" in one)
    lines = {"behind": "70", "at_risk": "95", "over": "115"}
    for programme, changed in (("B", False), ("A", True)):
        with office.house.database.engines.writer.connect() as connection:
            seen = next(one.since for one in programmes_now(connection) if one.code == programme)
        fields = lines | {"programme": programme, "seen": str(seen)}
        body["inputs"][0]["value"] = {"act": "thresholds", "step": "do", "fields": fields}
        assert office.house.signed_in("staff").call(body).status_code == 404
        assert manager.call(body).status_code == 200
        with office.house.database.engines.writer.connect() as connection:
            now = {one.code: one for one in programmes_now(connection)}
        assert (now[programme].since != seen) is changed
    assert float(now["A"].thresholds.behind_below) == 0.7
    own = select(audit.c.action, audit.c.subject).where(audit.c.actor == "own", audit.c.action == "thresholds")
    assert [tuple(row) for row in office.house.run(own)] == [("thresholds", "A")]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"behind": ""}, "0 ile 1000 arasında"),
        ({"behind": "-1"}, "0 ile 1000 arasında"),
        ({"behind": "1e2"}, "0 ile 1000 arasında"),
        ({"behind": "NaN"}, "0 ile 1000 arasında"),
        ({"behind": "12,34"}, "0 ile 1000 arasında"),
        ({"over": "1001"}, "0 ile 1000 arasında"),
        ({"over": "9" * 5000}, "0 ile 1000 arasında"),
        ({"behind": "96"}, "küçükten büyüğe"),
        ({"programme": "NOT-THERE"}, ""),
    ],
)
def test_lines_that_cannot_be_are_refused(still_office: Office, fields: dict[str, str], sentence: str) -> None:
    opened = still_office.lines("open").form("thresholds") | fields
    for step in ("ask", "do"):
        answer = still_office.lines(step, **opened)
        assert answer.said == ""
        assert sentence in " ".join(answer.errors)
    assert still_office.written() == []
