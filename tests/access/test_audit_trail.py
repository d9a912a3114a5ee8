"""The audit trail: what stands in it, that only the owner changes it, and that reading it costs the same for ever."""

import ast
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, text
from sqlalchemy.exc import ProgrammingError

from dashboard.access import audit as trail
from dashboard.access.audit_trail import Asked, lines
from dashboard.data.schema.accounts import audit
from tests.conftest import Database

HOUSE = Path(__file__).parents[2] / "dashboard"


@pytest.fixture
def writer(database: Database) -> Engine:
    """Give the engine of the app's own role."""
    return database.engines.writer


def fill(database: Database, count: int) -> None:
    """Write lines of a few accounts and acts, some of them done to others."""
    rows = [
        {"actor": f"a{n % 7}", "action": trail.ACTIONS[n % 5], "subject": f"a{n % 11}", "details": {"n": n}}
        for n in range(count)
    ]
    with database.engines.owner.begin() as connection:
        connection.execute(insert(audit), rows)
        connection.execute(text("analyze audit"))


ASKED = (
    *(Asked(), Asked("a3"), Asked(action="denied"), Asked("a3", "sign_in")),
    *(Asked("a9"), Asked("nobody"), Asked("", "load"), Asked("rare", "lock")),
)


def test_pages_hold_every_line_once_and_the_newest_first(database: Database) -> None:
    fill(database, 400)
    for asked in ASKED:
        found, before = [], None
        with database.engines.writer.connect() as connection:
            while page := lines(connection, Asked(asked.account, asked.action, before), 30):
                found += page
                before = page[-1].id
        wanted = [
            n
            for n in reversed(range(400))
            if asked.account in {"", f"a{n % 7}", f"a{n % 11}"} and asked.action in {"", trail.ACTIONS[n % 5]}
        ]
        assert [line.details["n"] for line in found] == wanted, asked


def test_a_page_reads_no_more_of_a_long_trail_than_it_shows(database: Database) -> None:
    fill(database, 20_000)
    with database.engines.owner.begin() as connection:
        connection.execute(insert(audit), [{"actor": "rare", "action": "export", "subject": "", "details": {}}] * 500)
        connection.execute(text("analyze audit"))
        for asked in ASKED:
            statement = lines_as_text(connection, Asked(asked.account, asked.action, 15_000))
            plan = connection.scalar(text(f"explain (analyze, format json) {statement}"))
            assert sum(n["Actual Rows"] * n["Actual Loops"] for n in scans(plan[0]["Plan"])) <= 51 * 2, asked  # type: ignore[operator]


def lines_as_text(connection, asked: Asked) -> str:  # type: ignore[no-untyped-def]  # noqa: ANN001
    """Give the statement of a question with its values in it."""
    said: list[str] = []
    real = connection.execute

    def hear(query):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202
        said.append(str(query.compile(connection.engine, compile_kwargs={"literal_binds": True})))
        return real(query)

    connection.execute = hear
    try:
        lines(connection, asked, 51)
    finally:
        del connection.execute
    return said[0]


def scans(node: dict[str, object]) -> list[dict[str, object]]:
    """Give the nodes of a plan that read the table."""
    below = [found for part in node.get("Plans", []) for found in scans(part)]  # type: ignore[attr-defined]
    return [node, *below] if "Relation Name" in node else below


def test_the_role_of_the_app_cannot_change_what_was_written(writer: Engine) -> None:
    with writer.begin() as connection:
        trail.record(connection, "a", "sign_in")
    for statement in (
        "update audit set actor = 'x'",
        "delete from audit",
        "truncate audit",
        "drop table audit",
        "alter table audit disable trigger all",
    ):
        with writer.connect() as connection, pytest.raises(ProgrammingError, match=r"permission denied|must be owner"):
            connection.execute(text(statement))


def test_an_act_and_its_line_stand_or_fall_together(writer: Engine) -> None:
    with writer.connect() as connection:
        trail.record(connection, "a", "export", "x")
        connection.rollback()
        assert lines(connection, Asked(), 9) == []


def test_the_log_has_one_line_of_json_in_utc(writer: Engine, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "dashboard.audit"), writer.begin() as connection:
        trail.record(connection, "ayşe", "export", "a\nb", filters="?x=\r\n{}\u2028")
    (message,) = caplog.messages
    assert "\n" not in message
    assert "\r" not in message
    told = json.loads(message)
    assert (told["actor"], told["action"], told["subject"]) == ("ayşe", "export", "a\nb")
    assert abs((datetime.fromisoformat(told["at"]) - datetime.now(UTC)).total_seconds()) < 60
    assert told["at"].endswith("+00:00")


def acts_in_the_code() -> set[str]:
    """Give every act that the code writes down by a literal."""
    found: set[str] = set()
    for path in HOUSE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and re.fullmatch(r"(audit|doors)\.record", ast.unparse(node.func)):
                found |= {str(a.value) for a in node.args[2:3] if isinstance(a, ast.Constant)}
    return found


def test_every_act_that_is_written_down_has_its_words() -> None:
    assert acts_in_the_code() <= set(trail.ACTIONS)
    assert {"sign_in", "sign_in_failed", "export", "load", "role_changed", "denied", "reset", "see_as"} <= set(
        trail.ACTIONS
    )
