"""The map of partners and the matrix of exchanges in a browser: without any network, and for who uses no pointer."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Look, Opener, wait_until_ready

PATH = "/partnerships"
SHAPE = "path[d*='L']"


def card(page: Page, chart: str) -> Locator:
    """Give the card of a chart."""
    return page.locator(f'[data-chart="partnerships.{chart}"]')


def to_table(page: Page, chart: str) -> list[list[str]]:
    """Move the switch of a card with an arrow key; give the cells of its table as they are read."""
    card(page, chart).locator(".switch input:checked").press("ArrowRight")
    wait_until_ready(page)
    expect(card(page, chart).get_by_role("table")).to_be_visible()
    rows = card(page, chart).locator("tbody tr")
    return rows.evaluate_all("(all) => all.map((row) => [...row.cells].map((cell) => cell.innerText.trim()))")


def drawn(page: Page, chart: str) -> Mapping[str, Any]:
    """Give the traces and the layout that Plotly holds."""
    found: Mapping[str, Any] = (
        card(page, chart)
        .locator(".js-plotly-plot")
        .evaluate("(gd) => ({ data: gd.data, layout: { xaxis: gd.layout.xaxis, meta: gd.layout.meta || null } })")
    )
    return found


def test_the_map_is_drawn_with_the_network_cut_and_says_what_its_table_says(page_as: Opener) -> None:
    page = page_as("/")
    host, refused = urlsplit(page.url).netloc, []

    def only_here(route: Route) -> None:
        if urlsplit(route.request.url).netloc == host:
            route.continue_()
        else:
            refused.append(route.request.url)
            route.abort()

    page.context.route("**/*", only_here)
    page.goto(f"{urlsplit(page.url).scheme}://{host}{PATH}")
    wait_until_ready(page)
    assert refused == []
    graph = card(page, "map").locator(".js-plotly-plot")
    expect(graph.locator(f".choroplethlayer g.trace:first-child {SHAPE}")).to_have_count(82)
    counts = {
        text.rpartition(": ")[0]: text
        for trace in drawn(page, "map")["data"]
        if trace.get("customdata") or trace.get("hovertext")
        for text in trace.get("hovertext") or trace["text"]
    }
    rows = to_table(page, "map")
    assert {row[0] for row in rows if row[1] != "—"} == set(counts)
    for place, _, partners, in_force, *_ in (row for row in rows if row[1] != "—"):
        assert f" {partners} ortak" in counts[place]
        assert f"yürürlükte {in_force}," in counts[place]


def test_a_phone_gets_a_smaller_matrix_of_the_same_exchanges(page_as: Opener) -> None:
    wide, narrow = drawn(page_as(PATH), "exchanges"), drawn(page_as(PATH, Look(width=320, height=640)), "exchanges")
    sums = [sum(figure["data"][0]["customdata"]) for figure in (wide, narrow)]
    assert sums[0] == sums[1] > 0
    assert len(narrow["layout"]["xaxis"]["ticktext"]) <= 9 < len(wide["layout"]["xaxis"]["ticktext"])


def test_a_screen_that_is_turned_gets_the_matrix_that_fits(page_as: Opener) -> None:
    page = page_as(PATH, Look(width=390, height=844))
    before = len(drawn(page, "exchanges")["layout"]["xaxis"]["ticktext"])
    page.set_viewport_size({"width": 1280, "height": 900})
    columns = card(page, "exchanges").locator(".xtick, .x2tick")
    expect(columns).not_to_have_count(before)
    assert len(drawn(page, "exchanges")["layout"]["xaxis"]["ticktext"]) > before


def test_the_keyboard_reaches_who_taught_whom(page_as: Opener) -> None:
    page = page_as(PATH)
    total = sum(drawn(page, "exchanges")["data"][0]["customdata"])
    rows = to_table(page, "exchanges")
    assert sum(int(row[2]) for row in rows) == total
    assert all(row[0] and row[1] for row in rows)
