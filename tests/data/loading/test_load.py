"""Loading is all or nothing, exactly once, and superseding replaces a source."""

import hmac
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from sqlalchemy import text

from dashboard.codes import COUNTING_RULE
from dashboard.data.engine import Engines, reading, writing
from dashboard.data.filters import EVERYTHING
from dashboard.data.loading import LoadReport, RefusedError, load_files, load_rows
from dashboard.data.rollups import verify

HEADER = "date,project_code,activity_kind,place_code,population_group,sex,age_band,disability,new_people,contacts"
MARCH = f"""{HEADER}
    2021-03-01,P1,course,TR-34,host,female,18-24,no,5,9
    2021-03-02,P1,advice,TR-34-1166,temporary_protection,male,25-49,unknown,2,2"""
CORRECTED = f"""{HEADER}
    2021-03-01,P1,course,TR-34,host,female,18-24,no,6,9
    2021-03-02,P1,advice,TR-34-1166,temporary_protection,male,25-49,unknown,2,2"""


def live_reach(engines: Engines, version: int | None = None) -> list[tuple[object, ...]]:
    """Give new people and contacts of the records that are live now or as of a version."""
    question = """select new_people, contacts from reach
        where since_version <= :v and coalesce(until_version, 9999) > :v order by 1, 2"""
    with reading(engines.reader, EVERYTHING) as connection:
        return [tuple(row) for row in connection.execute(text(question), {"v": version or 9998})]


def test_given_a_programme_when_records_are_loaded_then_they_are_stored_once(
    programme: Engines, write: Callable[..., Path]
) -> None:
    report = load_files(programme, [write("march.csv", MARCH)])
    assert (report.accepted, report.rejected, report.duplicate, report.warned, report.version) == (2, 0, 0, 0, 2)
    again = load_files(programme, [write("march.csv", MARCH)])
    assert again.already_loaded
    assert (again.version, again.accepted) == (2, 0)
    assert live_reach(programme) == [(2, 2), (5, 9)]


def test_given_a_correction_when_it_supersedes_then_the_earlier_version_keeps_its_figures(
    programme: Engines, write: Callable[..., Path]
) -> None:
    load_files(programme, [write("march.csv", MARCH)])
    report = load_files(programme, [write("march.csv", CORRECTED)], supersede=True, reason="typing mistake")
    assert (report.accepted, report.tables[0].added, report.tables[0].ended, report.version) == (2, 1, 1, 3)
    assert live_reach(programme) == [(2, 2), (6, 9)]
    assert live_reach(programme, 2) == [(2, 2), (5, 9)]


def test_given_a_superseded_file_when_the_older_content_is_loaded_again_then_it_is_a_new_version(
    programme: Engines, write: Callable[..., Path]
) -> None:
    for content in (MARCH, CORRECTED, MARCH):
        report = load_files(programme, [write("march.csv", content)], supersede=True)
    assert (report.version, report.already_loaded) == (4, False)
    assert live_reach(programme) == [(2, 2), (5, 9)]
    assert load_files(programme, [write("march.csv", MARCH)], supersede=True).already_loaded


def keys(report: LoadReport) -> list[tuple[int, str, str]]:
    """Give row, column and reason of every error of a load."""
    return [(p.row, p.column, p.key.removeprefix("load.error.")) for p in report.errors]


def tables(engines: Engines) -> dict[str, int]:
    """Give the number of rows of every table that a load can touch; of attempts every one is written down."""
    with engines.owner.connect() as connection:
        names = connection.scalars(
            text("select tablename from pg_tables where schemaname = 'public' and tablename <> 'attempts'")
        ).all()
        return {name: connection.scalar(text(f"select count(*) from {name}")) for name in names}  # noqa: S608


def test_given_one_wrong_row_when_loaded_then_nothing_is_stored_and_every_error_is_listed(
    programme: Engines, write: Callable[..., Path]
) -> None:
    before = tables(programme)
    wrong = f"""{MARCH}
        2021-03-03,P3,course,TR-34,host,female,18-24,no,9,5
        2021-03-04,P1,course,AT-9,host,female,18-24,no,1,1"""
    report = load_files(programme, [write("march.csv", wrong)])
    assert sorted(keys(report)) == [
        (4, "new_people", "more_people_than_contacts"),
        (4, "project_code", "unknown_reference"),
        (5, "place_code", "place_without_province"),
    ]
    assert (report.accepted, report.rejected, report.version) == (0, 2, None)
    assert tables(programme) == before


def test_given_a_dry_run_when_there_is_no_error_then_it_counts_and_stores_nothing(
    programme: Engines, write: Callable[..., Path]
) -> None:
    before = tables(programme)
    report = load_files(programme, [write("march.csv", MARCH)], dry_run=True)
    assert (report.refused, report.accepted) == (False, 2)
    assert tables(programme) == before


