"""How every chart looks: colours, fonts, margins and axes, as plain dicts over one small template.

A chart is drawn once, in the colours of the light theme. The dark theme is CSS: `assets/css/charts.css` gives each
colour named here its dark partner, so that a change of theme redraws nothing and an exported image is always light. Use
only the colours of this module; a test compares them with the style sheet.
"""

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from dashboard import formats
from dashboard.figures.gaps import with_gaps
from dashboard.figures.lettering import in_lines, lettered
from dashboard.i18n import language, t

FONT = '"Noto Sans", "Noto Sans Arabic", system-ui, sans-serif'
BLUE, ORANGE, WINE, TEAL, PURPLE, OLIVE = PALETTE = (
    "#12436D",
    "#CF813A",
    "#572430",
    "#58A095",
    "#9A62D0",
    "#626124",
)
"""In this fixed order; the smallest distance under colour blindness is 18 (CAM02-UCS)."""
SEQUENTIAL = ("#E3ECF4", "#B4CBE1", "#7FA8CE", "#4A7FB0", "#12436D")
INK, MUTED, GRID, PAPER, NEUTRAL = "#1B2733", "#55616D", "#D5DBE1", "#FFFFFF", "#84909C"
CLEAR = "rgba(0,0,0,0)"

COLOURS = {
    "actual": BLUE,
    "plan": INK,
    "new": BLUE,
    "repeat": ORANGE,
    "contacts": PURPLE,
    "female": BLUE,
    "male": ORANGE,
    "other": TEAL,
    "unknown": NEUTRAL,
    "host": TEAL,
    "migrant": BLUE,
    "in_pool": BLUE,
    "running": TEAL,
    "ended": NEUTRAL,
    "unilateral": BLUE,
    "joint": ORANGE,
    "inflow": BLUE,
    "outflow": ORANGE,
    "request": BLUE,
    "suggestion": ORANGE,
    "complaint": WINE,
    "information": TEAL,
    "thanks": PURPLE,
    "observation": OLIVE,
    "feedback": BLUE,
}
"""A colour follows what it stands for, on every page; what is missing here takes the next colour of the palette."""
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
MARKERS = ("circle", "square", "diamond", "triangle-up", "x")
"""The second code of a series beside its colour, for print in grey and for colour blindness."""

Part: TypeAlias = dict[str, object]
"""A part of a figure as Plotly's JSON has it, such as a marker."""
Trace: TypeAlias = Part
Axis: TypeAlias = Part
Figure: TypeAlias = dict[str, "list[Trace] | Part"]

_AXIS: Axis = {
    "automargin": True,
    "fixedrange": True,
    "showgrid": False,
    "zeroline": False,
    "linecolor": NEUTRAL,
    "tickcolor": NEUTRAL,
    "tickfont": {"color": MUTED, "size": 13},
    "title": {"font": {"color": MUTED, "size": 13}, "standoff": 8},
}
TEMPLATE: Part = {
    "layout": {
        "font": {"family": FONT, "size": 13, "color": INK},
        "paper_bgcolor": CLEAR,
        "plot_bgcolor": CLEAR,
        "colorway": list(PALETTE),
        "margin": {"l": 4, "r": 12, "t": 12, "b": 4, "pad": 4},
        "showlegend": False,
        "legend": {
            "orientation": "h",
            "x": 0,
            "y": 1.02,
            "yanchor": "bottom",
            "traceorder": "normal",
            "font": {"size": 13},
        },
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": INK, "bordercolor": INK, "font": {"family": FONT, "size": 13, "color": PAPER}},
        "dragmode": False,
        "bargap": 0.28,
        "barcornerradius": 2,
        "xaxis": {**_AXIS, "showline": True, "ticks": "outside", "ticklen": 4},
        "yaxis": {**_AXIS, "showgrid": True, "gridcolor": GRID, "tickformat": ",.0f"},
        "geo": {"visible": False, "fitbounds": "locations", "bgcolor": CLEAR},
    },
}


def figure(traces: Sequence[Trace], *, narrow: object = None, **layout: object) -> Figure:
    """Give a chart over the common template, with the separators of the language in force.

    Args:
        traces: Plotly traces as plain dicts and plain lists, never arrays (they would arrive as opaque bytes).
        narrow: a finished chart that narrow screens show instead, with the width `below` which they count as such; see
            `assets/bundle/narrow.js`.
        layout: what differs from the template, such as `xaxis` or `barmode`.
    """
    own = {"template": TEMPLATE, "separators": formats.SEPARATORS[language()], "uirevision": "kept", **layout}
    drawn = lettered(own) if narrow is None else {**lettered(own), "meta": {"narrow": narrow}}
    return {"data": [lettered(with_gaps(trace)) for trace in traces], "layout": drawn}


