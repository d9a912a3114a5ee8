"""The charts of `Genel bakış`: every funder indicator on one axis, and the list of what needs somebody.

`judged` is the answer of `data.indicators.judged_indicators`, `late` that of `data.overview.late_milestones`, `stale`
that of `data.freshness`; this module knows them only by their attributes.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Protocol

from dashboard import formats
from dashboard.figures import theme
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table
from dashboard.i18n import choose, t

AXIS_ENDS = 1.5
"""Bars end here; an indicator beyond it keeps its number in words and in the table."""
MOST_EXCEPTIONS = 10
STATUS_COLOURS = {
    "achieved": theme.BLUE,
    "on_track": theme.TEAL,
    "at_risk": theme.ORANGE,
    "off_track": theme.WINE,
    None: theme.NEUTRAL,
}
"""A second code only: the word stands at the end of every bar."""


class Standing(Protocol):
    """Where an indicator stands; see `data.standing.Standing`."""

    actual: Decimal | None
    plan: Decimal | None
    target: Decimal | None
    baseline: Decimal | None
    progress: Decimal | None
    percent_of_target: Decimal | None
    status: str | None


class Judged(Protocol):
    """An indicator with its standing; see `data.indicators.Judged`."""

    code: str
    names: dict[str, str | None]
    unit: str | None
    standing: Standing


def indicators_table(judged: Iterable[Judged]) -> Table:
    """Give one row an indicator, those behind first: where it began, what was planned to date, where it is."""
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
    """Draw each indicator's progress as a bar on a common axis, with a mark where the plan to date is."""
    codes, progress = table.column("code"), table.column("progress")
    colours = [STATUS_COLOURS[status] for status in table.column("status")]
    bar: theme.Part = {
        "type": "bar",
        "orientation": "h",
        "y": codes,
        "x": [None if share is None else max(0.0, min(share, AXIS_ENDS)) for share in progress],
        "marker": {"color": colours},
        "text": [_bar_words(share, word) for share, word in zip(progress, table.column("status_word"), strict=True)],
        "textposition": "outside",
        "cliponaxis": False,
        "hoverinfo": "none",
    }
    plan: theme.Part = {
        "type": "scatter",
        "mode": "markers",
        "name": t("overview.plan_share"),
        "y": codes,
        "x": [None if share is None else max(0.0, min(share, AXIS_ENDS)) for share in table.column("plan_share")],
        "marker": {"symbol": "line-ns-open", "size": 18, "color": theme.INK, "line": {"width": 3, "color": theme.INK}},
        "hoverinfo": "none",
    }
    names = theme.name_axis(type="category", tickvals=codes, ticktext=[_short(name) for name in table.column("name")])
    return theme.figure([bar, plan], xaxis=_share_axis(), yaxis=names, margin={"l": 4, "r": 150, "t": 8, "b": 4})


def indicators_finding(table: Table) -> str | None:
    """Say how many of the judged indicators are on track or achieved."""
    judged = [status for status in table.column("status") if status]
    if not judged:
        return None
    good = [status for status in judged if status in {"achieved", "on_track"}]
    return finding("finding.overview.on_track", good=str(len(good)), total=str(len(judged)))


class Late(Protocol):
    """A milestone that is due and not done; see `data.overview.LateMilestone`."""

    code: str
    names: dict[str, str | None]
    due_on: date
    days: int
    grant: str | None


def exceptions_table(late: Iterable[Late], judged: Iterable[Judged], stale: Iterable[tuple[str, int]]) -> Table:
    """Give at most ten things that need somebody: late milestones, indicators off track, sources out of date.

    The hidden first cell says where the row leads: `grant:<code>`, `indicator:<code>` or `source:<KIND>`.
    """
    columns = (
        Column("leads_to", t("table.code"), "code"),
        Column("what", t("overview.what"), "text"),
        Column("kind", t("overview.why"), "text"),
        Column("due_on", t("tl.due"), "day"),
        Column("days", t("overview.days_late")),
    )
    rows: list[tuple[object, ...]] = [
        (f"grant:{m.grant or ''}", choose(m.names), t("overview.late_milestone"), m.due_on, m.days) for m in late
    ]
    behind = [one for one in judged if one.standing.status == "off_track"]
    rows += [
        (f"indicator:{one.code}", choose(one.names), t("overview.off_track_indicator"), None, None) for one in behind
    ]
    rows += [(f"source:{kind}", t(f"kind.{kind}"), t("overview.stale_source"), None, days) for kind, days in stale]
    return Table(columns, tuple(rows[:MOST_EXCEPTIONS]))


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
    return (standing.plan - baseline) / (standing.target - baseline)


def _number(value: Decimal | None) -> float | int | None:
    """Give a decimal as the plainest number that holds it."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _bar_words(share: float | None, word: str) -> str:
    """Give what stands behind a bar: its number and its status."""
    return word if share is None else f"{formats.percent(share, 0)} · {word}"


def _short(name: str, most: int = 42) -> str:
    """Cut a long name for the axis; the table has it whole."""
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def _share_axis() -> theme.Part:
    """Give the common axis from 0 to 150 % with a line at the target."""
    ticks = [0, 0.25, 0.5, 0.75, 1, 1.25, 1.5]
    return {
        "range": [0, AXIS_ENDS],
        "tickvals": ticks,
        "ticktext": [formats.percent(tick, 0) for tick in ticks],
        "showgrid": True,
        "gridcolor": theme.GRID,
    }
