"""The rules of stages, waiting times, scores and ranks."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from dashboard.data import projects
from dashboard.data.filters import Filters
from tests.data.pool_rules.example import at, codes, columns, own


def test_a_stage_is_that_of_the_latest_change_and_of_one_day_the_later_stage(
    connection: Connection, asked: Filters
) -> None:
    found = columns(projects.projects(connection, asked), "code", "stage", "entered_on", "days", "limit")
    assert found == [
        ("P1", "scored", date(2021, 1, 11), 61, None),
        ("P2", "approved", date(2021, 3, 3), 10, 30),
        ("P3", "running", date(2021, 2, 9), 32, None),
        ("P4", "screened", None, None, None),
        ("P5", "rejected", date(2021, 3, 1), 12, None),
    ]


def test_a_project_is_not_there_before_its_first_change(connection: Connection, asked: Filters) -> None:
    assert codes(connection, at(asked, "2021-06-30")) == ["P1", "P2", "P3", "P4", "P5"]
    assert codes(connection, at(asked, "2021-07-01")) == ["P1", "P2", "P3", "P4", "P5", "P6"]
    assert codes(connection, at(asked, "2020-11-30")) == ["P4"]


def test_the_median_stay_counts_ended_stays_and_present_ones_but_no_ends(
    connection: Connection, asked: Filters
) -> None:
    # P1: 10, 0 and 61 days. P2: 30 and 10. P3: 40, 30 and 32. P5: 0 as an idea; rejected is an end.
    head = projects.headline(connection, asked)
    assert (head.stays, head.median_days_in_stage) == (9, 30.0)
    assert projects.headline(connection, at(asked, "2021-03-14")).median_days_in_stage == 30.0
    some = projects.headline(connection, own(asked, ("stage", "approved"), ("stage", "running")))
    assert (some.stays, some.median_days_in_stage) == (5, 30.0)
    two = projects.headline(connection, own(asked, ("stage", "approved")))
    assert (two.stays, two.median_days_in_stage) == (2, 20.0)
    assert projects.headline(connection, own(asked, ("stage", "screened"))).median_days_in_stage is None


def test_the_numbers_of_the_page(connection: Connection, asked: Filters) -> None:
    head = projects.headline(connection, asked)
    assert (head.in_pool, head.on_hold, head.running, head.closing, head.records) == (3, 0, 1, 0, 5)
    assert (head.ranked, head.incomplete, head.undated, head.timed) == (2, 1, 1, 3)
    held = projects.headline(connection, at(asked, "2021-01-31"))
    assert (held.in_pool, held.on_hold, held.running) == (3, 1, 0)


def test_a_missing_score_is_incomplete_and_not_low(connection: Connection, asked: Filters) -> None:
    ranked = columns(projects.priorities(connection, asked), "code", "rank", "priority", "criterion_code", "part")
    assert ranked == [
        *(("P1", 1, 3.4, "ETKI", 3.0), ("P1", 1, 3.4, "KOLAY", 0.4)),
        *(("P2", 1, 3.4, "ETKI", 1.8), ("P2", 1, 3.4, "KOLAY", 1.6)),
    ]
    missing = projects.incomplete(connection, asked)
    assert columns(missing, "code", "stage", "missing", "missing_tr", "missing_en") == [
        ("P4", "screened", 1, "Kolaylık", "Kolaylık")
    ]


def test_a_later_score_counts_from_its_day_on_and_breaks_the_tie(connection: Connection, asked: Filters) -> None:
    later = projects.projects(connection, at(asked, "2021-06-01"))
    assert columns(later, "code", "rank", "priority")[:2] == [("P1", 1, 3.8), ("P2", 2, 3.4)]
    assert projects.headline(connection, at(asked, "2021-06-01")).high_priority_waiting == 1


def test_a_later_load_moves_ranks_and_stages_and_the_earlier_version_stays(
    connection: Connection, asked: Filters
) -> None:
    now = replace(asked, snapshot=replace(asked.snapshot, version=asked.snapshot.version + 2))
    found = columns(projects.projects(connection, now), "code", "stage", "rank", "priority")[:2]
    assert found == [("P1", "scored", 2, 1.4), ("P2", "scored", 1, 3.9)]
    assert columns(projects.projects(connection, asked), "rank")[:2] == [(1,), (1,)]


def test_filters_that_narrow_the_list_move_no_rank(connection: Connection, asked: Filters) -> None:
    june = at(asked, "2021-06-01")
    for narrow in (("stage", "approved"), ("country", "BG"), ("q", "ikinci")):
        assert columns(projects.projects(connection, own(june, narrow)), "code", "rank") == [("P2", 2)]
    among = replace(june, grants=("G2",))
    assert columns(projects.projects(connection, among), "code", "rank") == [("P2", 1)]


def test_weights_that_somebody_tries_change_priorities_but_not_the_data(connection: Connection, asked: Filters) -> None:
    tried = own(asked, ("weights", "ETKI:1,KOLAY:1"), ("weights", "ETKI:0,KOLAY:7.5"))
    assert columns(projects.projects(connection, tried), "rank", "priority")[:2] == [(2, 1.0), (1, 4.0)]
    criteria = projects.criteria_in_force(connection, tried)
    assert (criteria.trial, criteria.shares, criteria.in_force) == (True, (0.0, 1.0), (Decimal(0), Decimal("7.5")))
    assert [one.weight for one in criteria.items] == [Decimal("0.6"), Decimal("0.4")]
    stored = projects.criteria_in_force(connection, asked)
    assert (stored.trial, stored.in_force) == (False, (Decimal("0.6"), Decimal("0.4")))
    assert stored.items[0].names == {"tr": "Etki", "en": "Impact", "ar": "Etki"}
    assert stored.items[0].anchors[5]["tr"] == "Herkese ulaşır."


def test_waiting_longest_over_the_limit_stands_first_and_stages_without_one_last(
    connection: Connection, asked: Filters
) -> None:
    found = columns(projects.days_in_stage(connection, at(asked, "2021-07-20")), "code", "days", "limit", "over")
    assert found == [
        *(("P2", 139, 30, 109), ("P6", 19, 100, -81)),
        *(("P1", 190, None, None), ("P3", 161, None, None)),
    ]
    assert list(projects.days_in_stage(connection, at(asked, "2021-07-20"), 1)["code"]) == ["P2"]
