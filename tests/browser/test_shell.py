"""The frame in a browser: filters in the address, history, focus, menus, language and theme."""

from collections.abc import Callable
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.browser.conftest import PASSWORD, Look, Opener, wait_until, wait_until_ready

FIGURES = "/beneficiaries"
PHONE = Look(width=390, height=844)
PLACES = "details[data-filter=place]"
CHIPS = "#shell-chips button"
KPIS = "(all) => all.map((kpi) => [kpi.dataset.kpi, kpi.dataset.value])"


def filters(page: Page) -> list[tuple[str, str]]:
    """Give the filters of the address, its language left out."""
    return [pair for pair in parse_qsl(urlsplit(page.url).query) if pair[0] != "lang"]


def calls(page: Page) -> list[str]:
    """Give the list to which every later call of a server callback is added."""
    found: list[str] = []

    def note(request: Request) -> None:
        if "/_dash-update-component" in request.url:
            found.append(request.url)

    page.on("request", note)
    return found


def tick(page: Page, name: str) -> None:
    """Open the list of provinces and tick or untick one."""
    if page.locator(PLACES).get_attribute("open") is None:
        page.locator(f"{PLACES} > summary").click()
    page.locator(PLACES).get_by_label(name, exact=True).click()
    wait_until_ready(page)


def go_back(page: Page) -> None:
    """Press the Back button."""
    page.go_back()
    wait_until_ready(page)


def ticked(page: Page) -> list[str]:
    """Give the codes of the provinces that are ticked."""
    found: list[str] = page.locator(f"{PLACES} input:checked").evaluate_all("(all) => all.map((one) => one.value)")
    return found


def texts(page: Page, selector: str) -> list[str]:
    """Give the text of all that a selector finds."""
    return [" ".join(text.split()) for text in page.locator(selector).all_inner_texts()]


def test_a_change_of_a_filter_is_one_call_keeps_the_focus_and_tells_the_new_count(page_as: Opener) -> None:
    page = page_as(FIGURES)
    before = page.locator("#shell-records-line").inner_text()
    made = calls(page)
    tick(page, "İstanbul")
    assert len(made) == 1
    assert filters(page) == [("place", "TR-34")]
    assert page.evaluate("document.activeElement.value") == "TR-34"
    line = page.locator("#shell-records-line")
    assert line.get_attribute("role") == "status"
    assert line.inner_text().startswith("Sonuçlar güncellendi: ")
    assert line.inner_text() != before


def test_back_undoes_exactly_one_filter_in_the_controls_too(page_as: Opener) -> None:
    page = page_as(FIGURES)
    tick(page, "İstanbul")
    tick(page, "Adana")
    page.locator("#shell-filter-period").select_option("2021")
    wait_until_ready(page)
    assert filters(page) == [("place", "TR-34"), ("place", "TR-01"), ("period", "2021")]
    go_back(page)
    assert (ticked(page), page.locator("#shell-filter-period").input_value()) == (["TR-01", "TR-34"], "")
    go_back(page)
    assert ticked(page) == ["TR-34"]
    go_back(page)
    assert (ticked(page), filters(page)) == ([], [])


def test_the_address_in_another_browser_shows_the_same_figures_and_controls(page_as: Opener) -> None:
    page = page_as(FIGURES)
    tick(page, "İstanbul")
    tick(page, "Adana")
    page.locator("#shell-filter-period").select_option("2021-H1")
    wait_until_ready(page)
    query = "&".join(f"{name}={value}" for name, value in filters(page))
    other = page_as(f"{FIGURES}?{query}")
    assert texts(other, CHIPS) == texts(page, CHIPS)
    assert ticked(other) == ticked(page)
    assert other.locator("[data-kpi]").evaluate_all(KPIS) == page.locator("[data-kpi]").evaluate_all(KPIS)


SEARCHES = {
    "ist": ["İstanbul"],
    "İST": ["İstanbul"],
    "sanli": ["Şanlıurfa"],
    "ığdır": ["Iğdır"],
    "zzz": [],
    "IĞDI": ["Iğdır"],
    "i\u0307zmir": ["İzmir"],
}


def test_the_search_knows_turkish_letters(page_as: Opener) -> None:
    page = page_as(FIGURES)
    page.locator(f"{PLACES} > summary").click()
    for typed, found in SEARCHES.items():
        page.get_by_label("İl ara").fill(typed)
        assert texts(page, f"{PLACES} .form-check:visible") == found, typed
        assert page.locator(".shell-no-match").is_visible() is (not found), typed


