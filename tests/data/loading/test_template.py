"""A template is a workbook that somebody fills in and that then loads."""

from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dashboard.data.engine import Engines
from dashboard.data.loading import KINDS, load_files
from dashboard.data.loading.template import write_template
from dashboard.i18n import catalogue


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_a_template_with_turkish_headers_lists_and_a_guide(kind: str, tmp_path: Path) -> None:
    write_template(KINDS[kind], tmp_path / "t.xlsx")
    book = load_workbook(tmp_path / "t.xlsx")
    form, guide, lists = book.worksheets
    assert form.title == catalogue("tr")[f"load.kind.{kind}"]
    assert [cell.value for cell in form[1]] == [catalogue("tr")[one.header_key] for one in KINDS[kind].fields]
    offered = [one for one in KINDS[kind].fields if one.codes or one.type == "flag"]
    assert len(form.data_validations.dataValidation) == len(offered)
    assert lists.sheet_state == "hidden"
    told = {row[1].value: row for row in guide.iter_rows(min_row=5)}
    assert set(told) == {one.name for one in KINDS[kind].fields}
    for one in offered:
        assert all(code in (told[one.name][4].value or "") for code in one.codes)


def test_a_filled_template_loads(programme: Engines, tmp_path: Path) -> None:
    path = tmp_path / "filled.xlsx"
    write_template(KINDS["reach"], path)
    book = load_workbook(path)
    lists = book.worksheets[2]
    chosen = {cell.column: cell.value for cell in lists[1] if cell.value}
    row = ["31.03.2021", "P1", "course", "TR-34", None, None, None, None, 3, 5]
    book.worksheets[0].append([chosen.get(place, value) for place, value in enumerate(row, 1)])
    book.save(path)
    report = load_files(programme, [path])
    assert list(map(str, report.errors)) == []
    assert (report.accepted, report.tables[0].kind) == (1, "reach")


def test_an_empty_template_is_refused(programme: Engines, tmp_path: Path) -> None:
    write_template(KINDS["reach"], tmp_path / "empty.xlsx")
    assert [p.key for p in load_files(programme, [tmp_path / "empty.xlsx"]).errors] == ["load.error.no_rows"]


def test_a_workbook_with_several_kinds_loads_in_one_go(programme: Engines, tmp_path: Path) -> None:
    write_template(KINDS["goals"], tmp_path / "both.xlsx")
    book = load_workbook(tmp_path / "both.xlsx")
    book.worksheets[0].append(["G1", "OTHER", "Amaç", None, None, "Genel amaç", 1])
    links = book.create_sheet("project_goals")
    links.append(["project_code", "goal_code"])
    links.append(["P1", "G1"])
    book.save(tmp_path / "both.xlsx")
    report = load_files(programme, [tmp_path / "both.xlsx"])
    assert list(map(str, report.errors)) == []
    assert [(t.kind, t.source, t.accepted) for t in report.tables] == [
        ("goals", "both.xlsx#goals", 1),
        ("project_goals", "both.xlsx#project_goals", 1),
    ]


def test_text_that_looks_like_a_formula_stays_text(
    programme: Engines, tmp_path: Path, write: Callable[..., Path]
) -> None:
    write_template(KINDS["organisations"], tmp_path / "t.xlsx")
    book = load_workbook(tmp_path / "t.xlsx")
    assert all(cell.data_type != "f" for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    cells = "\n".join(f"O{i},{sign}1+1,other" for i, sign in enumerate("=+-@"))
    report = load_files(programme, [write("odd.csv", f"code,name_tr,kind\n{cells}")])
    assert not report.refused
