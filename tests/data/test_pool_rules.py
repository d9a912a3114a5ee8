"""The rules of the pool on a small one written out by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
import pandas as pd
import pytest
from sqlalchemy import Connection, event, func, select

from dashboard.address import Period, Problem
from dashboard.data import projects
from dashboard.data.engine import reading, writing
from dashboard.data.filters import EVERYTHING, Filters, Viewer
from dashboard.data.loading import load_rows
from dashboard.data.overview import Spent
from dashboard.data.pool_events import whole
from dashboard.data.pool_view import view
from dashboard.data.project import project
from dashboard.data.projects import Gap
from dashboard.data.schema import versions
from dashboard.data.versions import Snapshot
from tests.conftest import Database, Server

TABLES = {
    "programmes": "code,name_tr\nA,Birinci\nB,İkinci\n",
    "grants": "code,name_tr,programme_code\nG1,Bir,A\nG2,İki,B\n",
    "goals": (
        "code,programme_code,name_tr,level,position\nH1,A,Birinci hedef,general,1\nH2,A,İkinci hedef,strategic,2\n"
        "H3,B,Öteki hedef,strategic,1\n"
    ),
    "criteria": "code,name_tr,name_en,weight,position\nETKI,Etki,Impact,0.6,1\nKOLAY,Kolaylık,,0.4,2\n",
    "anchors": "criterion_code,score,name_tr\nETKI,5,Herkese ulaşır.\n",
    "stage_limits": "stage,days\nidea,100\napproved,30\n",
    "projects": (
        "code,programme_code,name_tr,stage,stage_reason,mode,country,owner,implementer,budget,currency\n"
        "P1,A,Işık okulu,idea,,joint,TR,Kültür kurulu,,1000.00,TRY\n"
        "P2,A,İkinci,approved,,unilateral,BG,Şehir ekibi,,500.00,EUR\n"
        "P3,A,Üçüncü,running,,joint,TR,,Iğdır Belediyesi,,\n"
        "P4,A,Dördüncü,screened,,,,Şehir ekibi,,,\n"
        "P5,B,Beşinci,idea,,joint,DE,Yabancı,,70.00,TRY\n"
        "P6,A,Altıncı,idea,,joint,TR,,,,\n"
    ),
    "stages": (
        "project_code,stage,entered_on,decided_by,reason\n"
        "P1,idea,2021-01-01,Kurul,\nP1,screened,2021-01-11,Kurul,\nP1,scored,2021-01-11,Kurul,\n"
        "P2,scored,2021-02-01,,\nP2,approved,2021-03-03,,\n"
        "P3,running,2020-12-01,,\nP3,on_hold,2021-01-10,,Ortak ayrıldı.\nP3,running,2021-02-09,,\n"
        "P5,idea,2021-03-01,,\nP5,rejected,2021-03-01,,Ödenek yok.\n"
        "P6,idea,2021-07-01,,\n"
    ),
    "scores": (
        "project_code,criterion_code,score,scored_on,scored_by,comment\n"
        "P1,ETKI,5,2021-01-05,Kurul,Açık.\nP1,KOLAY,1,2021-01-05,,\nP1,KOLAY,2,2021-06-01,,\n"
        "P2,ETKI,3,2021-01-05,,\nP2,KOLAY,4,2021-01-05,,\nP4,ETKI,5,2021-01-05,,\n"
    ),
    "funding": (
        "project_code,reference,amount,currency,secured_on,grant_code\n"
        "P2,R1,100.25,EUR,2021-02-01,G1\nP2,R2,900.00,TRY,2021-02-01,\nP2,R3,200.00,EUR,2021-08-01,G2\n"
    ),
    "spending": (
        "grant_code,project_code,spent_on,kind,amount,currency,reference\n"
        "G1,P1,2020-12-01,expenditure,10.10,TRY,1\nG1,P1,2021-02-01,expenditure,20.20,TRY,2\n"
        "G1,P1,2021-02-01,commitment,999.00,TRY,3\nG1,P3,2021-02-01,expenditure,5.00,USD,4\n"
        "G1,P3,2021-02-01,expenditure,8.00,GBP,5\nG1,P3,2021-02-05,expenditure,-8.00,GBP,6\n"
    ),
    "project_goals": "project_code,goal_code\nP1,H1\nP1,H2\nP2,H2\nP2,H3\n",
    "project_grants": "project_code,grant_code\nP1,G1\nP2,G1\nP2,G2\n",
    "activities": (
        "code,project_code,name_tr,activity_kind,place_code\nE1,P1,Bir,research,TR-34-EMINONU\nE2,P2,İki,research,TR-01\n"
        "E3,P3,Üç,research,TR-34-1103\n"
    ),
    "reach": (
        "date,project_code,activity_kind,place_code,population_group,sex,age_band,disability,new_people,contacts\n"
        "2021-02-01,P4,research,TR-35-1203,host,female,25-49,no,1,1\n"
    ),
}
DAY = date(2021, 3, 13)
ONLY_B = Viewer(programmes=frozenset({"B"}), protected=False)


@pytest.fixture(scope="module")
def database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give the small pool in two versions: later the weights are turned round and a stage change is taken back."""
    copy = postgres.create("test_pool_rules", migrated)
    with writing(copy.engines.writer) as writer:
        for kind, text in TABLES.items():
            load(writer, kind, text)
    with writing(copy.engines.writer) as writer:
        load(writer, "criteria", TABLES["criteria"].replace("0.6", "0.1").replace("0.4", "0.9"), supersede=True)
        load(writer, "stages", TABLES["stages"].replace("P2,approved,2021-03-03,,\n", ""), supersede=True)
    yield copy
    postgres.drop(copy)


