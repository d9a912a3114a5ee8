"""With whom projects are carried out: alone or jointly, country by country.

`frame` is that of `data.projects.modes`.
"""

from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import theme
from dashboard.figures.findings import finding, share_of
from dashboard.figures.table import Column, Table, lists
from dashboard.i18n import t

MODES = ("unilateral", "joint", "unknown")
MOST_COUNTRIES = 15
_ON_COLOUR = {"unilateral": theme.PAPER, "joint": "#000000", "unknown": "#000000"}
"""Colours of the numbers: at least 4.5:1 on their bars in both themes; the dark one leaves black as it is."""
_COLOURS = {"unilateral": theme.COLOURS["unilateral"], "joint": theme.COLOURS["joint"], "unknown": theme.NEUTRAL}
_ROOM_FOR_LEGEND = {"l": 4, "r": 12, "t": 32, "b": 4}
_WIDEST, _ROWS_OF_FULL_WIDTH = 0.72, 10
"""The share of its row that a bar fills; fewer rows get thinner bars, so that two are no blocks."""


def modes_table(frame: DataFrame) -> Table:
    """Give a row for each country with its unilateral, joint and unstated projects, most projects first."""
    columns = [
        Column("country", t("table.code"), "code"),
        Column("name", t("projects.country"), "text"),
        *(Column(mode, t(f"projects.mode.{mode}")) for mode in MODES),
    ]
    sums: dict[str, dict[str, int]] = {}
    found = lists(frame)
    cells = (found[name] for name in ("country", "mode", "projects"))
    for country, mode, projects in zip(*cells, strict=True):
        counts = sums.setdefault(country or "", dict.fromkeys(MODES, 0))
        counts[mode or "unknown"] += projects
    ordered = sorted(sums.items(), key=lambda item: -sum(item[1].values()))
    return Table(tuple(columns), tuple((code, _country(code), *counts.values()) for code, counts in ordered))


def modes(table: Table) -> theme.Figure:
    """Draw the first countries as bars of unilateral and joint projects; those of unstated mode in grey."""
    rows = Table(table.columns, table.rows[:MOST_COUNTRIES])
    codes = rows.column("country")
    names = theme.name_axis(type="category", tickvals=codes, ticktext=rows.column("name"))
    most = max((sum(row[2:]) for row in rows.rows), default=0)
    return theme.figure(
        [_part(mode, rows) for mode in MODES if mode != "unknown" or rows.total(mode)],
        barmode="stack",
        showlegend=True,
        margin=_ROOM_FOR_LEGEND,
        xaxis=theme.count_axis(most, showgrid=True, gridcolor=theme.GRID, showline=False, ticks=""),
        yaxis=names,
    )


def _part(mode: str, rows: Table) -> theme.Part:
    """Give the part of one mode in every bar, with its number inside."""
    counts: list[Any] = rows.column(mode)
    return {
        "type": "bar",
        "orientation": "h",
        "width": min(_WIDEST, len(counts) / _ROWS_OF_FULL_WIDTH),
        "name": t(f"projects.mode.{mode}"),
        "y": rows.column("country"),
        "x": counts,
        "text": [formats.whole(count) if count else "" for count in counts],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {"color": _ON_COLOUR[mode], "size": 12},
        "marker": {"color": _COLOURS[mode]},
        "hoverinfo": "none",
    }


def modes_rest(table: Table) -> str | None:
    """Say how many countries only the table shows."""
    rest = len(table.rows) - MOST_COUNTRIES
    return t("projects.countries_rest", count=formats.whole(rest)) if rest > 0 else None


def modes_finding(table: Table) -> str | None:
    """Say the share of joint projects among those whose mode is stated."""
    joint, known = table.total("joint"), table.total("joint") + table.total("unilateral")
    return finding("finding.projects.joint", share=share_of(joint, known)) if known else None


def _country(code: str) -> str:
    """Give the name of a country, or the word for none stated."""
    return formats.country(code) if code else t("projects.country_unknown")
