"""The second wall: whatever a question forgets, the database shows a funder no foreign row."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from dashboard.data.engine import reading, rows_seen
from dashboard.data.filters import EVERYTHING, Viewer
from dashboard.data.roles import HEARD, UNREAD, apply_roles
from dashboard.data.row_functions import NAMES
from dashboard.data.row_policies import EVERYTHING as TRUSTED
from dashboard.data.row_security import EVERYBODY, NO_PAGE, ROWS, Rows
from dashboard.data.schema import metadata
from tests import row_scopes
from tests.conftest import Database
from tests.row_scopes import ADDED, SCOPED, SCOPES, Own, broken, rows_shown, shown_to_pages


def funder(grants: tuple[str, ...]) -> Viewer:
    """Give a funder of some grants."""
    return Viewer(grants=frozenset(grants))


@contextmanager
def looking(database: Database, scope: str | None, *, writing: bool = False) -> Iterator[Connection]:
    """Hold a transaction of the pages' role under a scope, none where it is None; it is undone at the end."""
    with database.engines.reader.connect() as connection:
        if writing:
            connection.execute(text("set transaction read write"))
        if scope is not None:
            connection.execute(text("select set_config('app.scope', :scope, true)"), {"scope": scope})
        yield connection


def test_every_table_is_classified_by_hand() -> None:
    assert set(ROWS) == set(metadata.tables)
    assert {name for name, rows in ROWS.items() if rows == NO_PAGE} == UNREAD - HEARD
    assert {name for name, rows in ROWS.items() if rows == "heard"} == HEARD
    assert {name for name, rows in ROWS.items() if rows is EVERYBODY} == set(row_scopes.SHARED)
    assert {name for name, rows in ROWS.items() if isinstance(rows, Rows)} == {table.name for table in SCOPED}


def test_a_funder_is_shown_all_own_rows_of_every_table_and_no_other(demo_database: Database) -> None:
    has_own, has_foreign = set(), set()
    for grants in SCOPES.values():
        with broken(demo_database, "grant:" + ",".join(grants), *ADDED) as connection:
            own = Own(connection, grants)
            for table in SCOPED:
                mine, every = own.rows(table), rows_shown(connection, table)
                assert shown_to_pages(connection, table) == mine, table.name
                has_own |= {table.name} if mine else set()
                has_foreign |= {table.name} if every - mine else set()
    assert has_foreign == {table.name for table in SCOPED}
    assert has_own == has_foreign - set(row_scopes.INSIDE)


@pytest.mark.parametrize("scope", ["*", "programme:KIZILAY", "programme:"])
def test_who_works_inside_is_shown_every_row(demo_database: Database, scope: str) -> None:
    with broken(demo_database, scope, *ADDED) as connection:
        for table in SCOPED:
            assert shown_to_pages(connection, table) == rows_shown(connection, table) != set(), table.name


ODD = (
    *(None, "", "grant:", "grant:NO-SUCH", "grant", "Grant:EU-CSD", " grant:EU-CSD", "grant:EU-CSD ", "grant: EU-CSD"),
    *("**", "* ", "programme", "PROGRAMME:KIZILAY", "project:EUD-01", "grant:%", "grant:{EU-CSD}", "grant:EU_CSD"),
    *("grant:EU-CSD;*", "grant:'EU-CSD'", "\\", "'", "grant:" + "A" * 100_000, "grant:" + "," * 10_000, "1", "null"),
)


def test_without_a_scope_or_with_an_odd_one_there_is_no_row_and_no_error(demo_database: Database) -> None:
    every = " union all ".join(f"select '{table.name}' where exists (select from {table.name})" for table in SCOPED)  # noqa: S608
    for scope in ODD:
        with looking(demo_database, scope) as connection:
            assert connection.scalars(text(every)).all() == [], scope


def test_a_connection_taken_again_from_the_pool_carries_no_scope(demo_database: Database) -> None:
    count = text("select count(*) from grants")
    engine = demo_database.engines.reader
    for viewer, seen in ((EVERYTHING, 7), (funder(("EU-CSD",)), 1)):
        with reading(engine, viewer) as connection:
            assert connection.scalar(count) == seen
        with pytest.raises(DBAPIError), reading(engine, viewer) as connection:
            connection.execute(text("select 1 / 0"))
        for _ in range(4):
            with engine.connect() as connection:
                assert connection.scalar(text("select nullif(current_setting('app.scope', true), '')")) is None
                assert (rows_seen(connection), connection.scalar(count)) == (None, 0)


@pytest.mark.parametrize(
    ("table", "statement"),
    [
        ("spending", "drop policy app_pages on spending"),
        ("goals", "alter table goals disable row level security"),
        ("grants", "create policy more on grants for select to test_reader using (true)"),
        ("segments", "alter policy app_pages on segments using (true)"),
        ("loads", "alter policy app_pages on loads using (true)"),
    ],
)
def test_a_breach_in_the_wall_is_noticed_and_closed_by_the_next_upgrade(
    demo_database: Database, table: str, statement: str
) -> None:
    with broken(demo_database, "grant:EU-CSD", statement) as connection:
        which = metadata.tables[table]
        own = Own(connection, ("EU-CSD",)).rows(which)
        assert shown_to_pages(connection, which) != own
        apply_roles(connection, demo_database.engines.roles)
        assert shown_to_pages(connection, which) == own


