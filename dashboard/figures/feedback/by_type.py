"""Cases stacked by their type: the columns of a table, the same colours everywhere, fewer series on a phone."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from dashboard.codes import FEEDBACK_TYPE
from dashboard.figures import theme
from dashboard.figures.table import Column, Table
from dashboard.i18n import t

OTHER = "other_types"
"""The series of all types that have none of their own on a phone."""
MOST_NARROW, NARROW = 4, 480
"""Series that fit on a phone; pixels below which a chart counts as narrow."""
_ROOM_FOR_LEGEND = {"l": 4, "r": 12, "t": 40, "b": 4}
_MOST_PARTED = 30
"""Columns that are wide enough for a line between their parts."""

Series = dict[str, list[int]]
"""Cases of each row, by type."""


def type_columns(types: Iterable[str]) -> list[Column]:
    """Give a column for each type that occurs, in the order of the code list."""
    return [Column(one, t(f"feedback_type.{one}")) for one in in_order(types)]


def in_order(types: Iterable[str]) -> list[str]:
    """Give the types that occur in the order of the code list, which is also that of their colours."""
    found = set(types)
    return [one for one in FEEDBACK_TYPE if one in found]


def series_of(table: Table) -> Series:
    """Give the columns of types of a table."""
    return {column.key: table.column(column.key) for column in table.columns if column.key in FEEDBACK_TYPE}


def few(series: Series) -> Series:
    """Give at most four series: those with most cases, and all others together."""
    if len(series) <= MOST_NARROW:
        return series
    by_size = sorted(series, key=lambda one: (-sum(series[one]), FEEDBACK_TYPE.index(one)))
    kept, rest = in_order(by_size[: MOST_NARROW - 1]), by_size[MOST_NARROW - 1 :]
    others = [sum(cells) for cells in zip(*(series[one] for one in rest), strict=True)]
    return {**{one: series[one] for one in kept}, OTHER: others}


def stacked(series: Series, x: Sequence[str], hover: str, width: int | None = None, **layout: Any) -> theme.Figure:  # noqa: ANN401  Parts of a layout.
    """Draw columns of cases, one part a type.

    A drawing with fewer series comes along for narrow screens, see `assets/bundle/narrow.js`.

    Args:
        series: cases by type.
        x: where each column stands.
        hover: how the pointer writes a place on the axis.
        width: of the columns, where the axis has a measure of its own.
        layout: axes and what else differs.
    """
    own = {"barmode": "stack", "showlegend": True, "legend": theme.LEGEND_ON_TOP, "margin": _ROOM_FOR_LEGEND, **layout}
    wide = theme.figure(_parts(series, x, hover, width), **own)
    less = few(series)
    if less is series:
        return wide
    narrow: dict[str, Any] = {"below": NARROW, **theme.figure(_parts(less, x, hover, width), **own)}
    return theme.figure(_parts(series, x, hover, width), narrow=narrow, **own)


def _parts(series: Series, x: Sequence[str], hover: str, width: int | None) -> list[theme.Trace]:
    """Give the parts of the columns, which a thin line keeps apart where columns are wide enough."""
    line = {"color": theme.PAPER, "width": 1 if len(x) <= _MOST_PARTED else 0}
    return [
        {
            "type": "bar",
            "name": t("feedback.other_types") if one == OTHER else t(f"feedback_type.{one}"),
            "x": list(x),
            "y": cases,
            "width": width,
            "marker": {"color": theme.NEUTRAL if one == OTHER else theme.COLOURS[one], "line": line},
            "hovertemplate": f"{hover}: %{{y:,.0f}}<extra>%{{fullData.name}}</extra>",
        }
        for one, cases in series.items()
    ]


def ends(days: Sequence[date], *, quarters: bool = False) -> list[str]:
    """Give the ends of an axis of months or quarters: half of one before the first and after the last."""
    half = 46 if quarters else 16
    first, last = days[0].toordinal() - half, days[-1].toordinal() + half
    return [date.fromordinal(first).isoformat(), date.fromordinal(last).isoformat()]
