"""What a file holds is shown, what its columns mean is kept for its source, and used by every later load of it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.data.engine import Engines
from dashboard.data.loading import ColumnMap, RefusedError, load_files, propose, save_map, saved_maps
from dashboard.data.loading.saved_maps import read_map, write_map
from tests.data.loading.checking import said
from tests.data.loading.conftest import REACH_HEADER

Write = Callable[..., Path]
OWN = """Rapor
    Tarih;Proje;Faaliyet türü;Yer kodu;Nüfus grubu;Cinsiyet;Yaş;Engellilik;Yeni kişiler;Hizmet teması;Ad
    31/03/2021;P1;course;TR-34;host;K;18-24;no;5;9;x"""
MAP = ColumnMap(
    "reach",
    (
        *(("Tarih", "date"), ("Proje", "project_code"), ("Faaliyet türü", "activity_kind"), ("Yer kodu", "place_code")),
        *(("Nüfus grubu", "population_group"), ("Cinsiyet", "sex"), ("Yaş", "age_band"), ("Engellilik", "disability")),
        *(("Yeni kişiler", "new_people"), ("Hizmet teması", "contacts")),
    ),
    (("sex", "K", "female"),),
)


@pytest.mark.parametrize("kind", ["results", "targets"])
def test_a_file_is_proposed_as_what_a_load_takes_it_for(write: Write, kind: str) -> None:
    (found,) = propose(
        [write(f"{kind}.csv", "indicator_code,period_start,period_end,value\nI1,2021-01-01,2021-12-31,1")]
    )
    assert found.column_map.kind == kind


def test_what_a_file_holds_is_shown_with_the_map_that_we_propose(write: Write) -> None:
    (found,) = propose([write("a.csv", OWN)])
    assert (found.form, found.header_row, len(found.headers), len(found.rows)) == ("plain", 2, 11, 1)
    assert found.column_map.kind == "reach"
    assert dict(found.column_map.columns)["Tarih"] == "date"
    assert dict(found.column_map.columns)["Yeni kişiler"] == "new_people"
    assert set(found.unmatched) | set(dict(found.column_map.columns)) == set(found.headers)
    assert set(found.missing) == {"project_code", "age_band"}
    assert dict(found.conventions) == {"encoding": "utf-8", "delimiter": ";", "dates": "day_first"}


def test_a_file_that_nobody_knows_is_shown_without_a_kind(write: Write) -> None:
    (found,) = propose([write("a.csv", "x,y\n1,2")])
    assert (found.column_map.kind, found.headers, found.unmatched) == ("", ("x", "y"), ("x", "y"))
    assert propose([write("a.csv", "x,y\n1,2")], "reach")[0].column_map.kind == "reach"
    with pytest.raises(RefusedError):
        propose([write("a.csv", "x,y\n1,2")], "shoes")


def test_a_map_that_is_kept_is_used_by_later_loads_of_its_source(programme: Engines, write: Write) -> None:
    path = write("a.csv", OWN)
    assert said(load_files(programme, [path]))
    with programme.writer.begin() as connection:
        assert saved_maps(connection, "a.csv") == ()
        save_map(connection, "a.csv", MAP, "ayşe")
    report = load_files(programme, [path])
    assert (report.accepted, said(report), len(report.warnings)) == (1, [], 0)
    assert load_files(programme, [path]).already_loaded
    with programme.writer.begin() as connection:
        assert saved_maps(connection, "a.csv") == (MAP,)
        save_map(connection, "a.csv", ColumnMap("reach", ()), "ayşe")
        assert saved_maps(connection, "a.csv") == ()


def test_a_header_that_is_no_longer_there_is_named(programme: Engines, write: Write) -> None:
    report = load_files(programme, [write("a.csv", OWN.replace("Yaş;", "Yaşı;"))], column_maps=[MAP])
    assert said(report) == [(2, "Yaş", "map_no_such_header")]
    twice = ColumnMap("reach", (*MAP.columns, ("Ad", "sex"), ("Ad", "shoe")))
    wrong = {key for _, _, key in said(load_files(programme, [write("a.csv", OWN)], column_maps=[twice]))}
    assert wrong == {"header_twice", "map_no_such_field"}


def test_a_map_is_a_file_that_people_can_mend(tmp_path: Path) -> None:
    write_map(tmp_path / "map.json", MAP)
    assert read_map(tmp_path / "map.json") == MAP
    for broken in ("", "[]", '{"kind": 1, "columns": []}', '{"kind": "reach", "columns": [["a"]]}', "[" * 100_000):
        (tmp_path / "broken.json").write_text(broken, "utf-8")
        with pytest.raises(RefusedError):
            read_map(tmp_path / "broken.json")
    assert set(json.loads((tmp_path / "map.json").read_text("utf-8"))) == {"kind", "columns", "values", "sheet"}


KOBO = f"""{REACH_HEADER},_uuid,_index,meta/rootUuid
    2021-03-01,P1,course,TR-34,host,female,18-24,no,5,9,a,1,uuid:a
    2021-03-02,P1,course,TR-34,host,male,18-24,no,2,2,b,2,uuid:b"""


def test_an_edited_submission_replaces_the_earlier_one(programme: Engines, write: Write) -> None:
    assert load_files(programme, [write("kobo.csv", KOBO)]).accepted == 2
    edited = KOBO.replace("2,2,b,2", "2,3,c,2") + "\n    2021-03-03,P1,course,TR-34,host,male,18-24,no,1,1,d,3,uuid:d"
    (table,) = load_files(programme, [write("kobo.csv", edited)], supersede=True).tables
    assert (table.accepted, table.added, table.ended, table.duplicate, table.warned) == (3, 2, 1, 0, 0)
