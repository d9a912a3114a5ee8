"""The page of one partner in a browser: the way there and back, links, files, and every look of it."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from tests.browser.axe import violations
from tests.browser.conftest import PARTNER, Look, Opener, wait_until_ready
from tests.browser.test_shell import calls, filters, go_back, texts

PATH = f"/partnerships/{PARTNER}"
RICH = "/partnerships/ZEYTINBURNU"


def value(page: Page, kpi: str) -> str | None:
    """Give the exact value of a key figure."""
    return page.locator(f"[data-kpi='{kpi}']").get_attribute("data-value")


def test_an_exception_of_the_overview_leads_to_its_partner_and_back_to_all(page_as: Opener) -> None:
    page = page_as("/?programme=EU-DIALOGUE")
    in_force = value(page, "overview.protocols_in_force")
    link = page.locator("table[data-table='overview.exceptions'] a[href^='/partnerships/']").first
    name = link.inner_text()
    link.click()
    wait_until_ready(page)
    assert texts(page, "h1") == [name]
    assert page.title() == f"{name} – Uyum Panosu"
    assert filters(page) == [("programme", "EU-DIALOGUE")]
    current = page.locator("#shell-navigation [aria-current]")
    assert (current.inner_text(), current.get_attribute("aria-current")) == ("Belediye ortaklıkları", "true")
    page.locator(".trail a").click()
    wait_until_ready(page)
    assert (urlsplit(page.url).path, filters(page)) == ("/partnerships", [("programme", "EU-DIALOGUE")])
    assert value(page, "partnerships.in_force") == in_force


def test_a_change_of_filter_is_one_call_and_the_partner_stays(page_as: Opener) -> None:
    page = page_as(RICH)
    before = int(str(value(page, "partner.exchanges")))
    made = calls(page)
    page.locator("#shell-filter-period").select_option("2021")
    wait_until_ready(page)
    assert len(made) == 1
    assert urlsplit(page.url).path == RICH
    assert int(str(value(page, "partner.exchanges"))) < before
    go_back(page)
    assert int(str(value(page, "partner.exchanges"))) == before
    assert page.locator("details[data-filter=place], details[data-filter=group]").count() == 0


def test_names_lead_to_the_other_city_and_to_projects(page_as: Opener) -> None:
    page = page_as(PATH)
    other = page.locator("table[data-table='partner.exchange_list'] a").first
    name = other.inner_text()
    other.click()
    wait_until_ready(page)
    assert texts(page, "h1") == [name]
    go_back(page)
    project = page.locator("table[data-table='partner.projects'] a").first
    name = project.inner_text()
    project.click()
    wait_until_ready(page)
    assert texts(page, "h1") == [name]


def test_a_file_is_about_the_partner(page_as: Opener) -> None:
    page = page_as(f"{PATH}?period=2021")
    file = page.locator("[data-chart='partner.contacts'] a[data-export]").first.get_attribute("href")
    assert file
    assert f"code={PARTNER}" in file
    answer = page.request.get(f"{urlsplit(page.url).scheme}://{urlsplit(page.url).netloc}{file}")
    assert (answer.status, PARTNER in answer.text()) == (200, True)


def test_a_partner_that_is_not_there_has_the_one_content_in_an_open_page(page_as: Opener) -> None:
    page = page_as(PATH)
    page.evaluate("window.shell.address.go('/partnerships/NONE')")
    wait_until_ready(page)
    assert texts(page, "h1") == ["Sayfa bulunamadı"]


@pytest.mark.parametrize(
    ("path", "look"),
    [
        (PATH, Look()),
        (RICH, Look(lang="ar", theme="dark")),
        (RICH, Look(width=320)),
        (PATH, Look(lang="ar", width=320)),
    ],
    ids=str,
)
def test_axe_finds_nothing_on_partners_of_other_states(path: str, look: Look, page_as: Opener) -> None:
    page = page_as(f"{path}?view.partner.capacity=table" if look.width == 320 else path, look)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == look.width
    assert page.evaluate("window.shifts.reduce((sum, shift) => sum + shift.value, 0)") < 0.1