MONTH_BAR = 20 * 86_400_000
"""Milliseconds that the column of a month is wide; by itself a column that stands alone would be a hair."""
LEGEND_ON_TOP: Part = {"yref": "container", "y": 1, "yanchor": "top"}
"""A legend at the upper edge of the chart, where it stays when a screen is turned and it takes other lines."""
_FEW, _YEAR = 4, 12
_MOST_TICKS = {"tr": 8, "en": 8, "ar": 5}
"""Months that fit side by side on a phone; the Levantine names are long."""
_MOST_NAMED = 5
"""Quarters that fit with a name of their own under their columns."""
_FIRST_QUARTER, _FEWEST_YEARS = 3, 3
"""Last month of the first quarter; years that say enough of an axis without its quarters."""
_STEPS = (1, 2, 3, 6, _YEAR, 2 * _YEAR, 5 * _YEAR, 10 * _YEAR)
"""Months from one tick to the next."""


def count_axis(largest: float | None = None, **own: object) -> Axis:
    """Give an axis of counts: from zero, five ticks at most, never "k" or "M", and no halves where counts are few."""
    step = {"dtick": 1} if largest is not None and largest <= _FEW else {"nticks": 6}
    return {"rangemode": "tozero", "tickformat": ",.0f", **step, **own}


def share_axis(**own: object) -> Axis:
    """Give an axis of shares from 0 to 1, ticks written as percentages of the language."""
    ticks = (0, 0.25, 0.5, 0.75, 1)
    return {"range": [0, 1], "tickvals": list(ticks), "ticktext": [formats.percent(tick, 0) for tick in ticks], **own}


def name_axis(**own: object) -> Axis:
    """Give the vertical axis of horizontal bars: names, the first at the top, no grid."""
    return {"autorange": "reversed", "showgrid": False, "tickfont": {"color": INK, "size": 13}, **own}


def month_axis(months: Sequence[date], **own: object) -> Axis:
    """Give a time axis with month names of the language, the year beneath the first tick of each year.

    Args:
        months: first days of the months shown, ascending and without gaps; x values are their ISO texts.
        own: what differs.
    """
    most = _MOST_TICKS[language()]
    step = next((step for step in _STEPS if len(months) <= most * step), _STEPS[-1])
    shown = [month for month in months if (month.year * 12 + month.month - 1) % step == 0] or list(months[:1])
    before = [None, *shown]
    texts = [_tick(month, earlier, step) for month, earlier in zip(shown, before, strict=False)]
    return {
        "type": "date",
        "tickvals": [month.isoformat() for month in shown],
        "ticktext": texts,
        "tickangle": 0,
        **own,
    }


def quarter_axis(quarters: Sequence[date], labels: Sequence[str], **own: object) -> Axis:
    """Give a category axis of quarters: the years alone where there are three, else up to five named over their years.

    Args:
        quarters: a day of each quarter shown, ascending.
        labels: the categories under which they are drawn.
        own: what differs.
    """
    axis = {"type": "category", "tickangle": 0}
    pairs = list(zip(labels, quarters, strict=True))
    years = [(label, day) for label, day in pairs if day.month <= _FIRST_QUARTER]
    by_year = len(pairs) > _MOST_NAMED and len(years) >= _FEWEST_YEARS
    among = years if by_year else pairs
    ticks = among[:: -(-len(among) // _MOST_NAMED) or 1]
    texts = [str(day.year) if by_year else in_lines(quarter_name(day), str(day.year)) for _, day in ticks]
    return {**axis, "tickvals": [label for label, _ in ticks], "ticktext": texts, **own}


def quarter_name(day: date) -> str:
    """Write the quarter of a day alone, for an axis that shows the year beneath: `1. çeyrek`."""
    return t("format.quarter_short", number=str((day.month + 2) // 3))


def _tick(month: date, earlier: date | None, step: int) -> str:
    """Write one tick: the year alone on a long axis, else the month, over its year where the year is new."""
    if step >= _YEAR:
        return str(month.year)
    name = formats.month_name(month.month)
    return name if earlier and earlier.year == month.year else in_lines(name, str(month.year))


_DARK_ENOUGH = frozenset({BLUE, WINE, OLIVE, INK, MUTED})


def text_colour(colour: str) -> str:
    """Give the colour in which the name of a series is written: its own where that is at least 4.5:1, else ink."""
    return colour if colour in _DARK_ENOUGH else INK


def end_label(x: object, y: object, text: str, colour: str = INK, yshift: int = 0) -> Part:
    """Give the annotation that names a line at its last point, in place of a legend; leave room with `margin.r`."""
    return {
        "x": x,
        "y": y,
        "text": text,
        "xanchor": "left",
        "xshift": 8,
        "yshift": yshift,
        "showarrow": False,
        "font": {"color": text_colour(colour), "size": 13},
    }


def provisional(colour: str) -> Part:
    """Give the `marker` of bars whose values are not final: hatched in the colour of the series."""
    pattern = {"shape": "/", "fgcolor": colour, "bgcolor": PAPER, "size": 6, "solidity": 0.35}
    return {"color": colour, "pattern": pattern, "line": {"color": colour, "width": 1}}
