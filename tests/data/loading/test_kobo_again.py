"""Exports of KoboToolbox that come again, each time whole: merged by submission, without anybody knowing how."""

from pathlib import Path

import pytest
from sqlalchemy import text

from dashboard.data.engine import Engines, writing
from dashboard.data.loading import LoadReport, load_files
from dashboard.data.loading.submissions import stream_of
from dashboard.data.loading.undoing import undo
from dashboard.data.rollups import verify
from tests.data.loading.checking import said
from tests.data.loading.mess_files import HEADER, ONE, book, given, lines
from tests.data.loading.mess_forms import FORM, KOBO, PEOPLE, REPEAT, part, row, sent

OCTOBER, NOVEMBER = (f"Etkinlik_-_all_versions_-_English_-_2026-{month}-02-08-11-23.csv" for month in ("10", "11"))
STREAM = "Etkinlik_-_all_versions_-_English.csv"


def people(new: int) -> list[object]:
    """Give a record of so many new people."""
    return given(ONE, activity_kind="course", new_people=new, contacts=9)


def export(folder: Path, name: str, **submissions: int) -> Path:
    """Write an export: new people by submission."""
    rows = [[*people(new), *sent(n, uuid)] for n, (uuid, new) in enumerate(submissions.items(), 1)]
    return lines([*HEADER, *KOBO], *rows, name=name)(folder)


def repeats(folder: Path, *of: tuple[str, list[int]]) -> Path:
    """Write an export whose people stand on a sheet of their own: submissions, each with its new people."""
    form = people(0)
    main = [[*FORM, *KOBO], *([*form[:4], *sent(n, uuid)] for n, (uuid, _) in enumerate(of, 1))]
    told = [(n, new) for n, (_, several) in enumerate(of, 1) for new in several]
    rows = [row(i, n, *part(people(new))) for i, (n, new) in enumerate(told, 1)]
    return book(*main, title="etkinlik", more={"kisiler": [[*PEOPLE, *REPEAT], *rows]})(folder)


def counts(report: LoadReport) -> dict[str, int]:
    """Give what a load means beside its source; what is 0 is left out."""
    assert said(report) == []
    (table,) = report.tables
    names = ("new", "changed", "unchanged", "removed", "missing")
    return {name: number for name in names if (number := getattr(table, name))}


def live(engines: Engines) -> list[int]:
    """Give the new people of the live records, and demand that the cubes say the same."""
    with engines.owner.connect() as connection:
        assert verify(connection) == []
        return list(connection.scalars(text("select new_people from reach where until_version is null order by 1")))


def test_a_full_export_of_the_next_month_is_merged_into_its_source(programme: Engines, tmp_path: Path) -> None:
    first = load_files(programme, [export(tmp_path, OCTOBER, a=1, b=2, c=3)])
    assert (counts(first), first.tables[0].source, live(programme)) == ({"new": 3}, STREAM, [1, 2, 3])
    again = export(tmp_path, NOVEMBER, a=1, b=5, d=4)
    told = {"new": 1, "changed": 1, "unchanged": 1, "missing": 1}
    assert counts(load_files(programme, [again], dry_run=True)) == told
    assert live(programme) == [1, 2, 3]
    assert counts(load_files(programme, [again])) == told
    assert live(programme) == [1, 3, 4, 5]
    assert load_files(programme, [again]).already_loaded
    whole = load_files(programme, [again], supersede=True)
    assert counts(whole) == {"unchanged": 3, "removed": 1}
    assert live(programme) == [1, 4, 5]
    with writing(programme.writer) as connection:
        undo(connection, whole.version or 0, None, actor="staff")
    assert live(programme) == [1, 3, 4, 5]


def test_an_edited_submission_replaces_all_that_it_said_of_its_people(programme: Engines, tmp_path: Path) -> None:
    load_files(programme, [repeats(tmp_path, ("u1", [1, 2, 3]), ("u2", [4, 5]), ("u3", [6]))])
    assert live(programme) == [1, 2, 3, 4, 5, 6]
    report = load_files(programme, [repeats(tmp_path, ("u1", [1, 7]), ("u2", []), ("u4", [8, 9]))])
    assert counts(report) == {"new": 2, "changed": 1, "unchanged": 1, "removed": 3, "missing": 1}
    assert live(programme) == [1, 6, 7, 8, 9]


def test_a_submission_is_not_counted_again_under_another_source(programme: Engines, tmp_path: Path) -> None:
    load_files(programme, [export(tmp_path, "ekim.csv", a=1, b=2)])
    report = load_files(programme, [export(tmp_path, "kasim.csv", a=1, b=2, c=3)])
    assert said(report) == [(2, "rootUuid", "live_elsewhere"), (3, "rootUuid", "live_elsewhere")]
    assert all("ekim.csv" in one.reason for one in report.errors)
    named = load_files(programme, [export(tmp_path, "kasim.csv", a=1, b=2, c=3)], source="ekim.csv")
    assert counts(named) == {"new": 1, "unchanged": 2}
    assert live(programme) == [1, 2, 3]


def test_other_files_add_as_before(programme: Engines, tmp_path: Path) -> None:
    header, record = [*HEADER, "record_key"], [*people(1), "k1"]
    load_files(programme, [lines(header, record)(tmp_path)])
    report = load_files(programme, [lines(header, record, [*people(2), "k2"])(tmp_path)])
    assert said(report) == [(2, "record_key", "already_live")]


@pytest.mark.parametrize(
    ("name", "stream"),
    [
        (OCTOBER, STREAM),
        ("Form_-_2026-10-02-08-11-23.xlsx", "Form.xlsx"),
        ("Form_-_2026-10-02-08-11-23 (1).xlsx", "Form.xlsx"),
        ("Form_2026-10-02.xlsx", "Form_2026-10-02.xlsx"),
        ("2026-10-02-08-11-23.xlsx", "2026-10-02-08-11-23.xlsx"),
    ],
)
def test_the_moment_of_an_export_is_no_part_of_its_source(name: str, stream: str) -> None:
    assert stream_of(name) == stream
