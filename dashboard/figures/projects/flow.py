"""Whether the pool grows or drains: projects that came in and went out in each quarter, and how many it then held.

`frame` is that of `data.projects.flow`.
"""

from collections.abc import Sequence

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import theme
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists
from dashboard.i18n import t

FLOWS = {"inflow": 1, "outflow": -1}
"""Which way each is drawn from the common line."""
_MOST_LABELLED = 12
"""Quarters that fit with a number on each bar."""
_BARS, _POOL = (0.42, 1.0), (0.0, 0.26)
"""The heights of the two small charts; between them stands the name of the lower one."""


def flow_table(frame: DataFrame) -> Table:
    """Give inflow, outflow and the projects in the pool at the end of every quarter."""
    columns = [
        Column("quarter", t("tl.quarter"), "quarter"),
        Column("inflow", t("projects.inflow")),
        Column("outflow", t("projects.outflow")),
        Column("in_pool", t("projects.in_pool_at_end")),
    ]
    found = lists(frame)
    return Table.of(columns, *(found[column.key] for column in columns))


def flow(table: Table) -> theme.Figure:
    """Draw inflow upwards and outflow downwards by quarter, and under them the pool as a line of its own."""
    quarters = table.column("quarter")
    labels = [formats.quarter(day) for day in quarters]
    most = max([*table.numbers("inflow"), *table.numbers("outflow")], default=0)
    return theme.figure(
        [*(_bars(table, name, labels) for name in FLOWS), _line(table, labels)],
        barmode="relative",
        showlegend=True,
        margin={"l": 4, "r": 32, "t": 32, "b": 4},
        xaxis=theme.quarter_axis(quarters, labels, anchor="y2"),
        yaxis={"domain": list(_BARS), **_mirrored(most)},
        yaxis2={"domain": list(_POOL), "anchor": "x", **theme.count_axis(showgrid=False, visible=False)},
        annotations=[_pool_name(), *_pool_size(table, labels)],
    )


def _bars(table: Table, name: str, labels: Sequence[str]) -> theme.Part:
    """Give the bars of one direction; their numbers stand beside them while there is room."""
    counts = table.column(name)
    texts = [formats.whole(count) if count else "" for count in counts] if len(labels) <= _MOST_LABELLED else None
    return {
        "type": "bar",
        "name": t(f"projects.{name}"),
        "x": list(labels),
        "y": [FLOWS[name] * count for count in counts],
        "customdata": counts,
        "text": texts,
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": theme.COLOURS[name]},
        "hovertemplate": "%{x}: %{customdata:,.0f}<extra></extra>",
    }


def _line(table: Table, labels: Sequence[str]) -> theme.Part:
    """Give the line of the pool, with a marker at its end."""
    counts = table.column("in_pool")
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "showlegend": False,
        "x": list(labels),
        "y": counts,
        "yaxis": "y2",
        "line": {"color": theme.INK, "width": 2},
        "marker": {"color": theme.INK, "size": [0] * (len(counts) - 1) + [7]},
        "cliponaxis": False,
        "hovertemplate": "%{x}: %{y:,.0f}<extra></extra>",
    }


def _mirrored(most: float) -> theme.Axis:
    """Give the axis of both directions; no number on it is negative to the reader."""
    span = max(most, 1)
    step = max(1, round(span / 2))
    ticks = [-2 * step, -step, 0, step, 2 * step]
    return {
        "range": [-span * 1.3, span * 1.3],
        "tickvals": ticks,
        "ticktext": [formats.whole(abs(tick)) for tick in ticks],
        "zeroline": True,
        "zerolinecolor": theme.NEUTRAL,
    }


def _pool_name() -> theme.Part:
    """Give the words above the line."""
    place = {"x": 0, "xref": "paper", "xanchor": "left", "y": _POOL[1], "yref": "paper", "yanchor": "bottom"}
    font = {"color": theme.INK, "size": 13}
    return {**place, "yshift": 6, "text": t("projects.in_pool_at_end"), "showarrow": False, "font": font}


def _pool_size(table: Table, labels: Sequence[str]) -> list[theme.Part]:
    """Give the last number of the line, at its end."""
    if not labels:
        return []
    size = table.column("in_pool")[-1]
    return [{**theme.end_label(labels[-1], size, formats.whole(size)), "yref": "y2"}]


def flow_finding(table: Table) -> str | None:
    """Say what came in and went out in the last quarter shown."""
    if not table.rows:
        return None
    quarter, inflow, outflow, _ = table.rows[-1]
    words = {"quarter": formats.quarter(quarter), "inflow": formats.whole(inflow), "outflow": formats.whole(outflow)}
    return finding("finding.projects.flow", **words)
