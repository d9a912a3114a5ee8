"""Whole months from a day, where months end on different days."""

from datetime import date
from decimal import Decimal

import pytest

from dashboard.address import Month
from dashboard.data.month_steps import end_of_run, months_later, months_passed


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ("2021-01-31", 1, "2021-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2023-11-30", 3, "2024-02-29"),
        ("2022-11-30", 3, "2023-02-28"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2021-08-31", 3, "2021-11-30"),
        ("2021-08-31", 6, "2022-02-28"),
        ("2020-12-15", 1, "2021-01-15"),
        ("2021-03-31", -12, "2020-03-31"),
        ("2021-03-31", -1, "2021-02-28"),
    ],
)
def test_months_later_ends_with_a_shorter_month(day: str, months: int, expected: str) -> None:
    assert months_later(date.fromisoformat(day), months) == date.fromisoformat(expected)


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [("2022-04-15", 12, "2023-04-14"), ("2023-03-01", 12, "2024-02-29"), ("2024-02-29", 12, "2025-02-27")],
)
def test_a_run_of_months_ends_on_the_day_before_the_next_one(first: str, months: int, last: str) -> None:
    assert end_of_run(date.fromisoformat(first), months) == date.fromisoformat(last)


def test_the_last_day_of_a_month_makes_it_whole() -> None:
    start = Month(2024, 1)
    assert months_passed(start, date(2023, 12, 31)) == 0
    assert months_passed(start, date(2024, 1, 31)) == 1
    assert months_passed(start, date(2024, 2, 29)) == 2
    assert months_passed(start, date(2024, 4, 15)) == Decimal("3.5")
