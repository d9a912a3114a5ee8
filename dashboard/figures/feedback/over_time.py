"""Feedback by month: cases by type, and below it, on the same axis of time, cases per 1,000 contacts.

`months` is the frame of `data.feedback.received_by_month`, `rates` that of `rate_by_month`.
"""

from collections.abc import Iterable
from typing import Any, Protocol

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import quarters, theme
from dashboard.figures.feedback import by_type
from dashboard.figures.findings import finding, share_of
from dashboard.figures.table import Column, Table, lists
from dashboard.i18n import t

_SAME_AXIS = {"automargin": False, "tickangle": 0}
_LEFT, _RIGHT = 48, 12
"""Both charts leave the same room beside their columns, so that a month of one stands above that of the other."""


class HasMonths(Protocol):
    """Feedback that is known by month; see `data.feedback.Answers`."""

    def received_by_month(self) -> DataFrame:
        """Give the frame of months."""


def by_month_table(months: DataFrame) -> Table:
    """Give the cases of each month by type, and in all; no rows where none was received."""
    cells = lists(months)
    types = by_type.in_order(cells["type"])
    columns = _columns(types)
    rows: dict[object, dict[str, int]] = {}
    for month, one, cases in zip(cells["month"], cells["type"], cells["cases"], strict=True):
        rows.setdefault(month, {})[one] = cases
    counted = ((month, [found.get(one, 0) for one in types]) for month, found in rows.items())
    return Table(columns, tuple((month, *cases, sum(cases)) for month, cases in counted))


def _columns(types: Iterable[str]) -> tuple[Column, ...]:
    """Give the columns of months with some types."""
    return Column("month", t("tl.month"), "month"), *by_type.type_columns(types), Column("total", t("table.total"))


def by_month_of(answers: HasMonths | None) -> Table:
    """Give the same table from the feedback of one project or place; None is a partner without a place in Türkiye."""
    if answers is None:
        return Table(_columns(()), ())
    return by_month_table(answers.received_by_month())


def by_month(table: Table) -> theme.Figure:
    """Draw a column a month, stacked by type."""
    days = table.column("month")
    return by_type.stacked(
        by_type.series_of(table),
        [day.isoformat() for day in days],
        quarters.hover_time(table),
        quarters.bar_width(table),
        xaxis=_time_axis(table),
        yaxis=theme.count_axis(max(table.column("total"), default=0), **_SAME_AXIS),
        margin={"l": _LEFT, "r": _RIGHT, "t": 40, "b": 4},
    )


def by_month_finding(table: Table) -> str | None:
    """Say how many cases were received, and of which type most are."""
    series = by_type.series_of(table)
    total = table.total("total")
    if not total:
        return None
    most = max(series, key=lambda one: sum(series[one]))
    words = {"count": formats.whole(int(total)), "type": t(f"feedback_type.{most}")}
    return finding("finding.feedback.received", **words, share=share_of(sum(series[most]), total))


def rate_table(rates: DataFrame) -> Table:
    """Give each month with its cases, its contacts and the cases per 1,000 of them."""
    columns = (
        Column("month", t("tl.month"), "month"),
        Column("cases", t("feedback.cases")),
        Column("contacts", t("unit.contacts")),
        Column("per_1000", t("feedback.per_1000"), "points"),
    )
    found = lists(rates)
    return Table.of(columns, *(found[column.key] for column in columns))


def rate(table: Table) -> theme.Figure:
    """Draw the rate as a line that breaks where a month has no contacts, over a dashed line at that of all months."""
    whole = _overall(table)
    return theme.figure(
        [_line(table)],
        xaxis=_time_axis(table),
        yaxis={"rangemode": "tozero", "nticks": 4, "tickformat": ",~f", **_SAME_AXIS},
        margin={"l": _LEFT, "r": _RIGHT, "t": 24, "b": 4},
        shapes=[] if whole is None else [_line_at(whole)],
        annotations=[] if whole is None else [_name_of_line(whole, table)],
    )


def rate_finding(table: Table) -> str | None:
    """Say the rate of all months together, and the month in which it was highest."""
    whole = _overall(table)
    known = [(per_1000, month) for month, _, _, per_1000 in table.rows if per_1000 is not None]
    if whole is None or not known:
        return None
    highest, month = max(known)
    words = {"rate": formats.decimal(whole), "highest": formats.decimal(highest)}
    if quarters.are_quarters(table):
        return finding("finding.feedback.rate_by_quarter", **words, quarter=formats.quarter(month))
    return finding("finding.feedback.rate", **words, month=formats.month(month))


def rate_rest(table: Table) -> str | None:
    """Say how many months have no rate, because no contacts are recorded for them."""
    lacking = table.column("per_1000").count(None)
    if not lacking:
        return None
    key = "feedback.quarters_without_contacts" if quarters.are_quarters(table) else "feedback.months_without_contacts"
    return t(key, count=formats.whole(lacking))


def _time_axis(table: Table) -> theme.Axis:
    """Give the axis of time of a table, the same for both charts."""
    days = table.column("month")
    ends = by_type.ends(days, quarters=quarters.are_quarters(table)) if days else []
    return quarters.time_axis(table, range=ends) if days else {}


def _overall(table: Table) -> float | None:
    """Give the rate of all months that have one together."""
    known = [(cases, contacts) for _, cases, contacts, per_1000 in table.rows if per_1000 is not None]
    contacts = sum(count for _, count in known)
    return 1000 * sum(cases for cases, _ in known) / contacts if contacts else None


def _line(table: Table) -> theme.Trace:
    """Give the line of the rate, with a mark at each month."""
    rates = [None if one is None else float(one) for one in table.column("per_1000")]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": t("feedback.per_1000"),
        "x": [day.isoformat() for day in table.column("month")],
        "y": rates,
        "connectgaps": False,
        "line": {"color": theme.COLOURS["feedback"], "width": 2.5},
        "marker": {"color": theme.COLOURS["feedback"], "size": 6},
        "cliponaxis": False,
        "hovertemplate": f"{quarters.hover_time(table)}: %{{y:,.1f}}<extra></extra>",
    }


def _line_at(y: float) -> theme.Part:
    """Give the dashed line across all months."""
    line = {"color": theme.MUTED, "width": 1.5, "dash": "dash"}
    return {"type": "line", "x0": 0, "x1": 1, "xref": "paper", "y0": y, "y1": y, "line": line}


def _name_of_line(y: float, table: Table) -> dict[str, Any]:
    """Give the words above the chart that say what the dashed line is."""
    place = {"x": 1, "xref": "paper", "xanchor": "right", "y": 1, "yref": "paper", "yanchor": "bottom"}
    key = "feedback.all_quarters" if quarters.are_quarters(table) else "feedback.all_months"
    text = t(key, rate=formats.decimal(y))
    return {**place, "text": text, "showarrow": False, "font": {"color": theme.MUTED, "size": 12}}
