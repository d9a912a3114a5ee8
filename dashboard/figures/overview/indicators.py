"""Every funder indicator on one axis.

`judged` is the answer of `data.indicators.judged_indicators`.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from dashboard import formats
from dashboard.figures import named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.overview.judged import Judged, Standing
from dashboard.figures.table import Column, Table
from dashboard.i18n import choose, t
from dashboard.shown_sum import ShownSum

AXIS_ENDS = 1.5
"""Bars end here; an indicator beyond it keeps its number in words and in the table."""
MOST_BARS = named_bars.MOST_ROWS
WORDS_NEED = ("code", "progress", "plan_share", "status_word")
STATUS_COLOURS = {
    "achieved": theme.BLUE,
    "on_track": theme.TEAL,
    "at_risk": theme.ORANGE,
    "off_track": theme.WINE,
    None: theme.NEUTRAL,
}
"""A second code only: the word stands at the end of every bar."""


def indicators_table(judged: Iterable[Judged]) -> Table:
    """Give one row a funder's indicator, those behind first: where it began, what was planned, where it is."""
    return standings_table(one for one in judged if one.grant)


def standings_table(judged: Iterable[Judged]) -> Table:
    """Give one row an indicator, those behind first."""
    columns = (
        Column("code", t("table.code"), "code"),
        Column("name", t("ind.indicator"), "text"),
        Column("unit", t("ind.unit"), "text"),
        Column("baseline", t("ind.baseline"), "number"),
        Column("plan", t("ind.planned_value"), "number"),
        Column("actual", t("ind.actual"), "number"),
        Column("target", t("ind.final_target"), "number"),
        Column("progress", t("ind.achievement_rate"), "share"),
        Column("percent_of_target", t("overview.percent_of_target"), "share"),
        Column("plan_share", t("overview.plan_share"), "share"),
        Column("status", t("table.code"), "code"),
        Column("status_word", t("overview.status"), "text"),
    )
    return Table(columns, tuple(map(_indicator_row, sorted(judged, key=_worst_first))))


def indicators(table: Table) -> theme.Figure:
    """Draw each indicator's progress as a bar on a common axis, with a mark where the plan to date is.

    A name stands above its bar, so that bars are as wide on a phone as the screen allows. The first fifteen are drawn;
    `indicators_rest` says how many more the table has.
    """
    rows = named_bars.first_rows(table)
    codes = rows.column("code")
    names = [named_bars.name_above(code, name) for code, name in zip(codes, rows.column("name"), strict=True)]
    plan = named_bars.marks(codes, map(_on_axis, rows.column("plan_share")), t("overview.plan_share"))
    words = [_words_behind(row) for row in zip(*map(rows.column, WORDS_NEED), strict=True)]
    return theme.figure(
        [_bars(rows), plan],
        xaxis=_share_axis(),
        yaxis=named_bars.hidden_axis(codes),
        margin=named_bars.MARGIN,
        annotations=[*names, *words],
    )


def _bars(table: Table) -> theme.Part:
    """Give the bars, in the colour of each status."""
    return {
        "type": "bar",
        "orientation": "h",
        "width": named_bars.thickness(len(table.rows)),
        "y": table.column("code"),
        "x": [_on_axis(share) for share in table.column("progress")],
        "marker": {"color": [STATUS_COLOURS[status] for status in table.column("status")]},
        "hoverinfo": "none",
    }


def _on_axis(share: float | None) -> float | None:
    """Give where a share is drawn; beyond the ends of the axis only the words say how far it goes."""
    return None if share is None else max(0.0, min(share, AXIS_ENDS))


def _words_behind(row: tuple[Any, ...]) -> theme.Part:
    """Give a bar's number and status, behind both the bar and the mark of its plan."""
    code, progress, plan, word = row
    furthest = max(_on_axis(progress) or 0, _on_axis(plan) or 0)
    text = word if progress is None else f"{formats.percent(progress, 0)} · {word}"
    return named_bars.words_behind(code, furthest, text)


def indicators_rest(table: Table) -> str | None:
    """Say how many indicators only the table shows; None where all are drawn."""
    return named_bars.rest(table, "overview.indicators_rest")


def indicators_finding(table: Table) -> str | None:
    """Say how many of the judged indicators are on track or achieved."""
    judged = [status for status in table.column("status") if status]
    if not judged:
        return None
    good = [status for status in judged if status in {"achieved", "on_track"}]
    return finding("finding.overview.on_track", good=str(len(good)), total=str(len(judged)))


def _worst_first(judged: Judged) -> tuple[int, str]:
    """Order by what needs attention: off track, at risk, on track, achieved, not judged."""
    order = ("off_track", "at_risk", "on_track", "achieved", None)
    return order.index(judged.standing.status), judged.code


def _indicator_row(judged: Judged) -> tuple[object, ...]:
    """Give the cells of one indicator; decimals become floats only here, for drawing and writing."""
    s = judged.standing
    numbers = (s.baseline, s.plan, s.actual, s.target, s.progress, s.percent_of_target, _plan_share(s))
    word = t(f"st.{s.status}") if s.status else t("overview.not_judged")
    return (judged.code, choose(judged.names), judged.unit or "", *map(_number, numbers), s.status, word)


def _plan_share(standing: Standing) -> Decimal | None:
    """Give how far the plan to date is on the way from baseline (0 where there is none) to the final target."""
    baseline = standing.baseline or Decimal(0)
    if standing.plan is None or standing.target is None or standing.target == baseline:
        return None
    return (Decimal(standing.plan) - baseline) / (Decimal(standing.target) - baseline)


def _number(value: Decimal | ShownSum | None) -> float | int | None:
    """Give a decimal as the plainest number that holds it; what is shown of a sum stays what it is."""
    if value is None or isinstance(value, ShownSum):
        return value
    return int(value) if value == value.to_integral_value() else float(value)


def _share_axis() -> theme.Part:
    """Give the common axis from 0 to 150 %, with room for words behind the longest bar."""
    ticks = [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5]
    return {
        "range": [0, AXIS_ENDS * 1.4],
        "tickvals": ticks,
        "ticktext": [formats.percent(tick, 0) for tick in ticks],
        "showgrid": True,
        "gridcolor": theme.GRID,
    }
