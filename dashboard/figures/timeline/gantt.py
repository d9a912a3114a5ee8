"""The plan of a grant over time: first plan solid, extension hatched, what happened as a line, milestones as diamonds.

`plan` is the frame of `data.timeline.gantt`, `days` the data cut-off and the day on which the plan is looked at.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import day_axis, named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.lettering import bold
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.figures.timeline.diamonds import diamonds
from dashboard.i18n import t

MOST_ROWS = 14
"""Rows that are drawn; the most important ones, which `importance` says."""
_FIRST = {"grant": 0, "project": 1}
_LATER = {"overdue": 2, "open": 3, "done_late": 4}
_ROOM, _NEAR = 0.04, 0.12
"""The share of the axis that stays free at its ends, and beyond which a day that is long past the plan is only told."""
LETTERS, NARROW_LETTERS, NARROW = 90, 34, 560
"""What fits above a bar on a wide screen, and on the narrowest phone; pixels below which a chart counts as narrow."""


def gantt_table(plan: DataFrame, days: tuple[date, date]) -> Table:
    """Give the plan row by row; the hidden columns say for machines on which days it is looked at."""
    found = lists(plan)
    count = len(found["code"])
    columns = (
        (Column("code", t("table.code"), "code"), found["code"]),
        (Column("name", t("timeline.what"), "text"), names_in(found)),
        (Column("kind", t("table.code"), "code"), found["kind"]),
        (Column("kind_name", t("timeline.kind"), "text"), [t(f"gantt_kind.{kind}") for kind in found["kind"]]),
        (Column("parent", t("timeline.parent"), "code"), found["parent"]),
        (Column("starts_on", t("timeline.starts_on"), "day"), found["starts_on"]),
        (Column("original_on", t("timeline.original_on"), "day"), found["original_on"]),
        (Column("revised_on", t("timeline.revised_on"), "day"), found["revised_on"]),
        (Column("days_added", t("timeline.days_added")), _moved(found)),
        (Column("reason", t("timeline.reason"), "text"), found["reason"]),
        (Column("forecast_on", t("timeline.forecast_on"), "day"), found["forecast_on"]),
        (Column("done_on", t("timeline.done_on"), "day"), found["done_on"]),
        (Column("state", t("table.code"), "code"), found["state"]),
        (Column("state_word", t("overview.status"), "text"), [t(f"gantt_state.{state}") for state in found["state"]]),
        (Column("cutoff", t("data.cutoff_date"), "code"), [days[0].isoformat()] * count),
        (Column("as_of", t("filter.on"), "code"), [days[1].isoformat()] * count),
    )
    return Table.of([column for column, _ in columns], *(cells for _, cells in columns))


def _moved(found: dict[str, list[Any]]) -> list[int | None]:
    """Give by how many days each end or deadline moved."""
    pairs = zip(found["original_on"], found["revised_on"], strict=True)
    return [(later - first).days if first and later else None for first, later in pairs]


def gantt(table: Table) -> theme.Figure:
    """Draw the most important rows from top to bottom, the day of looking and the cut-off as lines.

    A drawing with shorter names comes along for narrow screens, see `assets/bundle/narrow.js`.
    """
    rows = drawn_rows(table)
    if not rows:
        return theme.figure([])
    narrow = {"below": NARROW, **_drawing(rows, NARROW_LETTERS)}
    return _drawing(rows, LETTERS, narrow=narrow)


def _drawing(rows: list[dict[str, Any]], letters: int, narrow: object = None) -> theme.Figure:
    """Draw the rows with names of so many letters at most."""
    first, last = span(rows)
    pad = (last - first) * _ROOM
    begin = (first - pad).isoformat()
    return theme.figure(
        [*_bars(rows, first), *diamonds(rows)],
        barmode="overlay",
        showlegend=True,
        xaxis=theme.month_axis(
            day_axis.months(first, last), range=[begin, (last + pad).isoformat()], showgrid=True, gridcolor=theme.GRID
        ),
        yaxis=named_bars.hidden_axis([row["code"] for row in rows]),
        legend=theme.LEGEND_ON_TOP,
        margin={**named_bars.MARGIN, "t": 92},
        shapes=_lines(rows, first, last),
        annotations=_names(rows, begin, letters),
        narrow=narrow,
    )


def drawn_rows(table: Table) -> list[dict[str, Any]]:
    """Give the rows that are drawn, by their keys and in the order of the table."""
    keys = [column.key for column in table.columns]
    rows = [dict(zip(keys, row, strict=True)) for row in table.rows]
    order = sorted(range(len(rows)), key=lambda at: (importance(rows[at]), at))
    return [rows[at] for at in sorted(order[:MOST_ROWS])]


def importance(row: dict[str, Any]) -> int:
    """Give how soon a row is left out where room is short: grant and projects last, then what is late or ahead."""
    if row["kind"] in _FIRST:
        return _FIRST[row["kind"]]
    return _LATER.get(row["state"], 5 if row["kind"] == "milestone" else 6)


def span(rows: Sequence[dict[str, Any]]) -> tuple[date, date]:
    """Give the first and the last day of the axis; what began before the grant is cut, and so is a far later today."""
    grant = rows[0]
    days = [row[key] for row in rows for key in ("original_on", "revised_on", "forecast_on", "done_on") if row[key]]
    begins = [day for day in (grant["starts_on"], *(row["done_on"] for row in rows)) if day]
    first = min(begins or days)
    last = max([*days, first + timedelta(days=30)])
    beyond = last + (last - first) * _NEAR
    near = [day for day in marked_days(rows).values() if first <= day <= beyond]
    return first, max([last, *near])


def marked_days(rows: Sequence[dict[str, Any]]) -> dict[str, date]:
    """Give the days that are marked with a line: the day of looking and the cut-off."""
    return {key: date.fromisoformat(rows[0][key]) for key in ("as_of", "cutoff")}


def _lines(rows: Sequence[dict[str, Any]], first: date, last: date) -> list[theme.Part]:
    """Give the lines of the marked days that lie on the axis: the day of looking dotted, the cut-off dashed."""
    drawn = {day: day_axis.line_at(day) for day in marked_days(rows).values() if first <= day <= last}
    cutoff = marked_days(rows)["cutoff"]
    if cutoff in drawn and len(drawn) > 1:
        drawn[cutoff]["line"] = {"color": theme.MUTED, "width": 1, "dash": "dash"}
    return list(drawn.values())


def _names(rows: Sequence[dict[str, Any]], x: str, letters: int) -> list[theme.Part]:
    """Give the name of each row above it; behind it how far it was moved, and the word where it is late."""
    return [named_bars.name_above(row["code"], _title(row, letters), x=x, most=2 * LETTERS) for row in rows]


def _title(row: dict[str, Any], letters: int = LETTERS) -> str:
    """Write the name of a row with what is to be known of it at a glance; the name is cut to leave room for that."""
    told = []
    if row["days_added"]:
        told.append(t("timeline.days_later" if row["days_added"] > 0 else "timeline.days_earlier", days=_days(row)))
    if row["revised_on"] is None:
        told.append(t("timeline.no_end"))
    late = row["state_word"] if row["state"] == "overdue" else ""
    room = letters - sum(len(words) + 3 for words in [*told, late] if words)
    name = named_bars.short(row["name"], room)
    first = bold(name) if row["kind"] == "grant" else name
    return " · ".join([first, *told, *([bold(late)] if late else [])])


def _days(row: dict[str, Any]) -> str:
    """Write by how many days a row was moved."""
    return formats.whole(abs(row["days_added"]))


def _bars(rows: Sequence[dict[str, Any]], first: date) -> list[theme.Trace]:
    """Give the bars: the first plan, what a revision added or took away, and what has happened of it."""
    spans = [row for row in rows if row["kind"] != "milestone" and row["starts_on"] and row["revised_on"]]
    plan = [(r["code"], max(r["starts_on"], first), _first_end(r)) for r in spans]
    moved = [(r["code"], *sorted((r["original_on"], r["revised_on"]))) for r in spans if r["days_added"]]
    begun = [row for row in rows if row["starts_on"] and _passed(row) > max(row["starts_on"], first)]
    passed = [(row["code"], max(row["starts_on"], first), _passed(row)) for row in begun]
    thick = named_bars.thickness(len(rows))
    outline = {"color": [theme.WINE if r["state"] == "overdue" else theme.BLUE for r in spans]}
    width = [3 if r["state"] == "overdue" else 0 for r in spans]
    drawn = [
        day_axis.bars(t("timeline.first_plan"), plan, {"color": theme.BLUE, "line": {**outline, "width": width}}, thick)
    ]
    if moved:
        drawn.append(day_axis.bars(t("timeline.revised_by"), moved, theme.provisional(theme.BLUE), thick))
        drawn[-1]["hovertext"] = [row["reason"] or _title(row) for row in spans if row["days_added"]]
    drawn.append(day_axis.bars(t("timeline.passed"), passed, {"color": theme.ORANGE}, thick / 3))
    return drawn


def _first_end(row: dict[str, Any]) -> date:
    """Give where the solid bar ends: at the first plan, or at the present one where that is earlier."""
    ends: date = min(row["original_on"] or row["revised_on"], row["revised_on"])
    return ends


def _passed(row: dict[str, Any]) -> date:
    """Give the day up to which a bar has happened: its day of done, else the day of looking, never beyond its end."""
    done: date | None = row["done_on"]
    looked = date.fromisoformat(row["as_of"])
    return done or min(looked, row["revised_on"] or looked)


def gantt_rest(table: Table) -> str | None:
    """Say what the upright lines are, which marked days lie beyond the axis, and how many rows only the table shows."""
    rows = drawn_rows(table)
    if not rows:
        return None
    first, last = span(rows)
    told = [
        t(f"timeline.line_{key}", day=formats.day(day))
        for key, day in marked_days(rows).items()
        if first <= day <= last
    ]
    told += [
        t(f"timeline.beyond_{key}", day=formats.day(day))
        for key, day in marked_days(rows).items()
        if not first <= day <= last
    ]
    told += [named_bars.left_out("timeline.folded", len(table.rows), MOST_ROWS) or ""]
    return ". ".join(filter(None, told)) or None


def gantt_finding(table: Table) -> str | None:
    """Say what the extension changed, else how many rows are late."""
    if not table.rows:
        return None
    added = table.column("days_added")[0]
    if added:
        ends = {
            "first": formats.day(table.column("original_on")[0]),
            "last": formats.day(table.column("revised_on")[0]),
        }
        return finding("finding.timeline.extended", days=formats.whole(added), **ends)
    late = table.column("state").count("overdue")
    return finding("finding.timeline.late" if late else "finding.timeline.none_late", count=formats.whole(late))
