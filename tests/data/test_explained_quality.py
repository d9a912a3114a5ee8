"""Figures of data quality are what their loads and rows say: counted from the files, and beside the cubes."""

import random
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection

from dashboard.address import parse_address
from dashboard.data.engine import reading, writing
from dashboard.data.explanation.explaining import PAGE_SIZE, Explanation, Part, explain, rows_of
from dashboard.data.explanation.quality import QUALITY_FIGURES, QUALITY_TABLES, stale_after
from dashboard.data.filters import EVERYTHING, Filters, Viewer, resolve_filters
from dashboard.data.loading import load_files
from dashboard.data.loading.undoing import undo
from dashboard.data.quality import Headline, headline, refusals
from dashboard.data.quality_loads import loads_in_view
from dashboard.data.quality_months import due_months
from tests.conftest import Database
from tests.explained_cells import sampled
from tests.quality_world import REGISTERS, STALE, World, loaded, make_world

DAY = "on=2021-12-01"
SEARCHES = (f"?{DAY}", f"?{DAY}&period=2021-H1", f"?{DAY}&programme=A", f"?{DAY}&programme=B&period=2021-Q2")
VIEWERS = (EVERYTHING, Viewer(frozenset({"A"}), protected=False), Viewer(frozenset({"B"}), protected=False))
CODED = {"population_group": 4, "sex": 5, "age_band": 6}
"""Places of the columns of the files that are asked for."""


@pytest.fixture(params=[1, 2])
def world(database: Database, tmp_path: Path, request: pytest.FixtureRequest) -> World:
    """Give a world."""
    return make_world(database.engines, tmp_path, request.param)


def explained(connection: Connection, filters: Filters, figure: str) -> Explanation:
    """Explain a key figure."""
    return explain(connection, filters, stale_after(QUALITY_FIGURES[figure], STALE))


def figures(told: Headline) -> dict[str, tuple[int, ...]]:
    """Give what the sums of the ingredients must be."""
    lacking = told.asked - told.known
    return {
        "data.completeness": (told.known, told.asked, lacking),
        "data.timeliness": (told.in_time, told.due),
        "data.duplicates": (told.duplicates,),
        "data.rejected": (told.rejected,),
        "data.stale_sources": (told.stale,),
    }


def sums(found: Explanation) -> tuple[int, ...]:
    """Give the sums of the ingredients; what records and what cases lack are one."""
    values = [int(one.value) for one in found.portions]
    return (*values[:2], sum(values[2:])) if len(values) > 2 else tuple(values)


def by_file(parts: tuple[Part, ...]) -> dict[str, tuple[int, int]]:
    """Give rows and value of each file."""
    return {part.load.file: (part.rows, int(part.value)) for part in parts if part.load}


@pytest.mark.parametrize("search", SEARCHES)
def test_what_loads_add_is_the_key_figure(world: World, search: str) -> None:
    for viewer in VIEWERS:
        with reading(world.engines.reader, viewer) as connection:
            filters = resolve_filters(connection, parse_address(search), viewer)
            told = figures(headline(connection, filters, STALE))
            assert {name: sums(explained(connection, filters, name)) for name in QUALITY_FIGURES} == told


def test_values_are_those_of_the_files_load_by_load(world: World) -> None:
    with reading(world.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, parse_address(f"?{DAY}"), EVERYTHING)
        known, asked, lacking, cases = explained(connection, filters, "data.completeness").portions
        listed = rows_of(connection, filters, lacking.asked, 0)
    expected = {
        name: (len(rows), sum(row[place] != "unknown" for row in rows for place in CODED.values()))
        for name, rows in world.live.items()
    }
    told = by_file(known.parts)
    assert {name: told[name] for name in expected} == expected
    told = by_file(asked.parts)
    assert {name: told[name] for name in expected} == {name: (rows, 3 * rows) for name, (rows, _) in expected.items()}
    assert told["projects.csv"] == (3, 12)
    assert cases.parts == ()
    gaps = Counter(
        (name, column)
        for name, rows in world.live.items()
        for row in rows
        for column, place in CODED.items()
        if row[place] == "unknown"
    )
    found = Counter((row["source"], column) for row in listed for column in row["lacking"] if row["kind"] == "reach")
    assert found == gaps
    projects = [row["lacking"] for row in listed if row["kind"] == "projects"]
    assert sorted(column for lacks in projects for column in lacks) == sorted(
        ["starts_on", "ends_on", "ends_on", *["budget", "owner"] * 3]
    )


def test_a_month_belongs_to_the_load_that_reported_it_first_and_a_missing_one_to_none(world: World) -> None:
    with reading(world.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, parse_address(f"?{DAY}"), EVERYTHING)
        in_time, due = explained(connection, filters, "data.timeliness").portions
        months = due_months(connection, filters, STALE)
        listed = rows_of(connection, filters, due.asked, 0)
    days: Counter[date | None] = Counter()
    for part in due.parts:
        days[part.load.day if part.load else None] += part.rows
    assert days == Counter(one.first_on for one in months)
    assert None in days
    assert all(part.load for part in in_time.parts)
    assert len(listed) == min(len(months), PAGE_SIZE)
    assert [row["month"] for row in listed] == sorted((row["month"] for row in listed), reverse=True)
    live = {(row[1], date.fromisoformat(row[0]).replace(day=1)) for rows in world.live.values() for row in rows} & {
        (row["project"], row["month"]) for row in listed
    }
    told = {(row["project"], row["month"]): row["first_on"] for row in listed if row["first_on"]}
    assert told == {key: world.first[key] for key in live}


