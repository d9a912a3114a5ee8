"""Each rule of an indicator's standing, as a case written out by hand."""

from datetime import date
from decimal import Decimal

import pytest

from dashboard.data.standing import Reading, Rule, Standing, Thresholds, stand

D = Decimal
DAY = date(2021, 4, 1)


def month(number: int, value: float | str | None, place: int | None = None, year: int = 2021) -> Reading:
    """Give the reading of one month."""
    last = {2: 28, 4: 30, 6: 30, 9: 30, 11: 30}.get(number, 31)
    amount = None if value is None else D(str(value))
    return Reading(date(year, number, 1), date(year, number, last), place, amount)


def share(number: int, numerator: int, denominator: int, place: int | None = None) -> Reading:
    """Give the fraction of one month."""
    row = month(number, None, place)
    return Reading(row.start, row.end, place, None, D(numerator), D(denominator))


def test_a_sum_adds_ended_months_and_its_target_adds_all_months_even_without_a_result() -> None:
    rule = Rule(kind="sum")
    targets = [month(n, 100) for n in range(1, 13)]
    found = stand(rule, targets, [month(1, 90), month(2, 95), month(4, 60)], DAY)
    assert (found.actual, found.plan, found.target) == (D(185), D(300), D(1200))
    assert found.score == D(185) / D(300)
    assert found.status == "off_track"
    assert found.open_value == D(60)


def test_the_open_period_is_shown_apart_and_not_judged() -> None:
    targets = [month(n, 100) for n in range(1, 5)]
    results = [month(n, 100) for n in range(1, 4)]
    before = stand(Rule(kind="sum"), targets, results, DAY)
    with_open = stand(Rule(kind="sum"), targets, [*results, month(4, 5)], DAY)
    assert before.status == with_open.status == "on_track"
    assert (before.open_value, with_open.open_value) == (None, D(5))


def test_a_period_that_ends_on_the_reference_day_is_still_open() -> None:
    found = stand(Rule(kind="sum"), [month(3, 10)], [month(3, 10)], date(2021, 3, 31))
    assert (found.actual, found.open_value) == (None, D(10))
    assert (found.plan, found.status) == (None, None)


def test_a_percentage_over_places_is_the_ratio_of_the_sums_never_the_mean() -> None:
    rule = Rule(kind="ratio", measure="2", over_place="ratio")
    found = stand(rule, [month(3, 50)], [share(3, 90, 100, 1), share(3, 10, 900, 2)], DAY)
    assert found.actual == D(10)


def test_percentages_of_two_places_without_their_fractions_have_no_common_value() -> None:
    found = stand(Rule(kind="ratio", measure="2"), [month(3, 50)], [month(3, 90, 1), month(3, 10, 2)], DAY)
    assert found.actual is None
    assert found.status is None


def test_a_ratio_to_date_is_the_latest_period_or_all_of_them_as_declared() -> None:
    rows = [share(1, 1, 10), share(3, 9, 10)]
    assert stand(Rule(kind="ratio"), [], rows, DAY).actual == D("0.9")
    assert stand(Rule(kind="ratio", over_time="ratio"), [], rows, DAY).actual == D("0.5")


def test_the_target_of_a_ratio_is_the_latest_one_however_results_are_taken_together() -> None:
    rule = Rule(kind="ratio", measure="2", over_time="ratio", baseline=D(0))
    found = stand(rule, [month(1, 40), month(3, 50), month(12, 80)], [share(1, 1, 10), share(3, 9, 10)], DAY)
    assert (found.actual, found.plan, found.target, found.status) == (D(50), D(50), D(80), "on_track")


def test_progress_is_right_for_a_falling_indicator() -> None:
    rule = Rule(kind="snapshot", ascending=False, baseline=D(40))
    found = stand(rule, [month(3, 30), month(12, 20)], [month(3, 25)], DAY)
    assert found.progress == D("0.75")
    assert found.percent_of_target == D("1.25")
    assert found.score == D("1.5")
    assert (found.status, found.over_plan) == ("on_track", True)


def test_a_falling_indicator_below_its_last_target_is_achieved() -> None:
    rule = Rule(kind="snapshot", ascending=False, baseline=D(40))
    assert stand(rule, [month(3, 30), month(12, 20)], [month(3, 20)], DAY).status == "achieved"


@pytest.mark.parametrize(
    ("actual", "status", "progress"), [(80, "on_track", 1), (85, "on_track", 1), (79, "off_track", 0)]
)
def test_a_target_equal_to_the_baseline_means_maintain(actual: int, status: str, progress: int) -> None:
    rule = Rule(kind="snapshot", baseline=D(80))
    found = stand(rule, [month(3, 80), month(12, 80)], [month(3, actual)], DAY)
    assert (found.status, found.progress) == (status, D(progress))


def test_status_starts_from_the_baseline() -> None:
    rule = Rule(kind="snapshot", baseline=D(50))
    found = stand(rule, [month(3, 60), month(12, 90)], [month(3, 57)], DAY)
    assert found.score == D("0.7")
    assert found.status == "off_track"


