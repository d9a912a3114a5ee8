"""What each role of the database may do, table by table, and what it is refused."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, Engine, Table, text
from sqlalchemy.exc import ProgrammingError

from dashboard.data.roles import HEARD, KEPT, PERSONAL, UNREAD, apply_roles
from dashboard.data.schema import metadata
from tests.conftest import Database, Server

TABLES = metadata.sorted_tables
VERSIONED = [table for table in TABLES if "until_version" in table.c]
RIGHTS = ("select", "insert", "update", "delete", "truncate", "references", "trigger")


@pytest.fixture(scope="module")
def database(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give one database for all tests of this module: what they change they take back."""
    copy = postgres.create("roles", migrated)
    yield copy
    postgres.drop(copy)


def rights(connection: Connection, role: str, table: Table) -> set[str]:
    """Give what the database says that a role may do with a whole table."""
    question = text("select has_table_privilege(:role, :table, :right)")
    return {
        right
        for right in RIGHTS
        if connection.scalar(question, {"role": role, "table": f'"{table.name}"', "right": right})
    }


def refused(engine: Engine, statement: str) -> bool:
    """Say whether a statement is refused for want of a right."""
    with engine.connect() as connection:
        try:
            connection.execute(text(statement))
        except ProgrammingError as error:
            return "permission denied" in str(error)
        return False


@pytest.mark.parametrize(("role", "unread"), [("test_reader", UNREAD), ("test_listener", UNREAD - HEARD)])
def test_a_reader_may_only_select_and_knows_no_accounts_persons_or_texts(
    database: Database, role: str, unread: frozenset[str]
) -> None:
    with database.engines.owner.connect() as connection:
        for table in TABLES:
            expected = set() if table.name in unread or PERSONAL in table.c else {"select"}
            assert rights(connection, role, table) == expected, table.name


@pytest.mark.parametrize("role", ["test_reader", "test_listener"])
@pytest.mark.parametrize("name", ["reach", "feedback"])
def test_of_rows_that_name_a_person_a_reader_may_select_all_but_the_name(
    database: Database, name: str, role: str
) -> None:
    with database.engines.owner.connect() as connection:
        question = text("select has_column_privilege(:role, :table, :column, 'select')")
        hidden = {
            column.name
            for column in metadata.tables[name].c
            if not connection.scalar(question, {"role": role, "table": name, "column": column.name})
        }
    assert hidden == {"person_key"}


def test_a_writer_adds_rows_and_changes_only_what_is_kept(database: Database) -> None:
    with database.engines.owner.connect() as connection:
        for table in TABLES:
            expected = {"select", "insert"} | ({"update", "delete"} if table.name in KEPT else set())
            assert rights(connection, "test_writer", table) == expected, table.name


@pytest.mark.parametrize("table", VERSIONED, ids=lambda table: table.name)
def test_of_a_versioned_row_a_writer_may_change_its_end_alone(database: Database, table: Table) -> None:
    with database.engines.owner.connect() as connection:
        question = text("select has_column_privilege('test_writer', :table, :column, 'update')")
        allowed = {
            column.name
            for column in table.c
            if connection.scalar(question, {"table": f'"{table.name}"', "column": column.name})
        }
    assert allowed == {"until_version"}


@pytest.mark.parametrize(
    "statement",
    [
        "select password_hash from accounts",
        "select token_hash from sessions",
        "select details from audit",
        "select rolpassword from pg_authid",
        "select pg_read_file('/etc/passwd')",
        "copy versions to program 'true'",
        "select lo_import('/etc/passwd')",
        "select person_key from feedback",
        "select * from reach",
        "select reach from reach",
        "select count(*) from reach where person_key is not null",
        "select person_key from erasures",
        "select key_hash from erased_cases",
    ],
)
def test_a_reader_is_refused(database: Database, statement: str) -> None:
    assert refused(database.engines.reader, statement)
    assert refused(database.engines.listener, statement)


@pytest.mark.parametrize("column", ["text", "folded", "words", "row_no"])
def test_what_people_said_is_read_by_the_listener_alone(database: Database, column: str) -> None:
    statement = f"select {column} from feedback_texts"  # noqa: S608 - names of columns.
    assert refused(database.engines.reader, statement)
    assert not refused(database.engines.listener, statement)


@pytest.mark.parametrize(
    "statement",
    [
        "update reach set new_people = 0",
        "delete from reach",
        "truncate reach",
        "update versions set note = ''",
        "delete from versions",
        "delete from loads",
        "update audit set actor = ''",
        "delete from audit",
        "truncate audit",
        "update feedback set person_key = null",
        "update feedback_texts set text = ''",
        "delete from feedback_texts",
        "delete from erasures",
        "drop table reach",
        "create table mine (n integer)",
        "create role mine superuser",
        "copy versions to program 'true'",
    ],
)
def test_a_writer_is_refused(database: Database, statement: str) -> None:
    with database.engines.writer.connect() as connection, pytest.raises(ProgrammingError) as told:
        connection.execute(text(statement))
    assert "permission denied" in str(told.value) or "must be owner" in str(told.value)


@pytest.mark.parametrize("pool", ["reader", "listener"])
def test_even_a_transaction_opened_for_writing_does_not_let_a_reader_write(database: Database, pool: str) -> None:
    with getattr(database.engines, pool).connect() as connection:
        connection.execute(text("set transaction read write"))
        with pytest.raises(ProgrammingError, match="permission denied"):
            connection.execute(text("insert into sources (name, kind) values ('x', 'reach')"))


def test_a_writer_ends_a_row_and_keeps_accounts(database: Database) -> None:
    with database.engines.writer.connect() as connection:
        connection.execute(text("update reach set until_version = null where false"))
        connection.execute(text("insert into audit (actor, action) values ('ayşe', 'sign_in')"))
        connection.execute(text("delete from sessions where false"))


def test_a_right_that_was_handed_out_by_hand_is_gone_after_the_next_upgrade(database: Database) -> None:
    with database.engines.owner.connect() as connection:
        everyone = "test_reader, test_listener, test_writer, public"
        connection.execute(text(f"grant select, update, delete on reach, audit to {everyone}"))
        apply_roles(connection, database.engines.roles)
        reach, audit = metadata.tables["reach"], metadata.tables["audit"]
        assert rights(connection, "test_reader", reach) == set()
        assert rights(connection, "test_reader", audit) == set()
        assert rights(connection, "test_writer", audit) == {"select", "insert"}


def test_the_roles_cannot_sign_in_and_lend_nobody_more(database: Database) -> None:
    with database.engines.owner.connect() as connection:
        question = """
            select bool_or(rolcanlogin or rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication)
            from pg_roles where rolname in ('test_reader', 'test_writer', 'test_listener')
        """
        assert connection.scalar(text(question)) is False
