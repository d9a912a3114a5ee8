"""The World Bank's list of August 2024, superseded by the list of March 2025."""

import csv
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Row, text

from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING
from dashboard.data.loading import LoadReport, load_files
from dashboard.data.loading.mappings.world_bank import day

MOVED = {
    "P144534": ("2024-12-31", "2025-09-30"),
    "P158418": ("2026-02-27", "2028-12-31"),
    "P162727": ("2024-10-31", "2027-12-31"),
    "P167363": ("2026-02-27", "2028-12-31"),
    "P170532": ("2026-12-31", "2027-12-31"),
    "P173247": ("2025-05-31", "2027-03-31"),
    "P179235": ("2025-05-31", "2027-03-31"),
}
"""The seven closing dates that differ between the lists."""
NOW = "until_version is null"
PROJECTS = f"""select code, stage, stage_reason, iati_status, starts_on, original_ends_on, ends_on, implementer, name_tr
    from project_details join projects on projects.id = project_id where {NOW} order by code"""  # noqa: S608 - fixed text
GRANTS = f"""select code, amount, currency, effective_on, ends_on
    from grant_details join grants on grants.id = grant_id where {NOW} order by code"""  # noqa: S608 - fixed text
FUNDING = f"""select projects.code, reference, funding.amount, currency, secured_on, grants.code as grant_code,
    organisations.code as funder from funding join projects on projects.id = project_id
    join grants on grants.id = grant_id join organisations on organisations.id = funder_id
    where {NOW} order by 1"""  # noqa: S608 - fixed text
AMENDMENTS = f"""select code, amended_on, kind, new_ends_on, evidence, signatory
    from amendments join grants on grants.id = grant_id where {NOW} order by code"""  # noqa: S608 - fixed text


def take(database, path: Path, *, supersede: bool = False) -> LoadReport:  # noqa: ANN001 - the class lives in the conftest
    """Load a list through the mapping."""
    return load_files(database.engines, [path], mapping="world_bank", supersede=supersede)


def counts(report: LoadReport) -> dict[str, tuple[int, int, int, int]]:
    """Give accepted, rejected, duplicate and warned rows by KIND."""
    return {one.kind: (one.accepted, one.rejected, one.duplicate, one.warned) for one in report.tables}


def ask(database, question: str) -> list[Row]:  # noqa: ANN001 - as above
    """Give the rows of a question as the pages' reader sees them."""
    with reading(database.engines.reader, EVERYTHING) as connection:
        return list(connection.execute(text(question)))


