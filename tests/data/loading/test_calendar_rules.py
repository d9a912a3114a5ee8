"""Files of milestones and rates: what their rows must not say."""

import pytest

from tests.data.loading.checking import errors, warnings

MILESTONE = {
    "code": "R1",
    "name_tr": "Rapor",
    "grant_code": "G1",
    "kind": "report",
    "original_due_on": "2021-03-01",
    "due_on": "2021-03-01",
}
RATE = {"currency": "USD", "to": "EUR", "day": "2021-03-31", "rate": "0,85"}


def milestone(**days: str) -> dict[str, str]:
    """Give a report with some days."""
    return MILESTONE | days


def test_a_report_that_was_sent_back_and_handed_in_again_is_fine() -> None:
    course = {"done_on": "2021-03-01", "sent_back_on": "2021-03-20", "resubmitted_on": "2021-03-28"}
    assert errors("milestones", milestone(**course, accepted_on="2021-04-20", covers_until="2020-12-31")) == []
    assert errors("milestones", milestone(done_on="2021-03-01", sent_back_on="2021-03-01")) == []


@pytest.mark.parametrize(
    ("days", "column"),
    [
        ({"sent_back_on": "2021-03-20"}, "sent_back_on"),
        ({"done_on": "2021-03-01", "resubmitted_on": "2021-03-20"}, "resubmitted_on"),
    ],
)
def test_no_step_is_left_out(days: dict[str, str], column: str) -> None:
    assert errors("milestones", milestone(**days)) == [(2, column, "step_left_out")]


@pytest.mark.parametrize(
    ("days", "column"),
    [
        ({"done_on": "2021-03-02", "sent_back_on": "2021-03-01"}, "sent_back_on"),
        (
            {"done_on": "2021-03-01", "sent_back_on": "2021-03-20", "resubmitted_on": "2021-03-19"},
            "resubmitted_on",
        ),
        ({"done_on": "2021-03-01", "sent_back_on": "2021-03-20", "accepted_on": "2021-03-19"}, "accepted_on"),
    ],
)
def test_steps_come_in_their_order(days: dict[str, str], column: str) -> None:
    assert errors("milestones", milestone(**days)) == [(2, column, "days_out_of_order")]


def test_accepted_before_it_was_handed_in_again_is_told_once() -> None:
    days = {"done_on": "2021-03-01", "sent_back_on": "2021-03-05", "resubmitted_on": "2021-03-20"}
    assert errors("milestones", milestone(**days, accepted_on="2021-03-10")) == [
        (2, "accepted_on", "days_out_of_order"),
    ]


def test_a_rate_is_fine_in_either_convention() -> None:
    assert errors("rates", RATE) == []
    assert errors("rates", RATE | {"rate": "0.853125"}) == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"rate": "0"}, ("rate", "rate_zero")),
        ({"rate": "-1"}, ("rate", "too_low")),
        ({"rate": ""}, ("rate", "required")),
        ({"to": "USD"}, ("to", "same_currency")),
        ({"to": "XYZ1"}, ("to", "not_a_currency")),
        ({"day": "31.02.2021"}, ("day", "not_a_date")),
    ],
)
def test_a_rate_that_cannot_be_is_refused(change: dict[str, str], expected: tuple[str, str]) -> None:
    found = errors("rates", RATE | change)
    assert [(column, reason) for _, column, reason in found][:1] == [expected]


def test_a_rate_of_a_day_to_come_is_told() -> None:
    assert warnings("rates", RATE | {"day": "2090-01-01"}) == [(2, "day", "future_day")]
