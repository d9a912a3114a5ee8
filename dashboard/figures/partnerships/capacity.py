"""Whether the capacity of partners grows: before and after in five areas, and quarter by quarter.

Levels run from 1 to 5; what was not assessed is left out. The frames are those of `data.partnerships.capacity_by_area`
and `capacity_over_time`.
"""

from collections.abc import Sequence
from typing import Any

from pandas import DataFrame

from dashboard import formats
from dashboard.figures import named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.table import Column, Table, lists
from dashboard.i18n import t

AREAS = ("policy", "services", "staff", "participation", "coordination")
LEVELS = (1, 2, 3, 4, 5)
_COLOURS = dict(zip(AREAS, theme.PALETTE, strict=False))
_DASHES = dict(zip(AREAS, theme.DASHES, strict=True))
_MARKERS = dict(zip(AREAS, theme.MARKERS, strict=True))
_ROOM_FOR_NAMES = {"l": 4, "r": 112, "t": 12, "b": 4}
_MOST_MARKED = 12
"""Quarters of which each has its marker; of more only the last one."""
_NUMBER = 30
"""Pixels beside the lowest level for the number of a mark that stands there."""
_PLOT, _APART = 320, 17
"""Pixels of the axis of levels, about; pixels from one name of a line to the next."""


def by_area_table(frame: DataFrame) -> Table:
    """Give a row for each area: means of the first and the last level, and of how many partners; none without any."""
    columns = (
        Column("area", t("table.code"), "code"),
        Column("name", t("partnerships.area"), "text"),
        Column("before", t("partnerships.before"), "points"),
        Column("after", t("partnerships.after"), "points"),
        Column("partners", t("partnerships.twice_assessed")),
        Column("assessed", t("partnerships.assessed")),
    )
    found = lists(frame)
    if not any(found["assessed"]):
        return Table(columns, ())
    names = [t(f"capacity_area.{area}") for area in found["area"]]
    return Table.of(columns, found["area"], names, *(found[column.key] for column in columns[2:]))


def by_area(table: Table) -> theme.Figure:
    """Draw each area as two marks on the scale of levels, the first hollow and the last filled, joined by a line."""
    areas = table.column("area")
    rows = [row for row in table.rows if row[2] is not None]
    names = [
        named_bars.name_above(area, t("partnerships.area_of", area=name, count=formats.whole(partners)), x=LEVELS[0])
        for area, name, _, _, partners, _ in table.rows
    ]
    return theme.figure(
        [_joined(rows), _marks(rows, first=True), _marks(rows, first=False)],
        showlegend=True,
        legend=theme.LEGEND_ON_TOP,
        xaxis={"range": [LEVELS[0] - 0.15, LEVELS[-1] + 0.35], "tickvals": list(LEVELS), "showgrid": True}
        | {"gridcolor": theme.GRID, "showline": False, "ticks": ""},
        yaxis={**named_bars.hidden_axis(areas), "range": [len(areas) - 0.5, -0.6]},
        margin={**named_bars.MARGIN, "l": _NUMBER, "t": 44},
        annotations=names,
    )


def _joined(rows: Sequence[Sequence[Any]]) -> theme.Trace:
    """Give the lines between the two levels of each area."""
    return {
        "type": "scatter",
        "mode": "lines",
        "showlegend": False,
        "y": [cell for row in rows for cell in (row[0], row[0], None)],
        "x": [cell for row in rows for cell in (float(row[2]), float(row[3]), None)],
        "line": {"color": theme.NEUTRAL, "width": 3},
        "hoverinfo": "none",
    }


def _marks(rows: Sequence[Sequence[Any]], *, first: bool) -> theme.Trace:
    """Give the first levels (column 2) or the last ones (column 3); each number stands outside of its mark."""
    at = 2 if first else 3
    symbol, line = "circle-open" if first else "circle", {"width": 3, "color": theme.BLUE}
    grown = [row[3] >= row[2] for row in rows]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": t("partnerships.before" if first else "partnerships.after"),
        "y": [row[0] for row in rows],
        "x": [float(row[at]) for row in rows],
        "text": [formats.decimal(row[at]) for row in rows],
        "textposition": ["middle left" if up is first else "middle right" for up in grown],
        "textfont": {"color": theme.INK, "size": 13},
        "marker": {"symbol": symbol, "size": 12, "color": theme.BLUE, "line": line},
        "cliponaxis": False,
        "hoverinfo": "none",
    }


