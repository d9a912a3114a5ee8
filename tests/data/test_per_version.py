"""What is kept in memory: an answer for each database and each set of arguments, and no more than a few of them."""

from sqlalchemy import Connection, create_engine

from dashboard.data.engine import SCOPE
from dashboard.data.per_version import once_a_version, remembered


def engines() -> tuple[Connection, Connection]:
    """Give connections that are never opened, of two engines."""
    return tuple(Connection(create_engine("sqlite://")) for _ in range(2))  # type: ignore[return-value]


def test_an_answer_is_computed_once_for_each_database_and_version() -> None:
    asked: list[int] = []

    @once_a_version
    def doubled(_connection: Connection, version: int) -> int:
        asked.append(version)
        return version * 2

    one, other = engines()
    assert [doubled(one, 1), doubled(one, 1), doubled(one, 2), doubled(other, 1)] == [2, 2, 4, 2]
    assert asked == [1, 2, 1]


def test_every_further_value_is_part_of_the_key() -> None:
    asked: list[tuple[int, str]] = []

    @remembered(4)
    def named(_connection: Connection, version: int, name: str) -> str:
        asked.append((version, name))
        return f"{name}{version}"

    one, _ = engines()
    assert [named(one, 1, "a"), named(one, 1, "b"), named(one, 1, name="a"), named(one, 1, "a")] == [
        *("a1", "b1", "a1", "a1"),
    ]
    assert asked == [(1, "a"), (1, "b"), (1, "a")]


def test_what_was_asked_longest_ago_is_forgotten_first() -> None:
    asked: list[int] = []

    @remembered(2)
    def same(_connection: Connection, version: int) -> int:
        asked.append(version)
        return version

    one, _ = engines()
    for version in (1, 2, 1, 3, 1, 2):
        same(one, version)
    assert asked == [1, 2, 3, 2]


def test_answers_are_kept_by_the_rows_that_are_shown() -> None:
    asked: list[str | None] = []

    @remembered(2)
    def same(connection: Connection, version: int) -> int:
        asked.append(connection.info.get(SCOPE))
        return version

    one, _ = engines()

    def look(scope: str | None) -> None:
        one.info.pop(SCOPE, None)
        one.info.update({} if scope is None else {SCOPE: scope})
        same(one, 1)

    inside, funders = ["*", "programme:A", "programme:B", None], ["grant:A", "grant:B", "grant:"]
    for scope in (*inside, *funders[:2], *inside, *funders[:2]):
        look(scope)
    assert asked == ["*", None, "grant:A", "grant:B"]
    look("grant:")  # Funders push out what funders asked, and nothing else.
    for scope in (*inside, "grant:B", "grant:A"):
        look(scope)
    assert asked == ["*", None, "grant:A", "grant:B", "grant:", "grant:A"]
