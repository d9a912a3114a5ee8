"""The map of the 81 provinces: shapes that the browser has once, steps of blue, and the strip that explains them."""

from collections.abc import Mapping, Sequence

from dashboard import formats
from dashboard.figures import theme

PROVINCES = [f"TR-{number:02d}" for number in range(1, 82)]
"""ISO 3166-2 codes of the 81 provinces."""
SHAPES = "/assets/geo/provinces.json"
"""Address of the shapes, fetched once by the browser; the `id` of a shape is its province's code."""
TURKIYE: theme.Part = {
    "fitbounds": False,
    "projection": {"type": "mercator"},
    "lonaxis": {"range": [25.5, 45.0]},
    "lataxis": {"range": [35.7, 42.3]},
}
NO_DATA, ZERO, *STEPS = theme.GRID, *theme.SEQUENTIAL
"""Grey is a province without records; the lightest blue is zero, because in the dark theme it is next to grey."""


def class_starts(most: int) -> list[int]:
    """Give the least count of each class, from 1: the last steps of 1, 2, 5, 10, 20, 50 … that reach up to `most`."""
    ladder = [step * 10**power for power in range(len(str(most))) for step in (1, 2, 5)]
    reached = [start for start in ladder if start <= most]
    return [1, *reached[1:][-(len(STEPS) - 1) :]] if reached else []


def provinces(counts: Mapping[str, int], texts: Sequence[str], nothing: str) -> tuple[list[theme.Trace], theme.Part]:
    """Give the provinces in four steps of blue, and the parts of the layout that say what the steps mean.

    Args:
        counts: what there is in each province that has any records; the others are grey.
        texts: what the pointer shows on each of them.
        nothing: the word for grey.
    """
    starts = class_starts(max(counts.values(), default=0))
    classes = [ZERO, *STEPS[len(STEPS) - len(starts) :]]
    steps = [sum(count >= start for start in starts) for count in counts.values()]
    traces = [
        _shapes(PROVINCES, [0] * len(PROVINCES), [NO_DATA], None),
        _shapes(list(counts), steps, classes, texts),
    ]
    return traces, _key(starts, classes, nothing, has_zero=0 in steps)


def _shapes(codes: list[str], steps: list[int], colours: list[str], texts: Sequence[str] | None) -> theme.Trace:
    """Give shapes whose colour is the step-th of `colours`."""
    last = max(len(colours) - 1, 1)
    return {
        "type": "choropleth",
        "geojson": SHAPES,
        "locations": codes,
        "z": steps,
        "zmin": 0,
        "zmax": last,
        "colorscale": [[min(at, last) / last, colour] for at, colour in enumerate([*colours, colours[-1]][: last + 1])],
        "showscale": False,
        "marker": {"line": {"color": theme.PAPER, "width": 0.7}},
        "text": None if texts is None else list(texts),
        "customdata": None if texts is None else codes,
        "hoverinfo": "skip" if texts is None else "text",
    }


def _key(starts: Sequence[int], classes: Sequence[str], nothing: str, *, has_zero: bool) -> theme.Part:
    """Give the strip under the map that says which colour stands for which count, and which for nothing at all."""
    swatches = [(NO_DATA, nothing)]
    if has_zero:
        swatches.append((ZERO, "0"))
    swatches += [(colour, f"≥{formats.whole(start)}") for start, colour in zip(starts, classes[1:], strict=True)]
    width = 1 / len(swatches)
    shapes, names = [], []
    for at, (colour, text) in enumerate(swatches):
        left = at * width
        box = {"x0": left, "x1": left + width * 0.94, "y0": -16, "y1": -6, "yanchor": 0, "ysizemode": "pixel"}
        line = {"color": theme.NEUTRAL, "width": 1}
        shapes.append({"type": "rect", "xref": "paper", "yref": "paper", **box, "fillcolor": colour, "line": line})
        place = {
            "x": left,
            "y": 0,
            "xref": "paper",
            "yref": "paper",
            "xanchor": "left",
            "yanchor": "top",
            "yshift": -18,
        }
        names.append({**place, "text": text, "showarrow": False, "font": {"color": theme.MUTED, "size": 11}})
    return {"shapes": shapes, "annotations": names}
