"""Which strategic goals the pool serves, and how far the projects of each have come: a matrix with numbers.

`frame` is that of `data.projects.goals_by_stage`.
"""

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import matrix, named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import t

MOST_GOALS = matrix.MOST_ROWS
"""Goals that are drawn; the table has them all."""


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
    drawn = named_bars.first_rows(table, MOST_GOALS)
    stages = [column.label for column in table.columns[2:-1]]
    return matrix.matrix([(row[0], row[1], row[2:-1]) for row in drawn.rows], stages)


def goals_rest(table: Table) -> str | None:
    """Say how many goals only the table shows."""
    return named_bars.rest(table, "projects.goals_rest", MOST_GOALS)


def goals_finding(table: Table) -> str | None:
    """Name the goal that most projects serve."""
    total, name = max(((row[-1], row[1]) for row in table.rows), key=lambda row: row[0], default=(0, ""))
    if not total:
        return None
    return finding("finding.projects.first_goal", goal=named_bars.short(name, 60), count=formats.whole(total))