def by_area_rest(table: Table) -> str | None:
    """Say how many areas lack a second assessment; None where every one has it."""
    lacking = sum(row[2] is None for row in table.rows)
    return t("partnerships.areas_once", count=formats.whole(lacking)) if lacking else None


def by_area_finding(table: Table) -> str | None:
    """Name the area that grew most, or say that none did."""
    changes = [(after - before, name) for _, name, before, after, *_ in table.rows if before is not None]
    if not changes:
        return None
    most, name = max(changes, key=lambda one: one[0])
    if most <= 0:
        return finding("finding.partnerships.no_growth")
    return finding("finding.partnerships.growth", area=name, change=formats.decimal(most, 2))


def over_time_table(frame: DataFrame) -> Table:
    """Give a row for each quarter and area with its mean level and the partners behind it, quarter by quarter."""
    columns = (
        Column("quarter", t("tl.quarter"), "quarter"),
        Column("area", t("table.code"), "code"),
        Column("name", t("partnerships.area"), "text"),
        Column("level", t("partnerships.level"), "points"),
        Column("partners", t("partnerships.assessed")),
    )
    found = lists(frame)
    names = [t(f"capacity_area.{area}") for area in found["area"]]
    return Table.of(columns, found["quarter"], found["area"], names, found["level"], found["partners"])


def over_time(table: Table) -> theme.Figure:
    """Draw a line for each area, told apart by colour, dash and mark, its name at its end."""
    quarters = sorted({*table.column("quarter")})
    labels = {day: formats.quarter(day) for day in quarters}
    points: dict[str, list[tuple[str, float]]] = {}
    for quarter, area, _, level, _ in table.rows:
        points.setdefault(area, []).append((labels[quarter], float(level)))
    shifts = _name_shifts({area: line[-1][1] for area, line in points.items()})
    names = [
        theme.end_label(*line[-1], t(f"partnerships.area.{area}"), _COLOURS[area], shifts[area])
        for area, line in points.items()
    ]
    return theme.figure(
        [_line(area, line, marked=len(quarters) <= _MOST_MARKED) for area, line in points.items()],
        xaxis=theme.quarter_axis(quarters, list(labels.values()), range=[-0.5, len(quarters) - 0.5]),
        yaxis={"range": [LEVELS[0] - 0.1, LEVELS[-1] + 0.1], "tickvals": list(LEVELS)},
        margin=_ROOM_FOR_NAMES,
        annotations=names,
    )


def _line(area: str, points: Sequence[tuple[str, float]], *, marked: bool) -> theme.Trace:
    """Give the line of one area."""
    size = [8] * len(points) if marked else [0] * (len(points) - 1) + [9]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": t(f"capacity_area.{area}"),
        "x": [x for x, _ in points],
        "y": [y for _, y in points],
        "line": {"color": _COLOURS[area], "width": 2.5, "dash": _DASHES[area]},
        "marker": {"color": _COLOURS[area], "symbol": _MARKERS[area], "opacity": 1, "size": size},
        "cliponaxis": False,
        "hovertemplate": "%{x}: %{y:,.2f}<extra>%{fullData.name}</extra>",
    }


def _name_shifts(ends: dict[str, float]) -> dict[str, int]:
    """Give how far to move the name of each line up, so that names of lines that end close together do not overlap."""
    a_level = _PLOT / (LEVELS[-1] - LEVELS[0])
    shifts: dict[str, int] = {}
    lowest = float("inf")
    for area, level in sorted(ends.items(), key=lambda one: -one[1]):
        place = min(level * a_level, lowest - _APART)
        shifts[area], lowest = round(place - level * a_level), place
    return shifts


def over_time_finding(table: Table) -> str | None:
    """Name the area whose level is the lowest now."""
    if not table.rows:
        return None
    last = max(table.column("quarter"))
    level, name = min((row[3], row[2]) for row in table.rows if row[0] == last)
    return finding("finding.partnerships.lowest", area=name, level=formats.decimal(level, 2))
