"""Charts in the browser: named, legible, without buttons, and one with their tables."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Look, Opener, wait_until_ready

PATH = "/beneficiaries"
CHART = "beneficiaries.by_place"
TEXT_CONTRASTS = """() => {
  const channel = (value) => value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  const light = (rgb) => 0.2126 * channel(rgb[0]) + 0.7152 * channel(rgb[1]) + 0.0722 * channel(rgb[2]);
  const parse = (text) => text.match(/[\\d.]+/g).map(Number);
  const ratio = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  return [...document.querySelectorAll("[data-chart]")].flatMap((card) => {
    const ground = parse(getComputedStyle(card).backgroundColor);
    return [...card.querySelectorAll("svg text")]
      .filter((text) => text.textContent.trim() && text.getClientRects().length)
      .map((text) => {
        const bar = text.closest("g.point");
        const inside = bar && text.classList.contains("bartext-inside") && bar.querySelector("path");
        const below = inside ? parse(getComputedStyle(inside).fill) : ground;
        return [`${card.dataset.chart}: ${text.textContent}`, ratio(parse(getComputedStyle(text).fill), below)];
      });
  });
}"""


def card(page: Page, chart: str = CHART) -> Locator:
    """Give the card of a chart."""
    return page.locator(f'[data-chart="{chart}"]')


def choose(page: Page, key: str) -> None:
    """Move the switch of the card with an arrow key, and wait for the answer."""
    card(page).locator(".switch input:checked").press(key)
    wait_until_ready(page)


def test_nothing_in_a_chart_can_leave_for_a_cloud(page_as: Opener) -> None:
    page = page_as(PATH)
    graphs = page.locator(".js-plotly-plot").evaluate_all("(all) => all.map((gd) => gd._context)")
    assert graphs
    assert {graph["showSendToCloud"] for graph in graphs} == {False}
    assert {graph["plotlyServerURL"] for graph in graphs} == {""}
    assert page.locator(".modebar-btn").count() == 0


@pytest.mark.parametrize("lang", ["tr", "ar", pytest.param("en", marks=pytest.mark.exhaustive)])
def test_every_chart_is_an_image_with_a_name_of_its_own(lang: str, page_as: Opener) -> None:
    images = page_as(PATH, Look(lang=lang)).locator("[data-chart] [role=img]")
    names = images.evaluate_all("(all) => all.map((image) => image.getAttribute('aria-label'))")
    assert len(names) > 5
    assert all(name.strip() for name in names)
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_of_a_chart_is_legible(theme: str, page_as: Opener) -> None:
    found = page_as(PATH, Look(theme=theme)).evaluate(TEXT_CONTRASTS)
    assert len(found) > 30
    assert [(text, round(ratio, 2)) for text, ratio in found if ratio < 4.5] == []


def test_arrow_keys_change_chart_and_table_and_the_address_keeps_the_choice(page_as: Opener) -> None:
    page = page_as(PATH)
    expect(card(page).locator("[role=img]")).to_be_visible()
    choose(page, "ArrowRight")
    assert f"view.{CHART}=table" in page.url
    expect(card(page).get_by_role("table")).to_be_visible()
    expect(card(page).get_by_role("img")).to_have_count(0)
    assert card(page).locator(".switch input:checked").evaluate("(radio) => radio === document.activeElement")


def test_back_undoes_the_choice(page_as: Opener) -> None:
    page = page_as(PATH)
    choose(page, "ArrowRight")
    page.go_back()
    expect(card(page).locator("[role=img]")).to_be_visible()
    expect(card(page).get_by_label("Grafik")).to_be_checked()
    assert "view." not in page.url


def test_a_chart_drawn_after_its_table_fills_its_card(page_as: Opener) -> None:
    page = page_as(f"{PATH}?view.{CHART}=table")
    choose(page, "ArrowLeft")
    plot, drawn = card(page).locator(".chart-plot").bounding_box(), card(page).locator(".main-svg").first.bounding_box()
    assert plot
    assert drawn
    assert abs(plot["width"] - drawn["width"]) < 2
    assert abs(plot["height"] - drawn["height"]) < 2


def test_a_table_is_as_high_as_its_chart(page_as: Opener) -> None:
    page = page_as(PATH)
    before = card(page).locator(".chart-body").bounding_box()
    choose(page, "ArrowRight")
    after = card(page).locator(".chart-body").bounding_box()
    assert before
    assert after
    assert before["height"] == after["height"]


def test_a_ranked_chart_and_its_table_hold_the_same_numbers(page_as: Opener) -> None:
    page = page_as(PATH)
    drawn = card(page).locator(".js-plotly-plot").evaluate("(gd) => gd.data.flatMap((trace) => [...trace.x])")
    choose(page, "ArrowRight")
    listed = (
        card(page).locator("tbody tr td:nth-of-type(1)").evaluate_all("(all) => all.map((td) => +td.dataset.value)")
    )
    assert sorted(drawn) == sorted(listed)
    assert len(drawn) > 3


def test_downloads_follow_the_filters(page_as: Opener) -> None:
    page = page_as(f"{PATH}?period=2021&view.{CHART}=table&detail.page=2")
    links = card(page).locator("a[data-export]").evaluate_all("(all) => all.map((link) => link.getAttribute('href'))")
    assert len(links) == 3
    assert all(link.startswith("/export/beneficiaries/by_place.") and "period=2021" in link for link in links)
    assert all("detail.page=2" in link for link in links)
    assert not [link for link in links if "view." in link]


def test_arabic_charts_run_from_left_to_right_and_nothing_is_cut_off(page_as: Opener) -> None:
    page = page_as(PATH, Look(lang="ar"))
    cut = page.locator(".ytick text, .xtick text").evaluate_all(
        """(texts) => texts.filter((text) => {
          const box = text.getBoundingClientRect(), frame = text.closest("svg").getBoundingClientRect();
          return box.left < frame.left - 1 || box.right > frame.right + 1;
        }).map((text) => text.textContent)"""
    )
    assert cut == []
    ranges = page.locator('[data-chart="beneficiaries.cumulative"] .xtick text').evaluate_all(
        "(texts) => texts.map((text) => text.getBoundingClientRect().left)"
    )
    assert ranges == sorted(ranges)


def test_turkish_pages_write_turkish_numbers(page_as: Opener) -> None:
    text = page_as(PATH).locator("main").inner_text()
    assert re.findall(r"\d%", text) == []
    assert re.findall(r"\d[kMB]\b", text) == []
    assert re.findall(r"\b(?:January|February|March|Apr|Jun|Jul|Aug|Sep|Dec)\b", text) == []
