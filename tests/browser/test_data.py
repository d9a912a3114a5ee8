"""Loading in a browser: by keyboard alone, told aloud, without a barrier, in any language and at any width."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.app import create_app
from dashboard.commands.web_server import warm
from tests.acting_app import ActingApp, fill_world
from tests.browser.axe import violations
from tests.browser.conftest import Look, Opener, opening, serving, wait_until_ready
from tests.conftest import Server
from tests.data.loading.own_workbook import workbook
from tests.reached_app import PASSWORD

RIGHT = b"indicator_code,period_start,period_end,value\nI1,2021-02-01,2021-02-28,7\n"
WRONG = b"indicator_code,period_start,period_end,value\nI1,2021-02-01,2021-02-28,many\nNONE,2021-02-01,2021-02-28,1\n"
READY_MS = 60_000
"""A check reads the file twice; a busy machine takes its time."""
OWN_WORDS = "indicator_code,period_start,period_end,value\nBirinci gösterge,2021-05-01,2021-05-31,7\n".encode()
LOOKS = [Look(), Look(lang="ar", theme="dark", width=320)]


@pytest.fixture(scope="module")
def acts(postgres: Server, migrated: str) -> Iterator[ActingApp]:
    """Give an app over a database of its own."""
    copy = postgres.create("data_browser", migrated)
    fill_world(copy)
    app = create_app(copy.settings, copy.engines)
    warm(app)
    yield ActingApp(app, copy)
    postgres.drop(copy)


@pytest.fixture(scope="module")
def url(acts: ActingApp) -> Iterator[str]:
    """Give the address of its server."""
    with serving(acts.app) as address:
        yield address


@pytest.fixture(scope="module")
def signed(browser: Browser, url: str) -> Callable[[str], dict[str, object]]:
    """Give the cookies of somebody signed in."""

    def cookies_of(_: str) -> dict[str, object]:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{url}/login")
        page.locator("[name=username]").fill("staff")
        page.locator("[name=password]").fill(PASSWORD)
        page.locator("form button[type=submit]").first.click()
        page.wait_for_url(lambda address: "/login" not in address)
        state = dict(context.storage_state())
        context.close()
        return state

    return cookies_of


@pytest.fixture
def page_as(browser: Browser, url: str, signed: Callable[[str], dict[str, object]]) -> Iterator[Opener]:
    """Give a function that opens the page and waits until it is ready."""
    with opening(browser, url, signed) as opener:
        yield opener


def send(page: Page, content: bytes, name: str = "results.csv") -> None:
    """Choose a file, and send it with the keyboard; wait for what it would do, which takes the focus."""
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.locator("#data-loading input[type=file]").set_input_files([file])  # type: ignore[list-item]
    page.locator("form[data-load=upload] [type=submit]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-table='data.preview']")).to_be_visible()
    wait_until_ready(page)
    expect(page.locator("#data-loading-held-heading")).to_be_focused()


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_file_is_loaded_and_taken_back_by_keyboard(page_as: Opener, acts: ActingApp, look: Look) -> None:
    page, before = page_as("/data", look), acts.newest()
    send(page, RIGHT)
    assert violations(page) == []
    assert page.locator("[data-table='data.load_list'] [data-step=ask]").count()
    assert page.evaluate("document.documentElement.scrollWidth") <= look.width
    page.locator("form[data-load=load] [type=submit]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#data-loading .act-said")).to_contain_text(str(before + 1))
    expect(page.locator("#data-loading-held-heading")).to_be_focused()
    assert acts.newest() == before + 1
    page.locator("#data-undoing-undo-version").focus()
    page.keyboard.type(str(before + 1))
    page.keyboard.press("Enter")
    expect(page.locator("#data-undoing [role=group]")).to_be_focused()
    assert violations(page) == []
    page.locator("#data-undoing [data-step=do]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#data-undoing-said")).to_contain_text(str(before + 2))
    expect(page.locator("#data-undoing-undo-heading")).to_be_focused()
    assert acts.newest() == before + 2


def test_a_load_is_taken_back_by_the_button_of_its_row(page_as: Opener, acts: ActingApp) -> None:
    page = page_as("/data", Look())
    send(page, RIGHT.replace(b"02", b"04").replace(b"28", b"30"))
    page.locator("form[data-load=load] [type=submit]").click()
    expect(page.locator("#data-loading .act-said")).to_contain_text(re.compile(r"\d"))
    version = acts.newest()
    row = page.locator("[data-table='data.load_list'] tbody tr").filter(has=page.locator(f"[value='{version}']"))
    expect(row).to_have_count(1)
    assert violations(page) == []
    row.locator("[data-step=ask]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#data-undoing [role=group]")).to_be_focused()
    expect(page.locator("#data-undoing")).to_contain_text("results.csv")
    assert violations(page) == []
    page.locator("#data-undoing [data-step=do]").click()
    expect(page.locator("#data-undoing-said")).to_contain_text(str(version + 1))
    wait_until_ready(page)
    expect(row).to_have_count(0)
    assert acts.newest() == version + 1


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_a_value_that_is_not_understood_gets_its_code_by_keyboard(page_as: Opener, look: Look) -> None:
    page = page_as("/data", look)
    send(page, OWN_WORDS)
    expect(page.locator("form[data-load=load]")).to_have_count(0)
    chosen = page.locator("select[data-field=indicator_code][data-value='Birinci gösterge']")
    expect(chosen).to_be_visible()
    assert violations(page) == []
    chosen.focus()
    chosen.select_option("=I1")
    page.locator("form[data-load=check]").filter(has=chosen).locator("[type=submit]").focus()
    page.keyboard.press("Enter")
    expect(page.locator("form[data-load=load]")).to_have_count(1, timeout=READY_MS)
    wait_until_ready(page)
    expect(chosen).to_have_value("=I1")
    assert violations(page) == []
    page.locator("#data-loading [data-step=close]").click()
    expect(page.locator("[data-table='data.preview']")).to_have_count(0)


@pytest.mark.parametrize("look", LOOKS, ids=str)
def test_sheets_with_words_of_their_own_are_mapped_one_after_the_other(
    page_as: Opener, look: Look, tmp_path: Path
) -> None:
    sheets = {
        name: [[f"{name} {n}" for n in range(4)], ["I1", f"2021-0{month}-01", f"2021-0{month}-28", "7"]]
        for name, month in (("Bir", 6), ("İki", 7))
    }
    page = page_as("/data", look)
    send(page, workbook(tmp_path / "own.xlsx", sheets).read_bytes(), "own.xlsx")
    for name in sheets:
        chooser = page.locator("form").filter(has=page.locator("#data-loading-sheet-map_kind"))
        page.locator("details").filter(has=chooser).locator("summary").click()
        chooser.locator("[name=sheet]").select_option(name)
        chooser.locator("[name=map_kind]").select_option("results")
        assert violations(page) == []
        chooser.locator("[type=submit]").focus()
        page.keyboard.press("Enter")
        first = page.locator(f"select[data-header='{name} 0']")
        expect(first).to_be_visible(timeout=READY_MS)
        for n, field in enumerate(("indicator_code", "period_start", "period_end", "value")):
            page.locator(f"select[data-header='{name} {n}']").select_option(field)
        page.locator("form").filter(has=first).locator("[type=submit]").focus()
        page.keyboard.press("Enter")
        expect(page.locator("form[data-load=load]")).to_have_count(1, timeout=READY_MS)
        wait_until_ready(page)
    expect(page.locator("[data-table='data.preview'] tbody tr")).to_have_count(2)
    assert violations(page) == []
    page.locator("#data-loading [data-step=close]").click()
    expect(page.locator("[data-table='data.preview']")).to_have_count(0)


def test_what_is_wrong_is_told_and_nothing_can_be_confirmed(page_as: Opener) -> None:
    page = page_as("/data", Look())
    send(page, WRONG)
    expect(page.locator("#data-loading [role=alert]")).to_be_visible()
    expect(page.locator("form[data-load=load]")).to_have_count(0)
    expect(page.locator("[data-table='data.problems-0'] tbody tr")).to_have_count(2)
    assert violations(page) == []
    with page.expect_download() as taken:
        page.locator("a[href^='/data/errors.csv']").click()
    assert taken.value.suggested_filename == "errors.csv"
    page.locator("#data-loading [data-step=close]").click()
    expect(page.locator("[data-table='data.preview']")).to_have_count(0)


def test_a_number_is_explained_with_the_filters_of_its_page(page_as: Opener) -> None:
    page = page_as("/timeline?grant=G1", Look())
    page.locator("[data-explain='timeline.elapsed']").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/data/explain\?grant=G1&.*figure=timeline\.elapsed"))
    wait_until_ready(page)
    expect(page.locator("[data-kpi='timeline.elapsed']")).to_be_visible()
    expect(page.locator("[data-table='explain.loads']")).to_be_visible()
    assert violations(page) == []
