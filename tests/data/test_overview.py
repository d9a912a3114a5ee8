"""Time, money, projects and lateness of a small programme, written out by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from sqlalchemy import Connection

from dashboard.address import Period
from dashboard.data.engine import reading, writing
from dashboard.data.filters import EVERYTHING, Filters, Viewer
from dashboard.data.grants import grant_terms
from dashboard.data.indicators import judged_indicators, reference_day
from dashboard.data.loading import load_rows
from dashboard.data.overview import Spent, late_milestones, money_spent, time_elapsed
from dashboard.data.portfolio import projects_completed
from dashboard.data.slippage import slippage
from dashboard.data.versions import Snapshot
from tests.conftest import Database

TABLES = {
    "organisations": "code,name_tr,kind\nWB,Banka,other\nEU,Birlik,other\n",
    "programmes": "code,name_tr,organisation_code\nA,Birinci,\nB,İkinci,\n",
    "grants": (
        "code,name_tr,programme_code,funder_code,amount,currency,starts_on,ends_on\n"
        "G1,Bir,A,WB,1000.00,USD,2020-01-01,2020-12-31\n"
        "G2,İki,A,EU,500.00,EUR,2021-01-01,2021-12-31\n"
        "G3,Üç,B,EU,300.00,EUR,2021-01-01,2021-04-10\n"
    ),
    "amendments": (
        "grant_code,amended_on,kind,new_ends_on,new_amount,reason,evidence\n"
        "G1,2020-06-01,extension,2021-03-31,,salgın,signed\n"
        "G1,2020-11-01,extension,2021-12-31,,salgın sürdü,signed\n"
        "G1,2020-12-01,amount,,1200.00,ek ödenek,signed\n"
    ),
    "projects": (
        "code,programme_code,name_tr,stage,stage_reason\n"
        "P1,A,Bir,closed,\nP2,A,İki,running,\nP3,A,Fikir,idea,\nP4,B,Dört,closed,\nP5,A,Beş,rejected,ödenek yok\n"
    ),
    "project_grants": "project_code,grant_code\nP1,G1\nP2,G1\nP2,G2\nP4,G3\n",
    "spending": (
        "grant_code,project_code,spent_on,kind,amount,currency,reference\n"
        "G1,P1,2020-05-01,expenditure,100.10,USD,1\n"
        "G1,P1,2021-05-01,expenditure,200.20,USD,2\n"
        "G1,P1,2020-05-01,commitment,999.00,USD,3\n"
        "G2,P2,2021-02-01,expenditure,50.00,EUR,4\n"
        "G2,P2,2021-02-01,expenditure,7.00,TRY,5\n"
    ),
    "milestones": (
        "code,name_tr,grant_code,project_code,kind,original_due_on,due_on,due_reason,done_on\n"
        "M1,Geç,G1,,report,2021-01-01,2021-03-01,salgın,\n"
        "M2,Bitti,G1,,report,2021-01-01,2021-01-01,,2021-01-05\n"
        "M3,Sonra bitti,G1,,report,2021-05-01,2021-05-01,,2021-08-01\n"
        "M4,Gelecek,G2,,report,2021-12-01,2021-12-01,,\n"
        "M5,Proje,,P4,event,2021-02-01,2021-02-01,,\n"
        "M6,Ay sonu,,P4,event,2021-04-30,2021-04-30,,2021-05-10\n"
    ),
    "indicators": (
        "code,name_tr,programme_code,grant_code,project_code,level,measure,kind,ascending,over_time,over_place\n"
        "I1,Bir,A,G1,,output,1,sum,yes,sum,sum\nI2,İki,A,,P2,output,1,sum,yes,sum,sum\nI3,Üç,B,,,output,1,sum,yes,sum,sum\n"
    ),
    "targets": (
        "indicator_code,period_start,period_end,place_code,value\n"
        "I1,2021-01-01,2021-01-31,,100\nI1,2021-02-01,2021-02-28,,100\nI2,2021-01-01,2021-01-31,,10\n"
        "I3,2021-01-01,2021-01-31,TR-34,40\nI3,2021-01-01,2021-01-31,TR-01,60\n"
    ),
    "results": (
        "indicator_code,period_start,period_end,place_code,value,dimension,dimension_value\n"
        "I1,2021-01-01,2021-01-31,,90,,\nI1,2021-01-01,2021-01-31,,50,sex,female\nI1,2021-02-01,2021-02-28,,60,,\n"
        "I3,2021-01-01,2021-01-31,TR-34,40,,\nI3,2021-01-01,2021-01-31,TR-01,30,,\n"
    ),
}


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """Give a reading transaction on the small programme."""
    with writing(database.engines.writer) as writer:
        for kind, text in TABLES.items():
            lines = [line.split(",") for line in text.splitlines()]
            load_rows(writer, kind, pd.DataFrame(lines[1:], columns=lines[0], dtype=str), source=kind)
    with reading(database.engines.reader, EVERYTHING) as reader:
        yield reader


def asked(day: str = "2021-06-30", **filters: object) -> Filters:
    """Give filters on a reference day at the newest version of these tests."""
    return replace(Filters(EVERYTHING, Snapshot(10**6, date.fromisoformat(day))), **filters)


def test_a_grant_ends_when_its_latest_amendment_says(connection: Connection) -> None:
    first, second, third = grant_terms(connection, asked())
    assert (first.original_ends_on, first.ends_on, first.amount) == (date(2020, 12, 31), date(2021, 12, 31), 1200)
    assert (second.original_ends_on, second.ends_on) == (date(2021, 12, 31), date(2021, 12, 31))
    assert third.code == "G3"


def test_time_elapsed_adds_the_days_of_all_grants_in_view(connection: Connection) -> None:
    found = time_elapsed(connection, asked(grants=("G1", "G3")))
    assert (found.days, found.total) == (547 + 100, 731 + 100)
    assert found.share == Decimal(647) / 831


def test_time_does_not_run_beyond_the_end_or_before_the_start(connection: Connection) -> None:
    assert time_elapsed(connection, asked("2030-01-01", grants=("G2",))).share == 1
    assert time_elapsed(connection, asked("2019-01-01", grants=("G2",))).share == 0
    assert time_elapsed(connection, asked(programmes=("B",), grants=("G1",))).share is None


def test_currencies_are_never_added(connection: Connection) -> None:
    assert money_spent(connection, asked()) == [
        Spent("EUR", Decimal("50.00"), Decimal("800.00")),
        Spent("TRY", Decimal("7.00"), None),
        Spent("USD", Decimal("300.30"), Decimal("1200.00")),
    ]


def test_money_is_spent_up_to_the_end_of_the_period(connection: Connection) -> None:
    found = money_spent(connection, asked(grants=("G1",), period=Period.parse("2020")))
    assert found == [Spent("USD", Decimal("100.10"), Decimal("1200.00"))]
    assert found[0].share == Decimal("100.10") / 1200


@pytest.mark.parametrize(
    ("filters", "completed", "portfolio"),
    [({}, 2, 3), ({"programmes": ("A",)}, 1, 2), ({"grants": ("G2",)}, 0, 1), ({"grants": ("G1", "G2")}, 1, 2)],
)
def test_ideas_and_rejected_projects_are_no_part_of_the_portfolio(
    connection: Connection,
    filters: dict[str, tuple[str, ...]],
    completed: int,
    portfolio: int,
) -> None:
    found = projects_completed(connection, asked(**filters))
    assert (found.completed, found.portfolio) == (completed, portfolio)


def test_late_is_what_was_due_and_not_done_on_the_day(connection: Connection) -> None:
    found = [(m.code, m.days, m.grant) for m in late_milestones(connection, asked())]
    assert found == [("M5", 149, None), ("M1", 121, "G1"), ("M3", 60, "G1")]
    assert [m.code for m in late_milestones(connection, asked("2021-09-01"))] == ["M5", "M1"]
    assert [m.code for m in late_milestones(connection, asked(), limit=1)] == ["M5"]


@pytest.mark.parametrize(
    ("when", "late"),
    [
        ({"period": Period.parse("2021-04")}, {"M5": 88, "M1": 60, "M6": 0}),
        ({"day": "2021-04-30"}, {"M5": 88, "M1": 60}),
        ({"day": "2021-05-01"}, {"M5": 89, "M1": 61, "M6": 1}),
        ({"period": Period.parse("2021-03")}, {"M5": 58, "M1": 30}),
    ],
)
def test_what_was_due_on_the_last_day_of_a_past_period_is_late_as_on_the_timeline(
    connection: Connection, when: dict[str, object], late: dict[str, int]
) -> None:
    filters = asked(**when)
    assert {m.code: m.days for m in late_milestones(connection, filters)} == late
    found = slippage(connection, filters)
    assert found["code"][found["state"] == "overdue"].tolist() == list(late)


def test_indicators_are_judged_without_adding_their_breakdowns(connection: Connection) -> None:
    found = {one.code: one.standing for one in judged_indicators(connection, asked())}
    assert (found["I1"].actual, found["I1"].plan, found["I1"].status) == (150, 200, "off_track")
    assert (found["I2"].actual, found["I2"].plan, found["I2"].status) == (None, 10, None)
    assert (found["I3"].actual, found["I3"].plan) == (70, 100)


def test_a_place_has_its_own_results_and_targets(connection: Connection) -> None:
    found = {one.code: one.standing for one in judged_indicators(connection, asked(places=("TR-34",)))}
    assert (found["I3"].actual, found["I3"].plan, found["I3"].status) == (40, 40, "achieved")
    assert found["I1"].actual is None


def test_a_grant_brings_its_own_indicators_and_those_of_its_projects(connection: Connection) -> None:
    assert [one.code for one in judged_indicators(connection, asked(grants=("G1",)))] == ["I1", "I2"]
    assert [one.code for one in judged_indicators(connection, asked(grants=("G3",)))] == []


def test_a_past_period_is_judged_on_the_day_after_its_end(connection: Connection) -> None:
    january = asked(period=Period.parse("2021-01"))
    assert reference_day(january) == date(2021, 2, 1)
    found = {one.code: one.standing for one in judged_indicators(connection, january)}
    assert (found["I1"].actual, found["I1"].plan) == (90, 100)


def test_another_programme_s_viewer_sees_none_of_it(connection: Connection) -> None:
    stranger = asked(viewer=Viewer(programmes=frozenset({"B"}), protected=False))
    assert [term.code for term in grant_terms(connection, stranger)] == ["G3"]
    assert [spent.currency for spent in money_spent(connection, stranger)] == ["EUR"]
    assert [m.code for m in late_milestones(connection, stranger)] == ["M5"]
    assert [one.code for one in judged_indicators(connection, stranger)] == ["I3"]
    assert projects_completed(connection, stranger).portfolio == 1


def test_nobody_s_scope_is_empty(connection: Connection) -> None:
    nobody = asked(viewer=Viewer())
    assert grant_terms(connection, nobody) == []
    assert judged_indicators(connection, nobody) == []
    assert late_milestones(connection, nobody) == []
    assert money_spent(connection, nobody) == []
