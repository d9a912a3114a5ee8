"""In forced colours and printed: the page keeps its shape."""

from tests.browser.conftest import Opener


def test_meters_and_cards_keep_their_edges_in_forced_colours(page_as: Opener) -> None:
    page = page_as("/beneficiaries")
    page.emulate_media(forced_colors="active")
    widths = page.locator(".cardx, .meter, .st").evaluate_all(
        "(all) => all.map((element) => parseFloat(getComputedStyle(element).borderTopWidth))"
    )
    assert widths
    assert min(widths) >= 1


def test_on_paper_cards_stay_whole_and_controls_stay_away(page_as: Opener) -> None:
    page = page_as("/beneficiaries")
    page.emulate_media(media="print")
    assert page.locator(".switch:visible, .chart-foot:visible, .skip:visible").count() == 0
    breaks = page.locator(".cardx").evaluate_all("(all) => all.map((card) => getComputedStyle(card).breakInside)")
    assert set(breaks) == {"avoid"}
