"""How able the partner is in the five areas, from one assessment to the next; level 0 says *not assessed*."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from dashboard import formats
from dashboard.figures import day_axis, named_bars, theme
from dashboard.figures.findings import finding
from dashboard.figures.partner.parts import Assessment, Programmes, programmes_of
from dashboard.figures.partnerships.capacity import AREAS
from dashboard.figures.table import Column, Table
from dashboard.i18n import t

_BAND, _FLOOR, _MIDDLE, _ABOVE = 9.0, 0.7, 3, 6.3
"""Height of an area's band in levels, what lies below its first level, its middle level, and where its name stands."""
_ROOM = timedelta(days=60)
_COLOURS = (theme.BLUE, theme.WINE, theme.OLIVE, theme.MUTED)
"""Colours on which a level can be read; one for each programme."""
Line = tuple[str, str]
"""An area and a programme."""
Point = tuple[date, int | None]
"""A day and the level found on it."""


def capacity_table(assessments: Sequence[Assessment], programmes: Programmes) -> Table:
    """Give every assessment, area by area, the latest first, with the first level and the way from there.

    A level is missing where the area was not assessed, which is no level at all and never 0.
    """
    columns = (
        Column("area_code", t("table.code"), "code"),
        Column("area", t("partnerships.area"), "text"),
        Column("assessed_on", t("partner.assessed_on"), "day"),
        Column("first", t("partner.first_level")),
        Column("level", t("partner.level")),
        Column("change", t("partner.change")),
        Column("assessment", t("partner.assessment"), "text"),
        Column("assessed_by", t("partner.assessed_by"), "text"),
        Column("evidence", t("partner.evidence"), "text"),
        Column("programme", t("filter.programme"), "text"),
        Column("partnership", t("partnerships.code"), "code"),
    )
    return Table.of(
        columns,
        [one.area for one in assessments],
        [t(f"capacity_area.{one.area}") for one in assessments],
        [one.assessed_on for one in assessments],
        [one.first for one in assessments],
        [one.level for one in assessments],
        [one.change for one in assessments],
        [t("partner.assessed" if one.level else "partner.not_assessed") for one in assessments],
        [one.assessed_by for one in assessments],
        [one.evidence for one in assessments],
        programmes_of([one.partnership for one in assessments], programmes),
        [one.partnership for one in assessments],
    )


def capacity(table: Table) -> theme.Figure:
    """Draw a band for each area: its levels from 1 to 5 in time, a gap with a cross where it was not assessed."""
    lines, days = _lines(table), table.column("assessed_on")
    programmes = list(dict.fromkeys(table.column("programme")))
    ends = [(min(days) - _ROOM).isoformat(), (max(days) + _ROOM).isoformat()]
    coloured = [(line[0], points, _colour(programmes, line[1])) for line, points in lines.items()]
    crosses = _crosses(lines)
    return theme.figure(
        # Beads lie on the lines of all programmes, so that every level can be read.
        [*(_way(*drawn) for drawn in coloured), *(_beads(*drawn) for drawn in coloured), *crosses, *_keys(programmes)],
        showlegend=len(programmes) > 1 or bool(crosses),
        xaxis=theme.month_axis(day_axis.months(min(days), max(days)), range=ends),
        yaxis={"visible": False, "range": [_base(AREAS[-1]), _base(AREAS[0]) + _BAND]},
        margin={**named_bars.MARGIN, "t": 32},
        shapes=[_rule(area) for area in AREAS[:-1]],
        annotations=[
            named_bars.name_above(_base(area) + _ABOVE, t(f"capacity_area.{area}"), ends[0], yshift=0) for area in AREAS
        ],
    )


def capacity_finding(table: Table) -> str | None:
    """Say in how many areas capacity rose, fell and stayed, of those assessed on two days; nothing where none was."""
    changes = list(_changes(table).values())
    if not changes:
        return None
    counts = {
        "up": len([change for change in changes if change > 0]),
        "down": len([change for change in changes if change < 0]),
        "same": changes.count(0),
    }
    return finding("finding.partner.capacity", **{name: formats.whole(count) for name, count in counts.items()})


