"""A page about one thing is there for those who may see the thing; to all others it never existed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update
from werkzeug.test import TestResponse

from dashboard.access import accounts, scopes
from dashboard.access.origin import local_path
from dashboard.access.page_paths import PagePaths
from dashboard.address import Address
from dashboard.components.markup import text_of, walk
from dashboard.data.engine import open_engines
from dashboard.data.filters import EVERYTHING
from dashboard.data.project import project_names
from dashboard.data.schema import versions
from dashboard.data.schema.registers import project_details, projects
from dashboard.ids import CONTENT
from dashboard.pages import project
from tests.conftest import Database, Server
from tests.reached_app import PASSWORD, ReachedApp, open_app, sign_in
from tests.test_paths import ODD_CODES
from tests.visiting import router_body

ENCODED = ("A1%2F", "..%2Fbeneficiaries", "%2e%2e", "A1%00", "%00", "A1%0a", "A1%20", "%C4%B0ZM", "A" * 65, "A" * 5000)


@dataclass(frozen=True)
class World:
    """An app whose manager sees one programme and whose funder one grant."""

    database: Database
    people: dict[str, FlaskClient]

    def get(self, path: str, who: str = "manager") -> TestResponse:
        """Open a path as somebody."""
        return self.people[who].get(path)

    def draw(self, path: str | None, search: str = "", who: str = "manager") -> dict[str, Any]:
        """Give what the router answers."""
        answer = self.people[who].post("/_dash-update-component", json=router_body(path, search))
        assert answer.status_code == 200
        found: dict[str, Any] = answer.get_json()["response"]
        return found


@pytest.fixture(scope="module")
def world(postgres: Server, migrated: str) -> Iterator[World]:
    """Give the app over three programmes, of which the manager sees PA."""
    copy = postgres.create("page_paths", migrated)
    reached = open_app(copy, size=200)
    yield World(copy, {"admin": reached.http} | people(reached))
    postgres.drop(copy)


def people(reached: ReachedApp) -> dict[str, FlaskClient]:
    """Give a manager of programme PA, a funder of one of its grants, and nobody."""
    scope_of = {
        "manager": scopes.Scope(programmes=frozenset({"PA"})),
        "funder": scopes.Scope(grants=frozenset({"G1"})),
    }
    found = {"anonymous": reached.app.server.test_client()}
    for name, scope in scope_of.items():
        with reached.database.engines.writer.begin() as connection:
            accounts.create_account(connection, name, name, actor="test", password=PASSWORD)
            scopes.set_scope(connection, name, scope, actor="test")
        found[name] = reached.app.server.test_client()
        sign_in(found[name], name)
    return found


def words(found: dict[str, Any]) -> str:
    """Give the words of the content that the router drew."""
    return " ".join(text_of(found[CONTENT]["children"]).split())


def test_the_page_of_a_project_in_scope_answers_and_stands_under_its_name(world: World) -> None:
    assert world.get("/projects/A1?period=2021").status_code == 200
    found = world.draw("/projects/A1", "?period=2021")
    headings = [text_of(node) for node in walk(found[CONTENT]["children"]) if node["type"] == "H1"]
    assert headings == ["Ad A1"]
    assert found["shell-drawn"]["data"] == {
        "path": "/projects/A1",
        "title": "Ad A1 – Uyum Panosu",
        "own": [],
        "code": "A1",
    }
    assert taken(found) == {"/export/project/stages.csv?period=2021&code=A1"}


def taken(found: dict[str, Any]) -> set[str]:
    """Give the address of the file of one card."""
    links = {str(node["props"].get("href")) for node in walk(found[CONTENT]["children"]) if node["type"] == "A"}  # type: ignore[attr-defined]
    return {link for link in links if link.startswith("/export/project/stages.csv") and "machine" not in link}


def test_the_path_alone_says_what_the_page_is_about(world: World) -> None:
    found = world.draw("/projects/A1", "?code=B1")
    assert taken(found) == {"/export/project/stages.csv?code=A1"}
    assert "code: B1" in words(found)


def test_forbidden_and_unknown_have_one_answer(world: World) -> None:
    nothing = world.get("/nowhere")
    assert nothing.status_code == 404
    for code in ("B1", "C1", "A9"):
        answer = world.get(f"/projects/{code}")
        assert (answer.status_code, answer.get_data()) == (404, nothing.get_data())
    assert [world.get(f"/projects/{code}", "admin").status_code for code in ("B1", "C1", "A9")] == [200, 200, 404]


def test_in_an_open_page_forbidden_and_unknown_have_one_content(world: World) -> None:
    contents = {
        code: words(world.draw(f"/projects/{code}")).replace(code, "?") for code in ("B1", "A9", "..", "A1/x", "%41")
    }
    assert set(contents.values()) == {words(world.draw("/nowhere"))}
    assert words(world.draw(None)) == contents["B1"]


@pytest.mark.parametrize("code", [*ENCODED, *(quote(odd, safe="") for odd in ODD_CODES)])
@pytest.mark.parametrize("who", ["manager", "admin"])
def test_an_odd_code_is_unknown_too(world: World, who: str, code: str) -> None:
    answer = world.get(f"/projects/{code}", who)
    assert (answer.status_code, answer.get_data()) == (404, world.get("/nowhere", who).get_data())


@pytest.mark.parametrize("code", ODD_CODES)
def test_an_odd_code_in_the_body_of_the_router_draws_nothing(world: World, code: str) -> None:
    assert words(world.draw(f"/projects/{code}")) == words(world.draw("/nowhere"))


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE"])
def test_a_method_that_a_page_does_not_know_is_unknown(world: World, method: str) -> None:
    for code in ("A1", "B1", "A9"):
        assert world.people["manager"].open(f"/projects/{code}", method=method).status_code == 404


def test_a_stranger_is_sent_to_sign_in_and_back_whether_the_project_is_there_or_not(world: World) -> None:
    for code in ("A1", "A9"):
        answer = world.get(f"/projects/{code}?period=2021", "anonymous")
        assert answer.status_code == 302
        assert answer.headers["Location"] == f"/login?next=/projects/{code}%3Fperiod%3D2021"
        assert world.people["anonymous"].post(f"/projects/{code}").status_code == 401


@pytest.mark.parametrize("code", ENCODED)
def test_a_stranger_is_told_nothing_about_an_odd_code(world: World, code: str) -> None:
    assert world.get(f"/projects/{code}", "anonymous").status_code == 401


def test_to_a_funder_the_project_of_another_grant_is_like_none(world: World) -> None:
    nothing = world.get("/nowhere", "funder").get_data()
    for code in ("B1", "A9"):
        answer = world.get(f"/projects/{code}", "funder")
        assert (answer.status_code, answer.get_data()) == (404, nothing)


def test_sign_in_leads_on_to_the_project(world: World) -> None:
    assert local_path("/projects/A1?period=2021") == "/projects/A1?period=2021"
    answer = world.get("/login?next=/projects/A1%3Fperiod%3D2021")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/projects/A1?period=2021")


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        ("?code=A1", 200),
        ("?code=B1&code=A1", 200),
        ("?code=B1", 404),
        ("?code=A1&code=B1", 404),
        ("?code=A9", 404),
        ("?code=%00", 404),
        ("", 404),
    ],
)
def test_a_file_about_one_thing_is_there_for_those_who_may_see_it(world: World, search: str, expected: int) -> None:
    for ending in ("csv", "json"):
        answer = world.get(f"/export/project/stages.{ending}{search}")
        assert answer.status_code == expected
        if expected == 200:
            assert "Proje: Ad A1 (A1)" in answer.get_data(as_text=True)
        else:
            assert answer.get_data() == world.get("/nowhere").get_data()


def test_a_project_that_is_gone_is_there_as_of_the_version_that_knew_it(world: World) -> None:
    with world.database.engines.owner.begin() as connection:
        newest = connection.scalar(select(func.max(versions.c.version))) or 0
        gone = select(projects.c.id).where(projects.c.code == "A3").scalar_subquery()
        own = update(project_details).where(project_details.c.project_id == gone)
        connection.execute(own.values(until_version=newest))
    # What a version holds is kept in the process; a test that changes the newest one asks a new app.
    fresh = PagePaths((project,), {"project": project_names}, None)
    assert not fresh.is_there("/projects/A3", Address(), EVERYTHING)
    reader = open_engines(world.database.settings).reader
    fresh = replace(fresh, reader=reader)
    assert not fresh.is_there("/projects/A3", Address(), EVERYTHING)
    assert fresh.is_there("/projects/A3", Address(v=newest - 1), EVERYTHING)
    reader.dispose()


def test_without_pages_no_path_is_one(world: World) -> None:
    empty = PagePaths()
    assert empty.right("/") is None
    assert not empty.is_there("/", Address(), EVERYTHING)
    known = PagePaths((project,), {}, world.database.engines.reader)
    assert not known.is_there("/projects/A1", Address(), EVERYTHING)
