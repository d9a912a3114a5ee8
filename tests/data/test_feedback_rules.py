"""Each rule of feedback by a case written out by hand; every scenario is a project and a programme of its own."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Connection

from dashboard.address import Period
from dashboard.data import feedback
from dashboard.data.directory import directory
from dashboard.data.engine import reading
from dashboard.data.feedback import Answers, Wait
from dashboard.data.filters import EVERYTHING, Filters, Viewer
from dashboard.data.versions import Snapshot, newest_version
from tests.conftest import Database, Server
from tests.feedback_compared import rows_of
from tests.feedback_scenarios import DAY, TODAY, YEAR, ago, limits, store


@pytest.fixture(scope="module")
def database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give one database that holds every scenario, with limits for `normal` (20 days) and `urgent` (3)."""
    copy = postgres.create("test_feedback_rules", migrated)
    with copy.engines.owner.begin() as writer:
        store(writer)
    yield copy
    postgres.drop(copy)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    """Give a reading transaction."""
    with reading(database.engines.reader, EVERYTHING) as reader:
        yield reader


def filters_of(connection: Connection, name: str, day: date = TODAY, **more: object) -> Filters:
    """Give the filters of somebody who sees one scenario alone."""
    viewer = Viewer(programmes=frozenset({f"P-{name}"}), protected=False)
    return replace(Filters(viewer, Snapshot(newest_version(connection), day)), **more)


def page(connection: Connection, name: str, day: date = TODAY, **more: object) -> Answers:
    """Give the page of one scenario."""
    return feedback.page_answers(connection, filters_of(connection, name, day, **more))


def test_open_cases_are_censored_on_the_day_and_closed_ones_at_their_closing(connection: Connection) -> None:
    """Of four, 3/4 still wait after 3 days; the two censored at 5 and 7 leave one at risk, who is answered at 10."""
    answers = page(connection, "WAITS")
    assert answers.headline().wait == Wait(4, 1, 2, median_days=10, p90_days=10, longest_days=10)
    assert rows_of(answers.response_times()) == [("request", "normal", 4, 1, 2, 10, 10, 10, 20)]


def test_a_median_that_is_not_reached_is_none_beside_the_longest_wait(connection: Connection) -> None:
    assert page(connection, "UNREACHED").headline().wait == Wait(4, 3, 1, None, None, 20)


def test_a_day_of_the_past_sees_only_what_had_happened_by_then(connection: Connection) -> None:
    head = page(connection, "WAITS", ago(28)).headline()
    assert (head.received, head.open, head.wait) == (4, 4, Wait(3, 3, 0, None, None, 2))
    assert page(connection, "WAITS", ago(91)).headline().received is None


def test_limits_are_those_of_the_case_or_else_of_its_priority(connection: Connection) -> None:
    head = page(connection, "LIMITS").headline()
    assert (head.received, head.records) == (14, 14)
    assert (head.in_time, head.late, head.passed) == (4, 2, 3)
    assert (head.answered_of_due, head.due) == (5, 9)
    assert head.without_limit == 1


@pytest.mark.parametrize(("day", "passed", "due"), [(20, 1, 5), (0, 3, 9), (-1, 3, 11), (-100, 6, 13)])
def test_a_limit_passes_on_the_day_after_it(connection: Connection, day: int, passed: int, due: int) -> None:
    head = page(connection, "LIMITS", ago(day)).headline()
    expected = [case for case in limits() if case.needs and case.received <= ago(day) and case.priority == "normal"]
    last = {case.key: case.due or case.received + 20 * DAY for case in expected}
    unanswered = [case for case in expected if case.answered is None or case.answered > ago(day)]
    assert sum(1 for case in unanswered if last[case.key] < ago(day)) == head.passed
    assert sum(1 for case in expected if last[case.key] <= ago(day)) == head.due
    assert (head.passed, head.due) == (passed, due)


def test_a_rating_counts_from_the_closing_else_the_answer_else_the_receipt(connection: Connection) -> None:
    head = page(connection, "RATINGS").headline()
    assert (head.rated, head.satisfied) == (3, 2)
    assert page(connection, "RATINGS", ago(-1)).headline().rated == 5


@pytest.mark.parametrize(("name", "months", "expected", "unusual"), [("FIVE", 5, None, ""), ("SIX", 6, 1.0, "high")])
def test_a_month_is_unusual_only_where_six_months_before_are_known(
    connection: Connection, name: str, months: int, expected: float | None, unusual: str
) -> None:
    topics = page(connection, name, date(2020, 12, 31)).topics_by_month()
    found = topics[topics["month"] == YEAR[months]].iloc[0]
    assert (found["cases"], found["contacts"], found["expected"], found["unusual"]) == (20, 10, expected, unusual)
    assert (found["low"], found["high"]) == ((None, None) if expected is None else (0, 5))


