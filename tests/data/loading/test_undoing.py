"""Undoing a load: its sources say again what they said before, as a new version, and everything earlier stays."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, text

from dashboard.data.engine import Engines, writing
from dashboard.data.loading import KINDS, load_files
from dashboard.data.loading.row_counts import fill, programme_of
from dashboard.data.loading.undo_checks import UndoError
from dashboard.data.loading.undoing import Undoing, undo
from dashboard.data.rollups import verify
from dashboard.data.schema.quality import load_rows
from tests.data.loading.conftest import REGISTERS
from tests.data.loading.test_load import CORRECTED, HEADER, MARCH, live_reach

FEEDBACK = (
    "feedback_key,received_on,channel,type,category,project_code,place_code,"
    "sensitivity,priority,needs_answer,status,text"
)
Write = Callable[..., Path]


def undone(engines: Engines, version: int, within: frozenset[str] | None = None) -> Undoing:
    """Undo a load."""
    with writing(engines.writer) as connection:
        return undo(connection, version, within, actor="staff", reason="wrong file")


def obstacle(engines: Engines, version: int, within: frozenset[str] | None = None) -> tuple[str, dict[str, str]]:
    """Give why a load cannot be undone."""
    with pytest.raises(UndoError) as error, writing(engines.writer) as connection:
        undo(connection, version, within, actor="staff")
    assert error.value.sentence()
    return error.value.obstacle, error.value.told


def everything_adds_up(engines: Engines) -> None:
    """Demand that cubes and counts of rows are what the rows say."""
    with engines.owner.connect() as connection:
        assert verify(connection) == []
        kept = counted(engines)
        connection.execute(load_rows.delete())
        fill(connection)
        anew = connection.execute(select(load_rows)).all()
        connection.rollback()
    sums: dict[tuple[object, ...], int] = {}
    for *key, rows in anew:
        sums[tuple(key)] = sums.get(tuple(key), 0) + rows
    assert kept == {key: rows for key, rows in sums.items() if rows}


def counted(engines: Engines) -> dict[tuple[object, ...], int]:
    """Give the sum of the kept counts by version, load, programme and month."""
    sums: dict[tuple[object, ...], int] = {}
    with engines.owner.connect() as connection:
        for *key, rows in connection.execute(select(load_rows)):
            sums[tuple(key)] = sums.get(tuple(key), 0) + rows
    return {key: rows for key, rows in sums.items() if rows}


def test_a_load_that_added_is_taken_back_and_its_version_still_shows_it(programme: Engines, write: Write) -> None:
    load_files(programme, [write("march.csv", MARCH)])
    done = undone(programme, 2)
    assert [(part.name, part.gone, part.back) for part in done.parts] == [("march.csv", 2, 0)]
    assert (done.done, live_reach(programme), live_reach(programme, 2)) == (3, [], [(2, 2), (5, 9)])
    everything_adds_up(programme)


def test_a_load_that_replaced_gives_back_what_was_there(programme: Engines, write: Write) -> None:
    load_files(programme, [write("march.csv", MARCH)])
    load_files(programme, [write("march.csv", CORRECTED)], supersede=True)
    done = undone(programme, 3)
    assert [(part.gone, part.back) for part in done.parts] == [(1, 1)]
    assert live_reach(programme) == live_reach(programme, 2) == [(2, 2), (5, 9)]
    assert live_reach(programme, 3) == [(2, 2), (6, 9)]
    everything_adds_up(programme)
    assert load_files(programme, [write("march.csv", MARCH)], supersede=True).already_loaded
    assert load_files(programme, [write("march.csv", CORRECTED)], supersede=True).version == 5
    everything_adds_up(programme)


def test_loads_of_a_source_are_undone_one_after_the_other(programme: Engines, write: Write) -> None:
    load_files(programme, [write("march.csv", MARCH)])
    load_files(programme, [write("march.csv", CORRECTED)], supersede=True)
    assert obstacle(programme, 2) == ("built_on", {"version": "2", "later": "3"})
    undone(programme, 3)
    undone(programme, 2)
    assert (live_reach(programme), live_reach(programme, 4)) == ([], [(2, 2), (5, 9)])
    everything_adds_up(programme)


def test_what_cannot_be_undone_says_why_and_changes_nothing(programme: Engines, write: Write) -> None:
    load_files(programme, [write("march.csv", MARCH)])
    before = counted(programme)
    assert obstacle(programme, 99)[0] == "no_version"
    assert obstacle(programme, 1) == ("needed", {"version": "1", "kind": "reach"})
    undone(programme, 2)
    assert obstacle(programme, 2) == ("undone", {"version": "2", "later": "3"})
    assert obstacle(programme, 3)[0] == "no_version"
    assert before.items() <= counted(programme).items()


def test_a_load_of_another_programme_is_not_there(programme: Engines, write: Write) -> None:
    load_files(programme, [write("march.csv", MARCH)])
    assert obstacle(programme, 2, frozenset({"OTHER"}))[0] == "no_version"
    assert undone(programme, 2, frozenset({"KIZILAY-SU"})).done == 3


def test_a_register_whose_codes_came_back_elsewhere_clashes(programme: Engines, write: Write) -> None:
    places = REGISTERS["places"]
    load_files(programme, [write("places.csv", places.replace("AT-9,city,,Viyana,AT", ""))], supersede=True)
    load_files(programme, [write("cities.csv", "code,level,province_code,name_tr,country\nAT-9,city,,Viyana,AT")])
    assert obstacle(programme, 2) == ("clash", {"version": "2", "kind": "places"})


def test_what_people_said_comes_back_with_the_case(programme: Engines, write: Write) -> None:
    categories = "code,name_tr,position\nother,Diğer,1"
    load_files(programme, [write("feedback_categories.csv", categories)], kind="feedback_categories")
    case = f"{FEEDBACK}\nF1,2021-03-01,phone,request,other,P1,TR-34,no,normal,yes,received,"
    load_files(programme, [write("cases.csv", case + "Kurs ne zaman?")], kind="feedback")
    load_files(programme, [write("cases.csv", case + "Başka")], kind="feedback", supersede=True)
    undone(programme, 4)
    said = "select t.text from feedback f join feedback_texts t using (load_id, row_no) where f.until_version is null"
    with programme.owner.connect() as connection:
        assert connection.scalars(text(said)).all() == ["Kurs ne zaman?"]
    everything_adds_up(programme)


@pytest.mark.parametrize("seed", range(3))
def test_any_loads_undone_in_any_order_leave_what_was_there(programme: Engines, write: Write, seed: int) -> None:
    chance = random.Random(seed)
    history: dict[str, list[tuple[int, list[tuple[object, ...]]]]] = {}
    for _ in range(10):
        name = chance.choice(["a.csv", "b.csv"])
        stack = history.setdefault(name, [])
        if stack and chance.random() < 0.4:
            version, before = stack.pop()
            undone(programme, version)
            assert source_rows(programme, name) == before
        else:
            before = source_rows(programme, name)
            rows = "".join(
                f"\n2021-0{chance.randint(1, 4)}-01,P1,course,TR-34,host,female,{band},no,{chance.randint(0, 9)},9"
                for band in chance.sample(["0-4", "5-11", "12-17", "18-24"], 3)
            )
            report = load_files(programme, [write(name, HEADER + rows)], supersede=True)
            assert not report.refused
            if not report.already_loaded:
                stack.append((report.version or 0, before))
    everything_adds_up(programme)


def source_rows(engines: Engines, name: str) -> list[tuple[object, ...]]:
    """Give the live records of a source."""
    question = (
        "select date, age_band, new_people from reach r join sources s on s.id = r.source_id"
        " where s.name = :name and r.until_version is null order by 1, 2, 3"
    )
    with engines.owner.connect() as connection:
        return [tuple(row) for row in connection.execute(text(question), {"name": name})]


def test_every_kind_says_to_which_programme_its_rows_belong() -> None:
    shared = {"places", "organisations", "activity_kinds", "stage_limits", "criteria", "anchors", "rates"}
    shared |= {"feedback_categories", "response_limits"}
    assert {name for name, kind in KINDS.items() if programme_of(kind, "r") == "coalesce(0)"} == shared
