"""People and contacts by month: the running total against the plan, new and repeat, and the load of contacts.

`months` is the frame of `data.beneficiaries.reached_by_month`, `plan` that of `plan_by_month`.
"""

from collections.abc import Sequence
from datetime import date
from itertools import compress

from dashboard import formats
from dashboard.figures import quarters, theme
from dashboard.figures.findings import finding, share_of
from dashboard.figures.table import Answer, Column, Table, Value, lists
from dashboard.i18n import t
from dashboard.shown_sum import NOT_SHOWN, ShownSum, is_partial, is_suppressed

_ROOM_FOR_NAMES = {"l": 4, "r": 104, "t": 24, "b": 4}
"""The lines are named in the margin to their right."""
_ROOM_FOR_LEGEND = {"l": 4, "r": 12, "t": 32, "b": 4}
_SAME_HEIGHT, _APART = 0.07, 9
"""Line ends nearer than this share of the axis get names this many pixels apart from their points."""


def _month_column() -> Column:
    """Give the column that names the rows."""
    return Column("month", t("tl.month"), "month")


def cumulative_table(months: Answer, plan: Answer) -> Table:
    """Give unique people to date by month beside the planned ones, whose months may begin earlier or end later.

    Months after the last record are not counted yet: they are missing, and no standstill.
    """
    found = lists(months)
    shown, people, records = (found[name] for name in ("month", "unique_people", "records"))
    actual: dict[date, Value] = dict(zip(shown, people, strict=True))
    counted = [month for month, number in zip(shown, records, strict=True) if number]
    actual = {month: people for month, people in actual.items() if month <= counted[-1]} if counted else {}
    planned: dict[date, Value] = dict(zip(*(lists(plan)[name] for name in ("month", "planned")), strict=True))
    days = sorted(actual.keys() | planned.keys())
    columns = [_month_column(), Column("actual", t("ind.actual")), Column("plan", t("series.plan"))]
    return Table.of(columns, days, [actual.get(day) for day in days], [planned.get(day) for day in days])


def cumulative(table: Table) -> theme.Figure:
    """Draw the running total as a solid line, the plan as a dashed one, and a mark at the last counted month."""
    days = table.column("month")
    lines = [(key, _points(table, key)) for key in ("actual", "plan")]
    drawn = [(key, points) for key, points in lines if points]
    names = {"actual": t("ind.actual"), "plan": t("series.plan")}
    shifts = _name_shifts([points for _, points in drawn])
    labels = [
        theme.end_label(*points[-1], names[key], theme.COLOURS[key], shift)
        for (key, points), shift in zip(drawn, shifts, strict=True)
    ]
    ends = [points[-1][0] for key, points in drawn if key == "actual"]
    return theme.figure(
        [_line(names[key], points, key, quarters.hover_time(table)) for key, points in drawn],
        xaxis=quarters.time_axis(table, range=[days[0].isoformat(), days[-1].isoformat()]),
        yaxis=theme.count_axis(),
        margin=_ROOM_FOR_NAMES,
        shapes=[_end_line(end) for end in ends],
        annotations=[*labels, *(_end_name(end, table) for end in ends)],
    )


def cumulative_finding(table: Table) -> str | None:
    """Say how many people were reached to date and, where there is a plan for that month, how that compares."""
    counted = [row for row in table.rows if row[1] is not None]
    if not counted:
        return None
    _, actual, plan = counted[-1]
    people = formats.whole(actual)
    if not plan:
        return finding("finding.beneficiaries.to_date", people=people)
    return finding("finding.beneficiaries.against_plan", people=people, share=share_of(actual, plan))


def new_by_month_table(months: Answer) -> Table:
    """Give the contacts of each month of the period as first contacts (new people) and repeated ones (the rest)."""
    days, new, contacts = _in_period(months)
    repeat = [_repeated(*pair) for pair in zip(new, contacts, strict=True)]
    columns = [_month_column(), Column("new_people", t("unit.new_people")), Column("repeat", t("series.repeat"))]
    return Table.of(columns, days, new, repeat)


def _repeated(people: int | None, contacts: int | None) -> int | None:
    """Give the contacts that were not first ones; nothing of them is shown where either number is suppressed."""
    if people is None or contacts is None:
        return None
    if is_suppressed(people) or is_suppressed(contacts):
        return NOT_SHOWN
    rest = max(contacts - people, 0)
    return ShownSum(rest) if is_partial(people) or is_partial(contacts) else rest


def new_by_month(table: Table) -> theme.Figure:
    """Draw one column a month, new people below and repeat contacts above; its height is the contacts of the month."""
    data = [
        _columns(table, "new_people", t("unit.new_people"), theme.COLOURS["new"]),
        _columns(table, "repeat", t("series.repeat"), theme.COLOURS["repeat"]),
    ]
    axes = {"xaxis": quarters.time_axis(table), "yaxis": theme.count_axis()}
    return theme.figure(data, barmode="stack", showlegend=True, margin=_ROOM_FOR_LEGEND, **axes)


