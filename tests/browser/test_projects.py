"""Proje havuzu in a browser: what it says at a glance, what can be tried, sorted, searched and kept in a link."""

from itertools import product

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.export.projects import SHOWN
from tests.browser.axe import violations
from tests.browser.conftest import Look, Opener, sampled, variants, wait_until_ready
from tests.browser.test_charts import TEXT_CONTRASTS

PATH = "/projects"
TABLES = "&".join(f"view.{chart}=table" for chart in SHOWN)
LOOKS = variants(Look(), lang=("tr", "ar"), theme=("light", "dark"), width=(1280, 360))
SEEN = variants(Look(), lang=("tr", "en", "ar"), theme=("light", "dark"), width=(1280, 360))
USUAL = [(Look(), "budget"), (Look(lang="ar", theme="dark", width=360), "count")]
"""Both directions, themes, widths and measures; `make test-all` takes every combination."""
OUTSIDE = """(texts) => texts.filter((text) => {
  const box = text.getBoundingClientRect(), frame = text.closest("svg").getBoundingClientRect();
  return box.width && (box.left < frame.left - 1 || box.right > frame.right + 1);
}).map((text) => text.textContent)"""


def card(page: Page, chart: str) -> Locator:
    """Give the card of a chart."""
    return page.locator(f'[data-chart="projects.{chart}"]')


def drawn(page: Page, chart: str) -> list[list[float]]:
    """Give the lengths of the bars of every series."""
    found: list[list[float]] = (
        card(page, chart).locator(".js-plotly-plot").evaluate("(gd) => gd.data.map((trace) => [...trace.x])")
    )
    return found


def heading(page: Page, chart: str) -> str:
    """Give the finding of a card."""
    return card(page, chart).locator("h3").inner_text()


@pytest.mark.parametrize("look", sampled(LOOKS, LOOKS[7:]))
def test_axe_finds_nothing_with_every_fold_open(look: Look, page_as: Opener) -> None:
    page = page_as(f"{PATH}?stages=budget", look)
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
    assert violations(page) == []


@pytest.mark.parametrize("look", sampled(LOOKS[::3], LOOKS[3:4]))
def test_axe_finds_nothing_in_tables_and_beside_a_trial(look: Look, page_as: Opener) -> None:
    weights = "GOALS:1,FEASIBILITY:1,REACH:1,JOINT:1,LASTING:1"
    page = page_as(f"{PATH}?weights={weights}&{TABLES}", look)
    assert page.locator("[data-table]").count() >= len(SHOWN)
    assert page.locator("[data-trial]").is_visible()
    assert violations(page) == []


@pytest.mark.parametrize("look", sampled(LOOKS[::3], LOOKS[:1]))
def test_axe_finds_nothing_where_nothing_is_found(look: Look, page_as: Opener) -> None:
    page = page_as(f"{PATH}?q=zzzz", look)
    assert page.locator(".state").count() == len(SHOWN)
    assert violations(page) == []


@pytest.mark.parametrize(
    ("look", "measure"),
    [
        pytest.param(*case, id=f"{case[0]}-{case[1]}", marks=() if case in USUAL else pytest.mark.exhaustive)
        for case in product(SEEN, ("count", "budget"))
    ],
)
def test_every_text_of_a_chart_is_legible_and_whole(look: Look, measure: str, page_as: Opener) -> None:
    page = page_as(f"{PATH}?stages={measure}", look)
    found = page.evaluate(TEXT_CONTRASTS)
    assert len(found) > 100
    assert [(text, round(ratio, 2)) for text, ratio in found if ratio < 4.5] == []
    texts = page.locator("[data-chart] .annotation-text, [data-chart] .xtick text, [data-chart] .ytick text")
    assert texts.count() > 50
    assert texts.evaluate_all(OUTSIDE) == []


def test_counts_and_budgets_change_places_without_a_reload_and_back_undoes_it(page_as: Opener) -> None:
    page = page_as(PATH)
    page.evaluate("window.here = true")
    before = drawn(page, "by_stage")
    page.locator(".projects-measure").get_by_text("Bütçe", exact=True).click()
    wait_until_ready(page)
    assert "stages=budget" in page.url
    expect(page.locator(".projects-measure a[aria-current]")).to_have_text("Bütçe")
    expect(card(page, "by_stage")).to_contain_text("EUR")
    assert drawn(page, "by_stage") != before
    page.go_back()
    expect(page.locator(".projects-measure a[aria-current]")).to_have_text("Proje sayısı")
    wait_until_ready(page)
    assert drawn(page, "by_stage") == before
    assert page.evaluate("window.here")


def test_other_weights_change_the_order_are_told_and_lead_back(page_as: Opener) -> None:
    page = page_as(PATH)
    before = heading(page, "priority")
    page.locator(".projects-fold > summary").click()
    for number, box in zip(("0", "100", "0", "0", "0"), page.locator("form[data-weights] input").all(), strict=True):
        box.fill(number)
    page.locator("form[data-weights] button[type=submit]").click()
    wait_until_ready(page)
    assert heading(page, "priority") != before
    expect(page.locator("[data-trial]")).to_contain_text("Deneme ağırlıkları")
    expect(card(page, "priority").locator(".subtitle")).to_contain_text("Deneme ağırlıkları")
    assert "weights=" in page.url
    for link in card(page, "action_plan").locator("a[data-export]").all():
        assert "weights=" in str(link.get_attribute("href"))
    page.locator("[data-trial] a").click()
    wait_until_ready(page)
    assert heading(page, "priority") == before
    expect(page.locator("[data-trial]")).to_have_count(0)
    assert "weights=" not in page.url


def test_a_drawing_and_its_table_hold_the_same_numbers(page_as: Opener) -> None:
    page = page_as(PATH)
    bars = drawn(page, "days_in_stage")[0]
    page.goto(f"{page.url}&view.projects.days_in_stage=table")
    wait_until_ready(page)
    rows = card(page, "days_in_stage").locator("tbody tr")
    listed = rows.evaluate_all("(all) => all.map((row) => +row.querySelectorAll('[data-value]')[0].dataset.value)")
    assert listed[: len(bars)] == bars


def test_the_search_folds_turkish_letters_and_a_name_leads_to_its_project(page_as: Opener) -> None:
    page = page_as(f"{PATH}?q=GOC+YOLLARI")
    (name,) = card(page, "list").locator("tbody th").all_inner_texts()
    assert name.startswith("Göç yolları")
    href = card(page, "list").locator("tbody th a").first.get_attribute("href")
    assert str(href).startswith("/projects/")


def test_a_heading_sorts_the_list_and_keeps_the_rest_of_the_address(page_as: Opener) -> None:
    page = page_as(f"{PATH}?stage=running&stages=budget")
    card(page, "list").locator("thead a", has_text="Aşamadaki gün").click()
    wait_until_ready(page)
    assert {"stage=running", "stages=budget", "list.sort=-days"} <= set(page.url.partition("?")[2].split("&"))
    rows = card(page, "list").locator("tbody tr")
    days = rows.evaluate_all("(all) => all.map((row) => row.querySelectorAll('[data-value]')[0].dataset.value)")
    known = [int(day) for day in days if day != "missing"]
    assert known == sorted(known, reverse=True)
    expect(card(page, "list").locator("th[aria-sort=descending]")).to_contain_text("Aşamadaki gün")
