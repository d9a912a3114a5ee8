"""Cells and key figures of the timeline are what their rows say: deadlines, days, money, targets and locked reports."""

import random
from collections.abc import Iterator

import pytest

from dashboard.address import parse_address
from dashboard.app import exports
from dashboard.catalogue import CHARTS
from dashboard.data.engine import reading
from dashboard.data.explanation.explaining import Explanation, explain, rows_of
from dashboard.data.explanation.recipes import KEY_FIGURES
from dashboard.data.explanation.tables import TIMELINE_TABLES
from dashboard.data.explanation.unexplained_timeline import UNEXPLAINED_TIMELINE
from dashboard.data.filters import EVERYTHING, resolve_filters
from dashboard.data.timeline import headline
from dashboard.export.explained_cells import is_explained
from dashboard.export.taking import Asked, table_of
from dashboard.i18n import speaking, t
from tests.conftest import Database, Server
from tests.explained_cells import Sampled, sampled
from tests.explained_timeline import fill

NAMES = sorted(TIMELINE_TABLES)
SEARCHES = (
    "on=2021-05-15&grant=G1",
    "on=2021-05-15",
    "on=2021-06-10&period=2021-Q1&grant=G1",
    "on=2021-01-25&grant=G1",
    "on=2022-02-01&grant=G1",
)
NO_SUM = frozenset({"rule", "spread", "first_plan", "deadline", "schedule", "currencies", "framework"})
"""Figures that are no arithmetic of what their rows add."""


@pytest.fixture(scope="module")
def world(postgres: Server, migrated: str) -> Iterator[Database]:
    """Give the grant of `tests.explained_timeline`."""
    copy = postgres.create("explained_timeline", migrated)
    fill(copy)
    yield copy
    postgres.drop(copy)


def cells(world: Database, chart: str, search: str) -> list[tuple[Sampled, list[int]]]:
    """Give every cell of a table, and how many rows are listed for each of its ingredients."""
    with reading(world.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, parse_address(search), EVERYTHING)
        return [
            (one, [len(rows_of(connection, filters, part.asked, 0)) for part in one.explanation.portions])
            for one in sampled(connection, filters, world.settings, chart, random.Random(1), 400)
        ]


@pytest.mark.parametrize("search", SEARCHES)
@pytest.mark.parametrize("chart", NAMES)
def test_a_cell_is_what_its_rows_say(world: Database, chart: str, search: str) -> None:
    for one, listed in cells(world, chart, search):
        for portion, count in zip(one.explanation.portions, listed, strict=True):
            assert portion.value == sum(part.value for part in portion.parts)
            assert count == min(portion.records, 50)
        shown, found = one.cell.shown.value, one.explanation
        if isinstance(shown, str) or shown is None or found.recipe.how in NO_SUM:
            continue
        assert found.figure is not None, one.where
        assert float(found.figure) == pytest.approx(float(str(shown))), one.where


def test_every_column_is_explained_by_rows_somewhere(world: Database) -> None:
    wanted = {(chart, column) for chart, table in TIMELINE_TABLES.items() for column in table.figures}
    found = {
        (chart, one.cell.column.key)
        for chart in NAMES
        for search in SEARCHES
        for one, listed in cells(world, chart, search)
        if all(listed) and listed
    }
    assert found == wanted


BY_HAND = {
    ("timeline.slippage", "M1", "slip_original"): ("between", 8),
    ("timeline.slippage", "M1", "slip_current"): ("between", -2),
    ("timeline.slippage", "M3", "slip_original"): ("between", 122),
    ("timeline.slippage", "M3", "slip_current"): ("between", 91),
    ("timeline.slippage", "M4", "slip_current"): ("between", 30),
    ("timeline.gantt", "grant~G1", "days_added"): ("sum", 275),
    ("timeline.gantt", "milestone~M3", "days_added"): ("sum", 31),
    ("timeline.side_by_side", "G1", "days"): ("sum", 501),
    ("timeline.side_by_side", "G1", "total_days"): ("sum", 731),
    ("timeline.side_by_side", "G1", "elapsed"): ("share", 501 / 731),
    ("timeline.side_by_side", "G1", "spent"): ("sum", 300),
    ("timeline.side_by_side", "G1", "budget"): ("sum", 1200),
    ("timeline.side_by_side", "G1", "spent_share"): ("share", 0.25),
    ("timeline.side_by_side", "G1", "actual"): ("sum", 144),
    ("timeline.side_by_side", "G1", "target"): ("sum", 300),
    ("timeline.side_by_side", "G1", "delivered"): ("share", 0.48),
    ("timeline.s_curve", "2021-02-01", "planned"): ("sum", 30),
    ("timeline.s_curve", "2021-02-01", "actual"): ("sum", 42),
    ("timeline.s_curve", "2021-09-01", "planned"): ("sum", 300),
    ("timeline.breakdowns", "S~sex~female", "current"): ("sum", 10),
    ("timeline.breakdowns", "S~sex~female", "target"): ("sum", 25),
    ("timeline.breakdowns", "S~~TR-34", "current"): ("sum", 74),
    ("timeline.restatements", "2021-Q1~indicator~S~to_date", "reported"): ("sum", 84),
    ("timeline.restatements", "2021-Q1~indicator~S~to_date", "known"): ("sum", 88),
    ("timeline.restatements", "2021-Q1~indicator~S~to_date", "change"): ("change", 4),
    ("timeline.restatements", "2021-Q1~people~~new_people", "reported"): ("sum", 30),
    ("timeline.restatements", "2021-Q1~people~~unique_people", "known"): ("sum", 31),
    ("timeline.restatements", "2021-Q1~people~~unique_people", "change"): ("change", -4),
    ("timeline.restatements", "2021-Q1~money~USD~spent", "change"): ("change", -50.5),
}
"""Figures on 15 May 2021, reckoned by hand from the files, and how they are made."""


