"""What an open page does while the database is frozen: it keeps its figures, says so calmly, and goes on by itself."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import wait_until_ready
from tests.commands.outage import Installation, installed
from tests.visiting import PASSWORD

pytestmark = pytest.mark.browser
NOTICE = {
    "tr": "yanıt vermiyor. Ekrandaki sayılar en son alınanlardır",
    "en": "The figures on screen are the last ones received",
    "ar": "الأرقام المعروضة هي آخر ما تم استلامه",
}


@pytest.fixture(scope="module")
def installation() -> Iterator[Installation]:
    """Give an installation whose database may be frozen."""
    with installed() as (installation, _):
        yield installation


@pytest.fixture
def page(browser: Browser, installation: Installation) -> Iterator[Page]:
    """Give a tab of somebody signed in."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{installation.port}/login")
    page.locator("[name=username]").fill("staff")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button[type=submit]").first.click()
    wait_until_ready(page)
    yield page
    context.close()


@pytest.mark.parametrize(
    "language", [pytest.param(one, marks=() if one == "tr" else pytest.mark.exhaustive) for one in NOTICE]
)
def test_an_open_page_keeps_what_it_shows_and_goes_on_by_itself(
    page: Page, installation: Installation, language: str
) -> None:
    page.goto(f"http://127.0.0.1:{installation.port}/beneficiaries?lang={language}")
    wait_until_ready(page)
    page.evaluate("window.mark = 'not reloaded'")
    notice, cards = page.locator("#shell-failure"), page.locator("[data-kpi]")
    shown = cards.count()
    with installation.frozen():
        page.evaluate("window.shell.address.change((parameters) => parameters.set('place', 'TR-34'))")
        expect(notice).to_be_visible()
        expect(notice).to_contain_text(NOTICE[language])
        assert cards.count() == shown > 0
    expect(notice).to_be_hidden()
    wait_until_ready(page)
    assert page.evaluate("window.mark") == "not reloaded"


def test_a_page_that_is_opened_meanwhile_comes_by_itself(page: Page, installation: Installation) -> None:
    with installation.frozen():
        page.goto(f"http://127.0.0.1:{installation.port}/projects")
        expect(page.locator("h1")).to_have_text("Veritabanı şu anda yanıt vermiyor")
    expect(page.locator("h1")).to_have_text("Proje havuzu")
