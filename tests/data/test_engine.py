"""Connections with three strengths, and the queue of all writers."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError

from dashboard.data.engine import WritersBusyError, reading, scope_text, writing
from dashboard.data.filters import EVERYTHING, Viewer
from dashboard.data.schema import sources, versions
from dashboard.data.versions import draw_version, resolve_snapshot
from tests.conftest import Database


def test_a_page_reads_as_the_weakest_role_in_one_state_of_the_data(database: Database) -> None:
    with reading(database.engines.reader, EVERYTHING) as connection:
        assert connection.scalar(text("select current_user")) == "test_reader"
        assert connection.scalar(text("show transaction_isolation")) == "repeatable read"
        assert connection.scalar(text("show transaction_read_only")) == "on"
        assert connection.scalar(text("show statement_timeout")) == "15s"


def test_what_is_committed_meanwhile_does_not_change_a_page_that_is_being_read(database: Database) -> None:
    count = select(func.count()).select_from(sources)
    with reading(database.engines.reader, EVERYTHING) as connection:
        before = connection.scalar(count)
        with writing(database.engines.writer) as other:
            other.execute(insert(sources).values(name="later", kind="reach"))
        assert connection.scalar(count) == before
    with reading(database.engines.reader, EVERYTHING) as connection:
        assert connection.scalar(count) == (before or 0) + 1


@pytest.mark.parametrize(
    ("viewer", "scope"),
    [
        (EVERYTHING, "*"),
        (Viewer(frozenset({"B", "A"}), protected=False), "programme:A,B"),
        (Viewer(frozenset(), frozenset({"G2", "G1"}), protected=True), "grant:G1,G2"),
        (Viewer(), "grant:"),
    ],
)
def test_the_scope_of_a_viewer_holds_for_his_transaction_only(database: Database, viewer: Viewer, scope: str) -> None:
    with reading(database.engines.reader, viewer) as connection:
        assert connection.scalar(text("select current_setting('app.scope')")) == scope == scope_text(viewer)
    with database.engines.reader.connect() as connection:
        assert not connection.scalar(text("select current_setting('app.scope', true)"))


def test_a_statement_that_every_page_asks_is_planned_once(database: Database) -> None:
    engine = database.engines.reader
    asked = "select count(*) from versions where version <= %(version)s"
    for version in range(20):
        with reading(engine, EVERYTHING) as connection:
            connection.exec_driver_sql(asked, {"version": version})
    with reading(engine, EVERYTHING) as connection:
        plans = "select sum(generic_plans), sum(custom_plans) from pg_prepared_statements where statement like :asked"
        kept = connection.execute(text(plans), {"asked": "select count(*) from versions where version%"}).one()
    assert kept[0] > 0
    assert kept[1] == 0


@pytest.mark.parametrize("way_out", ["reset role", "reset all", "discard all"])
def test_resetting_the_session_does_not_make_a_reader_stronger(database: Database, way_out: str) -> None:
    connection = database.engines.reader.execution_options(isolation_level="AUTOCOMMIT").connect()
    connection.execute(text(way_out))
    assert connection.scalar(text("select current_user")) == "test_reader"
    with pytest.raises(DBAPIError):
        connection.execute(text("create table mine (n int)"))
    connection.close()


def test_an_error_undoes_everything_that_a_writer_did(database: Database) -> None:
    def break_off() -> None:
        with writing(database.engines.writer) as connection:
            draw_version(connection, "load", "half", "ayşe")
            raise ArithmeticError

    with reading(database.engines.reader, EVERYTHING) as connection:
        before = resolve_snapshot(connection, None, None)[0].version
    with pytest.raises(ArithmeticError):
        break_off()
    with reading(database.engines.reader, EVERYTHING) as connection:
        assert resolve_snapshot(connection, None, None)[0].version == before


def test_somebody_before_a_page_waits_for_other_writers_only_so_long(database: Database) -> None:
    with writing(database.engines.writer):
        with pytest.raises(WritersBusyError), writing(database.engines.writer, patience=1):
            pytest.fail("two hold the lock at once")
        with database.engines.writer.begin() as connection:
            assert connection.scalar(text("select count(*) from versions")) is not None
    with writing(database.engines.writer, patience=1) as connection:
        assert connection.scalar(text("show lock_timeout")) == "0"
        draw_version(connection, "edit", "later", "ayşe")


def test_versions_are_drawn_one_after_the_other_by_many_writers_at_once(database: Database) -> None:
    def draw(number: int) -> int:
        with writing(database.engines.writer) as connection:
            return draw_version(connection, "load", str(number), "ayşe")

    with reading(database.engines.reader, EVERYTHING) as connection:
        newest = connection.scalar(select(func.max(versions.c.version))) or 0
    with ThreadPoolExecutor(4) as pool:
        drawn = list(pool.map(draw, range(20)))
    assert sorted(drawn) == list(range(newest + 1, newest + 21))


def test_a_writer_waits_for_the_writer_before_him(database: Database) -> None:
    started = Event()

    def second() -> int:
        started.set()
        with writing(database.engines.writer) as connection:
            return draw_version(connection, "load", "second", "ayşe")

    with ThreadPoolExecutor(1) as pool:
        with writing(database.engines.writer) as connection:
            waiting = pool.submit(second)
            started.wait()
            first = draw_version(connection, "load", "first", "ayşe")
        assert waiting.result() == first + 1


def test_a_connection_that_the_server_has_closed_is_replaced_without_an_error(database: Database) -> None:
    with database.engines.reader.connect() as connection:
        number = connection.scalar(text("select pg_backend_pid()"))
    with database.engines.owner.begin() as connection:
        connection.execute(text("select pg_terminate_backend(:number, 5000)"), {"number": number})
    with database.engines.reader.connect() as connection:
        assert connection.scalar(text("select pg_backend_pid()")) != number


def test_a_failure_tells_the_log_no_value_of_its_statement(database: Database) -> None:
    with database.engines.writer.connect() as connection, pytest.raises(DBAPIError) as failure:
        connection.execute(text("select 1 / 0 where :word = :word"), {"word": "what somebody said"})
    assert "what somebody said" not in str(failure.value)
