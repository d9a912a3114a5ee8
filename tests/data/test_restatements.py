"""As reported and as known: what a later load changed in a locked period, with its reason, reckoned by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from pandas import DataFrame
from sqlalchemy import Connection, event

from dashboard.address import Period
from dashboard.data.engine import reading, writing
from dashboard.data.filters import EVERYTHING, Filters, Viewer
from dashboard.data.locked_figures import Figure, as_reported, differ, locked_periods
from dashboard.data.releasing import lock_period, release
from dashboard.data.restated_periods import restated_periods
from dashboard.data.restatements import restatements
from dashboard.data.results_framework import results_framework
from tests.conftest import Database, Server
from tests.timeline_world import INDICATOR, PERIODS, REGISTERS, RESULTS, asked, indicator, load, month, table

D = Decimal
DAY = date(2021, 8, 12)
REACH = "date,project_code,activity_kind,place_code,population_group,sex,age_band,disability,new_people,contacts"
TARGETS = table(PERIODS, *(month(code, "2021-06", "10") for code in ("I1", "I2")), month("I1", "2021-12", "20"))
SPENDING = "grant_code,project_code,spent_on,kind,amount,currency,reference"


def results(first: str, *more: str) -> str:
    """Give a file of results in which I1 reached `first` in May."""
    return table(RESULTS, month("I1", "2021-05", first), month("I2", "2021-06", "4"), *more)


def people(new: int, contacts: int, project: str = "P1") -> str:
    """Give a file of people reached in May 2021."""
    return f"{REACH}\n2021-05-10,{project},course,TR-34,host,female,25-49,no,{new},{contacts}"


@pytest.fixture(scope="module")
def world(postgres: Server, migrated: str) -> Iterator[tuple[Database, dict[str, int]]]:
    """Give a database whose first half of 2021 was reported, and the versions of what came later."""
    copy = postgres.create("test_restatements", migrated)
    engines = copy.engines
    kinds = "code,name_tr,position\ncourse,Kurs,99\n"
    load(engines, {"activity_kinds": kinds.replace("course", "course")} | REGISTERS)
    load(engines, {"indicators": table(INDICATOR, indicator("I1"), indicator("I2")), "targets": TARGETS})
    load(engines, {"results": results("5"), "reach": people(30, 40)})
    load(engines, {"spending": f"{SPENDING}\nG1,P1,2021-03-01,expenditure,100.00,USD,1"})
    with writing(engines.writer) as connection:
        lock = lock_period(connection, "G1", Period.parse("2021-H1"), reported_on=DAY, actor="m")
    found = {"reported": lock.reported_version, "lock": lock.version}
    found["later"] = load(engines, {"results": table(RESULTS, month("I1", "2021-07", "50"))}, source="results-H2")
    found["wrong"] = load(engines, {"results": results("8")}, supersede=True, reason="okuldan yeni liste")
    found["right"] = load(engines, {"results": results("7")}, supersede=True, reason="iki kez sayılmış")
    found["target"] = load(
        engines, {"targets": TARGETS.replace(",10,", ",12,", 1)}, supersede=True, reason="hedef değişti"
    )
    found["other"] = load(engines, {"reach": people(99, 99, "P2")}, source="reach-P2", reason="başka proje")
    found["people"] = load(engines, {"reach": people(20, 40)}, supersede=True, reason="mükerrer kayıt")
    found["money"] = load(
        engines, {"spending": f"{SPENDING}\nG1,P1,2021-03-01,expenditure,90.00,USD,1"}, supersede=True
    )
    with writing(engines.writer) as connection:
        found["released"] = release(connection, "G1", actor="m").version
    yield copy, found
    postgres.drop(copy)


@pytest.fixture
def versions(world: tuple[Database, dict[str, int]]) -> dict[str, int]:
    """Give the version of each load by what it brought."""
    return world[1]


@pytest.fixture
def connection(world: tuple[Database, dict[str, int]]) -> Iterator[Connection]:
    """Give a reading transaction."""
    with reading(world[0].engines.reader, EVERYTHING) as reader:
        yield reader


def filters(version: int | None = None, period: str | None = None, **more: object) -> Filters:
    """Give filters for G1 today, or as of a version."""
    return asked("2026-11-22", version or 10**6, period, **more)


def cells(frame: DataFrame, *columns: str) -> list[tuple[object, ...]]:
    """Give some columns of a frame as rows."""
    return [tuple(row) for row in frame[list(columns)].to_numpy().tolist()]


def test_a_locked_period_keeps_every_figure_beside_what_is_known_now(connection: Connection) -> None:
    """Given May corrected from 5 over 8 to 7, June's target from 10 to 12, people from 30 to 20, spending from 100."""
    found = as_reported(connection, filters()).query("code == 'I1' or code == '' or code == 'USD'")
    assert cells(found, "figure", "reported_value", "known_value", "change", "restated") == [
        ("period", D(5), D(7), D(2), True),
        ("to_date", D(5), D(7), D(2), True),
        ("plan", D(10), D(12), D(2), True),
        ("target", D(30), D(32), D(2), True),
        ("baseline", None, None, None, False),
        ("new_people", D(30), D(119), D(89), True),
        ("contacts", D(40), D(139), D(99), True),
        ("unique_people", D(30), D(119), D(89), True),
        ("spent", D(100), D(90), D(-10), True),
    ]


