"""Every route and every callback, for everybody."""

import logging
from collections.abc import Callable

import flask_login
import pytest
from flask import Flask
from sqlalchemy import select, update
from werkzeug.routing import Rule

from dashboard.access import audit as audit_trail
from dashboard.access.guard import CALLBACK_ROUTE, RIGHTS_OF_DASH, UnknownRightError, allow, declared
from dashboard.access.rights import ANYONE, RIGHTS
from dashboard.app import PAGES
from dashboard.data.schema.accounts import accounts, audit
from tests.visiting import ROLE_OF, House, Visitor, body_of, path_of, server_callbacks

People = Callable[[str], Visitor]
INSIDE = ("admin", "manager", "staff", "feedback")
FUNDERS = ("funder-wb", "funder-eu")
PATHS = sorted(map(path_of, PAGES))
CLOSED = {"/feedback/list": {"feedback"}, "/admin": {"admin"}, "/data": {"admin", "manager", "staff"}}
"""The pages that not everybody inside may open, and who may."""
CLOSED_TO_STRANGERS = (
    "/_dash-layout",
    "/_dash-dependencies",
    "/_dash-component-suites/dash/dcc/dash_core_components.js",
    "/_dash-component-suites/plotly/package_data/plotly.min.js",
    "/_favicon.ico",
    "/_reload-hash",
    "/_mcp",
    "/assets/css/bootstrap.min.css",
    "/assets/geo/provinces.json",
    "/assets/fonts/../geo/provinces.json",
    "/assets/fonts/%2e%2e/geo/provinces.json",
    "/export/beneficiaries/cumulative.csv",
    "/export/beneficiaries/cumulative.json",
    "/export/nothing/nothing.xlsx",
    "/static/style.css",
    "/password",
    "/nowhere",
    "/beneficiaries/",
    "/.env",
    "/sign-in/none.css",
    "/sign-in/../sign_in.py",
    "/assets/logo.none",
)
OPEN_TO_STRANGERS = (
    "/login",
    "/health/live",
    "/health/ready",
    "/metrics",
    "/sign-in/sign-in.css",
    "/assets/logo.svg",
    "/assets/fonts/noto-sans-latin-400-normal.woff2",
)


@pytest.mark.parametrize("path", PATHS)
def test_a_stranger_who_opens_a_page_is_sent_to_sign_in_and_back(person: People, path: str) -> None:
    answer = person("anonymous").http.get(f"{path}?period=2021&place=TR-34")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/login?next={path}%3Fperiod%3D2021%26place%3DTR-34"


@pytest.mark.parametrize("path", CLOSED_TO_STRANGERS)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD"])
def test_a_stranger_is_told_nothing_of_everything_else(person: People, path: str, method: str) -> None:
    answer = person("anonymous").http.open(path, method=method)
    assert answer.status_code == 401
    assert answer.get_data() in {b"JWT Expired", b""}


@pytest.mark.parametrize("path", PATHS)
def test_a_stranger_cannot_post_to_a_page(person: People, path: str) -> None:
    assert person("anonymous").http.post(path).status_code == 401


@pytest.mark.parametrize("path", OPEN_TO_STRANGERS)
def test_sign_in_and_health_are_open_to_strangers(person: People, path: str) -> None:
    with person("anonymous").http.get(path) as answer:
        assert answer.status_code == 200


def test_every_callback_is_closed_to_strangers(open_house: House, person: People) -> None:
    for name in server_callbacks(open_house.app):
        answer = person("anonymous").call(body_of(open_house.app, name))
        assert (answer.status_code, answer.get_data()) == (401, b"JWT Expired")


def test_a_stranger_is_refused_whatever_the_path_in_the_body_says(open_house: House, person: People) -> None:
    for name in server_callbacks(open_house.app):
        body = body_of(open_house.app, name)
        body["inputs"] = [{"id": "shell-address", "property": "pathname", "value": "/login"}]
        assert person("anonymous").call(body).status_code == 401


