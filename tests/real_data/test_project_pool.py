"""All World Bank projects in Türkiye browse well: 403 rows, sorted, searched, page by page, with both closing dates."""

import csv
import unicodedata
from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from dashboard.access import accounts
from dashboard.app import create_app
from dashboard.components.markup import text_of, walk
from dashboard.data.loading import load_files
from dashboard.data.loading.mappings.world_bank import day
from tests.conftest import Server
from tests.reached_app import PASSWORD, ReachedApp, sign_in
from tests.real_data.test_world_bank import MOVED

STAGES = {"Pipeline": "screened", "Active": "running", "Closed": "closed", "Dropped": "rejected"}
TODAY = "on=2025-04-01"
ROWS, A_PAGE = 403, 50


@pytest.fixture(scope="module")
def app(postgres: Server, migrated: str, list_2024: Path, list_2025: Path) -> Iterator[ReachedApp]:
    """Give the app over both lists, the later one superseding the earlier, signed in as admin."""
    copy = postgres.create("world_bank_page", migrated)
    load_files(copy.engines, [list_2024], mapping="world_bank")
    load_files(copy.engines, [list_2025], mapping="world_bank", supersede=True)
    with copy.engines.writer.begin() as connection:
        accounts.create_account(connection, "admin", "admin", actor="test", password=PASSWORD)
    dash = create_app(copy.settings, copy.engines)
    http = dash.server.test_client()
    sign_in(http, "admin")
    yield ReachedApp(dash, copy, None, http)  # type: ignore[arg-type]  # Nobody was reached here.
    postgres.drop(copy)


@pytest.fixture(scope="module")
def rows(list_2025: Path) -> dict[str, dict[str, str]]:
    """Give the later list by project, read without any code of the product."""
    with list_2025.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def show(app: ReachedApp, search: str = "") -> dict[str, dict[str, Any]]:
    return app.show(f"?{TODAY}{search}", "projects")


