"""How long a first response takes: half of all cases and nine of ten, by type and priority, against the limit.

`frame` is that of `data.feedback.response_times`. What waits still counts: where too few have been answered, a time is
not reached yet, which is neither missing nor zero.
"""

from collections.abc import Sequence
from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, LongerThan, Table, lists
from dashboard.i18n import t

_MEDIAN, _P90 = "median_days", "p90_days"
_SYMBOLS = {_MEDIAN: ("circle", theme.BLUE), _P90: ("diamond", theme.ORANGE)}
MOST = 16
"""Rows that are drawn: four types, each of four priorities."""
_TOP = 0.85
"""How much of a row is left above the first one for its name."""
_STROKE = 10
"""Pixels of a stroke at a limit."""
_ROOM_BEHIND = 1.75
"""The axis ends this much beyond the furthest mark, so that the words behind it fit."""

Cells = dict[str, Any]


def response_times_table(frame: DataFrame) -> Table:
    """Give a row for each type and priority with its times, those furthest beyond their limit first."""
    columns = (
        Column("type", t("table.code"), "code"),
        Column("priority", t("table.code"), "code"),
        Column("name", t("feedback.type_and_priority"), "text"),
        Column("cases", t("feedback.cases")),
        Column("waiting", t("feedback.waiting")),
        Column("answered", t("feedback.answered")),
        Column(_MEDIAN, t("feedback.median_days"), "wait"),
        Column(_P90, t("feedback.p90_days"), "wait"),
        Column("longest_days", t("feedback.longest_days")),
        Column("limit_days", t("feedback.limit_days")),
    )
    cells = lists(frame)
    rows = [dict(zip(cells, row, strict=True)) for row in zip(*cells.values(), strict=True)]
    return Table(columns, tuple(map(_row, sorted(rows, key=_beyond_limit))))


def _row(row: Cells) -> tuple[Any, ...]:
    """Give the cells of one type and priority."""
    words = t("feedback.of_priority", type=t(f"feedback_type.{row['type']}"), priority=t(f"priority.{row['priority']}"))
    counts = (row[key] for key in ("cases", "waiting", "answered"))
    times = (_reached(row[key], row["longest_days"]) for key in (_MEDIAN, _P90))
    return (row["type"], row["priority"], words, *counts, *times, row["longest_days"], row["limit_days"])


def _reached(days: int | None, longest: int | None) -> int | LongerThan | None:
    """Give a time, or that it is longer than the longest wait observed."""
    return LongerThan(longest) if days is None and longest is not None else days


def _beyond_limit(row: Cells) -> tuple[float, float]:
    """Order by how many times the limit nine of ten cases take, longest first; what has no limit stands last."""
    days = row["longest_days"] if row[_P90] is None else row[_P90]
    if not row["limit_days"] or days is None:
        return 0, -(days or 0)
    return -days / row["limit_days"], -days


def response_times(table: Table) -> theme.Figure:
    """Draw each row as two marks joined by a line, and a stroke at its limit; a hollow mark is not reached yet."""
    rows = [dict(zip((c.key for c in table.columns), row, strict=True)) for row in table.rows[:MOST]]
    places = [f"{row['type']}.{row['priority']}" for row in rows]
    furthest = max(map(_furthest, rows), default=0) or 1
    marks = [*(_marks(key, places, rows) for key in _SYMBOLS), _hollow(places, rows)]
    notes = [note for place, row in zip(places, rows, strict=True) for note in _words(place, row)]
    return theme.figure(
        [_joined(places, rows), *(one for one in marks if one["x"]), _limits(places, rows)],
        showlegend=True,
        legend=theme.LEGEND_ON_TOP,
        xaxis={"range": [0, furthest * _ROOM_BEHIND], "visible": False},
        yaxis=named_bars.hidden_axis(places, top=_TOP),
        margin={**named_bars.MARGIN, "l": 12, "t": 64},
        annotations=notes,
    )


def _furthest(row: Cells) -> int:
    """Give where the last mark of a row stands."""
    return max(_days(row[_P90]), row["limit_days"] or 0)


def _days(time: int | LongerThan | None) -> int:
    """Give where a time stands on the axis."""
    return time.days if isinstance(time, LongerThan) else time or 0


