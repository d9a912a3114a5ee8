"""The second wall and days: what lies outside the days of an own grant in a project is not shown, whatever asks."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import Connection, insert, text

from dashboard.data.engine import reading
from dashboard.data.filters import Viewer
from dashboard.data.migrating import upgrade
from dashboard.data.row_functions import OWN_DAYS, OWN_SPANS
from dashboard.data.row_policies import INSIDE, PAGES, _note
from dashboard.data.schema import metadata
from dashboard.data.schema import partnerships as p
from dashboard.data.schema import registers as r
from dashboard.data.schema import working_group as w
from dashboard.data.schema.feedback import feedback
from dashboard.data.versions import draw_version
from tests.conftest import Database
from tests.oracle_rows import Amendment, Reach, Share, World
from tests.reach_world import complete_reference, ids, provenance, store_registers, store_rows, store_terms
from tests.row_scopes import Own, broken, shown_to_pages

PLACE = "TR-34-1103"
GRANTS: dict[str, tuple[date | None, date | None]] = {
    "W1": (date(2020, 1, 10), date(2020, 6, 20)),
    "W2": (date(2021, 3, 1), date(2021, 12, 31)),
    "W3": (None, None),
    "W4": (date(2021, 3, 1), date(2021, 12, 31)),
    "F1": (date(2015, 1, 1), date(2030, 1, 1)),
}
"""`W` are one funder's, `F1` is another's."""
SHARES = [
    Share("W1", "ONE"),
    Share("F1", "ONE"),
    Share("W1", "GAP", date(2020, 2, 2), date(2020, 3, 3)),
    Share("W2", "GAP", None, date(2021, 4, 4)),
    Share("W2", "MOVED"),
    Share("W4", "SHORT"),
    Share("W3", "OPEN"),
    Share("W3", "BEGUN", date(2020, 5, 5)),
    Share("W3", "ENDED", None, date(2020, 5, 5)),
    Share("W1", "NEVER", date(2020, 6, 21), date(2020, 7, 1)),
    Share("W1", "TAKEN", None, date(2020, 2, 2), until=2),
    Share("W1", "TAKEN", None, date(2020, 1, 15), since=2),
    Share("F1", "THEIRS"),
]
AMENDMENTS = [
    Amendment("W2", date(2021, 9, 1), date(2022, 6, 30), since=2),
    Amendment("W2", date(2021, 10, 1), date(2022, 1, 31), since=3),
    Amendment("W4", date(2021, 9, 1), date(2022, 6, 30)),
    Amendment("W4", date(2021, 10, 1), date(2022, 1, 31)),
]
"""`W2` is extended, then shortened again, and once ran until June; of `W4` both were known at once."""
VERSIONS = 3
SHOWN = {
    "ONE": ("2020-01-10", "2020-06-20"),
    "GAP": ("2020-02-02", "2020-03-03", "2021-03-01", "2021-04-04"),
    "MOVED": ("2021-03-01", "2021-12-31", "2022-01-01", "2022-01-31", "2022-02-01", "2022-06-30"),
    "SHORT": ("2021-03-01", "2022-01-31"),
    "OPEN": ("1990-01-01", "2019-07-07", "2099-12-31"),
    "BEGUN": ("2020-05-05", "2099-12-31"),
    "ENDED": ("1990-01-01", "2020-05-05"),
    "NEVER": (),
    "TAKEN": ("2020-01-10", "2020-01-15", "2020-01-16", "2020-02-02"),
    "THEIRS": (),
}
HIDDEN = {
    "ONE": ("2019-07-07", "2020-01-09", "2020-06-21", "2021-05-05"),
    "GAP": ("2020-02-01", "2020-03-04", "2020-09-09", "2021-02-28", "2021-04-05", "2020-01-10", "2021-12-31"),
    "MOVED": ("2021-02-28", "2022-07-01"),
    "SHORT": ("2021-02-28", "2022-02-01", "2022-06-30"),
    "OPEN": (),
    "BEGUN": ("1990-01-01", "2020-05-04"),
    "ENDED": ("2020-05-06", "2099-12-31"),
    "NEVER": ("2020-06-20", "2020-06-21", "2020-07-01", "2020-01-10"),
    "TAKEN": ("2020-01-09", "2020-02-03"),
    "THEIRS": ("2020-01-10", "2021-03-01"),
}
SCOPE = "grant:W1,W2,W3,W4"
DAYS = {
    "reach": "date",
    "feedback": "received_on",
    "exchanges": "held_on",
    "outputs": "delivered_on",
    "meeting_details": "held_on",
    "joint_activity_details": "coalesce(held_on, planned_on)",
}
PARENTS = {"meeting_details": "meetings", "joint_activity_details": "joint_activities"}
"""Where the project of details stands."""
Days = dict[str, set[str]]


@contextmanager
def world(database: Database, *statements: str) -> Iterator[Connection]:
    """Hold a transaction of the owner after some statements, with somebody reached and heard on each day."""
    with broken(database, SCOPE, *statements) as connection:
        first = draw_version(connection, "load")
        complete_reference(connection, provenance(connection, first))
        kind = min(ids(connection, r.activity_kinds))
        rows = [
            Reach(date.fromisoformat(day), project, kind, PLACE, "host", "female", "18-24", "no", 1, 1, since=first)
            for told in (SHOWN, HIDDEN)
            for project, days in told.items()
            for day in days
        ]
        made = World(rows, dict.fromkeys(SHOWN, "PA"), grants=GRANTS, shares=SHARES, amendments=AMENDMENTS)
        store_registers(connection, made, first)
        store_rows(connection, made, first)
        hear(connection, made, provenance(connection, first))
        work(connection, made, provenance(connection, first))
        for number in range(VERSIONS):
            store_terms(connection, made, draw_version(connection, "load") if number else first, first)
        yield connection


def hear(connection: Connection, told: World, origin: dict[str, int]) -> None:
    """Write a case for each row of people reached."""
    projects, programmes = ids(connection, r.projects), ids(connection, r.programmes)
    codes = ("channel", "type", "category_id", "language", "sex", "age_band", "sensitivity", "priority", "status")
    plain = {**origin, **dict.fromkeys(codes, 0), "is_sensitive": False, "needs_answer": False}
    keys = [{"feedback_key": str(number), "row_no": number, "key_hash": number} for number in range(len(told.rows))]
    rows = [
        {**plain, **key, "received_on": row.date, "project_id": projects[row.project], "programme_id": programmes["PA"]}
        for key, row in zip(keys, told.rows, strict=True)
    ]
    connection.execute(insert(feedback), rows)


def work(connection: Connection, told: World, origin: dict[str, int]) -> None:
    """Write an exchange, an output, a meeting and a joint activity for each row; one joint activity in two was held."""
    projects, kind = ids(connection, r.projects), min(ids(connection, r.activity_kinds).values())
    codes = [{"code": code} for code in ("X", "Y")]
    connection.execute(insert(r.organisations), codes)
    sides = dict(zip(("teacher_id", "learner_id"), sorted(ids(connection, r.organisations).values())[-2:], strict=True))
    named = {"name_tr": "Ad"}
    for number, row in enumerate(told.rows):
        line = {**origin, "row_no": number}
        code, own = {"code": f"E{number}"}, {"project_id": projects[row.project]}
        words = {"area": "services", "form": "training"}
        connection.execute(insert(p.exchanges), {**line, **code, **own, **sides, **words, "held_on": row.date})
        output = {"kind": "training", "delivered_on": row.date}
        connection.execute(insert(w.outputs), {**line, **code, **own, **named, **output})
        (meeting,) = connection.execute(insert(w.meetings).returning(w.meetings.c.id), {**code, **own}).one()
        told_of = {"meeting_id": meeting, **named, "held_on": row.date}
        connection.execute(insert(w.meeting_details), {**line, **told_of})
        made = insert(p.joint_activities).returning(p.joint_activities.c.id)
        (activity,) = connection.execute(made, {**code, **own}).one()
        held = {"planned_on": date(2000, 1, 1), "held_on": row.date} if number % 2 else {"planned_on": row.date}
        details = {"joint_activity_id": activity, **named, "activity_kind_id": kind, **held}
        connection.execute(insert(p.joint_activity_details), {**line, **details})


def rows_with_projects(table: str) -> str:
    """Give SQL for a table in which each row has its project."""
    parent = PARENTS.get(table)
    return f"{table} join {parent} on {parent}.id = {table.removesuffix('_details')}_id" if parent else table


def before(table: str) -> str:
    """Give the condition before days counted."""
    own = "project_id in (select own_projects())"
    parent = PARENTS.get(table)
    own = f"{table.removesuffix('_details')}_id in (select id from {parent})" if parent else own  # noqa: S608 - fixed names.
    return f"{INSIDE} or {own.replace('project_id', 'slice_id') if 'cells' in table else own}"


def as_pages(connection: Connection, query: str) -> list[tuple[str, str]]:
    """Give what the pages' role is shown, with projects, which stand first, by their codes."""
    codes = {number: code for code, number in ids(connection, r.projects).items()}
    connection.execute(text("set local role test_reader"))
    found = connection.execute(text(query)).all()
    connection.execute(text("reset role"))
    return [(codes[number], day) for number, day in found]


