"""Where a grant stands for whoever manages it, and which periods can be reported."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.address import Period
from dashboard.data.engine import reading, writing
from dashboard.data.filters import EVERYTHING, Filters, Viewer
from dashboard.data.grant_state import GrantState, grant_state, grants_within, reportable
from dashboard.data.releasing import lock_period, release
from dashboard.data.versions import Snapshot
from tests.conftest import Database, Server
from tests.timeline_world import INDICATOR, REGISTERS, asked, indicator, load, table

INDICATORS = table(INDICATOR, indicator("I2"), indicator("I1"), indicator("I3", programme_code="B", grant_code="G3"))
DAYS = st.dates(date(1990, 1, 1), date(2030, 12, 31))


@pytest.fixture(scope="module")
def world(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give a database with three grants at version 3, of which version 2 is released and a half-year locked."""
    copy = postgres.create("test_grant_state", migrated)
    load(copy.engines, REGISTERS)
    load(copy.engines, {"indicators": INDICATORS})
    with writing(copy.engines.writer) as connection:
        release(connection, "G1", 2, actor="m")
        lock_period(connection, "G1", Period.parse("2021-H1"), 2, reported_on=date(2021, 8, 12), actor="m")
    yield copy
    postgres.drop(copy)


def state(world: Database, filters: Filters) -> GrantState | None:
    """Ask where the grant stands."""
    with reading(world.engines.reader, filters.viewer) as connection:
        return grant_state(connection, filters)


def test_it_speaks_of_today_and_says_which_version_the_page_shows(world: Database) -> None:
    found = state(world, asked("2021-06-01", version=2))
    assert found is not None
    assert (found.code, found.names["tr"]) == ("G1", "Bir")
    assert (found.newest.version, found.shown.version, found.released and found.released.version) == (5, 2, 2)
    assert [(lock.period.text, lock.reported_version) for lock in found.locks] == [("2021-H1", 2)]
    assert [one.code for one in found.indicators] == ["I1", "I2"]
    assert (found.name_of("I1"), found.name_of("I3")) == ({"tr": "I1", "en": None, "ar": None}, None)


def test_a_grant_of_which_nothing_is_released_says_so(world: Database) -> None:
    found = state(world, asked("2021-06-01", version=3, grant="G2"))
    assert found is not None
    assert (found.released, found.locks, found.indicators) == (None, (), ())


def test_the_period_of_the_page_is_chosen_where_it_has_ended(world: Database) -> None:
    def chosen(period: str | None) -> str | None:
        found = state(world, asked("2021-06-01", version=3, period=period))
        return found.chosen.text if found and found.chosen else None

    assert [chosen(one) for one in (None, "2021-Q3", "2020-04..2021-03", "2099")] == [
        "2021-H2",
        "2021-Q3",
        "2020-04..2021-03",
        "2021-H2",
    ]


def test_a_period_of_the_page_that_is_no_usual_one_can_be_chosen_too(world: Database) -> None:
    found = state(world, asked("2021-06-01", version=3, period="2020-04..2021-03"))
    assert found is not None
    assert found.periods[0].text == "2020-04..2021-03"


@pytest.mark.parametrize(
    ("viewer", "grants"),
    [
        (EVERYTHING, {"G1", "G2", "G3"}),
        (Viewer(frozenset({"A"}), protected=False), {"G1", "G2"}),
        (Viewer(frozenset({"B"}), protected=False), {"G3"}),
        (Viewer(frozenset(), protected=False), set()),
    ],
)
def test_the_grants_in_scope_are_those_of_the_programmes(world: Database, viewer: Viewer, grants: set[str]) -> None:
    with reading(world.engines.reader, viewer) as connection:
        assert grants_within(connection, viewer) == grants
    filters = replace(asked("2021-06-01", version=3), viewer=viewer)
    found = state(world, filters)
    assert (found is not None) == ("G1" in grants)


def test_before_the_grant_was_known_there_is_nothing_to_say(world: Database) -> None:
    assert state(world, Filters(EVERYTHING, Snapshot(1, date(2021, 6, 1)))) is None


@given(DAYS, DAYS, DAYS)
def test_periods_have_ended_and_touch_the_grant_and_none_is_left_out(one: date, other: date, day: date) -> None:
    first, last = sorted((one, other))
    found = list(reportable(first, last, day))
    texts = [
        f"{year}{part}"
        for year in range(1990, 2031)
        for part in ("", "-H1", "-H2", *(f"-Q{n}" for n in range(1, 5)), *(f"-{n:02d}" for n in range(1, 13)))
    ]
    wanted = {
        p.text for p in map(Period.parse, texts) if p.last_day < day and p.last_day >= first and p.first_day <= last
    }
    assert {period.text for period in found} == wanted
    assert len(found) == len(wanted)
    assert [period.start.year for period in found] == sorted((period.start.year for period in found), reverse=True)
