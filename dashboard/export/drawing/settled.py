"""A figure with its template worked in, so that whoever draws it asks one place for each setting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from dashboard.figures.theme import Figure

Part: TypeAlias = dict[str, Any]
"""A part of a figure as Plotly's JSON has it; whoever reads a setting knows its type."""
_AXIS_LETTERS = {"xaxis": "x", "yaxis": "y"}


@dataclass(frozen=True, slots=True)
class Settled:
    """Traces and layout as they hold; `axes` by the names that traces call them, such as `x` and `y2`."""

    traces: Sequence[Part]
    layout: Part
    axes: Mapping[str, Part]
    separators: str
    """The decimal sign and the sign between thousands."""

    def on(self, axis: str) -> list[Part]:
        """Give the traces drawn along an axis."""
        letter = axis[0]
        return [
            trace for trace in self.traces if trace["type"] in CARTESIAN and trace.get(f"{letter}axis", letter) == axis
        ]


CARTESIAN = frozenset({"bar", "scatter"})


def settled(figure: Figure, width: float) -> Settled:
    """Give a figure as it holds at this width in Plotly's pixels: narrow places may have a drawing of their own."""
    traces: Any = figure["data"]
    own: Any = figure["layout"]
    narrow = own.get("meta", {}).get("narrow")
    if narrow and width < narrow["below"]:
        traces, own = narrow["data"], narrow["layout"]
    template = own.get("template", {}).get("layout", {})
    layout = merged({key: part for key, part in template.items() if key not in _AXIS_LETTERS}, own)
    axes = {name: merged(template.get(name[:5], {}), own.get(name, {})) for name in _axis_names(traces, own)}
    called = {_AXIS_LETTERS[name[:5]] + name[5:]: axis for name, axis in axes.items()}
    return Settled(traces, layout, called, own.get("separators", ".,"))


def merged(under: Mapping[str, Any], over: Mapping[str, Any]) -> Part:
    """Give `under` with what `over` says otherwise, part by part."""
    both = dict(under)
    for key, value in over.items():
        below = both.get(key)
        both[key] = merged(below, value) if isinstance(value, dict) and isinstance(below, dict) else value
    return both


def _axis_names(traces: Sequence[Part], layout: Part) -> list[str]:
    """Give the names of all axes that traces or layout speak of, such as `xaxis` and `yaxis2`."""
    if not any(trace["type"] in CARTESIAN for trace in traces):
        return []
    spoken = {f"{letter}axis{trace.get(f'{letter}axis', letter)[1:]}" for trace in traces for letter in "xy"}
    return sorted(spoken | {name for name in layout if name[:5] in _AXIS_LETTERS})


def holds_for(setting: Any, point: int) -> Any:  # noqa: ANN401 - a setting of Plotly's, for all points or for each.
    """Give what a setting says of one point."""
    return setting[point] if isinstance(setting, list) else setting
