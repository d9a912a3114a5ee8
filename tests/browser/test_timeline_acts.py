"""Acts and calendar addresses in a browser: by keyboard alone, told aloud, done once, and without a barrier."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from dashboard.app import create_app
from dashboard.commands.web_server import warm
from dashboard.pages.timeline import PATH
from tests.acting_app import ActingApp, fill_world
from tests.browser.axe import violations
from tests.browser.conftest import Look, Opener, opening, sampled, serving, variants, wait_until_ready
from tests.browser.keyboard import stops_that_fail
from tests.conftest import Server
from tests.reached_app import PASSWORD

HERE = f"{PATH}?grant=G1"
LOOKS = variants(Look(), lang=("tr", "en", "ar"), theme=("light", "dark"), width=(1280, 320))
USUAL = [Look(lang="ar", theme="dark", width=320)]
SAID, VERSION = "#timeline-acts-said", "#timeline-acts-release-version"


@pytest.fixture(scope="module")
def acts(postgres: Server, migrated: str) -> Iterator[ActingApp]:
    """Give an app over a database of its own."""
    copy = postgres.create("acts_browser", migrated)
    fill_world(copy)
    app = create_app(copy.settings, copy.engines)
    warm(app)
    yield ActingApp(app, copy)
    postgres.drop(copy)


@pytest.fixture(scope="module")
def url(acts: ActingApp) -> Iterator[str]:
    """Give the address of its server."""
    with serving(acts.app) as address:
        yield address


@pytest.fixture(scope="module")
def signed(browser: Browser, url: str) -> Callable[[str], dict[str, object]]:
    """Give the cookies of somebody signed in."""
    states: dict[str, dict[str, object]] = {}

    def cookies_of(who: str) -> dict[str, object]:
        if who not in states:
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"{url}/login")
            page.locator("[name=username]").fill(who)
            page.locator("[name=password]").fill(PASSWORD)
            page.locator("form button[type=submit]").first.click()
            page.wait_for_url(lambda address: "/login" not in address)
            states[who] = dict(context.storage_state())
            context.close()
        return states[who]

    return cookies_of


@pytest.fixture
def page_as(browser: Browser, url: str, signed: Callable[[str], dict[str, object]]) -> Iterator[Opener]:
    """Give a function that opens the page and waits until it is ready."""
    with opening(browser, url, signed) as opener:
        yield opener


def press(page: Page, *keys: str) -> None:
    """Press keys one after the other, and wait for what comes of them."""
    for key in keys:
        page.keyboard.press(key)
    wait_until_ready(page)


def typed(page: Page, field: str, text: str) -> None:
    """Go to a field and type into it in place of what stands there."""
    page.locator(field).focus()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def focused(page: Page) -> Locator:
    """Give what has the focus."""
    return page.locator(":focus")


def sideways(page: Page) -> int:
    """Give by how much the page is wider than the window."""
    wide: int = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return max(wide, 0)


def test_a_release_by_keyboard_from_a_mistake_to_its_end(page_as: Opener, acts: ActingApp) -> None:
    page = page_as(HERE)
    before = acts.newest()
    typed(page, VERSION, "kırk")
    press(page, "Enter")
    expect(focused(page)).to_have_attribute("id", "timeline-acts-release-version")
    expect(focused(page)).to_have_attribute("aria-invalid", "true")
    expect(page.locator(f"{VERSION}-error")).to_contain_text("Yalnızca rakam yazın")
    typed(page, VERSION, "2")
    press(page, "Enter")
    expect(focused(page)).to_have_class("act-confirm")
    expect(focused(page)).to_contain_text("Fon sağlayıcı bu sürümü görecek: 2, ")
    assert violations(page) == []
    assert acts.newest() == before
    press(page, "Tab", "Tab", "Enter")
    expect(focused(page)).to_have_attribute("id", "timeline-acts-release-version")
    expect(focused(page)).to_have_value("2")
    press(page, "Enter")
    expect(focused(page)).to_have_class("act-confirm")
    press(page, "Tab", "Enter")
    expect(page.locator(SAID)).to_contain_text("Yayımlandı.")
    expect(page.locator(SAID)).to_have_attribute("role", "status")
    expect(focused(page)).to_have_text("Veri sürümünü yayımla")
    expect(page.locator(".act-facts")).to_contain_text("Fon sağlayıcının gördüğü sürüm: 2, ", use_inner_text=True)
    assert acts.newest() == before + 1
    expect(page.locator("#shell-freshness")).to_contain_text(f"Veri sürümü: {before + 1}")


def test_a_comment_is_chosen_written_and_kept_and_two_presses_are_one(page_as: Opener, acts: ActingApp) -> None:
    page = page_as(HERE)
    before = acts.newest()
    page.locator("#timeline-acts-comment-period").focus()
    page.locator("#timeline-acts-comment-period").select_option("2021-H1")
    press(page, "Tab", "Enter")
    expect(focused(page)).to_have_attribute("id", "timeline-acts-comment-text")
    expect(focused(page)).to_have_value("Kış")
    typed(page, "#timeline-acts-comment-text", "Okullar kapalıydı")
    page.evaluate("shell.address.change((asked) => asked.set('view.timeline.gantt', 'table'))")
    wait_until_ready(page)
    expect(page.locator("#timeline-acts-comment-text")).to_have_value("Okullar kapalıydı")
    page.locator("#timeline-acts-comment-text").focus()
    press(page, "Tab", "Enter")
    expect(page.locator(".act-confirm")).to_contain_text("Okullar kapalıydı")
    page.get_by_role("button", name="Yorumu onayla").dblclick()
    expect(page.locator(SAID)).to_contain_text("Yorum kaydedildi.")
    wait_until_ready(page)
    assert acts.newest() == before + 1
    expect(focused(page)).to_have_text("Göstergeye yorum yaz")
    expect(page.locator("[data-chart='timeline.framework']")).to_contain_text("Okullar kapalıydı")


def test_a_lock_tells_that_it_is_for_ever_and_stands_on_the_page(page_as: Opener) -> None:
    page = page_as(f"{HERE}&period=2021-Q2")
    page.locator("#timeline-acts-lock-day").fill("2021-08-12")
    page.get_by_role("button", name="Kilitle…").focus()
    press(page, "Enter")
    expect(focused(page)).to_contain_text("Kilit geri alınamaz.")
    press(page, "Tab", "Enter")
    expect(page.locator(SAID)).to_contain_text("Kilitlendi: 2021 2. çeyrek.")
    expect(page.locator(".act-facts")).to_contain_text("2021 2. çeyrek")


def test_a_calendar_address_is_shown_once_and_can_be_taken_back(page_as: Opener, url: str) -> None:
    page = page_as(PATH, Look(role="staff"))
    expect(page.locator("#timeline-acts")).to_be_empty()
    page.get_by_role("button", name="Adres oluştur…").focus()
    press(page, "Enter")
    expect(focused(page)).to_contain_text("yalnızca bir kez gösterilecek")
    press(page, "Tab", "Enter")
    box = page.locator("#timeline-calendar-address-text")
    expect(box).to_be_focused()
    address = box.input_value()
    assert page.evaluate("document.activeElement.selectionEnd") == len(address)
    assert violations(page) == []
    assert page.request.get(address).status == 200
    page.evaluate("shell.address.change((asked) => asked.set('period', '2021'))")
    wait_until_ready(page)
    expect(box).to_have_value(address)
    page.reload()
    wait_until_ready(page)
    expect(box).to_have_count(0)
    page.get_by_role("button", name="Adresi iptal et…").focus()
    press(page, "Enter")
    expect(focused(page)).to_have_class("act-confirm")
    press(page, "Tab", "Enter")
    expect(page.locator("#timeline-calendar-said")).to_have_text("Takvim adresi iptal edildi.")
    assert address.startswith(url)
    assert page.request.get(address).status == 404


@pytest.mark.parametrize("look", sampled(LOOKS, USUAL))
def test_no_step_has_a_barrier(page_as: Opener, look: Look) -> None:
    page = page_as(HERE, look)
    assert (violations(page), sideways(page)) == ([], 0)
    assert stops_that_fail(page) == []
    typed(page, VERSION, "99")
    press(page, "Enter")
    expect(page.locator(VERSION)).to_have_attribute("aria-invalid", "true")
    assert (violations(page), sideways(page)) == ([], 0)
    page.locator("#timeline-acts-comment-period").select_option("2021-H2")
    page.locator("form[data-act=comment] button").click()
    wait_until_ready(page)
    typed(page, "#timeline-acts-comment-text", "x" * 200)
    page.locator("form[data-act=comment] button").first.click()
    wait_until_ready(page)
    expect(page.locator(".act-confirm")).to_be_focused()
    assert (violations(page), sideways(page)) == ([], 0)
