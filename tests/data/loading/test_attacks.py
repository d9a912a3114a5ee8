"""Files made to do harm: refused within two seconds of processor time with file, sheet, row, column and reason."""

import io
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.data.loading.files import read_sheets
from dashboard.data.loading.grids import HOUSE, parse
from dashboard.data.loading.problems import Problem, RefusedError
from dashboard.data.parsing.limits import MOST_PARTS
from tests.data.loading.mess_files import HEADER, IATI, ONE, TWO, book

SECONDS = 2.0
Parts = dict[str, bytes]
SHEET = "xl/worksheets/sheet1.xml"
BODY = IATI.partition("?>")[2]
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))
XINCLUDE = 'xmlns:x="http://www.w3.org/2001/XInclude"'
XML: dict[str, tuple[bytes, str]] = {
    "billion laughs": (f"<!DOCTYPE a [{LAUGHS}]><a>&l9;</a>".encode(), "unsafe_xml"),
    "one long entity many times": (
        f'<!DOCTYPE a [<!ENTITY b "{"x" * 50_000}">]><a>{"&b;" * 50_000}</a>'.encode(),
        "unsafe_xml",
    ),
    "an entity that is a file": (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', "unsafe_xml"),
    "an entity from the network": (b'<!DOCTYPE a [<!ENTITY b SYSTEM "http://127.0.0.1:9/">]><a>&b;</a>', "unsafe_xml"),
    "a parameter entity": (b'<!DOCTYPE a [<!ENTITY % b SYSTEM "file:///etc/passwd"> %b;]><a/>', "unsafe_xml"),
    "rules from elsewhere": (b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>', "unsafe_xml"),
    "a public name": (b'<!DOCTYPE a PUBLIC "-//X//Y" "a.dtd"><a/>', "unsafe_xml"),
    "a document type alone": (f"<!DOCTYPE iati-activities>{BODY}".encode(), "unsafe_xml"),
    "values that are given": (b'<!DOCTYPE a [<!ATTLIST a b CDATA "c">]><a/>', "unsafe_xml"),
    "an entity that holds itself": (b'<!DOCTYPE a [<!ENTITY b "&b;">]><a>&b;</a>', "unsafe_xml"),
    "a document type in UTF-16": ('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'.encode("utf-16"), "unsafe_xml"),
    "a hundred thousand levels": (b"<a>" * 100_000, "unsafe_xml"),
    "ten thousand attributes": (b"<a " + b" ".join(b'b%d="c"' % n for n in range(10_000)) + b"/>", "unsafe_xml"),
    "one endless attribute": (b'<a b="' + b"c" * 30_000_000 + b'"/>', "unsafe_xml"),
    "an encoding that nobody knows": (b'<?xml version="1.0" encoding="utf-7"?><a/>', "not_xml"),
    "a zero byte": (b"<a>\x00</a>", "not_xml"),
    "a file that is included": (
        f'<iati-activities version="2.03"><x:include {XINCLUDE} href="file:///etc/passwd"/></iati-activities>'.encode(),
        "iati_without_results",
    ),
}


def problems(path: Path) -> list[Problem]:
    """Give the reasons for which a file is refused, soon enough."""
    before = [resource.getrusage(who) for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)]
    with pytest.raises(RefusedError) as refused:
        read_sheets(path)
    after = [resource.getrusage(who) for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)]
    spent = sum(b.ru_utime + b.ru_stime - a.ru_utime - a.ru_stime for a, b in zip(before, after, strict=True))
    assert spent < SECONDS
    return list(refused.value.problems)


def where(path: Path) -> list[tuple[str, int, str, str]]:
    """Give sheet, row, column and reason of every problem of a file."""
    return [(p.sheet, p.row, p.column, p.key.removeprefix("load.error.")) for p in problems(path)]


@pytest.mark.parametrize("name", XML)
def test_xml_made_to_harm_is_refused(name: str, tmp_path: Path) -> None:
    content, reason = XML[name]
    (tmp_path / "a.xml").write_bytes(content)
    assert [found[3] for found in where(tmp_path / "a.xml")] == [reason]


@pytest.mark.parametrize("name", [name for name, (_, reason) in XML.items() if reason == "unsafe_xml"])
def test_so_it_is_inside_a_workbook(name: str, tmp_path: Path) -> None:
    path = changed(tmp_path, lambda parts: parts | {SHEET: XML[name][0]})
    assert [found[3] for found in where(path)] in (["unsafe_xml"], ["unpacks_too_far"])


def changed(folder: Path, change: Callable[[Parts], Parts]) -> Path:
    """Write a workbook whose parts were changed."""
    path = book(HEADER, ONE, TWO, title="Mart")(folder)
    with zipfile.ZipFile(path) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in change(parts).items():
            archive.writestr(name, content)
    return path


def sheet(*cells: str) -> Callable[[Parts], Parts]:
    """Give what puts rows in place of those of the sheet."""
    xml = f"<worksheet><sheetData>{''.join(cells)}</sheetData></worksheet>"
    return lambda parts: parts | {SHEET: xml.encode()}


