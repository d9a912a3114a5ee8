"""`dashboard release` and `dashboard lock` as somebody at a terminal meets them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from dashboard.cli import main
from dashboard.data.schema.accounts import audit
from dashboard.data.versions import today
from tests.conftest import Database

Run = Callable[..., int]


@pytest.fixture
def run(database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give a function that runs the command line on a database with one grant, at version 2."""
    monkeypatch.setenv("DASHBOARD_DATABASE_URL", database.url)
    monkeypatch.setenv("DASHBOARD_DATABASE_ROLES", str(database.settings.database_roles))
    (tmp_path / "programmes.csv").write_text("code,name_tr\nA,Program\n", "utf-8")
    (tmp_path / "grants.csv").write_text(
        "code,name_tr,programme_code,report_rule\nP171489,Hibe,A,world_bank\n", "utf-8"
    )
    assert main(["load", str(tmp_path)]) == 0
    return lambda *arguments: main([*arguments, "--language", "en"])


def trail(database: Database) -> list[tuple[str, str, dict[str, object]]]:
    """Give action, subject and details of what was released and locked."""
    query = select(audit.c.action, audit.c.subject, audit.c.details).where(audit.c.action.in_(("release", "lock")))
    with database.engines.owner.connect() as connection:
        return [tuple(row) for row in connection.execute(query.order_by(audit.c.id))]


def test_a_release_says_what_may_be_seen_and_is_audited(
    run: Run, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run("release", "P171489", "--reason", "third report") == 0
    assert capsys.readouterr().out == (
        "Released: P171489. Data version that may be seen: 2. Data version of this act: 3\n"
    )
    assert run("release", "P171489", "--version", "2") == 0
    assert trail(database) == [
        ("release", "P171489", {"released": 2, "version": 3, "reason": "third report"}),
        ("release", "P171489", {"released": 2, "version": 4, "reason": ""}),
    ]


def test_a_lock_says_what_is_kept_and_is_audited(
    run: Run, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run("lock", "P171489", "--period", "2021-H1", "--on", "2021-08-12") == 0
    assert capsys.readouterr().out == "Locked: P171489, 2021-H1. Data version reported: 2\n"
    assert run("lock", "P171489", "--period", "2021-H1") == 1
    assert "locked already" in capsys.readouterr().err
    assert trail(database) == [
        ("lock", "P171489", {"period": "2021-H1", "on": "2021-08-12", "reported": 2, "version": 3})
    ]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("release", "NONE"), "No such grant in this data version: NONE. Data version: 2"),
        (("release", "P171489", "--version", "9"), "No such data version: 9. The newest one: 2"),
        (("lock", "NONE", "--period", "2021-H1"), "No such grant in this data version: NONE."),
        (("lock", "P171489", "--period", "2021-H1", "--on", "2021-06-30"), "ended before the day of the report"),
        (("lock", "P171489", "--period", str(today().year)), "ended before the day of the report"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line_and_not_audited(
    run: Run, database: Database, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    capsys.readouterr()
    assert run(*arguments) == 1
    complaint = capsys.readouterr().err
    assert told in complaint
    assert complaint.count("\n") == 1
    assert trail(database) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--period", "2021-H3"), "Not a period: 2021-H3"),
        (("--period", "2021-H1", "--on", "2999-01-01"), "cannot lie ahead: 2999-01-01"),
        (("--period", "2021-H1", "--on", "gestern"), "gestern"),
        ((), "--period"),
    ],
)
def test_an_option_that_means_nothing_is_refused_before_anything_starts(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], told: str
) -> None:
    with pytest.raises(SystemExit) as left:
        main(["lock", "P171489", *arguments, "--language", "en"])
    assert left.value.code == 2
    assert told in capsys.readouterr().err
