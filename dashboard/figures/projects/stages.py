"""How the pool is filled, stage by stage: projects, or their budgets where the address asks for them.

`stages` is the frame of `data.projects.by_stage`, `budgets` that of `stage_budgets`.
"""

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.projects.stage_bars import (
    ROOM_BEHIND,
    group_of,
    series,
    stage_columns,
    stage_names,
    words,
)
from dashboard.figures.projects.stage_budgets import budget_table, largest_budget, other_currencies, panels
from dashboard.figures.table import Column, Table, lists
from dashboard.i18n import t

BUDGET = "budget"
"""The value of the address that shows budgets in place of counts."""


def by_stage_table(stages: DataFrame, budgets: DataFrame, measure: str) -> Table:
    """Give a row for each stage in their order: its projects, or its budgets on a row for each currency.

    Args:
        stages: projects by stage.
        budgets: budgets by stage and currency.
        measure: what the address asks for, `budget` or anything else for counts.
    """
    return budget_table(budgets) if measure == BUDGET else _count_table(stages)


def by_stage(table: Table) -> theme.Figure:
    """Draw the stages as bars in their order, coloured by whether they are in the pool, running or ended."""
    return panels(table) if _is_of_budgets(table) else _counts(table)


def by_stage_rest(table: Table) -> str | None:
    """Name the currencies that only the table shows."""
    return other_currencies(table) if _is_of_budgets(table) else None


def by_stage_finding(table: Table) -> str | None:
    """Name the stage of the pool that holds the most projects, or the largest budget."""
    if _is_of_budgets(table):
        return largest_budget(table)
    waiting = [(count, name) for code, name, count in table.rows if group_of(code) == "in_pool"]
    count, name = max(waiting, key=lambda row: row[0], default=(0, ""))
    return finding("finding.projects.fullest_stage", stage=name, count=formats.whole(count)) if count else None


def _count_table(stages: DataFrame) -> Table:
    """Give the projects of every stage; nothing at all where there is no project."""
    columns = (*stage_columns(), Column("projects", t("projects.count")))
    found = lists(stages)
    codes, counts = found["stage"], found["projects"]
    if not sum(counts):
        return Table(columns, ())
    return Table.of(columns, codes, stage_names(codes), counts)


def _counts(table: Table) -> theme.Figure:
    """Draw the number of projects of every stage."""
    codes, names, counts = map(table.column, ("stage", "name", "projects"))
    most = max(counts, default=0) or 1
    return theme.figure(
        series(list(zip(codes, counts, strict=True)), named_bars.thickness(len(codes))),
        barmode="overlay",
        showlegend=True,
        xaxis={"range": [0, most * ROOM_BEHIND], "visible": False},
        yaxis=named_bars.hidden_axis(codes),
        margin={**named_bars.MARGIN, "t": 52},
        annotations=[
            part
            for code, name, count in zip(codes, names, counts, strict=True)
            for part in words(code, name, count, formats.whole(count))
        ],
    )


def _is_of_budgets(table: Table) -> bool:
    """Say which of the two tables it is."""
    return any(column.key == "budget" for column in table.columns)