def days_shown(connection: Connection, table: str) -> Days:
    """Give the days of each project that the pages' role is shown in a table."""
    query = f"select project_id, {DAYS[table]}::text from {rows_with_projects(table)}"  # noqa: S608 - fixed names.
    found = as_pages(connection, query)
    return {code: {day for project, day in found if project == code} for code in SHOWN}


def spans_shown(connection: Connection, months: int) -> Days:
    """Give the spans of some months of each project, by their first days, of which the pages' role is shown cells."""
    query = f"""
        select slice_id, starts_on::text from reach_cells join segments using (segment)
        where span = {months} and cube = 'reach_total' and records > 0"""  # noqa: S608 - a number.
    found = as_pages(connection, query)
    return {code: {day for project, day in found if project == code} for code in SHOWN}


def only(told: dict[str, tuple[str, ...]]) -> Days:
    """Give days as sets."""
    return {project: set(days) for project, days in told.items()}


@pytest.mark.parametrize("table", DAYS)
def test_a_funder_is_shown_the_days_of_its_grants_in_each_project_and_no_other(database: Database, table: str) -> None:
    with world(database) as connection:
        every = connection.execute(text(f"select count(*) from {table}")).scalar_one()  # noqa: S608 - fixed names.
        assert every == sum(len(days) for told in (SHOWN, HIDDEN) for days in told.values())
        assert days_shown(connection, table) == only(SHOWN)


