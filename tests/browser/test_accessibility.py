"""axe-core finds nothing on any page, in any language, theme or width, closed or open."""

from dataclasses import replace
from itertools import pairwise

import pytest
from playwright.sync_api import Page

from dashboard.app import PAGES
from tests.browser.axe import violations
from tests.browser.conftest import PROJECT, Look, Opener, wait_until_ready
from tests.visiting import path_of

LOOKS = [
    Look(lang=lang, theme=theme, width=width)
    for lang, theme in (("tr", "light"), ("tr", "dark"), ("ar", "light"))
    for width in (1280, 320)
]
PATHS = [path_of(page, PROJECT) for page in PAGES]
CHARTS = "/beneficiaries"


@pytest.mark.parametrize("look", LOOKS, ids=str)
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing(path: str, look: Look, page_as: Opener) -> None:
    assert violations(page_as(path, look)) == []


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_axe_finds_nothing_at_sign_in(look: Look, page_as: Opener) -> None:
    assert violations(page_as("/login", replace(look, role=""))) == []


@pytest.mark.parametrize("look", LOOKS[::2], ids=str)
def test_axe_finds_nothing_in_open_folds_and_menus(look: Look, page_as: Opener) -> None:
    page = page_as(CHARTS, look)
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
    assert violations(page) == []
    page.locator("#shell-account > summary").click()
    assert violations(page) == []


@pytest.mark.parametrize("look", LOOKS[::2], ids=str)
def test_axe_finds_nothing_in_tables(look: Look, page_as: Opener) -> None:
    page = page_as(f"{CHARTS}?{'&'.join(f'view.{chart}=table' for chart in charts_of(page_as(CHARTS)))}", look)
    assert page.locator("[data-table]").count() > 5
    assert violations(page) == []


@pytest.mark.parametrize("look", LOOKS[::2], ids=str)
def test_axe_finds_nothing_where_there_is_no_data(look: Look, page_as: Opener) -> None:
    page = page_as(f"{CHARTS}?period=1999", look)
    assert page.locator(".state").count() > 0
    assert violations(page) == []


@pytest.mark.parametrize("look", LOOKS[::2], ids=str)
def test_axe_finds_nothing_beside_a_notice(look: Look, page_as: Opener) -> None:
    page = page_as(f"{CHARTS}?place=XX&period=9999&v=0", look)
    assert page.locator("#shell-problems").is_visible()
    assert violations(page) == []


@pytest.mark.parametrize("path", PATHS)
def test_headings_begin_with_one_h1_and_skip_no_level(path: str, page_as: Opener) -> None:
    levels = [int(name[1]) for name in texts(page_as(path), "h1,h2,h3,h4,h5,h6", "nodeName")]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_titles_differ_from_page_to_page(page_as: Opener) -> None:
    titles = [page_as(path).title() for path in PATHS]
    assert len(set(titles)) == len(PATHS)
    assert all(title.endswith("Uyum Panosu") for title in titles)


@pytest.mark.parametrize(("lang", "direction"), [("tr", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_the_document_says_its_language_and_direction(lang: str, direction: str, page_as: Opener) -> None:
    html = page_as(CHARTS, Look(lang=lang)).locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == (lang, direction)


def test_no_decomposed_letters_and_no_unfilled_words(page_as: Opener) -> None:
    for lang in ("tr", "en", "ar"):
        text = page_as(CHARTS, Look(lang=lang)).locator("body").inner_text()
        assert "\u0307" not in text
        assert "{" not in text


def texts(page: Page, selector: str, name: str) -> list[str]:
    """Give a property of every element that a selector finds."""
    found: list[str] = page.locator(selector).evaluate_all(f"(nodes) => nodes.map((node) => node.{name})")
    return found


def charts_of(page: Page) -> list[str]:
    """Give the charts of a page."""
    wait_until_ready(page)
    return texts(page, "[data-chart]", "dataset.chart")