def test_a_range_of_months_begins_with_the_period_shown_and_never_ends_before_it_starts(page_as: Opener) -> None:
    page = page_as(f"{FIGURES}?period=2021-Q3")
    page.locator("#shell-filter-period").select_option("custom")
    assert filters(page) == [("period", "2021-Q3")]
    assert page.locator("#shell-filter-from").input_value() == "2021-07"
    assert page.locator("#shell-filter-to").input_value() == "2021-09"
    page.locator("#shell-filter-to").select_option("2021-12")
    wait_until_ready(page)
    assert filters(page) == [("period", "2021-07..2021-12")]
    assert texts(page, CHIPS) == ["Dönem: Temmuz 2021 – Aralık 2021 ×"]
    page.locator("#shell-filter-from").select_option("2022-02")
    wait_until_ready(page)
    assert filters(page) == [("period", "2022-02..2022-02")]


def test_a_chip_removes_its_filter_and_hands_the_focus_on(page_as: Opener) -> None:
    page = page_as(f"{FIGURES}?place=TR-34&place=TR-01&period=2021")
    assert texts(page, CHIPS) == ["İl: İstanbul ×", "İl: Adana ×", "Dönem: 2021 ×"]
    page.get_by_role("button", name="Filtreyi kaldır: İl: İstanbul").click()
    wait_until_ready(page)
    assert sorted(filters(page)) == [("period", "2021"), ("place", "TR-01")]
    assert page.evaluate("document.activeElement.textContent") == "İl: Adana×"
    page.locator("#shell-clear").click()
    wait_until_ready(page)
    assert filters(page) == []
    assert page.evaluate("document.activeElement.closest('#shell-filter-controls') !== null")
    assert not page.locator("#shell-clear").is_visible()


def test_values_that_cannot_be_used_are_named_until_they_leave_the_address(page_as: Opener) -> None:
    page = page_as(f"{FIGURES}?place=XX&period=9999")
    assert texts(page, "#shell-problems li") == ["Dönem: 9999", "İl: XX"]
    assert texts(page, CHIPS) == []
    page.locator("#shell-clear").click()
    wait_until_ready(page)
    assert filters(page) == []
    assert not page.locator("#shell-problems").is_visible()
    go_back(page)
    assert texts(page, "#shell-problems li") == ["Dönem: 9999", "İl: XX"]


def test_a_link_to_another_page_carries_the_filters_without_a_reload_and_focuses_its_heading(page_as: Opener) -> None:
    page = page_as(f"{FIGURES}?place=TR-34&view.beneficiaries.map=table")
    page.evaluate("window.sameDocument = true")
    title = page.title()
    page.locator("#shell-navigation a:not([aria-current])").first.click()
    wait_until_ready(page)
    assert filters(page) == [("place", "TR-34")]
    assert page.evaluate("window.sameDocument")
    expect(page.locator("h1")).to_be_focused()
    assert page.title() != title
    assert page.locator("#shell-navigation [aria-current=page]").count() == 1
    go_back(page)
    assert (page.title(), urlsplit(page.url).path) == (title, FIGURES)


def test_the_first_page_leaves_the_focus_alone(page_as: Opener) -> None:
    assert page_as(FIGURES).evaluate("document.activeElement.nodeName") == "BODY"


def test_a_page_that_does_not_exist_says_so_within_the_frame(page_as: Opener) -> None:
    page = page_as(FIGURES)
    page.evaluate("window.shell.address.go('/nowhere')")
    wait_until_ready(page)
    assert texts(page, "h1") == ["Sayfa bulunamadı"]


def test_another_language_is_a_reload_that_keeps_page_and_filters(page_as: Opener) -> None:
    page = page_as(FIGURES)
    tick(page, "İstanbul")
    page.locator("[data-shell-language=ar]").click()
    page.locator("html[dir=rtl]").wait_for()
    wait_until_ready(page)
    assert urlsplit(page.url).path == FIGURES
    assert filters(page) == [("place", "TR-34")]
    assert ticked(page) == ["TR-34"]


@pytest.mark.parametrize(("system", "other"), [("light", "dark"), ("dark", "light")])
def test_the_theme_is_the_systems_until_another_is_chosen_which_is_kept(
    system: str, other: str, page_as: Opener
) -> None:
    page = page_as("/accessibility", Look(theme=system))
    html = page.locator("html")
    assert html.get_attribute("data-bs-theme") == system
    page.locator("#shell-theme").click()
    assert html.get_attribute("data-bs-theme") == other
    page.reload(wait_until="commit")
    page.locator("body").wait_for(state="attached")
    assert html.get_attribute("data-bs-theme") == other
    wait_until_ready(page)
    assert page.locator("#shell-theme").get_attribute("aria-pressed") == str(other == "dark").lower()


