"""Cards, captions and filters take the room of what they hold: none stays empty, and nothing is cut off."""

import pytest

from tests.browser.conftest import PROJECT, Look, Opener

FUNDER = Look(role="funder-eu")
PHONE = Look(lang="ar", width=390)
ROOM = "(card) => card.querySelector('.chart-body').clientHeight"
FEW = "(card) => Number(card.querySelector('.subtitle').dataset.few)"
BOTTOM = "(box) => box.getBoundingClientRect().bottom"


@pytest.mark.parametrize("look", [FUNDER, Look(role="funder-eu", lang="ar", width=390)], ids=str)
def test_a_card_of_one_row_is_low_and_its_words_stand_apart(look: Look, page_as: Opener) -> None:
    card = page_as("/projects", look).locator('[data-chart="projects.schedule"]')
    assert card.evaluate(FEW) == 1
    assert card.evaluate(ROOM) == 195
    legend = card.locator(".legend").evaluate(BOTTOM)
    words = card.locator(".annotation-text").evaluate_all("(all) => all.map((one) => one.getBoundingClientRect().top)")
    assert len(words) == 2
    assert legend <= min(words)


def test_each_row_more_takes_its_part(page_as: Opener) -> None:
    card = page_as(f"/projects/{PROJECT}").locator('[data-chart="project.indicators"]')
    assert card.evaluate(ROOM) == 160 + 35 * card.evaluate(FEW)
    assert card.locator(".js-plotly-plot .main-svg").first.evaluate("(svg) => svg.clientHeight") == card.evaluate(ROOM)


def test_a_table_in_the_place_of_a_low_drawing_is_shown_whole(page_as: Opener) -> None:
    page = page_as("/projects?view.projects.schedule=table", FUNDER)
    region = page.locator('[data-chart="projects.schedule"] .table-region')
    assert region.evaluate("(region) => region.scrollHeight - region.clientHeight") == 0


def test_beside_many_places_the_mirrored_bars_are_as_high(page_as: Opener) -> None:
    page = page_as("/feedback")
    rooms = [page.locator(f'[data-chart="feedback.{name}"]').evaluate(ROOM) for name in ("places", "sex_age")]
    assert rooms == [660, 660]


@pytest.mark.parametrize("path", ["/", "/beneficiaries", "/feedback", f"/projects/{PROJECT}"])
def test_whoever_gets_no_count_has_no_empty_row_for_it(path: str, page_as: Opener) -> None:
    page = page_as(path, Look(role="funder-wb"))
    bar = page.locator("#shell-filters")
    assert page.locator("#shell-records-line").text_content() == ""
    assert bar.evaluate(BOTTOM) - page.locator("#shell-filter-controls").evaluate(BOTTOM) <= 20


def test_on_a_phone_the_count_stands_beside_the_button(page_as: Opener) -> None:
    page = page_as("/", PHONE)
    middles = [
        page.locator(one).evaluate("(box) => { const b = box.getBoundingClientRect(); return (b.top + b.bottom) / 2; }")
        for one in (".shell-fold-button", "#shell-records-line")
    ]
    assert middles[0] == pytest.approx(middles[1], abs=4)


def test_chips_on_a_phone_have_the_whole_width(page_as: Opener) -> None:
    page = page_as("/?programme=KIZILAY&period=2021&group=syrian", Look(width=320))
    row = page.locator(".shell-in-force").evaluate("(row) => row.getBoundingClientRect().width")
    bar = page.locator("#shell-filters").evaluate("(bar) => bar.clientWidth")
    assert bar - row <= 36


def test_a_table_on_a_phone_follows_its_caption(page_as: Opener) -> None:
    page = page_as(f"/projects/{PROJECT}", PHONE)
    gaps = page.locator(".chart:not(:has(.switch)):has(.table-region)").evaluate_all(
        "(all) => all.map((card) => card.querySelector('.table-region').getBoundingClientRect().top"
        " - card.querySelector('.subtitle').getBoundingClientRect().bottom)"
    )
    assert len(gaps) >= 5
    assert max(gaps) <= 20


def test_documents_of_a_project_are_shown_with_their_whole_day(page_as: Opener) -> None:
    region = page_as(f"/projects/{PROJECT}").locator('[data-chart="project.documents"] .table-region')
    assert region.evaluate("(region) => region.scrollWidth - region.clientWidth") == 0


def test_numbers_at_the_lowest_level_are_not_cut(page_as: Opener) -> None:
    page = page_as("/partnerships", Look(role="funder-wb", width=390))
    card = page.locator('[data-chart="partnerships.capacity_by_area"]')
    left = card.locator(".chart-body").evaluate("(body) => body.getBoundingClientRect().left")
    numbers = card.locator(".scatterlayer .textpoint text").evaluate_all(
        "(all) => all.map((one) => one.getBoundingClientRect().left)"
    )
    assert numbers
    assert min(numbers) >= left


def test_no_cell_of_the_audit_trail_is_a_column_of_letters(page_as: Opener) -> None:
    page = page_as("/admin", Look(role="admin", lang="ar", width=390))
    widths = page.locator("td:has(.trail-details)").evaluate_all("(all) => all.map((cell) => cell.clientWidth)")
    assert widths
    assert min(widths) >= 256


def test_the_key_of_a_case_stays_in_one_line(page_as: Opener) -> None:
    page = page_as("/feedback/list", Look(role="feedback", lang="ar", width=390))
    lines = page.locator("tbody th").evaluate_all(
        "(all) => all.map((one) => { const range = document.createRange(); range.selectNodeContents(one);"
        " return new Set([...range.getClientRects()].map((box) => Math.round(box.top))).size; })"
    )
    assert set(lines) == {1}
