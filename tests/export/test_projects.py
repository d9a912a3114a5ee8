"""Every table of the pool can be taken away, whole and in the order asked for, as a second computation gives it."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from dashboard.export.projects import SHOWN
from dashboard.figures.table import Table
from tests.conftest import Server
from tests.pooled_app import PooledApp, open_pools

SEEDS = range(6)
CHARTS = [chart.removeprefix("projects.") for chart in SHOWN]


@pytest.fixture(scope="module")
def pools(postgres: Server, migrated: str) -> Iterator[PooledApp]:
    """Give the app, signed in as admin."""
    copy = postgres.create("pooled_exports", migrated)
    yield open_pools(copy)
    postgres.drop(copy)


def take(pools: PooledApp, chart: str, ending: str, search: str) -> bytes:
    answer = pools.app.http.get(f"/export/projects/{chart}.{ending}{search}")
    assert answer.status_code == 200
    data: bytes = answer.data
    return data


def machine_rows(data: bytes) -> list[list[str]]:
    """Give the head and the rows of a file for programs."""
    return [line for line in csv.reader(StringIO(data.decode())) if not line[0].startswith("#")]


def same(found: str, expected: object) -> bool:
    """Compare a cell of a file for programs with an exact one."""
    if expected is None:
        return found == ""
    if isinstance(expected, int | float | Decimal):
        return Decimal(found) == Decimal(str(expected))
    return found.lstrip("'") == (expected.isoformat() if isinstance(expected, date) else expected)


def unlike(found: list[list[str]], table: Table) -> list[tuple[list[str], object]]:
    """Give the rows that differ."""
    pairs = zip(found, table.rows, strict=True)
    return [
        (one, row) for one, row in pairs if not all(same(cell, exact) for cell, exact in zip(one, row, strict=True))
    ]


@pytest.mark.parametrize("measure", ["count", "budget"])
@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_file_for_programs_holds_the_table_of_a_second_computation(
    pools: PooledApp, seed: int, chart: str, measure: str
) -> None:
    search, question = pools.question(seed)
    table = pools.table(chart, question, measure)
    head, *rows = machine_rows(take(pools, chart, "csv", f"{search}&stages={measure}&csv=machine"))
    assert head == [column.key for column in table.columns]
    assert unlike(rows, table) == []


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_workbook_holds_numbers_days_and_text_of_the_same_table(pools: PooledApp, seed: int, chart: str) -> None:
    search, question = pools.question(seed)
    table = pools.table(chart, question)
    page: Any = load_workbook(BytesIO(take(pools, chart, "xlsx", search))).active
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    head = rows.index([column.label for column in table.columns])
    for found, row in zip(rows[head + 1 :], table.rows, strict=True):
        for cell, expected in zip(found, row, strict=True):
            told = cell.date() if isinstance(cell, datetime) else cell
            if isinstance(expected, int | float | Decimal):
                # A workbook keeps sixteen digits.
                assert told == pytest.approx(float(expected), rel=1e-15)
            else:
                assert (told or None) == (expected or None)


def test_the_file_of_the_list_stands_in_the_order_asked_for_and_is_whole(pools: PooledApp) -> None:
    made = max((one.after for one in pools.made), key=lambda version: len(pools.facts.live(version)["projects"]))
    search = f"?v={made}&on=2024-01-01&list.sort=-code&list.page=2&csv=machine"
    head, *rows = machine_rows(take(pools, "list", "csv", search))
    codes = [row[head.index("code")] for row in rows]
    assert codes == sorted(codes, reverse=True)
    assert len(codes) == pools.show(f"?v={made}&on=2024-01-01")["shell-records"]["data"]


def test_a_file_says_that_weights_are_on_trial(pools: PooledApp) -> None:
    made = max((one.after for one in pools.made), key=lambda version: len(pools.facts.live(version)["criteria"]))
    codes = [row["code"] for row in pools.facts.live(made)["criteria"]]
    trial = ",".join(f"{code}:1" for code in codes)
    told = take(pools, "priority", "csv", f"?v={made}&on=2024-01-01&weights={trial}&stage=idea").decode("utf-8-sig")
    (filters,) = [line for line in told.splitlines() if line.startswith("Filtreler;")]
    assert "Deneme ağırlıkları" in filters
    assert "Aşama: Fikir" in filters
    refused = take(pools, "priority", "csv", f"?v={made}&on=2024-01-01&weights=X:1").decode("utf-8-sig")
    assert "weights=X:1" in refused


def test_the_workbook_of_the_action_plan_has_all_that_a_plan_needs(pools: PooledApp) -> None:
    page: Any = load_workbook(BytesIO(take(pools, "action_plan", "xlsx", "?on=2024-01-01"))).active
    told = {cell.value for row in page.iter_rows() for cell in row}
    wanted = {"Kod", "Proje", "Sıra", "Sorumlu", "Planlanan başlangıç", "Planlanan bitiş", "Bütçe", "Sağlanan fon"}
    assert wanted | {"Fon açığı", "Para birimi", "Aşama", "Öncelik puanı", "İlk planlanan bitiş"} <= told