def test_a_made_up_cookie_opens_nothing(open_house: House) -> None:
    for value in ("x", "0" * 43, "a" * 3000, "ı\x7f", ""):
        visitor = open_house.visitor()
        visitor.http.set_cookie("session", value)
        assert visitor.http.get("/_dash-layout").status_code == 401


@pytest.mark.parametrize("username", INSIDE)
@pytest.mark.parametrize("path", PATHS)
def test_those_inside_open_every_page_of_today(person: People, username: str, path: str) -> None:
    closed = username not in CLOSED.get(path, INSIDE)
    assert person(username).http.get(path).status_code == (404 if closed else 200)


@pytest.mark.parametrize("username", INSIDE)
def test_those_inside_use_every_callback_of_today_that_they_have_the_right_to(
    open_house: House, person: People, username: str
) -> None:
    for name, callback in server_callbacks(open_house.app).items():
        answer = person(username).call(body_of(open_house.app, name))
        right = declared(callback["callback"])
        expected = 200 if right and ROLE_OF[username] in RIGHTS[right] else 404
        assert answer.status_code == expected, (name, answer.get_data(as_text=True)[:500])


@pytest.mark.parametrize("username", FUNDERS)
def test_what_is_not_for_funders_does_not_exist_for_them(open_house: House, person: People, username: str) -> None:
    funder = person(username)
    nothing = funder.http.get("/nowhere").get_data()
    for path in CLOSED:
        answer = funder.http.get(path)
        assert (answer.status_code, answer.get_data()) == (404, nothing), path
    for name, callback in server_callbacks(open_house.app).items():
        if "funder" not in RIGHTS[str(declared(callback["callback"]))]:
            answer = funder.call(body_of(open_house.app, name))
            assert (answer.status_code, answer.get_data()) == (404, nothing), name


@pytest.mark.parametrize("username", sorted(ROLE_OF))
@pytest.mark.parametrize(
    "path",
    ["/nowhere", "/beneficiaries/", "/_reload-hash", "/_mcp", "/assets/none.js", "/export/a/b.csv", "/static/x"],
)
def test_unknown_and_forbidden_have_one_answer(person: People, username: str, path: str) -> None:
    answer = person(username).http.get(path)
    assert answer.status_code == 404
    assert answer.get_data() == person(username).http.get("/something-else").get_data()


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"])
def test_a_method_that_a_page_does_not_know_is_unknown(person: People, method: str) -> None:
    assert person("admin").http.open("/beneficiaries", method=method).status_code == 404


def test_every_route_of_the_server_declares_its_right(open_house: House) -> None:
    known = {*RIGHTS_OF_DASH, "/", "/<path:path>", CALLBACK_ROUTE}
    closed = {"/_reload-hash"}
    undeclared = {
        endpoint
        for endpoint, view in open_house.server.view_functions.items()
        if declared(view) is None and endpoint not in known | closed
    }
    assert undeclared == set()


def test_what_strangers_may_use_is_this_and_no_more(open_house: House) -> None:
    views = open_house.server.view_functions.items()
    assert {endpoint for endpoint, view in views if declared(view) == ANYONE} == {
        "GET /login",
        "POST /login",
        "calendar",
        "live",
        "metrics",
        "ready",
        "sign_in_file",
    }


def test_a_route_that_declares_nothing_is_open_to_nobody(house: House) -> None:
    house.server.add_url_rule("/forgotten", "forgotten", lambda: "secret")
    assert house.signed_in("admin").http.get("/forgotten").status_code == 404


def test_a_callback_that_declares_nothing_is_open_to_nobody(house: House) -> None:
    name = next(iter(server_callbacks(house.app)))
    del house.app.callback_map[name]["callback"].__right__
    assert house.signed_in("admin").call(body_of(house.app, name)).status_code == 404


def test_flask_login_knows_the_account_of_the_session(house: House) -> None:
    house.server.add_url_rule("/probe", "probe", allow("shell")(lambda: flask_login.current_user.username))
    assert house.signed_in("staff").http.get("/probe").get_data() == b"staff"


