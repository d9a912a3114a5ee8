"""The page of one project in a browser: the way there and back, files, filters, and what is not there."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import PASSWORD, PROJECT, Look, Opener, wait_until_ready
from tests.browser.test_shell import calls, filters, go_back, texts

PATH = f"/projects/{PROJECT}"
OTHER = "/projects/KIZ-11"
FACTS = "#project-facts"


def files(page: Page) -> list[str]:
    """Give the addresses of the files of one card."""
    links = page.locator("[data-chart='project.stages'] a[data-export]")
    found: list[str] = links.evaluate_all("(all) => all.map((link) => link.getAttribute('href'))")
    return found


def test_a_name_in_the_list_leads_to_its_project_and_back(page_as: Opener) -> None:
    page = page_as("/projects?programme=KIZILAY&q=deprem&view.projects.priority=table")
    link = page.locator("table[data-table='projects.list'] tbody th a").first
    name = link.inner_text()
    link.click()
    wait_until_ready(page)
    assert urlsplit(page.url).path.startswith("/projects/KIZ-")
    assert filters(page) == [("programme", "KIZILAY")]
    assert texts(page, "h1") == [name]
    expect(page.locator("h1")).to_be_focused()
    assert page.title() == f"{name} – Uyum Panosu"
    current = page.locator("#shell-navigation [aria-current]")
    assert (current.inner_text(), current.get_attribute("aria-current")) == ("Proje havuzu", "true")
    page.locator(".trail a").click()
    wait_until_ready(page)
    assert (urlsplit(page.url).path, filters(page)) == ("/projects", [("programme", "KIZILAY")])
    go_back(page)
    go_back(page)
    assert page.locator("#shell-filter-q").input_value() == "deprem"


def test_a_change_of_filter_is_one_call_and_the_project_stays(page_as: Opener) -> None:
    page = page_as(PATH)
    before = page.locator("[data-kpi='project.unique_people']").get_attribute("data-value")
    made = calls(page)
    page.locator("#shell-filter-period").select_option("2021")
    wait_until_ready(page)
    assert len(made) == 1
    assert urlsplit(page.url).path == PATH
    assert page.locator("[data-kpi='project.unique_people']").get_attribute("data-value") == before
    page.locator("details[data-filter=place] > summary").click()
    page.locator("details[data-filter=place]").get_by_label("Şanlıurfa", exact=True).click()
    wait_until_ready(page)
    after = page.locator("[data-kpi='project.unique_people']").get_attribute("data-value")
    assert 0 < int(str(after)) < int(str(before))


def test_files_know_the_project_and_follow_the_filters(page_as: Opener) -> None:
    page = page_as(f"{PATH}?period=2021")
    assert all(f"code={PROJECT}" in file and "period=2021" in file for file in files(page))
    page.evaluate(f"window.shell.address.go('{OTHER}?place=TR-31')")
    wait_until_ready(page)
    assert all("code=KIZ-11" in file and "place=TR-31" in file and PROJECT not in file for file in files(page))
    answer = page.request.get(f"{urlsplit(page.url).scheme}://{urlsplit(page.url).netloc}{files(page)[0]}")
    assert answer.status == 200
    assert "KIZ-11" in answer.text()


def test_from_one_project_to_another_everything_is_the_others(page_as: Opener) -> None:
    page = page_as(PATH)
    page.evaluate("window.sameDocument = true")
    page.evaluate(f"window.shell.address.go('{OTHER}')")
    wait_until_ready(page)
    expect(page.locator(FACTS)).to_contain_text("KIZ-11")
    assert PROJECT not in page.locator("main").inner_text()
    go_back(page)
    expect(page.locator(FACTS)).to_contain_text(PROJECT)
    assert page.evaluate("window.sameDocument")


def test_documents_open_outside_and_say_so_to_the_browser(page_as: Opener) -> None:
    links = page_as(PATH).locator("[data-chart='project.documents'] tbody a")
    told = links.evaluate_all("(all) => all.map((a) => [a.protocol, a.rel, a.hasAttribute('data-shell-link')])")
    assert len(told) == 8
    assert {(protocol in {"http:", "https:"}, rel, shell) for protocol, rel, shell in told} == {
        (True, "noopener noreferrer external", False)
    }


@pytest.mark.parametrize("code", ["NONE", "..%2Fbeneficiaries", "KIZ-11%2Fx", "A" * 200, "%3Cscript%3E"])
def test_a_project_that_is_not_there_is_not_found_by_its_address(
    code: str, browser: Browser, server_url: str, signed_in: Callable[[str], dict[str, object]]
) -> None:
    context = browser.new_context(storage_state=signed_in("manager"))  # type: ignore[arg-type]
    page = context.new_page()
    answer = page.goto(f"{server_url}/projects/{code}")
    assert answer
    assert answer.status == 404
    assert page.locator("#react-entry-point").count() == 0
    context.close()


def test_a_project_that_is_not_there_has_the_one_content_in_an_open_page(page_as: Opener) -> None:
    page = page_as(PATH)
    page.evaluate("window.shell.address.go('/projects/NONE')")
    wait_until_ready(page)
    assert texts(page, "h1") == ["Sayfa bulunamadı"]
    unknown = texts(page, "main p")
    page.evaluate("window.shell.address.go('/nowhere')")
    wait_until_ready(page)
    assert texts(page, "main p") == unknown


def test_sign_in_leads_back_to_the_project(browser: Browser, server_url: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{server_url}{PATH}?period=2021")
    assert urlsplit(page.url).path == "/login"
    page.locator("[name=username]").fill("manager")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form button[type=submit]").first.click()
    expect(page.locator("h1")).to_have_text("Sosyal Hayata Uyumun Desteklenmesi Projesi")
    wait_until_ready(page)
    assert (urlsplit(page.url).path, filters(page)) == (PATH, [("period", "2021")])
    context.close()


@pytest.mark.parametrize("look", [Look(), Look(width=360, height=740)], ids=str)
def test_nothing_moves_much_while_the_answer_comes(look: Look, page_as: Opener) -> None:
    page = page_as(PATH, look)
    assert page.evaluate("window.shifts.reduce((sum, shift) => sum + shift.value, 0)") < 0.1


@pytest.mark.parametrize(
    ("code", "look"),
    [("KIZ-11", Look()), ("KIZ-17", Look(lang="ar", theme="dark", width=320)), ("IZM-18", Look(lang="en", width=320))],
    ids=str,
)
def test_axe_finds_nothing_on_projects_of_other_stages(code: str, look: Look, page_as: Opener) -> None:
    page = page_as(f"/projects/{code}?view.project.indicators=table&view.project.people=table", look)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == look.width
    assert texts(page, ".shell-badge")
