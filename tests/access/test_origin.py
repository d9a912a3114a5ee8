"""Where sign-in may lead, and whom a request may come from."""

import pytest
from flask import Flask, request

from dashboard.access.origin import is_from_here, local_path, own_origin
from dashboard.settings import Settings


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
