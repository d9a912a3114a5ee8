"""axe-core finds nothing in what opens, at sign-in and where something is missing; see also `test_every_page`."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page

from tests.browser.axe import violations
from tests.browser.conftest import Look, Opener, sampled, wait_until_ready

LOOKS = [
    Look(lang=lang, theme=theme, width=width)
    for lang, theme in (("tr", "light"), ("tr", "dark"), ("ar", "light"))
    for width in (1280, 320)
]
CHARTS = "/beneficiaries"


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_axe_finds_nothing_at_sign_in(look: Look, page_as: Opener) -> None:
    assert violations(page_as("/login", replace(look, role=""))) == []


@pytest.mark.parametrize("look", sampled(LOOKS[::2], LOOKS[::4]))
def test_axe_finds_nothing_in_open_folds_and_menus(look: Look, page_as: Opener) -> None:
    page = page_as(CHARTS, look)
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
    assert violations(page) == []
    page.locator("#shell-account > summary").click()
    assert violations(page) == []


@pytest.mark.parametrize("look", sampled(LOOKS[::2], LOOKS[::4]))
def test_axe_finds_nothing_in_tables(look: Look, page_as: Opener) -> None:
    page = page_as(f"{CHARTS}?{'&'.join(f'view.{chart}=table' for chart in charts_of(page_as(CHARTS)))}", look)
    assert page.locator("[data-table]").count() > 5
    assert violations(page) == []


@pytest.mark.parametrize("look", sampled(LOOKS[::2], LOOKS[::4]))
def test_axe_finds_nothing_where_there_is_no_data(look: Look, page_as: Opener) -> None:
    page = page_as(f"{CHARTS}?period=1999", look)
    assert page.locator(".state").count() > 0
    assert violations(page) == []


@pytest.mark.parametrize("look", sampled(LOOKS[::2], LOOKS[::4]))
def test_axe_finds_nothing_beside_a_notice(look: Look, page_as: Opener) -> None:
    page = page_as(f"{CHARTS}?place=XX&period=9999&v=0", look)
    assert page.locator("#shell-problems").is_visible()
    assert violations(page) == []


@pytest.mark.parametrize(("lang", "direction"), [("tr", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_the_document_says_its_language_and_direction(lang: str, direction: str, page_as: Opener) -> None:
    html = page_as(CHARTS, Look(lang=lang)).locator("html")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == (lang, direction)


def texts(page: Page, selector: str, name: str) -> list[str]:
    """Give a property of every element that a selector finds."""
    found: list[str] = page.locator(selector).evaluate_all(f"(nodes) => nodes.map((node) => node.{name})")
    return found


def charts_of(page: Page) -> list[str]:
    """Give the charts of a page."""
    wait_until_ready(page)
    return texts(page, "[data-chart]", "dataset.chart")
