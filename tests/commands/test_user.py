"""`dashboard user`: what an operator types, and what it does."""

import pytest
from sqlalchemy import select

from dashboard.cli import main
from dashboard.data.schema.accounts import audit
from tests.conftest import Database
from tests.visiting import House


class Terminal:
    """Types commands for one installation and reads what they print."""

    def __init__(self, database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        monkeypatch.setenv("DASHBOARD_DATABASE_URL", database.url)
        monkeypatch.setenv("DASHBOARD_DATABASE_ROLES", "test")
        self._capsys = capsys

    def type(self, *words: str) -> tuple[int, str, str]:
        """Run `dashboard user ...`; give its exit code, output and errors."""
        code = main(["user", *words])
        told = self._capsys.readouterr()
        return code, told.out, told.err


@pytest.fixture
def terminal(
    people_database: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    """Give a terminal of an installation with a few accounts."""
    return Terminal(people_database, monkeypatch, capsys)


def password_in(output: str) -> str:
    """Give the one-time password that a command printed."""
    return output.splitlines()[0].rpartition(": ")[2]


def test_a_new_account_signs_in_once_with_what_was_printed(terminal: Terminal, people_database: Database) -> None:
    from dashboard.app import create_app  # noqa: PLC0415  # Only this test needs the app.

    code, printed, _ = terminal.type("add", "ayse", "--role", "manager", "--programme", "P1", "P2")
    assert code == 0
    visitor = House(create_app(people_database.settings, people_database.engines), people_database).visitor()
    assert visitor.sign_in("ayse", password_in(printed)).status_code == 302
    assert visitor.http.get("/").headers["Location"].startswith("/password")


def test_the_list_tells_role_state_and_scope(terminal: Terminal) -> None:
    terminal.type("add", "ayse", "--role", "funder", "--grant", "WB1")
    terminal.type("disable", "staff")
    _, printed, _ = terminal.type("list")
    lines = {line.split("\t")[0]: line.split("\t")[1:] for line in printed.splitlines()}
    assert lines["ayse"] == ["funder", "tek kullanımlık parola", "WB1", "–"]
    assert lines["staff"] == ["staff", "kapalı", "P1", "–"]
    assert lines["admin"] == ["admin", "açık", "*", "–"]


def test_reset_prints_another_password(terminal: Terminal) -> None:
    _, first, _ = terminal.type("reset", "staff")
    _, second, _ = terminal.type("reset", "staff")
    assert password_in(first) != password_in(second)
    assert len(password_in(first)) > 30


def test_scope_changes_what_is_named(terminal: Terminal) -> None:
    for words, expected in (
        (("--programme", "P2"), ["staff", "açık", "P2", "–"]),
        (("--grant", "EU1"), ["staff", "açık", "P2,EU1", "–"]),
        (("--all-programmes",), ["staff", "açık", "*,EU1", "–"]),
        (("--programme", "P1"), ["staff", "açık", "P1,EU1", "–"]),
        (("--grant",), ["staff", "açık", "P1", "–"]),
        (("--role", "feedback", "--right", "sensitive"), ["feedback", "açık", "P1", "sensitive"]),
    ):
        assert terminal.type("scope", "staff", *words)[0] == 0
        _, printed, _ = terminal.type("list")
        line = next(line for line in printed.splitlines() if line.startswith("staff\t"))
        assert line.split("\t")[1:] == expected, words


def test_an_account_is_opened_again_and_becomes_something_else(terminal: Terminal) -> None:
    for words, expected in (
        (("disable", "staff"), ["staff", "kapalı", "P1", "–"]),
        (("enable", "staff"), ["staff", "açık", "P1", "–"]),
        (("role", "staff", "manager"), ["manager", "açık", "P1", "–"]),
    ):
        assert terminal.type(*words)[0] == 0
        _, printed, _ = terminal.type("list")
        line = next(line for line in printed.splitlines() if line.startswith("staff\t"))
        assert line.split("\t")[1:5] == expected, words


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("enable", "nobody"), "Bu adda bir hesap yok: nobody"),
        (("role", "nobody", "staff"), "Bu adda bir hesap yok: nobody"),
        (("disable", "admin"), "Açık olan son sistem yöneticisi hesabı kapatılamaz"),
        (("role", "admin", "staff"), "Açık olan son sistem yöneticisi hesabı kapatılamaz"),
        (("scope", "admin", "--role", "staff"), "Açık olan son sistem yöneticisi hesabı kapatılamaz"),
        (("add", "staff", "--role", "staff"), "Bu adda bir hesap zaten var: staff"),
        (("add", "Ayşe", "--role", "staff"), "Hesap adı küçük harf"),
        (("add", "ayse", "--role", "staff", "--programme", "P9"), "Böyle bir program yok: P9"),
        (("disable", "nobody"), "Bu adda bir hesap yok: nobody"),
        (("reset", "nobody"), "Bu adda bir hesap yok: nobody"),
        (("scope", "staff", "--grant", "XX"), "Böyle bir hibe yok: XX"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence_and_changes_nothing(
    terminal: Terminal, people_database: Database, words: tuple[str, ...], sentence: str
) -> None:
    before = terminal.type("list")
    code, printed, complaint = terminal.type(*words)
    assert (code, printed) == (1, "")
    assert sentence in complaint
    assert complaint.count("\n") == 1
    assert terminal.type("list") == before
    with people_database.engines.owner.connect() as connection:
        assert not connection.execute(select(audit).where(audit.c.actor == "command line")).all()
