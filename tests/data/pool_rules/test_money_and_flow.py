"""The rules of budgets, gaps and spending, of coming and going, goals and modes."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import numpy as np
from sqlalchemy import Connection

from dashboard.address import Period
from dashboard.data import projects
from dashboard.data.filters import Filters, Viewer
from dashboard.data.overview import Spent
from dashboard.data.pool_events import whole
from dashboard.data.projects import Gap
from tests.data.pool_rules.example import at, columns, own


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


def test_sums_that_64_bits_cannot_hold_are_kept_exact() -> None:
    assert whole([2**61, 2**60]).dtype == np.int64
    large = whole([2**62, 2**62, -5])
    assert (large.dtype, large.sum()) == (np.dtype(object), 2**63 - 5)
