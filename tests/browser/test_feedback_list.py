"""The list of cases in a browser: texts in their own language and direction, the search, and no width lost."""

from urllib.parse import quote

import pytest

from dashboard.pages.feedback_list import PATH
from tests.browser.axe import violations
from tests.browser.conftest import Look, Opener, sampled, variants, wait_until_ready
from tests.browser.test_every_page import sideways

LISTENER = Look(role="feedback")
LOOKS = variants(LISTENER, lang=("tr", "ar"), width=(1280, 320))
SEARCH = "#shell-filter-q"
TEXTS = "table[data-table] [lang][dir=auto]"
DIRECTION = "(all) => all.map((one) => [one.lang, getComputedStyle(one).direction])"


@pytest.mark.parametrize("look", sampled(LOOKS, [LOOKS[0], LOOKS[3]]))
def test_texts_keep_their_language_and_direction_and_nothing_overflows(look: Look, page_as: Opener) -> None:
    page = page_as(f"{PATH}?language=ar&language=tr", look)
    found = page.locator(TEXTS).evaluate_all(DIRECTION)
    assert {tuple(pair) for pair in found} == {("ar", "rtl"), ("tr", "ltr")}
    assert sideways(page) == []
    assert violations(page) == []


def test_a_search_finds_turkish_and_arabic_letters_however_they_are_typed(page_as: Opener) -> None:
    page = page_as(PATH, LISTENER)
    for typed, language in {"TURKCE kurs": "tr", "التركيه": "ar", "türkçe": "tr", "التَّركية": "ar"}.items():
        page.locator(SEARCH).fill(typed)
        page.keyboard.press("Enter")
        wait_until_ready(page)
        found = page.locator(TEXTS).evaluate_all("(all) => all.map((one) => one.lang)")
        assert set(found) == {language}, typed
        assert f"q={quote(typed)}" in page.url.replace("+", "%20")


def test_the_way_from_the_figures_and_back_is_there_for_whoever_may_open_it(page_as: Opener) -> None:
    page = page_as("/feedback?place=TR-34", LISTENER)
    page.locator(f"a[href^='{PATH}']").first.click()
    page.wait_for_url(f"**{PATH}*place=TR-34*")
    wait_until_ready(page)
    assert page.locator("h1").inner_text() == "Bildirim listesi"
    assert page.locator(f"#shell-navigation a[href^='{PATH}']").count() == 0
    page.locator(".trail a").click()
    page.wait_for_url("**/feedback?*place=TR-34*")
    assert page_as("/feedback", Look()).locator(f"a[href^='{PATH}']").count() == 0


def test_pages_and_orders_of_the_list_are_links(page_as: Opener) -> None:
    page = page_as(PATH, LISTENER)
    rows = "table[data-table] tbody th"
    first = page.locator(rows).all_inner_texts()
    assert len(first) == 50
    page.locator(".pager a").last.click()
    wait_until_ready(page)
    assert not set(first) & set(page.locator(rows).all_inner_texts())
    page.locator("th a.sort-link").first.click()
    wait_until_ready(page)
    assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
