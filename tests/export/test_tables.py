"""A file says what it is, keeps every number and every gap, and runs nothing."""

import csv
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

import pandas as pd
import pytest
from openpyxl import load_workbook

from dashboard.export.tables import Sheet, csv_for_machines, csv_for_people, workbook
from dashboard.figures.table import Column, Table
from dashboard.i18n import speaking

FORMULA = '=HYPERLINK("http://example.org";"x")'
TABLE = Table.of(
    [
        Column("place_code", "Kod", "code"),
        Column("name", "Yer", "text"),
        Column("month", "Ay", "month"),
        Column("people", "Yeni kişi"),
        Column("share", "Pay", "share"),
    ],
    ["TR-34", "TR-63", "X", "Y"],
    ["İstanbul", "Şanlıurfa; merkez", FORMULA, "@risk"],
    [date(2021, 3, 1), date(2021, 4, 1), date(2021, 5, 1), date(2021, 6, 1)],
    [1234567, 0, None, 12],
    [1 / 3, 0.5, None, 0.0],
)
SHEET = Sheet("Yeni kişi", (("Kaynak", "Kayıtlar, iki"), ("Filtreler", "İl: İstanbul")), TABLE)


def people_rows() -> list[list[str]]:
    text = csv_for_people(SHEET).decode("utf-8-sig")
    return list(csv.reader(StringIO(text), delimiter=";"))


def test_turkish_excel_opens_the_file_in_columns_with_its_letters() -> None:
    raw = csv_for_people(SHEET)
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == 9
    rows = people_rows()
    assert rows[:4] == [["Yeni kişi"], ["Kaynak", "Kayıtlar, iki"], ["Filtreler", "İl: İstanbul"], []]
    assert rows[4] == ["Kod", "Yer", "Ay", "Yeni kişi", "Pay"]
    assert rows[5] == ["TR-34", "İstanbul", "Mar 2021", "1234567", "%33,3"]
    assert rows[6][1] == "Şanlıurfa; merkez"


def test_a_missing_cell_stays_empty_and_a_zero_stays_zero() -> None:
    rows = people_rows()
    assert rows[6][3] == "0"
    assert rows[7][3:] == ["", ""]
    assert rows[8][4] == "%0,0"


def test_text_never_becomes_a_formula_in_csv() -> None:
    rows = people_rows()
    assert rows[7][1] == f"'{FORMULA}"
    assert rows[8][1] == "'@risk"


def test_programs_read_the_machine_form_back_exactly() -> None:
    raw = csv_for_machines(SHEET)
    assert raw.startswith("# Yeni kişi\r\n# Kaynak: Kayıtlar, iki\r\n".encode())
    frame = pd.read_csv(BytesIO(raw), comment="#")
    assert list(frame.columns) == ["place_code", "name", "month", "people", "share"]
    assert frame["people"].tolist()[:2] == [1234567, 0]
    assert frame["share"].tolist()[0] == 1 / 3
    assert frame["people"].isna().tolist() == [False, False, True, False]
    assert frame["month"][0] == "2021-03-01"


def test_a_line_break_in_an_opening_line_starts_no_row() -> None:
    sheet = Sheet("a\nb", (("c", "d\r\n1,2"),), TABLE)
    assert csv_for_machines(sheet).startswith(b"# a b\r\n# c: d 1,2\r\n")


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
def test_the_workbook_holds_numbers_as_numbers_and_text_as_text(language: str) -> None:
    with speaking(language):
        book = load_workbook(BytesIO(workbook(SHEET)))
    page = book.active
    rows = [list(row) for row in page.iter_rows(values_only=True)]
    assert rows[0][0] == "Yeni kişi"
    assert rows[1][0] == "Kaynak: Kayıtlar, iki"
    assert rows[4] == ["Kod", "Yer", "Ay", "Yeni kişi", "Pay"]
    assert rows[5] == ["TR-34", "İstanbul", datetime(2021, 3, 1), 1234567, 1 / 3]  # noqa: DTZ001  A workbook knows no zone.
    assert rows[6][3] == 0
    assert rows[7][1] == FORMULA
    assert rows[7][3:] == [None, None]
    assert page.cell(8, 2).data_type == "s"
    assert page.freeze_panes == "B6"
    assert bool(page.sheet_view.rightToLeft) is (language == "ar")


AMOUNTS = Table.of(
    [Column("name", "Proje", "text"), Column("currency", "Para birimi", "text"), Column("budget", "Bütçe", "money")],
    ["A", "B", "C"],
    ["TRY", "EUR", "EUR"],
    [Decimal("1234567.50"), Decimal(1000000), None],
)


def test_amounts_keep_every_digit_beside_their_currency_in_every_file() -> None:
    sheet = Sheet("Bütçe", (), AMOUNTS)
    people = list(csv.reader(StringIO(csv_for_people(sheet).decode("utf-8-sig")), delimiter=";"))
    assert people[3:] == [["A", "TRY", "1234567,50"], ["B", "EUR", "1000000"], ["C", "EUR", ""]]
    machine = csv_for_machines(sheet).decode().splitlines()
    assert machine[2:] == ["A,TRY,1234567.50", "B,EUR,1000000", "C,EUR,"]
    page = load_workbook(BytesIO(workbook(sheet))).active
    assert [cell.value for cell in page["C"][3:]] == [1234567.5, 1000000, None]
    assert page["C4"].number_format == "#,##0.00"


def test_a_state_is_a_word_for_people_and_a_code_for_programs_and_its_number_stays_empty() -> None:
    columns = [Column("name", "Ad", "text"), Column("value", "Değer", "number"), Column("state", "Durum", "state")]
    states = ["value", "missing", "not_due"]
    sheet = Sheet("Değerler", (), Table.of(columns, ["A", "B", "C"], [0, None, None], states))
    with speaking("tr"):
        people = list(csv.reader(StringIO(csv_for_people(sheet).decode("utf-8-sig")), delimiter=";"))[-3:]
        page = load_workbook(BytesIO(workbook(sheet))).active
    machine = list(csv.reader(StringIO(csv_for_machines(sheet).decode())))[-3:]
    assert people == [["A", "0", ""], ["B", "", "Veri yok"], ["C", "", "Vadesi gelmedi"]]
    assert machine == [["A", "0", "value"], ["B", "", "missing"], ["C", "", "not_due"]]
    cells = [[cell.value for cell in row] for row in page.iter_rows()][-3:]
    assert cells == [["A", 0, None], ["B", None, "Veri yok"], ["C", None, "Vadesi gelmedi"]]


def test_a_number_shows_a_decimal_sign_only_before_decimals() -> None:
    table = Table.of([Column("name", "Ad", "text"), Column("n", "Değer", "number")], ["A", "B"], [12, 12.5])
    page = load_workbook(BytesIO(workbook(Sheet("Değerler", (), table)))).active
    assert [(cell.value, cell.number_format) for cell in page["B"][-2:]] == [(12, "#,##0"), (12.5, "#,##0.##")]
