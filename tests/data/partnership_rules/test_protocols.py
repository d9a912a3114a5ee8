"""The rules of protocols, of partners who are silent, and of the steps of a partnership."""

from datetime import date

import pytest
from sqlalchemy import Connection

from dashboard.data import partnerships
from dashboard.data.day_columns import twelve_months_before
from dashboard.data.filters import Filters
from tests.data.partnership_rules.example import LEAP_DAY, at, codes, columns, during, standing
from tests.partnership_columns import STEPS


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2024-02-28", ("ending", "in_force", "none")),
        ("2024-02-29", ("ending", "ending", "in_force")),
        ("2024-03-01", ("expired", "ending", "in_force")),
    ],
)
def test_a_protocol_is_in_force_up_to_the_day_on_which_it_expires(
    connection: Connection, asked: Filters, day: str, found: tuple[str, str, str]
) -> None:
    frame = partnerships.protocols(connection, at(asked, day))
    states = {(code, reference): state for code, reference, state in columns(frame, "code", "reference", "state")}
    assert (states["O1", "2023/1"], states["O2", "1"], states.get(("O5", "1"), "none")) == found


def test_a_protocol_is_ending_for_ninety_days_and_followed_by_one_that_runs_longer(
    connection: Connection, asked: Filters
) -> None:
    found = columns(partnerships.protocols(connection, asked), "code", "reference", "days_left", "state", "followed")
    assert found == [
        ("O1", "2023/1", 0, "ending", True),
        ("O2", "1", 90, "ending", False),
        ("O1", "2024/7", 365, "in_force", False),
        ("O5", "1", None, "in_force", False),
        ("O3", "1", -29, "expired", False),
    ]
    assert columns(partnerships.expiring(connection, asked), "code", "days_left") == [("O2", 90)]
    assert columns(partnerships.expiring(connection, at(asked, "2024-02-28")), "code") == []


def test_protocols_are_counted_not_partnerships(connection: Connection, asked: Filters) -> None:
    head = partnerships.headline(connection, asked)
    assert (head.in_force, head.ending_90_days, head.expired, head.partnerships) == (4, 2, 1, 5)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2024, 2, 28), date(2023, 2, 28)),
        (date(2024, 2, 29), date(2023, 2, 28)),
        (date(2024, 3, 1), date(2023, 3, 1)),
        (date(2025, 2, 27), date(2024, 2, 27)),
        (date(2025, 2, 28), date(2024, 2, 29)),
        (date(2025, 3, 1), date(2024, 3, 1)),
        (date(2025, 1, 31), date(2024, 1, 31)),
    ],
    ids=str,
)
def test_twelve_months_after_the_29th_of_february_is_the_28th(day: date, last: date) -> None:
    assert twelve_months_before(day) == last


@pytest.mark.parametrize(
    ("day", "dormant"),
    [
        ("2024-02-27", False),
        ("2024-02-28", True),
    ],
)
def test_a_partner_is_dormant_on_the_day_twelve_months_after_the_last_event(
    connection: Connection, asked: Filters, day: str, *, dormant: bool
) -> None:
    line = standing(connection, at(asked, day), "O6")
    assert (line["last_event"], line["dormant"]) == (date(2023, 2, 28), dormant)


def test_an_event_on_the_29th_of_february_is_twelve_months_old_on_the_28th(
    connection: Connection, asked: Filters
) -> None:
    assert standing(connection, at(asked, "2025-02-27"), "O5")["dormant"] is False
    assert standing(connection, at(asked, "2025-02-28"), "O5")["dormant"] is True


def test_nothing_is_known_of_what_lies_ahead(connection: Connection, asked: Filters) -> None:
    assert codes(connection, at(asked, "2022-05-31")) == []
    assert codes(connection, at(asked, "2022-06-01")) == ["O2", "O1"]
    assert "O4" not in codes(connection, asked)
    assert codes(connection, during(at(asked, "2024-06-01"), "2022-H1")) == ["O2", "O1"]


def test_two_steps_follow_from_protocols_and_joint_activities(connection: Connection, asked: Filters) -> None:
    line = standing(connection, asked, "O1")
    assert [line[step] for step in STEPS] == [
        date(2022, 6, 1),
        None,
        date(2023, 1, 10),
        date(2023, 5, 1),
        date(2023, 11, 5),
        None,
        None,
    ]
    assert (line["step"], line["since"], line["days_in_step"]) == ("joint_activities", date(2023, 11, 5), 116)


def test_those_who_are_stuck_stand_by_step_and_then_by_the_time_they_have_stood_there(
    connection: Connection, asked: Filters
) -> None:
    found = columns(partnerships.steps(connection, asked), "code", "step", "since", "status")
    assert found == [
        ("O6", "letter_of_intent", date(2023, 2, 28), "none"),
        ("O3", "protocol", date(2023, 3, 1), "expired"),
        ("O5", "protocol", LEAP_DAY, "in_force"),
        ("O2", "joint_activities", date(2023, 11, 5), "in_force"),
        ("O1", "joint_activities", date(2023, 11, 5), "in_force"),
    ]
