"""The action plan: approved and funded projects in order of priority, with all that it takes to carry them out.

`frame` is that of `data.projects.action_plan`.
"""

from pandas import DataFrame

from dashboard import formats
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, ColumnKind, Table, lists, names_in
from dashboard.i18n import t

COLUMNS: tuple[tuple[str, str, ColumnKind], ...] = (
    ("rank", "projects.rank", "whole"),
    ("owner", "pool.owner", "text"),
    ("starts_on", "projects.starts_on", "day"),
    ("ends_on", "projects.ends_on", "day"),
    ("budget", "pool.budget", "money"),
    ("secured", "projects.secured", "money"),
    ("gap", "projects.gap", "money"),
    ("currency", "projects.currency", "text"),
    ("stage", "projects.stage", "text"),
    ("priority", "pool.priority_score", "points"),
    ("original_ends_on", "projects.original_ends_on", "day"),
    ("mode", "projects.mode", "text"),
    ("days", "projects.days_in_stage", "whole"),
    ("limit", "projects.limit", "whole"),
)
"""Key, message and kind of what follows code and name, in the order in which a plan is read."""


def action_plan_table(frame: DataFrame) -> Table:
    """Give the projects of the plan, those of the highest priority first, incomplete ones last."""
    columns = [
        Column("code", t("table.code"), "code"),
        Column("name", t("pool.project"), "text"),
        *(Column(key, t(label), kind) for key, label, kind in COLUMNS),
    ]
    found = lists(frame)
    found["stage"] = [t(f"stage.{code}") for code in found["stage"]]
    found["mode"] = [t(f"mode.{code}") if code else None for code in found["mode"]]
    return Table.of(columns, found["code"], names_in(found), *(found[key] for key, _, _ in COLUMNS))


def action_plan_finding(table: Table) -> str | None:
    """Say how many projects the plan has, and where it is told how many lack money; a missing budget is not counted."""
    if not table.rows:
        return None
    if not table.has("gap"):
        return finding("finding.projects.planned", count=formats.whole(len(table.rows)))
    lacking = [gap for gap in table.column("gap") if gap]
    words = {"count": formats.whole(len(table.rows)), "lacking": formats.whole(len(lacking))}
    return finding("finding.projects.action_plan", **words)


def action_plan_rest(table: Table) -> str | None:
    """Say how many projects have no budget, so that their gap is unknown; None where every one has."""
    if not table.has("gap"):
        return None
    unknown = sum(gap is None for gap in table.column("gap"))
    return t("projects.gap_unknown", count=formats.whole(unknown)) if unknown else None