def new_by_month_finding(table: Table) -> str | None:
    """Say what share of the period's contacts was a first contact."""
    new, repeat = table.total("new_people"), table.total("repeat")
    if not new + repeat:
        return None
    return finding("finding.beneficiaries.share_new", share=share_of(new, new + repeat))


def contacts_by_month_table(months: Answer) -> Table:
    """Give the service contacts of each month of the period."""
    days, _, contacts = _in_period(months)
    return Table.of([_month_column(), Column("contacts", t("unit.contacts"))], days, contacts)


def contacts_by_month(table: Table) -> theme.Figure:
    """Draw the contacts of each month as a column."""
    bars = _columns(table, "contacts", t("unit.contacts"), theme.COLOURS["contacts"])
    return theme.figure([bars], xaxis=quarters.time_axis(table), yaxis=theme.count_axis())


def contacts_by_month_finding(table: Table) -> str | None:
    """Name the month, or the quarter, with the most contacts."""
    busiest = max(table.rows, key=lambda row: row[1] or 0, default=None)
    if not busiest or not busiest[1]:
        return None
    month, contacts = busiest
    if quarters.are_quarters(table):
        words = {"quarter": formats.quarter(month), "contacts": formats.whole(contacts)}
        return finding("finding.beneficiaries.busiest_quarter", **words)
    words = {"month": formats.month_long(month), "contacts": formats.whole(contacts)}
    return finding("finding.beneficiaries.busiest", **words)


def _in_period(months: Answer) -> tuple[list[date], list[int | None], list[int | None]]:
    """Give the months of the period with their new people and contacts, None where nothing was recorded."""
    found = lists(months)
    days, new, contacts = (
        list(compress(found[name], found["in_period"])) for name in ("month", "new_people", "contacts")
    )
    return days, new, contacts


def _points(table: Table, key: str) -> list[tuple[str, float]]:
    """Give the points of a line, months without a value left out."""
    pairs = zip(table.column("month"), table.column(key), strict=True)
    return [(day.isoformat(), value) for day, value in pairs if isinstance(value, int | float)]


def _line(name: str, points: Sequence[tuple[str, float]], key: str, hover: str) -> theme.Part:
    """Give one line with a marker at its end, where its name stands."""
    colour, dash = theme.COLOURS[key], "dash" if key == "plan" else "solid"
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": name,
        "x": [x for x, _ in points],
        "y": [y for _, y in points],
        "line": {"color": colour, "width": 2.5, "dash": dash},
        "marker": {"color": colour, "opacity": 1, "size": [0] * (len(points) - 1) + [8]},
        "cliponaxis": False,
        "hovertemplate": f"{hover}: %{{y:,.0f}}<extra></extra>",
    }


def _columns(table: Table, key: str, name: str, colour: str) -> theme.Part:
    """Give one column a month or quarter; one without a value has none."""
    return {
        "type": "bar",
        "name": name,
        "x": [day.isoformat() for day in table.column("month")],
        "y": table.column(key),
        "marker": {"color": colour},
        "hovertemplate": f"{quarters.hover_time(table)}: %{{y:,.0f}}<extra></extra>",
    }


def _name_shifts(lines: Sequence[Sequence[tuple[str, float]]]) -> list[int]:
    """Give how far to move the name of each line up, so that the names of lines that end together do not overlap."""
    ends = [points[-1] for points in lines]
    top = max((y for points in lines for _, y in points), default=0)
    if len(ends) < 2 or ends[0][0] != ends[1][0] or abs(ends[0][1] - ends[1][1]) > _SAME_HEIGHT * top:  # noqa: PLR2004  Two lines.
        return [0] * len(ends)
    return [_APART, -_APART] if ends[0][1] >= ends[1][1] else [-_APART, _APART]


def _end_line(x: str) -> dict[str, object]:
    """Give the dotted upright line at the last counted month."""
    line = {"color": theme.MUTED, "width": 1, "dash": "dot"}
    return {"type": "line", "x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper", "line": line}


def _end_name(x: str, table: Table) -> dict[str, object]:
    """Give the words above that line: up to which month or quarter people are counted."""
    last = date.fromisoformat(x)
    text = t("chart.counted_to", month=formats.month(last))
    if quarters.are_quarters(table):
        text = t("chart.counted_to_quarter", quarter=formats.quarter(last))
    font = {"color": theme.MUTED, "size": 12}
    return {"x": x, "y": 1, "yref": "paper", "yanchor": "bottom", "text": text, "showarrow": False, "font": font}
