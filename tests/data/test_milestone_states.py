"""The six states of a report to the day, and slippage against both plans."""

from datetime import date, timedelta

import pytest

from dashboard.data.milestone_states import Course, Slip, Standpoint, milestone_state, report_state, slip

OPENS, DUE = date(2021, 7, 1), date(2021, 8, 30)
HANDED_IN, BACK, AGAIN, PASSED = date(2021, 9, 2), date(2021, 9, 20), date(2021, 10, 1), date(2021, 10, 15)
WHOLE = Course(DUE, OPENS, None, HANDED_IN, BACK, AGAIN, PASSED)


def on(text: str) -> Standpoint:
    """Look from a day that is not over."""
    day = date.fromisoformat(text)
    return Standpoint(day, day)


def closed(text: str) -> Standpoint:
    """Look back at a period that ended with a day."""
    day = date.fromisoformat(text)
    return Standpoint(day, day + timedelta(days=1))


@pytest.mark.parametrize(
    ("day", "state"),
    [
        ("2021-06-30", "not_due"),
        ("2021-07-01", "due"),
        ("2021-08-30", "due"),
        ("2021-08-31", "overdue"),
        ("2021-09-01", "overdue"),
        ("2021-09-02", "submitted"),
        ("2021-09-19", "submitted"),
        ("2021-09-20", "sent_back"),
        ("2021-09-30", "sent_back"),
        ("2021-10-01", "submitted"),
        ("2021-10-14", "submitted"),
        ("2021-10-15", "accepted"),
        ("2030-01-01", "accepted"),
    ],
)
def test_a_report_passes_through_its_six_states(day: str, state: str) -> None:
    assert report_state(WHOLE, on(day)) == state


def test_a_period_that_is_over_counts_its_last_day() -> None:
    assert report_state(WHOLE, on("2021-08-30")) == "due"
    assert report_state(WHOLE, closed("2021-08-30")) == "overdue"


def test_a_report_of_an_unknown_period_is_due_for_thirty_days() -> None:
    unknown = Course(DUE)
    states = [report_state(unknown, on(day)) for day in ("2021-07-30", "2021-07-31", "2021-08-30", "2021-08-31")]
    assert states == ["not_due", "due", "due", "overdue"]


def test_a_report_that_was_sent_back_on_the_day_it_came_is_sent_back() -> None:
    assert report_state(Course(DUE, OPENS, done_on=HANDED_IN, sent_back_on=HANDED_IN), on("2021-09-02")) == "sent_back"


@pytest.mark.parametrize(
    ("done", "day", "state"),
    [
        (None, "2021-08-30", "open"),
        (None, "2021-08-31", "overdue"),
        ("2021-08-30", "2021-08-30", "done"),
        ("2021-08-31", "2021-08-31", "done_late"),
        ("2021-09-05", "2021-09-04", "overdue"),
        ("2021-08-01", "2021-07-31", "open"),
    ],
)
def test_a_milestone_is_judged_by_its_current_plan(done: str | None, day: str, state: str) -> None:
    assert milestone_state(Course(DUE, done_on=date.fromisoformat(done) if done else None), on(day)) == state


def test_slippage_is_told_against_the_original_and_the_current_plan() -> None:
    """First planned for 31 March, moved to 30 June, done on 10 July: 101 days late by the first, 10 by the second."""
    moved = Course(date(2021, 6, 30), done_on=date(2021, 7, 10))
    assert slip(moved, date(2021, 3, 31), on("2021-12-31")) == Slip(101, 10, "done")


def test_an_early_milestone_slips_below_zero() -> None:
    early = Course(date(2020, 6, 30), done_on=date(2020, 6, 24))
    assert slip(early, date(2020, 3, 31), on("2020-12-31")) == Slip(85, -6, "done")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2021-06-01", Slip(153, 62, "forecast")),
        ("2021-08-31", Slip(153, 62, "forecast")),
        ("2021-09-10", Slip(163, 72, "forecast")),
    ],
)
def test_what_is_not_done_slips_to_its_forecast_but_never_into_the_past(day: str, expected: Slip) -> None:
    """A forecast of 31 August counts up to that day; after it, nothing can be done earlier than today."""
    ahead = Course(date(2021, 6, 30), forecast_on=date(2021, 8, 31))
    assert slip(ahead, date(2021, 3, 31), on(day)) == expected


def test_what_is_overdue_without_a_forecast_slips_day_by_day() -> None:
    course = Course(date(2021, 6, 30))
    assert slip(course, date(2021, 3, 31), on("2021-06-30")) == Slip()
    assert slip(course, date(2021, 3, 31), on("2021-07-01")) == Slip(92, 1, "so_far")


def test_what_is_done_later_is_not_known_yet() -> None:
    later = Course(date(2021, 6, 30), done_on=date(2021, 9, 1))
    assert slip(later, date(2021, 6, 30), on("2021-08-01")) == Slip(32, 32, "so_far")
