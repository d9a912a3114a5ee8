"""Belediye ortaklıkları in a browser: figures as the rows give them, own filters, long tables, a way to each part."""

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from statistics import median

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.export.partnerships import SHOWN
from dashboard.pages.partnerships import SECTIONS
from tests.browser.axe import violations
from tests.browser.conftest import Look, Opener, sampled, wait_until_ready
from tests.browser.test_charts import TEXT_CONTRASTS
from tests.browser.test_projects import OUTSIDE
from tests.data.demo.written_rows import Row, by, rows

PATH = "/partnerships"
DAY = "2026-10-31"
TABLES = "&".join(f"view.{chart}=table" for chart in SHOWN)
LOOKS = [Look(), Look(lang="ar", theme="dark", width=360)]


def card(page: Page, chart: str) -> Locator:
    """Give the card of a chart."""
    return page.locator(f'[data-chart="partnerships.{chart}"]')


def names(page: Page, chart: str) -> list[str]:
    """Give the names of the rows of a table."""
    return card(page, chart).locator("tbody th").all_inner_texts()


def in_force(protocol: Row, day: str = DAY) -> bool:
    """Say from its row whether a protocol is in force."""
    return protocol["signed_on"] <= day and (not protocol["expires_on"] or protocol["expires_on"] >= day)


def change(partnership: str) -> Fraction | None:
    """Give from its rows by how much the capacity of a partnership changed: the mean over areas of last − first."""
    levels: dict[str, list[tuple[str, int]]] = {}
    for row in by("capacity", "partnership_code").get(partnership, []):
        if row["level"] != "0" and row["assessed_on"] <= DAY:
            levels.setdefault(row["area"], []).append((row["assessed_on"], int(row["level"])))
    changes = [max(found)[1] - min(found)[1] for found in levels.values() if len({day for day, _ in found}) > 1]
    return Fraction(sum(changes), len(changes)) if changes else None


def expected(programmes: Iterable[str]) -> dict[str, float]:
    """Compute the key figures of some programmes from the rows of the example, in plain Python."""
    own = {row["code"] for row in rows("partnerships") if row["programme_code"] in programmes}
    soon = (date.fromisoformat(DAY) + timedelta(days=90)).isoformat()
    held = [row for row in rows("protocols") if row["partnership_code"] in own and in_force(row)]
    due = [row for row in rows("commitments") if row["partnership_code"] in own and row["due_on"] <= DAY]
    joint = {row["code"] for row in rows("joint_activities") if row["held_on"] and row["held_on"] <= DAY}
    trained = [row for row in rows("joint_activity_partners") if row["partnership_code"] in own]
    terms = by("seat_terms", "seat_code").values()
    filled = [
        one
        for one in terms
        if any(row["filled_on"] <= DAY and (not row["vacated_on"] or row["vacated_on"] > DAY) for row in one)
    ]
    changes = [found for found in map(change, own) if found is not None]
    return {
        "in_force": len(held),
        "ending_90_days": len([row for row in held if row["expires_on"] and row["expires_on"] <= soon]),
        "commitments_done": len([row for row in due if row["done_on"] and row["done_on"] <= DAY]),
        "staff_trained": sum(
            int(row["staff_trained"]) for row in trained if row["joint_activity_code"] in joint and row["staff_trained"]
        ),
        "capacity_change": float(median(changes)),
        "seats_filled": len(filled),
    }


def shown(page: Page) -> dict[str, float]:
    """Give the key figures as the page has them, exactly."""
    cards = page.locator("[data-kpi]").evaluate_all("(all) => all.map((one) => [one.dataset.kpi, one.dataset.value])")
    return {kpi.removeprefix("partnerships."): float(value) for kpi, value in cards if value != "not_applicable"}


def test_the_key_figures_are_those_of_the_rows(page_as: Opener) -> None:
    every = {row["programme_code"] for row in rows("partnerships")}
    page = page_as(f"{PATH}?on={DAY}")
    assert shown(page) == pytest.approx(expected(every))
    assert len(names(page, "steps")) == len(rows("partnerships"))
    page.goto(f"{page.url}&programme=EU-DIALOGUE")
    wait_until_ready(page)
    found = shown(page)
    assert found == pytest.approx({name: value for name, value in expected(["EU-DIALOGUE"]).items() if name in found})
    assert "seats_filled" not in found


