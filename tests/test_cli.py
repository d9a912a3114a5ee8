"""The command line as a person meets it: one sentence, the right exit code, never a traceback."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import make_url

from dashboard import cli
from dashboard.commands import CommandError, database
from tests.conftest import Database


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["--help"])
    assert end.value.code == 0
    said = capsys.readouterr().out
    assert all(f" {name} " in said for name in ("demo", "serve", "db", "template", "load", "user"))


@pytest.mark.parametrize(("language", "word"), [("tr", "komut"), ("en", "command"), ("ar", "أمر")])
def test_it_speaks_the_language_that_is_asked_for(language: str, word: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        cli.main(["--language", language, "--help"])
    assert word in capsys.readouterr().out


def test_an_unknown_command_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["dance"])
    assert end.value.code == 2
    assert "dance" in capsys.readouterr().err


def test_a_mistake_of_the_user_is_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(*_: object) -> int:
        raise CommandError("Olmaz.")

    monkeypatch.setattr(database, "_check", refuse)
    assert cli.main(["db", "check"]) == 1
    assert capsys.readouterr().err == "dashboard: Olmaz.\n"


def test_a_wrong_setting_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("DASHBOARD_TRUSTED_PROXIES", "many")
    assert cli.main(["db", "check"]) == 1
    said = capsys.readouterr().err
    assert "DASHBOARD_TRUSTED_PROXIES" in said
    assert said.count("\n") == 1


def test_a_database_that_is_away_is_one_sentence_without_its_password(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", f"postgresql://someone:verysecret@/nowhere?host={tmp_path}")
    assert cli.main(["db", "check"]) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "verysecret" not in said


def test_ctrl_c_is_no_error_report(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupt(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(database, "_check", interrupt)
    assert cli.main(["db", "check"]) == 130
    assert capsys.readouterr().err == ""


def test_the_module_is_the_same_command_line(database: Database) -> None:
    asked = subprocess.run(
        [sys.executable, "-W", "error", "-m", "dashboard", "db", "check"],
        env={"DASHBOARD_DATABASE_URL": database.url, "DASHBOARD_DATABASE_ROLES": "test"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (asked.returncode, asked.stderr) == (0, "")
    assert re.search(r"PostgreSQL: 18\.", asked.stdout)
    assert str(make_url(database.url).password) not in asked.stdout
