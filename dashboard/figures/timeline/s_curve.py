"""The S-curve of one indicator: planned and actual running total, and where the pace of the last months leads.

`curve` is the frame of `data.timeline.s_curve`, `tracks` that of `earned_schedules`.
"""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import theme
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.figures.timeline.framework import plain
from dashboard.i18n import t
from dashboard.shown_sum import is_partial, is_suppressed

CURVES = ("planned", "first_planned", "actual", "expected", "slowest", "fastest")
FACTS = (
    "code",
    "name",
    "unit",
    "spi_t",
    "sv_t",
    "first_spi_t",
    "state",
    "expected_on",
    "earliest_on",
    "latest_on",
    "missing_periods",
)
"""What is told of the indicator beside its curve, the same in every row."""
_MARKS = {"size": 7, "symbol": "circle"}


def s_curve_table(curve: DataFrame, tracks: DataFrame) -> Table:
    """Give the running totals at the end of each month; the hidden columns tell of the indicator."""
    cells, fact = lists(curve), _facts(tracks)
    count = len(cells["month"])
    columns = (
        (Column("month", t("tl.month"), "month"), cells["month"]),
        *((Column(key, t(f"timeline.{key}"), "number"), list(map(plain, cells[key]))) for key in CURVES),
        *((Column(key, t(f"timeline.fact.{key}"), "code"), [fact.get(key)] * count) for key in FACTS),
    )
    return Table.of([column for column, _ in columns], *(values for _, values in columns))


def _facts(tracks: DataFrame) -> dict[str, Any]:
    """Give what is known of the indicator that is drawn."""
    cells = lists(tracks)
    if True not in cells["chosen"]:
        return {}
    at = cells["chosen"].index(True)
    return {"name": names_in(cells)[at]} | {key: cells[key][at] for key in FACTS if key != "name"}


def s_curve(table: Table) -> theme.Figure:
    """Draw the plan dashed, what was reached solid, and the range of the forecast as a band around its middle.

    Where targets were revised, the plan before that stands beside the one that holds now.
    """
    months = table.column("month")
    x = [month.isoformat() for month in months]
    values = {key: [None if is_suppressed(cell) else cell for cell in table.column(key)] for key in CURVES}
    largest = max((value for column in values.values() for value in column if value is not None), default=0)
    return theme.figure(
        [*_forecast(x, values), *_plans(x, values), _actual(x, values)],
        showlegend=True,
        legend=theme.LEGEND_ON_TOP,
        xaxis=theme.month_axis(months),
        yaxis=theme.count_axis(largest),
        margin={"l": 4, "r": 16, "t": 56, "b": 4},
    )


def _line(x: Sequence[str], key: str, values: dict[str, list[Any]], colour: str, dash: str) -> theme.Trace:
    """Give one line, joined over the months in which nothing is told."""
    return {
        "type": "scatter",
        "mode": "lines",
        "name": t(f"timeline.{key}"),
        "x": list(x),
        "y": values[key],
        "connectgaps": True,
        "line": {"color": colour, "width": 2, "dash": dash},
        "hovertemplate": "%{y:,.0f}<extra></extra>",
    }


def _plans(x: Sequence[str], values: dict[str, list[Any]]) -> list[theme.Trace]:
    """Give the plan, and the first one where it was another."""
    now = _line(x, "planned", values, theme.INK, "dash")
    revised = any(value is not None for value in values["first_planned"])
    return [_line(x, "first_planned", values, theme.PURPLE, "dashdot"), now] if revised else [now]


def _actual(x: Sequence[str], values: dict[str, list[Any]]) -> theme.Trace:
    """Give what was reached, a mark at the end of each reported period."""
    line = _line(x, "actual", values, theme.BLUE, "solid")
    return {**line, "mode": "lines+markers", "marker": {**_MARKS, "color": theme.BLUE}}


def _forecast(x: Sequence[str], values: dict[str, list[Any]]) -> list[theme.Trace]:
    """Give the band between the slowest and the fastest pace, and the middle of it; nothing without a forecast."""
    if not any(value is not None for value in values["expected"]):
        return []
    slow = {**_line(x, "slowest", values, theme.ORANGE, "dot"), "line": {"width": 0}, "showlegend": False}
    fast = {**_line(x, "fastest", values, theme.ORANGE, "dot"), "line": {"width": 0}, "hoverinfo": "skip"}
    band = {**fast, "name": t("timeline.forecast_range"), "fill": "tonexty", "fillcolor": theme.GRID}
    return [{**slow, "hoverinfo": "skip"}, band, _line(x, "expected", values, theme.ORANGE, "dot")]


def s_curve_finding(table: Table) -> str | None:
    """Say how late the indicator is: SPI(t) and months; below 1 is late."""
    spi, late = fact(table, "spi_t"), fact(table, "sv_t")
    if spi is None or late is None:
        return None
    sort = "on_plan" if not late else "behind" if late < 0 else "ahead"
    return finding(f"finding.timeline.s_curve_{sort}", spi=formats.decimal(spi, 2), months=formats.decimal(abs(late)))


def s_curve_rest(table: Table) -> str | None:
    """Say of which indicator it speaks, when the target is reached at its pace, and what is missing."""
    if not table.rows or fact(table, "code") is None:
        return None
    unit, missing = fact(table, "unit"), fact(table, "missing_periods")
    name = fact(table, "name")
    told = [t("timeline.of_indicator", name=f"{name} ({unit})" if unit else name), forecast_in_words(table)]
    first = fact(table, "first_spi_t")
    told.append("" if first is None else t("timeline.by_first_plan", spi=formats.decimal(first, 2)))
    told.append(t("protected.partial") if any(map(is_partial, table.column("actual"))) else "")
    told.append(t("timeline.periods_missing", count=formats.whole(missing)) if missing else "")
    return ". ".join(filter(None, told))


def forecast_in_words(table: Table) -> str:
    """Say when the target is reached."""
    state = fact(table, "state")
    if state != "reachable":
        return t(f"forecast_state.{state}")
    days = {key: fact(table, f"{key}_on") for key in ("earliest", "expected", "latest")}
    return t("timeline.reached_in", **{key: _month(day) for key, day in days.items()})


def fact(table: Table, key: str) -> Any:  # noqa: ANN401  A number, a day or a text.
    """Give what is known of the indicator, None where nothing is."""
    cells = table.column(key)
    return cells[0] if cells else None


def _month(day: date | None) -> str:
    """Write the month of a forecast; one beyond ten years is not reached."""
    return formats.month(day) if day else t("timeline.not_within_ten_years")