def test_the_oracle_of_the_wall_says_the_same_of_days(database: Database) -> None:
    with world(database) as connection:
        own = Own(connection, GRANTS.keys() - {"F1"})
        for name in (*DAYS, "reach_cells", "segments"):
            table = metadata.tables[name]
            assert shown_to_pages(connection, table) == own.rows(table) != set(), name


def test_a_sum_is_shown_where_its_span_holds_an_own_day(database: Database) -> None:
    with world(database) as connection:
        months, years = spans_shown(connection, 1), spans_shown(connection, 12)
    assert months["ONE"] == {"2020-01-01", "2020-06-01"}
    assert months["GAP"] == {"2020-02-01", "2020-03-01", "2021-03-01", "2021-04-01"}
    assert months["MOVED"] == {"2021-03-01", "2021-12-01", "2022-01-01", "2022-02-01", "2022-06-01"}
    assert months["BEGUN"] == {"2020-05-01", "2099-12-01"}
    assert months["ENDED"] == {"1990-01-01", "2020-05-01"}
    assert months["NEVER"] == months["THEIRS"] == set()
    assert years["ONE"] == {"2020-01-01"}
    assert years["GAP"] == {"2020-01-01", "2021-01-01"}
    assert years["BEGUN"] == {"2020-01-01", "2099-01-01"}
    assert years["THEIRS"] == set()


def test_who_works_inside_is_shown_every_day(database: Database) -> None:
    with world(database) as connection:
        for scope in ("*", "programme:PB"):
            connection.execute(text("select set_config('app.scope', :scope, true)"), {"scope": scope})
            for table in DAYS:
                found = days_shown(connection, table)
                assert found == {project: {*SHOWN[project], *HIDDEN[project]} for project in SHOWN}


def test_a_breach_in_the_wall_is_noticed(database: Database) -> None:
    breaches = (
        f"alter policy {PAGES} on {{}} using ({{before}})",
        f"drop policy {PAGES} on {{}}",
        "alter table {} disable row level security",
        "create policy more on {} for select to test_reader using (true)",
    )
    with world(database) as connection:
        for table in DAYS:
            for breach in breaches:
                with connection.begin_nested() as attempt:
                    connection.exec_driver_sql(breach.format(table, before=before(table)).replace("%", "%%"))
                    assert days_shown(connection, table) != only(SHOWN), breach
                    attempt.rollback()
            assert days_shown(connection, table) == only(SHOWN)


@pytest.mark.parametrize("table", ["reach", "feedback", "exchanges", "outputs", "reach_cells"])
def test_own_days_are_asked_for_once_a_statement(database: Database, table: str) -> None:
    with reading(database.engines.reader, Viewer(grants=frozenset({"W1"}), protected=True)) as connection:
        plan = "\n".join(connection.scalars(text(f"explain select count(*) from {table}")))  # noqa: S608 - fixed names.
    assert "InitPlan 2" in plan, plan
    assert "(SubPlan" not in plan.replace("(hashed SubPlan", ""), plan


def test_an_upgrade_puts_days_into_policies_that_an_earlier_release_made(database: Database) -> None:
    with database.engines.owner.begin() as connection:
        for table in (*DAYS, "reach_cells"):
            as_before(connection, table, before(table))
        for name in (OWN_DAYS, *OWN_SPANS.values()):
            connection.execute(text(f"drop function {name}()"))
    with world(database) as connection:
        assert days_shown(connection, "reach") == {"THEIRS": set()} | {
            project: {*SHOWN[project], *HIDDEN[project]} for project in SHOWN if project != "THEIRS"
        }
    assert upgrade(database.engines).ready
    with world(database) as connection:
        assert [days_shown(connection, table) for table in DAYS] == [only(SHOWN)] * len(DAYS)
        assert spans_shown(connection, 1)["ONE"] == {"2020-01-01", "2020-06-01"}
    policies = text("select array_agg(oid order by oid) from pg_policy")
    with database.engines.owner.connect() as connection:
        made = connection.scalar(policies)
    upgrade(database.engines)
    with database.engines.owner.connect() as connection:
        assert connection.scalar(policies) == made


def as_before(connection: Connection, table: str, condition: str) -> None:
    """Make the policy of a table as an earlier release did, with the note that it left."""
    statement = f'create policy {PAGES} on "{table}" for select to "test_reader" using ({condition})'
    connection.execute(text(f"drop policy {PAGES} on {table}"))
    connection.exec_driver_sql(statement.replace("%", "%%"))
    _note(connection, {(table, PAGES): statement})
