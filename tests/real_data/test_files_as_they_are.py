"""The shared files, loaded as they lie there: what is accepted, rejected, duplicate and warned of in each."""

import itertools
from pathlib import Path

import pytest
from sqlalchemy import text

from dashboard.cli import main
from dashboard.data.engine import Engines, writing
from dashboard.data.loading import ColumnMap, load_files, propose
from dashboard.data.loading.gathering import gather
from dashboard.data.loading.iati_grants import Known
from dashboard.data.loading.problems import Problems
from dashboard.data.loading.sheet_maps import SheetMaps
from tests.conftest import Database
from tests.real_data.conftest import SHARED, real_file

YEARS = (2016, 2021, 2022, 2023, 2024, 2025)
IDENTIFIERS = [f"XM-DAC-41121-{year}-EUR-TUR" for year in YEARS]


def map_of(path: Path) -> ColumnMap:
    """Give the proposed map of a report, which says besides which programme and grant its activities are."""
    proposed = next(one.column_map for one in propose([path]) if one.sheet == "indicators")
    values = [("programme_code", one, "BMMYK") for one in IDENTIFIERS]
    values += [("grant_code", one, f"UNHCR-{one[13:17]}") for one in IDENTIFIERS]
    return ColumnMap("indicators", proposed.columns, tuple(values), "indicators")


def prepare(engines: Engines, folder: Path) -> None:
    """Load the programme and the grants of the report."""
    (folder / "programmes.csv").write_text("code,name_tr\nBMMYK,BMMYK Türkiye\n", "utf-8")
    (folder / "organisations.csv").write_text("code,name_tr,kind\nBMMYK,BMMYK,international\n", "utf-8")
    grants = "".join(f"UNHCR-{year},{year},BMMYK,BMMYK\n" for year in YEARS)
    (folder / "grants.csv").write_text(f"code,name_tr,programme_code,funder_code\n{grants}", "utf-8")
    report = load_files(engines, [folder])
    assert not report.refused, list(map(str, report.errors))


def test_the_results_of_unhcr_load_from_the_xml(database: Database, unhcr_report: Path, tmp_path: Path) -> None:
    prepare(database.engines, tmp_path)
    report = load_files(database.engines, [unhcr_report], column_maps=[map_of(unhcr_report)])
    assert list(map(str, report.errors)) == []
    counts = {one.kind: (one.accepted, one.rejected, one.duplicate, one.warned) for one in report.tables}
    assert counts == {"indicators": (243, 0, 0, 0), "targets": (278, 0, 0, 0), "results": (278, 0, 0, 0)}
    with writing(database.engines.writer) as connection:
        known = [connection.scalar(text(f"select count(value) from {name}")) for name in ("targets", "results")]  # noqa: S608
        grants = connection.scalar(text("select count(distinct grant_id) from indicator_details"))
    assert (known, grants) == ([231, 248], 6)


def test_the_grants_of_unhcr_can_be_named_without_a_map(
    database: Database, unhcr_report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepare(database.engines, tmp_path)
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", database.url)
    monkeypatch.setenv("DASHBOARD_DATABASE_ROLES", str(database.settings.database_roles))
    named = [word for one in IDENTIFIERS for word in ("--grant", f"{one}=UNHCR-{one[13:17]}")]
    assert main(["load", str(unhcr_report), *named]) == 0
    with database.engines.owner.connect() as connection:
        query = "select g.code, count(*) from indicator_details join grants g on g.id = grant_id group by 1 order by 1"
        found = connection.execute(text(query)).all()
    assert sum(number for _, number in found) == 243
    assert [code for code, _ in found] == [f"UNHCR-{year}" for year in YEARS]


def test_without_their_names_each_activity_of_unhcr_is_asked_for_with_the_option_that_names_it(
    database: Database, unhcr_report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", database.url)
    monkeypatch.setenv("DASHBOARD_DATABASE_ROLES", str(database.settings.database_roles))
    assert main(["load", str(unhcr_report), "--language", "en"]) == 2
    told = capsys.readouterr().err
    assert all(told.count(f"activity is: {one} · Indicators: ") == 1 for one in IDENTIFIERS)
    assert "--grant ACTIVITY=GRANT_CODE" in told
    assert "--programme ACTIVITY=PROGRAMME_CODE" in told


REFUSED = {
    "unhcr-iati/unhcr-tur-2016-2025-derived.xml": "iati_no_grant",
    "geo/tr-il-81.geojson": "unknown_suffix",
    "worldbank/P171489.md": "unknown_suffix",
    "iati-standard/codelist-ResultType.xml": "not_iati",
    "iati-standard/iati-common.xsd": "unknown_suffix",
    "worldbank/wb_projects_turkiye_29aug2024.csv": "unknown_kind",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_needs_a_map_or_is_no_data_is_refused(name: str, database: Database) -> None:
    report = load_files(database.engines, [real_file(name)], dry_run=True)
    assert REFUSED[name] in {problem.key.removeprefix("load.error.") for problem in report.errors}
    assert (report.accepted, report.rejected, report.duplicate, report.warned) == (0, 0, 0, 0)


def test_the_standards_own_wrong_files_are_refused_with_their_line(tmp_path: Path) -> None:
    real_file("iati-standard/should-fail/01-missing-title.xml")
    names = ("code", "name_tr", "name_en", "level", "measure", "kind", "ascending", "baseline_value", "baseline_on")
    pairs = (
        *((name, name) for name in names),
        ("iati-identifier", "grant_code"),
        ("iati-identifier", "programme_code"),
    )
    maps = SheetMaps((ColumnMap("indicators", pairs),))
    known = Known({"G": ("A", "")}, frozenset({"A"}), {"": "G"})
    refused = {}
    for path in sorted((SHARED / "iati-standard/should-fail").glob("*.xml")):
        (tmp_path / path.name).write_bytes(path.read_bytes().replace(b'version="xx"', b'version="2.03"'))
        errors = Problems()
        tables = gather([tmp_path / path.name], None, None, errors, None, lambda _: maps, known_of=lambda: known)
        found = [*errors, *itertools.chain(*(table.checked.errors for table in tables))]
        assert found
        assert all(problem.row > 0 and problem.reason for problem in found)
        refused[path.name] = {(problem.column, problem.key.removeprefix("load.error.")) for problem in found}
    assert len(refused) == 38
    assert ("name_tr", "required") in refused["03-missing-indicator-title.xml"]
    assert ("period_start", "not_a_date") in refused["18-non-iso-date-period-period-start.xml"]
    assert refused["06-missing-indicator.xml"] == {("", "iati_without_results")}
