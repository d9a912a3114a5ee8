"""From a number of a table to what it is made of and back, by keyboard and by mouse."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import PROJECT, Look, Opener, sampled, wait_until_ready

PERIOD = "period=2021&place=TR-34&view.beneficiaries.by_place=table"
PLACES = "table[data-table='beneficiaries.by_place']"
LOOKS = [Look(), Look(lang="en", theme="dark"), Look(lang="ar", width=390, height=844)]
CASES = (
    (f"/beneficiaries?{PERIOD}", PLACES),
    ("/projects", "table[data-table='projects.list']"),
    (f"/projects/{PROJECT}", "table[data-table='project.funding']"),
    ("/timeline", "table[data-table='timeline.slippage']"),
)


def open_first(page: Page, table: str) -> None:
    """Go by keyboard from the first row of a table to what its numbers are made of."""
    link = page.locator(f"{table} a[data-row]").first
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/data/explain\?"))
    wait_until_ready(page)


def test_a_row_leads_to_its_explanation_by_keyboard_and_back_under_the_same_filters(page_as: Opener) -> None:
    page = page_as(f"/beneficiaries?{PERIOD}")
    row = page.locator(f"{PLACES} tbody tr").first
    shown = row.locator("td[data-value]").first.get_attribute("data-value")
    before = page.url
    open_first(page, PLACES)
    assert "period=2021" in page.url
    assert "place=TR-34" in page.url
    expect(page.locator("h1")).to_be_focused()
    cell = page.locator("[data-cell='beneficiaries.by_place.new_people']")
    expect(cell).to_have_attribute("data-value", str(shown))
    total = page.locator("table[data-table='explain.loads'] tbody tr").last.locator("td[data-value]").last
    expect(total).to_have_attribute("data-value", str(shown))
    page.get_by_role("navigation", name="Aynı satırın sayıları").get_by_role("link").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"column=contacts"))
    wait_until_ready(page)
    expect(page.locator("[data-cell='beneficiaries.by_place.contacts']")).to_be_visible()
    page.go_back()
    page.go_back()
    page.wait_for_url(before)
    wait_until_ready(page)
    expect(page.locator(f"{PLACES} tbody tr").first.locator("td[data-value]").first).to_have_attribute(
        "data-value", str(shown)
    )


def test_a_click_on_a_number_goes_straight_to_it(page_as: Opener) -> None:
    page = page_as(f"/beneficiaries?{PERIOD}")
    cell = page.locator(f"{PLACES} tbody tr").nth(1).locator("td[data-value]").nth(1)
    shown = str(cell.get_attribute("data-value"))
    cell.click()
    page.wait_for_url(re.compile(r"/data/explain\?.*column=contacts"))
    wait_until_ready(page)
    expect(page.locator("[data-cell='beneficiaries.by_place.contacts']")).to_have_attribute("data-value", shown)


@pytest.mark.parametrize("look", sampled(LOOKS, [LOOKS[0], LOOKS[-1]]))
@pytest.mark.parametrize(("path", "table"), CASES)
def test_an_explanation_is_accessible(page_as: Opener, path: str, table: str, look: Look) -> None:
    page = page_as(path, look)
    assert violations(page) == []
    box = page.locator(f"{table} a[data-row]").first.bounding_box()
    assert box is not None
    assert box["width"] >= 24
    assert box["height"] >= 24
    open_first(page, table)
    expect(page.locator("table[data-table='explain.loads']")).to_be_visible()
    expect(page.locator("table[data-table='explain.rows']")).to_be_visible()
    assert violations(page) == []


def test_a_card_of_one_project_leads_to_the_same_number(page_as: Opener) -> None:
    page = page_as(f"/projects/{PROJECT}")
    card = page.locator("[data-kpi='project.contacts']")
    shown = str(card.get_attribute("data-value"))
    card.get_by_role("link").last.click()
    page.wait_for_url(re.compile(rf"/data/explain\?.*code={PROJECT}"))
    wait_until_ready(page)
    expect(page.locator("[data-kpi='project.contacts']")).to_have_attribute("data-value", shown)
    total = page.locator("table[data-table='explain.loads'] tbody tr").last.locator("td[data-value]").last
    expect(total).to_have_attribute("data-value", shown)


@pytest.mark.parametrize("look", sampled(LOOKS, LOOKS[:1]))
@pytest.mark.parametrize("figure", ["completeness", "timeliness", "duplicates", "rejected", "stale_sources"])
def test_a_figure_of_data_quality_leads_to_its_loads_and_rows(page_as: Opener, figure: str, look: Look) -> None:
    page = page_as("/data", look)
    card = page.locator(f"[data-kpi='data.{figure}']")
    shown = str(card.get_attribute("data-value"))
    card.get_by_role("link").last.click()
    page.wait_for_url(re.compile(rf"/data/explain\?.*figure=data\.{figure}"))
    wait_until_ready(page)
    expect(page.locator(f"[data-kpi='data.{figure}']")).to_have_attribute("data-value", shown)
    totals = [
        float(
            str(
                page.locator(f"table[data-table='explain.loads{place}'] tr")
                .last.locator("td")
                .last.get_attribute("data-value")
            )
        )
        for place in (("", "-2") if figure in {"completeness", "timeliness"} else ("",))
    ]
    assert float(shown) == pytest.approx(totals[0] / totals[1] if len(totals) > 1 else totals[0])
    assert violations(page) == []


def test_the_links_are_not_printed(page_as: Opener) -> None:
    page = page_as(f"/beneficiaries?{PERIOD}")
    link = page.locator(f"{PLACES} a[data-row]").first
    expect(link).to_be_visible()
    page.emulate_media(media="print")
    expect(link).to_be_hidden()


@pytest.mark.parametrize(("path", "table"), CASES)
def test_the_column_of_signs_is_no_wider_than_its_sign_needs(page_as: Opener, path: str, table: str) -> None:
    page = page_as(path, Look())
    widths = page.locator(f"{table} td.why").evaluate_all("(all) => all.map((one) => one.offsetWidth)")
    assert widths
    assert max(widths) <= 40


def test_the_card_of_an_explained_figure_stands_apart_and_leads_to_nothing(page_as: Opener) -> None:
    page = page_as("/data/explain?figure=timeline.spi_t", Look())
    card = page.locator("[data-kpi='timeline.spi_t']")
    expect(card.locator("a")).to_have_count(0)
    below = page.locator(".explain-page .act-facts").bounding_box()
    above = card.bounding_box()
    assert above
    assert below
    assert below["y"] - above["y"] - above["height"] >= 8