def test_without_a_baseline_actual_over_plan_is_taken_and_marked() -> None:
    found = stand(Rule(kind="snapshot"), [month(3, 60), month(12, 90)], [month(3, 57)], DAY)
    assert (found.score, found.status, found.without_baseline) == (D("0.95"), "on_track", True)
    assert found.progress is None


def test_a_falling_indicator_without_a_baseline_is_judged_by_plan_over_actual() -> None:
    """Given a wait of 25 days where 20 were planned: 0.8 of the plan, not 1.25 of it."""
    rule = Rule(kind="snapshot", ascending=False)
    found = stand(rule, [month(3, 20), month(12, 10)], [month(3, 25)], DAY)
    assert (found.score, found.status, found.without_baseline) == (D("0.8"), "at_risk", True)


def test_a_declared_target_of_zero_is_a_target() -> None:
    """Given 40 cases that shall fall to none: the target is 0, not the last of the period targets."""
    rule = Rule(kind="snapshot", ascending=False, baseline=D(40), final_target=D(0))
    found = stand(rule, [month(3, 20)], [month(3, 10)], DAY)
    assert (found.target, found.progress, found.percent_of_target) == (D(0), D("0.75"), None)
    assert stand(rule, [month(3, 20)], [month(3, 0)], DAY).status == "achieved"


def test_a_sum_without_a_baseline_starts_from_zero() -> None:
    found = stand(Rule(kind="sum"), [month(3, 60)], [month(3, 57)], DAY)
    assert (found.score, found.without_baseline, found.baseline) == (D("0.95"), False, None)


LINES = {
    "79.9": ("off_track", False),
    "80": ("at_risk", False),
    "94.9": ("at_risk", False),
    "95": ("on_track", False),
    "115": ("on_track", False),
    "115.1": ("on_track", True),
    "1000": ("achieved", True),
}


@pytest.mark.parametrize("actual", LINES)
def test_the_lines_between_the_words(actual: str) -> None:
    targets = [month(3, 100), month(12, 900)]
    found = stand(Rule(kind="sum"), targets, [month(3, actual)], DAY)
    assert (found.status, found.over_plan) == LINES[actual]


def test_a_programme_draws_its_own_lines() -> None:
    lines = Thresholds(behind_below=D("0.5"), at_risk_below=D("0.6"), over_plan_above=D(2))
    assert stand(Rule(kind="sum"), [month(3, 100), month(4, 100)], [month(3, 70)], DAY, lines).status == "on_track"


def test_missing_is_not_zero() -> None:
    nothing = stand(Rule(kind="sum"), [month(3, 100), month(4, 100)], [month(3, None)], DAY)
    zero = stand(Rule(kind="sum"), [month(3, 100), month(4, 100)], [month(3, 0)], DAY)
    assert (nothing.actual, nothing.status) == (None, None)
    assert (zero.actual, zero.status) == (D(0), "off_track")


def test_no_target_yet_means_no_status() -> None:
    found = stand(Rule(kind="sum"), [month(12, 100)], [month(1, 50)], DAY)
    assert (found.plan, found.status, found.progress) == (None, None, D("0.5"))


def test_a_cumulative_indicator_adds_results_and_reads_its_last_target() -> None:
    targets = [month(1, 100), month(3, 300), month(12, 1200)]
    found = stand(Rule(kind="cumulative"), targets, [month(1, 90), month(2, 100), month(3, 95)], DAY)
    assert (found.actual, found.plan, found.target) == (D(285), D(300), D(1200))


def test_a_snapshot_adds_each_place_s_latest_value() -> None:
    rows = [month(1, 5, 1), month(2, 7, 1), month(1, 4, 2), month(3, None, 2)]
    found = stand(Rule(kind="snapshot"), [month(3, 20)], rows, DAY)
    assert found.actual == D(11)


def test_unique_people_may_declare_their_target() -> None:
    rule = Rule(kind="unique_people", final_target=D(500))
    found = stand(rule, [month(1, 100), month(2, 100)], [month(1, 120), month(2, 130)], DAY)
    assert (found.target, found.actual, found.progress) == (D(500), D(250), D("0.5"))


def test_an_ordinal_or_qualitative_value_is_shown_and_never_judged() -> None:
    rule = Rule(kind="qualitative", measure="4", over_place="none")
    found = stand(rule, [month(3, 4)], [month(2, 3), month(3, 4)], DAY)
    assert (found.actual, found.score, found.status) == (D(4), None, None)
    assert stand(rule, [], [month(3, 4, 1), month(3, 2, 2)], DAY).actual is None


def test_decimals_do_not_drift() -> None:
    rows = [Reading(date(2021, 1, d), date(2021, 1, d), None, D("0.1")) for d in range(1, 31)]
    assert stand(Rule(kind="sum"), [], rows, DAY).actual == D("3.0")


def test_nothing_known_is_undefined_throughout() -> None:
    assert stand(Rule(kind="sum"), [], [], DAY) == Standing(
        actual=None,
        plan=None,
        target=None,
        baseline=None,
        progress=None,
        percent_of_target=None,
        score=None,
        status=None,
        over_plan=False,
        without_baseline=False,
        open_value=None,
    )
