"""Everything by keyboard: reachable, in order, visible, never a trap."""

import pytest
from playwright.sync_api import Page

from dashboard.app import PAGES
from tests.browser.conftest import PROJECT, Look, Opener
from tests.visiting import path_of

PATHS = [path_of(page, PROJECT) for page in PAGES]
MOST_STOPS = 600
FOCUSED = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  element.dataset.stop = element.dataset.stop || String((window.stops = (window.stops || 0) + 1));
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const label = element.labels && element.labels[0];
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  const hits = [0.25, 0.5, 0.75].map((part) =>
    document.elementFromPoint(box.left + box.width / 2, top + (bottom - top) * part));
  const isOwn = (hit) => hit && (element.contains(hit) || hit.contains(element) || (label && label.contains(hit)));
  return {
    stop: Number(element.dataset.stop),
    name: element.outerHTML.slice(0, 120),
    outline: parseFloat(style.outlineWidth) * (style.outlineStyle === "none" ? 0 : 1),
    seen: hits.some(isOwn),
  };
}"""
UNREACHED = """() => [...document.querySelectorAll("a[href],button,input,select,summary,textarea,[tabindex='0']")]
  .filter((element) => element.checkVisibility({ visibilityProperty: true }))
  .filter((element) => !element.disabled && !element.dataset.stop && !(element.type === "radio" && !element.checked))
  .map((element) => element.outerHTML.slice(0, 120))"""
ORDER = """() => [...document.querySelectorAll("[data-stop]")].map((element) => Number(element.dataset.stop))"""


def walk(page: Page) -> list[dict[str, object]]:
    """Press Tab from the top until the page is left; give every stop."""
    stops: list[dict[str, object]] = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop is None or (stops and stop["stop"] == stops[0]["stop"]):
            return stops
        stops.append(stop)
    pytest.fail(f"the end of the page was not reached after {MOST_STOPS} stops")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("look", [Look(), Look(lang="ar"), Look(width=320)], ids=str)
def test_the_tab_key_reaches_everything_in_order_and_is_always_seen(path: str, look: Look, page_as: Opener) -> None:
    page = page_as(path, look)
    stops = walk(page)
    assert page.evaluate(UNREACHED) == []
    order = page.evaluate(ORDER)
    assert order == sorted(order)
    assert [stop["name"] for stop in stops if stop["outline"] < 2] == []  # type: ignore[operator]
    assert [stop["name"] for stop in stops if not stop["seen"]] == []


@pytest.mark.parametrize("path", PATHS)
def test_the_first_stop_leads_to_the_content(path: str, page_as: Opener) -> None:
    page = page_as(path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Ana içeriğe geç"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize("path", PATHS)
def test_targets_are_large_enough(path: str, page_as: Opener) -> None:
    small = (
        page_as(path, Look(width=390, height=844))
        .locator("a[href],button,input,select,summary")
        .evaluate_all(
            """(all) => all.filter((element) => element.checkVisibility() && !element.closest("p, td, th, .skip"))
          .filter((element) => {
            const label = element.labels && element.labels[0];
            const boxes = [element, label].filter(Boolean).map((one) => one.getBoundingClientRect());
            return !boxes.some((box) => box.width >= 24 && box.height >= 24);
          }).map((element) => element.outerHTML.slice(0, 120))"""
        )
    )
    assert small == []
