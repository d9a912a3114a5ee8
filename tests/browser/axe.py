"""Runs axe-core over a page; its source is vendored, so nothing is fetched."""

from pathlib import Path

from playwright.sync_api import Page

SOURCE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_RUN = """async ([tags, isWhole]) => {
  const drawings = isWhole ? [] : [...document.querySelectorAll(".js-plotly-plot .main-svg")];
  const held = drawings.map((drawing) => [drawing, [...drawing.childNodes]]);
  // Nothing on our pages plays, and what axe-core would fetch for that is what it waits for.
  const options = { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"], preload: isWhole };
  drawings.forEach((drawing) => drawing.replaceChildren());
  const found = await axe.run(document, options);
  held.forEach(([drawing, children]) => drawing.append(...children));
  return found.violations.flatMap((rule) => rule.nodes.map((node) =>
    `${rule.id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\\s+/g, " ")}`));
}"""


def violations(page: Page) -> list[str]:
    """Give every violation on a page as one line: rule, element, what is wrong.

    The inside of drawings is left out: each is one image with a name, and a page holds more of it than of all else.
    """
    return _found(page, is_whole=False)


def violations_everywhere(page: Page) -> list[str]:
    """Give every violation, also inside of drawings."""
    return _found(page, is_whole=True)


def _found(page: Page, *, is_whole: bool) -> list[str]:
    if not page.evaluate("'axe' in window"):
        page.evaluate(SOURCE)
    found: list[str] = page.evaluate(_RUN, [TAGS, is_whole])
    return found
