"""Counting people, case by case: each small world is written out by hand and its figure reckoned on paper."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection

from dashboard.address import Period
from dashboard.data import beneficiaries
from dashboard.data.beneficiaries import Answers
from dashboard.data.filters import EVERYTHING, Filters, Viewer
from dashboard.data.frames import Columns
from dashboard.data.versions import Snapshot, draw_version
from dashboard.figures.table import lists
from tests.conftest import Database, Server
from tests.oracle_rows import Amendment, Reach, Share, World
from tests.reach_world import complete_reference, provenance, store_registers, store_rows, store_terms

WOMAN = Reach(date(2021, 3, 10), "A1", "advice", "TR-34-1103", "host", "female", "25-49", "no", 10, 12)
PROJECTS = {"A1": "PA", "A2": "PA", "B1": "PB"}
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give one database for all tests of this module: each undoes what it changes."""
    copy = postgres.create("test_counting", migrated)
    yield copy
    postgres.drop(copy)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """Give a transaction that is undone; its engine is new, because a process remembers committed versions only."""
    engine = database.engines.owner.execution_options()
    with engine.connect() as transaction:
        yield transaction
        transaction.rollback()


def stored(connection: Connection, *rows: Reach, **registers: object) -> int:
    """Store a world of rows, version after version, and give the newest version."""
    first = draw_version(connection, "load")
    complete_reference(connection, provenance(connection, first))
    moved = [replace(row, since=row.since + first - 1, until=row.until and row.until + first - 1) for row in rows]
    world = World(moved, PROJECTS, **registers)  # type: ignore[arg-type]
    store_registers(connection, world, first)
    last = max([row.since for row in moved] + [row.until or 0 for row in moved])
    for version in range(first, last + 1):
        if version > first:
            assert draw_version(connection, "load") == version
        store_rows(connection, world, version)
        store_terms(connection, world, version, first)
    return last


def page(connection: Connection, version: int, period: str | None = None, **chosen: object) -> Answers:
    """Give what a page shows for some filters."""
    day = chosen.pop("day", TODAY)
    snapshot = Snapshot(version, day)  # type: ignore[arg-type]
    filters = Filters(EVERYTHING, snapshot, period=Period.parse(period) if period else None)
    return beneficiaries.page_answers(connection, replace(filters, **chosen))


def rows_of(columns: Columns) -> list[tuple[object, ...]]:
    """Give the rows of an answer."""
    return list(zip(*columns.values(), strict=True))


def test_the_partition_of_sex_age_and_group_adds_up_to_the_total_with_unknown_included(connection: Connection) -> None:
    version = stored(
        connection,
        WOMAN,
        replace(WOMAN, sex="male", new=5),
        replace(WOMAN, sex="unknown", age="unknown", group="unknown", new=3),
    )
    answers = page(connection, version)
    head = answers.headline()
    assert head.unique_people == 18
    assert sum(answers.reached_by_sex_and_age()["new_people"]) == 18
    assert sum(answers.reached_by_group_and_quarter()["new_people"]) == 18
    assert (head.women, head.sex_known, head.sex_unknown) == (10, 15, 3)
    assert (head.host, head.group_known, head.group_unknown) == (15, 15, 3)


def test_direct_and_indirect_people_stand_apart(connection: Connection) -> None:
    version = stored(connection, WOMAN, replace(WOMAN, directness="indirect", new=400, contacts=400))
    head = page(connection, version).headline()
    assert (head.unique_people, head.contacts, head.indirect_people, head.records) == (10, 12, 400, 2)


def test_max_then_sum_takes_the_largest_activity_of_each_cell(connection: Connection) -> None:
    """Given 10 and 7 people at two activities in one cell, and 4 in another, then 10 + 4 were reached."""
    row = replace(WOMAN, rule="max_then_sum", activity="course")
    version = stored(connection, row, replace(row, activity="visit", new=7), replace(row, sex="male", new=4))
    answers = page(connection, version)
    assert answers.headline().unique_people == 14
    assert rows_of(answers.counting_rules()) == [("max_then_sum", 14, 1)]


