"""A programme's thresholds drawn anew: a data version of its own, before which nothing changes."""

from decimal import Decimal
from pathlib import Path

import pytest

from dashboard.address import Address
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, resolve_filters
from dashboard.data.loading import load_files
from dashboard.data.standing import Thresholds
from dashboard.data.threshold_changes import NoProgrammeError, change_thresholds, programmes_now
from dashboard.data.thresholds import thresholds
from tests.conftest import Database

HEAD = "code,name_tr,behind_below,at_risk_below,over_plan_above\n"
ROWS = f"{HEAD}A,Birinci,0.8,0.95,1.15\nB,İkinci,0.7,0.9,1.2\n"
NEW = Thresholds(Decimal("0.755"), Decimal("0.9"), Decimal("1.3"))


@pytest.fixture
def two(database: Database, tmp_path: Path) -> Database:
    """Give a database with two programmes."""
    load(database, tmp_path, ROWS)
    return database


def load(database: Database, folder: Path, rows: str, *, supersede: bool = False) -> list[str]:
    """Load programmes; give what was wrong."""
    path = folder / "programmes.csv"
    path.write_text(rows, "utf-8")
    return list(map(str, load_files(database.engines, [path], supersede=supersede).errors))


def change(database: Database, code: str = "A", lines: Thresholds = NEW) -> int:
    """Draw lines anew."""
    with database.engines.writer.begin() as connection:
        return change_thresholds(connection, code, lines, "test")


def seen(database: Database, code: str, version: int | None = None) -> Thresholds:
    """Give the lines that pages judge by."""
    with reading(database.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, Address(programme=(code,), v=version), EVERYTHING)
        return thresholds(connection, filters)


def test_pages_judge_by_the_new_lines_and_as_of_earlier_by_the_old(two: Database) -> None:
    version = change(two)
    assert seen(two, "A") == NEW
    assert seen(two, "A", version - 1) == Thresholds(Decimal("0.8"), Decimal("0.95"), Decimal("1.15"))
    assert seen(two, "B") == Thresholds(Decimal("0.7"), Decimal("0.9"), Decimal("1.2"))


def test_all_else_of_the_programme_stays(two: Database) -> None:
    with two.engines.writer.connect() as connection:
        before = {one.code: one for one in programmes_now(connection)}
    version = change(two)
    with two.engines.writer.connect() as connection:
        after = {one.code: one for one in programmes_now(connection)}
    assert after["B"] == before["B"]
    assert (after["A"].names, after["A"].since) == (before["A"].names, version)


def test_the_same_file_is_still_known_and_brings_the_old_lines_not_back(two: Database, tmp_path: Path) -> None:
    change(two)
    assert load(two, tmp_path, ROWS) == []
    assert load(two, tmp_path, ROWS, supersede=True) == []
    assert seen(two, "A") == NEW


def test_a_file_that_says_something_else_also_says_where_the_lines_are(two: Database, tmp_path: Path) -> None:
    change(two)
    assert load(two, tmp_path, ROWS.replace("Birinci", "Yeni ad"), supersede=True) == []
    assert seen(two, "A").behind_below == Decimal("0.8")


def test_what_does_not_exist_cannot_be_changed(two: Database) -> None:
    with pytest.raises(NoProgrammeError):
        change(two, "C")
    with two.engines.writer.connect() as connection:
        assert [one.code for one in programmes_now(connection)] == ["A", "B"]
