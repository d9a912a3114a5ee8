"""Rows of long names: each stands above its bar, so that bars are as wide as the screen allows, also on a phone."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dashboard import formats
from dashboard.figures import theme
from dashboard.figures.table import Table
from dashboard.i18n import t

MOST_ROWS = 15
"""Rows that a card of full height can draw; its table has them all."""
FEW_ROWS, _BAR = 8, 0.32
"""Up to so many rows stand in a lower card; the share of a row of fifteen that is its bar."""
_ROW, _FEW_ROW, _AROUND_FEW = 38.4, 35, 80
"""Pixels of a row of fifteen; what a lower card grows by with each row, and what it has besides for them to share."""
MARGIN = {"l": 4, "r": 4, "t": 20, "b": 4}
_LONGEST = 43
_WORDS = 34
"""Pixels between the legend and the bars, where words stand."""


def first_rows(table: Table, most: int = MOST_ROWS) -> Table:
    """Give the rows that are drawn."""
    return Table(table.columns, table.rows[:most])


def rest(table: Table, key: str, most: int = MOST_ROWS) -> str | None:
    """Say how many rows only the table shows; None where all are drawn.

    Args:
        table: all rows.
        key: message with `{count}`.
        most: how many are drawn.
    """
    return left_out(key, len(table.rows), most)


def left_out(key: str, count: int, most: int = MOST_ROWS) -> str | None:
    """Say how many of so many rows are not among the first ones; None where all are."""
    return t(key, count=formats.whole(count - most)) if count > most else None


def short(name: str, most: int = _LONGEST) -> str:
    """Cut a long name for the chart; the table has it whole."""
    return name if len(name) <= most else name[: most - 1].rstrip() + "…"


def name_above(row: object, text: str, x: object = 0, most: int = _LONGEST, **place: object) -> theme.Part:
    """Give the name of a row, above its bar.

    Args:
        row: where the row stands on the vertical axis.
        text: the name.
        x: where bars begin.
        most: letters that fit; a longer name is cut.
        place: what differs, such as the axes of a panel.
    """
    return {
        "x": x,
        "y": row,
        "xanchor": "left",
        "yanchor": "bottom",
        "yshift": 7,
        "xshift": -4,
        "text": short(text, most),
        "showarrow": False,
        "font": {"color": theme.INK, "size": 13},
        **place,
    }


def words_behind(row: object, x: object, text: str, **place: object) -> theme.Part:
    """Give the words behind a bar that ends at `x`."""
    return {
        "x": x,
        "y": row,
        "xanchor": "left",
        "xshift": 8,
        "text": text,
        "showarrow": False,
        "font": {"color": theme.MUTED, "size": 12},
        **place,
    }


def marks(rows: Sequence[object], x: Iterable[float | None], name: str) -> theme.Part:
    """Give upright marks on the bars: a plan, a limit."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "y": list(rows),
        "x": list(x),
        "marker": {
            "symbol": "line-ns-open",
            "size": 16,
            "color": theme.INK,
            "line": {"width": 3, "color": theme.INK},
        },
        "hoverinfo": "none",
    }


def thickness(rows: int) -> float:
    """Give the `width` of bars: as thick on the screen among few rows as among many, so that names keep their place."""
    return _BAR * share_of_few(rows)


def share_of_few(rows: int, above: int = 0) -> float:
    """Give how much more of its row a bar fills than among fifteen; the card of few rows is as high as they need.

    Args:
        rows: how many are drawn.
        above: pixels that the names of columns take.
    """
    if rows > FEW_ROWS:
        return rows / MOST_ROWS
    return (_ROW - above / MOST_ROWS) / (_FEW_ROW + (_AROUND_FEW - above) / max(rows, 1))


def legend_above(rows: int) -> theme.Part:
    """Give the place of a legend with words between it and the bars, as a share of the height of so many rows."""
    return {"y": 1.06 if rows > FEW_ROWS else round(1 + _WORDS / (_FEW_ROW * rows + _WORDS), 2)}


def few_rows(drawing: Mapping[str, Any], rows: int) -> int | None:
    """Give for how many rows the card of a drawing needs room; None where it needs the whole of it.

    Args:
        drawing: one whose vertical axis has a row for each category, or any other.
        rows: of its table.
    """
    axis = drawing["layout"].get("yaxis", {})
    ends = axis.get("range") if axis.get("type") == "category" else None
    drawn = round(ends[0] + 0.5) if ends else rows
    if drawn <= FEW_ROWS:
        return max(drawn, 1) if ends else FEW_ROWS
    return FEW_ROWS if rows <= FEW_ROWS else None


def hidden_axis(rows: Sequence[object], *, top: float = 0.5, least: int = 1, **own: object) -> theme.Axis:
    """Give the vertical axis of rows whose names stand above them, the first on top whichever series begins it.

    Args:
        rows: the categories.
        top: how much of a row is left above the middle of the first one.
        least: fewer rows keep the height of so many, where their card is of one height.
        own: what differs.
    """
    last = max(len(rows), least) - 0.5
    order = {"categoryorder": "array", "categoryarray": list(rows)}
    return {"type": "category", "visible": False, "range": [last, -top], **order, **own}
