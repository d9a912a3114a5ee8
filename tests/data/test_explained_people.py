"""Cells of tables about people are what their explanation says, counted a third time from the rows in plain Python."""

import random
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal

import pytest

from dashboard.address import parse_address
from dashboard.data.engine import reading
from dashboard.data.explanation.explaining import explain, rows_of
from dashboard.data.explanation.recipes import KEY_FIGURES, Ingredient
from dashboard.data.explanation.tables import PEOPLE_TABLES
from dashboard.data.filters import EVERYTHING, resolve_filters
from tests import oracle
from tests.conftest import Database, Server
from tests.explained_cells import Sampled, sampled
from tests.oracle_rows import Asked, Reach
from tests.reach_world import SUBPROGRAMMES
from tests.reached_app import DAY, ReachedApp, open_app

QUESTIONS: tuple[tuple[str, dict[str, object]], ...] = (
    ("", {}),
    ("period=2020-H2", {"start": date(2020, 7, 1), "end": date(2020, 12, 31)}),
    ("period=2021&place=TR-34", {"start": date(2021, 1, 1), "end": date(2021, 12, 31), "places": ("TR-34",)}),
    ("place=TR-34&place=TR-06&group=host", {"places": ("TR-34", "TR-06"), "groups": ("host",)}),
    ("place=TR-01-1104&programme=PA", {"places": ("TR-01-1104",), "programmes": ("PA",)}),
    ("grant=G1&grant=G2", {"grants": ("G1", "G2")}),
)


@pytest.fixture(scope="module")
def reached(postgres: Server, migrated: str) -> Iterator[ReachedApp]:
    """Give an app over a world in which some projects are counted by `max_then_sum`."""
    copy = postgres.create("explained_people", migrated)
    yield open_app(copy)
    postgres.drop(copy)


def _month_after(day: str, months: int) -> date:
    """Give the first day of a later month."""
    found = date.fromisoformat(day)
    for _ in range(months):
        found = oracle.next_month(found)
    return found


def _is(row: Reach, code: str) -> bool:
    """Say whether a row is what a condition names."""
    community = row.group if row.group in {"host", "unknown"} else "migrant"
    return {
        "women": row.sex == "female",
        "sex_known": row.sex != "unknown",
        "group_known": community != "unknown",
        "group_unknown": community == "unknown",
    }.get(code, community == code)


FITS: dict[str, Callable[[Reach, str], bool]] = {
    "is": _is,
    "any": lambda _row, _code: True,
    "sex": lambda row, code: row.sex == code,
    "age_band": lambda row, code: row.age == code,
    "province": lambda row, code: row.place[:5] == code,
    "month": lambda row, code: oracle.month(row.date).isoformat() == code,
    "quarter": lambda row, code: oracle.quarter(row.date).isoformat() == code,
    "until": lambda row, code: row.date < _month_after(code, 1),
    "activity_kind": lambda row, code: row.kind == code,
    "project": lambda row, code: row.project == code,
    "subprogramme": lambda row, code: SUBPROGRAMMES.get(row.project, "PB" if row.project[0] == "B" else "") == code,
}


def _fits(row: Reach, name: str, code: str, asked: Asked) -> bool:
    """Say whether a row meets a condition; among districts a province stands for its own records."""
    if name == "place":
        divided = len(asked.places) == 1 or any(len(place) > len("TR-34") for place in asked.places)
        return row.place == code if divided else row.place[:5] == code
    return FITS[name](row, code)


def counted(reached: ReachedApp, ingredient: Ingredient, asked: Asked) -> int:
    """Count an ingredient from the rows."""
    every = oracle.to_date if ingredient.to_date else oracle.in_period
    rows = [
        row
        for row in every(reached.stored.world, asked)
        if all(_fits(row, name, code, asked) for name, code in ingredient.only)
    ]
    return oracle.contacts(rows) if ingredient.measure == "contacts" else oracle.people(rows)


def holds(one: Sampled, reached: ReachedApp, asked: Asked) -> None:
    """Demand that a cell, its loads and the plain count agree."""
    for portion in one.explanation.portions:
        if portion.asked.sort != "records":
            assert portion.value == counted(reached, portion.asked, asked), one.where
        assert portion.value == sum(part.value for part in portion.parts) - portion.repeats
    shown, figure = one.cell.shown.value, one.explanation.figure
    if shown is None:
        assert not figure, one.where
    elif isinstance(shown, int):
        assert figure == shown, one.where
    else:
        assert figure is not None
        assert float(figure) == pytest.approx(float(str(shown))), one.where


@pytest.mark.parametrize(("search", "told"), QUESTIONS)
@pytest.mark.parametrize("chart", sorted(PEOPLE_TABLES))
def test_a_cell_is_what_its_loads_and_its_rows_say(
    reached: ReachedApp, chart: str, search: str, told: dict[str, object]
) -> None:
    database: Database = reached.database
    code = "&code=A2" if chart.startswith("project.") else ""
    found = 0
    with reading(database.engines.reader, EVERYTHING) as connection:
        address = parse_address(f"{search}{code}&on={DAY}", ("code",))
        filters = resolve_filters(connection, address, EVERYTHING)
        for one in sampled(connection, filters, database.settings, chart, random.Random(5)):
            asked = reached.asked(**{**told, **({"programmes": ()} if code else {})})
            holds(one, reached, asked)
            found += 1
    assert found or "programme=PA" in search


def test_people_counted_again_are_taken_off(reached: ReachedApp) -> None:
    with reading(reached.database.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, parse_address(f"on={DAY}"), EVERYTHING)
        (portion,) = explain(connection, filters, KEY_FIGURES["beneficiaries.unique_people"]).portions
        rows = [row for row in oracle.to_date(reached.stored.world, reached.newest) if row.directness == "direct"]
        assert portion.repeats == sum(row.new for row in rows) - oracle.people(rows) > 0
        assert portion.records == len(rows)
        listed = [
            row for first in range(0, portion.records, 50) for row in rows_of(connection, filters, portion.asked, first)
        ]
        assert sum(row["new_people"] for row in listed) - portion.repeats == portion.value


@pytest.mark.parametrize("kpi", sorted(name for name in KEY_FIGURES if name.startswith("beneficiaries.")))
@pytest.mark.parametrize(("search", "told"), QUESTIONS[:4])
def test_a_key_figure_is_what_its_loads_say(
    reached: ReachedApp, kpi: str, search: str, told: dict[str, object]
) -> None:
    answer = reached.show(f"?{search}")["beneficiaries-kpis"]
    cards = str(answer)
    with reading(reached.database.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, parse_address(f"{search}&on={DAY}"), EVERYTHING)
        found = explain(connection, filters, KEY_FIGURES[kpi])
    for portion in found.portions:
        assert portion.value == counted(reached, portion.asked, reached.asked(**told))
    assert f"'data-kpi': '{kpi}'" in cards
    value = cards.partition(f"'data-kpi': '{kpi}', 'data-value': '")[2].partition("'")[0]
    assert found.figure is not None
    assert Decimal(value).quantize(Decimal("1e-9")) == found.figure.quantize(Decimal("1e-9"))
