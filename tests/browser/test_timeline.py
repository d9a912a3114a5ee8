"""Takvim ve fon göstergeleri in a browser: what it says at a glance, what can be chosen, and on a phone."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import Look, Opener, sampled, variants, wait_until_ready
from tests.browser.test_charts import TEXT_CONTRASTS
from tests.browser.test_projects import OUTSIDE

PATH = "/timeline"
ONE = f"{PATH}?grant=P171489"
TABLES = "&".join(f"view.timeline.{chart}=table" for chart in ("gantt", "side_by_side", "s_curve"))
LOOKS = variants(Look(), lang=("tr", "ar"), theme=("light", "dark"), width=(1280, 360))
SEEN = variants(Look(), lang=("tr", "en", "ar"), theme=("light", "dark"), width=(1280, 320))
USUAL = [Look(), Look(lang="ar", theme="dark", width=320)]
"""Both directions, themes and widths; `make test-all` takes every combination."""
WIDE = variants(Look(), lang=("tr", "en", "ar"))
BEYOND_CARD = """(all) => all.filter((one) => one.getClientRects().length).map((one) => [
  one.dataset.table || one.getAttribute("class"),
  Math.round(one.getBoundingClientRect().right - one.closest(".cardx").getBoundingClientRect().right),
]).filter(([, pixels]) => pixels > 0)"""
"""What is wider than its card, and by how many pixels."""
PHONE = Look(width=390, height=844)


def card(page: Page, chart: str) -> Locator:
    """Give the card of a chart."""
    return page.locator(f'[data-chart="timeline.{chart}"]')


@pytest.mark.parametrize("look", sampled(LOOKS, LOOKS[7:]))
def test_axe_finds_nothing_with_every_fold_open(look: Look, page_as: Opener) -> None:
    page = page_as(ONE, look)
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
    assert violations(page) == []


@pytest.mark.parametrize("look", sampled(LOOKS[::5], LOOKS[5:6]))
def test_axe_finds_nothing_in_tables_and_in_the_other_form(look: Look, page_as: Opener) -> None:
    page = page_as(f"{ONE}&form=eu&{TABLES}", look)
    assert page.locator("[data-table]").count() >= 10
    assert violations(page) == []


@pytest.mark.parametrize("look", sampled(SEEN, USUAL))
def test_every_text_of_a_chart_is_legible_and_whole(look: Look, page_as: Opener) -> None:
    page = page_as(ONE if look.width == 320 else f"{PATH}?grant=DEMO-WB-02", look)
    found = page.evaluate(TEXT_CONTRASTS)
    assert len(found) > 40
    assert [(text, round(ratio, 2)) for text, ratio in found if ratio < 4.5] == []
    texts = page.locator("[data-chart] .annotation-text, [data-chart] .xtick text, [data-chart] .ytick text")
    assert texts.count() > 20
    assert texts.evaluate_all(OUTSIDE) == []


def test_both_ends_the_reason_and_the_key_figures_are_seen_without_scrolling_far(page_as: Opener) -> None:
    page = page_as(ONE)
    head = page.locator("#timeline-grant")
    expect(head).to_contain_text("31.03.2021")
    expect(head).to_contain_text("31.12.2021")
    expect(head).to_contain_text("COVID-19")
    box = page.locator("#timeline-kpis").bounding_box()
    assert box is not None
    assert box["y"] < 900


def test_the_form_is_chosen_without_a_reload_kept_in_the_address_and_undone_by_back(page_as: Opener) -> None:
    page = page_as(ONE)
    page.evaluate("window.here = true")
    expect(card(page, "framework")).to_contain_text("Önceki gerçekleşme")
    page.get_by_label("Çerçevenin biçimi").select_option("eu")
    wait_until_ready(page)
    assert "form=eu" in page.url
    expect(card(page, "framework")).to_contain_text("Varsayımlar")
    for link in card(page, "framework").locator("a[data-export]").all():
        assert "form=eu" in str(link.get_attribute("href"))
    page.go_back()
    wait_until_ready(page)
    expect(card(page, "framework")).to_contain_text("Önceki gerçekleşme")
    assert page.get_by_label("Çerçevenin biçimi").input_value() == ""
    assert page.evaluate("window.here")


def test_another_indicator_changes_the_curve_alone(page_as: Opener) -> None:
    page = page_as(ONE)
    before = card(page, "framework").inner_text()
    page.get_by_label("S eğrisinin göstergesi").select_option("P171489-IO-1")
    wait_until_ready(page)
    expect(card(page, "s_curve").locator(".subtitle")).to_contain_text("Düzenlenen ortak etkinlik")
    assert card(page, "framework").inner_text() == before


def test_the_way_to_another_grant_keeps_the_form(page_as: Opener) -> None:
    page = page_as(f"{ONE}&form=eu")
    page.locator(".timeline-others > summary").click()
    page.locator(".timeline-others a", has_text="EU-CSD").click()
    wait_until_ready(page)
    expect(page.locator(".timeline-name")).to_contain_text("Sivil Toplum")
    assert "grant=EU-CSD" in page.url
    assert "form=eu" in page.url


@pytest.mark.parametrize("look", sampled(WIDE, [WIDE[0]]))
@pytest.mark.parametrize("form", ["wb", "eu"])
def test_the_framework_fits_a_screen_of_1280_without_scrolling(form: str, look: Look, page_as: Opener) -> None:
    page = page_as(f"{ONE}&form={form}", look)
    for chart in ("framework", "ratings"):
        region = card(page, chart).locator(".table-region")
        assert region.evaluate("(one) => one.scrollWidth - one.clientWidth") <= 1, chart


def test_wide_tables_scroll_in_their_own_named_regions(page_as: Opener) -> None:
    page = page_as(ONE)
    regions = page.locator(".timeline .table-region")
    names = regions.evaluate_all("(found) => found.map((one) => one.getAttribute('aria-label'))")
    assert len(set(names)) == len(names) == regions.count()
    assert page.evaluate("document.documentElement.scrollWidth") == 1280


def test_on_a_phone_each_indicator_is_a_card_that_still_is_a_table(page_as: Opener) -> None:
    page = page_as(ONE, PHONE)
    region = card(page, "framework").locator(".table-region")
    assert region.evaluate("(one) => one.scrollWidth <= one.clientWidth + 1")
    shown = card(page, "framework").get_by_role("table")
    assert shown.get_by_role("row").count() > 4
    label = shown.locator("td").first.evaluate("(cell) => getComputedStyle(cell, '::before').content")
    assert label.strip('"') == "Durum"
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_a_day_of_the_past_is_told_above_the_page(page_as: Opener) -> None:
    page = page_as(f"{ONE}&on=2021-02-15")
    expect(page.locator("#shell-point-in-time")).to_contain_text("15.02.2021")
    expect(card(page, "framework")).to_contain_text("Açık dönem")


def test_on_paper_charts_and_tables_are_as_wide_as_the_page(page_as: Opener) -> None:
    page = page_as(ONE)
    wide = card(page, "gantt").locator(".main-svg").first
    before = wide.get_attribute("width")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(wide).to_have_attribute("width", "622")
    page.set_viewport_size({"width": 680, "height": 1009})  # A4 without its margins.
    page.emulate_media(media="print")
    assert page.locator(".timeline .table-region table, .timeline .main-svg").evaluate_all(BEYOND_CARD) == []
    inks = page.locator(".bullet-bar").evaluate_all("(all) => all.map((one) => getComputedStyle(one).printColorAdjust)")
    assert set(inks) == {"exact"}
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(wide).to_have_attribute("width", str(before))
