"""Every list of the page of one partner can be taken away, by whoever may see the partner."""

import csv
from collections.abc import Iterator
from datetime import date
from io import StringIO

import pytest
from sqlalchemy import Connection, select

from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Filters
from dashboard.data.schema import versions
from dashboard.data.versions import Snapshot
from dashboard.export.partner import QUESTIONS, SHOWN, PartnerGoneError
from dashboard.figures.table import Table
from tests.conftest import Database, Server
from tests.partner_app import PartnerApp, open_partners
from tests.partner_rows import TODAY, fill
from tests.partner_world import Writer


@pytest.fixture(scope="module")
def made(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give the database of the hand-written partners."""
    copy = postgres.create("partner_files", migrated)
    with copy.engines.owner.begin() as connection:
        fill(Writer(connection))
    yield copy
    postgres.drop(copy)


@pytest.fixture(scope="module")
def app(made: Database) -> PartnerApp:
    """Give the app over them."""
    return open_partners(made, TODAY.isoformat(), "PA")


@pytest.fixture
def connection(made: Database) -> Iterator[Connection]:
    """Give a reading transaction."""
    with reading(made.engines.reader, EVERYTHING) as transaction:
        yield transaction


def filters_of(connection: Connection, code: str) -> Filters:
    """Give the filters of a page."""
    newest = connection.scalar(select(versions.c.version).order_by(versions.c.version.desc()).limit(1))
    return Filters(EVERYTHING, Snapshot(newest or 0, TODAY), own=(("code", code),))


def table(connection: Connection, chart: str, code: str) -> Table:
    """Give the table of a chart as its own questions answer."""
    shown = SHOWN[chart]
    return shown.table({name: QUESTIONS[name](connection, filters_of(connection, code)) for name in shown.questions})


def plain(cell: object) -> str:
    """Write a cell as a file for programs does."""
    return "" if cell is None else cell.isoformat() if isinstance(cell, date) else str(cell)


@pytest.mark.parametrize("code", ["RICH", "RENEWED", "SILENT"])
@pytest.mark.parametrize("chart", SHOWN)
def test_a_file_holds_the_table_and_names_the_partner(
    app: PartnerApp, connection: Connection, chart: str, code: str
) -> None:
    text = app.take(code, chart.removeprefix("partner.")).get_data(as_text=True)
    lines = [line for line in csv.reader(StringIO(text)) if not line[0].startswith("#")]
    expected = table(connection, chart, code)
    assert lines[0] == [column.key for column in expected.columns]
    assert lines[1:] == [[plain(cell) for cell in row] for row in expected.rows]
    assert f"{code} Belediyesi ({code})" in text


def test_a_level_that_was_not_assessed_is_empty_in_the_file_and_never_0(app: PartnerApp) -> None:
    text = app.take("RICH", "capacity").get_data(as_text=True)
    head = next(at for at, line in enumerate(text.splitlines()) if line.startswith("area_code"))
    lines = list(csv.DictReader(text.splitlines()[head:]))
    assert [line["level"] for line in lines] == ["4", "", "2", "5", "5", "2", "3", "1", "", ""]


def test_a_file_follows_the_filters_that_mean_something_here(app: PartnerApp) -> None:
    def rows(search: str) -> int:
        return len(app.take("RICH", "steps", search).get_data(as_text=True).split("step_code,")[1].splitlines()) - 1

    assert (rows(""), rows("?programme=PB"), rows("?place=TR-01")) == (14, 7, 14)


@pytest.mark.parametrize("code", ["OTHER", "STRANGER", "NONE", "..", ""])
def test_a_partner_out_of_scope_has_no_files(app: PartnerApp, code: str) -> None:
    refused = app.take(code, "steps", who="one")
    nothing = app.people["one"].get("/nowhere")
    assert (refused.status_code, refused.get_data()) == (404, nothing.get_data())
    assert app.take("RICH", "steps", who="one").status_code == 200


@pytest.mark.parametrize("code", ["OTHER", "STRANGER", "NONE", "%2e%2e"])
def test_a_partner_out_of_scope_has_no_page(app: PartnerApp, code: str) -> None:
    refused, nothing = (app.people["one"].get(path) for path in (f"/partnerships/{code}", "/nowhere"))
    assert (refused.status_code, refused.get_data()) == (404, nothing.get_data())
    assert app.people["one"].get("/partnerships/RICH").status_code == 200


def test_a_question_about_no_partner_is_a_mistake(connection: Connection) -> None:
    with pytest.raises(PartnerGoneError):
        QUESTIONS["steps"](connection, filters_of(connection, "NONE"))
