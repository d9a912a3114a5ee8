"""The action plan: approved and funded projects in order of priority, with all that it takes to carry them out.

`plan` is the frame of `data.projects.action_plan`, `projects` that of `data.projects.projects`, which knows more.
"""

from collections.abc import Mapping
from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, ColumnKind, Table, lists, names_in
from dashboard.i18n import t

COLUMNS: tuple[tuple[str, str, ColumnKind], ...] = (
    ("rank", "projects.rank", "whole"),
    ("priority", "pool.priority_score", "number"),
    ("stage", "projects.stage", "text"),
    ("owner", "pool.owner", "text"),
    ("starts_on", "projects.starts_on", "day"),
    ("ends_on", "projects.ends_on", "day"),
    ("original_ends_on", "projects.original_ends_on", "day"),
    ("budget", "pool.budget", "money"),
    ("secured", "projects.secured", "money"),
    ("gap", "projects.gap", "money"),
    ("currency", "projects.currency", "text"),
    ("mode", "projects.mode", "text"),
    ("days", "projects.days_in_stage", "whole"),
    ("limit", "projects.limit", "whole"),
)
"""Key, message and kind of what follows code and name, in the order in which a plan is read."""
_OF_PROJECTS = ("original_ends_on", "mode", "days", "limit")


def action_plan_table(plan: DataFrame, projects: DataFrame) -> Table:
    """Give the projects of the plan, those of the highest priority first, incomplete ones last."""
    columns = [
        Column("code", t("table.code"), "code"),
        Column("name", t("pool.project"), "text"),
        *(Column(key, t(label), kind) for key, label, kind in COLUMNS),
    ]
    planned = lists(plan)
    codes = planned["code"]
    known = facts_of(projects, _OF_PROJECTS)
    found = {key: [known[code][key] for code in codes] for key in _OF_PROJECTS}
    found |= {key: planned[key] for key, _, _ in COLUMNS if key not in _OF_PROJECTS}
    found["stage"] = [t(f"stage.{code}") for code in found["stage"]]
    found["mode"] = [t(f"mode.{code}") if code else None for code in found["mode"]]
    found["priority"] = [None if value is None else float(value) for value in found["priority"]]
    return Table.of(columns, codes, names_in(planned), *(found[key] for key, _, _ in COLUMNS))


def facts_of(projects: DataFrame, keys: tuple[str, ...]) -> Mapping[str, Mapping[str, Any]]:
    """Give some columns of projects by their code."""
    known = lists(projects)
    cells = (known[key] for key in ("code", *keys))
    return {code: dict(zip(keys, facts, strict=True)) for code, *facts in zip(*cells, strict=True)}


def action_plan_finding(table: Table) -> str | None:
    """Say how many projects the plan has and how many of them still lack money; a missing budget is not counted."""
    if not table.rows:
        return None
    lacking = [gap for gap in table.column("gap") if gap]
    words = {"count": formats.whole(len(table.rows)), "lacking": formats.whole(len(lacking))}
    return finding("finding.projects.action_plan", **words)


def action_plan_rest(table: Table) -> str | None:
    """Say how many projects have no budget, so that their gap is unknown; None where every one has."""
    unknown = sum(gap is None for gap in table.column("gap"))
    return t("projects.gap_unknown", count=formats.whole(unknown)) if unknown else None
