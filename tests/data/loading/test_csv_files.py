"""CSV files are read as they come out of Turkish spreadsheets and of machines."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.data.loading.csv_files import read_csv
from dashboard.data.loading.problems import RefusedError


def cells(path: Path) -> dict[str, list[str]]:
    """Give the cells of a file by header."""
    return {name: list(column.cells) for name, column in read_csv(path)[0].columns.items()}


def refusals(path: Path) -> list[tuple[int, str]]:
    """Give row and reason of everything for which a file is refused."""
    with pytest.raises(RefusedError) as refused:
        read_csv(path)
    return [(problem.row, problem.key) for problem in refused.value.problems]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1254"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_encoding_and_delimiter_are_found_out(write: Callable[..., Path], encoding: str, delimiter: str) -> None:
    content = "\n".join(delimiter.join(row) for row in (("ad", "yer"), ("İğne", "Şanlıurfa"), ("ıhlamur", "Çorum")))
    assert cells(write("a.csv", content, encoding)) == {"ad": ["İğne", "ıhlamur"], "yer": ["Şanlıurfa", "Çorum"]}


def test_every_cell_stays_the_text_it_is(write: Callable[..., Path]) -> None:
    content = 'code,note\n007,NA\n1e5,"a, b"\nTRUE,null'
    assert cells(write("a.csv", content)) == {"code": ["007", "1e5", "TRUE"], "note": ["NA", "a, b", "null"]}


def test_rows_keep_their_numbers_when_empty_ones_are_left_out(write: Callable[..., Path]) -> None:
    sheet = read_csv(write("a.csv", 'a,b\n1,2\n\n,\n"3\n4",5\n6,7'))[0]
    assert sheet.rows.tolist() == [2, 5, 6]
    assert list(sheet.columns["a"].cells) == ["1", "3\n4", "6"]


def test_an_empty_last_column_is_left_out(write: Callable[..., Path]) -> None:
    assert cells(write("a.csv", "a,b,\n1,2,\n3,4,")) == {"a": ["1", "3"], "b": ["2", "4"]}


@pytest.mark.parametrize("row", ["1,2,3", "1,2,3,4"])
def test_a_cell_beyond_the_header_is_refused_with_its_row(write: Callable[..., Path], row: str) -> None:
    assert refusals(write("a.csv", f"a,b\n1,2\n{row}")) == [(3, "load.error.too_many_cells")]


def test_a_header_twice_is_refused(write: Callable[..., Path]) -> None:
    assert refusals(write("a.csv", "a,b,a\n1,2,3")) == [(1, "load.error.header_twice")]


def test_an_empty_file_is_refused(write: Callable[..., Path]) -> None:
    assert refusals(write("a.csv", "")) == [(0, "load.error.empty_file")]


def test_an_open_quote_is_refused(write: Callable[..., Path]) -> None:
    assert refusals(write("a.csv", 'a,b\n1,"2\n3,4')) == [(0, "load.error.not_csv")]


def test_a_quotation_mark_inside_a_cell_is_a_letter(write: Callable[..., Path]) -> None:
    content = 'ad,boru 5" dış,"iki\n""satır"""\n1,2,3\n4,5" iç,6\n7,"8\n","9,""10"""\n'
    assert cells(write("a.csv", content)) == {
        "ad": ["1", "4", "7"],
        'boru 5" dış': ["2", '5" iç', "8\n"],
        'iki\n"satır"': ["3", "6", '9,"10"'],
    }


def test_a_first_row_beyond_the_header_is_refused_though_a_quotation_mark_hides_its_end(
    write: Callable[..., Path],
) -> None:
    assert refusals(write("a.csv", 'ad,tür\nDM-1r",a,b,c\n1,2\n')) == [(2, "load.error.too_many_cells")]


def test_no_cell_is_left_out_by_the_parser_unsaid(write: Callable[..., Path]) -> None:
    path = write("a.csv", "ad,tür\n1,2,3,4\n5,6\n")
    code = (
        "import sys; from pathlib import Path; from dashboard.data.loading import csv_files as c\n"
        "c._refuse_longer = lambda *_: None\n"
        "try: c.read_csv(Path(sys.argv[1]))\n"
        "except c.RefusedError as refusal: print([(p.row, p.key) for p in refusal.problems])"
    )
    told = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[(2, 'load.error.too_many_cells')]"


def test_binary_content_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("a,b\n1,2\n".encode("utf-16"))
    assert refusals(path) == [(0, "load.error.not_text")]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Şanlıurfa Büyükşehir Belediyesi, Çiğli, IĞDIR, ışığı, düğün", "cp1254"),
        ("Δήμος Αθηναίων, Θεσσαλονίκη, προσφύγων", "cp1253"),
        ("بلدية حلب، مركز المجتمع في عنتاب", "cp1256"),
    ],
)
def test_the_code_page_is_told_by_its_letters(tmp_path: Path, text: str, encoding: str) -> None:
    (tmp_path / "a.csv").write_bytes(f"ad;no\n{text};1\n".encode(encoding))
    assert cells(tmp_path / "a.csv") == {"ad": [text], "no": ["1"]}


def test_a_header_without_end_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(",".join(f"k{n}" for n in range(100_000)) + "\n1\n", "utf-8")
    assert refusals(path) == [(1, "load.error.column_far_away")]
    path.write_text("a,b\n" + '"\n' + "x\n" * 600_000, "utf-8")
    assert refusals(path) == [(2, "load.error.line_too_long")]
