"""Every table of the timeline can be taken away: numbers as numbers, what is missing empty and never 0."""

import csv
from datetime import datetime
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook
from openpyxl.cell import Cell

from dashboard.address import parse_address
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, resolve_filters
from dashboard.export.timeline import EXPORTS, QUESTIONS, SHOWN
from dashboard.export.timeline_filters import own_filters
from dashboard.figures.table import Table
from dashboard.pages.timeline import EXTRA
from tests.conftest import Database
from tests.timeline_app import TimelineApp, on_the_day, open_timeline

CHARTS = [chart.removeprefix("timeline.") for chart in SHOWN]
SEARCH = "?grant=P171489"
EARLY = "?grant=P171489&on=2020-02-15"
"""A day on which no period has ended yet."""


@pytest.fixture(scope="module")
def app(demo_database: Database) -> TimelineApp:
    """Give the app."""
    return open_timeline(demo_database)


def table_of(database: Database, chart: str, search: str) -> Table:
    """Give the table of a chart as made of the answers to its questions."""
    with reading(database.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, parse_address(on_the_day(search), EXTRA), EVERYTHING)
        shown = SHOWN[f"timeline.{chart}"]
        return shown.table({name: QUESTIONS[name](connection, filters) for name in shown.questions})


def sheet_of(app: TimelineApp, chart: str, search: str) -> tuple[list[str], list[dict[str, Cell]]]:
    """Give the labels of a workbook, and its rows by label."""
    answer = app.take(chart, "xlsx", search)
    assert answer.status_code == 200
    page = load_workbook(BytesIO(answer.data)).active
    rows = [row for row in page.iter_rows() if any(cell.value is not None for cell in row)]
    head = next(at for at, row in enumerate(rows) if sum(cell.value is not None for cell in row) > 2)
    labels = [str(cell.value) for cell in rows[head]]
    return labels, [dict(zip(labels, row, strict=True)) for row in rows[head + 1 :]]


@pytest.mark.parametrize("chart", CHARTS)
def test_a_file_for_programs_holds_the_table_cell_by_cell(
    app: TimelineApp, demo_database: Database, chart: str
) -> None:
    table = table_of(demo_database, chart, SEARCH)
    text = app.take(chart, "csv", f"{SEARCH}&csv=machine").get_data(as_text=True)
    head, *rows = [line for line in csv.reader(StringIO(text)) if not line[0].startswith("#")]
    assert head == [column.key for column in table.columns]
    assert len(rows) == len(table.rows)
    for found, row in zip(rows, table.rows, strict=True):
        for text_of_cell, cell in zip(found, row, strict=True):
            assert (text_of_cell == "") == (cell is None or cell == "")
            if isinstance(cell, int | float):
                assert float(text_of_cell) == cell


@pytest.mark.parametrize("chart", CHARTS)
def test_a_chart_can_be_taken_away_where_nothing_is_in_view(app: TimelineApp, chart: str) -> None:
    search = "?programme=IZMIR-BALKAN&grant=DEMO-EU-03"
    assert [app.take(chart, form, search).status_code for form in ("csv", "xlsx")] == [200, 200]


def test_the_workbook_of_the_framework_holds_numbers_and_days(app: TimelineApp) -> None:
    _, rows = sheet_of(app, "framework", SEARCH)
    row = next(row for row in rows if row["Gösterge"].value == "Düzenlenen ortak etkinlik")
    assert (row["Başlangıç"].value, row["Nihai hedef"].value) == (0, 320)
    assert row["İlerleme"].value == pytest.approx(row["Güncel gerçekleşme"].value / 320)
    assert row["İlerleme"].number_format == "0.0%"
    assert row["Güncel gerçekleşme: tarih"].value == datetime(2021, 12, 31)  # noqa: DTZ001  Workbooks know no zone.
    assert row["Başlangıç: durum"].value in {None, ""}


def test_what_is_not_there_is_empty_and_says_why_and_is_never_0(app: TimelineApp) -> None:
    _, rows = sheet_of(app, "framework", EARLY)
    assert rows
    for row in rows:
        assert row["Önceki gerçekleşme"].value is None
        assert row["Güncel gerçekleşme"].value is None
        assert row["Güncel gerçekleşme: durum"].value == "Vadesi gelmedi"
        assert row["İlerleme"].value is None


def test_the_order_of_columns_is_that_of_the_form_and_both_hold_the_same(app: TimelineApp) -> None:
    bank, _ = sheet_of(app, "framework", f"{SEARCH}&form=wb")
    union, _ = sheet_of(app, "framework", f"{SEARCH}&form=eu")
    assert sorted(bank) == sorted(union)
    assert bank.index("Önceki gerçekleşme") < bank.index("Nihai hedef")
    assert union.index("Nihai hedef") < union.index("Güncel gerçekleşme") < union.index("Varsayımlar")


def test_files_name_the_grant_and_the_form_and_what_could_not_be_used(demo_database: Database) -> None:
    with reading(demo_database.engines.reader, EVERYTHING) as connection:
        address = parse_address(f"{SEARCH}&form=eu&form=xx&indicator=NIX", EXTRA)
        own = own_filters(connection, resolve_filters(connection, address, EVERYTHING))
    assert own.told == (
        ("Gösterilen hibe", "Sosyal Hayata Uyumun Desteklenmesi Projesi (P171489)"),
        ("Biçim", "AB mantıksal çerçevesi"),
    )
    assert [(one.name, one.value) for one in own.problems] == [("form", "xx"), ("indicator", "NIX")]
    assert EXPORTS.own is own_filters
