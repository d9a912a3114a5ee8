"""An administrator looks through a funder's eyes: sees what the funder sees, changes nothing, and not for long."""

from datetime import timedelta

from sqlalchemy import event, func, select, update
from werkzeug.test import TestResponse

from dashboard.access import account, accounts, scopes
from dashboard.access.rights import RIGHTS
from dashboard.access.seeing_as import LASTS
from dashboard.access.sessions import find_session
from dashboard.app import create_app
from dashboard.components.markup import text_of
from dashboard.data.schema.accounts import accounts as accounts_table
from dashboard.data.schema.accounts import audit, sessions
from tests.access.role_matrix import PAGES, expected
from tests.visiting import House, Visitor, body_of, router_body, server_callbacks


def csrf(house: House, visitor: Visitor) -> str:
    """Give the token that the forms of a session carry."""
    digest = select(sessions.c.csrf_token).order_by(sessions.c.created_at.desc())
    assert visitor.token
    return str(house.run(digest).scalars().first())


def look(house: House, visitor: Visitor, username: str = "funder-wb") -> TestResponse:
    """Begin to look through somebody's eyes."""
    return visitor.http.post("/see-as", data={"username": username, "csrf_token": csrf(house, visitor)})


def eyes(house: House, visitor: Visitor) -> account.Account:
    """Give the account as the guard knows it."""
    found = find_session(
        house.database.engines.writer.execution_options(isolation_level="AUTOCOMMIT"), str(visitor.token)
    )
    assert found
    return found.account


def acts(house: House) -> list[tuple[str, str, str]]:
    """Give the lines of the audit trail about looking."""
    found = select(audit.c.actor, audit.c.action, audit.c.subject).where(audit.c.action.like("see_as%"))
    return [tuple(row) for row in house.run(found.order_by(audit.c.id))]


def test_looking_begins_and_ends_on_the_page_of_accounts_and_is_written_down(house: House) -> None:
    admin = house.signed_in("admin")
    answer = look(house, admin)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert admin.http.get("/").status_code == 200
    assert admin.http.get("/admin").status_code == 404
    end = admin.http.post("/see-as/end")
    assert (end.status_code, end.headers["Location"]) == (302, "/admin")
    assert admin.http.get("/admin").status_code == 200
    assert acts(house) == [("admin", "see_as", "funder-wb"), ("admin", "see_as_ended", "funder-wb")]


def test_the_eyes_are_the_funders_and_the_name_is_the_administrators(house: House) -> None:
    funder, admin = house.signed_in("funder-wb"), house.signed_in("admin")
    assert look(house, admin).status_code == 302
    seen = eyes(house, admin)
    assert seen.viewer == eyes(house, funder).viewer
    assert (seen.username, seen.role) == ("admin", "funder")
    for right in RIGHTS:
        assert not seen.may(right) or eyes(house, funder).may(right), right


def test_pages_answer_as_they_answer_the_funder(house: House) -> None:
    funder, admin = house.signed_in("funder-wb"), house.signed_in("admin")
    look(house, admin)
    for path in expected(PAGES):
        assert admin.http.get(path).status_code == funder.http.get(path).status_code, path


def test_every_page_says_through_whose_eyes_it_is_seen(house: House) -> None:
    admin = house.signed_in("admin")
    look(house, admin)
    header = admin.call(router_body("/")).get_json()["response"]["shell-header"]["children"]
    assert "Sayfaları şu fon sağlayıcı hesabının gözünden görüyorsunuz: funder-wb" in text_of(header)
    assert "/see-as/end" in str(header)
    assert "Yönetim" not in text_of(header)


def test_nothing_can_be_changed_meanwhile(house: House) -> None:
    admin = house.signed_in("admin")
    look(house, admin)
    nothing = admin.http.get("/nowhere").get_data()
    wish = {"act": "make", "step": "do", "fields": {"made": ""}}
    name = next(one for one in server_callbacks(house.app) if "timeline-calendar-said" in one)
    body = body_of(house.app, name)
    assert admin.call(body).status_code == 200
    body["inputs"][0]["value"] = wish
    answers = [
        admin.call(body),
        admin.http.post("/password", data={"password": "x"}),
        admin.http.post("/see-as", data={"username": "funder-eu"}),
        admin.http.post("/login/../logout"),
        admin.http.post("/reports/make", json={}),
    ]
    assert {(answer.status_code, answer.get_data()) for answer in answers} == {(404, nothing)}
    assert eyes(house, admin).through is not None


