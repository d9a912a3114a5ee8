"""The charts of municipal partnerships say what their tables say; nothing that is missing becomes a zero."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest
from pandas import concat

from dashboard.data.loading import partnership_kinds
from dashboard.figures import matrix, named_bars, theme
from dashboard.figures.findings import MOST_WORDS
from dashboard.figures.partnerships import capacity, commitments, joint_activities, protocols, steps
from dashboard.figures.table import Table
from dashboard.i18n import speaking, t
from tests.figures import partnership_frames as example
from tests.figures.partnership_frames import TODAY, D, frame

TABLES: dict[str, Callable[[], Table]] = {
    "steps": lambda: steps.steps_table(example.STEP_ROWS),
    "protocols": lambda: protocols.protocols_table(example.PROTOCOL_ROWS, TODAY),
    "commitments": lambda: commitments.by_partner_table(example.BY_PARTNER),
    "commitment_list": lambda: commitments.list_table(example.COMMITMENTS),
    "capacity_by_area": lambda: capacity.by_area_table(example.BY_AREA),
    "capacity_over_time": lambda: capacity.over_time_table(example.OVER_TIME),
    "joint_activities": lambda: joint_activities.joint_activities_table(example.JOINT),
}
DRAW = {
    "protocols": protocols.protocols,
    "commitments": commitments.by_partner,
    "capacity_by_area": capacity.by_area,
    "capacity_over_time": capacity.over_time,
    "joint_activities": joint_activities.joint_activities,
}
FIND = {
    "steps": steps.steps_finding,
    "protocols": protocols.protocols_finding,
    "commitments": commitments.by_partner_finding,
    "commitment_list": commitments.list_finding,
    "capacity_by_area": capacity.by_area_finding,
    "capacity_over_time": capacity.over_time_finding,
    "joint_activities": joint_activities.joint_activities_finding,
}
EMPTY: dict[str, Callable[[], Table]] = {
    "steps": lambda: steps.steps_table(example.STEP_ROWS.iloc[:0]),
    "protocols": lambda: protocols.protocols_table(example.PROTOCOL_ROWS.iloc[:0], TODAY),
    "commitments": lambda: commitments.by_partner_table(example.BY_PARTNER.iloc[:0]),
    "commitment_list": lambda: commitments.list_table(example.COMMITMENTS.iloc[:0]),
    "capacity_by_area": lambda: capacity.by_area_table(example.BY_AREA.assign(before=None, after=None, assessed=0)),
    "capacity_over_time": lambda: capacity.over_time_table(example.OVER_TIME.iloc[:0]),
    "joint_activities": lambda: joint_activities.joint_activities_table(example.JOINT.iloc[:0]),
}


def drawn(chart: str, table: Table | None = None) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Give layout and traces of a chart."""
    figure: Any = DRAW[chart](table or TABLES[chart]())
    go.Figure(figure)
    return figure["layout"], figure["data"]


def texts(layout: dict[str, Any]) -> list[str]:
    return [note["text"] for note in layout["annotations"]]


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
@pytest.mark.parametrize("chart", DRAW)
def test_plotly_accepts_every_figure(chart: str, language: str) -> None:
    with speaking(language):
        layout, _ = drawn(chart)
        assert "{" not in " ".join(texts(layout))


@pytest.mark.parametrize("chart", FIND)
def test_nothing_at_all_is_a_table_without_rows_and_no_finding(chart: str) -> None:
    table = EMPTY[chart]()
    assert table.rows == ()
    assert FIND[chart](table) is None
    assert chart not in DRAW or go.Figure(DRAW[chart](table))


@pytest.mark.parametrize("language", ["tr", "en", "ar"])
@pytest.mark.parametrize("chart", FIND)
def test_findings_are_read_at_a_glance(chart: str, language: str) -> None:
    with speaking(language):
        found = FIND[chart](TABLES[chart]())
    assert found
    assert len(found.split()) <= MOST_WORDS
    assert "{" not in found


