"""The rules of what partners do: capacity, commitments, training, exchanges, and where they are."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from dashboard.data import partnerships
from dashboard.data.filters import Filters
from tests.data.partnership_rules.example import at, codes, columns, during, standing
from tests.partnership_columns import COLUMNS


def test_an_assessment_that_assessed_nothing_is_an_event_and_no_level(connection: Connection, asked: Filters) -> None:
    assert standing(connection, at(asked, "2023-12-31"), "O3")["last_event"] == date(2023, 4, 1)
    by_area = columns(partnerships.capacity_by_area(connection, asked), *COLUMNS["capacity_by_area"])
    assert by_area == [
        ("policy", Decimal("2.5"), Decimal(3), 2, 2),
        ("services", None, None, 0, 0),
        ("staff", Decimal(1), Decimal(2), 1, 2),
        ("participation", None, None, 0, 0),
        ("coordination", None, None, 0, 0),
    ]


def test_the_change_of_capacity_is_the_median_of_partners_and_not_of_areas(
    connection: Connection, asked: Filters
) -> None:
    # One partner rose by 3 in its one area with two dates; another fell by 2 and rose by 1: -0.5 on average.
    head = partnerships.headline(connection, asked)
    assert (head.capacity_change, head.capacity_partners) == (Decimal("1.25"), 2)
    assert partnerships.headline(connection, at(asked, "2024-01-31")).capacity_change == Decimal(2)


def test_capacity_over_time_begins_with_an_area_and_ends_on_the_day(connection: Connection, asked: Filters) -> None:
    found = columns(partnerships.capacity_over_time(connection, asked), "quarter", "area", "level", "partners")
    assert [line for line in found if line[1] == "policy"] == [
        (date(2022, 7, 1), "policy", Decimal(2), 1),
        (date(2022, 10, 1), "policy", Decimal(2), 1),
        (date(2023, 1, 1), "policy", Decimal(2), 1),
        (date(2023, 4, 1), "policy", Decimal("2.5"), 2),
        (date(2023, 7, 1), "policy", Decimal("2.5"), 2),
        (date(2023, 10, 1), "policy", Decimal("2.5"), 2),
        (date(2024, 1, 1), "policy", Decimal(3), 2),
    ]
    assert found[1] == (date(2022, 10, 1), "policy", Decimal(2), 1)
    assert {line[0] for line in found if line[1] == "staff"} == {line[0] for line in found[1:]}
    assert columns(
        partnerships.capacity_over_time(connection, during(asked, "2024-01")), "quarter", "area", "level"
    ) == [(date(2024, 1, 1), "policy", Decimal(4)), (date(2024, 1, 1), "staff", Decimal(3))]


def test_a_commitment_is_overdue_on_the_day_after_it_was_due(connection: Connection, asked: Filters) -> None:
    found = columns(partnerships.commitments(connection, asked), "code", "state", "days", "done_on")
    assert found == [
        ("T2", "overdue", 1, None),
        ("T1", "open", None, None),
        ("T5", "open", None, None),
        ("T3", "done_late", 2, date(2024, 1, 12)),
        ("T4", "done", None, date(2024, 1, 10)),
    ]
    head = partnerships.headline(connection, asked)
    assert (head.commitments_due, head.commitments_done, head.commitments_overdue) == (4, 2, 1)


def test_a_period_chooses_the_commitments_that_are_due_in_it_also_those_ahead(
    connection: Connection, asked: Filters
) -> None:
    found = columns(partnerships.commitments(connection, during(asked, "2024-02..2024-03")), "code", "state")
    assert found == [("T2", "overdue"), ("T1", "open"), ("T5", "open")]
    later = during(at(asked, "2024-03-01"), "2024-03")
    assert columns(partnerships.commitments(connection, later), "code", "state") == [("T5", "done")]
    assert partnerships.headline(connection, later).commitments_due == 0


def test_staff_that_nobody_reported_is_not_zero(connection: Connection, asked: Filters) -> None:
    head = partnerships.headline(connection, asked)
    assert (head.staff_trained, head.staff_unreported) == (12, 1)
    alone = partnerships.headline(connection, partnerships.of_partner(asked, "BOZ"))
    assert (alone.staff_trained, alone.staff_unreported) == (None, 1)
    assert columns(partnerships.joint_by_kind(connection, asked), "quarter", "held") == [(date(2023, 10, 1), 1)]


def test_who_taught_whom_is_counted_in_pairs(connection: Connection, asked: Filters) -> None:
    found = columns(
        partnerships.exchanges(connection, asked), "teacher_code", "learner_code", "exchanges", "participants"
    )
    assert found == [("BER", "EMI", 2, 6), ("ZEY", "YOK", 1, None)]
    assert columns(partnerships.exchanges(connection, replace(asked, places=("TR-34-1327",))), "teacher_code") == [
        ("BER",)
    ]


def test_a_partner_keeps_its_historic_name_and_is_in_the_place_of_today(connection: Connection, asked: Filters) -> None:
    found = columns(partnerships.partners(connection, asked), "code", "name_en", "place_tr", "historic_tr", "country")
    assert found == [
        ("O5", "Beringen", "Beringen", None, "BE"),
        ("O2", "Bozat Belediyesi", "Piraziz", "Bozat", "TR"),
        ("O1", "Municipality of Eminönü", "Fatih", "Eminönü", "TR"),
        ("O6", "Yersiz Birlik", None, None, None),
        ("O3", "Zeytinburnu Belediyesi", "Zeytinburnu", None, "TR"),
    ]
    for place, there in (("TR-34-1327", ["O1"]), ("TR-34", ["O1", "O3"]), ("TR-28-1837", ["O2"]), ("TR-06", [])):
        assert codes(connection, replace(asked, places=(place,))) == there


def test_the_map_has_provinces_and_cities_abroad_and_says_who_is_on_neither(
    connection: Connection, asked: Filters
) -> None:
    frame = partnerships.map_partners(connection, asked)
    assert columns(frame, "place_code", "level", "partners", "in_force", "dormant") == [
        ("TR-34", "province", 2, 1, 0),
        ("BE-VLI-BRG", "city", 1, 1, 0),
        ("TR-28", "province", 1, 1, 0),
    ]
    assert partnerships.unplaced(connection, asked) == 1