def _changes(table: Table) -> dict[str, int]:
    """Give the change of each area that was assessed on two days, added up over programmes."""
    rows = zip(*map(table.column, ("area_code", "programme", "change")), strict=True)
    latest: dict[Line, int] = {}
    for area, programme, change in rows:
        if change is not None:
            latest.setdefault((area, programme), change)
    changes: dict[str, int] = {}
    for (area, _), change in latest.items():
        changes[area] = changes.get(area, 0) + change
    return changes


def _lines(table: Table) -> dict[Line, list[Point]]:
    """Give the points of each line, the first day first."""
    rows = zip(*map(table.column, ("area_code", "programme", "assessed_on", "level")), strict=True)
    lines: dict[Line, list[Point]] = {}
    for area, programme, day, level in rows:
        lines.setdefault((area, programme), []).append((day, level))
    return {line: points[::-1] for line, points in lines.items()}


def _base(area: str) -> float:
    """Give the height at which the band of an area begins; the first area stands on top."""
    return (len(AREAS) - 1 - AREAS.index(area)) * _BAND


def _colour(programmes: Sequence[str], programme: str) -> str:
    """Give the colour of a programme."""
    return _COLOURS[programmes.index(programme) % len(_COLOURS)]


def _height(area: str, level: int) -> float:
    """Give the height at which a level of an area is drawn."""
    return _base(area) + _FLOOR + level


def _places(area: str, points: Sequence[Point]) -> theme.Part:
    """Give where the levels of an area stand; a day on which it was not assessed has no place."""
    return {
        "type": "scatter",
        "showlegend": False,
        "x": [day.isoformat() for day, _ in points],
        "y": [None if level is None else _height(area, level) for _, level in points],
        "connectgaps": False,
        "cliponaxis": False,
    }


def _way(area: str, points: Sequence[Point], colour: str) -> theme.Trace:
    """Give the line from level to level, broken where the area was not assessed in between."""
    line = {"color": colour, "width": 2}
    return {**_places(area, points), "mode": "lines", "line": line, "hoverinfo": "skip"}


def _beads(area: str, points: Sequence[Point], colour: str) -> theme.Trace:
    """Give the levels as beads that carry their number."""
    name = t(f"capacity_area.{area}")
    return {
        **_places(area, points),
        "mode": "markers+text",
        "name": name,
        "text": ["" if level is None else str(level) for _, level in points],
        "textfont": {"color": theme.PAPER, "size": 12},
        "marker": {"color": colour, "size": 19, "opacity": 1},
        "hovertext": [f"{name}, {formats.day(day)}: {formats.whole(level)}" for day, level in points],
        "hoverinfo": "text",
    }


def _crosses(lines: Mapping[Line, Sequence[Point]]) -> list[theme.Trace]:
    """Give the marks of the days on which an area was looked at and not assessed; none where there are none."""
    gaps = [(area, day) for (area, _), points in lines.items() for day, level in points if level is None]
    if not gaps:
        return []
    name = t("partner.not_assessed")
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": name,
            "x": [day.isoformat() for _, day in gaps],
            "y": [_height(area, _MIDDLE) for area, _ in gaps],
            "marker": {"symbol": "x-thin-open", "size": 10, "color": theme.MUTED, "line": {"width": 2}},
            "hovertext": [f"{t(f'capacity_area.{area}')}, {formats.day(day)}: {name}" for area, day in gaps],
            "hoverinfo": "text",
        }
    ]


def _keys(programmes: Sequence[str]) -> list[theme.Trace]:
    """Give the entries of the legend that say which colour is which programme, where there are several."""
    if len(programmes) == 1:
        return []
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "name": named_bars.short(name),
            "x": [None],
            "y": [None],
            "marker": {"color": _COLOURS[at % len(_COLOURS)], "size": 12},
        }
        for at, name in enumerate(programmes)
    ]


def _rule(area: str) -> theme.Part:
    """Give the thin line under the band of an area."""
    line = {"color": theme.GRID, "width": 1}
    return {"type": "line", "xref": "paper", "x0": 0, "x1": 1, "y0": _base(area), "y1": _base(area), "line": line}
