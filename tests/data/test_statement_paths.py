"""No statement of a page finds rows by their version: that index is of blocks, read whole for every place it is asked.

The planner of a large table thinks it worth its while (over 2,100,000 records 48 ms in place of 5), but not of a small
one. Here it has no other index left.
"""

import re
from itertools import product

import pytest
from sqlalchemy import Connection, text

from dashboard.data.cell_statements import ROWS
from dashboard.data.cubes import Slice
from dashboard.data.feedback_statements import PATHS, rows_of
from tests.conftest import Database

OF_FEEDBACK = list(product(PATHS, (Slice.EVERYTHING, Slice.PROJECT), (True, False)))


def plan_of(connection: Connection, statement: str, table: str, **told: int) -> str:
    """Give the plan of a statement where nothing but the index of versions would spare reading the whole table."""
    own = text("select indexname from pg_indexes where tablename = :table and indexname <> :kept")
    for index in connection.scalars(own, {"table": table, "kept": f"ix_{table}_since_version"}).all():
        connection.exec_driver_sql(f"drop index {index}")
    connection.exec_driver_sql("set local enable_seqscan = off")
    nothing = dict.fromkeys(re.findall(r"%\((\w+)\)s", statement)) | {"version": 1} | told
    return "\n".join(connection.exec_driver_sql(f"explain {statement}", nothing).scalars())


def test_an_index_of_versions_is_there_and_would_be_taken(database: Database) -> None:
    with database.engines.owner.connect() as connection:
        for table in ("reach", "feedback"):
            asked = f"select * from {table} where since_version <= %(version)s"  # noqa: S608  Fixed names.
            assert f"ix_{table}_since_version" in plan_of(connection, asked, table)


@pytest.mark.parametrize("path", ROWS)
def test_records_are_not_found_by_their_version(database: Database, path: str) -> None:
    with database.engines.owner.connect() as connection:
        plan = plan_of(connection, ROWS[path], "reach")
    assert "ix_reach_since_version" not in plan
    assert "on reach" in plan


@pytest.mark.parametrize(("path", "kind", "one"), OF_FEEDBACK)
def test_cases_are_not_found_by_their_version(database: Database, path: str, kind: Slice, *, one: bool) -> None:
    with database.engines.owner.connect() as connection:
        plan = plan_of(connection, rows_of(path, kind, one=one), "feedback", programme=1)
    assert "ix_feedback_since_version" not in plan
    assert "on feedback" in plan