def test_what_nobody_changed_is_not_restated(connection: Connection) -> None:
    found = as_reported(connection, filters()).query("code == 'I2'")
    assert set(found["restated"]) == {False}
    assert cells(found, "figure", "reported_state", "known_state")[0] == ("period", "value", "value")


def test_a_result_of_a_later_period_is_no_restatement(connection: Connection, versions: dict[str, int]) -> None:
    found = as_reported(connection, filters(versions["later"]))
    assert not found["restated"].any()
    assert restatements(connection, filters(versions["later"])).empty


def test_each_restatement_has_its_load_and_its_reason_step_by_step(
    connection: Connection, versions: dict[str, int]
) -> None:
    found = restatements(connection, filters()).query("figure in ('period', 'plan', 'spent')")
    assert cells(found, "code", "before_value", "after_value", "version", "source", "reason") == [
        ("I1", D(5), D(8), versions["wrong"], "results", "okuldan yeni liste"),
        ("I1", D(8), D(7), versions["right"], "results", "iki kez sayılmış"),
        ("I1", D(10), D(12), versions["target"], "targets", "hedef değişti"),
        ("USD", D(100), D(90), versions["money"], "spending", ""),
    ]


def test_people_are_restated_by_the_loads_of_the_grants_own_projects(
    connection: Connection, versions: dict[str, int]
) -> None:
    found = restatements(connection, filters()).query("figure == 'new_people'")
    assert cells(found, "before_value", "after_value", "version", "source") == [
        (D(30), D(129), versions["other"], "reach-P2"),
        (D(129), D(119), versions["people"], "reach"),
    ]


def test_as_of_an_earlier_version_later_corrections_are_not_known(
    connection: Connection, versions: dict[str, int]
) -> None:
    found = restatements(connection, filters(versions["wrong"]))
    assert cells(found, "figure", "after_value") == [("period", D(8)), ("to_date", D(8))]
    assert locked_periods(connection, filters(versions["reported"])).empty


def test_a_locked_period_says_when_and_from_what_it_was_reported(
    connection: Connection, versions: dict[str, int]
) -> None:
    found = locked_periods(connection, filters())
    assert cells(found, "period", "reported_on", "reported_version", "locked_version", "restated") == [
        ("2021-H1", DAY, versions["reported"], versions["lock"], 8)
    ]
    assert locked_periods(connection, filters(period="2021-Q4")).empty
    assert len(locked_periods(connection, filters(period="2021-Q2"))) == 1
    assert locked_periods(connection, filters(grant="G2")).empty


