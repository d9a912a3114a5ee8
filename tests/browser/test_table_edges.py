"""A table that goes on beyond an edge of its region has a shade at that edge, and none where it ends."""

import pytest
from playwright.sync_api import Locator

from tests.browser.conftest import Look, Opener

LIST = '[data-chart="projects.list"]'
WITHOUT_STICKY = '[data-chart="timeline.reports"]'
SCROLL = """(region, share) => {
  const toEnd = getComputedStyle(region).direction === "rtl" ? -1 : 1;
  region.scrollLeft = toEnd * share * (region.scrollWidth - region.clientWidth);
  region.scrollTop = share * (region.scrollHeight - region.clientHeight);
}"""
SHADES = """(region) => new Promise((answer) => requestAnimationFrame(() => requestAnimationFrame(() => {
  const style = getComputedStyle(region);
  answer(["before", "after", "below"].map((edge) => Number(style.getPropertyValue(`--more-${edge}`))));
})))"""
LOOKS = [Look(), Look(lang="ar", theme="dark"), Look(lang="ar", width=390), Look(width=390, theme="dark")]


def shades(region: Locator, share: float) -> list[float]:
    """Scroll a table to a share of its way in both directions; say how strong its three shades are then."""
    region.evaluate(SCROLL, share)
    return list(region.evaluate(SHADES))


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_shade_stands_where_a_table_goes_on(look: Look, page_as: Opener) -> None:
    region = page_as("/projects", look).locator(f"{LIST} .table-region")
    assert shades(region, 0) == [0, 1, 1]
    assert shades(region, 0.5) == [1, 1, 1]
    assert shades(region, 1) == [1, 0, 0]


def test_a_table_that_is_shown_whole_has_no_shade(page_as: Opener) -> None:
    region = page_as("/projects").locator('[data-chart="projects.incomplete"] .table-region')
    assert shades(region, 0) == [0, 0, 0]
    assert "rgba(27, 39, 51, 0)" in region.evaluate("(region) => getComputedStyle(region).boxShadow")


def test_who_wants_no_motion_sees_the_shades_all_the_same(page_as: Opener) -> None:
    page = page_as("/projects")
    page.emulate_media(reduced_motion="reduce")
    try:
        assert shades(page.locator(f"{LIST} .table-region"), 0) == [0, 1, 1]
    finally:
        page.emulate_media(reduced_motion="no-preference")


@pytest.mark.parametrize(("lang", "left"), [("tr", False), ("ar", True)])
def test_the_shade_lies_beside_the_columns_that_stay_in_view(lang: str, left: bool, page_as: Opener) -> None:  # noqa: FBT001
    page = page_as("/projects", Look(lang=lang))
    shade = "(cell, [part, side]) => getComputedStyle(cell, part)[side]"
    last = page.locator(f"{LIST} tbody .why").first
    name = page.locator(f"{LIST} tbody th").first
    width = last.evaluate("(cell) => cell.getBoundingClientRect().width")
    assert float(last.evaluate(shade, ["::before", "left" if left else "right"])[:-2]) == pytest.approx(width, abs=1)
    width = name.evaluate("(cell) => cell.getBoundingClientRect().width")
    assert float(name.evaluate(shade, ["::after", "right" if left else "left"])[:-2]) == pytest.approx(width, abs=1)
    assert {
        last.evaluate(shade, ["::before", "pointerEvents"]),
        name.evaluate(shade, ["::after", "pointerEvents"]),
    } == {"none"}


def test_without_columns_that_stay_the_shade_lies_within_the_edge(page_as: Opener) -> None:
    region = page_as("/timeline", Look(width=390)).locator(f"{WITHOUT_STICKY} .table-region")
    shades(region, 0)
    assert "inset" in region.evaluate("(region) => getComputedStyle(region).boxShadow")
    assert region.locator("tbody th").first.evaluate("(cell) => getComputedStyle(cell, '::after').content") == "none"