def load(writer: Connection, kind: str, text: str, *, supersede: bool = False) -> None:
    """Load a table as a file of this name would be."""
    lines = [line.split(",") for line in text.splitlines()]
    load_rows(writer, kind, pd.DataFrame(lines[1:], columns=lines[0], dtype=str), source=kind, supersede=supersede)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with reading(database.engines.reader, EVERYTHING) as transaction:
        yield transaction


@pytest.fixture
def asked(connection: Connection) -> Filters:
    """Give filters without any restriction as of the first version."""
    newest = connection.scalar(select(func.max(versions.c.version)))
    return Filters(EVERYTHING, Snapshot((newest or 0) - 2, DAY))


def own(filters: Filters, *pairs: tuple[str, str]) -> Filters:
    """Give the same filters with parameters of the page."""
    return replace(filters, own=pairs)


def at(filters: Filters, day: str) -> Filters:
    """Give the same filters on another reference day."""
    return replace(filters, snapshot=replace(filters.snapshot, day=date.fromisoformat(day)))


def codes(connection: Connection, filters: Filters) -> list[str]:
    """Give the projects in view."""
    return list(projects.projects(connection, filters)["code"])


def columns(frame: pd.DataFrame, *names: str) -> list[tuple[object, ...]]:
    """Give some columns of a frame."""
    return list(frame[list(names)].itertuples(index=False, name=None))


def test_a_stage_is_that_of_the_latest_change_and_of_one_day_the_later_stage(
    connection: Connection, asked: Filters
) -> None:
    found = columns(projects.projects(connection, asked), "code", "stage", "entered_on", "days", "limit")
    assert found == [
        ("P1", "scored", date(2021, 1, 11), 61, None),
        ("P2", "approved", date(2021, 3, 3), 10, 30),
        ("P3", "running", date(2021, 2, 9), 32, None),
        ("P4", "screened", None, None, None),
        ("P5", "rejected", date(2021, 3, 1), 12, None),
    ]


def test_a_project_is_not_there_before_its_first_change(connection: Connection, asked: Filters) -> None:
    assert codes(connection, at(asked, "2021-06-30")) == ["P1", "P2", "P3", "P4", "P5"]
    assert codes(connection, at(asked, "2021-07-01")) == ["P1", "P2", "P3", "P4", "P5", "P6"]
    assert codes(connection, at(asked, "2020-11-30")) == ["P4"]


