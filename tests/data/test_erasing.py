"""Erasing a person: texts and keys are gone in every version, every count stays, and the same file loads as before."""

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import text

from dashboard.data.engine import Engines, reading, writing
from dashboard.data.filters import EVERYTHING
from dashboard.data.loading import LoadReport, load_files
from dashboard.data.loading.erasing import Erased, apply_erasures, clear_away, erase_expired, erase_person, is_erased
from dashboard.data.loading.hashing import emptied, hash_rows, mix, unmix
from dashboard.data.loading.live_rows import read_live
from dashboard.data.loading.sheets import from_cells
from dashboard.data.retention import last_day_past
from dashboard.data.rollup_check import verify
from dashboard.data.schema.feedback import feedback
from dashboard.data.schema.people import reach
from tests.data.loading.conftest import REACH_HEADER, engines, programme, register_files, write  # noqa: F401 - fixtures.
from tests.data.loading.feedback_files import CASES, CATEGORIES, SECRET, cases, person

PEOPLE = (
    "2021-03-01,P1,course,TR-34,host,female,25-49,no,1,1,,KISI-1",
    "2021-03-01,P1,course,TR-34,host,female,25-49,no,0,2,,KISI-1",
    "2021-03-01,P1,course,TR-34,host,female,25-49,no,0,3,,KISI-2",
    "2021-03-01,P1,course,TR-34,host,female,25-49,no,0,1,,",
    "2021-03-01,P1,course,TR-34,host,female,25-49,no,0,4,,",
    "2021-03-01,P1,course,TR-34,host,female,25-49,no,1,1,,KISI-2",
    "2020-05-01,P1,advice,TR-01,unknown,male,unknown,no,1,1,R-1,KISI-1",
    "2021-04-01,P2,course,TR-34,host,female,25-49,no,1,1,,KISI-3",
)


def people(rows: Iterable[str]) -> str:
    """Give a file of records of people reached."""
    return "\n".join((f"{REACH_HEADER},counting_rule,record_key,person_key", *map(_counted, rows)))


def _counted(row: str) -> str:
    """Give a row with its counting rule."""
    cells = row.split(",")
    return ",".join([*cells[:10], "person_key", *cells[10:]])


def closed(day: str) -> str:
    """Give the case F7 as it was closed on a day, its person not being named."""
    return (
        CASES[0].replace("F1", "F7").replace("KISI-1", "").replace("answered,2021-03-05,", f"closed,2021-03-05,{day}")
    )


@pytest.fixture
def files(write: Callable[..., Path]) -> list[Path]:  # noqa: F811 - the fixture.
    """Give files of feedback and of people reached."""
    return [write("cases.csv", cases()), write("people.csv", people(PEOPLE))]


@pytest.fixture
def stored(programme: Engines, files: list[Path], write: Callable[..., Path]) -> Engines:  # noqa: F811 - fixtures.
    """Give a database with feedback and people of several versions.

    Another source tells of a case with its person, then of the same case without.
    """
    assert not load_files(programme, [write("feedback_categories.csv", CATEGORIES)]).refused
    named = CASES[0].replace("F1", "F7")
    for paths in (files, [write("cases2.csv", cases(named))]):
        report = load(programme, paths)
        assert not report.refused, list(map(str, report.errors))
    report = load(programme, [write("cases2.csv", cases(closed("2021-03-06")))], supersede=True)
    assert not report.refused, list(map(str, report.errors))
    return programme


def load(engines: Engines, paths: list[Path], **options: object) -> LoadReport:  # noqa: F811 - the fixture's value.
    """Load files with the secret of the installation."""
    return load_files(engines, paths, secret=SECRET, **options)


def counts(engines: Engines) -> list[tuple[object, ...]]:  # noqa: F811
    """Give all that a figure can be made of, but persons and texts."""
    found = []
    with engines.owner.connect() as connection:
        for table in (feedback, reach):
            names = [c.name for c in table.c if c.name not in {"person_key", "content_hash", "key_hash"}]
            question = f"select {', '.join(names)} from {table.name} order by load_id, row_no"  # noqa: S608
            found += [tuple(row) for row in connection.execute(text(question))]
    return found


def act(engines: Engines, what: Callable[..., Erased], *arguments: object) -> Erased:  # noqa: F811
    """Erase as the owner."""
    with writing(engines.owner) as connection:
        return what(connection, *arguments)


def told(engines: Engines) -> list[tuple[object, ...]]:  # noqa: F811
    """Give every text with its case."""
    question = "select feedback_key, since_version, text from feedback join feedback_texts using (load_id, row_no)"
    with engines.owner.connect() as connection:
        return [tuple(row) for row in connection.execute(text(question + " order by 1, 2"))]


def persons(engines: Engines) -> set[bytes]:  # noqa: F811
    """Give every person that a row names."""
    question = "select person_key from feedback union select person_key from reach"
    with engines.owner.connect() as connection:
        return {bytes(key) for key in connection.scalars(text(question)) if key}


def test_texts_and_keys_of_a_person_are_gone_and_all_else_stays(stored: Engines) -> None:
    before = counts(stored)
    assert len([row for row in told(stored) if row[0] in {"F1", "F7"}]) == 3
    erased = act(stored, erase_person, person("KISI-1"))
    assert erased == Erased(texts=3, feedback=3, reach=3)
    assert [row[0] for row in told(stored)] == ["F2", "F3", "F4"]
    assert persons(stored) == {person("KISI-2"), person("KISI-3")}
    assert counts(stored) == before
    with reading(stored.reader, EVERYTHING) as connection:
        assert not verify(connection)
    clear_away(stored.owner)