def test_given_several_files_when_one_is_wrong_then_none_is_stored(
    programme: Engines, write: Callable[..., Path]
) -> None:
    before = tables(programme)
    project = write("new.csv", "code,programme_code,name_tr,stage\nP9,KIZILAY-SU,Yeni,rejected")
    reach = write("march.csv", f"{MARCH}\n2021-03-04,P9,course,TR-34,host,female,18-24,no,1,1")
    report = load_files(programme, [reach, project])
    assert keys(report) == [(2, "stage_reason", "reason_missing")]
    assert tables(programme) == before


def test_given_a_live_record_when_it_is_loaded_again_with_others_then_it_is_refused_unless_superseding(
    programme: Engines, write: Callable[..., Path]
) -> None:
    load_files(programme, [write("march.csv", MARCH)])
    more = f"{MARCH}\n2021-03-05,P1,course,TR-34,host,male,18-24,no,1,1"
    report = load_files(programme, [write("march.csv", more)])
    assert [(row, key) for row, _, key in keys(report)] == [(2, "already_live"), (3, "already_live")]
    assert load_files(programme, [write("march.csv", more)], supersede=True).tables[0].added == 1


def test_given_a_stream_when_new_records_come_then_they_are_added(
    programme: Engines, write: Callable[..., Path]
) -> None:
    load_files(programme, [write("march.csv", MARCH)], source="field")
    april = MARCH.replace("2021-03", "2021-04")
    report = load_files(programme, [write("april.csv", april)], source="field")
    assert (report.refused, report.tables[0].added, report.tables[0].ended) == (False, 2, 0)
    assert len(live_reach(programme)) == 4


def test_given_a_register_when_another_source_brings_the_same_code_then_it_is_refused(
    programme: Engines, write: Callable[..., Path]
) -> None:
    report = load_files(programme, [write("other.csv", "code,programme_code,name_tr,stage\nP1,OTHER,Ad,idea")])
    assert sorted(keys(report)) == [(2, "code", "live_elsewhere"), (2, "programme_code", "fixed_changed")]


def test_given_a_source_when_it_is_used_for_another_kind_then_it_is_refused(
    programme: Engines, write: Callable[..., Path]
) -> None:
    report = load_files(programme, [write("march.csv", MARCH)], source="projects.csv")
    assert [key for _, _, key in keys(report)] == ["source_of_other_kind"]


def test_given_rows_that_repeat_when_loaded_then_registers_keep_one_and_records_both(
    programme: Engines, write: Callable[..., Path]
) -> None:
    twice = write("goals.csv", "code,programme_code,name_tr,level,position\n" + "G1,OTHER,Amaç,general,1\n" * 2)
    report = load_files(programme, [twice])
    assert (report.accepted, report.duplicate, report.tables[0].added) == (2, 1, 1)
    record = MARCH.splitlines()[1]
    same = load_files(programme, [write("march.csv", f"{HEADER}\n{record}\n{record}")])
    assert (same.accepted, same.duplicate, same.warned) == (2, 0, 1)
    assert live_reach(programme) == [(5, 9), (5, 9)]


def test_given_one_key_with_two_contents_when_loaded_then_it_is_refused(
    programme: Engines, write: Callable[..., Path]
) -> None:
    goals = "code,programme_code,name_tr,level,position\nG1,OTHER,Amaç,general,1\nG1,OTHER,Amaç,general,2"
    assert keys(load_files(programme, [write("goals.csv", goals)])) == [(3, "code", "key_twice")]
    record = MARCH.splitlines()[1].strip()
    reach = f"{HEADER},record_key\n{record},R1\n{record},R1"
    assert keys(load_files(programme, [write("march.csv", reach)])) == [(3, "record_key", "key_twice")]


def test_given_person_keys_when_loaded_then_only_their_keyed_hash_is_stored(
    programme: Engines, write: Callable[..., Path]
) -> None:
    record = MARCH.splitlines()[1].strip()
    file = write("march.csv", f"{HEADER},person_key\n{record},12345678901")
    assert keys(load_files(programme, [file])) == [(2, "person_key", "person_secret_missing")]
    load_files(programme, [file], secret=b"s" * 32)
    with programme.owner.connect() as connection:
        stored, rule = connection.execute(text("select person_key, counting_rule from reach")).one()
    assert bytes(stored) == hmac.digest(b"s" * 32, b"person:12345678901", "sha256")
    assert COUNTING_RULE[rule] == "person_key"
    assert load_files(programme, [file], secret=b"s" * 32).already_loaded


def test_given_live_records_when_others_of_the_month_follow_another_rule_then_they_are_refused(
    programme: Engines, write: Callable[..., Path]
) -> None:
    load_files(programme, [write("march.csv", MARCH)])
    ocha = write("ocha.csv", f"{HEADER},counting_rule\n2021-03-30,P1,advice,TR-34,host,male,5-11,no,1,1,max_then_sum")
    assert keys(load_files(programme, [ocha])) == [(2, "counting_rule", "mixed_counting_rules")]
    corrected = "\n".join(f"{line.strip()},max_then_sum" for line in MARCH.splitlines()[1:])
    march = write("march.csv", f"{HEADER},counting_rule\n{corrected}")
    assert not load_files(programme, [march], supersede=True).refused
    assert not load_files(programme, [ocha]).refused