@pytest.mark.parametrize("chart", DRAW)
def test_at_most_five_series_in_colours_of_the_theme(chart: str) -> None:
    known = {*theme.PALETTE, *theme.SEQUENTIAL, theme.INK, theme.NEUTRAL, theme.GRID, theme.PAPER, theme.MUTED}
    _, series = drawn(chart)
    assert 1 <= len({trace.get("name", at) for at, trace in enumerate(series)}) <= 5
    for trace in series:
        colour = trace.get("marker", trace.get("line"))["color"]
        assert set(colour if isinstance(colour, list) else [colour]) <= known


def test_steps_areas_and_states_are_those_of_the_files() -> None:
    assert steps.STEPS == partnership_kinds.STEPS
    assert capacity.AREAS == partnership_kinds.AREAS
    assert commitments.STATES == partnership_kinds.COMMITMENT_STATES


def test_every_step_has_its_day_and_says_who_is_dormant() -> None:
    table = TABLES["steps"]()
    for step in steps.STEPS:
        assert table.column(step) == example.STEP_ROWS[step].tolist()
    assert table.column("dormant_word") == ["Durgun", "Etkin", "Etkin", "Etkin"]
    assert table.column("status_word") == ["Protokol yok", "Yürürlükte", "Protokol yok", "Süresi doldu"]
    assert table.column("step_word")[2] is None
    assert table.column("days_since") == [1030, 60, 30, 11]
    assert "Durgun ortaklık: 1" in steps.steps_rest(table)


def test_the_step_that_holds_most_is_named_and_who_is_sustained_is_not_stuck() -> None:
    assert steps.steps_finding(TABLES["steps"]()) == "En çok ortaklığın kaldığı adım: İlk temas (1 / 4)"
    there = steps.steps_table(example.STEP_ROWS.iloc[3:])
    assert steps.steps_finding(there) is None


def test_a_protocol_is_a_bar_from_its_signing_to_its_last_day() -> None:
    layout, series = drawn("protocols")
    bars = {
        row: (base, length, trace["name"])
        for trace in series
        for row, base, length in zip(trace["y"], trace["base"], trace["x"], strict=True)
    }
    day = 86_400_000
    assert bars["B2 2024/1"] == ("2024-09-01", (date(2026, 12, 1) - date(2024, 9, 1)).days * day, t("mun.expiring"))
    assert bars["B4 2023/2"] == ("2023-06-01", (date(2026, 5, 31) - date(2023, 6, 1)).days * day, t("mun.expired"))
    end = date.fromisoformat(layout["xaxis"]["range"][1])
    assert bars["B5 AB-3"] == ("2025-05-05", (end - date(2025, 5, 5)).days * day, t("mun.in_force"))
    assert layout["yaxis"]["categoryarray"] == ["B2 2024/1", "B2 2026/7", "B4 2023/2", "B5 AB-3"]
    assert layout["shapes"][0]["x0"] == TODAY.isoformat()


def test_what_is_left_of_a_protocol_stands_in_words_and_the_expired_one_is_hatched() -> None:
    layout, series = drawn("protocols")
    told = texts(layout)
    assert "Bağcılar Belediyesi · 31 gün kaldı, yenilendi" in told
    assert "Ortak O5 · süresiz" in told
    assert "Zeytinburnu Belediyesi · 153 gün önce bitti" in told
    hatched = [trace["name"] for trace in series if "pattern" in trace["marker"]]
    assert hatched == [t("mun.expired")]
    assert protocols.protocols_finding(TABLES["protocols"]()) == "Yürürlükteki protokol: 3; 90 gün içinde bitecek: 1"


