"""What became of the made cases: waits, limits, states and ratings, counted anew from the rows."""

from collections import Counter
from datetime import date
from statistics import median

import pytest

from dashboard.data.demo.files import structure
from tests.data.demo.made_feedback import (
    DAYS_OF,
    LAST_DAY,
    WAITING_TYPES,
    Row,
    cases,
    in_time,
    limit_of,
    wait_of,
)

WAITING = [case for case in cases() if case["type"] in WAITING_TYPES]
OPEN = [case for case in cases() if not case["closed_on"]]


def age_of(case: Row) -> int:
    return (LAST_DAY - date.fromisoformat(case["received_on"])).days


def test_the_limits_are_those_that_the_readme_states() -> None:
    limits = structure("response_limits").to_dict("records")
    assert {row["priority"]: int(row["days"]) for row in limits} == DAYS_OF


def test_nothing_happens_before_the_receipt_after_the_last_day_or_on_a_sunday() -> None:
    for case in cases():
        days = [case[name] for name in ("received_on", "first_response_on", "closed_on") if case[name]]
        assert days == sorted(days)
        assert days[-1] <= LAST_DAY.isoformat()
        if case["first_response_on"]:
            assert date.fromisoformat(case["first_response_on"]).isoweekday() != 7


def test_states_have_their_days() -> None:
    for case in cases():
        assert (case["status"] == "closed") == bool(case["closed_on"])
        if case["status"] == "answered":
            assert case["first_response_on"]
        if case["status"] in ("received", "reviewing", "referred"):
            assert not case["first_response_on"]


def test_most_cases_are_answered_and_closed_and_some_closed_without_an_answer() -> None:
    assert sum(bool(case["first_response_on"]) for case in WAITING) > 0.92 * len(WAITING)
    silent = sum(bool(case["closed_on"]) and not case["first_response_on"] for case in WAITING)
    assert 0.03 * len(WAITING) < silent < 0.08 * len(WAITING)


def test_near_the_last_day_a_backlog_is_open_with_a_few_very_old_cases() -> None:
    assert 40 < len(OPEN) < 120
    ages = Counter("recent" if age_of(case) <= 30 else "old" if age_of(case) > 90 else "between" for case in OPEN)
    assert ages["recent"] > len(OPEN) / 3
    assert 10 <= ages["old"] <= 40
    assert max(map(age_of, OPEN)) > 365
    assert {case["status"] for case in OPEN} == {"received", "reviewing", "referred", "answered"}


def test_some_complaints_have_waited_beyond_their_limit() -> None:
    waiting = [case for case in OPEN if case["type"] == "complaint" and not case["first_response_on"]]
    assert 1 <= sum(limit_of(case) < LAST_DAY for case in waiting) <= 12


def test_about_four_in_five_are_answered_in_time_and_more_of_them_every_few_years() -> None:
    assert 0.72 < in_time(WAITING) < 0.86
    quiet = [case for case in WAITING if case["received_on"][:7] not in ("2023-02", "2023-03", "2023-04")]
    spans = [("2019", "2020"), ("2021", "2022"), ("2024", "2026")]
    shares = [in_time([case for case in quiet if first <= case["received_on"][:4] <= last]) for first, last in spans]
    assert shares == sorted(shares)
    assert shares[-1] - shares[0] > 0.05


def test_the_earthquakes_make_people_wait() -> None:
    burst = [case for case in WAITING if case["received_on"][:7] in ("2023-02", "2023-03")]
    before = [case for case in WAITING if case["received_on"].startswith("2022")]
    assert in_time(burst) < in_time(before) - 0.15
    waits = [[wait_of(case) for case in some if case["first_response_on"]] for some in (burst, before)]
    assert median(waits[0]) >= 1.5 * median(waits[1])


@pytest.mark.parametrize("kind", ["request", "complaint", "information"])
def test_the_graver_a_case_the_sooner_it_is_answered_and_a_few_wait_long(kind: str) -> None:
    waits = []
    for priority in DAYS_OF:
        own = [c for c in cases() if (c["type"], c["priority"]) == (kind, priority) and c["first_response_on"]]
        waits.append([wait_of(case) for case in own])
    medians = [median(own) for own in waits]
    assert medians == sorted(medians)
    normal = waits[list(DAYS_OF).index("normal")]
    assert max(normal) > 6 * median(normal), "skewed, as waits are"


def test_information_comes_sooner_than_the_answer_to_a_complaint() -> None:
    waits = {
        kind: median(wait_of(c) for c in cases() if c["type"] == kind and c["first_response_on"])
        for kind in WAITING_TYPES
    }
    assert min(waits, key=lambda kind: waits[kind]) == "information"


def test_a_few_cases_have_a_limit_of_their_own() -> None:
    own = [case for case in cases() if case["due_on"]]
    assert 0.02 * len(cases()) < len(own) < 0.04 * len(cases())
    assert any(limit_of(case) < LAST_DAY and not case["first_response_on"] for case in own)


def test_a_part_of_the_answered_and_closed_cases_is_rated_mostly_three_to_five() -> None:
    rated = [case for case in cases() if case["rating"]]
    assert all(case["first_response_on"] and case["closed_on"] for case in rated)
    assert 0.12 * len(cases()) < len(rated) < 0.28 * len(cases())
    stars = Counter(int(case["rating"]) for case in rated)
    assert set(stars) == {1, 2, 3, 4, 5}
    assert stars[3] + stars[4] + stars[5] > 0.8 * len(rated)


def test_people_rate_late_answers_lower() -> None:
    means = []
    for late in (True, False):
        own = [c for c in cases() if c["rating"] and (date.fromisoformat(c["first_response_on"]) > limit_of(c)) == late]
        means.append(sum(int(case["rating"]) for case in own) / len(own))
    assert means[0] < means[1] - 0.4