def test_cells_are_what_was_reckoned_by_hand(world: Database) -> None:
    charts = sorted({chart for chart, _, _ in BY_HAND})
    every = [one for chart in charts for one, _ in cells(world, chart, SEARCHES[0])]
    told = {(one.chart, one.row, one.cell.column.key): one.explanation for one in every}
    found = {key: (told[key].recipe.how, float(told[key].figure or 0)) for key in BY_HAND}
    assert found == {key: (how, pytest.approx(value)) for key, (how, value) in BY_HAND.items()}


def test_plans_within_a_target_are_spread_and_those_before_a_revision_name_it(world: Database) -> None:
    told = {(one.row, one.cell.column.key): one.explanation for one, _ in cells(world, "timeline.s_curve", SEARCHES[0])}
    assert told["2021-08-01", "planned"].recipe.how == "spread"
    targets, revisions = told["2021-08-01", "first_planned"].portions
    assert (targets.records, revisions.records, revisions.value) == (7, 1, 15)


def key_figure(world: Database, name: str, search: str) -> Explanation:
    """Explain a key figure."""
    with reading(world.engines.reader, EVERYTHING) as connection:
        return explain(connection, resolve_filters(connection, parse_address(search), EVERYTHING), KEY_FIGURES[name])


KPIS_BY_HAND = {
    "timeline.elapsed": ("share", [501, 731]),
    "timeline.milestones_on_time": ("share", [2, 5]),
    "timeline.days_to_next_report": ("until", [91]),
    "timeline.spent_share": ("share", [300, 1200]),
    "timeline.indicators_on_track": ("share", [1, 3]),
    "timeline.spi_t": ("schedule", [144, 300]),
}


@pytest.mark.parametrize("name", sorted(KPIS_BY_HAND))
def test_key_figures_are_what_was_reckoned_by_hand(world: Database, name: str) -> None:
    found = key_figure(world, name, SEARCHES[0])
    assert (found.recipe.how, [float(one.value) for one in found.portions]) == KPIS_BY_HAND[name]


@pytest.mark.parametrize("search", SEARCHES)
def test_key_figures_are_those_of_the_page(world: Database, search: str) -> None:
    with reading(world.engines.reader, EVERYTHING) as connection:
        shown = headline(connection, resolve_filters(connection, parse_address(search), EVERYTHING))
    values = {name: [one.value for one in key_figure(world, name, search).portions] for name in KPIS_BY_HAND}
    assert values["timeline.elapsed"] == [shown.elapsed.days, shown.elapsed.total]
    assert values["timeline.milestones_on_time"] == [shown.milestones_on_time, shown.milestones_due]
    assert values["timeline.indicators_on_track"] == [shown.indicators_on_track, shown.indicators_judged]
    if len(shown.spent) == 1:
        assert values["timeline.spent_share"] == [shown.spent[0].spent, shown.spent[0].budget]
    else:
        assert key_figure(world, "timeline.spent_share", search).recipe.how == "currencies"


def test_a_report_that_only_a_rule_asks_for_leads_to_its_grant(world: Database) -> None:
    found = {one.row: one.explanation for one, _ in cells(world, "timeline.reports", "on=2021-05-15&grant=G2")}
    assert found
    assert {one.recipe.how for one in found.values()} == {"deadline"}
    assert all(one.portions[0].records == 1 for one in found.values())
    assert key_figure(world, "timeline.days_to_next_report", "on=2021-05-15&grant=G2").recipe.how == "deadline"


def test_nothing_in_view_leads_to_nothing(world: Database) -> None:
    for name in ("timeline.days_to_next_report", "timeline.spi_t"):
        found = key_figure(world, name, "on=2021-05-15&programme=B")
        assert (found.portions, found.figure) == ((), None)


def test_every_number_of_the_timeline_is_explained_or_says_why_not(world: Database) -> None:
    page = exports(world.settings)["timeline"]
    numbers, explained = set(), set()
    with reading(world.engines.reader, EVERYTHING) as connection:
        filters = resolve_filters(connection, parse_address(SEARCHES[0]), EVERYTHING)
        for chart in page.shown:
            table = table_of(connection, filters, Asked(CHARTS[chart], page))
            assert table is not None
            numbers |= {f"{chart}.{column.key}" for column in table.columns if column.is_number}
            explained |= {f"{chart}.{column.key}" for column in table.columns if is_explained(chart, column)}
    assert numbers - explained == set(UNEXPLAINED_TIMELINE)
    assert all(UNEXPLAINED_TIMELINE.values())


def test_a_target_that_was_revised_names_the_one_before_and_others_are_as_they_are_now(world: Database) -> None:
    told = {(one.row, one.cell.column.key): one.explanation for one, _ in cells(world, "timeline.periods", SEARCHES[0])}
    revised, kept = (told[f"S~2021-{days}", "original"] for days in ("02-01~2021-02-28", "03-01~2021-03-31"))
    assert (revised.recipe.how, [one.value for one in revised.portions]) == ("first_plan", [20, 15])
    assert (kept.recipe.how, kept.figure) == ("sum", 30)


def test_every_sentence_and_name_of_an_explanation_has_words(world: Database) -> None:
    found = [one.explanation for chart in NAMES for one, _ in cells(world, chart, SEARCHES[0])]
    found += [key_figure(world, name, search) for name in KPIS_BY_HAND for search in SEARCHES]
    keys = {f"explain.how.{one.recipe.how}" for one in found}
    keys |= {portion.asked.words for one in found for portion in one.portions}
    for language in ("tr", "en", "ar"):
        with speaking(language):
            assert all(t(key) for key in keys)