def test_a_right_that_does_not_exist_cannot_be_declared() -> None:
    with pytest.raises(UnknownRightError):
        allow("everything")


def test_a_route_is_open_to_exactly_the_roles_of_its_right(house: House) -> None:
    people = {username: house.signed_in(username) for username in ROLE_OF}
    for right, roles in RIGHTS.items():
        house.server.view_functions[right] = allow(right)(lambda: "seen")
        house.server.url_map.add(Rule(f"/probe/{right}", endpoint=right))
        for username, role in ROLE_OF.items():
            expected = 200 if role in roles and right != "sensitive" else 404
            assert people[username].http.get(f"/probe/{right}").status_code == expected, (username, right)


def test_denied_access_is_written_down_once_and_unknown_paths_are_not(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    house.server.add_url_rule("/probe", "probe", allow("admin")(lambda: "seen"))
    staff = house.signed_in("staff")
    with caplog.at_level(logging.INFO, audit_trail.__name__):
        staff.http.get("/probe")
        staff.http.get("/nowhere")
    rows = house.run(select(audit).where(audit.c.action == "denied")).all()
    assert [(row.actor, row.subject, row.details) for row in rows] == [("staff", "/probe", {"right": "admin"})]


def test_an_account_with_a_one_time_password_sees_nothing_before_it_has_chosen_one(house: House) -> None:
    house.run(update(accounts).where(accounts.c.username == "staff").values(one_time_password=True))
    staff = house.signed_in("staff")
    assert staff.http.get("/beneficiaries?period=2021").headers["Location"] == (
        "/password?next=/beneficiaries%3Fperiod%3D2021"
    )
    assert staff.http.get("/_dash-layout").status_code == 404
    assert staff.http.get("/export/beneficiaries/cumulative.csv").status_code == 404
    assert staff.http.get("/export/beneficiaries/cumulative.json").status_code == 404
    for name in server_callbacks(house.app):
        assert staff.call(body_of(house.app, name)).status_code == 404
    assert staff.http.get("/password").status_code == 200
    assert staff.http.post("/logout").status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"},
        {"Referer": "https://evil.example/page"},
        {"Origin": "http://localhost:8051"},
        {"Origin": "https://localhost"},
    ],
)
def test_another_sites_page_cannot_act_for_a_signed_in_person(house: House, headers: dict[str, str]) -> None:
    staff = house.signed_in("staff")
    name = next(iter(server_callbacks(house.app)))
    assert staff.http.post(CALLBACK_ROUTE, json=body_of(house.app, name), headers=headers).status_code == 403
    assert staff.http.post("/logout", headers=headers).status_code == 403
    assert staff.http.get("/").status_code == 200


def test_our_own_page_can_act(open_house: House, person: People) -> None:
    name = next(iter(server_callbacks(open_house.app)))
    headers = {"Origin": "http://localhost", "Sec-Fetch-Site": "same-origin"}
    answer = person("staff").http.post(CALLBACK_ROUTE, json=body_of(open_house.app, name), headers=headers)
    assert answer.status_code == 200


@pytest.mark.parametrize("path", [CALLBACK_ROUTE, "/login"])
def test_a_large_body_is_refused_before_it_is_read(person: People, path: str) -> None:
    answer = person("staff").http.post(path, data=b"x" * 1_000_001, content_type="application/json")
    assert answer.status_code == 413


def test_flask_login_believes_no_cookie_of_its_own(open_house: House) -> None:
    other: Flask = Flask("other")
    other.secret_key = open_house.server.secret_key
    signer = other.session_interface.get_signing_serializer(other)  # type: ignore[attr-defined]
    visitor = open_house.visitor()
    visitor.http.set_cookie("session", signer.dumps({"_user_id": "1", "_fresh": True}))
    visitor.http.set_cookie("remember_token", "1|" + "0" * 128)
    assert visitor.http.get("/_dash-layout").status_code == 401
