"""What a native chart must hold to say what one of our figures says.

A figure is Plotly's JSON. Lines, columns and bars have a native twin; maps, heat maps, spans of time and panels with
axes of their own have none, and stay pictures.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from dashboard.export.native import categories
from dashboard.figures import theme

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
    `value_axis` says whether that axis is drawn at all.
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
    stacked = layout.get("barmode") in {"stack", "relative"} or (flat and _mirrored(bars))
    if others and (stacked or not flat):
        return None
    return ("bar_stacked" if stacked else "bar") if flat else ("column_stacked" if stacked else "column")


def _are_lines(traces: Sequence[Trace]) -> bool:
    """Say whether traces are lines over one axis of categories or days, with marks on them at most."""
    lines = [trace for trace in traces if "lines" in str(trace.get("mode"))]
    orders = ([str(x) for x in trace["x"]] for trace in lines)
    return bool(lines) and all(len(set(order)) == len(order) and order == sorted(order) for order in orders)


def _mirrored(bars: Sequence[Trace]) -> bool:
    """Say whether bars grow to both sides of zero, one series to each."""
    return any(value < 0 for trace in bars for value in trace["x"] if isinstance(value, int | float))


def _series(trace: Trace, at: int, named: categories.Named, kind: Kind) -> Series:
    """Give one series in the order of the categories."""
    marker, line = trace.get("marker", {}), trace.get("line", {})
    colour = marker.get("color", line.get("color"))
    several = colour if isinstance(colour, list) else []
    one = colour if isinstance(colour, str) else theme.PALETTE[at % len(theme.PALETTE)]
    places = dict(zip(named.places(trace), several, strict=False))
    marks = "markers" in str(trace.get("mode")) and not isinstance(marker.get("size"), list)
    return Series(
        name=str(trace.get("name") or ""),
        values=named.values(trace),
        colour=line.get("color", one) if kind == "line" else (theme.NEUTRAL if trace["type"] == "scatter" else one),
        colours=tuple(places.get(place, theme.NEUTRAL) for place in range(len(named.names))) if several else (),
        dash=line.get("dash", "solid"),
        line="lines" in str(trace.get("mode", "lines")),
        marks=marks,
    )


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
