"""`dashboard report` as somebody at a terminal meets it."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from sqlalchemy import select

from dashboard.cli import main
from dashboard.data.schema.accounts import audit
from dashboard.export.report.gathering import Part
from dashboard.export.report.making import Made, Progress, made
from dashboard.export.report.model import Section
from tests.conftest import Database

Run = Callable[..., int]


def with_parts(*parts: Part) -> Callable[..., Iterator[Progress | Made]]:
    """Give what makes a report of these parts alone, which is all that a command needs to be tried."""
    return lambda connection, filters, form: made(connection, filters, form, parts)


@pytest.fixture
def run(demo_database: Database, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give a function that runs the command on the example, its report in Turkish and its words in English."""
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", demo_database.url)
    monkeypatch.setenv("DASHBOARD_DATABASE_ROLES", str(demo_database.settings.database_roles))
    monkeypatch.setattr("dashboard.commands.report.made", with_parts())

    def report(grant: str, out: Path, *more: str, form: str = "docx") -> int:
        asked = ["--period", "2021-H1", "--lang", "tr", "--format", form, "--language", "en"]
        return main(["report", grant, str(out), *asked, *more])

    return report


def test_a_report_is_written_and_audited(
    run: Run, demo_database: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "rapor.docx"
    assert run("P171489", file) == 0
    said = capsys.readouterr()
    assert said.out == f"Report written: {file}\n"
    assert said.err == ""
    assert docx.Document(BytesIO(file.read_bytes())).core_properties.language == "tr"
    assert [one.name for one in tmp_path.iterdir()] == ["rapor.docx"]
    query = select(audit.c.actor, audit.c.subject, audit.c.details).where(audit.c.action == "export")
    with demo_database.engines.owner.connect() as connection:
        actor, subject, details = connection.execute(query.order_by(audit.c.id.desc())).first() or ("", "", {})
    assert (actor, subject, details["form"]) == ("command line", "report P171489", "docx")


def test_a_folder_gets_the_file_under_its_own_name(run: Run, tmp_path: Path) -> None:
    assert run("P171489", tmp_path, form="ics") == 0
    assert [one.name for one in tmp_path.iterdir()] == ["ilerleme-raporu_P171489_2021-H1_2021-06-30_tr.ics"]


@pytest.mark.parametrize(
    ("grant", "more", "reason"),
    [
        ("NOBODY", (), "There is no such grant: NOBODY"),
        ("DEMO-IZM-01", (), "Nothing is released to the funder of this grant: DEMO-IZM-01"),
        ("P171489", ("--version", "999"), "There is no data version 999"),
        ("P171489", ("--version", "20"), "Data version 20 is not released to the funder"),
    ],
)
def test_what_cannot_be_is_refused_with_one_sentence(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], grant: str, more: tuple[str, ...], reason: str
) -> None:
    assert run(grant, tmp_path / "x.docx", *more) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(f"dashboard: {reason}")
    assert said.err.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_a_draft_has_to_be_asked_for(run: Run, tmp_path: Path) -> None:
    assert run("DEMO-IZM-01", tmp_path / "x.docx", "--draft") == 0
    header = docx.Document(str(tmp_path / "x.docx")).sections[0].header.paragraphs[0].text
    assert header.startswith("TASLAK")


def test_a_file_that_cannot_be_written_is_named(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("P171489", tmp_path / "nowhere" / "x.docx") == 2
    assert "The file could not be written" in capsys.readouterr().err


def test_parts_that_fail_are_named_and_the_file_is_written(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> list[Section]:
        raise ZeroDivisionError

    monkeypatch.setattr("dashboard.commands.report.made", with_parts(Part("report.money", broken)))
    assert run("P171489", tmp_path / "x.docx") == 0
    said = capsys.readouterr()
    assert said.err.splitlines()[-1] == "This part could not be made: Mali durum"
    words = [one.text for one in docx.Document(str(tmp_path / "x.docx")).paragraphs]
    assert "Bu bölüm hazırlanamadı: Mali durum" in words


def test_a_whole_report_comes_out_without_a_browser(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.commands.report.made", made)
    monkeypatch.setenv("PATH", "/nowhere")
    assert run("P171489", tmp_path / "x.pptx", form="pptx") == 0
    assert (tmp_path / "x.pptx").stat().st_size > 100_000
