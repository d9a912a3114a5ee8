"""The rules of municipal partnerships on a few of them written out by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pandas as pd
import pytest
from sqlalchemy import Connection, event, func, select

from dashboard.address import Period, Problem
from dashboard.data import partnerships
from dashboard.data.day_columns import twelve_months_before
from dashboard.data.engine import reading, writing
from dashboard.data.filters import EVERYTHING, Filters, Viewer
from dashboard.data.loading import load_rows
from dashboard.data.schema import versions
from dashboard.data.versions import Snapshot
from tests.conftest import Database, Server
from tests.partnership_columns import COLUMNS, STEPS

TABLES = {
    "programmes": "code,name_tr,name_en\nA,Belediyeler,Municipalities\nB,Öteki,\n",
    "grants": "code,name_tr,programme_code\nG1,Bir,A\n",
    "projects": "code,programme_code,name_tr\nP,A,Ortaklık\nQ,A,Çalışma grubu\nR,B,Başka\n",
    "project_grants": "project_code,grant_code\nP,G1\n",
    "organisations": (
        "code,name_tr,name_en,kind,place_code\n"
        "EMI,Eminönü Belediyesi,Municipality of Eminönü,municipality,TR-34-EMINONU\n"
        "BOZ,Bozat Belediyesi,,municipality,TR-28-BOZAT\nZEY,Zeytinburnu Belediyesi,,municipality,TR-34-1739\n"
        "BER,Beringen,,municipality,BE-VLI-BRG\nYOK,Yersiz Birlik,,union,\n"
    ),
    "partnerships": (
        "code,programme_code,organisation_code,role,grant_code\n"
        "O1,A,EMI,implementing,G1\nO2,A,BOZ,implementing,\nO3,A,ZEY,extending,\nO4,B,EMI,funding,\n"
        "O5,A,BER,implementing,\nO6,A,YOK,accountable,\n"
    ),
    "protocols": (
        "partnership_code,reference,signed_on,expires_on\n"
        "O1,2023/1,2023-01-10,2024-02-29\nO1,2024/7,2024-02-20,2025-02-28\nO2,1,2023-01-31,2024-05-29\n"
        "O3,1,2023-03-01,2024-01-31\nO5,1,2024-02-29,\n"
    ),
    "partnership_steps": (
        "partnership_code,step,reached_on\nO1,contact,2022-06-01\nO1,joint_plan,2023-05-01\nO2,contact,2022-06-01\n"
        "O6,letter_of_intent,2023-02-28\nO4,review,2024-06-01\n"
    ),
    "partner_contacts": "partnership_code,contacted_on,channel\nO3,2023-02-01,visit\n",
    "commitments": (
        "code,partnership_code,name_tr,due_on,done_on\n"
        "T1,O1,Danışma masası,2024-02-29,\nT2,O1,Rehber,2024-02-28,\nT3,O2,Ofis,2024-01-10,2024-01-12\n"
        "T4,O2,Eğitim,2024-01-10,2024-01-10\nT5,O3,Rapor,2024-03-31,2024-03-01\n"
    ),
    "capacity": (
        "partnership_code,area,assessed_on,level\n"
        "O1,policy,2022-09-01,2\nO1,policy,2023-05-01,0\nO1,policy,2024-01-15,5\nO1,staff,2024-01-15,4\n"
        "O2,policy,2023-06-01,3\nO2,policy,2024-02-01,1\nO2,staff,2022-12-31,1\nO2,staff,2023-12-31,2\n"
        "O3,policy,2023-04-01,0\n"
    ),
    "joint_activities": (
        "code,project_code,name_tr,activity_kind,planned_on,held_on\n"
        "J1,P,Çalıştay,research,2023-10-01,2023-11-05\nJ2,Q,Toplantı,research,2024-01-20,\n"
    ),
    "joint_activity_partners": "joint_activity_code,partnership_code,staff_trained\nJ1,O1,12\nJ1,O2,\n",
    "exchanges": (
        "code,project_code,teacher_code,learner_code,area,form,held_on,participants\n"
        "D1,P,BER,EMI,services,study_visit,2023-03-01,6\nD2,P,BER,EMI,staff,training,2023-09-01,\n"
        "D3,R,ZEY,YOK,staff,training,2024-01-01,\n"
    ),
    "institution_groups": "code,project_code,name_tr,position\nK1,Q,Kamu,1\n",
    "seats": "code,institution_group_code,name_tr,position\nS1,K1,Valilik,1\nS2,K1,Göç İdaresi,2\nS3,K1,Müftülük,3\n",
    "seat_terms": "seat_code,filled_on,vacated_on\nS1,2023-01-01,\nS2,2023-01-01,2024-02-29\n",
    "meetings": "code,project_code,name_tr,held_on\nM1,Q,Birinci,2024-01-10\nM2,Q,İkinci,2024-02-10\n",
    "attendance": "meeting_code,seat_code,present\nM1,S1,yes\nM1,S2,no\nM1,S3,yes\n",
    "outputs": (
        "code,project_code,kind,name_tr,delivered_on,place_code,participants\n"
        "C1,P,advice,Görüş,2023-10-02,TR-34-EMINONU,\nC2,P,advice,Görüş,2023-12-31,TR-34,30\n"
    ),
}
LEAP_DAY = date(2024, 2, 29)


@pytest.fixture(scope="module")
def database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give the few partnerships in two versions: later the protocols of all but one are taken back."""
    copy = postgres.create("test_partnership_rules", migrated)
    with writing(copy.engines.writer) as writer:
        for kind, text in TABLES.items():
            load(writer, kind, text)
    with writing(copy.engines.writer) as writer:
        load(writer, "protocols", "\n".join(TABLES["protocols"].splitlines()[:2]), supersede=True)
    yield copy
    postgres.drop(copy)


