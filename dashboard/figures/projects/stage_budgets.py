"""Budgets by stage, a panel for each currency: amounts of different currencies are not added nor drawn to one scale.

`budgets` is the frame of `data.projects.stage_budgets`.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.projects.stage_bars import (
    group_of,
    series,
    stage_columns,
    stage_names,
)
from dashboard.figures.table import Column, Table, lists
from dashboard.i18n import t

MOST_ROWS = 26
"""Bars of all panels together; the currencies that do not fit stand in the table."""
_HEADING, _ROOM_BEHIND, _FEWEST_LINES, _BAR = 1.5, 2.3, 14, 0.6
"""The heading of a panel takes the height of so many rows; the axis ends this much beyond the longest bar; few rows
keep the height of so many lines; the share of its row that a bar fills."""

Row = tuple[str, str, Any]
"""Stage, its name and its budget."""
Panel = tuple[list[theme.Trace], dict[str, theme.Axis], list[theme.Part]]


def budget_table(budgets: DataFrame) -> Table:
    """Give the budgets of every stage and currency, with the projects behind each."""
    columns = (
        *stage_columns(),
        Column("currency", t("projects.currency"), "text"),
        Column("projects", t("projects.count")),
        Column("budget", t("pool.budget"), "money"),
    )
    found = lists(budgets)
    further = (found[name] for name in ("currency", "projects", "budget"))
    return Table.of(columns, found["stage"], stage_names(found["stage"]), *further)


def panels(table: Table) -> theme.Figure:
    """Draw a panel for each currency, the one with the most projects on top; their axes have nothing in common."""
    drawn = _drawn(table)
    lines = max(sum(len(rows) + _HEADING for _, rows in drawn), _FEWEST_LINES)
    top, parts = 1.0, []
    for number, (currency, rows) in enumerate(drawn, start=1):
        bottom = top - (len(rows) + _HEADING) / lines
        parts.append(_panel(number, currency, rows, (max(bottom, 0), top - _HEADING / lines)))
        top = bottom
    return theme.figure(
        _named_once([trace for traces, _, _ in parts for trace in traces]),
        barmode="overlay",
        showlegend=True,
        margin={**named_bars.MARGIN, "t": 36},
        annotations=[note for _, _, notes in parts for note in notes],
        **{name: axis for _, axes, _ in parts for name, axis in axes.items()},
    )


def _named_once(traces: Sequence[theme.Trace]) -> list[theme.Trace]:
    """Let the legend name each group of stages once, whatever panel it stands in first."""
    groups = [trace["legendgroup"] for trace in traces]
    return [
        {**trace, "showlegend": groups.index(group) == at}
        for at, (group, trace) in enumerate(zip(groups, traces, strict=True))
    ]


def _drawn(table: Table) -> list[tuple[str, list[Row]]]:
    """Give the currencies that fit, each with its stages that have a budget."""
    keys = ("currency", "stage", "name", "budget", "projects")
    rows = [row for row in zip(*map(table.column, keys), strict=True) if row[0] and row[3]]
    projects: Counter[str] = Counter()
    for currency, *_, count in rows:
        projects[currency] += count
    fitting: list[tuple[str, list[Row]]] = []
    left = MOST_ROWS
    for currency, _ in projects.most_common():
        stages = [row[1:4] for row in rows if row[0] == currency]
        left -= len(stages)
        if left < 0 and fitting:
            break
        fitting.append((currency, stages))
    return fitting


def _panel(number: int, currency: str, rows: Sequence[Row], domain: tuple[float, float]) -> Panel:
    """Give traces, axes and words of one currency."""
    x, y = (f"{name}{number if number > 1 else ''}" for name in ("x", "y"))
    codes, names, budgets = zip(*rows, strict=True)
    span = {"range": [len(rows) - 0.5, -0.5], "autorange": False, "domain": list(domain), "anchor": x}
    axes = {
        f"xaxis{x[1:]}": {"range": [0, float(max(budgets)) * _ROOM_BEHIND], "visible": False, "anchor": y},
        f"yaxis{y[1:]}": theme.name_axis(
            type="category",
            tickvals=codes,
            ticktext=names,
            categoryorder="array",
            categoryarray=codes,
            ticks="",
            **span,
        ),
    }
    notes = [
        named_bars.words_behind(code, float(budget), formats.money(budget, currency), xref=x, yref=y)
        for code, _, budget in rows
    ]
    traces = series([(code, float(budget)) for code, _, budget in rows], _BAR)
    placed = [{**trace, "xaxis": x, "yaxis": y} for trace in traces]
    return placed, axes, [*notes, _heading(currency, domain[1])]


def _heading(currency: str, top: float) -> theme.Part:
    """Give the currency above its panel."""
    place = {"x": 0, "xref": "paper", "xanchor": "left", "xshift": -4, "y": top, "yref": "paper", "yanchor": "bottom"}
    font = {"color": theme.INK, "size": 13, "weight": 600}
    return {**place, "yshift": 8, "text": currency, "showarrow": False, "font": font}


def other_currencies(table: Table) -> str | None:
    """Name the currencies that only the table shows; None where every one has its panel."""
    shown = {currency for currency, _ in _drawn(table)}
    with_budget = {
        name for name, budget in zip(table.column("currency"), table.column("budget"), strict=True) if budget
    }
    rest = sorted(name for name in with_budget - shown if name)
    return t("projects.other_currencies", currencies=", ".join(rest)) if rest else None


def largest_budget(table: Table) -> str | None:
    """Name the stage of the pool with the largest budget; None where there is more than one currency to compare."""
    rows = [(budget, name, money) for code, name, money, _, budget in table.rows if group_of(code) == "in_pool"]
    known = [row for row in rows if row[0]]
    if not known or len({money for *_, money in known}) > 1:
        return None
    budget, name, currency = max(known)
    return finding("finding.projects.largest_budget", stage=name, budget=formats.money(budget, currency))