def test_months_after_many_cases_are_low_only_beyond_chance(connection: Connection) -> None:
    """26 cases in 7 months of equal contacts: 26/7 are expected in the next, in which none is not yet too few."""
    topics = page(connection, "SIX", date(2020, 12, 31)).topics_by_month()
    found = topics[topics["month"] == YEAR[7]].iloc[0]
    assert (found["cases"], found["unusual"]) == (0, "")
    assert found["expected"] == pytest.approx(26 / 7)


def test_places_stand_by_the_lower_limit_of_their_rate_and_those_without_contacts_last(connection: Connection) -> None:
    found = page(connection, "PLACES").received_by_place()
    assert [tuple(row) for row in found[["place_code", "cases", "contacts", "per_1000"]].values] == [
        ("TR-06", 60, 1000, 60.0),
        ("TR-01", 1, 10, 100.0),
        ("TR-35", 3, None, None),
    ]
    assert found["low"].tolist()[:2] == pytest.approx([45.786, 2.532], abs=0.001)
    assert found["high"].tolist()[:2] == pytest.approx([77.232, 557.164], abs=0.001)


def test_without_contacts_a_rate_is_missing(connection: Connection) -> None:
    answers = page(connection, "NOBODY")
    assert rows_of(answers.rate_by_month()) == [(date(2021, 6, 1), 1, 0, None)]
    assert answers.headline().contacts == 0
    assert page(connection, "WAITS").headline().contacts is None


def test_a_complaint_is_overdue_from_the_day_after_its_limit(connection: Connection) -> None:
    assert rows_of(page(connection, "NOBODY").overdue_complaints()) == [(1, 5)]
    assert rows_of(page(connection, "NOBODY", ago(2)).overdue_complaints()) == []
    assert rows_of(page(connection, "NOBODY", period=Period.parse("2021-05")).overdue_complaints()) == []
    assert rows_of(page(connection, "NOBODY").open_by_age()) == [
        (bucket, "complaint", int(bucket == "0-7"), int(bucket == "0-7")) for bucket in feedback_buckets()
    ]


def feedback_buckets() -> tuple[str, ...]:
    """Give the buckets of days since receipt."""
    return ("0-7", "8-14", "15-30", "31-60", "61-90", "91+")


def test_the_period_before_is_missing_where_nothing_was_known_yet(connection: Connection) -> None:
    assert page(connection, "SIX", period=Period.parse("2020-07")).headline().previous_received == 1
    assert page(connection, "SIX", period=Period.parse("2020-01")).headline().previous_received is None
    assert page(connection, "SIX").headline().previous_received is None


def test_the_page_of_a_project_speaks_of_its_cases_alone(connection: Connection) -> None:
    filters = Filters(EVERYTHING, Snapshot(newest_version(connection), TODAY))
    known = directory(connection, filters.snapshot.version).projects
    project = next(entry.id for entry in known.values() if entry.code == "PLACES")
    answers = feedback.answers_of_project(connection, filters, project)
    head = answers.headline()
    assert (head.received, head.contacts) == (65, 1010)
    assert answers.received_by_month()["cases"].sum() == 65


def test_protected_viewers_see_nothing(connection: Connection) -> None:
    filters = Filters(
        Viewer(programmes=None, protected=True, sensitive=True), Snapshot(newest_version(connection), TODAY)
    )
    answers = feedback.page_answers(connection, filters)
    assert answers.headline().received is None
    assert answers.headline().contacts is None
    assert all(len(frame) == 0 for frame in (answers.received_by_month(), answers.received_by_place()))
    assert len(feedback.beside_choices(connection, filters)) == 0


def test_types_are_offered_where_they_occur_and_unknown_ones_are_problems(connection: Connection) -> None:
    own = (("type", "thanks"), ("type", "praise"), ("beside", "WAITS"), ("beside", "LIMITS"))
    filters = filters_of(connection, "WAITS", own=own)
    assert feedback.type_choices(connection, filters) == ("request", "thanks")
    assert [(one.name, one.value) for one in feedback.own_problems(connection, filters)] == [
        ("type", "praise"),
        ("beside", "LIMITS"),
    ]
    assert feedback.page_answers(connection, filters).headline().received == 1
