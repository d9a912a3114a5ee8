"""Where sign-in may lead, and whom a request may come from."""

from collections.abc import Callable

import pytest
from flask import Flask, request

from dashboard.access.origin import is_from_here, local_path, own_origin
from dashboard.settings import Settings
from tests.visiting import House, Visitor

ELSEWHERE = (
    *("/\\/evil.example", "\\/evil.example", "/\\\\evil.example", "//evil.example/..", "///", "//"),
    *("http://evil.example", "HTTPS://evil.example", "ftp://evil.example", "data:text/html,x", "vbscript:x"),
    *("JaVaScRiPt:alert(1)", "/\r\nSet-Cookie: a=b", "/\rx", "/\x0b/evil.example", "/\x7f", "/\u3000", "/\uff0fevil"),
    *("/<script>", "/'", '/"', "https:///evil.example", "http:evil.example", "evil.example", "?x", "#x", "."),
)
"""Further forms of addresses that lead, or might lead, to another site."""


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/beneficiaries",
        "/beneficiaries?period=2021-H1&place=TR-34",
        "/export/a/b.csv?x=%2F%2Fevil.example",
        "/a//b",
    ],
)
def test_a_path_of_ours_is_kept(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "beneficiaries",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "https://evil.example",
        "https:evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        " //evil.example",
        "/ /evil.example",
        "/\x00",
        "/ş",
        "/" + "a" * 2001,
        "/login",
        "/login?next=/login",
        "/logout",
        "@evil.example",
        "/%5cevil.example\\",
        "/\u2028/evil.example",
        *ELSEWHERE,
    ],
)
def test_anything_else_leads_to_the_start(path: str) -> None:
    assert local_path(path) == "/"


@pytest.mark.parametrize(
    ("headers", "public_url", "expected"),
    [
        ({}, None, True),
        ({"Origin": "http://localhost"}, None, True),
        ({"Origin": "HTTP://LOCALHOST"}, None, True),
        ({"Sec-Fetch-Site": "same-origin"}, None, True),
        ({"Sec-Fetch-Site": "none"}, None, True),
        ({"Sec-Fetch-Site": "same-site"}, None, False),
        ({"Sec-Fetch-Site": "cross-site"}, None, False),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"}, None, False),
        ({"Origin": "http://localhost.evil.example"}, None, False),
        ({"Origin": "http://localhost:81"}, None, False),
        ({"Origin": "null"}, None, False),
        ({"Origin": ""}, None, False),
        ({"Referer": "http://localhost/page?x=1"}, None, True),
        ({"Referer": "http://evil.example/http://localhost/"}, None, False),
        ({"Origin": "https://panel.example.org"}, "https://panel.example.org/", True),
        ({"Origin": "http://localhost"}, "https://panel.example.org/", False),
        ({"Origin": "http://panel.example.org"}, "https://panel.example.org/", False),
    ],
)
def test_only_our_own_pages_may_send(headers: dict[str, str], public_url: str | None, *, expected: bool) -> None:
    settings = Settings(public_url=public_url)
    with Flask("x").test_request_context("/login", method="POST", headers=headers):
        assert is_from_here(request, settings) is expected


def test_the_public_address_is_ours() -> None:
    with Flask("x").test_request_context("/", base_url="http://10.0.0.5:8050"):
        assert own_origin(request, Settings()) == "http://10.0.0.5:8050"
        assert own_origin(request, Settings(public_url="https://Panel.example.org/")) == "https://panel.example.org"


@pytest.mark.parametrize(
    "asked", [*ELSEWHERE, "//evil.example", "/login?next=//evil.example", "https://localhost@evil.example"]
)
def test_sign_in_never_leads_to_another_site(open_house: House, person: Callable[[str], Visitor], asked: str) -> None:
    visitor = open_house.visitor()
    after = visitor.sign_in("staff", next=asked)
    while_in = person("staff").http.get("/login", query_string={"next": asked})
    assert (after.status_code in {302, 400}, while_in.status_code) == (True, 302)
    assert {after.headers.get("Location", "/"), while_in.headers["Location"]} == {"/"}
