"""Yönetim over HTTP: accounts step by step, thresholds, the audit trail, and others who change the same meanwhile."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from dashboard.access import accounts, scopes
from dashboard.access.scopes import Listed, list_accounts
from dashboard.app import create_app
from dashboard.callbacks.admin.account_forms import EMPTY, as_fields
from dashboard.components.markup import Element, text_of, walk
from dashboard.data.schema.accounts import audit
from dashboard.data.threshold_changes import programmes_now
from dashboard.ids import ADDRESS
from tests.conftest import Database, Server
from tests.timeline_world import REGISTERS, load
from tests.visiting import PASSWORD, House, Visitor, body_of

PEOPLE = {"admin": "admin", "second": "admin", "staff": "staff", "feedback": "feedback", "funder-wb": "funder"}


@pytest.fixture(scope="module")
def loaded(postgres: Server, migrated: str) -> Iterator[str]:
    """Give the name of a database with programmes, grants and people, to be copied."""
    copy = postgres.create("admin_template", migrated)
    load(copy.engines, REGISTERS)
    with copy.engines.writer.begin() as connection:
        for name, role in PEOPLE.items():
            accounts.create_account(connection, name, role, actor="test", password=PASSWORD)
        scopes.set_scope(connection, "staff", scopes.Scope(programmes=frozenset({"A"})), actor="test")
    copy.engines.dispose()
    yield "admin_template"
    postgres.drop(copy)


@pytest.fixture
def office(postgres: Server, loaded: str) -> Iterator["Office"]:
    """Give an app on a copy of that database, with an administrator signed in."""
    copy = postgres.create("admin_office", loaded)
    house = House(create_app(copy.settings, copy.engines), copy)
    yield Office(house, house.signed_in("admin"))
    postgres.drop(copy)


@pytest.fixture(scope="module")
def still_office(postgres: Server, loaded: str) -> Iterator["Office"]:
    """Give an office that tests share in which nothing is ever changed."""
    copy = postgres.create("admin_still_office", loaded)
    house = House(create_app(copy.settings, copy.engines), copy)
    yield Office(house, house.signed_in("admin"))
    postgres.drop(copy)


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


@pytest.fixture
def database(office: Office) -> Database:
    """Give the database of the office."""
    return office.house.database


def test_the_page_tells_every_account(still_office: Office) -> None:
    opened = Answer(still_office.send("accounts", None), "admin-accounts")
    table = next(one for one in walk(opened.tree) if props(one).get("data-table") == "admin.accounts")
    rows = [text_of(one) for one in walk(table) if one["type"] == "Tr"][1:]
    assert [row.split()[0] for row in rows] == sorted(PEOPLE)
    assert "Raporlama personeli A yok yok açık hiç" in rows[-1]
    assert re.search(r"admin Sistem yöneticisi Bütün programlar yok yok açık \d\d\.\d\d\.\d{4}", rows[0])


def test_an_account_is_added_with_its_scope_and_its_password_is_told_once(office: Office) -> None:
    fields = {"username": "ayse.k", "role": "feedback", "programmes": "A\nB", "sensitive": "yes"}
    asked = office.act("add", "ask", **fields)
    assert "Şu adla bir hesap açılacak: ayse.k" in asked.words
    assert office.written() == []
    done = office.act("add", "do", **asked.form("add"))
    assert done.said == "Hesap açıldı: ayse.k"
    made = office.account("ayse.k")
    assert (made.role, made.programmes, made.rights, made.must_set_password) == (
        "feedback", ("A", "B"), ("sensitive",), True,
    )  # fmt: skip
    assert done.password
    assert office.house.visitor("10.0.0.1").sign_in("ayse.k", done.password).status_code == 302
    again = office.act("add", "do", **asked.form("add"))
    assert (again.said, again.password) == ("", None)
    assert again.errors == ["Bu adda bir hesap zaten var: ayse.k"]
    assert Answer(office.send("accounts", None), "admin-accounts").password is None
    assert office.written() == [("account_created", "ayse.k"), ("scope_changed", "ayse.k")]
    trail = repr([tuple(row) for row in office.house.run(select(audit))])
    assert done.password not in trail


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"username": "Ayşe"}, "Hesap adı küçük harf"),
        ({"username": ""}, "Hesap adı küçük harf"),
        ({"username": "ali", "role": "king"}, "Böyle bir rol yok: king"),
        ({"username": "ali", "sensitive": "yes"}, "Bu yetki yalnızca geri bildirim personeline"),
    ],
)
def test_an_account_that_cannot_be_is_refused_beside_its_field(
    still_office: Office, fields: dict[str, str], sentence: str
) -> None:
    for step in ("ask", "do"):
        answer = still_office.act("add", step, **fields)
        assert sentence in answer.errors[0]
        assert answer.said == ""
    assert still_office.written() == []


def test_role_and_scope_are_changed_as_shown_and_sessions_end(office: Office) -> None:
    staff = office.house.signed_in("staff")
    opened = office.act("access", "open", username="staff")
    assert opened.form("change") == as_fields(office.account("staff"))
    wished = opened.form("change") | {"role": "feedback", "programmes": "B", "sensitive": "yes"}
    asked = office.act("access", "ask", **wished)
    for sentence in (
        "Rol: Geri bildirim personeli",
        "Açık oturumları hemen biter.",
        "Programlar : B",
        "Hassas başvuruları gör",
    ):
        assert sentence in asked.words
    assert office.account("staff").role == "staff"
    done = office.act("access", "do", **asked.form("change"))
    assert done.said == "Hesap değiştirildi: staff"
    now = office.account("staff")
    assert (now.role, now.programmes, now.rights) == ("feedback", ("B",), ("sensitive",))
    assert staff.http.get("/_dash-layout").status_code == 401
    assert office.written() == [("role_changed", "staff"), ("scope_changed", "staff")]


def test_only_what_has_changed_is_written_down(office: Office) -> None:
    opened = office.act("access", "open", username="staff").form("change")
    assert office.act("access", "ask", **opened).errors == ["Hiçbir şeyi değiştirmediniz."]
    office.act("access", "do", **opened | {"grants": "G1"})
    rows = office.house.run(
        select(audit.c.action, audit.c.details).where(audit.c.actor == "admin", audit.c.subject == "staff")
    )
    assert [tuple(row) for row in rows] == [("scope_changed", {"grants": ["G1"]})]


def test_two_administrators_at_once_lose_nothing(office: Office) -> None:
    second = office.house.signed_in("second")
    mine = office.act("access", "open", username="staff").form("change")
    theirs = office.act("access", "open", second, username="staff").form("change")
    assert office.act("access", "do", second, **theirs | {"programmes": "A\nB"}).said
    late = office.act("access", "do", **mine | {"grants": "G1"})
    assert (late.said, office.account("staff").grants) == ("", ())
    assert "başka biri değiştirdi" in late.errors[0]
    assert office.account("staff").programmes == ("A", "B")
    stale = office.act("disable", "do", **mine)
    assert "başka biri değiştirdi" in stale.errors[0]
    assert not office.account("staff").is_disabled


def test_disable_enable_and_reset(office: Office) -> None:
    asked = office.act("disable", "ask", username="staff")
    assert "artık oturum açamayacak: staff" in asked.words
    assert office.act("disable", "do", **asked.form("change")).said == "Hesap kapatıldı: staff"
    assert office.house.visitor().sign_in("staff").status_code == 401
    asked = office.act("enable", "ask", username="staff")
    assert office.act("enable", "do", **asked.form("change")).said == "Hesap yeniden açıldı: staff"
    assert office.house.visitor().sign_in("staff").status_code == 302
    asked = office.act("reset", "ask", username="staff")
    done = office.act("reset", "do", **asked.form("change"))
    assert done.password
    assert office.house.visitor().sign_in("staff").status_code == 401
    assert office.house.visitor().sign_in("staff", done.password).status_code == 302
    assert office.written() == [("disabled", "staff"), ("enabled", "staff"), ("reset", "staff")]


@pytest.mark.parametrize("act", ["access", "disable", "enable", "reset"])
def test_nobody_changes_the_own_account(still_office: Office, act: str) -> None:
    own = as_fields(still_office.account("admin")) | {"role": "staff", "sensitive": "yes"}
    for step in ("ask", "do"):
        answer = still_office.act(act, step, **own | {"role": "admin", "programmes": "A"})
        assert answer.said == ""
        assert "Kendi hesabınızı burada değiştiremezsiniz" in " ".join(answer.errors)
    assert still_office.written() == []


def test_the_last_administrator_stays_even_if_both_go_at_once(office: Office) -> None:
    second = office.house.signed_in("second")
    fields = as_fields(office.account("second"))
    assert office.act("disable", "do", **fields).said
    refused = office.send(
        "accounts", {"act": "disable", "step": "do", "fields": as_fields(office.account("admin"))}, second
    )
    assert refused.status_code == 401
    assert not office.account("admin").is_disabled


@pytest.mark.parametrize("username", ["nobody", "", "x" * 5000, "staff'--", "<script>"])
def test_an_account_that_is_not_there_is_told(still_office: Office, username: str) -> None:
    for act, step in (("access", "open"), ("disable", "ask"), ("reset", "do")):
        answer = still_office.act(act, step, username=username)
        assert answer.errors == [f"Bu adda bir hesap yok: {username}".strip()] or answer.errors[0].startswith("Bu adda")


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


def test_the_trail_is_filtered_and_turned_page_by_page(office: Office, database: Database) -> None:
    with database.engines.owner.begin() as connection:
        connection.execute(
            audit.insert(),
            [
                {"actor": "staff", "action": "export", "subject": f"c{n}", "details": {"form": "csv", "odd": 1}}
                for n in range(120)
            ],
        )
    pages, search = [], "?account=staff&act=export&lang=tr"
    while search:
        tree = office.trail(search)
        table = next(one for one in walk(tree) if props(one).get("data-table") == "admin.trail")
        pages.append([text_of(one) for one in walk(table) if one["type"] == "Tr"][1:])
        older = [props(one)["href"] for one in walk(tree) if one["type"] == "A" and text_of(one) == "Daha eskiler"]
        search = older[0].partition("?")[2] and f"?{older[0].partition('?')[2]}" if older else ""
    assert [len(page) for page in pages] == [50, 50, 20]
    told = [re.search(r"\bc(\d+)\b", row) for page in pages for row in page]
    assert [int(found[1]) for found in told if found] == list(reversed(range(120)))
    assert all("Dışa aktarma" in row for row in pages[0])
    assert all("dosya türü: csv" in row and "odd: 1" in row for row in pages[0])


@pytest.mark.parametrize(
    "search",
    [
        "?before=x",
        "?before=-1",
        "?before=99999999999999999999",
        "?act=king&account=nobody",
        "?account=%00",
        "?before=1",
    ],
)
def test_an_odd_address_of_the_trail_is_answered(still_office: Office, search: str) -> None:
    assert still_office.trail(search)


def test_text_in_the_trail_stays_text_and_short(office: Office, database: Database) -> None:
    odd = "<img src=x onerror=alert(1)>" * 100
    with database.engines.owner.begin() as connection:
        connection.execute(
            audit.insert(), [{"actor": odd, "action": odd, "subject": odd, "details": {odd: odd, "l": [1, {}]}}]
        )
    assert {one["namespace"] for one in walk(office.trail(""))} == {"dash_html_components"}
