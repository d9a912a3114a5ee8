"""`dashboard erase` as a person starts it: what it says, how it ends, and what the audit trail holds."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from dashboard.cli import main
from dashboard.data.engine import Engines
from dashboard.data.loading import load_files
from tests.conftest import Database
from tests.data.loading.conftest import REGISTERS, csv_text
from tests.data.loading.feedback_files import CATEGORIES, cases

KEY = "k" * 48


@pytest.fixture
def installed(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Engines:
    """Give an installation that holds feedback, its settings in the environment."""
    with database.engines.owner.begin() as connection:
        tables = connection.scalars(
            text("select tablename from pg_tables where schemaname = 'public' and tablename <> 'alembic_version'")
        )
        connection.execute(text(f"truncate {', '.join(tables)} restart identity cascade"))
    for name, content in (REGISTERS | {"feedback_categories": CATEGORIES, "feedback": cases()}).items():
        (tmp_path / f"{name}.csv").write_text(csv_text(content), encoding="utf-8")
    report = load_files(database.engines, sorted(tmp_path.glob("*.csv")), secret=KEY.encode())
    assert not report.refused, list(map(str, report.errors))
    for name, value in (("URL", database.url), ("ROLES", "test")):
        monkeypatch.setenv(f"DASHBOARD_DATABASE_{name}", value)
    monkeypatch.setenv("DASHBOARD_SECRET_KEY", KEY)
    return database.engines


def acts(engines: Engines) -> list[tuple[str, str, dict[str, int]]]:
    """Give the acts in the audit trail."""
    with engines.owner.connect() as connection:
        found = connection.execute(text("select action, subject, details from audit order by id"))
        return [tuple(row) for row in found]


@pytest.fixture
def english() -> Callable[..., int]:
    """Give the command in English."""
    return lambda *arguments: main(["erase", *arguments, "--language", "en"])


def test_a_person_is_erased_once_and_the_trail_does_not_say_who(
    installed: Engines, english: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert english("--person", " KISI-1 ") == 0
    assert "Texts: 1; person keys: 2 in feedback, 0 in people reached" in capsys.readouterr().out
    assert english("--person", "KISI-1") == 0
    assert english("--again") == 0
    erased, nothing = {"texts": 1, "feedback": 2, "reach": 0}, {"texts": 0, "feedback": 0, "reach": 0}
    assert acts(installed) == [
        ("erase", "person", erased),
        ("erase", "person", nothing),
        ("erase", "again", nothing),
    ]


def test_of_somebody_unknown_the_command_says_so(
    installed: Engines, english: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert english("--person", "KISI-9") == 2
    assert "No row has this key" in capsys.readouterr().out
    assert acts(installed) == []


def test_what_is_past_its_time_is_removed_where_a_time_is_set(
    installed: Engines,
    english: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert english("--expired") == 1
    assert "DASHBOARD_RETENTION" in capsys.readouterr().err
    monkeypatch.setenv("DASHBOARD_RETENTION", "feedback=24, reach=60")
    assert english("--expired") == 0
    assert acts(installed) == [("erase", "expired", {"texts": 1, "feedback": 0, "reach": 0})]


@pytest.mark.parametrize("wrong", ["feedback", "feedback=0", "projects=12", "feedback=1,feedback=2", "reach=1.5"])
def test_a_time_that_cannot_be_read_is_refused_with_an_example(
    wrong: str, english: Callable[..., int], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DASHBOARD_RETENTION", wrong)
    assert english("--expired") == 1
    assert "feedback=24,reach=60" in capsys.readouterr().err
