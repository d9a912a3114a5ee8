"""Data quality, counted a second time from the files that were loaded, over random worlds."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboard.address import Month, parse_address
from dashboard.data.engine import Engines, reading
from dashboard.data.explanation.explaining import explain, rows_of
from dashboard.data.explanation.recipes import KEY_FIGURES
from dashboard.data.filters import EVERYTHING, Filters, Viewer, resolve_filters
from dashboard.data.quality import coverage, fixes, headline, loads_made, refusals, source_list
from dashboard.data.quality_fields import completeness
from dashboard.data.quality_months import due_months
from tests.conftest import Database
from tests.quality_world import PROJECTS, STALE, World, make_world


@pytest.fixture(params=[1, 2])
def world(database: Database, tmp_path: Path, request: pytest.FixtureRequest) -> World:
    """Give a world."""
    return make_world(database.engines, tmp_path, request.param)


def asked(world: World, search: str = "", viewer: Viewer = EVERYTHING) -> tuple[Filters, Engines]:
    """Give filters."""
    with reading(world.engines.reader, viewer) as connection:
        return resolve_filters(connection, parse_address(search or "?on=2021-12-01"), viewer), world.engines


def test_every_figure_is_what_the_files_say(world: World) -> None:
    filters, engines = asked(world)
    with reading(engines.reader, EVERYTHING) as connection:
        fields = {(one.kind, one.column): (one.known, one.asked) for one in completeness(connection, filters)}
        months = due_months(connection, filters, STALE)
        sources = source_list(connection, filters, STALE)
        matrix = {(one.source, one.month): one.rows for one in coverage(connection, filters)}
        told = headline(connection, filters, STALE)
        found = refusals(connection, filters)
        mending = fixes(connection, filters, STALE)
        made = loads_made(connection, filters)
    records = [row for rows in world.live.values() for row in rows]
    for place, column in ((4, "population_group"), (5, "sex"), (6, "age_band")):
        known = sum(row[place] != "unknown" for row in records)
        assert fields["reach", column] == (known, len(records))
    assert fields["projects", "starts_on"] == (2, 3)
    assert fields["projects", "ends_on"] == (1, 3)
    assert (told.known, told.asked) == tuple(map(sum, zip(*fields.values(), strict=True)))
    expected: dict[tuple[str, date], int] = {}
    for name, rows in world.live.items():
        for row in rows:
            month = date.fromisoformat(row[0]).replace(day=1)
            expected[name, month] = expected.get((name, month), 0) + 1
    assert matrix == expected
    reached = {one.name: (one.rows, one.age, one.state) for one in sources if one.kind == "reach"}
    day_of = {one.source: one.day for one in made if one.counts}
    for name, rows in world.live.items():
        age = (date(2021, 12, 1) - day_of[name]).days
        assert reached[name] == (len(rows), age, "stale" if age > STALE else "fresh")
    assert set(reached) == set(world.live)
    assert told.stale == len(mending.stale) == sum(one.state == "stale" for one in sources)
    assert (len(months), sum(one.in_time for one in months)) == in_time(world, records) == (told.due, told.in_time)
    assert [(one.source, one.rejected, one.is_open) for one in found] == [("wrong.csv", world.refused, True)]
    assert (told.rejected, world.refused) == (4, 4)
    assert sum(bool(one.undone) for one in made) == 1


def in_time(world: World, records: list[tuple[str, ...]]) -> tuple[int, int]:
    """Count due months of projects, and those reported by their limit, in plain Python."""
    due = good = 0
    began = min(world.days.values())
    for project in PROJECTS:
        mine = sorted({date.fromisoformat(row[0]).replace(day=1) for row in records if row[1] == project})
        if not mine:
            continue
        last = date(2021, 6, 30) if project == "A1" else date(2021, 12, 1)
        month = mine[0]
        while month <= last:
            limit = Month.of(month).last + timedelta(days=STALE)
            if limit <= date(2021, 12, 1):
                due += 1
                good += month in mine and world.first[project, month] <= max(limit, began)
            month = Month.at(Month.of(month).index + 1).first
    return due, good


def test_a_viewer_knows_of_the_own_programmes_alone_and_a_protected_one_of_nothing(world: World) -> None:
    for viewer in (Viewer(frozenset({"A"}), protected=False), Viewer(frozenset({"B"}), protected=False)):
        filters, engines = asked(world, viewer=viewer)
        own = {name for name, rows in world.live.items() if PROJECTS[rows[0][1]] in (viewer.programmes or ())}
        with reading(engines.reader, viewer) as connection:
            sources = source_list(connection, filters, STALE)
            assert {one.name for one in sources if one.kind == "reach"} == own
            assert {one.source for one in coverage(connection, filters)} == own
            assert len(refusals(connection, filters)) == ("A" in (viewer.programmes or ()))
    funder = Viewer(grants=frozenset({"G"}))
    filters, engines = asked(world, viewer=funder)
    with reading(engines.reader, funder) as connection:
        assert headline(connection, filters, STALE).asked == 0
        recipe = KEY_FIGURES["beneficiaries.contacts"]
        assert explain(connection, filters, recipe).portions == ()
        assert rows_of(connection, filters, recipe.of[0], 0) == []


SEARCHES = ("?on=2021-12-01", "?on=2021-12-01&period=2021-H1", "?on=2021-12-01&place=TR-34&group=host")


def test_loads_and_rows_add_up_to_the_figure(world: World) -> None:
    for search in SEARCHES:
        adds_up(world, search)


def adds_up(world: World, search: str) -> None:
    """Demand that an explanation is what the files say."""
    filters, engines = asked(world, search)
    chosen = {
        name: [
            row
            for row in rows
            if (not filters.places or row[3] == "TR-34")
            and (not filters.groups or row[4] == "host")
            and (filters.first_day is None or row[0] >= filters.first_day.isoformat())
            and row[0] <= filters.last_day.isoformat()
        ]
        for name, rows in world.live.items()
    }
    recipe = KEY_FIGURES["beneficiaries.contacts"]
    with reading(engines.reader, EVERYTHING) as connection:
        (found,) = explain(connection, filters, recipe).portions
        rows = rows_of(connection, filters, recipe.of[0], 0)
    expected = {name: (len(rows), sum(int(row[9]) for row in rows)) for name, rows in chosen.items() if rows}
    assert {part.load.source: (part.rows, part.value) for part in found.parts if part.load} == expected
    assert found.records == len(rows)
    assert sum(row["contacts"] for row in rows) == found.value
    assert not {"person_key", "text", "record_key"} & set(rows[0] if rows else ())