def test_given_the_order_of_rows_changes_when_superseding_then_nothing_is_new(
    programme: Engines, write: Callable[..., Path]
) -> None:
    load_files(programme, [write("march.csv", MARCH)])
    header, *rows = MARCH.splitlines()
    turned = write("march.csv", "\n".join([header, *reversed(rows)]))
    assert load_files(programme, [turned], supersede=True).already_loaded


def test_given_a_project_left_the_register_when_records_name_it_then_they_are_refused(
    programme: Engines, write: Callable[..., Path]
) -> None:
    only = "code,programme_code,name_tr,stage,starts_on\nP2,KIZILAY-SU,Gönüllülük,idea,2020-01-01"
    links = write("project_grants.csv", "project_code,grant_code\nP2,P171489")
    load_files(programme, [write("projects.csv", only), links], supersede=True)
    report = load_files(programme, [write("march.csv", MARCH)])
    assert {key for _, _, key in keys(report)} == {"unknown_reference"}


def test_given_a_load_when_it_is_stored_then_it_says_what_it_was(
    programme: Engines, write: Callable[..., Path]
) -> None:
    load_files(programme, [write("march.csv", MARCH)], actor="ayse", reason="monthly")
    question = """select mode, file_name, accepted, duplicate, warned, cutoff::date, reason, loads.actor, kind
        from loads join versions using (version) order by id desc limit 1"""
    with reading(programme.reader, EVERYTHING) as connection:
        row = connection.execute(text(question)).one()
    assert tuple(row) == ("add", "march.csv", 2, 0, 0, date(2021, 3, 2), "monthly", "ayse", "load")


def test_given_every_load_then_the_cubes_agree_with_the_records(programme: Engines, write: Callable[..., Path]) -> None:
    for content in (MARCH, CORRECTED, MARCH):
        load_files(programme, [write("march.csv", content)], supersede=True)
    with programme.owner.connect() as connection:
        assert verify(connection) == []


def test_given_text_with_every_odd_letter_when_loaded_then_it_is_stored_as_it_is(engines: Engines) -> None:
    name = "a\\b\tc\nd\"e,f;\\N {g} %s 'h' ı İ ş عربي 😀"
    frame = pd.DataFrame({"code": ["X"], "name_tr": [name], "kind": ["other"]})
    with writing(engines.writer) as connection:
        load_rows(connection, "organisations", frame, source="s")
    with reading(engines.reader, EVERYTHING) as connection:
        assert connection.scalar(text("select name_tr from organisation_details")) == name


def test_given_wrong_rows_at_hand_when_loaded_then_they_are_refused_with_their_reasons(engines: Engines) -> None:
    frame = pd.DataFrame({"code": ["X"], "name_tr": [""], "kind": ["other"]})
    with pytest.raises(RefusedError) as refused, writing(engines.writer) as connection:
        load_rows(connection, "organisations", frame, source="s")
    assert [(p.row, p.column) for p in refused.value.problems] == [(2, "name_tr")]


def test_given_a_folder_when_it_is_loaded_then_its_files_load_in_the_order_of_their_references(
    engines: Engines, register_files: dict[str, Path], write: Callable[..., Path]
) -> None:
    folder = write("notes.md", "not a table").parent
    report = load_files(engines, [folder])
    assert not report.refused
    assert {table.kind for table in report.tables} == set(register_files)
    assert {table.version for table in report.tables} == {1}


def test_given_numbers_beyond_any_country_then_the_load_is_refused_and_nothing_is_stored(
    programme: Engines, write: Callable[..., Path]
) -> None:
    rows = [f"2021-03-0{day},P1,course,TR-34,host,female,18-24,no,5,2000000000" for day in (1, 2)]
    before = tables(programme)
    report = load_files(programme, [write("wrong.csv", "\n".join([HEADER, *rows]))])
    assert keys(report) == [(0, "contacts", "too_many_people")]
    assert (report.accepted, report.version) == (0, None)
    assert tables(programme) == before


def test_given_more_codes_than_a_statement_holds_parameters_then_they_load_and_load_again(
    engines: Engines, write: Callable[..., Path]
) -> None:
    rows = [f"O{number:05d},Kurum {number},other" for number in range(66_000)]
    first = load_files(engines, [write("organisations.csv", "\n".join(["code,name_tr,kind", *rows]))])
    assert (first.accepted, first.refused) == (66_000, False)
    rows[7] = "O00007,Yeni ad,other"
    again = load_files(
        engines, [write("organisations.csv", "\n".join(["code,name_tr,kind", *rows]))], supersede=True, reason="renamed"
    )
    assert (again.tables[0].added, again.tables[0].ended) == (1, 1)
