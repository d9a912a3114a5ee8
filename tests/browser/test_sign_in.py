"""Sign-in as a person meets it: keyboard, paste, errors that are seen and heard, and the way back to the page."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.axe import violations
from tests.browser.conftest import PASSWORD, Look, sampled, variants

LOOKS = variants(Look(role=""), lang=("tr", "ar"), theme=("light", "dark"), width=(1280, 320))
Stranger = Callable[..., Page]


@pytest.fixture
def stranger(browser: Browser, server_url: str) -> Iterator[Stranger]:
    """Give a function that opens an address as nobody; errors of HTTP are what these tests are about."""
    contexts = []

    def open_page(path: str, look: Look | None = None) -> Page:
        seen = look or Look(role="")
        context = browser.new_context(
            viewport={"width": seen.width, "height": seen.height},
            color_scheme=seen.theme,  # type: ignore[arg-type]
        )
        contexts.append(context)
        page = context.new_page()
        joint = "&" if "?" in path else "?"
        page.goto(f"{server_url}{path}{joint}lang={seen.lang}")
        page.evaluate("document.fonts.ready.then(() => true)")
        return page

    yield open_page
    for context in contexts:
        context.close()


def fill_in(page: Page, username: str, password: str) -> None:
    """Type a name and a password and press Enter."""
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")


@pytest.mark.parametrize("look", sampled(LOOKS, [LOOKS[0], LOOKS[7]]))
def test_an_error_is_focused_announced_and_clean(stranger: Stranger, look: Look) -> None:
    page = stranger("/login", look)
    fill_in(page, f"nobody-{look}", "wrong")
    alert = page.get_by_role("alert")
    alert.wait_for()
    assert page.evaluate("document.activeElement.getAttribute('role')") == "alert"
    assert page.locator("html").get_attribute("lang") == look.lang
    assert page.locator("[name=password]").input_value() == ""
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= look.width


def test_sign_in_leads_back_to_the_page_and_its_filters(stranger: Stranger) -> None:
    page = stranger("/beneficiaries?period=2021")
    assert urlsplit(page.url).path == "/login"
    fill_in(page, "staff", PASSWORD)
    page.wait_for_url("**/beneficiaries?period=2021**")


def test_the_keyboard_alone_is_enough(stranger: Stranger) -> None:
    page = stranger("/login")
    assert page.evaluate("document.activeElement.name") == "username"
    page.keyboard.type("staff")
    page.keyboard.press("Tab")
    page.keyboard.insert_text(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: urlsplit(url).path == "/")


def test_an_open_tab_whose_session_has_ended_goes_to_sign_in_and_back(stranger: Stranger) -> None:
    page = stranger("/")
    fill_in(page, "staff", PASSWORD)
    page.locator("body[data-state=ready]").wait_for()
    page.context.clear_cookies()
    page.locator("#shell-navigation a[href^='/beneficiaries']").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/login")
    fill_in(page, "staff", PASSWORD)
    page.wait_for_url(lambda url: urlsplit(url).path == "/beneficiaries")


@pytest.mark.parametrize("look", sampled(LOOKS[::3], [LOOKS[0], LOOKS[6]]))
def test_the_pages_around_sign_in_are_clean(stranger: Stranger, server_url: str, look: Look) -> None:
    page = stranger("/login", look)
    fill_in(page, "funder-wb", PASSWORD)
    page.wait_for_url(lambda url: urlsplit(url).path == "/")
    for path in ("/password", "/nowhere"):
        page.goto(f"{server_url}{path}?lang={look.lang}")
        assert violations(page) == [], path
        assert page.locator("h1").count() == 1
