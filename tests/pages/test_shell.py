"""The frame around every page: what it draws for whom, without a browser and without data."""

from types import ModuleType

import pytest
from dash.development.base_component import Component

from dashboard.address import Address, parse_address
from dashboard.components.header import Person, header
from dashboard.components.markup import Element, Node, text_of, walk
from dashboard.i18n import LOCALES, speaking
from dashboard.pages import accessibility, shell

SEARCH = "?programme=KIZILAY&place=TR-34&period=2021-H1&lang=en&view.beneficiaries.map=table"


def page(name: str, path: str, title: str) -> ModuleType:
    """Give a page without content."""
    module = ModuleType(f"dashboard.pages.{name}")
    vars(module).update(PATH=path, TITLE=title, layout=lambda _address: None)
    return module


PAGES = (
    page("overview", "/", "nav.overview"),
    page("beneficiaries", "/beneficiaries", "nav.people_reached"),
    page("methods", "/methods", "nav.methodology"),
    accessibility,
)


def drawn_header(search: str = "", path: str = "/", *, example: bool = False) -> list[Node]:
    """Give the header of a page."""
    main, helping = shell.places(PAGES, path)  # type: ignore[arg-type]
    return header(parse_address(search), path, main, helping, Person("ayse", "token-1"), example=example)


def props(element: Element) -> dict[str, object]:
    """Give the properties of an element."""
    return element["props"]  # type: ignore[return-value]


def links(tree: object, mark: str = "data-shell-link") -> dict[str, Element]:
    """Give the links that carry a mark, by their text."""
    return {text_of(node): node for node in walk(tree) if mark in props(node)}


def test_the_first_stop_of_the_tab_key_is_the_jump_to_the_content() -> None:
    first = next(node for node in walk(drawn_header()) if "href" in props(node))
    assert props(first)["href"] == "#shell-content"


def test_pages_that_explain_stand_in_the_account_menu_and_not_in_the_navigation() -> None:
    tree = drawn_header()
    navigation = next(node for node in walk(tree) if props(node).get("id") == "shell-navigation")
    account = next(node for node in walk(tree) if props(node).get("id") == "shell-account")
    assert list(links(navigation)) == ["Genel bakış", "Ulaşılan kişiler"]
    assert list(links(account)) == ["Yöntem ve tanımlar", "Erişilebilirlik bildirimi"]


def test_only_the_open_page_is_marked_as_current() -> None:
    marked = [text_of(node) for node in walk(drawn_header(path="/beneficiaries")) if "aria-current" in props(node)]
    assert marked == ["Türkçe", "Ulaşılan kişiler"]


def test_a_link_to_another_page_carries_the_filters_and_not_the_views() -> None:
    link = links(drawn_header(SEARCH))["Genel bakış"]
    assert props(link)["href"] == "/?programme=KIZILAY&place=TR-34&period=2021-H1&lang=en"


def test_a_link_to_another_language_keeps_page_filters_and_views() -> None:
    link = links(drawn_header(SEARCH, "/beneficiaries"), "data-shell-language")["العربية"]
    assert props(link)["href"] == (
        "/beneficiaries?programme=KIZILAY&place=TR-34&period=2021-H1&lang=ar&view.beneficiaries.map=table"
    )
    assert (props(link)["lang"], props(link)["dir"]) == ("ar", "rtl")


def test_signing_out_is_a_form_with_the_token_of_the_session() -> None:
    form = next(node for node in walk(drawn_header()) if node["type"] == "Form")
    fields = {props(node)["name"]: props(node)["value"] for node in walk(form) if "name" in props(node)}
    assert (props(form)["method"], props(form)["action"]) == ("POST", "/logout")
    assert fields == {"csrf_token": "token-1"}


@pytest.mark.parametrize("example", [True, False])
def test_every_page_over_example_data_says_so(*, example: bool) -> None:
    assert ("Örnek veri" in text_of(drawn_header(example=example))) is example


