"""Geri bildirim in a browser: figures as the rows give them, own filter and choice, and every text legible."""

from datetime import date
from functools import cache
from statistics import median

import pytest
from playwright.sync_api import Locator, Page, expect

from dashboard.data.demo.feedback import feedback_rows
from dashboard.data.demo.reach import reach_rows
from dashboard.export.feedback import SHOWN
from dashboard.pages.feedback import SECTIONS
from tests.browser.axe import violations
from tests.browser.conftest import PROJECT, Look, Opener, sampled, wait_until_ready
from tests.browser.test_charts import TEXT_CONTRASTS
from tests.browser.test_projects import OUTSIDE
from tests.conftest import DEMO_ROWS
from tests.data.demo.made_feedback import DAYS_OF, WAITING_TYPES, Row, is_sensitive, limit_of

PATH = "/feedback"
DAY = "2026-10-31"
YEAR = "2025"
TABLES = "&".join(f"view.{chart}=table" for chart in SHOWN)
LOOKS = [Look(), Look(lang="ar", theme="dark", width=360)]
MONTHS_OF_TOPICS = """() => document.querySelector('[data-chart="feedback.topics"] .js-plotly-plot')._fullLayout
  .xaxis.ticktext.length"""


def card(page: Page, chart: str) -> Locator:
    """Give the card of a chart."""
    return page.locator(f'[data-chart="feedback.{chart}"]')


def shown(page: Page, name: str = "feedback") -> dict[str, str]:
    """Give the key figures of a page as it has them, exactly."""
    cards = page.locator("[data-kpi]").evaluate_all("(all) => all.map((one) => [one.dataset.kpi, one.dataset.value])")
    return {kpi.removeprefix(f"{name}."): value for kpi, value in cards}


@cache
def records() -> list[Row]:
    """Give the records of people reached of the example in the browser."""
    return [{str(k): str(v) for k, v in row.items()} for row in reach_rows(DEMO_ROWS).to_dict("records")]


@cache
def countable() -> list[Row]:
    """Give the cases of the example that everybody may count."""
    rows = feedback_rows(reach_rows(DEMO_ROWS)).to_dict("records")
    told = [{str(name): str(value) for name, value in row.items()} for row in rows]
    return [row for row in told if not is_sensitive(row)]


def cases_of(year: str = "", project: str = "") -> list[Row]:
    """Give those of a year or a project."""
    return [
        row
        for row in countable()
        if row["received_on"].startswith(year) and (not project or row["project_code"] == project)
    ]


def in_time(cases: list[Row]) -> float:
    """Give the share answered by the limit, of the cases that need an answer and have one or are past their limit."""
    assert {case["priority"] for case in cases} <= DAYS_OF.keys()
    needing = [c for c in cases if (c["needs_answer"] or ("yes" if c["type"] in WAITING_TYPES else "no")) == "yes"]
    answered = [case for case in needing if case["first_response_on"]]
    passed = [c for c in needing if not c["first_response_on"] and limit_of(c) < date.fromisoformat(DAY)]
    good = [case for case in answered if date.fromisoformat(case["first_response_on"]) <= limit_of(case)]
    return len(good) / (len(answered) + len(passed))