def test_the_median_stay_counts_ended_stays_and_present_ones_but_no_ends(
    connection: Connection, asked: Filters
) -> None:
    # P1: 10, 0 and 61 days. P2: 30 and 10. P3: 40, 30 and 32. P5: 0 as an idea; rejected is an end.
    head = projects.headline(connection, asked)
    assert (head.stays, head.median_days_in_stage) == (9, 30.0)
    assert projects.headline(connection, at(asked, "2021-03-14")).median_days_in_stage == 30.0
    some = projects.headline(connection, own(asked, ("stage", "approved"), ("stage", "running")))
    assert (some.stays, some.median_days_in_stage) == (5, 30.0)
    two = projects.headline(connection, own(asked, ("stage", "approved")))
    assert (two.stays, two.median_days_in_stage) == (2, 20.0)
    assert projects.headline(connection, own(asked, ("stage", "screened"))).median_days_in_stage is None


def test_the_numbers_of_the_page(connection: Connection, asked: Filters) -> None:
    head = projects.headline(connection, asked)
    assert (head.in_pool, head.on_hold, head.running, head.closing, head.records) == (3, 0, 1, 0, 5)
    assert (head.ranked, head.incomplete, head.undated, head.timed) == (2, 1, 1, 3)
    held = projects.headline(connection, at(asked, "2021-01-31"))
    assert (held.in_pool, held.on_hold, held.running) == (3, 1, 0)


def test_a_missing_score_is_incomplete_and_not_low(connection: Connection, asked: Filters) -> None:
    ranked = columns(projects.priorities(connection, asked), "code", "rank", "priority", "criterion_code", "part")
    assert ranked == [
        *(("P1", 1, 3.4, "ETKI", 3.0), ("P1", 1, 3.4, "KOLAY", 0.4)),
        *(("P2", 1, 3.4, "ETKI", 1.8), ("P2", 1, 3.4, "KOLAY", 1.6)),
    ]
    missing = projects.incomplete(connection, asked)
    assert columns(missing, "code", "stage", "missing", "missing_tr", "missing_en") == [
        ("P4", "screened", 1, "Kolaylık", "Kolaylık")
    ]


def test_a_later_score_counts_from_its_day_on_and_breaks_the_tie(connection: Connection, asked: Filters) -> None:
    later = projects.projects(connection, at(asked, "2021-06-01"))
    assert columns(later, "code", "rank", "priority")[:2] == [("P1", 1, 3.8), ("P2", 2, 3.4)]
    assert projects.headline(connection, at(asked, "2021-06-01")).high_priority_waiting == 1


def test_a_later_load_moves_ranks_and_stages_and_the_earlier_version_stays(
    connection: Connection, asked: Filters
) -> None:
    now = replace(asked, snapshot=replace(asked.snapshot, version=asked.snapshot.version + 2))
    found = columns(projects.projects(connection, now), "code", "stage", "rank", "priority")[:2]
    assert found == [("P1", "scored", 2, 1.4), ("P2", "scored", 1, 3.9)]
    assert columns(projects.projects(connection, asked), "rank")[:2] == [(1,), (1,)]


def test_filters_that_narrow_the_list_move_no_rank(connection: Connection, asked: Filters) -> None:
    june = at(asked, "2021-06-01")
    for narrow in (("stage", "approved"), ("country", "BG"), ("q", "ikinci")):
        assert columns(projects.projects(connection, own(june, narrow)), "code", "rank") == [("P2", 2)]
    among = replace(june, grants=("G2",))
    assert columns(projects.projects(connection, among), "code", "rank") == [("P2", 1)]