def rows_of(path: Path) -> dict[str, dict[str, str]]:
    """Give a list's rows by project, read without any code of the product."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


def test_the_list_of_2024_gives_projects_and_grants(database, list_2024: Path) -> None:  # noqa: ANN001
    report = take(database, list_2024)
    assert list(map(str, report.errors)) == []
    assert counts(report) == {
        "organisations": (1, 0, 0, 0),
        "programmes": (1, 0, 0, 0),
        "projects": (291, 0, 0, 2),
        "grants": (256, 0, 0, 0),
        "project_grants": (256, 0, 0, 0),
        "funding": (234, 0, 0, 0),
    }
    stages = {row.code: row.stage for row in ask(database, PROJECTS)}
    named = {"Pipeline": "screened", "Active": "running", "Closed": "closed", "Dropped": "rejected"}
    assert stages == {code: named[row["projectstatusdisplay"]] for code, row in rows_of(list_2024).items()}


def test_the_list_of_2025_supersedes_it(database, list_2024: Path, list_2025: Path) -> None:  # noqa: ANN001
    take(database, list_2024)
    report = take(database, list_2025, supersede=True)
    assert list(map(str, report.errors)) == []
    assert counts(report) == {
        "organisations": (0, 0, 0, 0),
        "programmes": (0, 0, 0, 0),
        "projects": (403, 0, 0, 118),
        "grants": (276, 0, 0, 0),
        "project_grants": (276, 0, 0, 0),
        "funding": (159, 0, 0, 0),
        "amendments": (7, 0, 0, 0),
    }
    assert (report.accepted, report.rejected, report.duplicate, report.warned) == (1121, 0, 0, 118)
    before, after = set(rows_of(list_2024)), {row.code for row in ask(database, PROJECTS)}
    assert (len(before & after), len(after - before), len(before - after)) == (288, 115, 3)


def test_a_closing_date_that_moved_is_original_and_revised(database, list_2024: Path, list_2025: Path) -> None:  # noqa: ANN001
    take(database, list_2024)
    take(database, list_2025, supersede=True)
    moved = {
        row.code: (str(row.original_ends_on), str(row.ends_on))
        for row in ask(database, PROJECTS)
        if row.original_ends_on != row.ends_on
    }
    assert moved == MOVED
    first = {row.code: str(row.ends_on) for row in ask(database, GRANTS)}
    found = ask(database, AMENDMENTS)
    assert {row.code: (first[row.code], str(row.new_ends_on)) for row in found} == MOVED
    assert {(row.amended_on, row.kind, row.evidence, row.signatory) for row in found} == {
        (date(2025, 3, 31), "extension", "seen_in_data", None)
    }


def test_a_closing_date_that_the_later_list_lost_is_kept(database, list_2024: Path, list_2025: Path) -> None:  # noqa: ANN001
    take(database, list_2024)
    report = take(database, list_2025, supersede=True)
    kept = [warning for warning in report.warnings if warning.key == "load.warning.end_kept"]
    earlier, later = rows_of(list_2024), rows_of(list_2025)
    lost = {code for code in earlier.keys() & later.keys() if earlier[code]["cd"] and not later[code]["cd"]}
    assert len(kept) == len(lost) == 106
    ends = {row.code: str(row.ends_on) for row in ask(database, PROJECTS)}
    assert {code: ends[code] for code in lost} == {code: earlier[code]["cd"] for code in lost}


def test_letters_lost_to_question_marks_are_flagged(database, list_2025: Path) -> None:  # noqa: ANN001
    report = take(database, list_2025)
    flagged = [w for w in report.warnings if w.key == "load.warning.lost_letters"]
    names = [dict(w.values)["value"] for w in flagged if w.column == "implementer"]
    assert len(flagged) == 12
    assert len(names) == 11
    assert "BORU HATLARI ILE PETROL TA?IMA A.?. (BOTA?)" in names
    written = {row["impagency"] for row in rows_of(list_2025).values() if "?" in row["impagency"]}
    assert set(names) == {name if len(name) <= 80 else name[:79] + "…" for name in written}


def test_a_project_keeps_its_facts(database, list_2025: Path) -> None:  # noqa: ANN001
    take(database, list_2025)
    (project,) = [row for row in ask(database, PROJECTS) if row.code == "P171489"]
    assert (project.name_tr, project.stage, project.iati_status) == (
        "Support to Harmonization in Turkey Project",
        "closed",
        "4",
    )
    assert (str(project.starts_on), str(project.ends_on)) == ("2019-12-06", "2021-12-31")
    (grant,) = [row for row in ask(database, GRANTS) if row.code == "P171489"]
    assert (grant.amount, grant.currency, str(grant.effective_on)) == (800_000, "USD", "2019-12-17")


def test_a_dropped_project_says_how_far_it_came_and_has_no_grant(database, list_2025: Path) -> None:  # noqa: ANN001
    take(database, list_2025)
    dropped = {row.code: row.stage_reason for row in ask(database, PROJECTS) if row.stage == "rejected"}
    reached = {c: r["last_stage_reached_name"] for c, r in rows_of(list_2025).items() if r["status"] == "Dropped"}
    assert dropped.keys() == reached.keys()
    assert all((reached[code] or "–") in reason for code, reason in dropped.items())
    assert not dropped.keys() & {row.code for row in ask(database, GRANTS)}


def committed(row: dict[str, str]) -> float:
    """Give what a row of a list says was committed, 0 where nothing is recorded."""
    return float(row["curr_total_commitment"] or 0) or float(row["grantamt"] or 0)


@pytest.mark.parametrize(
    ("name", "status", "projects"), [("list_2024", "projectstatusdisplay", 234), ("list_2025", "status", 159)]
)
def test_money_is_secured_on_the_day_of_approval_where_amount_and_day_are_known(
    database,  # noqa: ANN001
    request: pytest.FixtureRequest,
    name: str,
    status: str,
    projects: int,
) -> None:
    path: Path = request.getfixturevalue(name)
    take(database, path)
    expected = {
        code: (committed(row), row["boardapprovaldate"][:10])
        for code, row in rows_of(path).items()
        if row[status] in {"Active", "Closed"} and committed(row) and row["boardapprovaldate"]
    }
    found = ask(database, FUNDING)
    assert len(found) == projects
    assert {row.code: (float(row.amount), str(row.secured_on)) for row in found} == expected
    assert all(row.reference == row.grant_code == row.code for row in found)
    assert {(row.currency, row.funder) for row in found} == {("USD", "WORLD-BANK")}
    granted = {row.code: row.amount for row in ask(database, GRANTS)}
    assert {row.code: row.amount for row in found} == {row.code: granted[row.code] for row in found}
    undated = {code for code, amount in granted.items() if amount} - {row.code for row in found}
    assert not any(rows_of(path)[code]["boardapprovaldate"] for code in undated)


def test_loading_a_list_again_changes_nothing_and_going_back_brings_its_state_back(
    database,  # noqa: ANN001
    list_2024: Path,
    list_2025: Path,
) -> None:
    first = take(database, list_2024)
    questions = (PROJECTS, GRANTS, FUNDING, AMENDMENTS)
    state = [ask(database, question) for question in questions]
    second = take(database, list_2025, supersede=True)
    again = take(database, list_2025, supersede=True)
    assert again.already_loaded
    assert again.version == second.version == (first.version or 0) + 1
    back = take(database, list_2024, supersede=True)
    assert (back.already_loaded, back.version) == (False, (second.version or 0) + 1)
    assert [ask(database, question) for question in questions] == state


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("9/30/2024 12:00:00 AM", "2024-09-30"),
        ("12/31/2028 12:00:00 AM", "2028-12-31"),
        ("2024-07-29T00:00:00Z", "2024-07-29"),
        ("2021-12-31", "2021-12-31"),
    ],
)
def test_the_dates_of_both_lists_are_read(written: str, meant: str) -> None:
    assert day(written) == meant


def test_a_list_without_a_date_is_refused(database, list_2024: Path, tmp_path: Path) -> None:  # noqa: ANN001
    nameless = tmp_path / "list.csv"
    nameless.write_bytes(list_2024.read_bytes())
    assert [p.key for p in take(database, nameless).errors] == ["load.error.no_list_date"]


def test_a_status_that_the_mapping_does_not_know_is_refused(database, list_2024: Path, tmp_path: Path) -> None:  # noqa: ANN001
    changed = tmp_path / "list_29aug2024.csv"
    changed.write_text(list_2024.read_text("utf-8").replace(",Pipeline,", ",Paused,"), "utf-8")
    problems = list(take(database, changed).errors)
    assert {(p.key, dict(p.values)["value"]) for p in problems} == {("load.error.unmapped_value", "Paused")}
    assert {p.column for p in problems} == {"projectstatusdisplay"}
    assert ask(database, PROJECTS) == []