def taken(app: ReachedApp, chart: str, search: str = "") -> list[dict[str, str]]:
    """Give the rows of a chart's file for programs."""
    answer = app.http.get(f"/export/projects/{chart}.csv?{TODAY}&csv=machine{search}")
    lines = [line for line in answer.get_data(as_text=True).splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


def codes_on(answer: dict[str, dict[str, Any]]) -> list[str]:
    """Give the codes of the projects on the page of the list, as their links have them."""
    table = answer["projects-list-instead"]["tree"]
    cells = [node for node in walk(table) if node["props"].get("scope") == "row"]  # type: ignore[attr-defined]
    hrefs = [str(node["props"]["href"]) for cell in cells for node in walk(cell) if node["type"] == "A"]  # type: ignore[index]
    return [href.removeprefix("/projects/").partition("?")[0] for href in hrefs]


def browse(app: ReachedApp, search: str) -> list[str]:
    """Turn every page of the list."""
    pages = -(-ROWS // A_PAGE)
    return [code for number in range(1, pages + 1) for code in codes_on(show(app, f"{search}&list.page={number}"))]


def folded(text: str) -> str:
    """Give what a search compares, written a second time."""
    small = text.replace("İ", "i").replace("I", "ı").lower().replace("ı", "i")
    return "".join(letter for letter in unicodedata.normalize("NFKD", small) if not unicodedata.combining(letter))


def test_every_project_stands_on_one_page_of_the_list(app: ReachedApp, rows: dict[str, dict[str, str]]) -> None:
    answer = show(app)
    assert answer["shell-records"]["data"] == len(rows) == ROWS
    assert text_of(answer["projects-list-pages"]["tree"]).endswith("Sonraki sayfa")
    assert "toplam 403" in text_of(answer["projects-list-pages"]["tree"])
    assert browse(app, "") == sorted(rows)


def test_stages_are_those_of_the_mapping(app: ReachedApp, rows: dict[str, dict[str, str]]) -> None:
    expected = Counter(STAGES[row["status"]] for row in rows.values())
    found = {row["stage"]: int(row["projects"]) for row in taken(app, "by_stage")}
    assert {stage: count for stage, count in found.items() if count} == dict(expected)
    drawn = show(app)["projects-by_stage-graph"]["figure"]["data"]
    bars = {code: count for trace in drawn for code, count in zip(trace["y"], trace["x"], strict=True)}
    assert bars == found


@pytest.mark.parametrize("order", ["", "-"])
def test_the_list_sorts_by_name_and_by_closing_date(
    app: ReachedApp, rows: dict[str, dict[str, str]], order: str
) -> None:
    by_name = browse(app, f"&list.sort={order}name")
    assert sorted(by_name) == sorted(rows)
    first = [folded(rows[code]["project_name"])[:1] for code in by_name]
    assert first == sorted(first, reverse=bool(order))
    ends = {row["code"]: row["ends_on"] for row in taken(app, "list")}
    shown = [ends[code] for code in browse(app, f"&list.sort={order}ends_on")]
    known = [end for end in shown if end]
    assert known == sorted(known, reverse=bool(order))
    assert shown == known + [""] * (ROWS - len(known))


def test_budgets_sort_within_their_currency(app: ReachedApp, rows: dict[str, dict[str, str]]) -> None:
    costs = {code: Decimal(row["curr_project_cost"].replace(",", "") or 0) for code, row in rows.items()}
    found = [row for row in taken(app, "list", "&list.sort=-budget") if row["budget"]]
    assert {row["currency"] for row in found} == {"USD"}
    budgets = [Decimal(row["budget"]) for row in found]
    assert budgets == sorted(budgets, reverse=True)
    assert {row["code"]: Decimal(row["budget"]) for row in found} == {
        code: cost for code, cost in costs.items() if cost
    }


@pytest.mark.parametrize("typed", ["TÜRKİYE", "turkiye", "İSTANBUL", "istanbul", "izmir", "IZMIR", "şehir", "P171489"])
def test_a_search_folds_turkish_letters(app: ReachedApp, rows: dict[str, dict[str, str]], typed: str) -> None:
    expected = {
        code
        for code, row in rows.items()
        if folded(typed) in folded(f"{code} {row['project_name']} {row['impagency']}")
    }
    found = {row["code"] for row in taken(app, "list", f"&q={typed}")}
    assert found == expected
    assert show(app, f"&q={typed}")["shell-records"]["data"] == len(expected)


def test_a_closing_date_that_moved_is_shown_beside_the_first_one(app: ReachedApp) -> None:
    listed = taken(app, "list")
    moved = {
        row["code"]: (row["original_ends_on"], row["ends_on"])
        for row in listed
        if row["original_ends_on"] != row["ends_on"]
    }
    assert moved == MOVED
    assert date.fromisoformat(moved["P158418"][1]) == date(2028, 12, 31)
    answer = show(app, "&q=P158418")
    cells = [text_of(node) for node in walk(answer["projects-list-instead"]["tree"]) if node["type"] == "Td"]
    assert {"27.02.2026", "31.12.2028"} <= set(cells)


def test_dates_of_the_list_are_those_of_the_page(app: ReachedApp, rows: dict[str, dict[str, str]]) -> None:
    shown = {row["code"]: row["starts_on"] for row in taken(app, "list")}
    assert shown == {code: row["boardapprovaldate"] and day(row["boardapprovaldate"]) for code, row in rows.items()}


def test_a_filter_by_stage_narrows_the_list_and_keeps_its_order(
    app: ReachedApp, rows: dict[str, dict[str, str]]
) -> None:
    active = sorted(code for code, row in rows.items() if row["status"] == "Active")
    assert codes_on(show(app, "&stage=running")) == active[:A_PAGE]
    last = -(-len(active) // A_PAGE)
    assert codes_on(show(app, f"&stage=running&list.page={last}")) == active[(last - 1) * A_PAGE :]
