"""Every table of feedback can be taken away as a second computation gives it; what is not reached is no number."""

import csv
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

import pytest
from openpyxl import load_workbook

from dashboard.address import parse_address
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, resolve_filters
from dashboard.export.feedback import QUESTIONS, SHOWN
from dashboard.export.tables import Sheet, csv_for_machines, csv_for_people, workbook
from dashboard.figures.feedback.response_times import response_times_table
from dashboard.figures.table import LongerThan, Table
from dashboard.pages.feedback import EXTRA
from tests.conftest import Server
from tests.feedback_app import COLUMNS, FeedbackApp, open_feedback
from tests.figures.feedback_frames import RESPONSES

CHARTS = [chart.removeprefix("feedback.") for chart in SHOWN]


@pytest.fixture(scope="module")
def app(postgres: Server, migrated: str) -> Iterator[FeedbackApp]:
    """Give the app, signed in as admin."""
    copy = postgres.create("feedback_exports", migrated)
    yield open_feedback(copy)
    postgres.drop(copy)


def take(app: FeedbackApp, chart: str, ending: str, search: str) -> bytes:
    answer = app.http.get(f"/export/feedback/{chart}.{ending}{search}")
    assert answer.status_code == 200
    data: bytes = answer.data
    return data


def table_of(app: FeedbackApp, chart: str, search: str) -> Table:
    """Give the table of a chart as made of the answers to its questions."""
    with reading(app.database.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, parse_address(search, EXTRA), EVERYTHING)
        shown = SHOWN[f"feedback.{chart}"]
        return shown.table({name: QUESTIONS[name](connection, filters) for name in shown.questions})


def machine_rows(data: bytes) -> list[list[str]]:
    """Give the head and the rows of a file for programs."""
    return [line for line in csv.reader(StringIO(data.decode())) if not line[0].startswith("#")]


def same(found: str, expected: object) -> bool:
    """Compare a cell of a file for programs with an exact one."""
    if expected is None:
        return found == ""
    if isinstance(expected, LongerThan):
        return found == f">{expected.days}"
    if isinstance(expected, int | float | Decimal):
        return Decimal(found) == Decimal(str(expected))
    return found.lstrip("'") == (expected.isoformat() if isinstance(expected, date) else expected)


def unlike(found: list[list[str]], table: Table) -> list[object]:
    """Give the rows that differ."""
    pairs = zip(found, table.rows, strict=True)
    return [row for one, row in pairs if not all(same(cell, exact) for cell, exact in zip(one, row, strict=True))]


@pytest.mark.parametrize("chart", COLUMNS)
@pytest.mark.parametrize("seed", range(3))
def test_a_file_for_programs_holds_the_table_of_a_second_computation(app: FeedbackApp, seed: int, chart: str) -> None:
    search, question = app.question(seed)
    table = SHOWN[f"feedback.{chart}"].tabulate(app.frame(chart, question))
    head, *rows = machine_rows(take(app, chart, "csv", f"{search}&csv=machine"))
    assert head == [column.key for column in table.columns]
    assert unlike(rows, table) == []


@pytest.mark.parametrize("chart", CHARTS)
def test_every_file_holds_the_rows_of_its_card(app: FeedbackApp, chart: str) -> None:
    search = f"?v={app.told.newest}&on=2022-09-20"
    table = table_of(app, chart, search)
    assert table.rows
    _, *rows = machine_rows(take(app, chart, "csv", f"{search}&csv=machine"))
    assert unlike(rows, table) == []
    page: Any = load_workbook(BytesIO(take(app, chart, "xlsx", search))).active
    cells = [list(row) for row in page.iter_rows(values_only=True)]
    head = cells.index([column.label for column in table.columns])
    for found, row in zip(cells[head + 1 :], table.rows, strict=True):
        for cell, expected in zip(found, row, strict=True):
            told = cell.date() if isinstance(cell, datetime) else cell
            if isinstance(expected, int | float | Decimal):
                # A workbook keeps sixteen digits.
                assert told == pytest.approx(float(expected), rel=1e-15)
            else:
                assert isinstance(expected, LongerThan) or (told or None) == (expected or None)


def test_a_time_that_is_not_reached_is_told_in_every_file() -> None:
    sheet = Sheet("Süreler", (), response_times_table(RESPONSES))
    assert ";> 12;> 12;12;3" in csv_for_people(sheet).decode("utf-8-sig")
    assert ",>12,>12,12,3" in csv_for_machines(sheet).decode()
    page: Any = load_workbook(BytesIO(workbook(sheet))).active
    assert [row[6:8] for row in page.iter_rows(values_only=True)][3] == ("> 12", "> 12")


def test_a_file_names_the_types_and_what_stands_beside_and_what_could_not_be_used(app: FeedbackApp) -> None:
    search = f"?v={app.told.newest}&type=complaint&type=praise"
    told = take(app, "by_month", "csv", search).decode("utf-8-sig")
    (filters,) = [line for line in told.splitlines() if line.startswith("Filtreler;")]
    assert "Bildirim türü: Şikâyet" in filters
    assert "type=praise" in told
    codes = machine_rows(take(app, "beside_results", "csv", f"{search}&csv=machine"))
    assert codes[0][:2] == ["panel", "name"]
