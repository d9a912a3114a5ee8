"""Every project in view, one a row: the table that is sorted, searched and taken away.

`frame` is that of `data.projects.projects`.
"""

from pandas import DataFrame

from dashboard import formats
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, ColumnKind, Table, lists, names_in
from dashboard.i18n import t

COLUMNS: tuple[tuple[str, str, ColumnKind], ...] = (
    ("code", "table.code", "text"),
    ("stage", "projects.stage", "text"),
    ("days", "projects.days_in_stage", "whole"),
    ("rank", "projects.rank", "whole"),
    ("priority", "pool.priority_score", "points"),
    ("owner", "pool.owner", "text"),
    ("country", "projects.country", "text"),
    ("starts_on", "projects.starts_on", "day"),
    ("ends_on", "projects.ends_on", "day"),
    ("original_ends_on", "projects.original_ends_on", "day"),
    ("budget", "pool.budget", "money"),
    ("spent", "pool.expenditure", "money"),
    ("secured", "projects.secured", "money"),
    ("gap", "projects.gap", "money"),
    ("currency", "projects.currency", "text"),
    ("mode", "projects.mode", "text"),
    ("limit", "projects.limit", "whole"),
    ("stability", "projects.stability", "share"),
)
"""Key, message and kind of what follows the name."""


def list_table(frame: DataFrame) -> Table:
    """Give the projects in the order of the frame."""
    columns = [
        Column("name", t("pool.project"), "text"),
        *(Column(key, t(label), kind) for key, label, kind in COLUMNS),
    ]
    found = lists(frame)
    found["stage"] = [t(f"stage.{code}") if code else None for code in found["stage"]]
    found["mode"] = [t(f"mode.{code}") if code else None for code in found["mode"]]
    found["country"] = [formats.country(code) if code else None for code in found["country"]]
    return Table.of(columns, names_in(found), *(found[key] for key, _, _ in COLUMNS))


def list_finding(table: Table) -> str | None:
    """Say how many projects are in view."""
    return finding("finding.projects.listed", count=formats.whole(len(table.rows))) if table.rows else None