@pytest.mark.parametrize("look", sampled(LOOKS, LOOKS[1:]))
def test_axe_finds_nothing_in_tables_with_every_fold_open_nor_where_nothing_is_found(
    look: Look, page_as: Opener
) -> None:
    page = page_as(f"{PATH}?{TABLES}", look)
    assert page.locator("[data-table]").count() == len(SHOWN)
    page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
    assert violations(page) == []
    page.goto(page.url.replace("?", "?q=zzzz&"))
    wait_until_ready(page)
    assert page.locator(".state[data-state=no_partnerships]").count() == 1
    assert violations(page) == []


@pytest.mark.parametrize("look", sampled([*LOOKS, Look(theme="dark"), Look(lang="en", width=360)], LOOKS))
def test_every_text_of_a_chart_is_legible_and_whole(look: Look, page_as: Opener) -> None:
    page = page_as(PATH, look)
    found = page.evaluate(TEXT_CONTRASTS)
    assert len(found) > 100
    assert [(text, round(ratio, 2)) for text, ratio in found if ratio < 4.5] == []
    texts = page.locator("[data-chart] .annotation-text, [data-chart] .xtick text, [data-chart] .ytick text")
    assert texts.evaluate_all(OUTSIDE) == []


def test_a_link_leads_to_each_part_of_the_page_by_keyboard_and_the_filters_still_work(page_as: Opener) -> None:
    page = page_as(PATH)
    links = page.locator(".page-parts a")
    expect(links).to_have_count(len(SECTIONS))
    page.evaluate("window.here = true")
    for link in links.all():
        link.focus()
        page.keyboard.press("Enter")
        wait_until_ready(page)
        heading = page.locator("h2:focus")
        expect(heading).to_have_text(link.inner_text())
        expect(heading).to_be_in_viewport()
        covered = heading.evaluate("(one) => one.getBoundingClientRect().top < 56")
        assert covered is False
    page.locator("#shell-filter-q").fill("EMINONU")
    page.keyboard.press("Enter")
    wait_until_ready(page)
    assert names(page, "steps") == ["Eminönü Belediyesi"]
    assert page.evaluate("window.here")


def test_own_filters_narrow_what_hangs_on_partnerships_and_a_name_leads_to_its_partner(page_as: Opener) -> None:
    page = page_as(f"{PATH}?on={DAY}")
    every = names(page, "steps")
    seats = page.locator('[data-kpi="partnerships.seats_filled"]').get_attribute("data-value")
    page.locator("details[data-filter=dormant] > summary").click()
    page.get_by_label("Yalnızca durgun olanlar").click()
    wait_until_ready(page)
    assert "dormant=yes" in page.url
    expect(page.locator("#shell-chips li")).to_contain_text("Yalnızca durgun olanlar")
    asleep = names(page, "steps")
    assert 0 < len(asleep) < len(every)
    assert card(page, "steps").locator("tbody .st", has_text="Durgun").count() == len(asleep)
    assert page.locator('[data-kpi="partnerships.seats_filled"]').get_attribute("data-value") == seats
    card(page, "steps").locator("tbody th a").first.click()
    wait_until_ready(page)
    assert page.url.partition("?")[0].rpartition("/")[0].endswith(PATH)
    assert "dormant" not in page.url
    assert f"on={DAY}" in page.url
    expect(page.locator("h1")).to_have_text(asleep[0])


def test_headings_sort_and_the_next_page_holds_the_rest(page_as: Opener) -> None:
    page = page_as(f"{PATH}?on={DAY}")
    card(page, "steps").locator("thead a", has_text="Son hareketten beri").click()
    wait_until_ready(page)
    assert "steps.sort=-days_since" in page.url
    expect(card(page, "steps").locator("th[aria-sort=descending]")).to_have_count(1)
    days = (
        card(page, "steps")
        .locator("tbody tr")
        .evaluate_all("(all) => all.map((row) => +row.querySelector('td[data-value]').dataset.value)")
    )
    assert days == sorted(days, reverse=True)
    first = names(page, "commitment_list")
    following = page.locator(".pager a", has_text="Sonraki sayfa")
    following.focus()
    page.keyboard.press("Enter")
    wait_until_ready(page)
    assert "commitment_list.page=2" in page.url
    assert len(first) + len(names(page, "commitment_list")) == len(rows("commitments"))
    page.go_back()
    wait_until_ready(page)
    assert names(page, "commitment_list") == first
