"""A cell leads to its explanation where it has a number, and one without only where it is told why there is none."""

from datetime import date

import pytest

from dashboard.data.engine import reading
from dashboard.data.explanation.tables import TABLES
from dashboard.data.filters import EVERYTHING, Filters
from dashboard.data.versions import Snapshot
from dashboard.export.explained_cells import cells_of_table, explained, keys_of
from dashboard.figures.table import Column, Table
from tests.conftest import Database

DAY = date(2021, 8, 1)
FILTERS = Filters(EVERYTHING, Snapshot(1, DAY))
STEPS = Table(
    (
        Column("step_code", "", "code"),
        Column("step", "", "text"),
        Column("days", ""),
        Column("partnership", "", "code"),
    ),
    (("contact", "Temas", None, "P"), ("visit", "Ziyaret", 12, "P"), ("signed", "İmza", None, "P")),
)
LIST = Table(
    (Column("code", "", "code"), Column("name", "", "text"), Column("limit", ""), Column("priority", "", "points")),
    (("P1", "Bir", None, None), ("P2", "İki", 0, 1.5)),
)
CELLS = Table(
    (
        Column("code", "", "code"),
        Column("current", "", "number"),
        Column("current_state", "", "state"),
        Column("measure", "", "code"),
    ),
    tuple(
        (state, 5.0 if state == "value" else None, state, "1")
        for state in ("value", "suppressed", "missing", "not_due")
    ),
)


def columns(database: Database, chart: str, table: Table, key: str) -> list[str] | None:
    """Give the columns of a row that are explained; None where the row is not."""
    with reading(database.engines.reader, EVERYTHING) as connection:
        found = cells_of_table(connection, FILTERS, chart, table, key)
    return [one.column.key for one in found.figures] if found else None


def test_a_row_without_a_number_has_no_sign_and_no_explanation(database: Database) -> None:
    keys = keys_of(TABLES["partner.steps"], STEPS)
    assert [key is not None for key in keys] == [False, True, False]
    assert columns(database, "partner.steps", STEPS, str(keys[1])) == ["days"]
    assert columns(database, "partner.steps", STEPS, str(keys[1]).replace("visit", "contact")) is None


def test_a_table_without_a_number_has_no_column_of_signs() -> None:
    assert explained("partner.steps", STEPS) is not None
    assert explained("partner.steps", Table(STEPS.columns, STEPS.rows[:1])) is None
    assert explained("partner.steps", Table(STEPS.columns, ())) is None


def test_a_missing_priority_is_explained_by_its_scores_and_a_missing_limit_by_nothing(database: Database) -> None:
    assert columns(database, "projects.list", LIST, "P1") == ["priority"]
    assert columns(database, "projects.list", LIST, "P2") == ["limit", "priority"], "nought is a number"


@pytest.mark.parametrize(
    ("state", "told"), [("value", True), ("suppressed", True), ("missing", False), ("not_due", False)]
)
def test_a_cell_is_explained_by_its_state(database: Database, state: str, *, told: bool) -> None:
    assert (columns(database, "timeline.framework", CELLS, state) == ["current"]) is told