def test_the_key_figures_are_those_of_the_rows_on_every_page_that_shows_them(page_as: Opener) -> None:
    cases = cases_of(YEAR)
    page = page_as(f"{PATH}?period={YEAR}&on={DAY}")
    found = shown(page)
    contacts = sum(
        int(row["contacts"]) for row in records() if row["directness"] == "direct" and row["date"].startswith(YEAR)
    )
    rated = [int(case["rating"]) for case in cases if case["rating"]]
    assert found["received"] == str(len(cases))
    assert found["open"] == str(len([case for case in cases if not case["closed_on"]]))
    assert float(found["answered_in_time"]) == pytest.approx(in_time(cases))
    assert float(found["per_1000_contacts"]) == pytest.approx(1000 * len(cases) / contacts)
    assert float(found["satisfaction"]) == pytest.approx(len([one for one in rated if one >= 4]) / len(rated))
    days = [
        (date.fromisoformat(case["first_response_on"]) - date.fromisoformat(case["received_on"])).days
        for case in cases
        if case["first_response_on"] and case["type"] in WAITING_TYPES
    ]
    assert float(found["median_response_days"]) == pytest.approx(median(days), abs=1)
    page.goto(page.url.replace(PATH, "/"))
    wait_until_ready(page)
    assert shown(page, "overview")["feedback_in_time"] == found["answered_in_time"]
    page.locator('[data-kpi="overview.feedback_in_time"] dt a').click()
    wait_until_ready(page)
    assert shown(page) == found
    page.goto(f"{page.url.partition('/feedback')[0]}/projects/{PROJECT}?on={DAY}&lang=tr")
    wait_until_ready(page)
    own = cases_of(project=PROJECT)
    assert float(shown(page, "project")["feedback_in_time"]) == pytest.approx(in_time(own))
    expect(page.locator('[data-chart="project.feedback"] h3')).to_contain_text(f"Alınan bildirim: {len(own)}")


def test_the_filter_of_types_the_table_and_what_stands_beside_write_the_address(page_as: Opener) -> None:
    page = page_as(f"{PATH}?period={YEAR}&on={DAY}")
    links = page.locator(".page-parts a")
    expect(links).to_have_count(len(SECTIONS))
    links.nth(1).click()
    expect(page.locator("h2:focus")).to_have_text(links.nth(1).inner_text())
    page.locator("details[data-filter=type] > summary").click()
    page.locator("details[data-filter=type]").get_by_label("Şikâyet").click()
    wait_until_ready(page)
    assert "type=complaint" in page.url
    expect(page.locator("#shell-chips li")).to_contain_text(["Dönem: 2025", "Bildirim türü: Şikâyet"])
    complaints = [case for case in cases_of(YEAR) if case["type"] == "complaint"]
    assert shown(page)["received"] == str(len(complaints))
    card(page, "by_month").get_by_label("Tablo").check(force=True)
    wait_until_ready(page)
    cells = (
        card(page, "by_month")
        .locator("tbody tr td[data-value]:nth-last-child(2)")
        .evaluate_all("(all) => all.map((one) => Number(one.dataset.value))")
    )
    assert cells == [len([c for c in complaints if int(c["received_on"][5:7]) == month]) for month in range(1, 13)]
    list_of = page.get_by_label("Geri bildirimin yanında gösterilecek")
    asked = list_of.locator("optgroup").last.locator("option").first
    code, name = asked.get_attribute("value") or "", asked.inner_text()
    list_of.focus()
    list_of.select_option(code)
    wait_until_ready(page)
    assert f"beside={code}" in page.url
    expect(card(page, "beside_results").locator("h3")).to_contain_text(name[:20])
    expect(list_of).to_be_focused()
    page.go_back()
    wait_until_ready(page)
    expect(list_of).to_have_value("")
    page.locator("#shell-chips button", has_text="Şikâyet").click()
    wait_until_ready(page)
    assert "type=" not in page.url
    assert shown(page)["received"] == str(len(cases_of(YEAR)))


@pytest.mark.parametrize("look", sampled([*LOOKS, Look(theme="dark"), Look(lang="en", width=360)], LOOKS))
def test_every_text_is_legible_and_whole_and_axe_finds_nothing_in_tables_and_folds(look: Look, page_as: Opener) -> None:
    page = page_as(PATH, look)
    found = page.evaluate(TEXT_CONTRASTS)
    assert len(found) > 100
    assert [(text, round(ratio, 2)) for text, ratio in found if ratio < 4.5] == []
    texts = page.locator("[data-chart] .annotation-text, [data-chart] .xtick text, [data-chart] .ytick text")
    assert texts.evaluate_all(OUTSIDE) == []
    assert (page.evaluate(MONTHS_OF_TOPICS) == 4) is (look.width < 640)
    if look in LOOKS:
        page.goto(f"{page.url}&{TABLES}")
        wait_until_ready(page)
        assert page.locator("[data-table]").count() == len(SHOWN)
        page.evaluate("document.querySelectorAll('main details').forEach((fold) => { fold.open = true; })")
        assert violations(page) == []
