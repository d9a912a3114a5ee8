"""Cells of tables about indicators are what their targets and results say, by the kind of each indicator."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest

from dashboard.address import parse_address
from dashboard.data.engine import reading
from dashboard.data.explanation.explaining import rows_of
from dashboard.data.explanation.tables import INDICATOR_TABLES
from dashboard.data.filters import EVERYTHING, resolve_filters
from tests.conftest import Database, Server
from tests.explained_cells import sampled
from tests.timeline_world import INDICATOR, PERIODS, REGISTERS, RESULTS, indicator, load, month, table

CHARTS = sorted(INDICATOR_TABLES)
SEARCHES = ("on=2021-05-15", "on=2021-05-15&period=2021-Q1", "on=2021-02-01", "on=2022-02-01")
KINDS: dict[str, tuple[str, dict[str, str]]] = {
    "S": ("sum", {}),
    "C": ("cumulative", {"baseline_value": "1", "baseline_on": "2020-01-01"}),
    "L": ("snapshot", {"baseline_value": "2", "over_time": "latest", "over_place": "sum"}),
    "U": ("unique_people", {"final_target": "500"}),
    "R": ("ratio", {"over_time": "ratio", "over_place": "ratio", "final_target": "80"}),
    "P": ("ratio", {"over_time": "latest", "over_place": "ratio", "final_target": "70"}),
}
PLACES = ("TR-34", "TR-01")


@dataclass
class World:
    """Results by indicator: month, place, value, numerator, denominator."""

    database: Database
    results: dict[str, list[tuple[date, str, Decimal, Decimal, Decimal]]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def world(postgres: Server, migrated: str) -> Iterator[World]:
    """Give a grant with an indicator of every kind, each told month by month and place by place."""
    copy = postgres.create("explained_indicators", migrated)
    made, chance = World(copy), random.Random(4)
    load(copy.engines, REGISTERS)
    targets, results = [], []
    for code, (kind, _) in KINDS.items():
        own = made.results.setdefault(code, [])
        for number in range(1, 7):
            text = f"2021-{number:02d}"
            if kind != "ratio":
                targets.append(month(code, text, str(chance.randint(5, 50))))
            for place in PLACES:
                top, bottom = chance.randint(1, 20), chance.randint(20, 40)
                value = "" if kind == "ratio" else str(chance.randint(0, 60))
                fraction = {"numerator": str(top), "denominator": str(bottom)} if kind == "ratio" else {}
                results.append(month(code, text, value, place, **fraction))
                own.append((date(2021, number, 1), place, Decimal(value or 0), Decimal(top), Decimal(bottom)))
    rows = (indicator(code, kind, project_code="P1", **more) for code, (kind, more) in KINDS.items())
    load(copy.engines, {"indicators": table(INDICATOR, *rows), "targets": table(PERIODS, *targets)})
    load(copy.engines, {"results": table(RESULTS, *results)})
    yield made
    postgres.drop(copy)


def actual(world: World, code: str, before: date) -> Decimal | None:
    """Give the value to date of the months that ended before a day, in plain Python."""
    ended = [row for row in world.results[code] if row[0].replace(day=28) < before and row[0] < before.replace(day=1)]
    if not ended:
        return None
    kind, more = KINDS[code]
    if kind in {"sum", "cumulative", "unique_people"}:
        return sum((row[2] for row in ended), Decimal(0))
    last = max(row[0] for row in ended)
    newest = [row for row in ended if row[0] == last]
    if kind == "snapshot":
        return sum((row[2] for row in newest), Decimal(0))
    counted = ended if more["over_time"] == "ratio" else newest
    return 100 * sum(row[3] for row in counted) / sum(row[4] for row in counted)


@pytest.mark.parametrize("search", SEARCHES)
@pytest.mark.parametrize("chart", CHARTS)
def test_a_cell_is_what_its_rows_say(world: World, chart: str, search: str) -> None:
    found = 0
    with reading(world.database.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, parse_address(f"{search}&grant=G1&code=P1", ("code",)), EVERYTHING)
        for one in sampled(connection, filters, world.database.settings, chart, random.Random(1), 40):
            for portion in one.explanation.portions:
                assert portion.value == sum(part.value for part in portion.parts)
                assert len(rows_of(connection, filters, portion.asked, 0)) == min(portion.records, 50)
            shown, how = one.cell.shown.value, one.explanation.recipe.how
            if not isinstance(shown, int | float) or how == "framework":
                continue
            assert one.explanation.figure is not None, one.where
            assert float(one.explanation.figure) == pytest.approx(shown), one.where
            found += 1
    assert found


@pytest.mark.parametrize(("day", "before"), [("2021-05-15", date(2021, 5, 15)), ("2022-02-01", date(2022, 2, 1))])
def test_the_actual_value_is_counted_by_the_kind_of_the_indicator(world: World, day: str, before: date) -> None:
    with reading(world.database.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, parse_address(f"on={day}&grant=G1"), EVERYTHING)
        cells = sampled(connection, filters, world.database.settings, "timeline.framework", random.Random(1), 40)
        told = {one.row: one.explanation for one in cells if one.cell.column.key == "current"}
    assert set(told) == set(KINDS)
    for code, found in told.items():
        expected = actual(world, code, before)
        assert found.figure is not None
        assert expected is not None
        assert float(found.figure) == pytest.approx(float(expected)), code
    hows = {code: found.recipe.how for code, found in told.items()}
    assert hows == {"S": "sum", "C": "sum", "U": "sum", "L": "latest", "R": "percent", "P": "percent"}
