"""The files of partnerships and working groups: what a good one brings in, and what is said of a bad one."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select

from dashboard.data.engine import Engines, reading
from dashboard.data.filters import EVERYTHING
from dashboard.data.loading import KINDS, load_files
from dashboard.data.loading.partnership_kinds import PARTNERSHIP_KINDS, RECORDED_STEPS, STEPS
from dashboard.data.loading.template import write_template
from dashboard.data.loading.working_group_kinds import WORKING_GROUP_KINDS
from dashboard.data.schema import loads, sources
from dashboard.data.versions import today
from tests.data.loading.checking import errors, said, warnings
from tests.data.loading.partnership_files import GOOD, TURKISH

NEW_KINDS = [kind.name for kind in (*PARTNERSHIP_KINDS, *WORKING_GROUP_KINDS)]


def test_every_kind_has_a_good_file_here() -> None:
    assert list(GOOD) == list(TURKISH) == NEW_KINDS


def test_a_folder_of_turkish_files_loads_in_one_go(partners: Engines, turkish_files: list[Path]) -> None:
    report = load_files(partners, turkish_files)
    assert list(map(str, report.errors)) == []
    assert len(report.warnings) == 0
    assert {t.kind: t.accepted for t in report.tables} == {n: c.count("\n") for n, c in TURKISH.items()}
    with reading(partners.reader, EVERYTHING) as connection:

        def rows(kind: str, *columns: str) -> list[tuple[object, ...]]:
            table = KINDS[kind].table
            found = connection.execute(select(*(table.c[name] for name in columns)).order_by(table.c.id))
            return [tuple(row) for row in found]

        assert [role for role, _ in rows("partnerships", "role", "grant_id")] == ["implementing", "funding"]
        assert [grant is None for _, grant in rows("partnerships", "role", "grant_id")] == [False, True]
        assert rows("protocols", "signed_on", "expires_on") == [
            (date(2020, 3, 1), date(2022, 2, 28)),
            (date(2022, 3, 1), None),
        ]
        assert rows("partnership_steps", "step", "note")[1] == ("letter_of_intent", "Başkanlık oluruyla")
        assert rows("partner_contacts", "channel") == [("letter",)]
        assert rows("commitments", "due_on", "done_on") == [(date(2021, 3, 31), None)]
        assert rows("capacity", "area", "level") == [("participation", 0), ("coordination", 5)]
        assert rows("joint_activities", "held_on", "participants") == [(date(2020, 6, 15), 40), (None, None)]
        assert rows("joint_activity_partners", "staff_trained") == [(12,), (None,)]
        assert rows("exchanges", "area", "form", "participants") == [("staff", "study_visit", None)]
        assert rows("seat_terms", "filled_on", "vacated_on")[1] == (date(2021, 1, 15), None)
        assert rows("attendance", "present") == [(True,), (False,)]
        assert rows("outputs", "kind", "participants") == [("meeting", 25), ("publication", None)]


def test_the_day_up_to_which_a_file_speaks_is_kept(partners: Engines, turkish_files: list[Path]) -> None:
    load_files(partners, turkish_files)
    question = select(sources.c.kind, loads.c.cutoff).join(loads, loads.c.source_id == sources.c.id)
    with reading(partners.reader, EVERYTHING) as connection:
        found = {row.kind: row.cutoff and row.cutoff.date() for row in connection.execute(question)}
    assert {kind: found[kind] for kind in NEW_KINDS if found[kind]} == {
        "protocols": date(2022, 3, 1),
        "partnership_steps": date(2020, 1, 15),
        "partner_contacts": date(2020, 5, 4),
        "capacity": date(2020, 4, 1),
        "exchanges": date(2020, 2, 10),
        "seat_terms": date(2021, 1, 15),
        "meetings": date(2020, 2, 3),
        "outputs": date(2020, 6, 5),
    }


def test_every_kind_loads_from_its_filled_template(partners: Engines, tmp_path: Path) -> None:
    for kind, row in GOOD.items():
        path = tmp_path / f"filled-{kind}.xlsx"
        write_template(KINDS[kind], path)
        book = load_workbook(path)
        book.worksheets[0].append([row.get(one.name) for one in KINDS[kind].fields])
        book.save(path)
        report = load_files(partners, [path])
        assert list(map(str, report.errors)) == [], kind
        assert (report.accepted, report.tables[0].kind) == (1, kind)


@pytest.mark.parametrize("kind", sorted(GOOD))
def test_a_good_row_has_neither_errors_nor_warnings(kind: str) -> None:
    assert errors(kind, GOOD[kind]) == []
    assert warnings(kind, GOOD[kind]) == []


@pytest.mark.parametrize(
    ("kind", "column"),
    [(kind, one.name) for kind in NEW_KINDS for one in KINDS[kind].fields if one.required],
)
def test_what_must_be_there_is_asked_for(kind: str, column: str) -> None:
    assert (2, column, "required") in errors(kind, GOOD[kind] | {column: ""})


@pytest.mark.parametrize(
    ("kind", "column", "value", "reason"),
    [
        ("partnerships", "role", "boss", "not_a_code"),
        ("protocols", "expires_on", "2020-02-29", "days_out_of_order"),
        ("protocols", "signed_on", "31.02.2021", "not_a_date"),
        ("partnership_steps", "step", "protocol", "not_a_code"),
        ("partnership_steps", "step", "joint_activities", "not_a_code"),
        ("partnership_steps", "step", "sustaned", "not_a_code_near"),
        ("partner_contacts", "channel", "fax", "not_a_code"),
        ("commitments", "due_on", "yakında", "not_a_date"),
        ("capacity", "area", "money", "not_a_code"),
        ("capacity", "level", "-1", "too_low"),
        ("capacity", "level", "6", "above_highest"),
        ("capacity", "level", "2,5", "not_whole"),
        ("joint_activities", "participants", "-1", "too_low"),
        ("joint_activities", "participants", "40,5", "not_whole"),
        ("joint_activity_partners", "staff_trained", "-1", "too_low"),
        ("joint_activity_partners", "staff_trained", "on iki", "not_a_number"),
        ("exchanges", "learner_code", "WIEN", "taught_itself"),
        ("exchanges", "area", "money", "not_a_code"),
        ("exchanges", "form", "party", "not_a_code"),
        ("exchanges", "participants", "-8", "too_low"),
        ("seat_terms", "vacated_on", "2020-01-14", "days_out_of_order"),
        ("attendance", "present", "belki", "not_yes_or_no"),
        ("outputs", "kind", "novel", "not_a_code"),
        ("outputs", "participants", "-1", "too_low"),
    ],
)
def test_a_wrong_cell_is_named_with_its_row_and_reason(kind: str, column: str, value: str, reason: str) -> None:
    assert errors(kind, GOOD[kind] | {column: value}) == [(2, column, reason)]


@pytest.mark.parametrize(
    ("kind", "column", "value"),
    [
        ("protocols", "expires_on", "2020-03-01"),
        ("protocols", "expires_on", ""),
        ("commitments", "done_on", ""),
        ("capacity", "level", "0"),
        ("capacity", "level", "5"),
        ("joint_activities", "held_on", ""),
        ("joint_activities", "participants", "0"),
        ("joint_activity_partners", "staff_trained", "0"),
        ("joint_activity_partners", "staff_trained", ""),
        ("seat_terms", "vacated_on", "2020-01-15"),
        ("seat_terms", "vacated_on", ""),
        ("outputs", "participants", ""),
    ],
)
def test_the_ends_of_what_is_allowed_belong_to_it(kind: str, column: str, value: str) -> None:
    assert errors(kind, GOOD[kind] | {column: value}) == []


@pytest.mark.parametrize(
    ("kind", "column"),
    [
        ("protocols", "signed_on"),
        ("partnership_steps", "reached_on"),
        ("partner_contacts", "contacted_on"),
        ("commitments", "done_on"),
        ("capacity", "assessed_on"),
        ("joint_activities", "held_on"),
        ("exchanges", "held_on"),
        ("seat_terms", "filled_on"),
        ("meetings", "held_on"),
        ("outputs", "delivered_on"),
    ],
)
def test_what_has_happened_did_not_happen_tomorrow(kind: str, column: str) -> None:
    row = GOOD[kind] | {name: "" for name in ("expires_on", "vacated_on") if name in GOOD[kind]}
    ahead = (today() + timedelta(days=1)).isoformat()
    assert warnings(kind, row | {column: ahead}) == [(2, column, "future_day")]
    assert warnings(kind, row | {column: today().isoformat()}) == []


def test_what_is_planned_or_agreed_may_lie_ahead() -> None:
    ahead = (today() + timedelta(days=400)).isoformat()
    planned = {"protocols": "expires_on", "commitments": "due_on", "joint_activities": "planned_on"}
    for kind, column in (planned | {"seat_terms": "vacated_on"}).items():
        assert warnings(kind, GOOD[kind] | {column: ahead}) == []


def test_the_steps_that_other_files_tell_are_not_recorded() -> None:
    assert set(STEPS) - set(RECORDED_STEPS) == {"protocol", "joint_activities"}
    rows = [GOOD["partnership_steps"] | {"step": step} for step in RECORDED_STEPS]
    assert errors("partnership_steps", *rows) == []


def test_unknown_codes_are_refused(partners: Engines, write: Callable[..., Path]) -> None:
    report = load_files(partners, [write("x.csv", "partnership_code,reference,signed_on\nS9,1,2020-01-01")])
    assert said(report) == [(2, "partnership_code", "unknown_reference")]
    terms = load_files(partners, [write("t.csv", "seat_code,filled_on\nU9,2020-01-01")])
    assert said(terms) == [(2, "seat_code", "unknown_reference")]


@pytest.mark.parametrize(
    ("kind", "changed"),
    [
        ("partnerships", "code,programme_code,organisation_code,role\nS1,OTHER,FATIH,funding"),
        ("partnerships", "code,programme_code,organisation_code,role\nS1,KIZILAY-SU,WIEN,funding"),
        ("joint_activities", "code,project_code,name_tr,activity_kind,planned_on\nF1,P2,Seminer,course,2020-06-01"),
        ("institution_groups", "code,project_code,name_tr,position\nG1,P2,Odalar,1"),
        ("meetings", "code,project_code,name_tr,held_on\nM1,P2,Toplantı,2020-02-03"),
    ],
)
def test_what_a_thing_belongs_to_can_never_change(
    partners: Engines, turkish_files: list[Path], write: Callable[..., Path], kind: str, changed: str
) -> None:
    assert not load_files(partners, turkish_files).refused
    report = load_files(partners, [write(f"{kind}.csv", changed)], supersede=True)
    assert [reason for _, _, reason in said(report)] == ["fixed_changed"]


def test_a_corrected_file_takes_the_place_of_the_old_one(
    partners: Engines, turkish_files: list[Path], write: Callable[..., Path]
) -> None:
    assert not load_files(partners, turkish_files).refused
    later = TURKISH["protocols"].replace("2022/1;01.03.2022;", "2022/1;01.03.2022;28.02.2024")
    assert not load_files(partners, [write("protocols.csv", later)], supersede=True).refused
    table = KINDS["protocols"].table
    with reading(partners.reader, EVERYTHING) as connection:
        ends = connection.scalars(
            select(table.c.expires_on).where(table.c.until_version.is_(None)).order_by(table.c.id)
        )
        assert list(ends) == [date(2022, 2, 28), date(2024, 2, 28)]
        assert connection.scalar(select(func.count()).select_from(table)) == 3
