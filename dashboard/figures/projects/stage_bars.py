"""What counts and budgets by stage have in common: the groups of stages, their bars and their words."""

from collections.abc import Sequence

from dashboard.figures import named_bars, theme
from dashboard.figures.table import Column
from dashboard.i18n import t

RUNNING, ENDED = frozenset({"running", "closing"}), frozenset({"closed", "rejected"})
"""Stages that come after the pool; all others are in it."""
GROUPS = ("in_pool", "running", "ended")
ROOM_BEHIND = 1.35
"""The axis ends this much beyond the longest bar, so that its number fits behind it."""


def group_of(stage: str) -> str:
    """Give where a stage belongs: in the pool, running, or ended."""
    if stage in RUNNING:
        return "running"
    return "ended" if stage in ENDED else "in_pool"


def stage_columns() -> tuple[Column, Column]:
    """Give the columns that name a stage."""
    return Column("stage", t("table.code"), "code"), Column("name", t("projects.stage"), "text")


def stage_names(codes: Sequence[str]) -> list[str]:
    """Give the words of stages."""
    return [t(f"stage.{code}") for code in codes]


def series(rows: Sequence[tuple[str, float]], thickness: float) -> list[theme.Trace]:
    """Give the bars of each group of stages that has any."""
    grouped = {group: [row for row in rows if group_of(row[0]) == group] for group in GROUPS}
    return [
        {
            "type": "bar",
            "orientation": "h",
            "width": thickness,
            "name": t(f"projects.group.{group}"),
            "legendgroup": group,
            "y": [code for code, _ in bars],
            "x": [value for _, value in bars],
            "marker": {"color": theme.COLOURS[group]},
            "hoverinfo": "none",
        }
        for group, bars in grouped.items()
        if bars
    ]


def words(code: str, name: str, value: float, text: str) -> list[theme.Part]:
    """Give the name above a bar and the number behind it."""
    return [named_bars.name_above(code, name), named_bars.words_behind(code, value, text)]
