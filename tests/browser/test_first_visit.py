"""What a first visit costs: bytes over the wire, hosts, and how much the page moves while it comes in."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Look, Opener, wait_until_ready

PATH = "/beneficiaries"
MOST_BYTES = 1_100_000
LOOKS = [Look(), Look(width=390, height=844), Look(lang="ar")]
USUAL = [("/", LOOKS[0]), (PATH, LOOKS[1]), (PATH, LOOKS[2])]
"""Both pages, directions and widths; `make test-all` takes every combination."""


@pytest.fixture
def first_visit(browser: Browser, server_url: str, signed_in: object) -> Iterator[tuple[Page, dict[str, int]]]:
    """Give a page opened with an empty cache, and the bytes that each of its requests cost on the wire."""
    context = browser.new_context(storage_state=signed_in("manager"))  # type: ignore[operator]
    page = context.new_page()
    session = context.new_cdp_session(page)
    addresses: dict[str, str] = {}
    costs: dict[str, int] = {}
    session.on(
        "Network.requestWillBeSent", lambda event: addresses.update({event["requestId"]: event["request"]["url"]})
    )
    session.on(
        "Network.loadingFinished",
        lambda event: costs.update({addresses[event["requestId"]]: int(event["encodedDataLength"])}),
    )
    session.send("Network.enable")
    page.goto(f"{server_url}{PATH}?lang=tr")
    wait_until_ready(page)
    yield page, costs
    context.close()


def test_a_first_visit_is_small(first_visit: tuple[Page, dict[str, int]]) -> None:
    _, costs = first_visit
    listed = "\n".join(f"{cost:>9} {address}" for address, cost in sorted(costs.items(), key=lambda pair: -pair[1]))
    assert sum(costs.values()) <= MOST_BYTES, listed


def test_plotly_is_our_bundle_and_comes_once(first_visit: tuple[Page, dict[str, int]]) -> None:
    page, costs = first_visit
    assert [address.rpartition("/")[2] for address in costs if "plotly" in address and ".min.js" in address] == [
        "plotly.min.js"
    ]
    kinds = page.evaluate("Object.keys(window.Plotly.PlotSchema.get().traces).sort()")
    assert kinds == ["bar", "choropleth", "heatmap", "sankey", "scatter", "scattergeo"]


def test_a_second_visit_costs_little(first_visit: tuple[Page, dict[str, int]]) -> None:
    page, costs = first_visit
    costs.clear()
    page.reload()
    wait_until_ready(page)
    assert sum(costs.values()) < MOST_BYTES / 10


@pytest.mark.parametrize(
    ("path", "look"),
    [
        pytest.param(path, look, id=f"{path}-{look}", marks=() if (path, look) in USUAL else pytest.mark.exhaustive)
        for path in ("/", PATH)
        for look in LOOKS
    ],
)
def test_the_page_hardly_moves_while_it_comes_in(path: str, look: Look, page_as: Opener) -> None:
    shifts = page_as(path, look).evaluate("window.shifts")
    assert sum(shift["value"] for shift in shifts) < 0.1, shifts
