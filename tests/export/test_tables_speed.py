"""What a workbook costs: little more than what its library costs, and 100,000 rows in ten seconds of one core."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from time import process_time
from zipfile import ZipFile

import pytest
import xlsxwriter

from dashboard.export.tables import Sheet, workbook
from dashboard.figures.table import Column, Table

COLUMNS = (
    Column("place_code", "Kod", "code"),
    Column("name", "Yer", "text"),
    Column("month", "Ay", "month"),
    Column("people", "Yeni kişi"),
    Column("contacts", "Hizmet teması"),
    Column("share", "Pay", "share"),
    Column("amount", "Tutar", "money"),
    Column("currency", "Para birimi", "text"),
    Column("state", "Durum", "state"),
    Column("day", "Gün", "day"),
)


def table(rows: int) -> Table:
    """Give a table of ten columns of every kind."""
    every = range(rows)
    return Table.of(
        COLUMNS,
        [f"TR-{row % 81:02d}" for row in every],
        [f"Yer {row}" for row in every],
        [date(2018 + row % 9, 1 + row % 12, 1) for row in every],
        every,
        [row * 3 for row in every],
        [row / rows for row in every],
        [Decimal(row) / 4 for row in every],
        ["EUR"] * rows,
        ["missing" if row % 7 == 0 else "value" for row in every],
        [date(2021, 3, 1 + row % 28) for row in every],
    )


def bare(rows: int) -> bytes:
    """Write the same cells with the library alone."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True}) as book:
        page, form = book.add_worksheet(), book.add_format({"num_format": "0.0"})
        for row, cells in enumerate(table(rows).rows):
            for at, cell in enumerate(cells):
                if isinstance(cell, str):
                    page.write_string(row, at, cell)
                elif isinstance(cell, date):
                    page.write_datetime(row, at, cell, form)
                else:
                    page.write_number(row, at, cell, form)
    return file.getvalue()


def cost(make: Callable[[], object]) -> float:
    """Give the seconds of this process alone, the better of two runs; other work on the machine does not count."""
    found = []
    for _ in range(2):
        before = process_time()
        make()
        found.append(process_time() - before)
    return min(found)


def test_a_workbook_costs_little_more_than_its_cells() -> None:
    sheet = Sheet("Deneme", (), table(2000))
    assert cost(lambda: workbook(sheet)) < 2 * cost(lambda: bare(2000))


def test_the_cost_of_a_workbook_grows_with_its_rows_and_no_faster() -> None:
    few, many = Sheet("Deneme", (), table(1000)), Sheet("Deneme", (), table(4000))
    assert cost(lambda: workbook(many)) < 7 * cost(lambda: workbook(few))


@pytest.mark.exhaustive
def test_a_hundred_thousand_rows_take_ten_seconds_at_most() -> None:
    sheet = Sheet("Deneme", (), table(100_000))
    before = process_time()
    content = workbook(sheet)
    assert process_time() - before < 10
    with ZipFile(BytesIO(content)) as book:
        assert book.read("xl/worksheets/sheet1.xml").count(b"<row ") == 100_002