def test_max_then_sum_is_applied_to_the_period_chosen_not_month_by_month(connection: Connection) -> None:
    """Given a course of 10 in March and a visit of 8 in April and 7 in May, then March to May has 15, not 25."""
    row = replace(WOMAN, rule="max_then_sum", activity="course")
    visit = replace(row, activity="visit")
    version = stored(
        connection, row, replace(visit, date=date(2021, 4, 2), new=8), replace(visit, date=date(2021, 5, 2), new=7)
    )
    answers = page(connection, version, "2021-03..2021-05")
    months = answers.reached_by_month()
    assert answers.headline().new_people == 15
    assert months["new_people"][:3] == [10, 8, 7]
    assert months["unique_people"][:3] == [10, 10, 15]


def test_an_activity_without_a_code_is_told_apart_by_its_kind(connection: Connection) -> None:
    row = replace(WOMAN, rule="max_then_sum")
    version = stored(connection, row, replace(row, new=3), replace(row, kind="policy_input", new=11))
    assert page(connection, version).headline().unique_people == 13


def test_a_total_over_several_rules_names_each_part(connection: Connection) -> None:
    version = stored(
        connection,
        WOMAN,
        replace(WOMAN, project="A2", rule="declared", new=100, contacts=100),
        replace(WOMAN, project="B1", rule="max_then_sum", activity="course", new=6),
        replace(WOMAN, project="B1", rule="max_then_sum", activity="visit", new=5),
    )
    rules = page(connection, version).counting_rules()
    assert rows_of(rules) == [("person_key", 10, 1), ("max_then_sum", 6, 1), ("declared", 100, 1)]
    assert page(connection, version).headline().unique_people == 116


def test_a_grant_counts_its_projects_from_its_start_to_its_current_end_to_the_day(connection: Connection) -> None:
    """Given a grant from 17 December 2019 to 31 March 2021, then the days before and after do not count."""
    days = [date(2019, 12, 16), date(2019, 12, 17), date(2021, 3, 31), date(2021, 4, 1)]
    rows = [replace(WOMAN, date=day, new=10**n) for n, day in enumerate(days)]
    version = stored(
        connection, *rows, grants={"G1": (date(2019, 12, 17), date(2021, 3, 31))}, shares=[Share("G1", "A1")]
    )
    assert page(connection, version, grants=("G1",)).headline().unique_people == 110


def test_an_amendment_moves_the_end_from_its_version_on(connection: Connection) -> None:
    rows = (replace(WOMAN, date=date(2021, 6, 1)), replace(WOMAN, since=2))
    registers = {
        "grants": {"G1": (date(2019, 12, 17), date(2021, 3, 31))},
        "shares": [Share("G1", "A1")],
        "amendments": [Amendment("G1", date(2021, 2, 1), date(2021, 12, 31), since=2)],
    }
    version = stored(connection, *rows, **registers)
    assert page(connection, version - 1, grants=("G1",)).headline().unique_people is None
    assert page(connection, version, grants=("G1",)).headline().unique_people == 20


def test_a_co_financed_project_counts_whole_for_each_grant_and_once_together(connection: Connection) -> None:
    grants = {"G1": (None, None), "G2": (date(2021, 1, 1), None)}
    shares = [Share("G1", "A1"), Share("G2", "A1", None, date(2021, 12, 31))]
    version = stored(connection, WOMAN, grants=grants, shares=shares)
    for chosen in (("G1",), ("G2",), ("G1", "G2")):
        assert page(connection, version, grants=chosen).headline().unique_people == 10, chosen
    assert page(connection, version).headline().unique_people == 10


