"""The action plan in time: from the planned start to the planned end, an end that was revised marked.

`plan` is the frame of `data.projects.action_plan`, `today` the reference day.
"""

from datetime import date, timedelta

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import day_axis, named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists, names_in
from dashboard.i18n import t

_ROOM = timedelta(days=30)


def schedule_table(plan: DataFrame, today: date) -> Table:
    """Give the projects of the plan with start, first and present planned end, and whether the start has passed.

    The hidden columns say for machines which day the state was judged on, and what it is: `late` where the planned
    start has passed, else empty.
    """
    columns = [
        Column("code", t("table.code"), "code"),
        Column("name", t("pool.project"), "text"),
        Column("starts_on", t("projects.starts_on"), "day"),
        Column("original_ends_on", t("projects.original_ends_on"), "day"),
        Column("ends_on", t("projects.ends_on"), "day"),
        Column("as_of", t("filter.on"), "code"),
        Column("start_state", t("projects.start_state"), "code"),
    ]
    planned = lists(plan)
    codes = planned["code"]
    starts = planned["starts_on"]
    days = (starts, planned["original_ends_on"], planned["ends_on"])
    late = ["late" if start and start < today else "" for start in starts]
    return Table.of(columns, codes, names_in(planned), *days, [today.isoformat()] * len(codes), late)


def schedule(table: Table) -> theme.Figure:
    """Draw the first projects that have both days: the first plan solid, what was added to it hatched, today dotted."""
    if not table.rows:
        return theme.figure([])
    rows, today = named_bars.first_rows(_dated(table)), date.fromisoformat(table.column("as_of")[0])
    first, last = _span(rows, today)
    ends = [(first - _ROOM).isoformat(), (last + _ROOM).isoformat()]
    names = [named_bars.name_above(row[0], row[1], x=ends[0]) for row in rows.rows]
    return theme.figure(
        [*_bars(rows), *_revised(rows)],
        barmode="overlay",
        showlegend=bool(_revised(rows)),
        xaxis=theme.month_axis(day_axis.months(first, last), range=ends, showgrid=True, gridcolor=theme.GRID),
        yaxis=named_bars.hidden_axis(rows.column("code")),
        legend=named_bars.legend_above(len(rows.rows)),
        margin={**named_bars.MARGIN, "t": 60},
        shapes=[day_axis.line_at(today)],
        annotations=[*names, day_axis.name_at(today, first, last)],
    )


def _dated(table: Table) -> Table:
    """Give the rows that can be drawn: those with a start and an end."""
    return Table(table.columns, tuple(row for row in table.rows if row[2] and row[4]))


def _span(rows: Table, today: date) -> tuple[date, date]:
    """Give the first and the last day of the axis, the reference day included."""
    days = [day for key in ("starts_on", "ends_on", "original_ends_on") for day in rows.column(key) if day]
    return min([today, *days]), max([today, *days])


def _bars(rows: Table) -> list[theme.Trace]:
    """Give the bars of the first plan, or of the whole one where its end was not moved back."""
    spans = [(row[0], row[2], min(row[3], row[4]) if row[3] else row[4]) for row in rows.rows]
    thickness = named_bars.thickness(len(rows.rows))
    return [day_axis.bars(t("projects.first_plan"), spans, {"color": theme.BLUE}, thickness)] if spans else []


def _revised(rows: Table) -> list[theme.Trace]:
    """Give the hatched bars of what a revision added or took away; none where no end was revised."""
    moved = [(row[0], *sorted((row[3], row[4]))) for row in rows.rows if row[3] and row[3] != row[4]]
    thickness = named_bars.thickness(len(rows.rows))
    return [day_axis.bars(t("projects.revised_by"), moved, theme.provisional(theme.BLUE), thickness)] if moved else []


def schedule_rest(table: Table) -> str | None:
    """Say how many projects are not drawn, for lack of days or of room."""
    dated = _dated(table)
    told = [named_bars.rest(dated, "projects.rest")]
    undated = len(table.rows) - len(dated.rows)
    told.append(t("projects.undated", count=formats.whole(undated)) if undated else None)
    return "; ".join(filter(None, told)) or None


def schedule_finding(table: Table) -> str | None:
    """Say how many projects should have begun already, or that none has passed its planned start."""
    known = [
        state for state, start in zip(table.column("start_state"), table.column("starts_on"), strict=True) if start
    ]
    if not known:
        return None
    late = known.count("late")
    every = formats.whole(len(known))
    if not late:
        return finding("finding.projects.no_late_start", all=every)
    return finding("finding.projects.late_start", count=formats.whole(late), all=every)
