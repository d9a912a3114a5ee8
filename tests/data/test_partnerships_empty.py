"""Questions about partnerships where there are none."""

from datetime import date

from dashboard.data import partnerships
from dashboard.data.engine import reading
from dashboard.data.filters import EVERYTHING, Filters
from dashboard.data.versions import Snapshot
from tests.conftest import Database
from tests.partnership_columns import COLUMNS


def test_given_no_partnerships_when_asked_then_every_answer_has_its_columns(database: Database) -> None:
    filters = Filters(EVERYTHING, Snapshot(1, date(2026, 11, 22)))
    with reading(database.engines.reader, EVERYTHING) as connection:
        frames = {name: getattr(partnerships, name)(connection, filters) for name in COLUMNS}
        head, unplaced = partnerships.headline(connection, filters), partnerships.unplaced(connection, filters)
    assert {name: tuple(frame.columns) for name, frame in frames.items()} == COLUMNS
    assert {name for name, frame in frames.items() if len(frame)} == {"capacity_by_area"}
    assert (head.records, head.staff_trained, head.capacity_change, unplaced) == (0, None, None, 0)