def test_missing_is_not_zero(connection: Connection) -> None:
    """Given a month with a record of nobody and a month without records, then one says 0 and the other nothing."""
    rows = (replace(WOMAN, new=0, contacts=0), replace(WOMAN, date=date(2021, 5, 1), new=2, contacts=2))
    version = stored(connection, *rows)
    months = page(connection, version, day=date(2021, 5, 31)).reached_by_month()
    assert months["new_people"] == [0, None, 2]
    assert months["unique_people"] == [0, 0, 2]
    nobody, nothing = page(connection, version, "2021-03"), page(connection, version, "2021-04")
    assert (nobody.headline().new_people, nothing.headline().new_people) == (0, None)
    assert nothing.headline().unique_people == 0
    assert page(connection, version, places=("TR-63",)).headline().unique_people is None


def test_a_superseding_load_changes_today_but_not_yesterday(connection: Connection) -> None:
    version = stored(connection, replace(WOMAN, until=2), replace(WOMAN, new=8, since=2))
    assert page(connection, version).headline().unique_people == 8
    assert page(connection, version - 1).headline().unique_people == 10


def test_the_reference_day_cuts_within_a_month(connection: Connection) -> None:
    version = stored(connection, WOMAN, replace(WOMAN, date=date(2021, 3, 11), new=5))
    assert page(connection, version, day=date(2021, 3, 10)).headline().unique_people == 10
    assert page(connection, version, day=date(2021, 3, 11)).headline().unique_people == 15
    assert page(connection, version, "2021", day=date(2021, 3, 10)).headline().new_people == 10


def test_a_district_rolls_up_to_its_province_and_both_together_count_once(connection: Connection) -> None:
    rows = (WOMAN, replace(WOMAN, place="TR-34", new=3), replace(WOMAN, place="TR-06-1231", new=1))
    version = stored(connection, *rows)
    for places, people in ((("TR-34",), 13), (("TR-34-1103",), 10), (("TR-34", "TR-34-1103"), 13), ((), 14)):
        assert page(connection, version, places=places).headline().unique_people == people, places
    inside = page(connection, version, places=("TR-34",)).reached_by_place()
    assert inside["place_code"] == ["TR-34-1103", "TR-34"]
    assert inside["level"] == ["district", "province"]
    assert inside["new_people"] == [10, 3]


def test_the_period_before_has_the_same_length(connection: Connection) -> None:
    version = stored(connection, *(replace(WOMAN, date=date(2021, m, 5), new=m) for m in range(1, 7)))
    head = page(connection, version, "2021-Q2").headline()
    assert (head.new_people, head.previous_new_people) == (4 + 5 + 6, 1 + 2 + 3)
    assert page(connection, version, "2021-Q1").headline().previous_new_people is None


@pytest.mark.parametrize("viewer", [Viewer(), Viewer(programmes=frozenset({"PA"}), protected=True)])
def test_a_viewer_without_scope_or_with_protection_sees_nothing(connection: Connection, viewer: Viewer) -> None:
    version = stored(connection, WOMAN)
    head = beneficiaries.headline(connection, Filters(viewer, Snapshot(version, TODAY)))
    assert (head.unique_people, head.has_data, head.records) == (None, False, 0)


def test_every_question_alone_gives_what_the_page_gives(connection: Connection) -> None:
    row = replace(WOMAN, rule="max_then_sum", activity="course", project="B1")
    version = stored(connection, WOMAN, row, replace(row, activity="visit", new=20))
    for period in (None, "2021-Q1"):
        filters = Filters(EVERYTHING, Snapshot(version, TODAY), period=Period.parse(period) if period else None)
        answers = beneficiaries.page_answers(connection, filters)
        for name in ALONE:
            alone, together = getattr(beneficiaries, name)(connection, filters), getattr(answers, name)()
            assert lists(alone) == together, name
        assert beneficiaries.headline(connection, filters) == answers.headline()


ALONE = (
    "counting_rules",
    "reached_by_activity_kind",
    "reached_by_group_and_quarter",
    "reached_by_month",
    "reached_by_place",
    "reached_by_sex_and_age",
    "reached_by_subprogramme",
)
