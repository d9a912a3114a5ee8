"""axe-core finds nothing in what opens, at sign-in and where something is missing; see also `test_every_page`."""

from dataclasses import replace

import pytest

from dashboard.catalogue import CHARTS
from tests.browser.axe import violations
from tests.browser.conftest import Look, Opener, sampled

LOOKS = [
    Look(lang=lang, theme=theme, width=width)
    for lang, theme in (("tr", "light"), ("tr", "dark"), ("ar", "light"))
    for width in (1280, 320)
]
PATH = "/beneficiaries"
TABLES = "&".join(f"view.{chart}=table" for chart in CHARTS if CHARTS[chart].page == "beneficiaries")


@pytest.mark.parametrize("look", sampled(LOOKS, LOOKS[:4:3]))
def test_axe_finds_nothing_at_sign_in(look: Look, page_as: Opener) -> None:
    assert violations(page_as("/login", replace(look, role=""))) == []


@pytest.mark.parametrize("look", sampled(LOOKS[::2], LOOKS[4:5]))
def test_axe_finds_nothing_in_open_folds_and_menus(look: Look, page_as: Opener) -> None:
    page = page_as(PATH, look)
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
    assert violations(page) == []
    page.locator("#shell-account > summary").click()
    assert violations(page) == []


@pytest.mark.parametrize("look", sampled(LOOKS[::2], LOOKS[4:5]))
def test_axe_finds_nothing_in_tables(look: Look, page_as: Opener) -> None:
    page = page_as(
        f"{PATH}?{'&'.join(f'view.{chart}=table' for chart in CHARTS if chart.startswith('beneficiaries.'))}", look
    )
    assert page.locator("[data-table]").count() > 5
    assert violations(page) == []


@pytest.mark.parametrize("look", sampled(LOOKS[::2], LOOKS[4:5]))
def test_axe_finds_nothing_where_there_is_no_data(look: Look, page_as: Opener) -> None:
    page = page_as(f"{PATH}?period=1999", look)
    assert page.locator(".state").count() > 0
    assert violations(page) == []


@pytest.mark.parametrize("look", sampled(LOOKS[::2], LOOKS[4:5]))
def test_axe_finds_nothing_beside_a_notice(look: Look, page_as: Opener) -> None:
    page = page_as(f"{PATH}?place=XX&period=9999&v=0", look)
    assert page.locator("#shell-problems").is_visible()
    assert violations(page) == []
