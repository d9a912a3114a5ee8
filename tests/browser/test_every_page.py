"""Every page in every language, theme and width: one visit, and all that must hold wherever one looks."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.axe import violations, violations_everywhere
from tests.browser.conftest import PATHS, ROLES, Look, Opener, sampled, variants
from tests.browser.keyboard import first_stop, stops_that_fail

WIDE = Look()
LOOKS = variants(WIDE, lang=("tr", "en", "ar"), theme=("light", "dark"), width=(1280, 390, 320))
USUAL = [WIDE, Look(lang="ar", theme="dark", width=320)]
"""Both directions, themes and ends of the widths; `make test-all` takes every combination."""
SMALL = """() => [...document.querySelectorAll("a[href],button,input,select,summary")]
  .filter((element) => element.checkVisibility() && !element.closest("p, td, th, .skip"))
  .filter((element) => {
    const label = element.labels && element.labels[0];
    const boxes = [element, label].filter(Boolean).map((one) => one.getBoundingClientRect());
    return !boxes.some((box) => box.width >= 24 && box.height >= 24);
  }).map((element) => element.outerHTML.slice(0, 120))"""
SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""
CLIPPED = """() => [...document.querySelectorAll("main *, header *")]
  .filter((element) => !element.closest("svg, .visually-hidden, .meter, .chart-instead, .chart-plot, select"))
  .filter((element) => getComputedStyle(element).overflowX === "hidden" && element.clientWidth > 1)
  .filter((element) => element.scrollWidth > element.clientWidth + 1)
  .map((element) => element.outerHTML.slice(0, 120))"""
MOVING = """() => [...document.querySelectorAll("body *")].filter((element) => {
  const style = getComputedStyle(element);
  return style.animationName !== "none" && parseFloat(style.animationDuration) > 0;
}).map((element) => element.outerHTML.slice(0, 120))"""


def headings(page: Page) -> list[str]:
    """Give the headings that come first or after one of a much higher level, and an H1 too many."""
    names = page.locator("h1,h2,h3,h4,h5,h6").evaluate_all("(all) => all.map((one) => one.nodeName)")
    levels = [int(name[1]) for name in names]
    skipped = [f"H{one} H{other}" for one, other in pairwise([0, *levels]) if other > one + 1]
    return skipped if levels.count(1) == 1 else [*skipped, f"{levels.count(1)} H1"]


def title(page: Page) -> list[str]:
    """Give the title where it does not name the page and the product."""
    whole, heading = page.title(), page.locator("h1").inner_text()
    return [] if heading and whole.startswith(heading) and whole.endswith("Uyum Panosu") else [whole]


def language(page: Page) -> list[str]:
    """Give language and direction of the document where they are not those of its address."""
    asked = str(dict(parse_qsl(urlsplit(page.url).query))["lang"])
    told = page.evaluate("[document.documentElement.lang, document.documentElement.dir]")
    return [] if told == [asked, "rtl" if asked == "ar" else "ltr"] else told


def words(page: Page) -> list[str]:
    """Give what no text may hold: letters taken apart and places that nobody filled."""
    text = page.locator("body").inner_text()
    return [mark for mark in ("\u0307", "{") if mark in text]


def example(page: Page) -> list[str]:
    """Give a complaint where the page does not say that its data are an example."""
    said = page.locator(".shell-badge").all_inner_texts()
    return [] if said == ["Örnek veri"] else ["no word of example data"]


def sideways(page: Page) -> list[str]:
    """Give by how much the page is wider than the window."""
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [f"{wide} px"] if wide > 0 else []


def spacing(page: Page) -> list[str]:
    """Give what wider spacing of letters, words and lines cuts off."""
    page.add_style_tag(content=SPACING)
    return [*page.evaluate(CLIPPED), *sideways(page)]


def motion(page: Page) -> list[str]:
    """Give what moves for somebody who wants no motion."""
    page.emulate_media(reduced_motion="reduce")
    found: list[str] = page.evaluate(MOVING)
    return found


class Check(NamedTuple):
    """A question to a page: what is wrong, and in which looks it is asked."""

    find: Callable[[Page], Iterable[str]]
    looks: Callable[[Look], bool] = lambda _: True


CHECKS = {
    "axe": Check(violations_everywhere, lambda look: look not in USUAL[1:]),
    "axe around drawings": Check(violations, lambda look: look in USUAL[1:]),
    "headings": Check(headings, lambda look: look == WIDE),
    "title": Check(title),
    "language": Check(language),
    "words": Check(words),
    "example": Check(example, lambda look: look == WIDE),
    "sideways": Check(sideways),
    "targets": Check(lambda page: page.evaluate(SMALL), lambda look: look.width < 400),
    "keyboard": Check(stops_that_fail, lambda look: look.theme == "light"),
    "first stop": Check(first_stop, lambda look: look == WIDE),
    "motion": Check(motion, lambda look: look == WIDE),
    "spacing": Check(spacing, lambda look: look == WIDE),
}
"""What is asked of a page, in this order: the last ones change it."""


@pytest.mark.parametrize("look", sampled(LOOKS, USUAL))
@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_wrong_with_a_page(path: str, look: Look, page_as: Opener) -> None:
    page = page_as(path, replace(look, role=ROLES.get(path, look.role)))
    found = {name: list(check.find(page)) for name, check in CHECKS.items() if check.looks(look)}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
