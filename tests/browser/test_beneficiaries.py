"""People reached in a browser: right figures in every language, drill-down, table view, a card that fails."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from dashboard.address import parse_address
from dashboard.data.answers import Answers
from dashboard.data.versions import today
from tests import oracle
from tests.browser.conftest import DemoDatabase, Look, Opener, wait_until_ready
from tests.facts import world_of
from tests.oracle import Asked, World

STATES = (
    "",
    "?period=2021",
    "?place=TR-34",
    "?place=TR-27&place=TR-63&period=2020-H2",
    "?group=host&period=2019-03..2020-02",
    "?programme=KIZILAY&period=2022-Q1",
    "?period=2017",
)
KPIS = ("unique_people", "new_people", "contacts", "contacts_per_person", "share_women", "share_host")
LANGUAGES = ["tr", *(pytest.param(other, marks=pytest.mark.exhaustive) for other in ("en", "ar"))]
"""Turkish in every run; `make test-all` takes the others too."""
BY_PLACE = '[data-chart="beneficiaries.by_place"]'


@pytest.fixture(scope="module")
def world(demo_database: DemoDatabase) -> World:
    """Give the rows of the example programme, once for the file."""
    return world_of(demo_database.engines.owner)


def count(world: World, search: str) -> dict[str, Any]:
    """Count by hand what an address asks for."""
    address = parse_address(search)
    period = address.period
    start, end = (period.first_day, period.last_day) if period else (None, None)
    newest = max(row.since for row in world.rows)
    asked = Asked(newest, today(), address.programme, (), address.place, address.group, start, end)
    return oracle.headline(world, asked)


def value(page: Page, kpi: str) -> str:
    """Give the exact value of a key figure on the screen."""
    return str(page.locator(f'[data-kpi="beneficiaries.{kpi}"]').get_attribute("data-value"))


def share(part: int | None, whole: int | None) -> str:
    """Give a ratio as the screen carries it."""
    if part is None or whole is None:
        return "missing"
    return str(part / whole) if whole else "not_applicable"


@pytest.mark.parametrize("language", LANGUAGES)
def test_key_figures_on_screen_equal_a_count_by_hand(page_as: Opener, world: World, language: str) -> None:
    page = page_as("/beneficiaries", Look(role="admin", lang=language))
    for search in STATES:
        page.evaluate(
            "search => window.shell.address.go(`/beneficiaries${search}`)", f"{search or '?'}&lang={language}"
        )
        wait_until_ready(page)
        expected = count(world, search)
        counts = {name: expected[name] for name in ("unique_people", "new_people", "contacts")}
        shown = {name: value(page, name) for name in KPIS}
        assert shown == {name: "missing" if number is None else str(number) for name, number in counts.items()} | {
            "contacts_per_person": share(expected["contacts_to_date"], expected["unique_people"]),
            "share_women": share(expected["women"], expected["sex_known"]),
            "share_host": share(expected["host"], expected["group_known"]),
        }, search


def test_the_switch_shows_the_table_and_going_back_shows_the_chart(page_as: Opener) -> None:
    page = page_as("/beneficiaries")
    card = page.locator(BY_PLACE)
    card.get_by_role("radio").nth(1).focus()
    page.keyboard.press("Space")
    wait_until_ready(page)
    expect(page).to_have_url(re.compile(r"view\.beneficiaries\.by_place=table"))
    expect(card.locator('table[data-table="beneficiaries.by_place"]')).to_be_visible()
    expect(card.locator(".js-plotly-plot")).to_be_hidden()
    page.go_back()
    wait_until_ready(page)
    expect(card.locator("table")).to_have_count(0)
    expect(card.locator(".js-plotly-plot")).to_be_visible()


def test_the_table_holds_the_numbers_of_the_bars(page_as: Opener) -> None:
    page = page_as("/beneficiaries")
    drawn = page.locator(f"{BY_PLACE} .js-plotly-plot").evaluate("plot => plot.data[0].x")
    page = page_as("/beneficiaries?view.beneficiaries.by_place=table")
    cells = page.locator('table[data-table="beneficiaries.by_place"] tbody tr td:nth-of-type(1)')
    assert [int(str(cell.get_attribute("data-value"))) for cell in cells.all()] == drawn


def test_a_bar_leads_down_to_its_province_and_the_way_back_up_is_a_link(page_as: Opener, world: World) -> None:
    page = page_as("/beneficiaries", Look(role="admin"))
    everywhere = value(page, "unique_people")
    page.locator(f"{BY_PLACE} .bars .point path").first.click(force=True)
    page.wait_for_url(re.compile(r"place=TR-\d\d"))
    wait_until_ready(page)
    code = page.url.split("place=")[1][:5]
    assert value(page, "unique_people") == str(count(world, f"?place={code}")["unique_people"])
    expect(page.locator(".trail")).to_be_visible()
    page.locator(".trail a").first.click()
    wait_until_ready(page)
    assert "place=" not in page.url
    assert value(page, "unique_people") == everywhere


def test_links_of_the_table_lead_from_country_to_district_and_back_undoes_each_step(page_as: Opener) -> None:
    page = page_as("/beneficiaries?view.beneficiaries.by_place=table")
    values = [value(page, "unique_people")]
    for _ in range(2):
        page.locator(f"{BY_PLACE} tbody a").first.click()
        wait_until_ready(page)
        values.append(value(page, "unique_people"))
    assert re.search(r"place=TR-\d\d-\d+", page.url)
    for expected in (values[1], values[0]):
        page.go_back()
        wait_until_ready(page)
        expect(page.locator('[data-kpi="beneficiaries.unique_people"]')).to_have_attribute("data-value", expected)


def test_the_detailed_table_turns_its_pages(page_as: Opener) -> None:
    page = page_as("/beneficiaries")
    table = page.locator('table[data-table="beneficiaries.detail"]')
    first = table.locator("tbody th").first.inner_text()
    page.locator(".pager a").last.click()
    wait_until_ready(page)
    expect(page).to_have_url(re.compile(r"detail\.page=2"))
    assert table.locator("tbody th").first.inner_text() != first


@pytest.fixture
def broken_question(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Make one question fail until it is undone; the server runs in this process."""

    def fail(_: Answers) -> None:
        raise ZeroDivisionError("hidden detail")

    monkeypatch.setattr(Answers, "reached_by_activity_kind", fail)
    yield monkeypatch
    monkeypatch.undo()