def test_what_never_changes_holds_no_words_and_only_ids_of_the_shell() -> None:
    layout = shell.layout()
    ids = [found.id for found in layout._traverse() if isinstance(found, Component) and hasattr(found, "id")]
    assert sorted(ids) == ["shell-address", "shell-content", "shell-drawn", "shell-header", "shell-records"]
    assert not [found for found in layout._traverse() if isinstance(found, str)]


def test_a_page_stands_under_one_main_heading_that_can_take_the_focus() -> None:
    content = shell.content("/x", "Başlık", "metin")
    headings = [node for node in walk(content) if node["type"] == "H1"]
    assert [text_of(heading) for heading in headings] == ["Başlık"]
    assert props(headings[0])["tabIndex"] == "-1"


def test_the_page_that_does_not_exist_leads_back_with_the_filters() -> None:
    tree = shell.not_found(parse_address("?place=TR-34"), "/nowhere")
    assert props(links(tree)["Genel bakış"])["href"] == "/?place=TR-34"


def test_a_page_is_named_like_its_module_and_says_which_parameters_it_adds() -> None:
    own = page("beneficiaries", "/beneficiaries", "nav.people_reached")
    vars(own)["EXTRA"] = ("detail.page",)
    assert shell.name_of(own) == "beneficiaries"  # type: ignore[arg-type]
    assert shell.extra_of(own) == ("detail.page",)  # type: ignore[arg-type]
    assert shell.extra_of(PAGES[0]) == ()  # type: ignore[arg-type]
    assert shell.extra_of(None) == ()


def test_a_page_about_one_thing_knows_it_from_its_path() -> None:
    own = page("project", "/projects/<code>", "pool.project")
    vars(own)["EXTRA"] = ("detail.page",)
    pages = (*PAGES, page("projects", "/projects", "nav.project_pool"), own)
    opened = shell.find(pages, "/projects/KIZ-02")  # type: ignore[arg-type]
    assert opened == shell.Opened(own, "KIZ-02")  # type: ignore[arg-type]
    assert opened.address(parse_address("?period=2021")).query() == "period=2021&code=KIZ-02"
    assert shell.asked_of(own) == ("detail.page", "code")  # type: ignore[arg-type]
    assert shell.drawn("/projects/KIZ-02", "Ad", opened) == {
        "path": "/projects/KIZ-02",
        "title": "Ad – Uyum Panosu",
        "own": ["detail.page"],
        "code": "KIZ-02",
    }


def test_a_page_sees_only_the_filters_that_mean_something_there() -> None:
    own = page("project", "/projects/<code>", "pool.project")
    address = parse_address("?programme=A&grant=G&place=TR-34&period=2021&v=2&lang=en")
    assert shell.as_seen(own, address) == address  # type: ignore[arg-type]
    vars(own)["FILTERS"] = ("place",)
    assert shell.as_seen(own, address).query() == "place=TR-34&v=2&lang=en"  # type: ignore[arg-type]
    opened = shell.Opened(own, "KIZ-02")  # type: ignore[arg-type]
    assert opened.address(address).query() == "place=TR-34&v=2&lang=en&code=KIZ-02"


def test_the_navigation_leads_to_the_page_above_one_thing_and_marks_it_there() -> None:
    own = page("project", "/projects/<code>", "pool.project")
    pages = (*PAGES, page("projects", "/projects", "nav.project_pool"), own)
    for path, current in (("/projects", "page"), ("/projects/KIZ-02", "true"), ("/projects/a/b", None), ("/", None)):
        main, _ = shell.places(pages, path)  # type: ignore[arg-type]
        assert [place.path for place in main] == ["/", "/beneficiaries", "/projects"]
        assert [place.current for place in main if place.path == "/projects"] == [current], path


@pytest.mark.parametrize("language", sorted(LOCALES))
def test_the_statement_names_its_standard_its_limits_whom_to_tell_and_its_day(language: str) -> None:
    with speaking(language):
        statement = accessibility.layout(Address())
    text = text_of(statement)
    assert "EN 301 549" in text
    assert "WCAG 2.2" in text
    assert "2026" in text
    assert len([node for node in walk(statement) if node["type"] == "H2"]) == 4
    assert len([node for node in walk(statement) if node["type"] == "Li"]) == 9
