"""Which strategic goals the pool serves, and how far the projects of each have come: a matrix with numbers.

`frame` is that of `data.projects.goals_by_stage`.
"""

from collections.abc import Sequence
from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import named_bars, theme
from dashboard.figures.beneficiaries.places import class_starts
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import t

EMPTY, *STEPS = (theme.SEQUENTIAL[at] for at in (0, 1, 2, 4))
"""Colours of no project and of more and more; the number in the cell says the same."""
_ON_COLOUR = dict.fromkeys(STEPS[:-1], theme.INK) | {EMPTY: theme.INK, STEPS[-1]: theme.PAPER}
MOST_GOALS = 11
"""Goals that fit under the names of the stages."""
_WIDTH, _HIGH, _TOP = 0.94, 0.46, 0.8
"""The share of its column that a cell fills; the share of its row among eleven; what the first
name takes."""


def goals_table(frame: DataFrame, stages: DataFrame) -> Table:
    """Give a row for each goal with its projects in every stage and in all; a project counts under each of its goals.

    Args:
        frame: projects by goal and stage.
        stages: the frame of `data.projects.by_stage`, which holds every stage in its order.
    """
    order: list[str] = lists(stages)["stage"]
    columns = [
        Column("goal_code", t("table.code"), "code"),
        Column("name", t("projects.goal"), "text"),
        *(Column(stage, t(f"stage.{stage}")) for stage in order),
        Column("total", t("table.total")),
    ]
    known = lists(frame)
    codes = known["goal_code"]
    names = dict(zip(codes, names_in(known), strict=True))
    found = dict(zip(zip(codes, known["stage"], strict=True), known["projects"], strict=True))
    rows = []
    for code, name in names.items():
        cells = [found.get((code, stage), 0) for stage in order]
        rows.append((code, name, *cells, sum(cells)))
    return Table(tuple(columns), tuple(rows))


def goals(table: Table) -> theme.Figure:
    """Draw the first goals as rows of cells, a stage a column; a darker cell holds more projects."""
    rows = named_bars.first_rows(table, MOST_GOALS)
    stages = _stages(table)
    cells = [(code, at, row[at + 2]) for code, row in _by_code(rows) for at in range(len(stages))]
    starts = class_starts(max((count for _, _, count in cells), default=0))[: len(STEPS)]
    colours = [_colour(count, starts) for _, _, count in cells]
    bars = {
        "type": "bar",
        "orientation": "h",
        "width": _HIGH * max(len(rows.rows), named_bars.FEWEST_ROWS) / MOST_GOALS,
        "y": [code for code, _, _ in cells],
        "base": [at + (1 - _WIDTH) / 2 for _, at, _ in cells],
        "x": [_WIDTH] * len(cells),
        "customdata": [count for _, _, count in cells],
        "text": [formats.whole(count) if count else "" for _, _, count in cells],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {"color": [_ON_COLOUR[colour] for colour in colours], "size": 12},
        "marker": {"color": colours},
        "hoverinfo": "none",
    }
    return theme.figure(
        [bars],
        barmode="overlay",
        xaxis=_stage_axis(stages),
        yaxis=named_bars.hidden_axis([row[0] for row in rows.rows], top=_TOP),
        margin={**named_bars.MARGIN, "r": 40},
        annotations=[named_bars.name_above(code, row[1], yshift=10) for code, row in _by_code(rows)],
    )


def _stages(table: Table) -> Sequence[Column]:
    """Give the columns of the stages."""
    return table.columns[2:-1]


def _by_code(table: Table) -> list[tuple[str, tuple[Any, ...]]]:
    """Give the rows by the code of their goal."""
    return [(row[0], row) for row in table.rows]


def _colour(count: int, starts: Sequence[int]) -> str:
    """Give the colour of a cell: the last step that its count reaches."""
    reached = sum(count >= start for start in starts)
    return STEPS[len(STEPS) - len(starts) + reached - 1] if reached else EMPTY


def _stage_axis(stages: Sequence[Column]) -> theme.Axis:
    """Give the axis of the stages above the cells; slanted, their names fit on a phone too."""
    return {
        "range": [0, len(stages)],
        "side": "top",
        "showline": False,
        "ticks": "",
        "tickvals": [at + 0.5 for at in range(len(stages))],
        "ticktext": [stage.label for stage in stages],
        "tickangle": -60,
        "ticklabeloverflow": "allow",
    }


def goals_rest(table: Table) -> str | None:
    """Say how many goals only the table shows."""
    return named_bars.rest(table, "projects.goals_rest", MOST_GOALS)


def goals_finding(table: Table) -> str | None:
    """Name the goal that most projects serve."""
    total, name = max(((row[-1], row[1]) for row in table.rows), key=lambda row: row[0], default=(0, ""))
    if not total:
        return None
    return finding("finding.projects.first_goal", goal=named_bars.short(name, 60), count=formats.whole(total))
