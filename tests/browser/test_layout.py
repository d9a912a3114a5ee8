"""Narrow, enlarged, printed, in forced colours: the page keeps its shape."""

import pytest

from dashboard.app import PAGES
from tests.browser.conftest import PROJECT, Look, Opener
from tests.visiting import path_of

PATHS = [path_of(page, PROJECT) for page in PAGES]
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
CLIPPED = """() => [...document.querySelectorAll("main *, header *")]
  .filter((element) => !element.closest("svg, .visually-hidden, .meter, .chart-instead, .chart-plot, select"))
  .filter((element) => getComputedStyle(element).overflowX === "hidden" && element.clientWidth > 1)
  .filter((element) => element.scrollWidth > element.clientWidth + 1)
  .map((element) => element.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("lang", ["tr", "en", "ar"])
def test_nothing_scrolls_sideways_at_320_pixels(path: str, lang: str, page_as: Opener) -> None:
    page = page_as(path, Look(lang=lang, width=320, height=640))
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.parametrize("path", PATHS)
def test_wider_spacing_of_letters_cuts_nothing_off(path: str, page_as: Opener) -> None:
    page = page_as(path, Look(lang="tr"))
    page.add_style_tag(content=SPACING)
    assert page.evaluate(CLIPPED) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("path", PATHS)
def test_reduced_motion_stops_all_motion(path: str, page_as: Opener) -> None:
    page = page_as(path)
    page.emulate_media(reduced_motion="reduce")
    moving = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((element) => {
          const style = getComputedStyle(element);
          return style.animationName !== "none" && parseFloat(style.animationDuration) > 0;
        }).length"""
    )
    assert moving == 0


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
