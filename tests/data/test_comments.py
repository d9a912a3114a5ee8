"""Comments on indicators: as loaded, written anew on a page, and never lost."""

from datetime import date

import pytest
from sqlalchemy import select

from dashboard.data.comments import SOURCE, Comment, comments_on, write_comment
from dashboard.data.engine import reading, writing
from dashboard.data.filters import EVERYTHING
from dashboard.data.loading.problems import RefusedError
from dashboard.data.results_framework import results_framework
from dashboard.data.schema import loads, sources, versions
from dashboard.data.schema.results import indicators
from dashboard.data.schema.timeline import indicator_comments
from tests.conftest import Database
from tests.timeline_world import INDICATOR, REGISTERS, RESULTS, asked, indicator, load, month, table

JANUARY = date(2021, 1, 1), date(2021, 1, 31)
FILE = """indicator_code,period_start,period_end,comment,written_on,written_by
I1,2021-01-01,2021-01-31,Kış,2021-02-05,Koordinatör"""
SAID = Comment(*JANUARY, "Okullar kapalıydı", date(2021, 3, 1), "Program yöneticisi")


@pytest.fixture
def commented(database: Database) -> tuple[Database, int]:
    """Give a database with one comment from a file, and its version."""
    load(database.engines, REGISTERS | {"indicators": table(INDICATOR, indicator("I1"))})
    load(database.engines, {"results": table(RESULTS, month("I1", "2021-01", "5"))})
    return database, load(database.engines, {"comments": FILE})


def shown(database: Database, version: int = 10**6) -> str | None:
    """Give the comment that the framework shows."""
    with reading(database.engines.reader, EVERYTHING) as connection:
        text: str | None = results_framework(connection, asked("2021-06-01", version))["comment"].item()
        return text


def test_a_comment_written_on_a_page_replaces_the_loaded_one_and_both_stay(commented: tuple[Database, int]) -> None:
    database, first = commented
    with writing(database.engines.writer) as connection:
        second = write_comment(connection, "I1", SAID, "m")
    with writing(database.engines.writer) as connection:
        third = write_comment(connection, "I1", Comment(*JANUARY, "Kar", date(2021, 3, 2), None), "m")
    assert (second, third) == (first + 1, first + 2)
    assert [shown(database, version) for version in (first - 1, first, second, third)] == [
        None,
        "Kış",
        "Okullar kapalıydı",
        "Kar",
    ]


def test_a_comment_is_a_version_with_its_load(commented: tuple[Database, int]) -> None:
    database, _ = commented
    with writing(database.engines.writer) as connection:
        version = write_comment(connection, "I1", SAID, "m")
        row = connection.execute(
            select(versions.c.kind, versions.c.actor, sources.c.name)
            .join(loads, loads.c.version == versions.c.version)
            .join(sources, sources.c.id == loads.c.source_id)
            .where(versions.c.version == version)
        ).one()
        known = connection.scalar(select(indicators.c.id))
        assert comments_on(connection, [known], asked("2021-06-01"))[known] == [SAID]
    assert tuple(row) == ("edit", "m", SOURCE)


def test_an_empty_comment_takes_it_back(commented: tuple[Database, int]) -> None:
    database, first = commented
    with writing(database.engines.writer) as connection:
        write_comment(connection, "I1", Comment(*JANUARY, "", date(2021, 3, 1), None), "m")
    assert (shown(database), shown(database, first)) == (None, "Kış")


def test_a_comment_on_nothing_is_refused_and_leaves_no_version(commented: tuple[Database, int]) -> None:
    database, first = commented
    with pytest.raises(RefusedError), writing(database.engines.writer) as connection:
        write_comment(connection, "NONE", SAID, "m")
    with reading(database.engines.reader, EVERYTHING) as connection:
        assert connection.scalar(select(versions.c.version).order_by(versions.c.version.desc()).limit(1)) == first
        assert connection.execute(select(indicator_comments.c.until_version)).all() == [(None,)]


def test_a_comment_that_was_written_before_can_be_written_again(commented: tuple[Database, int]) -> None:
    database, _ = commented
    written = []
    for text in ("Okullar kapalıydı", "Kar", "", "Okullar kapalıydı"):
        with writing(database.engines.writer) as connection:
            written.append(write_comment(connection, "I1", Comment(*JANUARY, text, date(2021, 3, 1), None), "m"))
    assert [shown(database, version) for version in written] == ["Okullar kapalıydı", "Kar", None, "Okullar kapalıydı"]