def test_weights_that_somebody_tries_change_priorities_but_not_the_data(connection: Connection, asked: Filters) -> None:
    tried = own(asked, ("weights", "ETKI:1,KOLAY:1"), ("weights", "ETKI:0,KOLAY:7.5"))
    assert columns(projects.projects(connection, tried), "rank", "priority")[:2] == [(2, 1.0), (1, 4.0)]
    criteria = projects.criteria_in_force(connection, tried)
    assert (criteria.trial, criteria.shares, criteria.in_force) == (True, (0.0, 1.0), (Decimal(0), Decimal("7.5")))
    assert [one.weight for one in criteria.items] == [Decimal("0.6"), Decimal("0.4")]
    stored = projects.criteria_in_force(connection, asked)
    assert (stored.trial, stored.in_force) == (False, (Decimal("0.6"), Decimal("0.4")))
    assert stored.items[0].names == {"tr": "Etki", "en": "Impact", "ar": "Etki"}
    assert stored.items[0].anchors[5]["tr"] == "Herkese ulaşır."


def test_waiting_longest_over_the_limit_stands_first_and_stages_without_one_last(
    connection: Connection, asked: Filters
) -> None:
    found = columns(projects.days_in_stage(connection, at(asked, "2021-07-20")), "code", "days", "limit", "over")
    assert found == [
        *(("P2", 139, 30, 109), ("P6", 19, 100, -81)),
        *(("P1", 190, None, None), ("P3", 161, None, None)),
    ]
    assert list(projects.days_in_stage(connection, at(asked, "2021-07-20"), 1)["code"]) == ["P2"]


def test_the_action_plan_has_its_gap_in_the_currency_of_the_budget(connection: Connection, asked: Filters) -> None:
    plan = columns(projects.action_plan(connection, asked), "code", "budget", "currency", "secured", "gap")
    assert plan == [("P2", Decimal("500.00"), "EUR", Decimal("100.25"), Decimal("399.75"))]
    head = projects.headline(connection, asked)
    assert (head.gaps, head.without_budget) == ([Gap("EUR", Decimal("399.75"))], 0)
    assert projects.headline(connection, at(asked, "2021-08-01")).gaps == [Gap("EUR", Decimal("199.75"))]


def test_money_is_spent_up_to_the_end_of_the_period_and_never_added_across_currencies(
    connection: Connection, asked: Filters
) -> None:
    assert projects.headline(connection, asked).spent == [
        Spent("EUR", Decimal(0), Decimal(500)),
        Spent("GBP", Decimal(0), None),
        Spent("TRY", Decimal("30.30"), Decimal(1070)),
        Spent("USD", Decimal(5), None),
    ]
    before = replace(asked, period=Period.parse("2020"))
    assert projects.headline(connection, before).spent == [
        Spent("EUR", Decimal(0), Decimal(500)),
        Spent("TRY", Decimal("10.10"), Decimal(1070)),
    ]
    assert columns(projects.projects(connection, before), "spent", "currency")[:3] == [
        (Decimal("10.10"), "TRY"),
        (Decimal(0), "EUR"),
        (None, None),
    ]


def test_budgets_stand_by_stage_and_currency(connection: Connection, asked: Filters) -> None:
    assert columns(projects.stage_budgets(connection, asked), "stage", "currency", "projects", "budget") == [
        ("scored", "TRY", 1, Decimal(1000)),
        ("approved", "EUR", 1, Decimal(500)),
        ("rejected", "TRY", 1, Decimal(70)),
    ]
    counts = columns(projects.by_stage(connection, asked), "stage", "projects")
    assert [stage for stage, many in counts if many] == ["screened", "scored", "approved", "running", "rejected"]
    assert len(counts) == 11


