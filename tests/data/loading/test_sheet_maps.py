"""A workbook whose sheets each have words of their own: a map for each of them, and the whole is loaded."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.data.engine import Engines
from dashboard.data.loading import ColumnMap, LoadReport, RefusedError, load_files, save_map, saved_maps
from dashboard.data.loading.saved_maps import read_maps, write_map
from dashboard.data.loading.sheet_maps import SheetMaps
from tests.data.loading.checking import said
from tests.data.loading.own_workbook import (
    CASE_FIELDS,
    CASES,
    CASES_MAP,
    CATEGORIES,
    OWN_CASES,
    OWN_RECORDS,
    RECORDS,
    RECORDS_MAP,
    workbook,
)

Write = Callable[..., Path]
BOTH = [("feedback", CASES, 1), ("reach", RECORDS, 2)]


def loaded(report: LoadReport) -> list[tuple[str, str, int]]:
    """Give KIND, sheet and accepted rows of every table; nothing may be refused."""
    assert said(report) == []
    return sorted((table.kind, table.sheet, table.accepted) for table in report.tables)


def keep(engines: Engines, *maps: ColumnMap, source: str = "own.xlsx") -> None:
    """Keep maps for a source."""
    with engines.writer.begin() as connection:
        for one in maps:
            save_map(connection, source, one, "ayşe")


def kept(engines: Engines, source: str = "own.xlsx") -> tuple[ColumnMap, ...]:
    """Give the maps that hold for a source."""
    with engines.writer.begin() as connection:
        return saved_maps(connection, source)


@pytest.fixture
def programme(programme: Engines, write: Write) -> Engines:
    """Give the small programme with a category of feedback."""
    assert not load_files(programme, [write("feedback_categories.csv", CATEGORIES)]).refused
    return programme


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """Give the workbook, with a title above each table."""
    return workbook(tmp_path / "own.xlsx", head=[["Rapor 2021"], []])


def test_a_workbook_with_a_kept_map_for_each_sheet_loads_whole(programme: Engines, own: Path) -> None:
    assert load_files(programme, [own]).refused
    keep(programme, RECORDS_MAP, CASES_MAP)
    report = load_files(programme, [own])
    assert loaded(report) == BOTH
    assert sorted(table.source for table in report.tables) == ["own.xlsx#feedback", "own.xlsx#reach"]
    assert load_files(programme, [own]).already_loaded


def test_the_latest_map_of_each_sheet_holds(programme: Engines) -> None:
    older, newer = replace(RECORDS_MAP, values=()), replace(CASES_MAP, values=())
    keep(programme, older, CASES_MAP, RECORDS_MAP)
    assert kept(programme) == (RECORDS_MAP, CASES_MAP)
    keep(programme, newer)
    assert kept(programme) == (newer, RECORDS_MAP)
    assert kept(programme, "other.xlsx") == ()


def test_emptying_the_map_of_one_sheet_leaves_the_other(programme: Engines, own: Path) -> None:
    keep(programme, RECORDS_MAP, CASES_MAP, ColumnMap("feedback", (), sheet=CASES))
    assert kept(programme) == (RECORDS_MAP,)
    assert loaded(load_files(programme, [own])) == [("reach", RECORDS, 2)]


def test_what_somebody_says_of_one_sheet_leaves_the_kept_map_of_another(programme: Engines, own: Path) -> None:
    keep(programme, replace(RECORDS_MAP, columns=(("Yok", "date"),)), CASES_MAP)
    assert load_files(programme, [own]).refused
    assert loaded(load_files(programme, [own], column_maps=[RECORDS_MAP])) == BOTH


def test_a_map_without_a_sheet_speaks_of_any_whose_headers_it_knows(programme: Engines, own: Path) -> None:
    keep(programme, replace(RECORDS_MAP, sheet=""), CASES_MAP)
    assert loaded(load_files(programme, [own])) == BOTH


def test_what_somebody_says_goes_before_what_is_kept_even_where_it_names_no_sheet(
    programme: Engines, own: Path
) -> None:
    keep(programme, RECORDS_MAP, CASES_MAP)
    report = load_files(programme, [own], column_maps=[replace(RECORDS_MAP, sheet="")])
    assert {(problem.sheet, problem.key) for problem in report.errors} == {(CASES, "load.error.map_no_such_header")}


def test_the_nearest_of_several_maps_is_taken() -> None:
    headers = OWN_RECORDS[0]
    plain_name, unnamed = replace(RECORDS_MAP, sheet="kayitlar"), replace(RECORDS_MAP, sheet="")
    poorer = replace(RECORDS_MAP, sheet="x", columns=RECORDS_MAP.columns[:3])
    assert SheetMaps((), (unnamed, plain_name, RECORDS_MAP)).of(RECORDS, headers) is RECORDS_MAP
    assert SheetMaps((), (unnamed, plain_name)).of(RECORDS, headers) is plain_name
    assert SheetMaps((unnamed,), (RECORDS_MAP,)).of(RECORDS, headers) is unnamed
    assert SheetMaps((CASES_MAP,), (RECORDS_MAP,)).of(RECORDS, headers) is RECORDS_MAP
    assert SheetMaps((), (poorer, RECORDS_MAP)).of("", headers) is RECORDS_MAP
    assert SheetMaps((poorer,), (CASES_MAP,)).of(RECORDS, headers) is None


def test_a_sheet_that_needs_no_map_is_loaded_beside_one_that_has_one(programme: Engines, tmp_path: Path) -> None:
    ours = [[*CASE_FIELDS], ["F1", "2021-03-01", "phone", "complaint", "other", "P1", "no", "received"]]
    path = workbook(tmp_path / "own.xlsx", {RECORDS: OWN_RECORDS, CASES: ours, "Not": [["Bir", "İki"], ["a", "b"]]})
    assert loaded(load_files(programme, [path], column_maps=[RECORDS_MAP])) == BOTH


def test_what_is_wrong_with_several_maps_is_told_together(programme: Engines, own: Path) -> None:
    odd = [replace(one, columns=(*one.columns[:-1], ("Yok", one.columns[-1][1]))) for one in (RECORDS_MAP, CASES_MAP)]
    report = load_files(programme, [own], column_maps=odd)
    assert {(problem.sheet, problem.column) for problem in report.errors} == {(RECORDS, "Yok"), (CASES, "Yok")}


def test_a_workbook_is_refused_where_no_map_speaks_of_any_sheet(programme: Engines, own: Path) -> None:
    keep(programme, replace(RECORDS_MAP, sheet="2019"), replace(CASES_MAP, sheet="2020"))
    (problem,) = load_files(programme, [own]).errors
    assert problem.key == "load.error.map_no_sheet"
    assert dict(problem.values)["sheet"] == "2020, 2019"


def test_a_map_that_somebody_says_must_speak_of_a_sheet(programme: Engines, own: Path, write: Write) -> None:
    keep(programme, RECORDS_MAP, CASES_MAP)
    (problem,) = load_files(programme, [own], column_maps=[replace(CASES_MAP, sheet="Sikayet")]).errors
    assert (problem.sheet, problem.key) == ("Sikayet", "load.error.map_no_sheet")
    table = write("cases.csv", "\n".join(",".join(row) for row in OWN_CASES))
    records = workbook(own.with_name("records.xlsx"), {RECORDS: OWN_RECORDS})
    report = load_files(programme, [records, table], column_maps=[RECORDS_MAP, replace(CASES_MAP, sheet="")])
    assert [(kind, count) for kind, _, count in loaded(report)] == [("feedback", 1), ("reach", 2)]


def test_files_of_maps_speak_of_one_sheet_each(tmp_path: Path) -> None:
    paths = [tmp_path / f"{name}.json" for name in ("a", "b", "c")]
    for path, one in zip(paths, (RECORDS_MAP, CASES_MAP, replace(CASES_MAP, sheet="sikayetler")), strict=True):
        write_map(path, one)
    assert read_maps(paths[:2]) == (RECORDS_MAP, CASES_MAP)
    with pytest.raises(RefusedError, match="sikayetler"):
        read_maps(paths)


def test_a_workbook_that_gets_or_loses_a_sheet_goes_on_filling_its_sources(programme: Engines, tmp_path: Path) -> None:
    keep(programme, RECORDS_MAP, CASES_MAP)
    for name, sheets in (("one", {RECORDS: OWN_RECORDS}), ("two", {RECORDS: OWN_RECORDS, CASES: OWN_CASES})):
        (tmp_path / name).mkdir()
        keep(programme, RECORDS_MAP, CASES_MAP, source=f"{name}.xlsx")
        for one in ("one.xlsx", "two.xlsx"):
            workbook(tmp_path / name / one, sheets)
    said_of = {}
    for first, second in (("one", "two"), ("two", "one")):
        load_files(programme, [tmp_path / first / f"{first}.xlsx"])
        report = load_files(programme, [tmp_path / second / f"{first}.xlsx"], dry_run=True)
        said_of[first] = {(table.source, table.accepted, table.unchanged) for table in report.tables}
    assert said_of == {
        "one": {("one.xlsx", 0, 2), ("one.xlsx#feedback", 1, 0)},
        "two": {("two.xlsx#reach", 0, 2)},
    }


@pytest.mark.parametrize("title", [[], [["2021 yılı"], []]], ids=["alone", "under a title"])
def test_a_workbook_whose_words_nobody_knows_is_told_where_they_stand(
    engines: Engines, tmp_path: Path, title: list[list[str]]
) -> None:
    report = load_files(engines, [workbook(tmp_path / "own.xlsx", head=title)])
    (problem,) = report.errors
    assert (problem.key, problem.sheet, problem.row) == ("load.error.unknown_kind", RECORDS, len(title) + 1)