def test_some_rows_are_kept_for_what_has_lapsed_and_what_was_renewed_is_left_to_the_table() -> None:
    running, lapsed = example.PROTOCOL_ROWS.iloc[[1]], example.PROTOCOL_ROWS.iloc[[3]]
    rows = concat([running] * 16 + [lapsed] * 7 + [lapsed.assign(followed=True)] * 2, ignore_index=True)
    table = protocols.protocols_table(rows.assign(reference=[str(at) for at in range(25)]), TODAY)
    layout, _ = drawn("protocols", table)
    shown = [int(row.split()[1]) for row in layout["yaxis"]["categoryarray"]]
    assert shown == [*range(10), *range(16, 21)]
    assert protocols.protocols_rest(table) == "Tabloda 10 protokol daha var"


def test_what_is_only_renewed_draws_no_bar_and_stands_in_the_table() -> None:
    table = protocols.protocols_table(example.PROTOCOL_ROWS.iloc[3:].assign(followed=True), TODAY)
    _, series = drawn("protocols", table)
    assert series == []
    assert len(table.rows) == 1


def test_the_days_left_survive_the_longest_name() -> None:
    rows = example.PROTOCOL_ROWS.assign(name_tr="Uzun adlı bir belediyeler birliği ve kalkınma ajansı müdürlüğü")
    layout, _ = drawn("protocols", protocols.protocols_table(rows, TODAY))
    assert all("gün" in text or "süresiz" in text for text in texts(layout)[:4])


def test_a_last_bar_sums_the_partners_after_the_fifteenth() -> None:
    many = [f"O{at}" for at in range(20)]
    rows = frame(**example.partners(*many), done=list(range(20)), done_late=[1] * 20, overdue=[2] * 20, open=[0] * 20)
    table = commitments.by_partner_table(rows)
    assert len(table.rows) == 20
    _, series = drawn("commitments", table)
    sums = {trace["name"]: trace["x"][-1] for trace in series}
    assert sums == {"Tamamlandı": sum(range(15, 20)), "Geç tamamlandı": 5, "Gecikti": 10, "Zamanı gelmedi": 0}
    assert all(trace["y"][-1] == commitments.OTHER and len(trace["y"]) == 16 for trace in series)
    assert commitments.by_partner_rest(table) == "Son çubuk tablodaki diğer 5 ortağın toplamıdır"
    assert named_bars.MOST_ROWS == 15


def test_the_parts_of_a_bar_are_the_commitments_of_its_partner() -> None:
    table = TABLES["commitments"]()
    _, series = drawn("commitments")
    assert [trace["x"] for trace in series] == [table.column(state) for state in commitments.STATES]
    assert table.column("total") == [10, 8, 1]
    assert commitments.by_partner_finding(table) == "Geciken taahhüt: 4 / 19"
    none = commitments.by_partner_table(example.BY_PARTNER.assign(overdue=0))
    assert commitments.by_partner_finding(none) == "Geciken taahhüt yok (15 taahhütte)"


def test_the_list_of_commitments_has_each_with_its_state_and_its_days() -> None:
    table = TABLES["commitment_list"]()
    assert table.column("title")[0] == "Danışma masası"
    assert table.column("state") == example.COMMITMENTS["state"].tolist()
    assert table.column("days") == [303, None, 10, None]
    assert commitments.list_finding(table) == "Listelenen taahhüt: 4; tamamlanan: 2"


def test_an_area_without_a_second_assessment_has_no_marks_and_is_no_zero() -> None:
    table = TABLES["capacity_by_area"]()
    assert table.column("before")[3] is None
    layout, (joined, before, after) = drawn("capacity_by_area")
    assert before["y"] == after["y"] == ["policy", "services", "staff", "coordination"]
    assert before["x"] == [1.5, 2.0, 3.25, 1.0]
    assert after["x"] == [2.5, 2.0, 3.0, 2.75]
    assert joined["x"][:3] == [1.5, 2.5, None]
    assert before["textposition"] == ["middle left", "middle left", "middle right", "middle left"]
    assert after["textposition"] == ["middle right", "middle right", "middle left", "middle right"]
    assert "Göçmenlerin katılımı · ortaklık: 0" in texts(layout)
    assert capacity.by_area_rest(table) == "İki tarihte değerlendirmesi olmayan alan: 1"