def _words(place: str, row: Cells) -> list[theme.Part]:
    """Give the name of a row with its cases above its marks, and its times and limit in words behind them."""
    name = t("feedback.row", name=row["name"], count=formats.whole(row["cases"]))
    times = {"median": _written(row[_MEDIAN]), "p90": _written(row[_P90])}
    limit = row["limit_days"]
    told = t("feedback.times_of_limit", **times, limit=formats.whole(limit)) if limit else t("feedback.times", **times)
    return [named_bars.name_above(place, name, most=100), named_bars.words_behind(place, _furthest(row), told)]


def _joined(places: list[str], rows: list[Cells]) -> theme.Trace:
    """Give the lines between the two marks of each row."""
    ends = [(place, _days(row[_MEDIAN]), _days(row[_P90])) for place, row in zip(places, rows, strict=True)]
    return {
        "type": "scatter",
        "mode": "lines",
        "showlegend": False,
        "y": [cell for place, _, _ in ends for cell in (place, place, None)],
        "x": [cell for _, first, last in ends for cell in (first, last, None)],
        "line": {"color": theme.NEUTRAL, "width": 3},
        "hoverinfo": "none",
    }


def _marks(key: str, places: list[str], rows: list[Cells]) -> theme.Trace:
    """Give the marks of one time where it is reached."""
    symbol, colour = _SYMBOLS[key]
    ends = [(place, row[key]) for place, row in zip(places, rows, strict=True) if not _is_open(row[key])]
    return _dots(t(f"feedback.{key}"), ends, [symbol] * len(ends), [colour] * len(ends))


def _hollow(places: list[str], rows: list[Cells]) -> theme.Trace:
    """Give the hollow marks of times that are not reached yet, where the longest wait ends."""
    ends = [
        (place, row[key], *_SYMBOLS[key])
        for key in reversed(_SYMBOLS)
        for place, row in zip(places, rows, strict=True)
        if _is_open(row[key])
    ]
    symbols = [f"{symbol}-open" for _, _, symbol, _ in ends]
    return _dots(t("feedback.not_reached"), [end[:2] for end in ends], symbols, [colour for *_, colour in ends])


def _is_open(time: int | LongerThan | None) -> bool:
    """Say whether a time is not reached yet."""
    return isinstance(time, LongerThan)


def _dots(
    name: str, ends: Sequence[tuple[str, int | LongerThan | None]], symbols: list[str], colours: list[str]
) -> theme.Trace:
    """Give marks of one kind."""
    return {
        "type": "scatter",
        "mode": "markers",
        "name": name,
        "y": [place for place, _ in ends],
        "x": [_days(time) for _, time in ends],
        "marker": {"symbol": symbols, "size": 11, "color": colours, "line": {"width": 2, "color": colours}},
        "cliponaxis": False,
        "hoverinfo": "none",
    }


def _written(time: int | LongerThan | None) -> str:
    """Write a time in days, or that it is longer than observed."""
    return formats.wait(time.days, reached=False) if isinstance(time, LongerThan) else formats.whole(time)


def _limits(places: list[str], rows: list[Cells]) -> theme.Trace:
    """Give the strokes of the limits, short enough to leave the names above them alone."""
    strokes = named_bars.marks(places, (row["limit_days"] for row in rows), t("feedback.limit_days"))
    line = {"width": 3, "color": theme.INK}
    return {**strokes, "marker": {"symbol": "line-ns-open", "size": _STROKE, "color": theme.INK, "line": line}}


def response_times_rest(table: Table) -> str | None:
    """Say how many rows only the table shows."""
    return named_bars.rest(table, "feedback.rows_rest", MOST)


def response_times_finding(table: Table) -> str | None:
    """Say for how many of the rows with a limit nine of ten cases take longer than it."""
    limited = [(p90, limit) for p90, limit in zip(table.column(_P90), table.column("limit_days"), strict=True) if limit]
    if not limited:
        return None
    beyond = sum(_days(p90) > limit for p90, limit in limited)
    words = {"count": formats.whole(beyond), "all": formats.whole(len(limited))}
    return finding("finding.feedback.beyond_limit" if beyond else "finding.feedback.within_limit", **words)