def test_what_was_reported_is_what_the_page_showed_with_that_version_and_day(
    connection: Connection, versions: dict[str, int]
) -> None:
    shown = results_framework(connection, asked(DAY.isoformat(), versions["reported"], "2021-H1")).set_index("code")
    locked = as_reported(connection, filters()).query("what == 'indicator'").set_index(["code", "figure"])
    for code in ("I1", "I2"):
        assert shown.loc[code, "current_value"] == locked.loc[(code, "to_date"), "reported_value"]
        assert shown.loc[code, "target_value"] == locked.loc[(code, "target"), "reported_value"]


def test_place_and_group_do_not_narrow_a_report(connection: Connection) -> None:
    narrowed = as_reported(connection, filters(places=("TR-01",), groups=("host",)))
    assert cells(narrowed, "code", "reported_value") == cells(
        as_reported(connection, filters()), "code", "reported_value"
    )


def test_a_report_handed_in_later_is_not_known_on_an_earlier_day(connection: Connection) -> None:
    assert locked_periods(connection, asked("2021-08-11"))["period"].tolist() == []
    assert as_reported(connection, asked("2021-08-11")).empty
    assert locked_periods(connection, asked("2021-08-12"))["period"].tolist() == ["2021-H1"]


def test_another_reason_for_an_empty_cell_is_a_restatement_and_another_name_is_none() -> None:
    assert differ(Figure("not_due", None), Figure("missing", None))
    assert differ(Figure("value", D(0)), Figure("missing", None))
    assert not differ(Figure("value", D(1), ("Eski", None, None)), Figure("value", D(1), ("Yeni", None, None)))


def test_what_the_funder_sees_otherwise_than_it_is_known_waits_until_it_is_released(
    connection: Connection, versions: dict[str, int]
) -> None:
    def waiting(version: int, **more: object) -> list[tuple[str, str, int]]:
        found = restated_periods(connection, filters(version, **more))
        return [(one.grant, one.period, one.figures) for one in found]

    assert waiting(versions["lock"]) == waiting(versions["later"]) == []
    assert waiting(versions["wrong"]) == waiting(versions["right"]) == [("G1", "2021-H1", 2)]
    everything = locked_periods(connection, filters(versions["money"]))["restated"].item()
    assert waiting(versions["money"]) == [("G1", "2021-H1", everything)]
    assert everything > 2
    assert waiting(versions["released"]) == []


def test_the_lock_s_own_release_settles_nothing_and_others_are_not_told(
    connection: Connection, versions: dict[str, int]
) -> None:
    asked_for = filters(versions["wrong"])
    assert restated_periods(connection, replace(asked_for, grants=("G2",))) == ()
    assert restated_periods(connection, replace(asked_for, viewer=Viewer(frozenset({"B"}), protected=False))) == ()
    assert restated_periods(connection, replace(asked_for, viewer=Viewer(None, frozenset({"G1"})))) == ()
    earlier = replace(asked_for, snapshot=replace(asked_for.snapshot, day=DAY - timedelta(days=1)))
    assert restated_periods(connection, earlier) == ()
    on_the_day = replace(asked_for, snapshot=replace(asked_for.snapshot, day=DAY))
    assert [one.figures for one in restated_periods(connection, on_the_day)] == [2]


def test_more_restated_figures_ask_the_database_no_more_often(
    world: tuple[Database, dict[str, int]], versions: dict[str, int]
) -> None:
    """At `money` people, targets and spending had changed besides the two figures that had at `right`."""
    asked_for = {name: filters(versions[name]) for name in ("right", "money")}
    counts = {}
    with reading(world[0].engines.reader, EVERYTHING) as connection:
        statements: list[str] = []
        event.listen(connection, "before_cursor_execute", lambda *call: statements.append(call[2]))
        for name, one in asked_for.items():
            as_reported(connection, one)
            restatements(connection, one)
            statements.clear()
            restatements(connection, one)
            counts[name] = sum("loads.file_name" not in text for text in statements)
    assert counts["right"] <= 3
    assert counts["money"] <= 10