HEAD = "<row r='1'>" + "".join(f"<c t='inlineStr'><is><t>{name}</t></is></c>" for name in HEADER) + "</row>"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (sheet(HEAD, "<row r='1048576'><c r='C1048576'><v>1</v></c></row>"), ("Mart", 1048576, "C", "rows_far_apart")),
        (sheet(HEAD, "<row r='2'><c r='XFD2'><v>1</v></c></row>"), ("Mart", 2, "XFD", "column_far_away")),
        (sheet(HEAD, "<row r='2'><c r='B2' t='s'><v>99999</v></c></row>"), ("Mart", 2, "B", "broken_sheet")),
        (sheet(HEAD, "<row r='2'><c r='B2'><v>one</v></c></row>"), ("Mart", 2, "B", "broken_sheet")),
        (sheet(HEAD, "<row r='2'><c r='B2'><v>1</v></c><c r='A2'/></row>"), ("Mart", 2, "A", "broken_sheet")),
        (sheet(HEAD, "<row r='9'/><row r='9'/>"), ("Mart", 9, "", "broken_sheet")),
        (sheet(HEAD, "<row r='2'><c r='B2'><f>1+1</f></c></row>"), ("Mart", 2, "B", "formula_without_value")),
        (lambda parts: parts | {SHEET: parts[SHEET][:-60]}, ("Mart", 3, "", "broken_sheet")),
        (lambda parts: parts | {"../../etc/passwd": b"x"}, ("", 0, "", "unsafe_names")),
        (lambda parts: parts | {"..\\evil.dll": b"x"}, ("", 0, "", "unsafe_names")),
        (lambda parts: parts | {SHEET.upper(): b"x"}, ("", 0, "", "unsafe_names")),
        (lambda parts: parts | {SHEET: b" " * 100_000_000}, ("", 0, "", "unpacks_too_far")),
        (lambda parts: parts | {f"x{n}": b"" for n in range(MOST_PARTS)}, ("", 0, "", "workbook_too_large")),
        (lambda parts: {k: v for k, v in parts.items() if k != "xl/workbook.xml"}, ("", 0, "", "not_workbook")),
    ],
)
def test_workbooks_made_to_harm_are_refused_with_their_cell(
    change: Callable[[Parts], Parts], found: tuple[str, int, str, str], tmp_path: Path
) -> None:
    assert where(changed(tmp_path, change)) == [found]


def test_the_far_cell_that_kills_other_readers_is_small(tmp_path: Path) -> None:
    path = changed(tmp_path, sheet("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"))
    assert path.stat().st_size < 8_000
    assert where(path)[0][3] == "rows_far_apart"


def test_a_zip_that_lies_about_its_size_gives_no_more_than_it_says(tmp_path: Path) -> None:
    path = changed(tmp_path, lambda parts: parts | {SHEET: parts[SHEET] + b" " * 20_000_000})
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        true = archive.getinfo(SHEET).file_size
    path.write_bytes(content.replace(true.to_bytes(4, "little"), (5_000).to_bytes(4, "little")))
    assert where(path)[0][3] in {"broken_sheet", "not_workbook"}


def test_what_takes_too_long_is_ended_and_the_reader_lives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book(HEADER, *[ONE] * 500)(tmp_path)
    monkeypatch.setattr("dashboard.data.loading.grids.WALL_SECONDS", 0.01)
    assert [found[3] for found in where(path)] == ["too_heavy"]
    monkeypatch.undo()
    assert len(parse("workbook", book(HEADER, ONE)(tmp_path))[0].rows) == 2


@pytest.mark.parametrize(
    "said",
    [
        ["rows", []],
        ["sheet"],
        ["sheet", "a", 0, 1],
        ["refused", 1],
        ["merged", [[1]]],
        [],
        ["done", "done"],
        ["rows", 5],
    ],
)
def test_a_child_that_talks_nonsense_is_not_believed(
    said: list[object], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "dashboard.data.loading.grids._lines", lambda *_: (line for line in (["sheet", "a", False], said, ["end"]))
    )
    assert [found[3] for found in where(book(HEADER, ONE)(tmp_path))] == ["too_heavy"]


def test_the_child_has_little_memory_no_files_and_none_of_our_secrets() -> None:
    code = "import os, resource as r; from dashboard.data.parsing.child import give_up_rights as g; g();"
    code += "print([r.getrlimit(x)[1] for x in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE)], len(os.environ))"
    told = subprocess.run([sys.executable, "-c", code], cwd=HOUSE, env={}, capture_output=True, text=True, check=True)
    assert told.stdout.startswith("[2000000000, 120, 0]")


def test_a_child_that_asks_for_too_much_memory_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    from dashboard.data.parsing import child  # noqa: PLC0415 - it is what is changed

    def greedy(*_: object) -> None:
        raise MemoryError

    monkeypatch.setitem(child.READERS, "workbook", greedy)
    out = io.StringIO()
    child.main("workbook", io.BytesIO(), out)
    assert '["refused","too_heavy"' in out.getvalue()
