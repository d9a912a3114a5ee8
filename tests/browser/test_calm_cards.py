"""Cards with little to show take little room, and nothing is announced that its viewer does not get."""

import pytest

from tests.browser.conftest import PROJECT, Look, Opener, wait_until_ready

BUDGET = {"/projects": "Harcanan bütçe", f"/projects/{PROJECT}": "Harcama / bütçe"}
"""A figure that a funder gets under another name: what was spent of the own grants."""
FUNDER = Look(role="funder-wb")
SEEN = """(() => {
  window.announced = new Set();
  const look = () => document.querySelectorAll(".kpi dt").forEach((label) =>
    label.checkVisibility() && window.announced.add(label.textContent));
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
})()"""


@pytest.mark.parametrize("path", ["/", "/projects", f"/projects/{PROJECT}"])
def test_no_card_is_announced_that_a_funder_does_not_get(page_as: Opener, path: str) -> None:
    page = page_as("/methods", FUNDER)
    page.add_init_script(SEEN)
    page.goto(page.url.replace("/methods", path))
    wait_until_ready(page)
    shown = page.locator(".kpi dt").all_text_contents()
    assert set(page.evaluate("[...window.announced]")) - {BUDGET.get(path)} == set(shown)


def test_a_card_without_anything_to_show_is_one_calm_sentence(page_as: Opener) -> None:
    page = page_as("/partnerships", FUNDER)
    empty = page.locator(".chart:has(.state)")
    assert empty.count() >= 3
    assert empty.locator(":is(.switch, .chart-foot):visible").count() == 0
    heights = empty.locator(".chart-body").evaluate_all("(all) => all.map((body) => body.clientHeight)")
    assert max(heights) <= 64


def test_a_table_is_no_higher_than_its_rows(page_as: Opener) -> None:
    page = page_as("/partnerships", FUNDER)
    bodies = page.locator(".chart-body:has(.table-region)")
    assert bodies.count() >= 3
    spare = bodies.evaluate_all(
        "(all) => all.map((body) => body.clientHeight - body.querySelector('table').getBoundingClientRect().height)"
    )
    assert max(spare) <= 24


def test_a_long_table_scrolls_within_its_card(page_as: Opener) -> None:
    page = page_as("/partnerships")
    region = page.locator('[data-chart="partnerships.commitment_list"] .table-region')
    inside, whole = region.evaluate("(region) => [region.clientHeight, region.scrollHeight]")
    assert inside <= 660 < whole


def test_numbers_beside_mirrored_bars_keep_clear_of_the_names_on_a_phone(page_as: Opener) -> None:
    page = page_as("/beneficiaries", Look(width=390))
    card = page.locator('[data-chart="beneficiaries.age_sex"]')
    rights = card.locator(".ytick text").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().right)")
    lefts = card.locator(".bartext").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().left)")
    assert rights
    assert max(rights) < min(lefts)


def test_turkish_in_an_arabic_table_reads_from_left_to_right_and_stands_on_the_right(page_as: Opener) -> None:
    page = page_as(f"/projects/{PROJECT}", Look(lang="ar"))
    cells = page.locator('[data-chart="project.stages"] td:not(.n, .why)')
    styles = cells.evaluate_all(
        "(all) => all.map((one) => getComputedStyle(one)).map((style) => [style.unicodeBidi, style.textAlign])"
    )
    assert styles
    assert set(map(tuple, styles)) == {("plaintext", "right")}
