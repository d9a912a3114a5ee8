"""Where the pool is stuck: how long each open project has been in its stage, against the limit of the stage.

`frame` is that of `data.projects.days_in_stage`.
"""

from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import t

OVER, WITHIN = theme.WINE, theme.BLUE
"""Beyond its limit or not; the words behind the bar and the mark of the limit say the same."""
_ROOM_BEHIND, _LONGEST = 1.6, 43
"""The axis ends this much beyond the longest bar; letters of a name and its stage that fit on one line of a phone."""


def days_in_stage_table(frame: DataFrame) -> Table:
    """Give the open projects with the days in their stage, those furthest beyond the limit first."""
    columns = [
        Column("code", t("table.code"), "code"),
        Column("name", t("pool.project"), "text"),
        Column("stage", t("projects.stage"), "text"),
        Column("entered_on", t("projects.entered_on"), "day"),
        Column("days", t("projects.days_in_stage")),
        Column("limit", t("projects.limit")),
        Column("over", t("projects.over")),
    ]
    found = lists(frame)
    stages = [t(f"stage.{code}") for code in found["stage"]]
    numbers = (found[name] for name in ("entered_on", "days", "limit", "over"))
    return Table.of(columns, found["code"], names_in(found), stages, *numbers)


def days_in_stage(table: Table) -> theme.Figure:
    """Draw the first projects: a bar of days, a mark at the limit, both in words behind."""
    rows = named_bars.first_rows(table)
    codes, days, limits = map(rows.column, ("code", "days", "limit"))
    bars: theme.Trace = {
        "type": "bar",
        "orientation": "h",
        "width": named_bars.thickness(len(codes)),
        "y": codes,
        "x": days,
        "marker": {"color": [OVER if (over or 0) > 0 else WITHIN for over in rows.column("over")]},
        "hoverinfo": "none",
    }
    longest = max([*days, *(limit for limit in limits if limit is not None)], default=0) or 1
    notes = [part for row in rows.rows for part in _words(row)]
    return theme.figure(
        [bars, named_bars.marks(codes, limits, t("projects.limit"))],
        xaxis={"range": [0, longest * _ROOM_BEHIND], "visible": False},
        yaxis=named_bars.hidden_axis(codes),
        margin=named_bars.MARGIN,
        annotations=notes,
    )


def _words(row: tuple[Any, ...]) -> list[theme.Part]:
    """Give the name and stage of a project above its bar, its days and limit behind bar and mark."""
    code, name, stage, _, days, limit, _ = row
    told = formats.whole(days)
    text = (
        t("projects.days", days=told)
        if limit is None
        else t("projects.days_of_limit", days=told, limit=formats.whole(limit))
    )
    named = f"{named_bars.short(name, _LONGEST - len(stage) - 3)} · {stage}"
    return [named_bars.name_above(code, named, most=100), named_bars.words_behind(code, max(days, limit or 0), text)]


def days_in_stage_rest(table: Table) -> str | None:
    """Say how many projects only the table shows."""
    return named_bars.rest(table, "projects.rest")


def days_in_stage_finding(table: Table) -> str | None:
    """Say how many of the open projects are beyond the limit of their stage."""
    limited = [over for over in table.column("over") if over is not None]
    return stuck_finding(sum(days > 0 for days in limited), len(limited))


def stuck_finding(stuck: int, limited: int) -> str | None:
    """Say how many projects are beyond their limit, of how many that have one."""
    if not limited:
        return None
    if not stuck:
        return finding("finding.projects.none_stuck", count=formats.whole(limited))
    return finding("finding.projects.stuck", count=formats.whole(stuck), all=formats.whole(limited))
