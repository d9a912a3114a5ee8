"""Yönetim in a browser: an account is added, changed and locked out by keyboard and without a barrier."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.access.demo_accounts import create_demo_accounts
from dashboard.app import create_app
from dashboard.commands.web_server import warm
from tests.browser.axe import violations
from tests.browser.conftest import PASSWORD, Look, Opener, opening, sampled, serving, wait_until_ready
from tests.browser.test_naughty_texts import cookies_at
from tests.conftest import Database, Server
from tests.timeline_world import REGISTERS, load

PLACE = "#admin-accounts"
LOOKS = [Look(role="admin"), Look(role="admin", lang="ar", theme="dark", width=390)]


@pytest.fixture(scope="module")
def office(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give a database of its own with programmes, grants and the usual accounts."""
    copy = postgres.create("admin_browser", migrated)
    load(copy.engines, REGISTERS)
    create_demo_accounts(copy.engines.writer, PASSWORD)
    yield copy
    postgres.drop(copy)


@pytest.fixture(scope="module")
def url(office: Database) -> Iterator[str]:
    """Give the address of a server over it."""
    app = create_app(office.settings, office.engines)
    warm(app)
    with serving(app) as address:
        yield address


@pytest.fixture(scope="module")
def signed(browser: Browser, url: str) -> Callable[[str], dict[str, object]]:
    """Give the cookies of somebody signed in."""
    return cookies_at(browser, url)


@pytest.fixture
def page_as(browser: Browser, url: str, signed: Callable[[str], dict[str, object]]) -> Iterator[Opener]:
    """Give a function that opens a page and waits until it is ready."""
    with opening(browser, url, signed) as opener:
        yield opener


def press(page: Page, selector: str) -> None:
    """Press a button with the keyboard and wait for what comes of it."""
    page.locator(selector).focus()
    page.keyboard.press("Enter")
    wait_until_ready(page)


@pytest.mark.parametrize("look", sampled(LOOKS, LOOKS[1:]))
def test_an_account_is_added_changed_and_locked_out(page_as: Opener, look: Look) -> None:
    page, name = page_as("/admin", look), f"person-{look.lang}"
    page.locator(f"{PLACE}-add-username").fill(name)
    page.locator("form[data-act=add] [name=programmes][value=A]").check()
    press(page, "form[data-act=add] [data-step=ask]")
    expect(page.locator(":focus")).to_have_class("act-confirm")
    assert violations(page) == []
    press(page, "form[data-act=add] [data-step=do]")
    expect(page.locator(f"{PLACE}-said")).to_contain_text(name)
    expect(page.locator(":focus")).to_have_attribute("data-act-copy", "")
    assert len(page.locator(":focus").input_value()) > 30
    assert violations(page) == []
    page.locator(f"{PLACE}-change-username").select_option(name)
    press(page, "form[data-act=change] [data-act=access]")
    page.locator("form[data-act=change] [name=programmes][value=B]").check()
    assert violations(page) == []
    press(page, "form[data-act=change] [data-step=ask]")
    press(page, "form[data-act=change] [data-step=do]")
    row = page.locator("[data-table='admin.accounts'] tr", has_text=name)
    expect(row).to_contain_text("A, B", use_inner_text=True)
    page.locator(f"{PLACE}-change-username").select_option(name)
    press(page, "form[data-act=change] [data-act=disable]")
    press(page, "form[data-act=change] [data-step=do]")
    expect(page.locator(f"{PLACE}-said")).to_contain_text(name)
    expect(page.locator("[data-table='admin.trail'] tbody tr").first).to_contain_text(name)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_whoever_looks_through_a_funders_eyes_is_told_and_comes_back(page_as: Opener) -> None:
    page = page_as("/admin", Look(role="admin"))
    page.locator("[name=username][id$=see-username]").select_option("funder-wb")
    page.locator("form[action='/see-as'] button").click()
    page.wait_for_url(lambda address: "/admin" not in address)
    expect(page.locator("body")).to_contain_text("gözünden görüyorsunuz: funder-wb")
    wait_until_ready(page)
    assert violations(page) == []
    page.locator("form[action='/see-as/end'] button").click()
    page.wait_for_url(lambda address: address.endswith("/admin"))
    wait_until_ready(page)
    expect(page.locator("[data-table='admin.trail'] tbody tr").first).to_contain_text("Fon sağlayıcının gözünden")
