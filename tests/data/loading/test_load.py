"""Loading is all or nothing, exactly once, and superseding replaces a source."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import text

from dashboard.data.engine import Engines
from dashboard.data.loading import load_files

HEADER = "date,project_code,activity_kind,place_code,population_group,sex,age_band,disability,new_people,contacts"
MARCH = f"""{HEADER}
    2021-03-01,P1,course,TR-34,host,female,18-24,no,5,9
    2021-03-02,P1,advice,TR-34-1166,temporary_protection,male,25-49,unknown,2,2"""
CORRECTED = f"""{HEADER}
    2021-03-01,P1,course,TR-34,host,female,18-24,no,6,9
    2021-03-02,P1,advice,TR-34-1166,temporary_protection,male,25-49,unknown,2,2"""


def live_reach(engines: Engines, version: int | None = None) -> list[tuple[object, ...]]:
    """Give new people and contacts of the records that are live now or as of a version."""
    now = "until_version is null" if version is None else "since_version <= :v and coalesce(until_version, 9999) > :v"
    with engines.reader.connect() as connection:
        found = connection.execute(
            text(f"select new_people, contacts from reach where {now} order by 1, 2"), {"v": version}
        )
        return [tuple(row) for row in found]


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
