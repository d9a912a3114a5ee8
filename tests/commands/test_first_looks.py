"""Releases are worked out in the background: a funder's first page reads no row."""

import pytest

from dashboard.access import accounts, scopes
from dashboard.address import parse_address
from dashboard.commands.first_looks import keep_ready, look
from dashboard.data import beneficiaries
from dashboard.data.engine import reading
from dashboard.data.filters import Viewer, resolve_filters
from dashboard.data.privacy import reach_rows
from dashboard.data.releasing import release
from tests.conftest import Database
from tests.privacy_world import FUNDER, store_programme
from tests.visiting import PASSWORD


@pytest.fixture
def filled(database: Database) -> Database:
    """Give a programme with two releases and an account of its funder."""
    with database.engines.owner.begin() as connection:
        store_programme(connection, 0)
    with database.engines.writer.begin() as connection:
        accounts.create_account(connection, "funder", "funder", actor="test", password=PASSWORD)
        scopes.set_scope(connection, "funder", scopes.Scope(grants=FUNDER.grants), actor="test")
    return database


def page(database: Database, viewer: Viewer = FUNDER) -> int | None:
    """Give the people of the first page."""
    with reading(database.engines.reader, viewer) as connection:
        filters = resolve_filters(connection, parse_address("?period=2021"), viewer)
        return beneficiaries.page_answers(connection, filters).headline().new_people


def refuse(*_: object) -> None:
    raise AssertionError("rows are read")


def test_after_the_first_look_no_page_reads_rows(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    look(filled.engines)
    monkeypatch.setattr(reach_rows, "read_columns", refuse)
    assert page(filled)


def test_without_it_the_first_page_reads_them(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reach_rows, "read_columns", refuse)
    with pytest.raises(AssertionError, match="rows are read"):
        page(filled)


def test_what_is_released_later_is_worked_out_later(filled: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    turns = iter((False, True))

    def pause(_: float) -> bool:
        is_over = next(turns)
        if not is_over:
            with filled.engines.owner.begin() as connection:
                release(connection, "G1", actor="test")
        return is_over

    keep_ready(filled.engines, pause).join(60)
    monkeypatch.setattr(reach_rows, "read_columns", refuse)
    assert page(filled)
