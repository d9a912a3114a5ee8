"""Workbooks are read as people keep them, and nothing in one can harm the reader."""

import zipfile
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import Workbook

from dashboard.data.loading import KINDS
from dashboard.data.loading.checks import check_sheet
from dashboard.data.loading.problems import RefusedError
from dashboard.data.loading.recognising import bind, recognise
from dashboard.data.loading.workbooks import read_workbook
from tests.data.loading.own_workbook import workbook
from tests.promised_seconds import seconds_of_children

HEADERS = ["code", "name_tr", "programme_code", "amount", "starts_on"]
Save = Callable[..., Path]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """Give a function that writes a workbook of one sheet and gives its path."""

    def save(*rows: list[object], title: str = "grants") -> Path:
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = title
        for row in rows:
            sheet.append(row)
        book.save(tmp_path / "book.xlsx")
        return tmp_path / "book.xlsx"

    return save


def refusals(path: Path) -> list[str]:
    """Give the reasons for which a workbook is refused."""
    with pytest.raises(RefusedError) as refused:
        read_workbook(path)
    return [problem.key.removeprefix("load.error.") for problem in refused.value.problems]


def rezip(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """Change one part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def test_numbers_and_dates_are_taken_as_the_cells_hold_them(save: Save) -> None:
    path = save(
        HEADERS,
        ["G1", "Bir", "A", 1.234, date(2021, 3, 31)],
        ["G2", "İki", "A", 1500, datetime.combine(date(2021, 4, 1), time())],
    )
    (sheet,) = read_workbook(path)
    checked = check_sheet(KINDS["grants"], bind(sheet, recognise(sheet)))
    assert [p.key for p in checked.errors] == ["load.error.too_precise"]
    assert list(checked.columns["amount"].cells) == ["", "1500"]
    assert list(checked.columns["starts_on"].cells) == ["2021-03-31", "2021-04-01"]


def test_written_and_held_numbers_stand_side_by_side(save: Save) -> None:
    path = save(HEADERS, ["G1", "Bir", "A", 12.5, None], ["G2", "İki", "A", "1.234,50", None])
    (sheet,) = read_workbook(path)
    checked = check_sheet(KINDS["grants"], bind(sheet, recognise(sheet)))
    assert list(checked.columns["amount"].cells) == ["12.5", "1234.5"]


def test_the_dust_of_binary_fractions_is_not_read(save: Save) -> None:
    (sheet,) = read_workbook(save(HEADERS, ["G1", "Bir", "A", 0.1 + 0.2, None]))
    assert check_sheet(KINDS["grants"], bind(sheet, recognise(sheet))).columns["amount"].cells[0] == "0.3"


def test_a_code_that_is_a_number_in_the_cell_is_read_plainly(save: Save) -> None:
    (sheet,) = read_workbook(save(HEADERS, [2021, "Bir", "A", None, None]))
    assert check_sheet(KINDS["grants"], bind(sheet, recognise(sheet))).columns["code"].cells[0] == "2021"


def test_a_title_above_the_header_and_empty_rows_keep_the_row_numbers(save: Save) -> None:
    path = save(["List of grants"], [], HEADERS, ["G1", "Bir", "A"], [], ["G2", "İki", "A"])
    (sheet,) = read_workbook(path)
    assert sheet.rows.tolist() == [4, 6]


def test_a_sheet_without_a_known_header_is_left_out(tmp_path: Path) -> None:
    rows = {"notes": [["notes"], ["call Ayşe"]], "grants": [list(HEADERS), ["G1", "Bir", "A", "", ""]]}
    assert [sheet.name for sheet in read_workbook(workbook(tmp_path / "book.xlsx", rows))] == ["grants"]


def test_a_formula_without_a_value_is_refused_with_its_cell(save: Save) -> None:
    assert refusals(save(HEADERS, ["G1", "Bir", "A", "=1+1", None])) == ["formula_without_value"]


def test_a_cell_in_the_last_row_is_refused_at_once(save: Save) -> None:
    path = save(HEADERS, ["G1", "Bir", "A", 1, None])
    rezip(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<row r="2"', b'<row r="1048576"'))
    before = seconds_of_children()
    assert refusals(path) == ["rows_far_apart"]
    assert seconds_of_children() - before < 2


def test_an_entity_is_refused(save: Save) -> None:
    path = save(HEADERS)
    bomb = b'<!DOCTYPE a [<!ENTITY b "lol">]>'
    rezip(path, "xl/workbook.xml", lambda xml: bomb + xml)
    assert refusals(path) == ["unsafe_xml"]


def test_a_part_that_unpacks_without_end_is_refused(save: Save) -> None:
    path = rezip(save(HEADERS), "xl/styles.xml", lambda xml: xml + b" " * 6_000_000)
    assert refusals(path) == ["unpacks_too_far"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"no workbook at all"])
def test_what_is_no_workbook_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "book.xlsx"
    path.write_bytes(content)
    assert refusals(path) == ["not_workbook"]


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("hello.txt", "hello")
    assert refusals(path) == ["not_workbook"]


def test_a_sheet_that_breaks_off_is_refused(save: Save) -> None:
    path = rezip(save(HEADERS, ["G1", "Bir", "A", 1, None]), "xl/worksheets/sheet1.xml", lambda xml: xml[:-40])
    assert refusals(path) == ["broken_sheet"]


def test_a_header_twice_is_refused(save: Save) -> None:
    assert refusals(save([*HEADERS, "code"], ["G1", "Bir", "A", 1, None, "G2"])) == ["header_twice"]
