"""The charts of the project pool say what their tables say, and never add what cannot be added."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest
from pandas import DataFrame

from dashboard.export.projects import SHOWN
from dashboard.figures import matrix, named_bars, theme
from dashboard.figures.findings import MOST_WORDS
from dashboard.figures.projects import flow, goals, listing, modes, plan, priority, schedule, stages, waiting
from dashboard.figures.projects.stage_budgets import MOST_ROWS
from dashboard.figures.table import Table
from dashboard.i18n import speaking
from tests.figures import pool_frames as pool
from tests.figures.pool_frames import ANSWERS, D, frame

DRAWN = [chart for chart, shown in SHOWN.items() if shown.draw]
NUMBERS = int | float | Decimal


def answers(**changed: object) -> Mapping[str, object]:
    return {**ANSWERS, **changed}


def table_of(chart: str, **changed: object) -> Table:
    return SHOWN[f"projects.{chart}"].table(answers(**changed))


def drawn(chart: str, **changed: object) -> tuple[Table, dict[str, Any], list[dict[str, Any]]]:
    """Give the table of a chart, its layout and its traces."""
    table, draw = table_of(chart, **changed), SHOWN[f"projects.{chart}"].draw
    assert draw
    figure: Any = draw(table)
    go.Figure(figure)
    return table, figure["layout"], figure["data"]


def said(chart: str, **changed: object) -> str | None:
    find = SHOWN[f"projects.{chart}"].find
    assert find
    return find(table_of(chart, **changed))


def texts(layout: dict[str, Any]) -> list[str]:
    return [note["text"] for note in layout["annotations"]]


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
@pytest.mark.parametrize("view", ["count", "budget"])
@pytest.mark.parametrize("chart", DRAWN)
def test_plotly_accepts_every_figure(chart: str, view: str, language: str) -> None:
    with speaking(language):
        drawn(chart.removeprefix("projects."), stages_view=view)


@pytest.mark.parametrize("chart", SHOWN)
def test_a_pool_of_nothing_has_tables_without_rows_and_no_findings(chart: str) -> None:
    empty = {name: one.iloc[:0] if isinstance(one, DataFrame) else one for name, one in ANSWERS.items()}
    empty["by_stage"] = pool.BY_STAGE.assign(projects=0)
    table = SHOWN[chart].table(empty)
    assert table.rows == ()
    find, draw = SHOWN[chart].find, SHOWN[chart].draw
    assert find is None or find(table) is None
    assert draw is None or go.Figure(draw(table))


@pytest.mark.parametrize("view", ["count", "budget"])
@pytest.mark.parametrize("chart", DRAWN)
def test_at_most_five_series_in_colours_of_the_theme(chart: str, view: str) -> None:
    known = {*theme.PALETTE, *theme.SEQUENTIAL, theme.INK, theme.NEUTRAL, theme.GRID, theme.PAPER, theme.MUTED}
    _, _, series = drawn(chart.removeprefix("projects."), stages_view=view)
    named = {trace.get("name", at) for at, trace in enumerate(series)}
    assert 1 <= len(named) <= 5
    for trace in series:
        colour = trace["marker"].get("color")
        assert set(colour if isinstance(colour, list) else [colour or theme.PAPER]) <= known


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
@pytest.mark.parametrize("chart", SHOWN)
def test_findings_are_read_at_a_glance(chart: str, language: str) -> None:
    with speaking(language):
        found = said(chart.removeprefix("projects."))
    assert found
    assert len(found.split()) <= MOST_WORDS
    assert "{" not in found


def test_every_stage_has_its_bar_in_the_order_of_stages() -> None:
    table, layout, series = drawn("by_stage")
    assert table.column("stage") == list(pool.STAGES)
    bars = {code: count for trace in series for code, count in zip(trace["y"], trace["x"], strict=True)}
    assert bars == dict(zip(table.column("stage"), table.column("projects"), strict=True))
    assert layout["yaxis"]["categoryarray"] == list(pool.STAGES)
    assert said("by_stage") == "Havuzda en çok proje bulunan aşama: Puanlandı (9)"


def test_stages_are_told_apart_as_in_the_pool_running_and_ended() -> None:
    _, _, (waiting_here, running, ended) = drawn("by_stage")
    assert running["y"] == ["running", "closing"]
    assert ended["y"] == ["closed", "rejected"]
    assert waiting_here["y"] == ["idea", "screened", "scored", "approved", "funding_secured", "contracted", "on_hold"]


def test_budgets_have_a_panel_for_each_currency_and_no_number_over_two() -> None:
    table, layout, series = drawn("by_stage", stages_view="budget")
    panels = {"x": {"TRY"}, "x2": {"EUR"}, "x3": {"USD"}}
    found: dict[str, dict[str, float]] = {}
    for trace in series:
        found.setdefault(trace["xaxis"], {}).update(zip(trace["y"], trace["x"], strict=True))
    rows = list(zip(table.column("currency"), table.column("stage"), table.column("budget"), strict=True))
    for axis, currencies in panels.items():
        assert found[axis] == {stage: float(budget) for money, stage, budget in rows if money in currencies and budget}
    assert {"TRY", "EUR", "USD", "12.500.000\u00a0TL", "250.000\u00a0EUR"} <= set(texts(layout))
    assert sum(trace["showlegend"] for trace in series) == 3
    assert said("by_stage", stages_view="budget") is None


def test_panels_lie_one_below_the_other() -> None:
    _, layout, _ = drawn("by_stage", stages_view="budget")
    domains = [layout[name]["domain"] for name in ("yaxis", "yaxis2", "yaxis3")]
    assert all(upper[0] >= lower[1] for upper, lower in pairwise(domains))
    assert all(0 <= low < high <= 1 for low, high in domains)


def test_the_budget_of_one_currency_is_told_and_currencies_without_room_are_named() -> None:
    lira = pool.STAGE_BUDGETS[pool.STAGE_BUDGETS["currency"] == "TRY"]
    told = said("by_stage", stages_view="budget", stage_budgets=lira)
    assert told == "Havuzda en büyük bütçe: Puanlandı (12.500.000\u00a0TL)"
    many = [(stage, money) for money in ("TRY", "EUR", "USD") for stage in pool.STAGES]
    wide = frame(
        stage=[stage for stage, _ in many],
        currency=[money for _, money in many],
        projects=[2 if money == "USD" else 1 for _, money in many],
        budget=[D(1)] * len(many),
    )
    table, _, series = drawn("by_stage", stages_view="budget", stage_budgets=wide)
    assert sum(len(trace["y"]) for trace in series) <= MOST_ROWS
    assert stages.by_stage_rest(table) == "Yalnızca tabloda yer alan para birimleri: EUR"


def test_days_stand_beside_the_limit_and_beyond_it_in_another_colour() -> None:
    table, layout, (bars, limits) = drawn("days_in_stage")
    assert (bars["y"], bars["x"]) == (table.column("code"), table.column("days"))
    assert limits["x"] == table.column("limit")
    assert bars["marker"]["color"] == [waiting.OVER, waiting.WITHIN, waiting.WITHIN, waiting.WITHIN]
    assert "213 gün, sınır 90" in texts(layout)
    assert "Proje P3 · Puanlandı" in texts(layout)
    assert "303 gün" in texts(layout)
    assert said("days_in_stage") == "Aşama sınırını aşan proje: 1 / 3"
    within = pool.DAYS.iloc[1:]
    assert said("days_in_stage", days_in_stage=within) == "Sınırı olan 2 projenin hiçbiri sınırını aşmadı"
    assert said("days_in_stage", days_in_stage=pool.DAYS.iloc[2:3]) is None


def test_a_priority_is_the_sum_of_its_drawn_parts() -> None:
    table, layout, series = drawn("priority")
    assert [trace["name"] for trace in series] == ["İhtiyaç (%50)", "Erişim (%30)", "Hazırlık (%20)"]
    sums = [sum(parts) for parts in zip(*(trace["x"] for trace in series), strict=True)]
    assert sums == pytest.approx(table.column("priority"))
    assert series[0]["y"] == table.column("code") == ["P1", "P2", "P3", "P4"]
    assert texts(layout)[:4] == ["1. Proje P1", "2. Proje P2", "2. Proje P3", "4. Proje P4"]
    assert "4,10 · kararlılık %83" in texts(layout)
    assert said("priority") == "Sıradaki proje: Proje P1 (öncelik 4,80)"


def test_the_table_of_priorities_holds_each_score_beside_its_part() -> None:
    table = table_of("priority")
    assert table.column("score:REACH") == [5, 5, 2, 2]
    assert table.column("part:REACH") == pytest.approx([1.5, 1.5, 0.6, 0.6])
    assert [column.label for column in table.columns][-1] == "Hazırlık: puan"


def test_a_shared_first_rank_is_told_as_shared() -> None:
    both = pool.PRIORITIES[pool.PRIORITIES["code"].isin(["P2", "P3"])].assign(rank=1)
    assert said("priority", priorities=both) == "İlk sırayı paylaşan proje: 2 (öncelik 4,10)"


def test_beyond_five_criteria_the_lightest_share_a_grey_part() -> None:
    weights = [0.05, 0.3, 0.25, 0.1, 0.2, 0.06, 0.04]
    many = frame(
        code=["P1"] * 7,
        **pool.names(*["P1"] * 7),
        rank=[1] * 7,
        priority=[3.0] * 7,
        stability=[1.0] * 7,
        criterion_code=[f"C{at}" for at in range(7)],
        criterion_tr=[f"Ölçüt {at}" for at in range(7)],
        criterion_en=[None] * 7,
        criterion_ar=[None] * 7,
        weight=weights,
        score=[3] * 7,
        part=[3 * weight for weight in weights],
    )
    table, _, series = drawn("priority", priorities=many)
    assert [trace["name"][:7] for trace in series] == ["Ölçüt 1", "Ölçüt 2", "Ölçüt 3", "Ölçüt 4", "Diğer ö"]
    assert series[-1]["marker"]["color"] == theme.NEUTRAL
    assert sum(trace["x"][0] for trace in series) == pytest.approx(table.column("priority")[0])


def test_a_weight_keeps_the_decimals_it_has() -> None:
    shares = pool.PRIORITIES.assign(weight=[[0.125, 0.375, 0.5][at % 3] for at in range(12)])
    names = [column.label for column in table_of("priority", priorities=shares).columns]
    assert names[5:8] == ["İhtiyaç (%12,5)", "Erişim (%37,5)", "Hazırlık (%50)"]


def test_incomplete_projects_are_listed_with_what_they_lack() -> None:
    table = table_of("incomplete")
    assert table.rows == (
        ("P5", "Proje P5", "Puanlandı", 1, "Hazırlık"),
        ("P6", "Proje P6", "Fikir", 3, "İhtiyaç; Erişim; Hazırlık"),
    )
    assert said("incomplete") == "Puanı eksik olduğu için sıralanmayan proje: 2"


def test_the_action_plan_has_all_that_it_takes() -> None:
    table = table_of("action_plan")
    assert table.column("code") == ["P1", "P3", "P8"]
    assert table.column("owner") == ["Ayşe Örnek", None, "Proje birimi"]
    assert table.column("gap") == [D("2499999.75"), D(0), None]
    assert table.column("original_ends_on") == [date(2027, 6, 30), date(2027, 12, 31), date(2028, 1, 31)]
    assert table.column("mode") == ["Ortak", "Tek taraflı", "Ortak"]
    assert said("action_plan") == "Eylem planındaki proje: 3; fon açığı olan: 1"
    assert plan.action_plan_rest(table) == "Bütçesi olmayan, açığı bilinmeyen proje: 1"


def test_the_schedule_draws_the_first_plan_and_hatches_what_a_revision_changed() -> None:
    table, layout, (first, revised) = drawn("schedule")
    days = {code: (base, x / 86_400_000) for code, base, x in zip(first["y"], first["base"], first["x"], strict=True)}
    assert days == {"P1": ("2026-09-01", 302), "P3": ("2027-01-01", 180)}
    assert dict(zip(revised["y"], revised["base"], strict=True)) == {"P1": "2027-06-30", "P3": "2027-06-30"}
    assert [x / 86_400_000 for x in revised["x"]] == [184, 184]
    assert revised["marker"]["pattern"]["shape"] == "/"
    assert layout["shapes"][0]["x0"] == "2026-10-31"
    assert "31.10.2026" in texts(layout)
    assert said("schedule") == "Planlanan başlangıcı geçen proje: 1 / 2"
    assert schedule.schedule_rest(table) == "Başlangıcı veya bitişi olmayan, çizilmeyen proje: 1"


def test_a_goal_has_a_cell_for_every_stage_and_a_darker_one_for_more() -> None:
    table, _, (cells,) = drawn("goals")
    assert table.column("total") == [13, 4]
    assert table.column("idea") == [12, 0]
    assert cells["customdata"] == [cell for row in table.rows for cell in row[2:-1]]
    colour = dict(zip(zip(cells["y"], cells["customdata"], strict=True), cells["marker"]["color"], strict=True))
    order = [matrix.EMPTY, *matrix.STEPS]
    shades = [order.index(colour[cell]) for cell in (("G1", 0), ("G1", 1), ("G2", 4), ("G1", 12))]
    assert shades == sorted(shades)
    assert shades[0] == 0
    assert shades[-1] == 3
    assert said("goals") == "En çok proje: Hedef G1 (13)"


def test_unstated_modes_are_grey_and_no_part_of_the_share() -> None:
    table, layout, series = drawn("modes")
    assert table.rows == (
        ("TR", "Türkiye", 6, 3, 1),
        ("BG", "Bulgaristan", 0, 2, 0),
        ("", "Ülkesi belirtilmemiş", 0, 0, 1),
    )
    assert [trace["x"] for trace in series] == [table.column(mode) for mode in modes.MODES]
    assert layout["yaxis"]["ticktext"] == table.column("name")
    assert said("modes") == "Ortak projelerin payı: %45,5"


def test_inflow_goes_up_outflow_down_and_the_pool_is_a_line_of_its_own() -> None:
    table, layout, (inflow, outflow, line) = drawn("flow")
    assert inflow["y"] == table.column("inflow")
    assert [-y for y in outflow["y"]] == table.column("outflow")
    assert (line["y"], line["yaxis"]) == (table.column("in_pool"), "y2")
    assert layout["yaxis"]["domain"][0] > layout["yaxis2"]["domain"][1]
    assert not any("-" in tick for tick in layout["yaxis"]["ticktext"])
    assert said("flow") == "2026 4. çeyrek: giren 2, çıkan 5 proje"


def test_the_list_has_code_names_and_days_in_words_and_missing_cells_missing() -> None:
    table = table_of("list")
    assert table.rows[2][:4] == ("Proje P7", "P7", "Yürütülüyor", 303)
    assert table.column("country") == ["Bulgaristan", "Türkiye", None, "Türkiye"]
    assert table.column("mode") == ["Ortak", "Tek taraflı", None, "Ortak"]
    assert table.column("budget") == pool.PROJECTS["budget"].tolist()
    assert listing.list_finding(table) == "Listelenen proje: 4"


@pytest.mark.parametrize(
    ("chart", "question"),
    [("days_in_stage", "days_in_stage"), ("priority", "priorities"), ("goals", "goals_by_stage"), ("modes", "modes")],
)
def test_only_the_first_rows_are_drawn_and_the_rest_is_told(chart: str, question: str) -> None:
    many = 40
    given = ANSWERS[question]
    assert isinstance(given, DataFrame)
    columns = {name: [values[0]] * many for name, values in given.items()}
    key = {"goals": "goal_code", "modes": "country"}.get(chart, "code")
    columns[key] = [f"{at:02d}" for at in range(many)]
    table, _, series = drawn(chart, **{question: DataFrame(columns, dtype=object)})
    assert len(table.rows) == many
    most = goals.MOST_GOALS if chart == "goals" else named_bars.MOST_ROWS
    assert {len(set(trace["y"])) for trace in series} == {most}
    remark = SHOWN[f"projects.{chart}"].remark
    assert remark
    assert str(many - most) in (remark(table) or "")


def test_every_drawn_number_stands_in_its_table() -> None:
    for chart in DRAWN:
        table, _, series = drawn(chart.removeprefix("projects."))
        told = {abs(float(cell)) for row in table.rows for cell in row if isinstance(cell, NUMBERS)}
        for trace in series:
            values = trace.get("customdata") or trace["x" if trace.get("orientation") == "h" else "y"]
            shown = [v for v in values if isinstance(v, NUMBERS) and chart != "projects.schedule"]
            assert {round(abs(float(v)), 9) for v in shown} <= {round(one, 9) for one in told}, chart


def test_quarters_beyond_a_dozen_carry_no_numbers() -> None:
    many = frame(
        quarter=[date(2018 + at // 4, at % 4 * 3 + 1, 1) for at in range(30)],
        inflow=[1] * 30,
        outflow=[0] * 30,
        in_pool=list(range(30)),
    )
    _, layout, series = drawn("flow", flow=many)
    assert series[0]["text"] is None
    assert layout["xaxis"]["ticktext"] == ["2018", "2020", "2022", "2024"]
    assert flow.flow_finding(table_of("flow", flow=many.iloc[:0])) is None


def test_high_priorities_begin_where_the_key_figure_says() -> None:
    _, layout, _ = drawn("priority")
    assert layout["shapes"][0]["x0"] == priority.HIGH == 3.5
    assert "yüksek: 3,5" in texts(layout)
