"""The router: one answer draws the frame and the page of an address, for whoever asks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import update

from dashboard.access import accounts, scopes
from dashboard.app import PAGES, create_app
from dashboard.components.markup import Element, text_of, walk
from dashboard.data.schema.base import loads
from dashboard.ids import CONTENT
from dashboard.pages import shell
from dashboard.paths import holds_code
from tests.conftest import Server
from tests.reached_app import PASSWORD, ReachedApp, open_app, sign_in
from tests.visiting import path_of, router_body

PROJECT = "A1"
OPEN_TO_ADMIN = [page for page in PAGES if shell.name_of(page) != "feedback_list"]
UNFILTERED = [page for page in OPEN_TO_ADMIN if page.PATH in shell.MENU_PATHS]
FILTERED = [page for page in OPEN_TO_ADMIN if page.PATH not in shell.MENU_PATHS]


def open_page(reached: ReachedApp, path: str, search: str = "") -> dict[str, Any]:
    """Give what the router answers: header, content and what it tells the browser."""
    answer = reached.http.post("/_dash-update-component", json=router_body(path, search))
    assert answer.status_code == 200, answer.get_data(as_text=True)
    found = answer.get_json()["response"]
    return {"header": found[shell.HEADER], "content": found[CONTENT], "drawn": found[shell.DRAWN]["data"]}


def part(tree: object, id_: str) -> dict[str, Any] | None:
    """Give the properties of the part with an id, None where it is not drawn."""
    found = [node for node in walk(tree["children"]) if props(node).get("id") == id_]  # type: ignore[index]
    assert len(found) <= 1
    return props(found[0]) if found else None


def props(element: Element) -> dict[str, Any]:
    """Give the properties of an element."""
    return element["props"]  # type: ignore[return-value]


def values(tree: object, id_: str) -> list[str]:
    """Give the codes that a list of boxes offers."""
    found = part(tree, id_)
    assert found
    return [option["value"] for option in found["options"]]


@pytest.mark.parametrize("page", OPEN_TO_ADMIN, ids=shell.name_of)
def test_each_page_stands_under_its_heading_and_names_the_tab(page: ModuleType, reached: ReachedApp) -> None:
    drawn = open_page(reached, path_of(page, PROJECT))
    headings = [text_of(node) for node in walk(drawn["content"]["children"]) if node["type"] == "H1"]
    assert drawn["drawn"] == {
        "path": path_of(page, PROJECT),
        "title": f"{headings[0]} – Uyum Panosu",
        "own": list(shell.extra_of(page)),
        "code": PROJECT if holds_code(page.PATH) else "",
    }
    assert len(headings) == 1


@pytest.mark.parametrize("page", FILTERED, ids=shell.name_of)
def test_a_page_with_figures_has_filters_and_says_how_fresh_it_is(page: ModuleType, reached: ReachedApp) -> None:
    content = open_page(reached, path_of(page, PROJECT))["content"]
    line = part(content, "shell-freshness")
    assert bool(part(content, "shell-filters")) is bool(shell.filters_of(page))
    assert line
    assert f"Veri sürümü: {reached.stored.versions[-1]}" in " ".join(text_of(line["children"]).split())


@pytest.mark.parametrize("page", UNFILTERED, ids=shell.name_of)
def test_a_page_that_explains_has_no_filters(page: ModuleType, reached: ReachedApp) -> None:
    assert part(open_page(reached, path_of(page, PROJECT))["content"], "shell-filters") is None


def test_the_filters_offer_what_exists_in_the_order_of_the_turkish_alphabet(reached: ReachedApp) -> None:
    content = open_page(reached, "/beneficiaries")["content"]
    boxes = part(content, "shell-filter-place")
    assert boxes
    names = [option["label"] for option in boxes["options"]]
    assert len(names) == 81
    assert [name for name in names if name[0] in "IİŞSÇC"] == [
        *("Çanakkale", "Çankırı", "Çorum", "Iğdır", "Isparta", "İstanbul", "İzmir"),
        *("Sakarya", "Samsun", "Siirt", "Sinop", "Sivas", "Şanlıurfa", "Şırnak"),
    ]
    assert set(values(content, "shell-filter-programme")) == {"PA", "PB", "PC"}
    assert len(values(content, "shell-filter-group")) == 8


def test_values_that_cannot_be_used_are_named_and_the_page_stands(reached: ReachedApp) -> None:
    content = open_page(reached, "/beneficiaries", "?place=XX&period=9999&v=900&colour=red&place=TR-34")["content"]
    notice = part(content, "shell-problems")
    boxes = part(content, "shell-filter-place")
    assert notice
    assert boxes
    assert notice["hidden"] is False
    told = [" ".join(text_of(node).split()) for node in walk(notice["children"]) if node["type"] == "Li"]
    assert sorted(told) == ["Dönem: 9999", "Veri sürümü: 900", "colour: red", "İl: XX"]
    assert boxes["value"] == ["TR-34"]
    assert part(content, "shell-point-in-time") is None


def test_parameters_of_the_page_itself_are_no_problem(reached: ReachedApp) -> None:
    notice = part(open_page(reached, "/beneficiaries", "?detail.page=2")["content"], "shell-problems")
    assert notice
    assert notice["hidden"] is True


def test_an_earlier_version_is_named_and_leads_back_to_now(reached: ReachedApp) -> None:
    earlier = reached.stored.versions[0]
    content = open_page(reached, "/beneficiaries", f"?v={earlier}&place=TR-34")["content"]
    notice = part(content, "shell-point-in-time")
    assert notice
    assert str(earlier) in text_of(notice["children"])
    assert [props(node)["href"] for node in walk(notice["children"]) if node["type"] == "A"] == [
        "/beneficiaries?place=TR-34"
    ]


def test_the_name_of_a_district_in_the_address_goes_to_the_browser(reached: ReachedApp) -> None:
    chips = part(open_page(reached, "/beneficiaries", "?place=TR-34-1103&place=TR-01")["content"], "shell-chips")
    assert chips
    assert chips["data-further"] == '{"TR-34-1103": "Adalar"}'


@pytest.mark.parametrize(("lang", "heading"), [("tr", "Ulaşılan kişiler"), ("en", "People reached")])
def test_the_frame_speaks_the_language_of_the_address(lang: str, heading: str, reached: ReachedApp) -> None:
    assert open_page(reached, "/beneficiaries", f"?lang={lang}")["drawn"]["title"] == f"{heading} – Uyum Panosu"


def test_an_unknown_page_has_one_content_and_the_navigation(reached: ReachedApp) -> None:
    drawn = open_page(reached, "/nowhere")
    assert "Sayfa bulunamadı" in text_of(drawn["content"]["children"])
    assert "Ulaşılan kişiler" in text_of(drawn["header"]["children"])


@pytest.fixture
def own(postgres: Server, migrated: str) -> Iterator[ReachedApp]:
    """Give an app over a small world that the test may change."""
    copy = postgres.create("shell_own", migrated)
    yield open_app(copy, size=200)
    postgres.drop(copy)


@pytest.mark.parametrize("setting", ["on", "off"])
def test_methods_lead_to_the_open_data_where_they_are_published(own: ReachedApp, setting: str) -> None:
    settings = own.database.settings.model_copy(update={"public_data": setting})
    app = create_app(settings, own.database.engines)
    there = replace(own, app=app, http=app.server.test_client())
    sign_in(there.http, "admin")
    links = [props(node).get("href", "") for node in walk(open_page(there, "/methods")["content"]["children"])]
    way = "/open-data/datapackage.json?lang=tr"
    assert (way in links) is (setting == "on")
    assert there.http.get(way).status_code == (200 if setting == "on" else 404)


def test_what_may_be_chosen_ends_with_the_scope_of_the_account(own: ReachedApp) -> None:
    with own.database.engines.writer.begin() as connection:
        accounts.create_account(connection, "manager", "manager", actor="test", password=PASSWORD)
        scopes.set_scope(connection, "manager", scopes.Scope(programmes=frozenset({"PB"})), actor="test")
    manager = replace(own, http=own.app.server.test_client())
    sign_in(manager.http, "manager")
    content = open_page(manager, "/beneficiaries", "?programme=PA")["content"]
    notice = part(content, "shell-problems")
    assert values(content, "shell-filter-programme") == ["PB"]
    assert notice
    assert "PA" in text_of(notice["children"])


def test_a_kind_without_new_files_brings_the_amber_banner(own: ReachedApp) -> None:
    assert part(open_page(own, "/beneficiaries")["content"], "shell-stale") is None
    long_ago = datetime.now(UTC) - timedelta(days=60)
    with own.database.engines.owner.begin() as connection:
        connection.execute(update(loads).values(committed_at=long_ago))
    banner = part(open_page(own, "/beneficiaries")["content"], "shell-stale")
    assert banner
    assert "60 gündür güncellenmedi" in text_of(banner["children"])
