"""Every table of partnerships can be taken away, whole and in the order asked for, as a second computation gives it."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from dashboard.export.partnerships import SHOWN
from dashboard.figures.table import Table
from tests.conftest import Server
from tests.partnered_app import PartneredApp, open_partnerships

SEEDS = range(4)
CHARTS = [chart.removeprefix("partnerships.") for chart in SHOWN]


@pytest.fixture(scope="module")
def partnered(postgres: Server, migrated: str) -> Iterator[PartneredApp]:
    """Give the app, signed in as admin."""
    copy = postgres.create("partnered_exports", migrated)
    yield open_partnerships(copy)
    postgres.drop(copy)


def take(partnered: PartneredApp, chart: str, ending: str, search: str) -> bytes:
    answer = partnered.app.http.get(f"/export/partnerships/{chart}.{ending}{search}")
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


@pytest.mark.parametrize("chart", CHARTS)
@pytest.mark.parametrize("seed", SEEDS)
def test_a_file_for_programs_holds_the_table_of_a_second_computation(
    partnered: PartneredApp, seed: int, chart: str
) -> None:
    search, question = partnered.question(seed)
    table = partnered.table(chart, question)
    head, *rows = machine_rows(take(partnered, chart, "csv", f"{search}&csv=machine"))
    assert head == [column.key for column in table.columns]
    assert unlike(rows, table) == []


@pytest.mark.parametrize("chart", CHARTS)
def test_a_workbook_holds_numbers_days_and_text_of_the_same_table(partnered: PartneredApp, chart: str) -> None:
    search, question = partnered.question(1)
    table = partnered.table(chart, question)
    page: Any = load_workbook(BytesIO(take(partnered, chart, "xlsx", search))).active
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


def test_the_file_of_the_steps_stands_in_the_order_asked_for_is_whole_and_writes_days(partnered: PartneredApp) -> None:
    search = partnered.fullest()
    head, *rows = machine_rows(take(partnered, "steps", "csv", f"{search}&steps.sort=-code&steps.page=2&csv=machine"))
    codes = [row[head.index("code")] for row in rows]
    assert codes == sorted(codes, reverse=True)
    assert len(codes) == partnered.show(search)["shell-records"]["data"]
    people = take(partnered, "steps", "csv", search).decode("utf-8-sig").splitlines()
    days = {row[head.index("protocol")] for row in rows} - {""}
    assert days
    for day in days:
        year, month, number = day.split("-")
        assert any(f";{number}.{month}.{year};" in line for line in people)


def test_a_file_names_the_filters_of_the_page_and_what_could_not_be_used(partnered: PartneredApp) -> None:
    search = f"{partnered.fullest()}&step=contact&status=none&dormant=yes&q=belediye&country=XX"
    told = take(partnered, "commitments", "csv", search).decode("utf-8-sig")
    (filters,) = [line for line in told.splitlines() if line.startswith("Filtreler;")]
    for words in ("En ileri adım: İlk temas", "Protokol durumu: Protokol yok", "Yalnızca durgun olanlar"):
        assert words in filters
    assert "Ortaklarda ara: belediye" in filters
    assert "country=XX" in told
