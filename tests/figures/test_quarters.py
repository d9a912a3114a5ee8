"""Quarters in place of months: what their axis names, and how the pointer writes them."""

from datetime import date

import pytest

from dashboard.figures import quarters
from dashboard.figures.table import Column, Table
from dashboard.i18n import speaking


def of(count: int) -> Table:
    """Give so many quarters under their last months, of which hardly one begins a half-year."""
    days = [date(2018 + at // 4, at % 4 * 3 + 3, 1) for at in range(1, count + 1)]
    return quarters.by_quarter(Table.of([Column("month", "", "month")], days))


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
@pytest.mark.parametrize("count", range(1, 41))
def test_an_axis_of_quarters_names_several_of_them(count: int, language: str) -> None:
    with speaking(language):
        axis = quarters.time_axis(of(count))
    ticks = axis["tickvals"]
    assert min(count, 3) <= len(ticks) <= 5  # type: ignore[arg-type]
    assert len(ticks) == len(axis["ticktext"])  # type: ignore[arg-type]
    assert set(ticks) <= {day.isoformat() for day in of(count).column("month")}  # type: ignore[call-overload]
    assert axis["type"] == "date"


@pytest.mark.parametrize(("language", "text"), [("tr", "%{x|%Y %q. çeyrek}"), ("en", "%{x|Q%q %Y}")])
def test_the_pointer_names_a_quarter_as_the_language_does(language: str, text: str) -> None:
    with speaking(language):
        assert quarters.hover_time(of(4)) == text


def merged(*rows: tuple[date, int | None, int | None]) -> tuple[tuple[object, ...], ...]:
    """Give the quarters of months with an actual and a planned running total."""
    columns = [Column("month", "", "month"), Column("actual", ""), Column("plan", "")]
    return quarters.by_quarter(Table(tuple(columns), rows)).rows


def test_a_plan_that_ends_within_a_quarter_keeps_its_last_point() -> None:
    rows = [(date(2021, month, 1), 7 if month == 3 else None, month * 10) for month in range(1, 6)]
    assert merged(*rows) == ((date(2021, 3, 1), 7, 30), (date(2021, 6, 1), None, 50))


def test_a_plan_that_ends_before_the_quarter_stands_beside_what_was_reached_in_it() -> None:
    rows = [(date(2021, 4, 1), None, 40), (date(2021, 5, 1), None, 50), (date(2021, 6, 1), 9, None)]
    assert merged(*rows) == ((date(2021, 6, 1), 9, 50),)


def test_quarters_with_several_rows_each_stay_as_they_are() -> None:
    rows = [(date(2021, 3, 1), 1, 2), (date(2021, 3, 1), 3, None), (date(2021, 12, 1), None, None)]
    assert merged(*rows) == tuple(rows)
