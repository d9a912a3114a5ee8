"""What a native chart must hold to say what one of our figures says.

A figure is Plotly's JSON. Lines, columns and bars have a native twin; maps, heat maps, spans of time and panels with
axes of their own have none, and stay pictures.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from dashboard.export.native import categories
from dashboard.figures import theme
from dashboard.figures.lettering import read_as_text

Kind = Literal["line", "column", "column_stacked", "bar", "bar_stacked"]
Trace: TypeAlias = Mapping[str, Any]
Number = int | float
WHOLE, DECIMAL, SHARE = "#,##0", "#,##0.##", "0%"
"""How an office program writes the numbers of a chart; one that is mirrored hides the minus of its left side."""
_SECOND_AXES = ("xaxis2", "yaxis2", "geo")


@dataclass(frozen=True, slots=True)
class Series:
    """One series: a value for each category, None where it has none.

    `colour` is `#RRGGBB`; `colours` holds one for each category where bars differ. `line` is False where only its marks
    are drawn; `marks` is True where each of its points has one.
    """

    name: str
    values: tuple[Number | None, ...]
    colour: str
    colours: tuple[str, ...] = ()
    dash: str = "solid"
    line: bool = True
    marks: bool = False


@dataclass(frozen=True, slots=True)
class NativeChart:
    """A chart of an office program.

    `categories` are in the language in force. `reversed_order` puts the first category on top, `labels` writes each
    value beside its bar, `highest` is where the axis of values ends, None where the program may choose, and
    `value_axis` says whether that axis is drawn at all. Lines that are `joined` run over categories without a value.
    `days` are the categories of a time axis, the first day of each month.
    """

    kind: Kind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    value_format: str = WHOLE
    category_title: str = ""
    value_title: str = ""
    reversed_order: bool = False
    labels: bool = False
    legend: bool = False
    highest: float | None = None
    lowest: float | None = None
    value_axis: bool = True
    joined: bool = True
    days: tuple[date, ...] = ()

    @property
    def mirrored(self) -> bool:
        """Say whether bars grow to both sides of zero, so that two series lie on one line."""
        return self.horizontal and any(value < 0 for one in self.series for value in one.values if value)

    @property
    def horizontal(self) -> bool:
        """Say whether bars lie."""
        return self.kind.startswith("bar")


def native_chart(figure: Mapping[str, Any]) -> NativeChart | None:
    """Give the native twin of a figure, None where only a picture can show it."""
    traces: Sequence[Trace] = figure["data"]
    layout: Mapping[str, Any] = figure["layout"]
    kind = _kind(traces, layout)
    if kind is None:
        return None
    flat = kind.startswith("bar")
    named = categories.named(traces, layout, horizontal=flat)
    if not named.names:
        return None
    series = tuple(_series(trace, at, named, kind) for at, trace in enumerate(traces))
    names_axis, values_axis = (layout.get("yaxis", {}), layout.get("xaxis", {}))[:: 1 if flat else -1]
    return NativeChart(
        kind=kind,
        categories=named.names,
        series=series,
        value_format=_format(values_axis, (value for one in series for value in one.values if value is not None)),
        category_title=_title(names_axis),
        value_title=_title(values_axis),
        reversed_order=flat and _reversed(names_axis),
        labels=kind != "line" and any(trace.get("text") for trace in traces),
        legend=len([one for one in series if one.name]) > 1,
        **_ends(values_axis, kind),
        value_axis=values_axis.get("visible", True),
        days=named.days,
        joined=kind == "line" and any(trace.get("connectgaps") or None not in trace["y"] for trace in traces),
    )


def _kind(traces: Sequence[Trace], layout: Mapping[str, Any]) -> Kind | None:
    """Say which native kind shows the traces, None where there is none."""
    kinds = {trace.get("type") for trace in traces}
    if not traces or not kinds <= {"bar", "scatter"} or any(axis in layout for axis in _SECOND_AXES):
        return None
    if any("base" in trace for trace in traces):
        return None
    bars = [trace for trace in traces if trace["type"] == "bar"]
    others = [trace for trace in traces if trace["type"] == "scatter"]
    if not bars:
        return "line" if _are_lines(others) else None
    if any(trace.get("mode") != "markers" for trace in others):
        return None
    flat = bars[0].get("orientation") == "h"
    stacked = layout.get("barmode") in {"stack", "relative"}
    if others and (stacked or not flat):
        return None
    return ("bar_stacked" if stacked else "bar") if flat else ("column_stacked" if stacked else "column")


def _are_lines(traces: Sequence[Trace]) -> bool:
    """Say whether traces are lines over one axis of categories or days, with marks on them at most."""
    values = (value for trace in traces for value in trace["y"] if value is not None)
    if not all(isinstance(value, int | float) for value in values):
        return False
    if not all(isinstance(place, str) for trace in traces for place in trace["x"]):
        return False
    lines = [trace for trace in traces if "lines" in str(trace.get("mode"))]
    orders = ([str(x) for x in trace["x"]] for trace in lines)
    return bool(lines) and all(len(set(order)) == len(order) and order == sorted(order) for order in orders)


def _series(trace: Trace, at: int, named: categories.Named, kind: Kind) -> Series:
    """Give one series in the order of the categories."""
    marker, line = trace.get("marker", {}), trace.get("line", {})
    colour = marker.get("color", line.get("color"))
    several = colour if isinstance(colour, list) else []
    one = colour if isinstance(colour, str) else theme.PALETTE[at % len(theme.PALETTE)]
    places = dict(zip(named.places(trace), several, strict=False))
    marks = "markers" in str(trace.get("mode")) and not isinstance(marker.get("size"), list)
    return Series(
        name=read_as_text(trace.get("name") or ""),
        values=named.values(trace),
        colour=_colour(trace, kind, one),
        colours=tuple(places.get(place, theme.NEUTRAL) for place in range(len(named.names))) if several else (),
        dash="dot" if _is_edge(line) else line.get("dash", "solid"),
        line="lines" in str(trace.get("mode", "lines")),
        marks=marks,
    )


def _colour(trace: Trace, kind: Kind, own: str) -> str:
    """Give the colour of a series; marks on bars and the edges of a band are grey."""
    line = trace.get("line", {})
    if kind == "line":
        return theme.NEUTRAL if _is_edge(line) else str(line.get("color", own))
    return theme.NEUTRAL if trace["type"] == "scatter" else own


def _is_edge(line: Mapping[str, Any]) -> bool:
    """Say whether a line is the edge of a band, which the figure does not draw itself."""
    return line.get("width") == 0


def _format(axis: Mapping[str, Any], values: Iterable[Number]) -> str:
    """Give how values are written: as shares where the axis has percentages, else with the decimals that they have."""
    if any("%" in str(text) for text in axis.get("ticktext", ())):
        return SHARE
    numbers = list(values)
    code = WHOLE if all(float(value).is_integer() for value in numbers) else DECIMAL
    return f"{code};{code}" if any(value < 0 for value in numbers) and axis.get("ticktext") else code


def _ends(axis: Mapping[str, Any], kind: Kind) -> dict[str, float | None]:
    """Give where the axis of values ends; bars begin at zero, and rooms for words at their ends are left out."""
    ticks = [tick for tick in axis.get("tickvals", ()) if isinstance(tick, int | float)]
    if ticks:
        return {"lowest": min(ticks), "highest": max(ticks)}
    return {"lowest": None if kind == "line" and axis.get("rangemode") != "tozero" else 0, "highest": None}


def _reversed(axis: Mapping[str, Any]) -> bool:
    """Say whether the first category stands on top."""
    ends = axis.get("range")
    return axis.get("autorange") == "reversed" or bool(ends and ends[0] > ends[1])


def _title(axis: Mapping[str, Any]) -> str:
    """Give the words beside an axis."""
    return str(axis.get("title", {}).get("text", ""))
