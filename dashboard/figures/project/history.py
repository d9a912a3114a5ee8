"""How the project came to where it stands: its stages with who decided, and its scores with what each means."""

from collections.abc import Sequence

from dashboard import formats
from dashboard.figures.findings import finding
from dashboard.figures.project.parts import Score, Stay, name_of
from dashboard.figures.table import Column, Table
from dashboard.i18n import choose, t


def stages_table(stays: Sequence[Stay]) -> Table:
    """Give the stages in the order in which they were entered; the last row is the stage of today."""
    columns = (
        Column("stage_code", t("table.code"), "code"),
        Column("stage", t("projects.stage"), "text"),
        Column("entered_on", t("project.entered_on"), "day"),
        Column("until", t("project.until"), "day"),
        Column("days", t("project.days")),
        Column("limit", t("projects.limit")),
        Column("decided_by", t("project.decided_by"), "text"),
        Column("reason", t("project.reason"), "text"),
    )
    return Table.of(
        columns,
        [stay.stage for stay in stays],
        [t(f"stage.{stay.stage}") for stay in stays],
        [stay.entered_on for stay in stays],
        [stay.until for stay in stays],
        [stay.days for stay in stays],
        [stay.limit for stay in stays],
        [stay.decided_by for stay in stays],
        [stay.reason for stay in stays],
    )


def stages_finding(table: Table) -> str | None:
    """Name the stage of today and the days spent in it, where it is not an end."""
    if not table.rows:
        return None
    stage, days = table.column("stage")[-1], table.column("days")[-1]
    if days is None:
        return finding("finding.project.ended", stage=stage)
    return finding("finding.project.stage", stage=stage, days=formats.whole(days))


def scores_table(scores: Sequence[Score]) -> Table:
    """Give one row a criterion by position: its weight in force, its score, what that means, and who gave it when."""
    columns = (
        Column("criterion_code", t("table.code"), "code"),
        Column("criterion", t("projects.criterion"), "text"),
        Column("weight", t("pool.weight"), "share"),
        Column("score", t("project.score")),
        Column("part", t("project.part"), "points"),
        Column("anchor", t("project.anchor"), "text"),
        Column("scored_on", t("project.scored_on"), "day"),
        Column("scored_by", t("project.scored_by"), "text"),
        Column("comment", t("project.comment"), "text"),
    )
    return Table.of(
        columns,
        [score.criterion.code for score in scores],
        [choose(score.criterion.names) for score in scores],
        [score.weight for score in scores],
        [score.score for score in scores],
        [score.part for score in scores],
        [name_of(score.anchor) for score in scores],
        [score.scored_on for score in scores],
        [score.scored_by for score in scores],
        [score.comment for score in scores],
    )


def scores_finding(table: Table) -> str | None:
    """Say how many criteria have a score; nothing where no criterion is known."""
    scores = table.column("score")
    if not scores:
        return None
    given = len([score for score in scores if score is not None])
    return finding("finding.project.scored", given=formats.whole(given), count=formats.whole(len(scores)))
