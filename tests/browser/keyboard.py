"""Walks a page by keyboard: everything reachable, in order, visible, never a trap."""

import pytest
from playwright.sync_api import Page

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


def stops_that_fail(page: Page) -> list[str]:
    """Walk through a page; give what is not reached, comes out of order, or is focused unseen."""
    stops = walk(page)
    order: list[int] = page.evaluate(ORDER)
    return [
        *(f"never reached: {name}" for name in page.evaluate(UNREACHED)),
        *(["in another order than the page's"] if order != sorted(order) else []),
        *(f"no outline: {stop['name']}" for stop in stops if stop["outline"] < 2),  # type: ignore[operator]
        *(f"hidden: {stop['name']}" for stop in stops if not stop["seen"]),
    ]


def first_stop(page: Page) -> list[str]:
    """Give a complaint where the first stop does not lead into the content."""
    skip = page.locator("a[href],button,input,select,summary").first
    if skip.inner_text() != "Ana içeriğe geç":
        return [skip.inner_text()]
    skip.press("Enter")
    return [] if page.evaluate("document.activeElement.closest('main') !== null") else ["not in the content"]