def test_on_hold_is_inside_the_pool_and_a_day_s_coming_and_going_counts_in_both(
    connection: Connection, asked: Filters
) -> None:
    names = ("quarter", "inflow", "outflow", "in_pool")
    # P1 and P2 come, P3 comes on hold and leaves to run, P5 comes and is rejected on one day.
    assert columns(projects.flow(connection, at(asked, "2021-07-20")), *names) == [
        (date(2020, 10, 1), 0, 0, 0),
        (date(2021, 1, 1), 4, 2, 2),
        (date(2021, 4, 1), 0, 0, 2),
        (date(2021, 7, 1), 1, 0, 3),
    ]
    assert columns(projects.flow(connection, at(asked, "2021-01-31")), *names)[-1] == (date(2021, 1, 1), 2, 0, 2)
    spring = replace(at(asked, "2021-07-20"), period=Period.parse("2021-02..2021-04"))
    assert columns(projects.flow(connection, spring), "quarter") == [(date(2021, 1, 1),), (date(2021, 4, 1),)]
    assert projects.flow(connection, own(asked, ("stage", "screened"))).empty


def test_goals_stand_strategic_first_and_a_project_under_each_of_its_goals(
    connection: Connection, asked: Filters
) -> None:
    found = columns(projects.goals_by_stage(connection, asked), "goal_code", "stage", "projects")
    assert found == [
        *(("H2", "scored", 1), ("H2", "approved", 1), ("H3", "approved", 1)),
        ("H1", "scored", 1),
    ]
    only_a = replace(asked, viewer=Viewer(programmes=frozenset({"A"}), protected=False))
    assert "H3" not in set(projects.goals_by_stage(connection, only_a)["goal_code"])


def test_modes_stand_by_country_the_unknown_one_last(connection: Connection, asked: Filters) -> None:
    assert columns(projects.modes(connection, asked), "country", "mode", "projects") == [
        *(("TR", "joint", 2), ("BG", "unilateral", 1), ("DE", "joint", 1)),
        (None, None, 1),
    ]


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("q", "isik")], ["P1"]),
        ([("q", "IĞDIR")], ["P3"]),
        ([("q", "sehir P4")], ["P4"]),
        ([("q", "okulu kültür")], ["P1"]),
        ([("q", "kurulu Işık okulux")], []),
        ([("q", "  ")], ["P1", "P2", "P3", "P4", "P5"]),
        ([("owner", "Şehir ekibi")], ["P2", "P4"]),
        ([("owner", "Şehir ekibi"), ("country", "BG")], ["P2"]),
        ([("mode", "joint"), ("mode", "unilateral")], ["P1", "P2", "P3", "P5"]),
        ([("goal", "H2")], ["P1", "P2"]),
        ([("goal", "H1"), ("goal", "H3")], ["P1", "P2"]),
        ([("stage", "idea")], []),
        ([("stage", "screened"), ("stage", "rejected")], ["P4", "P5"]),
    ],
)
def test_several_values_widen_and_several_names_narrow(
    connection: Connection, asked: Filters, pairs: list[tuple[str, str]], expected: list[str]
) -> None:
    assert codes(connection, own(asked, *pairs)) == expected
    assert projects.own_problems(connection, own(asked, *pairs)) == ()


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        (("TR-34",), ["P1", "P3"]),
        (("TR-34-1327",), ["P1"]),
        (("TR-34-1103", "TR-01"), ["P2", "P3"]),
        (("TR-35",), ["P4"]),
        (("TR-35-1203",), ["P4"]),
        (("TR-06",), []),
    ],
)
def test_a_project_is_where_its_activities_or_people_are_a_historic_place_being_today_s(
    connection: Connection, asked: Filters, places: tuple[str, ...], expected: list[str]
) -> None:
    assert codes(connection, replace(asked, places=places)) == expected


def test_what_cannot_be_chosen_is_named_and_restricts_nothing(connection: Connection, asked: Filters) -> None:
    bad = [("stage", "x"), ("goal", "H9"), ("mode", "many"), ("country", "FR"), ("owner", "Kimse")]
    trial = ("weights", "ETKI:1")
    filters = own(asked, *bad, ("stage", "approved"), ("sort", "-name"), trial)
    assert projects.own_problems(connection, filters) == tuple(Problem(*pair) for pair in (*bad, trial))
    assert codes(connection, filters) == ["P2"]
    assert columns(projects.projects(connection, filters), "priority") == [(3.4,)]