def test_the_area_that_grew_most_is_named_and_a_decline_is_no_growth() -> None:
    assert capacity.by_area_finding(TABLES["capacity_by_area"]()) == "En çok gelişen alan: Eş güdüm ve veri (+1,75)"
    fallen = capacity.by_area_table(example.BY_AREA.assign(after=[D(1), D(2), D(3), None, D(1)]))
    assert capacity.by_area_finding(fallen) == "Hiçbir alanda artış yok"


def test_the_lines_of_areas_differ_in_colour_dash_and_mark_and_bear_their_names() -> None:
    table = TABLES["capacity_over_time"]()
    layout, lines = drawn("capacity_over_time")
    points = [(x, y, trace["name"]) for trace in lines for x, y in zip(trace["x"], trace["y"], strict=True)]
    levels = {(area, float(level)) for area, level in zip(table.column("name"), table.column("level"), strict=True)}
    assert {(name, y) for _, y, name in points} == levels
    assert len(points) == len(table.rows)
    for code in ("dash", "color"):
        assert len({trace["line"][code] for trace in lines}) == len(lines)
    assert len({trace["marker"]["symbol"] for trace in lines}) == len(lines)
    assert texts(layout) == ["Politika", "Hizmetler", "Personel"]
    assert capacity.over_time_finding(table) == "En düşük düzey: Göçmenlere yönelik hizmetler (2,40)"


def test_names_of_lines_that_end_together_stand_apart() -> None:
    same = frame(quarter=[example.QUARTERS[0]] * 5, area=list(capacity.AREAS), level=[Decimal(2)] * 5, partners=[1] * 5)
    layout, _ = drawn("capacity_over_time", capacity.over_time_table(same))
    shifts = sorted(note["yshift"] for note in layout["annotations"])
    assert all(upper - lower >= 16 for lower, upper in pairwise(shifts))


def test_quarters_without_anything_held_stand_as_empty_columns() -> None:
    table = TABLES["joint_activities"]()
    assert [column.key for column in table.columns] == ["kind_code", "name", "2026-Q1", "2026-Q2", "2026-Q3", "total"]
    assert table.rows == (("seminar", "Uyum semineri", 2, 0, 1, 3), ("visit", "Çalışma ziyareti", 0, 0, 4, 4))
    layout, (cells,) = drawn("joint_activities")
    assert cells["customdata"] == [2, 0, 1, 0, 0, 4]
    assert cells["text"] == ["2", "", "1", "", "", "4"]
    assert cells["marker"]["color"][1] == matrix.EMPTY
    assert layout["xaxis"]["ticktext"] == ["2026 1. çeyrek", "2026 2. çeyrek", "2026 3. çeyrek"]
    assert joint_activities.joint_activities_finding(table) == "En sık ortak faaliyet: Çalışma ziyareti (4)"
    assert joint_activities.joint_activities_rest(table) is None


def test_only_the_last_quarters_and_the_first_kinds_are_drawn() -> None:
    kinds = [f"K{at}" for at in range(13)]
    rows = frame(
        kind_code=["K0", *kinds],
        **example.named("name", "K0", *kinds),
        quarter=[date(2020, 1, 1), *[date(2024, 10, 1)] * 13],
        held=[9, *range(1, 14)],
    )
    table = joint_activities.joint_activities_table(rows)
    assert len(table.columns) == 2 + 20 + 1
    layout, (cells,) = drawn("joint_activities", table)
    assert len(layout["xaxis"]["ticktext"]) == joint_activities.MOST_QUARTERS
    assert len(cells["y"]) == matrix.MOST_ROWS * joint_activities.MOST_QUARTERS
    assert sum(cells["customdata"]) == sum(range(1, 12))
    told = joint_activities.joint_activities_rest(table)
    assert told == "Tabloda 2 faaliyet türü daha var. Grafikte son 8 çeyrek var"
