"""What narrows the pool, who sees which of its projects, and what is asked only once."""

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import Connection, event

from dashboard.address import Period, Problem
from dashboard.data import projects
from dashboard.data.filters import Filters, Viewer
from dashboard.data.pool_view import view
from dashboard.data.project import project
from tests.data.pool_rules.example import at, codes, columns, own

ONLY_B = Viewer(programmes=frozenset({"B"}), protected=False)


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
