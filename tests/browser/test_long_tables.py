"""What pages with long tables share, in a browser: own filters, search, sorting, pages, weights on trial."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.commands.web_server import warm
from tests.browser.axe import violations
from tests.browser.conftest import DemoDatabase, Look, Opener, opening, sampled, serving, variants, wait_until_ready
from tests.browser.keyboard import stops_that_fail
from tests.browser.test_shell import CHIPS, calls, filters, go_back, texts
from tests.browser.workbench import PATH, ROWS, workbench

STAGES, SEARCH = "details[data-filter=stage]", "#shell-filter-q"
NAMES = "table[data-table] tbody th"
LOOKS = variants(Look(), lang=("tr", "ar"), theme=("light", "dark"), width=(1280, 320))


@pytest.fixture(scope="session")
def bench_url(server_url: str, demo_database: DemoDatabase) -> Iterator[str]:
    """Give the address of a server with the page; the accounts are those of the other server."""
    assert server_url
    app = workbench(demo_database.settings.model_copy(update={"demo": True}), demo_database.engines)
    warm(app)
    with serving(app) as url:
        yield url


@pytest.fixture
def page_as(browser: Browser, bench_url: str, signed_in: Callable[[str], dict[str, object]]) -> Iterator[Opener]:
    """Give a function that opens the page and waits until it is ready."""
    with opening(browser, bench_url, signed_in) as opener:
        yield opener


def tick(page: Page, name: str) -> None:
    """Tick or untick a stage."""
    if page.locator(STAGES).get_attribute("open") is None:
        page.locator(f"{STAGES} > summary").click()
    page.locator(STAGES).get_by_label(name, exact=True).click()
    wait_until_ready(page)


def search(page: Page, text: str) -> None:
    """Type into the search box and press Enter."""
    page.locator(SEARCH).fill(text)
    page.keyboard.press("Enter")
    wait_until_ready(page)


def press(page: Page, name: str) -> None:
    """Follow the link in a heading by keyboard."""
    page.locator("th a", has_text=name).focus()
    page.keyboard.press("Enter")
    wait_until_ready(page)


def test_only_the_filters_that_mean_something_are_shown_and_the_others_are_carried(page_as: Opener) -> None:
    page = page_as(f"{PATH}?programme=KIZILAY&place=TR-34")
    shown = page.locator("[data-filter]").evaluate_all("(all) => all.map((one) => one.dataset.filter)")
    assert shown == ["period", "place", "stage", "owner", "q"]
    assert texts(page, CHIPS) == ["İl: İstanbul ×"]
    link = page.locator("#shell-navigation a", has_text="Ulaşılan kişiler").get_attribute("href")
    assert "programme=KIZILAY" in str(link)
    page.locator("#shell-clear").click()
    wait_until_ready(page)
    assert filters(page) == [("programme", "KIZILAY")]


def test_the_pages_own_list_is_a_filter_like_the_others(page_as: Opener) -> None:
    page = page_as(f"{PATH}?detail.page=3")
    made = calls(page)
    tick(page, "Onaylandı")
    assert len(made) == 1
    assert filters(page) == [("stage", "approved")]
    tick(page, "Fikir")
    assert filters(page) == [("stage", "approved"), ("stage", "idea")]
    assert texts(page, CHIPS) == ["Aşama: Onaylandı ×", "Aşama: Fikir ×"]
    assert page.locator(f"{STAGES} [data-shell-told]").inner_text() == "2 seçili"
    assert "80" in page.locator("#shell-records-line").inner_text()
    go_back(page)
    assert page.locator(f"{STAGES} input:checked").evaluate_all("(all) => all.map((one) => one.value)") == ["approved"]
    page.locator(CHIPS).first.click()
    wait_until_ready(page)
    assert filters(page) == []
    go_back(page)
    assert filters(page) == [("stage", "approved")]


def test_a_long_list_of_the_page_can_be_searched_with_turkish_letters(page_as: Opener) -> None:
    page = page_as(PATH)
    page.locator("details[data-filter=owner] > summary").click()
    page.get_by_label("Sorumlu: listede ara").fill("isik")
    assert texts(page, "details[data-filter=owner] .form-check:visible") == ["Işık kurulu"]
    page.get_by_label("Sorumlu: listede ara").fill("zzz")
    assert page.get_by_text("Eşleşen seçenek yok.").is_visible()


def test_a_value_that_the_page_cannot_use_is_named_and_cleared(page_as: Opener) -> None:
    page = page_as(f"{PATH}?stage=none&stage=idea")
    assert texts(page, "#shell-problems li") == ["Aşama: none"]
    assert texts(page, CHIPS) == ["Aşama: Fikir ×"]
    page.locator("#shell-clear").click()
    wait_until_ready(page)
    assert filters(page) == []


def test_a_search_is_one_entry_and_one_call_whatever_is_typed(page_as: Opener) -> None:
    page = page_as(PATH)
    made = calls(page)
    before = page.evaluate("history.length")
    page.locator(SEARCH).press_sequentially("sanli")
    page.wait_for_timeout(300)
    assert (made, filters(page)) == ([], [])
    page.keyboard.press("Enter")
    wait_until_ready(page)
    assert filters(page) == [("q", "sanli")]
    assert (len(made), page.evaluate("history.length")) == (1, before + 1)
    assert texts(page, CHIPS) == ["Projelerde ara: sanli ×"]
    assert all(name.startswith("Şanlı") for name in texts(page, NAMES))
    assert page.evaluate("document.activeElement.id") == "shell-filter-q"
    assert page.locator("#shell-records-line").inner_text() == "Sonuçlar güncellendi: 24 kayıt"


def test_leaving_the_box_or_pressing_its_button_searches_and_emptying_it_ends_the_search(page_as: Opener) -> None:
    page = page_as(PATH)
    page.locator(SEARCH).fill("okul")
    page.keyboard.press("Tab")
    wait_until_ready(page)
    assert filters(page) == [("q", "okul")]
    page.locator(SEARCH).fill("çocuk")
    page.get_by_role("button", name="Ara", exact=True).click()
    wait_until_ready(page)
    assert filters(page) == [("q", "çocuk")]
    page.locator(SEARCH).fill("")
    wait_until_ready(page)
    assert filters(page) == []
    go_back(page)
    assert page.locator(SEARCH).input_value() == "çocuk"
    go_back(page)
    assert page.locator(SEARCH).input_value() == "okul"
    go_back(page)
    assert (filters(page), page.locator(SEARCH).input_value()) == ([], "")


def test_the_chip_of_a_search_and_the_button_of_all_filters_empty_the_box(page_as: Opener) -> None:
    page = page_as(f"{PATH}?q=okul&stage=idea")
    assert page.locator(SEARCH).input_value() == "okul"
    page.locator(CHIPS, has_text="okul").click()
    wait_until_ready(page)
    assert (filters(page), page.locator(SEARCH).input_value()) == ([("stage", "idea")], "")
    search(page, "okul")
    page.locator("#shell-clear").click()
    wait_until_ready(page)
    assert (filters(page), page.locator(SEARCH).input_value()) == ([], "")


def test_what_is_typed_stays_while_another_filter_changes(page_as: Opener) -> None:
    page = page_as(PATH)
    page.locator(SEARCH).evaluate("(box) => { box.value = 'yarım'; }")
    page.locator("#shell-filter-period").select_option("2021")
    wait_until_ready(page)
    assert page.locator(SEARCH).input_value() == "yarım"


def test_text_that_looks_like_markup_stays_text(page_as: Opener) -> None:
    page = page_as(PATH)
    search(page, '<img src=x onerror="window.hit=1">')
    assert page.evaluate("window.hit") is None
    assert "<img" in page.locator(CHIPS).inner_text()


def test_a_heading_sorts_keeps_the_focus_and_says_so(page_as: Opener) -> None:
    page = page_as(f"{PATH}?detail.page=2&stage=idea")
    days = [row["days"] for row in ROWS if row["stage"] == "idea" and row["days"] is not None]
    made = calls(page)
    press(page, "Gün")
    assert filters(page) == [("detail.sort", "-days"), ("stage", "idea")]
    assert len(made) == 1
    assert page.evaluate("document.activeElement.textContent").startswith("Gün")
    assert page.locator("th[aria-sort]").evaluate_all("(all) => all.map((th) => th.ariaSort)") == ["descending"]
    shown = page.locator("td[data-value]").evaluate_all("(all) => all.map((td) => td.dataset.value)")
    assert shown == [str(day) for day in sorted(days, reverse=True)][:25]
    press(page, "Gün")
    assert filters(page)[0] == ("detail.sort", "days")
    assert page.locator("th[aria-sort]").evaluate_all("(all) => all.map((th) => th.ariaSort)") == ["ascending"]
    go_back(page)
    go_back(page)
    assert filters(page) == [("detail.page", "2"), ("stage", "idea")]
    assert page.locator("th", has_text="Ad").get_attribute("aria-sort") == "ascending"


def test_the_pages_of_a_table_are_turned_with_the_focus_on_the_way(page_as: Opener) -> None:
    page = page_as(f"{PATH}?detail.page=4")
    onward = page.get_by_role("link", name="Sonraki sayfa")
    onward.focus()
    page.keyboard.press("Enter")
    wait_until_ready(page)
    assert filters(page) == [("detail.page", "5")]
    assert len(texts(page, NAMES)) == 20
    assert onward.get_attribute("aria-disabled") == "true"
    assert page.evaluate("document.activeElement.textContent") == "Sonraki sayfa"
    page.keyboard.press("Enter")
    assert filters(page) == [("detail.page", "5")]
    page.get_by_role("link", name="Önceki sayfa").click()
    wait_until_ready(page)
    assert filters(page) == [("detail.page", "4")]


def test_other_weights_are_applied_to_the_address_and_undone_by_back(page_as: Opener) -> None:
    page = page_as(PATH)
    effect = page.get_by_label("Etki", exact=True)
    said = page.locator(".weights-said")
    assert (effect.input_value(), said.inner_text()) == ("50", "Kayıtlı ağırlıklar kullanılıyor.")
    effect.fill("12.5")
    page.keyboard.press("Enter")
    wait_until_ready(page)
    assert filters(page) == [("weights", "ETKI:12.5,MALIYET:30,SURE:20")]
    assert said.inner_text() == "Deneme ağırlıkları kullanılıyor; kaydedilmedi."
    page.get_by_label("Süre", exact=True).fill("0")
    page.get_by_role("button", name="Uygula").click()
    wait_until_ready(page)
    assert filters(page) == [("weights", "ETKI:12.5,MALIYET:30,SURE:0")]
    go_back(page)
    assert page.get_by_label("Süre", exact=True).input_value() == "20"
    go_back(page)
    assert (effect.input_value(), said.inner_text()) == ("50", "Kayıtlı ağırlıklar kullanılıyor.")


def test_the_address_keeps_a_trial_and_a_button_leads_back_to_the_stored_weights(page_as: Opener) -> None:
    page = page_as(f"{PATH}?weights=ETKI:1,MALIYET:2,SURE:0.5")
    boxes = page.locator("form[data-weights] input")
    assert boxes.evaluate_all("(all) => all.map((box) => box.value)") == ["1", "2", "0.5"]
    page.get_by_role("button", name="Kayıtlı ağırlıklara dön").click()
    wait_until_ready(page)
    assert filters(page) == []
    assert boxes.evaluate_all("(all) => all.map((box) => box.value)") == ["50", "30", "20"]


def test_a_wrong_number_is_told_beside_its_field_in_words(page_as: Opener) -> None:
    page = page_as(PATH)
    cost, error = page.get_by_label("Maliyet", exact=True), page.locator("#data-weight-2-error")
    for wrong in ("", "-1", "1001", "e"):
        page.get_by_role("button", name="Kayıtlı ağırlıklara dön").click()
        expect(error).to_be_hidden()
        cost.clear()
        cost.press_sequentially(wrong)
        page.get_by_role("button", name="Uygula").click()
        assert filters(page) == []
        expect(error).to_be_visible()
        assert error.inner_text() == "0 ile 1.000 arasında bir sayı yazın."
        assert cost.get_attribute("aria-invalid") == "true"
        assert "data-weight-2-error" in str(cost.get_attribute("aria-describedby")).split()
        assert page.evaluate("document.activeElement.id") == "data-weight-2"
        assert page.locator(".field-error:visible").count() == 1
    assert violations(page) == []
    cost.fill("7")
    expect(error).to_be_hidden()
    assert cost.get_attribute("aria-invalid") is None


def test_all_weights_at_nothing_are_refused_in_words(page_as: Opener) -> None:
    page = page_as(PATH)
    for name in ("Etki", "Maliyet", "Süre"):
        page.get_by_label(name, exact=True).fill("0")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="En az bir ağırlık")).to_be_visible()
    assert filters(page) == []
    page.get_by_label("Süre", exact=True).fill("1")
    page.keyboard.press("Enter")
    wait_until_ready(page)
    assert filters(page) == [("weights", "ETKI:0,MALIYET:0,SURE:1")]
    assert page.get_by_role("alert").filter(has_text="En az bir ağırlık").count() == 0


@pytest.mark.parametrize("look", sampled(LOOKS, LOOKS[7:]))
def test_axe_finds_nothing_and_nothing_scrolls_sideways(look: Look, page_as: Opener) -> None:
    page = page_as(f"{PATH}?detail.page=2&q=a&stage=idea&detail.sort=-days", look)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == look.width
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
    assert violations(page) == []


@pytest.mark.parametrize("look", sampled([Look(), Look(lang="ar", width=320)], [Look()]))
def test_the_tab_key_reaches_everything_in_order_and_is_always_seen(look: Look, page_as: Opener) -> None:
    assert stops_that_fail(page_as(f"{PATH}?q=a&stage=idea", look)) == []