def test_policies_that_are_right_are_left_alone(demo_database: Database) -> None:
    numbers = text("select array_agg(oid order by oid) from pg_policy")
    with demo_database.engines.owner.connect() as connection:
        before = connection.scalar(numbers)
        apply_roles(connection, demo_database.engines.roles)
        assert connection.scalar(numbers) == before
        connection.rollback()


def test_the_wall_has_no_hole(demo_database: Database) -> None:
    with demo_database.engines.owner.connect() as connection:
        ask = connection.execute
        forced = ask(text("select relname from pg_class where relrowsecurity and relforcerowsecurity")).scalars()
        assert set(forced) == {table.name for table in SCOPED} | HEARD
        views = "relkind in ('v', 'm', 'f') and relnamespace = 'public'::regnamespace"
        assert ask(text(f"select relname from pg_class where {views}")).all() == []  # noqa: S608
        weak = "'test_reader', 'test_writer', 'test_listener'"
        bypass = f"select rolname from pg_roles where (rolname in ({weak}) or rolname = current_user) and rolbypassrls"  # noqa: S608
        assert ask(text(bypass)).all() == []
        owned = f"select 1 from pg_shdepend where deptype = 'o' and refobjid in (select oid from pg_roles where rolname in ({weak}))"  # noqa: S608, E501
        assert ask(text(owned)).all() == []
        whole = f"select distinct tablename from pg_policies where policyname <> '{TRUSTED}' and qual = 'true'"  # noqa: S608
        assert set(ask(text(whole)).scalars()) == HEARD
        strong = "select proname, proconfig from pg_proc where prosecdef and pronamespace = 'public'::regnamespace"
        path = ["search_path=pg_catalog, public, pg_temp"]
        assert dict(map(tuple, ask(text(strong)))) == dict.fromkeys(NAMES, path)


@pytest.mark.parametrize(
    "statement",
    [
        "insert into sources (name, kind) values ('x', 'reach')",
        "update grants set code = code",
        "delete from spending",
        "truncate spending",
        "merge into grants g using projects p on g.id = p.id when matched then delete",
        "copy grants (code) from program 'true'",
        "select id from grants for update",
        "alter table grants disable row level security",
        "drop policy app_pages on grants",
        "set row_security = off; select * from grants",
    ],
)
def test_a_reader_writes_nothing_and_does_not_open_the_wall(demo_database: Database, statement: str) -> None:
    with looking(demo_database, "grant:EU-CSD", writing=True) as connection:
        refusal = "permission denied|must be owner|affected by row-level security"
        with pytest.raises(DBAPIError, match=refusal):
            connection.exec_driver_sql(statement)


@pytest.mark.parametrize(
    "way_out", ["reset role", "reset all", "set local row_security = on", "reset session_authorization"]
)
def test_resetting_the_session_shows_a_reader_no_more(demo_database: Database, way_out: str) -> None:
    with looking(demo_database, "grant:EU-CSD") as connection:
        connection.execute(text(way_out))
        assert connection.scalar(text("select count(*) from grants")) in (0, 1)


def test_a_temporary_table_does_not_stand_in_for_one_that_says_what_is_own(demo_database: Database) -> None:
    with looking(demo_database, "grant:EU-CSD", writing=True) as connection:
        before = connection.scalar(text("select count(*) from spending"))
        false_friend = (
            "create temporary table grants as select n as id, 'EU-CSD' as code from generate_series(1, 99) as n"
        )
        connection.execute(text(false_friend))
        assert connection.scalar(text("select count(*) from spending")) == before
        connection.rollback()


def test_a_case_that_was_sensitive_under_a_foreign_project_is_no_funders(demo_database: Database) -> None:
    own = Own(demo_database.engines.owner.connect(), ("EU-CSD",))
    foreign = min(p for (p,) in own._rows("projects", "id") if p not in own.ids["project"])
    case = "id = (select min(id) from feedback where not is_sensitive and project_id = any(:own))"
    columns = ", ".join(
        c.name for c in metadata.tables["feedback"].c if c.name not in ("id", "project_id", "is_sensitive", "row_no")
    )
    with broken(demo_database, "grant:EU-CSD") as connection:
        mine = {"own": list(own.ids["project"]), "foreign": foreign}
        number = connection.scalar(text(f"select id from feedback where {case}"), mine)  # noqa: S608
        shown = text("select id from feedback where id = :number")
        connection.execute(text("set local role test_reader"))
        assert connection.scalar(shown, {"number": number}) == number
        connection.execute(text("reset role"))
        connection.execute(
            text(
                f"insert into feedback (project_id, is_sensitive, row_no, {columns})"  # noqa: S608
                f" select :foreign, true, -1, {columns} from feedback where {case}"
            ),
            mine,
        )
        connection.execute(text("set local role test_reader"))
        assert connection.scalar(shown, {"number": number}) is None
    own.connection.close()


def test_the_search_for_words_keeps_its_index(demo_database: Database) -> None:
    with reading(demo_database.engines.listener, EVERYTHING) as connection:
        connection.execute(text("set local enable_seqscan = off"))
        plan = connection.scalars(
            text("explain select row_no from feedback_texts where words @@ to_tsquery('simple', 'su:*')")
        )
        assert "ix_feedback_texts_words" in "\n".join(plan)
