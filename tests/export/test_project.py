"""Every list of the page of one project can be taken away, by whoever may see the project."""

import csv
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import StringIO

import pytest
from sqlalchemy import Connection, select

from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Filters
from dashboard.data.schema import versions
from dashboard.data.versions import Snapshot
from dashboard.export.project import QUESTIONS, SHOWN, ProjectGoneError
from dashboard.figures.table import Table
from tests.conftest import Database
from tests.project_app import DAY, ProjectApp, open_projects

CODES = ("KIZ-P171489", "KIZ-11", "KIZ-17", "IZM-18")


@pytest.fixture(scope="module")
def app(demo_database: Database) -> ProjectApp:
    """Give the app over the example programme."""
    return open_projects(demo_database)


@pytest.fixture
def connection(demo_database: Database) -> Iterator[Connection]:
    """Give a reading transaction."""
    with reading(demo_database.engines.reader, EVERYTHING) as transaction:
        yield transaction


def filters_of(connection: Connection, code: str) -> Filters:
    """Give the filters of a page."""
    newest = connection.scalar(select(versions.c.version).order_by(versions.c.version.desc()).limit(1))
    return Filters(EVERYTHING, Snapshot(newest or 0, date.fromisoformat(DAY)), own=(("code", code),))


def table(connection: Connection, chart: str, code: str) -> Table:
    """Give the table of a chart as its own questions answer."""
    shown = SHOWN[chart]
    return shown.table({name: QUESTIONS[name](connection, filters_of(connection, code)) for name in shown.questions})


def plain(cell: object) -> str:
    """Write a cell as a file for programs does."""
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("chart", SHOWN)
def test_a_file_holds_the_table_and_names_the_project(
    app: ProjectApp, connection: Connection, chart: str, code: str
) -> None:
    text = app.take(code, chart.removeprefix("project.")).get_data(as_text=True)
    lines = [line for line in csv.reader(StringIO(text)) if not line[0].startswith("#")]
    expected = table(connection, chart, code)
    assert lines[0] == [column.key for column in expected.columns]
    found = [[cell.lstrip("'") for cell in line] for line in lines[1:]]
    assert found == [[plain(cell).lstrip("'") for cell in row] for row in expected.rows]
    assert f"({code})" in text


def test_codes_stand_in_the_file_and_addresses_of_documents_too(app: ProjectApp) -> None:
    text = app.take("KIZ-11", "documents").get_data(as_text=True)
    assert "https://example.org/KIZ-11/plan" in text
    assert "KIZ-11-D1" in text


@pytest.mark.parametrize("code", ["IZM-03", "NONE", "..", ""])
def test_a_project_out_of_scope_has_no_files(app: ProjectApp, code: str) -> None:
    refused = app.take(code, "documents", who="project-manager")
    nothing = app.people["project-manager"].get("/nowhere")
    assert (refused.status_code, refused.get_data()) == (404, nothing.get_data())
    assert app.take("KIZ-11", "documents", who="project-manager").status_code == 200


def test_a_question_about_no_project_is_a_mistake(connection: Connection) -> None:
    with pytest.raises(ProjectGoneError):
        QUESTIONS["stays"](connection, filters_of(connection, "NONE"))