def test_a_card_that_fails_fails_alone_and_can_be_asked_again(
    page_as: Opener, broken_question: pytest.MonkeyPatch
) -> None:
    page = page_as("/beneficiaries")
    failed = page.locator('[data-state="error"]')
    expect(failed).to_have_count(1)
    card = page.locator('[data-chart="beneficiaries.by_activity"]')
    expect(card.locator('[data-state="error"]')).to_contain_text(re.compile(r"[0-9a-f]{8}"))
    assert "hidden detail" not in page.content()
    broken_question.undo()
    card.locator("[data-retry]").click()
    wait_until_ready(page)
    expect(failed).to_have_count(0)
    expect(card.locator(".js-plotly-plot")).to_be_visible()


def test_a_file_is_taken_from_a_card_with_its_filters(page_as: Opener) -> None:
    page = page_as("/beneficiaries?period=2021")
    card = page.locator('[data-chart="beneficiaries.new_by_month"]')
    card.locator("details").last.locator("summary").click()
    with page.expect_download() as download:
        card.locator('a[href*=".xlsx"]').click()
    assert re.fullmatch(r"ulasilan-kisiler_aya-gore-yeni_2021-12-31_tr\.xlsx", download.value.suggested_filename)


@pytest.mark.parametrize("language", LANGUAGES)
def test_methods_explain_what_the_page_shows(page_as: Opener, language: str) -> None:
    look = Look(lang=language)
    page = page_as("/beneficiaries", look)
    shown = {str(one.get_attribute("data-kpi")) for one in page.locator("[data-kpi]").all()}
    shown |= {str(one.get_attribute("data-chart")) for one in page.locator("[data-chart]").all()}
    page = page_as("/methods", look)
    explained = {str(one.get_attribute("data-definition")) for one in page.locator("[data-definition]").all()}
    assert shown <= explained
