"""The rules of working groups, their meetings and what they deliver."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import Connection

from dashboard.data import partnerships
from dashboard.data.filters import Filters
from tests.data.partnership_rules.example import LEAP_DAY, at, codes, columns, during, own


def test_a_seat_is_vacant_from_the_day_it_is_vacated(connection: Connection, asked: Filters) -> None:
    before = columns(partnerships.seats(connection, at(asked, "2024-02-28")), "seat_code", "filled", "since")
    assert before == [("S1", True, date(2023, 1, 1)), ("S2", True, date(2023, 1, 1)), ("S3", False, None)]
    found = columns(partnerships.seats(connection, asked), "seat_code", "filled", "since")
    assert found == [("S1", True, date(2023, 1, 1)), ("S2", False, LEAP_DAY), ("S3", False, None)]
    head = partnerships.headline(connection, asked)
    assert (head.seats, head.seats_filled, head.working_groups) == (3, 1, 1)


def test_attendance_is_of_the_seats_filled_on_the_day_and_unknown_where_nobody_wrote_it_down(
    connection: Connection, asked: Filters
) -> None:
    found = columns(partnerships.attendance(connection, asked), "meeting_code", "filled", "present", "share")
    assert found == [("M1", 2, 1, Decimal("0.5")), ("M2", 2, None, None)]


def test_the_kinds_of_a_working_group_are_those_of_its_whole_programme(connection: Connection, asked: Filters) -> None:
    assert columns(partnerships.working_kinds(connection, asked), "planned", "done") == [(2, 1)]
    assert columns(partnerships.working_kinds(connection, during(asked, "2024")), "planned", "done") == [(1, 0)]
    assert columns(partnerships.working_kinds(connection, replace(asked, programmes=("B",))), "planned") == []


def test_outputs_are_counted_by_their_own_place(connection: Connection, asked: Filters) -> None:
    found = columns(partnerships.outputs(connection, asked), "quarter", "kind", "outputs", "participants")
    assert found == [(date(2023, 10, 1), "advice", 2, 30)]
    there = replace(asked, places=("TR-34-1327",))
    assert columns(partnerships.outputs(connection, there), "outputs", "participants") == [(1, None)]


def test_a_grant_pays_for_partnerships_and_for_what_its_projects_do(connection: Connection, asked: Filters) -> None:
    paid = replace(asked, grants=("G1",))
    assert codes(connection, paid) == ["O1"]
    assert columns(partnerships.exchanges(connection, paid), "exchanges") == [(2,)]
    assert len(partnerships.seats(connection, paid)) == 0
    assert columns(partnerships.working_kinds(connection, paid), "planned", "done") == [(1, 1)]


def test_the_filters_of_the_page_narrow_partners_and_not_working_groups(connection: Connection, asked: Filters) -> None:
    assert codes(connection, own(asked, ("step", "protocol"))) == ["O5", "O3"]
    assert codes(connection, own(asked, ("status", "none"), ("status", "expired"))) == ["O6", "O3"]
    assert codes(connection, own(asked, ("dormant", "yes"))) == ["O6"]
    assert codes(connection, own(asked, ("country", "BE"))) == ["O5"]
    assert codes(connection, own(asked, ("q", "BELEDİYE o1"))) == ["O1"]
    narrow = own(asked, ("country", "BE"))
    assert columns(partnerships.exchanges(connection, narrow), "teacher_code", "exchanges") == [("BER", 2)]
    head = partnerships.headline(connection, narrow)
    assert (head.in_force, head.commitments_due, head.seats_filled) == (1, 0, 1)