def load(writer: Connection, kind: str, text: str, *, supersede: bool = False) -> None:
    """Load a table as a file of this name would be."""
    lines = [line.split(",") for line in text.splitlines()]
    load_rows(writer, kind, pd.DataFrame(lines[1:], columns=lines[0], dtype=str), source=kind, supersede=supersede)


@pytest.fixture
def connection(database: Database) -> Iterator[Connection]:
    with reading(database.engines.reader, EVERYTHING) as transaction:
        yield transaction


@pytest.fixture
def asked(connection: Connection) -> Filters:
    """Give filters without any restriction as of the first version, on 29 February 2024."""
    newest = connection.scalar(select(func.max(versions.c.version)))
    return Filters(EVERYTHING, Snapshot((newest or 0) - 1, LEAP_DAY))


def at(filters: Filters, day: str) -> Filters:
    """Give the same filters on another reference day."""
    return replace(filters, snapshot=replace(filters.snapshot, day=date.fromisoformat(day)))


def during(filters: Filters, period: str) -> Filters:
    """Give the same filters for a period."""
    return replace(filters, period=Period.parse(period))


def own(filters: Filters, *pairs: tuple[str, str]) -> Filters:
    """Give the same filters with parameters of the page."""
    return replace(filters, own=pairs)


def columns(frame: pd.DataFrame, *names: str) -> list[tuple[object, ...]]:
    """Give some columns of a frame."""
    return list(frame[list(names)].itertuples(index=False, name=None))


def codes(connection: Connection, filters: Filters) -> list[str]:
    """Give the partnerships in view by name."""
    return list(partnerships.partners(connection, filters)["code"])


def standing(connection: Connection, filters: Filters, code: str) -> dict[str, object]:
    """Give the line of a partnership among those who are stuck."""
    frame = partnerships.steps(connection, filters)
    return dict(
        zip(frame.columns, next(line for line in columns(frame, *frame.columns) if line[0] == code), strict=True)
    )


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


def test_what_cannot_be_chosen_is_named_and_left_out(connection: Connection, asked: Filters) -> None:
    wrong = own(asked, ("step", "sustained"), ("step", "x"), ("dormant", "no"), ("country", "DE"), ("status", "none"))
    assert partnerships.own_problems(connection, wrong) == (
        Problem("step", "x"),
        Problem("dormant", "no"),
        Problem("country", "DE"),
    )
    offered = partnerships.choices(connection, asked)
    assert offered.steps == ("letter_of_intent", "protocol", "joint_activities")
    assert (offered.statuses, offered.dormant, offered.countries) == (
        ("in_force", "expired", "none"),
        True,
        ("BE", "TR"),
    )


def test_one_partner_has_the_same_questions(connection: Connection, asked: Filters) -> None:
    alone = partnerships.of_partner(at(asked, "2024-06-01"), "EMI")
    assert codes(connection, alone) == ["O1", "O4"]
    assert columns(partnerships.exchanges(connection, alone), "teacher_code", "exchanges") == [("BER", 2)]
    assert partnerships.headline(connection, partnerships.of_partner(asked, "?")).partnerships == 0


def test_a_viewer_sees_the_partnerships_of_the_programmes_in_scope(connection: Connection, asked: Filters) -> None:
    scoped = replace(at(asked, "2024-06-01"), viewer=Viewer(programmes=frozenset({"B"}), protected=False))
    assert codes(connection, scoped) == ["O4"]
    assert codes(connection, replace(scoped, programmes=("A",))) == []
    assert partnerships.choices(connection, scoped).countries == ("TR",)


def test_a_protected_viewer_sees_nothing(connection: Connection, asked: Filters) -> None:
    viewer = Viewer(programmes=None, grants=frozenset({"G1"}), protected=True)
    nothing = replace(asked, viewer=viewer)
    frames = {name: getattr(partnerships, name)(connection, nothing) for name in COLUMNS}
    assert {name for name, frame in frames.items() if len(frame)} == {"capacity_by_area"}
    head = partnerships.headline(connection, nothing)
    assert (head.records, head.in_force, head.seats, head.staff_trained) == (0, 0, 0, None)
    assert partnerships.choices(connection, nothing).steps == ()


def test_a_figure_of_an_earlier_version_stays_what_it_was(connection: Connection, asked: Filters) -> None:
    later = replace(asked, snapshot=replace(asked.snapshot, version=asked.snapshot.version + 1))
    assert partnerships.headline(connection, later).in_force == 1
    assert partnerships.headline(connection, asked).in_force == 4


def test_once_a_version_is_known_a_page_asks_the_database_nothing(connection: Connection, asked: Filters) -> None:
    narrow = own(asked, ("step", "protocol"))
    answer_all(connection, narrow)
    statements: list[str] = []

    def note(*about: object) -> None:
        statements.append(str(about[2]))

    event.listen(connection.engine, "before_cursor_execute", note)
    answer_all(connection, narrow)
    answer_all(connection, own(asked, ("status", "expired")))
    event.remove(connection.engine, "before_cursor_execute", note)
    assert statements == []


def answer_all(connection: Connection, filters: Filters) -> None:
    """Ask everything that a page asks."""
    for name in COLUMNS:
        getattr(partnerships, name)(connection, filters)
    partnerships.headline(connection, filters)