def test_escape_closes_a_list_and_gives_the_focus_back_and_a_press_elsewhere_closes_it(page_as: Opener) -> None:
    page = page_as(FIGURES)
    page.locator(f"{PLACES} > summary").click()
    page.get_by_label("İl ara").focus()
    page.keyboard.press("Escape")
    assert page.locator(PLACES).get_attribute("open") is None
    assert page.evaluate("document.activeElement.closest('details').dataset.filter") == "place"
    page.locator(f"{PLACES} > summary").click()
    page.locator("h1").click()
    assert page.locator(PLACES).get_attribute("open") is None


def test_the_page_is_busy_until_the_answer_is_drawn(page_as: Opener) -> None:
    page = page_as(FIGURES)
    held: list[Route] = []
    page.route("**/_dash-update-component*", lambda route: held.append(route))  # noqa: PLW0108  # It wants a function.
    page.locator("#shell-filter-period").select_option("2021")
    wait_until(page, lambda: held)
    page.wait_for_timeout(500)
    assert page.locator("body").get_attribute("data-state") == "busy"
    assert len(held) == 1
    held[0].continue_()
    wait_until_ready(page)


def test_on_a_phone_menu_and_filters_are_folded_and_say_so(page_as: Opener) -> None:
    page = page_as(f"{FIGURES}?place=TR-34", PHONE)
    menu, fold = page.locator("[data-shell-unfold=menu]"), page.locator("[data-shell-unfold=filters]")
    assert not page.locator("#shell-navigation").is_visible()
    assert not page.locator("#shell-filter-controls").is_visible()
    assert fold.inner_text() == "Filtreler (1)"
    assert [one.get_attribute("aria-expanded") for one in (menu, fold)] == ["false", "false"]
    menu.click()
    fold.click()
    assert page.locator("#shell-navigation").is_visible()
    assert page.locator("#shell-filter-controls").is_visible()
    assert [one.get_attribute("aria-expanded") for one in (menu, fold)] == ["true", "true"]
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE.width


def test_on_paper_the_filters_are_a_line_of_text(page_as: Opener) -> None:
    page = page_as(f"{FIGURES}?place=TR-34&period=2021")
    page.emulate_media(media="print")
    assert texts(page, "#shell-filter-text") == ["İl: İstanbul · Dönem: 2021"]
    assert page.locator("#shell-filter-text").is_visible()
    assert not page.locator("#shell-filter-controls").is_visible()
    assert not page.locator(".shell-bar").is_visible()


def test_paper_is_light_in_the_dark_theme_too(page_as: Opener) -> None:
    page = page_as("/accessibility", Look(theme="dark"))
    page.emulate_media(media="print", color_scheme="dark")
    page.locator("html[data-bs-theme=light]").wait_for()
    page.emulate_media(media="screen", color_scheme="dark")
    page.locator("html[data-bs-theme=dark]").wait_for()


def test_an_earlier_version_leads_back_to_now_with_its_filters(page_as: Opener) -> None:
    page = page_as(f"{FIGURES}?v=2&place=TR-34")
    assert page.locator("#shell-point-in-time").is_visible()
    page.locator("[data-shell-now]").click()
    page.wait_for_url(lambda url: "v=2" not in url)
    wait_until_ready(page)
    assert filters(page) == [("place", "TR-34")]
    assert page.locator("#shell-point-in-time").count() == 0


@pytest.mark.parametrize("status", [503, None], ids=["refused", "cut off"])
def test_a_missing_answer_is_told_until_one_comes(
    status: int | None, browser: Browser, server_url: str, signed_in: Callable[[str], dict[str, object]]
) -> None:
    context = browser.new_context(storage_state=signed_in("manager"))  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{server_url}{FIGURES}")
    wait_until_ready(page)
    notice = page.locator("#shell-failure")
    assert not notice.is_visible()
    page.route("**/_dash-update-component*", lambda route: route.fulfill(status=status) if status else route.abort())
    page.locator("#shell-filter-period").select_option("2021")
    notice.wait_for()
    page.unroute_all()
    page.locator("#shell-filter-period").select_option("2020")
    notice.wait_for(state="hidden")
    context.close()


def test_signing_out_ends_the_session(
    browser: Browser, server_url: str, signed_in: Callable[[str], dict[str, object]]
) -> None:
    signed_in("staff")
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server_url}/login?next=/accessibility")
    page.locator("[name=username]").fill("staff")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button[type=submit]").first.click()
    wait_until_ready(page)
    page.locator("#shell-account > summary").click()
    page.get_by_role("button", name="Oturumu kapat").click()
    page.wait_for_url(lambda url: urlsplit(url).path == "/login")
    page.goto(f"{server_url}{FIGURES}")
    assert urlsplit(page.url).path == "/login"
    context.close()
