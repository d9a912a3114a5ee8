"""The page of one partner over rows written by hand: what holds, what has ended, what is owed, and who may see it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Connection

from dashboard.address import Period
from dashboard.data import partner, partnerships
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Filters, Viewer
from dashboard.data.partner import Found, Remaining, find, partner_names
from dashboard.data.versions import Snapshot
from tests.conftest import Database, Server
from tests.partner_rows import SIGNED, TODAY, days, fill
from tests.partner_world import Writer

PA = Viewer(programmes=frozenset({"PA"}), protected=False)


@pytest.fixture(scope="module")
def world(postgres: Server, migrated: str) -> Iterator[tuple[Database, int]]:
    """Give the database and its version."""
    copy = postgres.create("one_partner", migrated)
    with copy.engines.owner.begin() as connection:
        writer = Writer(connection)
        fill(writer)
    yield copy, writer.version
    postgres.drop(copy)


@pytest.fixture
def connection(world: tuple[Database, int]) -> Iterator[Connection]:
    """Give a reading transaction."""
    with reading(world[0].engines.reader, EVERYTHING) as transaction:
        yield transaction


@pytest.fixture
def filters(world: tuple[Database, int]) -> Filters:
    """Give the filters of somebody who sees everything today."""
    return Filters(EVERYTHING, Snapshot(world[1], TODAY))


def on(filters: Filters, day: date) -> Filters:
    """Give the same filters on another reference day."""
    return replace(filters, snapshot=replace(filters.snapshot, day=day))


def of(connection: Connection, filters: Filters, code: str = "RICH") -> Found:
    """Give a partner that must be there."""
    found = find(connection, filters, code)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("ENDS", Remaining(90, days(90), "in_force")),
        ("LATER", Remaining(91, days(91), "in_force")),
        ("LASTDAY", Remaining(0, TODAY, "in_force")),
        ("OVER", Remaining(None, days(-1), "expired")),
        ("OPEN", Remaining(None, None, "in_force")),
        ("RENEWED", Remaining(700, days(700), "in_force")),
        ("AHEAD", Remaining(None, None, "none")),
        ("RICH", Remaining(40, days(40), "in_force")),
    ],
)
def test_what_remains_is_that_of_the_protocol_in_force_that_ends_last(
    connection: Connection, filters: Filters, code: str, expected: Remaining
) -> None:
    assert partner.remaining(of(connection, filters, code)) == expected


def test_a_protocol_ends_the_day_after_its_last_day(connection: Connection, filters: Filters) -> None:
    def states(code: str, day: date) -> list[tuple[str, str, bool]]:
        frame = partner.protocols(of(connection, on(filters, day), code))
        return [tuple(row) for row in frame[["reference", "state", "followed"]].to_numpy().tolist()]

    assert states("LATER", TODAY) == [("P1", "in_force", False)]
    assert states("LATER", days(1)) == [("P1", "ending", False)]
    assert states("LATER", days(91)) == [("P1", "ending", False)]
    assert states("LATER", days(92)) == [("P1", "expired", False)]
    assert states("RENEWED", TODAY) == [("P1", "ending", True), ("P2", "in_force", False)]
    assert states("RENEWED", days(-6)) == [("P1", "ending", False)]


def test_a_partner_is_dormant_from_the_day_on_which_12_months_are_full(
    connection: Connection, filters: Filters
) -> None:
    def dormant(code: str, day: date) -> bool:
        return bool(of(connection, on(filters, day), code).steps["dormant"].iloc[0])

    assert [dormant("SLEEPER", day) for day in (days(-1), TODAY)] == [False, True]
    assert [dormant("LEAP", date(2025, 2, day)) for day in (27, 28)] == [False, True]


def test_before_its_first_event_a_partner_is_there_without_anything(connection: Connection, filters: Filters) -> None:
    found = of(connection, filters, "SILENT")
    assert found.steps.empty
    assert partner.remaining(found) == Remaining(None, None, "none")
    assert partner.headline(found).partnerships == 0
    assert partner.capacity_change(found) is None
    parts = (partner.events, partner.assessments, partner.joint_activities, partner.exchanges, partner.projects)
    assert [list(part(found)) for part in parts] == [[]] * 5
    assert partner.details(found).names["tr"] == "SILENT Belediyesi"


def test_a_partner_keeps_its_historic_name_and_is_in_today_s_place(connection: Connection, filters: Filters) -> None:
    details = partner.details(of(connection, filters))
    assert details.historic
    assert details.place
    assert details.province
    assert (details.historic["tr"], details.place["tr"], details.province["tr"]) == ("Eminönü", "Fatih", "İstanbul")
    assert (details.country, details.website, details.kind) == ("TR", "https://rich.example", "municipality")
    nowhere = partner.details(of(connection, filters, "OTHER"))
    assert (nowhere.place, nowhere.historic, nowhere.country, nowhere.website) == (None, None, None, None)
    assert (nowhere.names["en"], nowhere.names["ar"]) == ("Other city", "OTHER Belediyesi")


def test_steps_and_notes_are_those_of_the_day(connection: Connection, filters: Filters) -> None:
    found = of(connection, filters)
    (row,) = found.steps[found.steps["code"] == "RICH-A"].to_dict("records")
    assert [row[step] for step in ("contact", "letter_of_intent", "protocol", "joint_plan", "joint_activities")] == [
        *(date(2023, 1, 1), None, SIGNED, date(2024, 5, 1)),
        date(2025, 3, 5),
    ]
    assert (row["step"], row["since"], row["review"]) == ("joint_activities", date(2025, 3, 5), None)
    assert partner.notes(found)["RICH-A", "contact"] == "contact"
    assert partner.roles(found) == ("implementing", "funding")
    assert {code: names["tr"] for code, names in partner.programmes(found).items()} == {
        "RICH-A": "Program PA",
        "RICH-B": "Program PB",
    }


def test_commitments_due_on_the_day_count_and_those_done_later_do_not_yet(
    connection: Connection, filters: Filters
) -> None:
    found = of(connection, filters)
    states = dict(partner.commitments(found)[["code", "state"]].to_numpy().tolist())
    assert states == {"C1": "done", "C2": "done_late", "C3": "overdue", "C4": "open", "C5": "open"}
    headline = partner.headline(found)
    assert (headline.commitments_done, headline.commitments_due, headline.commitments_overdue) == (2, 4, 1)


def test_level_0_is_no_level(connection: Connection, filters: Filters) -> None:
    found = of(connection, filters)
    lines = [
        (a.partnership, a.area, a.assessed_on.year, a.first, a.level, a.change) for a in partner.assessments(found)
    ]
    assert lines == [
        ("RICH-A", "policy", 2025, 2, 4, 2),
        ("RICH-A", "policy", 2024, None, None, None),
        ("RICH-A", "policy", 2023, 2, 2, None),
        ("RICH-B", "policy", 2025, 5, 5, 0),
        ("RICH-B", "policy", 2023, 5, 5, None),
        ("RICH-A", "services", 2025, 3, 2, -1),
        ("RICH-A", "services", 2023, 3, 3, None),
        ("RICH-A", "staff", 2024, 1, 1, None),
        ("RICH-A", "staff", 2023, None, None, None),
        ("RICH-A", "participation", 2023, None, None, None),
    ]
    assert partner.capacity_change(found) == Decimal(1) / 3
    assert partner.capacity_change(of(connection, on(filters, date(2024, 12, 31)))) is None


def test_with_one_partnership_the_change_is_that_of_all_partnerships(connection: Connection, filters: Filters) -> None:
    found = of(connection, replace(filters, programmes=("PA",)))
    assert partner.capacity_change(found) == Decimal("0.5") == partner.headline(found).capacity_change


def test_a_joint_activity_is_held_missed_or_planned(connection: Connection, filters: Filters) -> None:
    found = of(connection, filters)
    rows = [(one.code, one.state, one.held_on, one.staff_trained) for one in partner.joint_activities(found)]
    assert rows == [
        ("J4", "planned", None, None),
        ("J3", "missed", None, None),
        ("J5", "missed", None, None),
        ("J2", "held", date(2026, 5, 1), None),
        ("J1", "held", date(2025, 3, 5), 12),
    ]
    headline = partner.headline(found)
    assert (headline.staff_trained, headline.staff_unreported) == (12, 1)
    later = {one.code: one for one in partner.joint_activities(of(connection, on(filters, days(1))))}
    assert (later["J5"].state, later["J5"].staff_trained) == ("held", 5)


@pytest.mark.parametrize(
    ("period", "codes"), [("2025", ["J1"]), ("2026", ["J4", "J3", "J5", "J2"]), ("2026-H1", ["J3", "J5", "J2"])]
)
def test_a_period_keeps_what_was_held_or_planned_in_it(
    connection: Connection, filters: Filters, period: str, codes: list[str]
) -> None:
    found = of(connection, replace(filters, period=Period.parse(period)))
    assert [one.code for one in partner.joint_activities(found)] == codes


def test_know_how_goes_both_ways_and_ends_with_the_scope(connection: Connection, filters: Filters) -> None:
    def told(seen: Filters) -> list[tuple[str, str, str, bool]]:
        found = partner.exchanges(of(connection, seen))
        return [(one.code, one.direction, one.other, one.other_is_partner) for one in found]

    assert told(filters) == [
        ("X3", "learned", "STRANGER", False),
        ("X2", "learned", "OTHER", True),
        ("X1", "taught", "OTHER", True),
    ]
    assert told(replace(filters, viewer=PA)) == [
        ("X3", "learned", "STRANGER", False),
        ("X1", "taught", "OTHER", False),
    ]
    assert [line[0] for line in told(replace(filters, programmes=("PB",)))] == ["X2"]
    assert [line[0] for line in told(replace(filters, grants=("GA",)))] == ["X3", "X1"]
    assert [line[0] for line in told(replace(filters, period=Period.parse("2025")))] == ["X1"]


def test_the_events_end_with_the_latest_one(connection: Connection, filters: Filters) -> None:
    found = of(connection, filters)
    events = partner.events(found)
    assert events[0].day == max(found.steps["last_event"]) == date(2026, 7, 1)
    kinds = [event.kind for event in events]
    assert {kind: kinds.count(kind) for kind in kinds} == {
        **dict.fromkeys(("step", "protocol", "joint_activity", "commitment"), 2),
        "exchange": 3,
        # Areas assessed on one day are one event, also those that were looked at and not assessed.
        "capacity": 5,
    }
    assessed = [event.words for event in events if event.kind == "capacity" and event.partnership == "RICH-A"]
    assert assessed == [("policy", "services"), ("policy", "staff"), ("policy", "services", "staff", "participation")]
    within = partner.events(of(connection, replace(filters, period=Period.parse("2025"))))
    assert {event.day.year for event in within} == {2025}


def test_an_exchange_is_an_event_of_the_partnership_of_its_programme(connection: Connection, filters: Filters) -> None:
    events = [event for event in partner.events(of(connection, filters)) if event.kind == "exchange"]
    assert [(event.partnership, event.names and event.names["tr"]) for event in events] == [
        ("RICH-A", "STRANGER Belediyesi"),
        ("RICH-B", "OTHER Belediyesi"),
        ("RICH-A", "OTHER Belediyesi"),
    ]


def test_projects_are_those_it_takes_part_in_within_the_scope(connection: Connection, filters: Filters) -> None:
    def told(seen: Filters) -> list[tuple[str, str]]:
        return [(one.code, one.role) for one in partner.projects(of(connection, seen))]

    assert told(filters) == [("PA-1", "lead"), ("PB-1", "partner")]
    assert told(replace(filters, viewer=PA)) == [("PA-1", "lead")]
    assert told(replace(filters, programmes=("PB",))) == [("PB-1", "partner")]
    assert told(replace(filters, grants=("GA",))) == [("PA-1", "lead")]


def test_a_grant_keeps_the_partnerships_that_it_pays_for(connection: Connection, filters: Filters) -> None:
    found = of(connection, replace(filters, grants=("GA",)))
    assert list(found.steps["code"]) == ["RICH-A"]
    assert {one.partnership for one in partner.assessments(found)} == {"RICH-A"}
    assert [one.code for one in partner.joint_activities(found)] == ["J2", "J1"]


def test_a_partner_exists_only_for_those_who_may_see_one_of_its_partnerships(
    connection: Connection, filters: Filters
) -> None:
    funder = Viewer(grants=frozenset({"GA"}))
    hidden = [("OTHER", PA), ("RICH", funder), ("STRANGER", EVERYTHING), ("NONE", EVERYTHING), ("", EVERYTHING)]
    for code, viewer in hidden:
        assert find(connection, replace(filters, viewer=viewer), code) is None
        assert partner_names(connection, filters.snapshot, viewer, code) is None
    assert partner_names(connection, filters.snapshot, PA, "RICH") == dict.fromkeys(
        ("tr", "en", "ar"), "RICH Belediyesi"
    )
    assert list(of(connection, replace(filters, viewer=PA)).steps["code"]) == ["RICH-A"]


def test_other_filters_empty_the_page_and_do_not_hide_the_partner(connection: Connection, filters: Filters) -> None:
    found = of(connection, replace(filters, programmes=("PB",)), "ENDS")
    assert found.steps.empty
    assert partner_names(connection, filters.snapshot, EVERYTHING, "ENDS")


def test_the_parameters_of_the_list_of_partners_change_nothing(connection: Connection, filters: Filters) -> None:
    asked = replace(filters, own=(("status", "none"), ("q", "nothing"), ("dormant", "yes")))
    assert partner.headline(of(connection, asked)) == partner.headline(of(connection, filters))


def test_the_page_says_what_the_questions_of_all_partnerships_say(connection: Connection, filters: Filters) -> None:
    frame = partnerships.exchanges(connection, partnerships.of_partner(filters, "RICH"))
    assert sum(frame["exchanges"]) == len(partner.exchanges(of(connection, filters)))
