"""The theme of charts: valid for Plotly, legible in both themes, the same list in Python and in CSS."""

import json
import re
from datetime import date
from pathlib import Path

import plotly.graph_objects as go
import pytest

from dashboard.figures import theme
from dashboard.figures.lettering import lettered
from dashboard.i18n import speaking

ASSETS = Path(__file__).parents[2] / "assets"
LIGHT_CARD, DARK_CARD = "#FFFFFF", "#18222C"
MONTHS = [date(2020 + at // 12, at % 12 + 1, 1) for at in range(60)]


def luminance(colour: str) -> float:
    """Give the relative luminance of WCAG."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Give the contrast ratio of WCAG between two colours."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def dark_partners() -> dict[str, str]:
    """Read from the style sheet which colour the dark theme puts in place of each."""
    css = (ASSETS / "css/charts.css").read_text("utf-8")
    rules = re.findall(r'\[fill="rgb\((\d+), (\d+), (\d+)\)"\]\) \{ fill: (#[0-9a-f]{6})', css)
    return {f"#{int(r):02X}{int(g):02X}{int(b):02X}": dark.upper() for r, g, b, dark in rules}


def test_a_figure_is_valid_plotly() -> None:
    trace = {"type": "scatter", "x": ["a"], "y": [1], "line": {"dash": "dash"}}
    bar = {"type": "bar", "x": ["a"], "y": [1], "marker": theme.provisional(theme.BLUE)}
    drawn = theme.figure(
        [trace, bar],
        xaxis=theme.month_axis(MONTHS),
        yaxis=theme.count_axis(),
        annotations=[theme.end_label("a", 1, "Hedef", theme.ORANGE)],
    )
    assert len(go.Figure(drawn).data) == 2
    for axis in (theme.share_axis(), theme.name_axis(), theme.count_axis(3)):
        go.Figure(theme.figure([trace], yaxis=axis))


def test_a_figure_is_small_and_plain_json() -> None:
    assert len(json.dumps(theme.figure([]))) < 1_600


@pytest.mark.parametrize(("language", "separators"), [("tr", ",."), ("en", ".,"), ("ar", ".,")])
def test_numbers_on_axes_follow_the_language(language: str, separators: str) -> None:
    with speaking(language):
        assert theme.figure([])["layout"]["separators"] == separators  # type: ignore[call-overload]


def test_a_figures_own_layout_wins() -> None:
    layout = theme.figure([], showlegend=True)["layout"]
    assert layout["showlegend"] is True  # type: ignore[call-overload]


@pytest.mark.parametrize("colour", [*theme.PALETTE, theme.NEUTRAL])
def test_every_colour_of_data_stands_out_from_the_card(colour: str) -> None:
    assert contrast(colour, LIGHT_CARD) >= 3
    assert contrast(dark_partners()[colour], DARK_CARD) >= 3


def test_neighbouring_colours_stand_out_from_each_other() -> None:
    pairs = zip(theme.PALETTE[:3], theme.PALETTE[1:4], strict=True)
    assert all(contrast(one, other) >= 3 for one, other in pairs)


@pytest.mark.parametrize("colour", [theme.INK, theme.MUTED, *(theme.text_colour(c) for c in theme.PALETTE)])
def test_every_colour_of_text_is_legible(colour: str) -> None:
    assert contrast(colour, LIGHT_CARD) >= 4.5
    assert contrast(dark_partners()[colour], DARK_CARD) >= 4.5


def test_the_steps_of_a_map_grow_away_from_the_card() -> None:
    partners = dark_partners()
    light = [contrast(step, LIGHT_CARD) for step in theme.SEQUENTIAL]
    dark = [contrast(partners[step], DARK_CARD) for step in theme.SEQUENTIAL]
    assert light == sorted(light)
    assert dark == sorted(dark)


def test_the_style_sheet_knows_exactly_the_colours_of_the_theme() -> None:
    used = {*theme.PALETTE, *theme.SEQUENTIAL, theme.INK, theme.MUTED, theme.GRID, theme.PAPER, theme.NEUTRAL}
    assert set(dark_partners()) == used
    assert {*theme.COLOURS.values()} <= used


def test_fills_and_strokes_have_the_same_partner() -> None:
    css = (ASSETS / "css/charts.css").read_text("utf-8")
    fills = re.findall(r'"fill: (rgb\([\d, ]+\))"\], .*? \{ fill: (#\w+)', css)
    strokes = re.findall(r'"stroke: (rgb\([\d, ]+\))"\] \{ stroke: (#\w+)', css)
    assert fills == strokes


@pytest.mark.parametrize(
    ("months", "ticks"),
    [(1, ["Oca<br>2020"]), (3, ["Oca<br>2020", "Şub", "Mar"]), (60, ["2020", "2021", "2022", "2023", "2024"])],
)
def test_a_time_axis_has_few_ticks_in_the_language(months: int, ticks: list[str]) -> None:
    assert lettered(theme.month_axis(MONTHS[:months]))["ticktext"] == ticks


@pytest.mark.parametrize("months", range(1, 61))
def test_a_time_axis_never_crowds(months: int) -> None:
    axis = theme.month_axis(MONTHS[:months])
    assert 1 <= len(axis["tickvals"]) <= 9  # type: ignore[arg-type]
    assert len(axis["tickvals"]) == len(axis["ticktext"])  # type: ignore[arg-type]


def test_arabic_months_are_levantine() -> None:
    with speaking("ar"):
        assert "أيار" in theme.month_axis(MONTHS[:8])["ticktext"]  # type: ignore[operator]


def test_few_things_are_not_counted_in_halves() -> None:
    assert theme.count_axis(3)["dtick"] == 1
    assert "dtick" not in theme.count_axis(300)