def test_refused_files_and_sources_are_listed(world: World) -> None:
    with reading(world.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, parse_address(f"?{DAY}"), EVERYTHING)
        (refused,) = explained(connection, filters, "data.rejected").portions
        assert [part.load for part in refused.parts] == [None]
        files = rows_of(connection, filters, refused.asked, 0)
        assert [(row["file"], row["rejected"]) for row in files] == [("wrong.csv", 4)]
        assert len(files) == len(refusals(connection, filters))
        (stale,) = explained(connection, filters, "data.stale_sources").portions
        rows = rows_of(connection, filters, stale.asked, 0)
        assert {row["source"] for row in rows} == {part.load.source for part in stale.parts if part.load}
        assert all(row["age"] > STALE for row in rows)
        made = {one.file: one for one in loads_in_view(connection, filters)}
        assert all(row["day"] == made[row["source"]].day for row in rows)


def test_an_undoing_is_not_the_last_load_of_a_source(world: World) -> None:
    day = date(2021, 11, 1)
    row = ("2021-09-01", "A1", "language_course", "TR-34", "host", "male", "0-4", "no", "1", "9")
    kept = loaded(world.engines, world.write("same_day.csv", [row]))
    other = world.write("same_day.csv", [("2021-09-02", *row[1:])])
    taken = load_files(world.engines, [other], supersede=True).version
    assert taken
    with writing(world.engines.writer) as connection:
        undone = undo(connection, taken, None, actor="staff").done
    for version in (kept, taken, undone):
        world.dated(version, day)
    with reading(world.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, parse_address(f"?{DAY}"), EVERYTHING)
        age = QUALITY_TABLES["data.source_list"].figures["age"]
        asked = age.of[0].within([("source", "same_day.csv"), ("kind", "reach")])
        (told,) = explain(connection, filters, replace(age, of=(asked,))).portions
    assert [(part.load.version, part.value) for part in told.parts if part.load] == [(kept, 30)]


def test_duplicates_belong_to_the_loads_that_left_them_out(world: World) -> None:
    header = REGISTERS["projects.csv"].splitlines()[0]
    for name, codes in {"twice.csv": ("A8", "A8", "A8", "A9"), "once.csv": ("B8", "B9", "B9")}.items():
        path = world.folder / name
        path.write_text("\n".join([header, *(f"{code},{code[0]},Ad,running,," for code in codes)]) + "\n", "utf-8")
        loaded(world.engines, path)
    with reading(world.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, parse_address(""), EVERYTHING)
        assert headline(connection, filters, STALE).duplicates == 3
        (left_out,) = explained(connection, filters, "data.duplicates").portions
    assert {name: value for name, (_, value) in by_file(left_out.parts).items()} == {"twice.csv": 2, "once.csv": 1}


def test_a_protected_viewer_learns_nothing(world: World) -> None:
    funder = Viewer(grants=frozenset({"G"}))
    with reading(world.engines.reader, funder) as connection:
        filters = resolve_filters(connection, parse_address(f"?{DAY}"), funder)
        for name, recipe in QUALITY_FIGURES.items():
            assert explained(connection, filters, name).portions == ()
            for asked in stale_after(recipe, STALE).of:
                assert rows_of(connection, filters, asked, 0) == []


OF_EXAMPLE = (
    "?on=2026-11-22",
    "?on=2026-11-22&period=2026-H1",
    "?on=2026-11-22&place=TR-34",
    "?on=2026-11-22&grant=P171489",
    "?v=12",
)
INSIDE = (
    EVERYTHING,
    Viewer(frozenset({"KIZILAY"}), protected=False),
    Viewer(None, protected=False, sensitive=False),
)


@pytest.mark.parametrize("search", OF_EXAMPLE)
@pytest.mark.parametrize("viewer", INSIDE, ids=["all", "one programme", "without sensitive cases"])
def test_figures_of_the_example_are_what_its_rows_say(demo_database: Database, search: str, viewer: Viewer) -> None:
    with reading(demo_database.engines.reader, viewer) as connection:
        filters = resolve_filters(connection, parse_address(search), viewer)
        told = figures(headline(connection, filters, STALE))
        found = {name: sums(explained(connection, filters, name)) for name in QUALITY_FIGURES}
    assert found == told
    assert told["data.completeness"][1]


@pytest.mark.parametrize("chart", sorted(QUALITY_TABLES))
@pytest.mark.parametrize("viewer", INSIDE, ids=["all", "one programme", "without sensitive cases"])
def test_a_cell_is_what_its_loads_say(demo_database: Database, chart: str, viewer: Viewer) -> None:
    settings, checked = demo_database.settings, 0
    with reading(demo_database.engines.reader, viewer) as connection:
        for search in OF_EXAMPLE:
            filters = resolve_filters(connection, parse_address(search), viewer)
            for one in sampled(connection, filters, settings, chart, random.Random(3), most=8):
                recipe = stale_after(one.recipe, settings.stale_days)
                figure = explain(connection, filters, recipe).figure
                shown = one.cell.shown.value
                assert figure is not None, one.where
                assert float(figure) == pytest.approx(float(str(shown))), one.where
                checked += 1
    assert checked


def test_cases_that_lack_a_value_are_told_without_their_words(demo_database: Database) -> None:
    with reading(demo_database.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, parse_address("?on=2026-11-22"), EVERYTHING)
        cases = explained(connection, filters, "data.completeness").portions[3]
        pages = range(0, cases.records, PAGE_SIZE)
        listed = [row for first in pages for row in rows_of(connection, filters, cases.asked, first)]
    assert len(listed) == cases.records > PAGE_SIZE
    assert sum(len(row["lacking"]) for row in listed) == cases.value
    assert {tuple(row) for row in listed} == {("kind", "lacking", "source", "row")}
    assert len({(row["source"], row["row"]) for row in listed}) == len(listed)