@pytest.mark.parametrize("key", ["KISI-1", "KISI-2", "KISI-3"])
def test_the_same_files_are_loaded_already(stored: Engines, files: list[Path], tmp_path: Path, key: str) -> None:
    act(stored, erase_person, person(key))
    before = counts(stored)
    for supersede in (False, True):
        report = load(stored, [*files, tmp_path / "cases2.csv"], supersede=supersede)
        assert not report.refused, list(map(str, report.errors))
        assert report.already_loaded
    assert counts(stored) == before
    assert person(key) not in persons(stored)


def test_two_erased_persons_and_any_order_of_rows_are_loaded_already_too(
    stored: Engines,
    files: list[Path],
    write: Callable[..., Path],  # noqa: F811
) -> None:
    for key in ("KISI-1", "KISI-2"):
        act(stored, erase_person, person(key))
    assert load(stored, [files[0], write("people.csv", people(reversed(PEOPLE)))]).already_loaded


def test_a_later_load_of_an_erased_person_keeps_neither_text_nor_key(
    stored: Engines,
    write: Callable[..., Path],  # noqa: F811
) -> None:
    act(stored, erase_person, person("KISI-1"))
    report = load(stored, [write("new.csv", cases(CASES[0].replace("F1", "F8"), CASES[1].replace("F2", "F9")))])
    assert [(p.row, p.column, p.key) for p in report.warnings] == [(2, "", "load.warning.forgotten")]
    assert "KISI" not in "".join(map(str, report.warnings))
    assert [row[0] for row in told(stored)] == ["F2", "F3", "F4", "F9"]
    assert person("KISI-1") not in persons(stored)


def test_a_row_that_no_longer_names_the_erased_person_brings_no_text_back(
    stored: Engines,
    write: Callable[..., Path],  # noqa: F811
) -> None:
    act(stored, erase_person, person("KISI-1"))
    report = load(stored, [write("cases2.csv", cases(closed("2021-03-09")))], supersede=True)
    assert report.tables[0].added == 1
    assert "F7" not in {row[0] for row in told(stored)}


def test_an_older_copy_is_cleaned_again(stored: Engines, files: list[Path]) -> None:
    with stored.owner.begin() as connection:
        connection.execute(text("insert into erasures (person_key) values (:key)"), {"key": person("KISI-1")})
    assert act(stored, apply_erasures) == Erased(texts=3, feedback=3, reach=3)
    assert act(stored, apply_erasures).nothing
    assert load(stored, files).already_loaded


def test_nobody_who_is_unknown_is_remembered(stored: Engines) -> None:
    before = told(stored)
    assert act(stored, erase_person, person("NOBODY")).nothing
    with stored.owner.connect() as connection:
        assert not is_erased(connection, person("NOBODY"))
    assert told(stored) == before


def test_the_digest_of_each_load_is_that_of_what_was_live_after_it(stored: Engines) -> None:
    act(stored, erase_person, person("KISI-1"))
    with stored.owner.connect() as connection:
        question = "select s.id, s.kind, content_digest from loads l join sources s on s.id = l.source_id"
        found = connection.execute(text(f"{question} where s.name in ('cases.csv', 'people.csv')")).all()
        for source, kind, digest in found:
            assert read_live(connection, {"feedback": feedback, "reach": reach}[kind], source).digest == digest
    assert len(found) == 2


def test_what_is_past_its_time_goes(stored: Engines) -> None:
    retention, today = {"feedback": 12, "reach": 18}, date(2022, 3, 12)
    erased = act(stored, erase_expired, retention, today)
    assert erased == Erased(texts=3, feedback=1, reach=1)
    assert [row[0] for row in told(stored)] == ["F1", "F3", "F4"]
    assert act(stored, erase_expired, retention, today).nothing


def test_a_load_under_a_retention_removes_what_is_past_and_knows_its_file(
    stored: Engines,
    files: list[Path],
    write: Callable[..., Path],  # noqa: F811
) -> None:
    report = load(stored, files, retention={"feedback": 12, "reach": 12})
    assert report.already_loaded, list(map(str, report.errors))
    assert [row[0] for row in told(stored)] == ["F1", "F3", "F4"]
    assert persons(stored) == {person("KISI-1"), person("KISI-2")}
    report = load(stored, [write("old.csv", cases(CASES[1]))], retention={"feedback": 12})
    assert [p.key for p in report.warnings] == ["load.warning.forgotten"]


def test_a_case_is_past_its_time_some_months_after_its_closing() -> None:
    assert last_day_past({"feedback": 1}, "feedback", date(2024, 3, 31)) == date(2024, 2, 29)
    assert last_day_past({"feedback": 24}, "feedback", date(2024, 1, 15)) == date(2022, 1, 15)
    assert last_day_past({"feedback": 24}, "reach", date(2024, 1, 15)) is None


def test_a_cell_can_be_taken_out_of_a_hash() -> None:
    draw = np.random.default_rng(7)
    values = draw.integers(0, 2**63, 1_000, np.uint64) * np.uint64(2)
    assert (unmix(mix(values)) == values).all()
    columns = {name: [f"{name}{i}" for i in range(50)] for name in "abcde"}
    for gone, texts in columns.items():
        rows = hash_rows((from_cells(cells) for cells in columns.values()), 50)
        expected = hash_rows((from_cells(["" if n == gone else c for c in cells]) for n, cells in columns.items()), 50)
        assert (emptied(rows, list(columns), gone, np.array(texts, object)) == expected).all()
