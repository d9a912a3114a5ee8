"""Feedback beside results: what may be chosen, what is shown first, and the panels, by hand."""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from sqlalchemy import Connection

from dashboard.address import Period, parse_address
from dashboard.data import feedback
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Filters, Viewer, resolve_filters
from dashboard.data.loading import load_rows
from dashboard.data.versions import Snapshot, newest_version
from tests.conftest import Database, Server
from tests.explained_cells import sampled
from tests.feedback_compared import rows_of
from tests.feedback_facts import Case
from tests.feedback_world import SECRET, frame_of

TABLES = {
    "programmes": "code,name_tr\nA,Birinci\nB,İkinci\n",
    "grants": "code,name_tr,programme_code,starts_on,ends_on\nG1,Bir,A,2020-01-01,2022-12-31\n",
    "projects": (
        "code,programme_code,name_tr,stage\nP1,A,Bir,running\nP2,A,İki,running\nP3,B,Üç,running\nP4,A,Dört,running\n"
    ),
    "project_grants": "project_code,grant_code,starts_on\nP2,G1,2021-02-01\n",
    "indicators": (
        "code,name_tr,programme_code,grant_code,project_code,level,measure,kind,ascending,over_time,over_place\n"
        "I1,Bir,A,,P1,output,1,sum,yes,sum,sum\nI2,İki,A,G1,,output,1,sum,yes,sum,sum\n"
        "I3,Üç,B,,,output,2,ratio,yes,ratio,ratio\nI4,Sonuçsuz,A,,,output,1,sum,yes,sum,sum\n"
    ),
    "targets": (
        "indicator_code,period_start,period_end,place_code,value\n"
        "I1,2021-01-01,2021-01-31,,100\nI1,2021-01-01,2021-01-31,TR-34,40\nI2,2021-01-01,2021-06-30,TR-34,7\n"
    ),
    "results": (
        "indicator_code,period_start,period_end,place_code,value,numerator,denominator,dimension,dimension_value\n"
        "I1,2021-01-01,2021-01-31,,90,,,,\nI1,2021-01-01,2021-01-31,TR-34,30,,,,\nI1,2021-02-01,2021-02-28,,,,,,\n"
        "I1,2021-01-01,2021-01-31,,50,,,sex,female\n"
        "I2,2021-01-01,2021-06-30,TR-34,4,,,,\nI2,2021-01-01,2021-06-30,TR-01,5,,,,\n"
        "I3,2020-01-01,2020-12-31,TR-34,,1,4,,\nI3,2020-01-01,2020-12-31,TR-01,,2,2,,\n"
    ),
    "reach": (
        "date,project_code,activity_kind,place_code,population_group,sex,age_band,disability,directness,counting_rule,"
        "new_people,contacts\n"
        "2021-01-05,P2,policy_input,TR-34,host,female,25-49,no,direct,declared,6,9\n"
        "2021-03-05,P2,policy_input,TR-34,host,female,25-49,no,direct,declared,0,2\n"
    ),
}
CASES = [
    Case("1", date(2021, 1, 4), "P1"),
    Case("2", date(2021, 1, 9), "P1", "TR-34", "complaint"),
    Case("3", date(2021, 3, 1), "P1"),
    Case("4", date(2021, 1, 31), "P2"),
    Case("5", date(2021, 2, 1), "P2"),
    Case("6", date(2020, 7, 1), "P3"),
]