def test_another_programme_s_goals_countries_and_owners_do_not_exist(connection: Connection, asked: Filters) -> None:
    stranger = replace(asked, viewer=ONLY_B)
    pairs = [("goal", "H1"), ("country", "TR"), ("owner", "Kültür kurulu")]
    assert projects.own_problems(connection, own(stranger, *pairs)) == tuple(Problem(*pair) for pair in pairs)
    assert codes(connection, stranger) == ["P5"]
    offered = projects.choices(connection, stranger)
    assert (offered.stages, offered.goals, offered.modes) == (("rejected",), (), ("joint",))
    assert (offered.countries, offered.owners) == (("DE",), ("Yabancı",))


def test_choices_are_what_occurs_in_its_own_order(connection: Connection, asked: Filters) -> None:
    offered = projects.choices(connection, own(asked, ("stage", "idea")))
    assert offered.stages == ("screened", "scored", "approved", "running", "rejected")
    assert [choice.code for choice in offered.goals] == ["H2", "H3", "H1"]
    assert offered.owners == ("Kültür kurulu", "Şehir ekibi", "Yabancı")
    assert offered.countries == ("BG", "DE", "TR")


@pytest.mark.parametrize("viewer", [Viewer(), Viewer(grants=frozenset({"G1"})), Viewer(programmes=None)])
def test_a_protected_viewer_sees_nothing_at_all(connection: Connection, asked: Filters, viewer: Viewer) -> None:
    hidden = replace(asked, viewer=viewer)
    assert projects.headline(connection, hidden).records == 0
    for question in (
        *(projects.projects, projects.priorities, projects.incomplete, projects.days_in_stage, projects.flow),
        *(projects.goals_by_stage, projects.modes, projects.action_plan, projects.stage_budgets),
    ):
        assert question(connection, hidden).empty
    assert projects.choices(connection, hidden) == projects.PoolChoices()
    goal = ("goal", "H1")
    assert projects.own_problems(connection, own(hidden, goal)) == (Problem(*goal),)
    assert project(connection, hidden, "P1") is None


def test_a_grant_of_another_programme_is_not_named_on_a_project_s_page(connection: Connection, asked: Filters) -> None:
    august = at(asked, "2021-08-01")
    everything = project(connection, august, "P2")
    only_a = project(connection, replace(august, viewer=Viewer(programmes=frozenset({"A"}), protected=False)), "P2")
    assert everything is not None
    assert only_a is not None
    assert [share.code for share in everything.grants] == ["G1", "G2"]
    assert [share.code for share in only_a.grants] == ["G1"]
    assert [secured.amount for secured in only_a.funding] == [Decimal("100.25"), Decimal(900), Decimal(200)]
    assert [secured.grant and secured.grant["tr"] for secured in everything.funding] == ["Bir", None, "İki"]
    assert [secured.grant and secured.grant["tr"] for secured in only_a.funding] == ["Bir", None, None]
    assert [goal.code for goal in only_a.goals] == ["H2"]


def test_parameters_that_choose_nothing_and_the_period_share_one_view(connection: Connection, asked: Filters) -> None:
    one = view(connection, own(asked, ("stage", "idea"), ("sort", "name")))
    other = view(connection, replace(own(asked, ("stage", "idea")), period=Period.parse("2020"), groups=("host",)))
    assert one is other


def test_a_second_look_asks_the_database_nothing(connection: Connection, asked: Filters) -> None:
    def look() -> None:
        for name in ("projects", "priorities", "flow", "goals_by_stage", "headline", "choices", "own_problems"):
            getattr(projects, name)(connection, own(asked, ("q", "ikinci")))

    look()
    statements: list[str] = []
    event.listen(connection, "before_cursor_execute", lambda *call: statements.append(call[2]))
    look()
    assert statements == []


def test_sums_that_64_bits_cannot_hold_are_kept_exact() -> None:
    assert whole([2**61, 2**60]).dtype == np.int64
    large = whole([2**62, 2**62, -5])
    assert (large.dtype, large.sum()) == (np.dtype(object), 2**63 - 5)
