"""Every World Bank project in Türkiye has its page: its stage, both closing dates, its amount, its link to the Bank."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard import formats
from dashboard.components.markup import walk
from dashboard.data.loading import load_files
from tests.conftest import Server
from tests.project_app import ADMIN, ProjectApp, open_projects, state, words
from tests.real_data.test_world_bank import MOVED, rows_of

TODAY = "?on=2025-04-01"
STAGES = {"Pipeline": "Ön elemeden geçti", "Active": "Yürütülüyor", "Closed": "Kapandı", "Dropped": "Reddedildi"}


@pytest.fixture(scope="module")
def app(postgres: Server, migrated: str, list_2024: Path, list_2025: Path) -> Iterator[ProjectApp]:
    """Give the app over both lists, the later one superseding the earlier."""
    copy = postgres.create("world_bank_project", migrated)
    load_files(copy.engines, [list_2024], mapping="world_bank")
    load_files(copy.engines, [list_2025], mapping="world_bank", supersede=True)
    yield open_projects(copy, ADMIN)
    postgres.drop(copy)


@pytest.fixture(scope="module")
def earlier(postgres: Server, migrated: str, list_2024: Path) -> Iterator[ProjectApp]:
    """Give the app over the earlier list, which names the pages of the Bank."""
    copy = postgres.create("world_bank_earlier", migrated)
    load_files(copy.engines, [list_2024], mapping="world_bank")
    yield open_projects(copy, ADMIN)
    postgres.drop(copy)


def facts(answer: dict[str, dict[str, Any]]) -> str:
    """Give the words of the card that opens the page."""
    return words(answer["project-facts"]["tree"][0])


def test_every_project_has_its_page(app: ProjectApp, list_2025: Path) -> None:
    rows = rows_of(list_2025)
    assert len(rows) == 403
    for code, row in rows.items():
        answer = app.show(code, TODAY)
        told, ends = facts(answer), row["cd"]
        assert told.startswith(STAGES[row["status"]])
        assert code in told
        assert not ends or f"{date.fromisoformat(ends):%d.%m.%Y}" in told, code
        assert "error" not in {state(answer, chart) for chart in ("stages", "milestones", "funding", "documents")}


def test_a_closing_date_that_moved_stands_beside_the_first_one(app: ProjectApp) -> None:
    for code, dates in MOVED.items():
        before, after = map(date.fromisoformat, dates)
        told = facts(app.show(code, TODAY))
        assert f"İlk planlanan bitiş {before:%d.%m.%Y} Güncel bitiş {after:%d.%m.%Y}" in told
        assert f"İlk plandan {formats.whole((after - before).days)} gün sonra" in told


def test_the_link_to_the_bank_leads_out(earlier: ProjectApp, list_2024: Path) -> None:
    for code in list(rows_of(list_2024))[:20]:
        nodes = walk(earlier.show(code, "?on=2024-09-01")["project-facts"]["tree"])
        links: list[Any] = [node["props"] for node in nodes if node["type"] == "A"]
        assert [(code in link["href"], link["href"][:4], link["rel"]) for link in links] == [
            (True, "http", "noopener noreferrer external")
        ]
