"""What stands on every answer, whatever it is."""

from collections.abc import Callable

import pytest
from werkzeug.datastructures import Headers

from dashboard.access.guard import allow
from dashboard.app import create_app
from tests.visiting import CALLBACKS, House, Visitor, body_of, server_callbacks

People = Callable[[str], Visitor]
ANSWERS = {
    "a page": ("staff", "GET", "/"),
    "the form": ("anonymous", "GET", "/login"),
    "a redirect": ("anonymous", "GET", "/beneficiaries"),
    "401": ("anonymous", "GET", "/_dash-layout"),
    "404": ("staff", "GET", "/nowhere"),
    "a page of a funder": ("funder-wb", "GET", "/"),
    "a bad body": ("staff", "POST", CALLBACKS),
    "405 of a route": ("staff", "GET", "/reports/make"),
    "a file": ("staff", "GET", "/export/beneficiaries/cumulative.csv"),
    "404 of a file": ("staff", "GET", "/export/beneficiaries/nothing.csv"),
    "404 of an asset": ("staff", "GET", "/assets/nothing.js"),
    "404 to a stranger": ("anonymous", "GET", "/calendar/x.ics"),
    "layout": ("staff", "GET", "/_dash-layout"),
    "an asset": ("staff", "GET", "/assets/css/bootstrap.min.css"),
    "a script": ("staff", "GET", "/_dash-component-suites/plotly/package_data/plotly.min.js"),
    "health": ("anonymous", "GET", "/health/live"),
}


@pytest.mark.parametrize(("username", "method", "path"), ANSWERS.values(), ids=ANSWERS.keys())
def test_every_answer_carries_the_headers(person: People, username: str, method: str, path: str) -> None:
    with person(username).http.open(path, method=method) as answer:
        check(answer.headers, is_file=answer.status_code == 200 and path.startswith(FILES))


FILES = ("/assets/", "/_dash-component-suites/")


def check(told: Headers, *, is_file: bool = False) -> None:
    """Demand the headers that every answer carries."""
    policy = told["Content-Security-Policy"]
    scripts = next(part for part in policy.split("; ") if part.startswith("script-src"))
    assert "unsafe" not in scripts
    assert {"default-src 'none'", "frame-ancestors 'none'", "form-action 'self'", "connect-src 'self'"} <= set(
        policy.split("; ")
    )
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Referrer-Policy"] == "same-origin"
    assert told["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in told
    assert ("no-store" in told["Cache-Control"]) is not is_file


def test_refusals_before_any_view_carry_them_too(person: People) -> None:
    large, foreign = b"x" * 1_000_001, {"Origin": "https://evil.example"}
    answers = {
        413: person("staff").http.post(CALLBACKS, data=large, content_type="application/json"),
        415: person("staff").http.post(CALLBACKS, data=b"x", content_type="text/plain"),
        403: person("staff").http.post(CALLBACKS, json={}, headers=foreign),
        400: person("staff").http.post(CALLBACKS, data=b"{", content_type="application/json"),
    }
    for status, answer in answers.items():
        assert answer.status_code == status
        check(answer.headers)


def test_an_error_of_ours_carries_them_and_tells_nothing(house: House) -> None:
    def fails() -> str:
        raise RuntimeError("KANARYA")

    house.server.add_url_rule("/probe", "probe", allow("shell")(fails))
    staff = house.signed_in("staff")
    house.server.config["PROPAGATE_EXCEPTIONS"] = False
    answer = staff.http.get("/probe")
    assert answer.status_code == 500
    assert "KANARYA" not in answer.get_data(as_text=True)
    assert "Traceback" not in answer.get_data(as_text=True)
    check(answer.headers)


def test_too_many_tries_carry_them_too(house: House) -> None:
    visitor = house.visitor()
    statuses = [visitor.sign_in("nobody", "wrong") for _ in range(11)]
    assert statuses[-1].status_code == 429
    check(statuses[-1].headers)


def test_data_are_never_kept(open_house: House, person: People) -> None:
    for name in server_callbacks(open_house.app):
        assert person("staff").call(body_of(open_house.app, name)).headers["Cache-Control"] == "no-store"


def test_files_are_kept_and_those_with_a_mark_for_long(person: People) -> None:
    path = "/assets/css/bootstrap.min.css"
    with person("staff").http.get(path) as plain, person("staff").http.get(f"{path}?m=1a2b3c") as marked:
        assert plain.headers["Cache-Control"] == "private, max-age=600"
        assert marked.headers["Cache-Control"] == "private, max-age=31536000, immutable"
        tag = str(plain.headers["ETag"])
    with person("staff").http.get(path, headers={"If-None-Match": tag}) as again:
        assert again.status_code == 304
        assert again.headers["X-Content-Type-Options"] == "nosniff"


def test_the_policy_knows_every_script_that_stands_in_the_page(open_house: House, person: People) -> None:
    answer = person("staff").http.get("/")
    policy = answer.headers["Content-Security-Policy"]
    for found in open_house.app.csp_hashes():
        assert found in policy
    inline = [part for part in answer.get_data(as_text=True).split("<script")[1:] if "src=" not in part.split(">")[0]]
    scripts = [part for part in inline if 'type="application/json"' not in part.split(">")[0]]
    assert len(scripts) == len(open_house.app.csp_hashes()) == 1


def test_a_public_address_behind_https_is_remembered(house: House) -> None:
    public = house.database.settings.model_copy(update={"public_url": "https://panel.example.org"})
    server = create_app(public, house.database.engines).server
    assert "max-age=31536000" in server.test_client().get("/login").headers["Strict-Transport-Security"]


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip"])
def test_answers_travel_compressed(person: People, encoding: str) -> None:
    answer = person("staff").http.get("/_dash-layout", headers={"Accept-Encoding": encoding})
    assert answer.headers["Content-Encoding"] == encoding
