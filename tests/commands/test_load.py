"""`dashboard load` and `dashboard template` as somebody at a terminal meets them."""

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from dashboard.cli import main
from dashboard.data.loading.saved_maps import write_map
from dashboard.data.schema.accounts import audit
from tests.data.loading.own_workbook import CASES_MAP, RECORDS_MAP, workbook

HEADER = "date,project_code,activity_kind,place_code,population_group,sex,age_band,disability,new_people,contacts"
RIGHT = f"{HEADER}\n2021-03-01,P1,harmonisation,TR-34,host,female,18-24,no,5,9\n"
WRONG = f"{HEADER}\n2021-03-01,P1,harmonisation,TR-34,host,femal,18-24,no,9,5\n"
Run = Callable[..., int]


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Give a folder with a programme, a right file and a wrong one."""
    (tmp_path / "programmes.csv").write_text("code,name_tr\nA,Program\n", "utf-8")
    (tmp_path / "projects.csv").write_text("code,programme_code,name_tr,stage\nP1,A,Proje,running\n", "utf-8")
    (tmp_path / "activity_kinds_2.csv").write_text("code,name_tr,position\nharmonisation,Uyum,99\n", "utf-8")
    (tmp_path / "right.csv").write_text(RIGHT, "utf-8")
    (tmp_path / "wrong.csv").write_text(WRONG, "utf-8")
    return tmp_path


@pytest.fixture
def run(database, monkeypatch: pytest.MonkeyPatch) -> Run:  # noqa: ANN001 - the class lives in the conftest of all tests
    """Give a function that runs the command line on a database of this test."""
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", database.url)
    monkeypatch.setenv("DASHBOARD_DATABASE_ROLES", str(database.settings.database_roles))
    return lambda *arguments: main([str(a) for a in arguments])


def programme(run: Run, files: Path) -> None:
    """Load what the records refer to."""
    assert run("load", *(files / f"{name}.csv" for name in ("projects", "programmes", "activity_kinds_2"))) == 0


def test_a_load_says_what_it_stored_and_the_second_one_that_it_is_there(
    run: Run, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    programme(run, files)
    capsys.readouterr()
    assert run("load", files / "right.csv", "--language", "en") == 0
    first = capsys.readouterr().out
    assert "accepted 1, rejected 0, duplicate 0, warned 0" in first
    assert "Loaded. Data version: 3" in first
    assert run("load", files / "right.csv", "--language", "en") == 0
    assert "Already loaded. Data version: 3" in capsys.readouterr().out


def test_a_stored_load_is_in_the_audit_trail_once(run: Run, files: Path, database) -> None:  # noqa: ANN001
    programme(run, files)
    for name in ("right", "wrong", "right"):
        run("load", files / f"{name}.csv")
    with database.engines.owner.connect() as connection:
        question = select(audit.c.subject, audit.c.details).where(audit.c.action == "load").order_by(audit.c.id)
        found = [tuple(row) for row in connection.execute(question)]
    assert found[-1] == ("right.csv", {"version": 3, "accepted": 1, "warned": 0})
    assert len(found) == 2


def test_a_refused_load_lists_every_error_and_exits_with_two(
    run: Run, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    programme(run, files)
    capsys.readouterr()
    assert run("load", files / "wrong.csv", "--errors", files / "errors.csv", "--language", "en") == 2
    told = capsys.readouterr()
    assert "accepted 0, rejected 1, duplicate 0, warned 0" in told.out
    lines = told.err.splitlines()
    assert lines[0] == "wrong.csv::2:sex: Not a code of the list: femal. Did you mean: female"
    assert lines[1].startswith("wrong.csv::2:new_people: New people cannot be more than contacts: 9 > 5")
    with (files / "errors.csv").open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file))
    assert [(row["file"], row["row"], row["column"]) for row in listed] == [
        ("wrong.csv", "2", "sex"),
        ("wrong.csv", "2", "new_people"),
    ]


def test_a_dry_run_stores_nothing(run: Run, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    programme(run, files)
    assert run("load", files / "right.csv", "--dry-run", "--language", "en") == 0
    assert "nothing was stored" in capsys.readouterr().out
    assert run("load", files / "right.csv", "--language", "en") == 0
    assert "Loaded. Data version: 3" in capsys.readouterr().out


def test_a_correction_supersedes_its_source(run: Run, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    programme(run, files)
    for people in ("5", "6", "5"):
        (files / "right.csv").write_text(RIGHT.replace(",5,9", f",{people},9"), "utf-8")
        assert run("load", files / "right.csv", "--source", "field", "--supersede", "--reason", "count") == 0
    assert "5" in capsys.readouterr().out.splitlines()[-1]


def test_a_missing_file_is_refused(run: Run, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("load", files / "nothing.csv", "--language", "en") == 2
    assert "nothing.csv:::: The file is not there or cannot be read." in capsys.readouterr().err


def test_a_template_is_written(run: Run, files: Path) -> None:
    assert run("template", "reach", files / "reach.xlsx") == 0
    assert (files / "reach.xlsx").stat().st_size > 5_000


def test_an_error_that_looks_like_a_formula_stays_text_in_the_list(run: Run, files: Path) -> None:
    (files / "=1+1.csv").write_text(WRONG, "utf-8")
    run("load", files / "=1+1.csv", "--errors", files / "errors.csv")
    with (files / "errors.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["file"] for row in csv.DictReader(file)} == {"'=1+1.csv"}


def test_a_map_is_proposed_mended_kept_and_used(run: Run, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    programme(run, files)
    own = RIGHT.replace("sex,", "Kim,").replace("female", "K")
    (files / "own.csv").write_text(own, "utf-8")
    capsys.readouterr()
    assert run("load", files / "own.csv", "--propose", files / "map.json", "--language", "en") == 0
    assert (
        "form plain, kind reach, header in row 1; matched 9; not matched: Kim; missing: sex" in capsys.readouterr().out
    )
    told = json.loads((files / "map.json").read_text("utf-8"))
    told["columns"].append(["Kim", "sex"])
    told["values"].append(["sex", "K", "female"])
    (files / "map.json").write_text(json.dumps(told), "utf-8")
    assert run("load", files / "own.csv") == 2
    assert run("load", files / "own.csv", "--map", files / "map.json", "--keep-map") == 0
    assert run("load", files / "own.csv") == 0
    assert run("load", files / "own.csv", "--map", files / "own.csv") == 2


def test_a_map_for_each_sheet_loads_a_workbook_whole(run: Run, files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    programme(run, files)
    (files / "activity_kinds_3.csv").write_text("code,name_tr,position\ncourse,Kurs,98\n", "utf-8")
    assert run("load", files / "activity_kinds_3.csv") == 0
    own, records, cases = workbook(files / "own.xlsx"), files / "records.json", files / "cases.json"
    write_map(records, RECORDS_MAP)
    write_map(cases, CASES_MAP)
    assert run("load", own) == 2
    assert run("load", own, "--map", records, "--map", records) == 2
    capsys.readouterr()
    assert run("load", own, "--map", records, "--map", cases, "--keep-map", "--language", "en") == 0
    assert "accepted 3, rejected 0, duplicate 0, warned 0" in capsys.readouterr().out
    assert run("load", own, "--language", "en") == 0
    assert "Already loaded" in capsys.readouterr().out
    write_map(cases, replace(CASES_MAP, values=(("type", "Ş", "request"),)))
    assert run("load", own, "--map", cases, "--supersede", "--dry-run", "--language", "en") == 0
    told = capsys.readouterr().out
    assert "reach (own.xlsx)" in told
    assert "feedback (own.xlsx)" in told


def export(files: Path, name: str, **submissions: int) -> Path:
    """Write an export of a form of KoboToolbox: new people by submission."""
    columns = [*HEADER.split(","), "_id", "_uuid", "_submission_time", "_index", "rootUuid"]
    lines = [columns]
    for n, (uuid, new) in enumerate(submissions.items(), 1):
        record = ["2021-03-01", "P1", "harmonisation", "TR-34", "host", "female", "18-24", "no", str(new), "9"]
        lines.append([*record, str(n), uuid, "2021-03-02T10:00:00", str(n), uuid])
    path = files / name
    path.write_text("".join(f"{','.join(line)}\n" for line in lines), "utf-8")
    return path


def test_an_export_that_comes_again_is_told_beside_its_source(
    run: Run, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    programme(run, files)
    assert run("load", export(files, "form.csv", a=1, b=2, c=3), "--source", "form") == 0
    capsys.readouterr()
    again = export(files, "again.csv", a=1, b=5, d=4)
    told = "new 1, changed 1, unchanged 1, ended 0, not in the file 1"
    assert run("load", again, "--source", "form", "--language", "en", "--dry-run") == 0
    assert told in capsys.readouterr().out
    assert run("load", again, "--source", "form", "--language", "en") == 0
    assert told in capsys.readouterr().out


def test_a_submission_under_a_second_source_is_refused_by_the_name_of_the_first(
    run: Run, files: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    programme(run, files)
    assert run("load", export(files, "october.csv", a=1, b=2)) == 0
    capsys.readouterr()
    assert run("load", export(files, "november.csv", a=1, b=2, c=3), "--language", "en") == 2
    told = capsys.readouterr()
    assert (told.out + told.err).count("october.csv") == 2
