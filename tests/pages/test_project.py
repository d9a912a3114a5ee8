"""The page of one project without data: every card in its place, the way back, files that know the project."""

import pytest

from dashboard.address import parse_address
from dashboard.catalogue import CHARTS
from dashboard.components.markup import Element, text_of, walk
from dashboard.components.navigation import outside_link
from dashboard.i18n import LOCALES, speaking
from dashboard.pages import project

SEARCH = "?period=2021&place=TR-34"


def props(element: Element) -> dict[str, object]:
    """Give the properties of an element."""
    return element["props"]  # type: ignore[return-value]


def drawn() -> Element:
    """Give the layout of a project's page."""
    return project.layout(parse_address(SEARCH).with_own("code", "KIZ-11"))  # type: ignore[return-value]


@pytest.mark.parametrize("language", sorted(LOCALES))
def test_every_card_of_the_registry_stands_under_a_heading(language: str) -> None:
    with speaking(language):
        tree = drawn()
    cards = [props(node)["data-chart"] for node in walk(tree) if "data-chart" in props(node)]
    assert cards == [chart for chart in CHARTS if CHARTS[chart].page == "project"]
    assert len([node for node in walk(tree) if node["type"] == "H2"]) == len(project.SECTIONS) + 1


def test_the_way_back_carries_the_filters_and_not_the_project() -> None:
    (back,) = [props(node) for node in walk(drawn()) if props(node).get("data-shell-link") == "/projects"]
    assert back["href"] == "/projects?place=TR-34&period=2021"
    here = next(node for node in walk(drawn()) if props(node).get("aria-current") == "page")
    assert text_of(here) == "KIZ-11"


def test_the_file_of_every_card_is_about_the_project() -> None:
    files = [str(props(node)["href"]) for node in walk(drawn()) if "data-export" in props(node)]
    assert len(files) == 3 * len([chart for chart in CHARTS if CHARTS[chart].page == "project"])
    assert all("place=TR-34&period=2021&code=KIZ-11" in file for file in files)


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JAVASCRIPT:x", "data:text/html,x", "//x.example", "/x", "", "ftp://x", " https://x"]
)
def test_an_address_that_is_not_of_the_web_is_no_link(url: str) -> None:
    assert [node for node in walk(outside_link(url, "Ad")) if node["type"] == "A"] == []
    assert text_of(outside_link(url, "Ad")) == "Ad"


def test_a_link_out_of_the_product_gives_nothing_away() -> None:
    (link,) = [props(node) for node in walk(outside_link("HTTPS://example.org/a", "Ad"))]
    assert (link["href"], link["rel"]) == ("HTTPS://example.org/a", "noopener noreferrer external")
