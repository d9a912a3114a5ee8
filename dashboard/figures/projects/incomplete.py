"""Waiting projects that have no rank because a score is missing: not low, but unknown, and therefore listed apart.

`frame` is that of `data.projects.incomplete`.
"""

from pandas import DataFrame

from dashboard import formats
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import choose, t


def incomplete_table(frame: DataFrame) -> Table:
    """Give each project with the number and the names of the criteria that have no score."""
    columns = [
        Column("code", t("table.code"), "code"),
        Column("name", t("pool.project"), "text"),
        Column("stage", t("projects.stage"), "text"),
        Column("missing", t("projects.missing")),
        Column("criteria", t("projects.missing_criteria"), "text"),
    ]
    found = lists(frame)
    stages = [t(f"stage.{code}") for code in found["stage"]]
    named = (found[f"missing_{code}"] for code in ("tr", "en", "ar"))
    criteria = [choose({"tr": tr, "en": en, "ar": ar}) for tr, en, ar in zip(*named, strict=True)]
    return Table.of(columns, found["code"], names_in(found), stages, found["missing"], criteria)


def incomplete_finding(table: Table) -> str | None:
    """Say how many waiting projects have no rank."""
    return lacking_finding(len(table.rows))


def lacking_finding(count: int) -> str | None:
    """Say how many projects lack a score; None where none does."""
    return finding("finding.projects.incomplete", count=formats.whole(count)) if count else None