@pytest.fixture(scope="module")
def database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give one database for all tests of this module, which only read it."""
    copy = postgres.create("test_feedback_beside", migrated)
    with copy.engines.owner.begin() as writer:
        for kind, text in TABLES.items():
            lines = [line.split(",") for line in text.splitlines()]
            load_rows(writer, kind, pd.DataFrame(lines[1:], columns=lines[0], dtype=str), source=kind)
        load_rows(writer, "feedback", frame_of(CASES), source="cases", secret=SECRET)
    yield copy
    postgres.drop(copy)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """Give a reading transaction."""
    with reading(database.engines.reader, EVERYTHING) as reader:
        yield reader


def filters_of(connection: Connection, *beside: str, **more: object) -> Filters:
    """Give filters on the last day of March 2021."""
    filters = Filters(EVERYTHING, Snapshot(newest_version(connection), date(2021, 3, 31)))
    return replace(filters, own=tuple(("beside", code) for code in beside), **more)


def panel(connection: Connection, name: str, filters: Filters) -> list[tuple[object, ...]]:
    """Give one panel: start, end, value, target."""
    return [row[1:] for row in rows_of(feedback.beside_results(connection, filters)) if row[0] == name]


def codes(connection: Connection, filters: Filters) -> list[str]:
    """Give what may be chosen."""
    return feedback.beside_choices(connection, filters)["code"].tolist()


def months(*cases: int | None) -> list[tuple[object, ...]]:
    """Give cases of the months of 2021 as the panel of feedback has them."""
    ends = (date(2021, 1, 31), date(2021, 2, 28), date(2021, 3, 31))
    return [(end.replace(day=1), end, count, None) for end, count in zip(ends, cases, strict=True)]


def test_indicators_with_results_and_projects_with_cases_may_be_chosen(connection: Connection) -> None:
    assert codes(connection, filters_of(connection)) == ["I1", "I2", "I3", "P1", "P2", "P3"]
    assert codes(connection, filters_of(connection, programmes=("A",))) == ["I1", "I2", "P1", "P2"]
    assert codes(connection, filters_of(connection, grants=("G1",))) == ["I2", "P2"]
    viewer = Viewer(programmes=frozenset({"B"}), protected=False)
    assert codes(connection, filters_of(connection, viewer=viewer)) == ["I3", "P3"]
    early = filters_of(connection)
    early = replace(early, snapshot=replace(early.snapshot, day=date(2020, 12, 31)))
    assert codes(connection, early) == ["I1", "I2", "I3", "P3"]


def test_the_indicator_with_most_periods_in_view_stands_first(connection: Connection) -> None:
    assert feedback.beside_name(connection, filters_of(connection)) == dict.fromkeys(("tr", "en", "ar"), "Bir")
    last_year = filters_of(connection, period=Period.parse("2020"))
    assert feedback.beside_name(connection, last_year) == dict.fromkeys(("tr", "en", "ar"), "Üç")
    unknown = filters_of(connection, "I4", programmes=("A",))
    assert (feedback.beside_name(connection, unknown) or {})["tr"] == "Bir"
    nothing = replace(filters_of(connection), viewer=Viewer(protected=False))
    assert feedback.beside_name(connection, nothing) is None
    assert rows_of(feedback.beside_results(connection, nothing)) == []


def test_an_indicator_of_a_project_stands_beside_its_cases_with_its_totals(connection: Connection) -> None:
    filters = filters_of(connection, "I1", period=Period.parse("2021-Q1"))
    assert panel(connection, "feedback", filters) == months(2, 0, 1)
    assert panel(connection, "result", filters) == [
        (date(2021, 1, 1), date(2021, 1, 31), Decimal(90), Decimal(100)),
        (date(2021, 2, 1), date(2021, 2, 28), None, None),
    ]
    complaints = replace(filters, own=(*filters.own, ("type", "complaint")))
    assert panel(connection, "feedback", complaints) == months(1, 0, 0)
    assert panel(connection, "feedback", replace(filters, places=("TR-01",))) == months(0, 0, 0)


def test_an_indicator_of_a_grant_stands_beside_the_cases_that_count_for_it(connection: Connection) -> None:
    filters = filters_of(connection, "I2", period=Period.parse("2021-Q1"))
    assert panel(connection, "feedback", filters) == months(0, 1, 0)
    assert panel(connection, "result", filters) == [(date(2021, 1, 1), date(2021, 6, 30), Decimal(9), Decimal(7))]


def test_an_indicator_of_a_programme_stands_beside_all_of_its_cases(connection: Connection) -> None:
    filters = filters_of(connection, "I3", period=Period.parse("2020"))
    found = panel(connection, "feedback", filters)
    assert [row[2] for row in found] == [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0]
    assert panel(connection, "result", filters) == [(date(2020, 1, 1), date(2020, 12, 31), Decimal(50), None)]


def test_a_project_stands_beside_the_people_new_to_it(connection: Connection) -> None:
    filters = filters_of(connection, "P2")
    assert panel(connection, "feedback", filters) == months(1, 1, 0)
    assert panel(connection, "people", filters) == months(6, None, 0)
    assert panel(connection, "result", filters) == []


@pytest.mark.parametrize("code", ["I1", "I2", "I3", "P1", "P2", "P3"])
@pytest.mark.parametrize("search", ["", "&programme=A", "&period=2021-Q1"])
def test_a_cell_is_what_its_rows_say(database: Database, code: str, search: str) -> None:
    compared = 0
    with reading(database.engines.reader, EVERYTHING) as reader:
        address = parse_address(f"?on=2021-03-31&beside={code}{search}", ("beside",))
        filters = resolve_filters(reader, address, EVERYTHING)
        for one in sampled(reader, filters, database.settings, "feedback.beside_results", random.Random(1), 40):
            shown, figure = one.cell.shown.value, one.explanation.figure
            if isinstance(shown, int | float | Decimal) and one.explanation.recipe.how != "rule":
                assert figure is not None, one.where
                assert float(figure) == pytest.approx(float(shown)), one.where
                compared += 1
    assert compared