def test_no_callback_of_a_funder_writes_anything_but_the_session(house: House) -> None:
    admin = house.signed_in("admin")
    look(house, admin)
    written: list[str] = []
    event.listen(house.database.engines.writer, "before_cursor_execute", lambda *call: written.append(call[2]))
    for name in server_callbacks(house.app):
        admin.call(body_of(house.app, name))
    told = [" ".join(one.lower().split()) for one in written]
    changes = [one for one in told if one.startswith(("insert", "update", "delete"))]
    assert [one for one in changes if not one.startswith(("insert into audit", "update sessions"))] == []


def test_it_ends_by_itself_and_with_a_sign_out(house: House) -> None:
    admin = house.signed_in("admin")
    look(house, admin)
    house.run(update(sessions).values(sees_until=sessions.c.sees_until - LASTS))
    assert admin.http.get("/admin").status_code == 200
    look(house, admin)
    assert admin.http.get("/admin").status_code == 404
    assert admin.http.post("/logout").status_code == 302
    assert house.signed_in("admin").http.get("/admin").status_code == 200


def test_it_ends_in_every_worker_when_the_funder_is_locked_out_or_becomes_something_else(house: House) -> None:
    other = House(create_app(house.database.settings, house.database.engines), house.database)
    for change in (
        lambda c: accounts.disable(c, "funder-wb", actor="test"),
        lambda c: accounts.change_role(c, "funder-wb", "manager", actor="test"),
    ):
        with house.database.engines.writer.begin() as connection:
            accounts.enable(connection, "funder-wb", actor="test")
        admin = house.signed_in("admin")
        look(house, admin)
        there = other.visitor()
        there.http.set_cookie("session", str(admin.token))
        assert there.http.get("/admin").status_code == 404
        with house.database.engines.writer.begin() as connection:
            change(connection)
        assert there.http.get("/admin").status_code == 200


def test_a_narrowed_grant_holds_for_the_eyes_too(house: House) -> None:
    admin = house.signed_in("admin")
    look(house, admin)
    with house.database.engines.writer.begin() as connection:
        scopes.set_scope(connection, "funder-wb", scopes.Scope(grants=frozenset()), actor="test")
    assert eyes(house, admin).viewer.grants == frozenset()


def test_only_the_eyes_of_an_open_funder_can_be_borrowed(house: House) -> None:
    admin = house.signed_in("admin")
    for username in ("staff", "admin", "nobody", "", "funder-wb'--", "FUNDER-WB"):
        assert look(house, admin, username).status_code == 404, username
    assert eyes(house, admin).through is None
    assert acts(house) == []


def test_nobody_else_can_borrow_eyes_even_by_the_table(house: House) -> None:
    visitors = [house.signed_in(role) for role in ("staff", "manager", "feedback", "funder-eu")]
    assert {look(house, visitor).status_code for visitor in visitors} == {404}
    funder = select(accounts_table.c.id).where(accounts_table.c.username == "funder-wb").scalar_subquery()
    later = func.clock_timestamp() + timedelta(hours=1)
    house.run(update(sessions).values(sees_as=funder, sees_until=later))
    assert {eyes(house, visitor).through for visitor in visitors} == {None}


def test_it_takes_the_form_of_this_session(house: House) -> None:
    admin = house.signed_in("admin")
    forms: list[dict[str, str]] = [{}, {"username": "funder-wb"}, {"username": "funder-wb", "csrf_token": "ş"}]
    assert {admin.http.post("/see-as", data=form).status_code for form in forms} == {400}
    foreign = {"username": "funder-wb", "csrf_token": csrf(house, admin)}
    assert admin.http.post("/see-as", data=foreign, headers={"Origin": "https://evil.example"}).status_code == 403
    assert acts(house) == []
