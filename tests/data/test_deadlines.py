"""Report deadlines by the funders' rules, each written out by hand."""

from datetime import date

import pytest

from dashboard.data.deadlines import deadlines


def asked(rule: str | None, starts_on: str, ends_on: str) -> list[tuple[str, int, str, str, str]]:
    """Give part, number, first and last day of the period, and the day it is due."""
    found = deadlines(rule, date.fromisoformat(starts_on), date.fromisoformat(ends_on))
    return [(d.part, d.number, d.first.isoformat(), d.last.isoformat(), d.due_on.isoformat()) for d in found]


def test_eu_reports_are_due_60_days_after_each_year_and_3_months_after_the_end() -> None:
    assert asked("eu", "2024-09-16", "2027-09-15") == [
        ("interim", 1, "2024-09-16", "2025-09-15", "2025-11-14"),
        ("interim", 2, "2025-09-16", "2026-09-15", "2026-11-14"),
        ("final", 1, "2026-09-16", "2027-09-15", "2027-12-15"),
    ]


def test_the_final_report_is_due_after_6_months_where_the_coordinator_sits_abroad() -> None:
    assert asked("eu_abroad", "2019-02-15", "2021-02-14") == [
        ("interim", 1, "2019-02-15", "2020-02-14", "2020-04-14"),
        ("final", 1, "2020-02-15", "2021-02-14", "2021-08-14"),
    ]


def test_up_to_18_months_that_remain_are_one_last_period() -> None:
    assert [d[0] for d in asked("eu", "2019-02-15", "2020-08-14")] == ["final"]
    assert [d[0] for d in asked("eu", "2019-02-15", "2020-08-15")] == ["interim", "final"]
    assert asked("eu", "2022-04-15", "2025-10-14")[-1] == ("final", 1, "2024-04-15", "2025-10-14", "2026-01-14")


@pytest.mark.parametrize(
    ("ends_on", "due_on"),
    [
        ("2022-11-30", "2023-02-28"),
        ("2023-11-30", "2024-02-29"),
        ("2023-08-31", "2023-11-30"),
        ("2024-02-29", "2024-05-29"),
    ],
)
def test_a_deadline_falls_on_the_last_day_of_a_shorter_month(ends_on: str, due_on: str) -> None:
    assert asked("eu", "2022-10-01", ends_on)[-1][4] == due_on


@pytest.mark.parametrize(
    ("ends_on", "due_on"), [("2023-08-31", "2024-02-29"), ("2022-08-31", "2023-02-28"), ("2021-12-31", "2022-06-30")]
)
def test_so_it_does_after_six_months(ends_on: str, due_on: str) -> None:
    assert asked("eu_abroad", "2021-09-01", ends_on)[-1][4] == due_on


def test_sixty_days_run_through_a_leap_february() -> None:
    assert asked("eu", "2023-01-01", "2026-12-31")[0][3:] == ("2023-12-31", "2024-02-29")
    assert asked("eu", "2022-01-01", "2025-12-31")[0][3:] == ("2022-12-31", "2023-03-01")


def test_periods_that_begin_on_a_leap_day_do_not_drift() -> None:
    assert [d[2:4] for d in asked("eu", "2020-02-29", "2024-12-31")] == [
        ("2020-02-29", "2021-02-27"),
        ("2021-02-28", "2022-02-27"),
        ("2022-02-28", "2023-02-27"),
        ("2023-02-28", "2024-02-28"),
        ("2024-02-29", "2024-12-31"),
    ]


def test_the_world_bank_wants_a_report_45_days_after_each_calendar_semester() -> None:
    assert asked("world_bank", "2020-01-01", "2021-03-31") == [
        ("semester", 1, "2020-01-01", "2020-06-30", "2020-08-14"),
        ("semester", 2, "2020-07-01", "2020-12-31", "2021-02-14"),
        ("semester", 3, "2021-01-01", "2021-03-31", "2021-05-15"),
    ]
    assert asked("world_bank", "2020-01-01", "2021-12-31")[2:] == [
        ("semester", 3, "2021-01-01", "2021-06-30", "2021-08-14"),
        ("semester", 4, "2021-07-01", "2021-12-31", "2022-02-14"),
    ]


def test_nothing_is_asked_for_without_a_rule_or_dates() -> None:
    assert asked(None, "2020-01-01", "2021-12-31") == []
    assert deadlines("eu", None, date(2021, 1, 1)) == deadlines("eu", date(2021, 1, 1), None) == ()
    assert asked("eu", "2021-01-02", "2021-01-01") == []
